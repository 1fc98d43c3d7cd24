"""Notes: kept, found, undone, shared between sessions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from extract.types import Span
from store.notes.anchors import Anchor
from store.notes.note import About, Note
from store.notes.notebook import Notebook, NotebookError

TEXT = "The minister said no. Nobody else said a thing. Café owners were not asked.\n"
VERSION = "0" * 64

Open = Callable[..., Notebook]


class Clock:
    """A second passes at every look."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, 14, 2, 7, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def open_book(home: Path) -> Iterator[Open]:
    books: list[Notebook] = []
    clock = Clock()

    def opened(author: str = "kim", **options: Any) -> Notebook:
        books.append(Notebook.open(home, author=author, clock=clock, **options))
        return books[-1]

    yield opened
    for book in books:
        book.close(compact=False)


def add(book: Notebook, body: str, *, article: str = "a", start: int = 4, end: int = 12, **more: Any) -> Note:
    anchor = Anchor.of(TEXT, Span(start, end))
    return book.add(article=article, version=more.pop("version", VERSION), anchor=anchor, body=body, **more)


def bodies(book: Notebook) -> list[str]:
    return [note.body for note in book.all()]


def test_notes_are_there_after_a_restart_and_in_a_file_stock_tinydb_opens(home: Path, open_book: Open) -> None:
    book = open_book()
    about = About("quote", "he", "Liu Pengyu", "Embassy spokesman", "says", "direct")
    note = add(book, "Call the embassy.", type="fact-check", tags=["china", "trade"], about=about)
    assert (note.author, note.editor, note.rev, note.status, note.created) == ("kim", "kim", 1, "open", note.updated)
    assert note.anchor is not None
    assert note.anchor.exact == "minister"
    book.close()
    assert open_book().all() == [note]
    with TinyDB(home / "notes.json") as stock:
        (row,) = stock.table("notes").all()
        assert row["body"] == "Call the embassy."
        assert row["selector"][0]["type"] == "TextQuoteSelector"
        assert row["about"]["actor"] == "Liu Pengyu"


def test_a_session_that_never_closed_loses_nothing(open_book: Open) -> None:
    first = open_book()
    one, two = add(first, "one"), add(first, "two")
    first.edit(one.uid, body="one, edited", tags=["x"])
    first.delete(two.uid)
    again = open_book()
    assert bodies(again) == ["one, edited"]
    assert [note.body for note in again.trash()] == ["two"]


def test_editing_what_is_not_there_is_one_line(open_book: Open) -> None:
    book = open_book()
    with pytest.raises(NotebookError, match="no note"):
        book.edit("nothing", body="x")
    with pytest.raises(NotebookError, match="no note"):
        book.delete("nothing")
    with pytest.raises(TypeError, match="author"):
        book.edit(add(book, "x").uid, author="somebody else")
    book.close()
    with pytest.raises(NotebookError, match="closed"):
        add(book, "late")


def test_notes_are_found_by_article_version_tag_type_status_and_words(open_book: Open) -> None:
    book = open_book()
    last = add(book, "Ask the CAFÉ owners", start=49, end=60, tags=["food"], type="follow-up")
    first = add(book, "about the minister", tags=["food", "money"], about=About("quote", actor="Åse Berg"))
    other = add(book, "same text elsewhere", article="b", start=13, end=17, status="done")
    elsewhere = add(book, "another text", article="c", version="1" * 64)
    assert book.for_article("a") == [first, last]
    assert book.for_article("a", VERSION) == [first, other, last]
    assert book.counts() == {"a": 2, "b": 1, "c": 1}
    assert book.tags() == {"food": 2, "money": 1}
    assert book.select(tag="food", type="follow-up") == [last]
    assert book.select(status="done") == [other]
    assert book.select(article="a", tag="nothing") == []
    assert book.search("cafe OWNERS") == [last]
    assert book.search('"the minister"') == [first]
    assert book.search("ase berg money") == [first]
    assert book.search("budget text", titles={"c": "The Budget", "b": "Sports"}) == [elsewhere]
    assert book.search("  ") == []
    book.edit(last.uid, tags=["drink"], body="changed")
    assert book.search("cafe") == []
    assert book.tags() == {"drink": 1, "food": 1, "money": 1}
    book.delete(first.uid)
    assert book.for_article("a") == [book.get(last.uid)]


def test_undo_and_redo_go_on_after_a_restart(open_book: Open) -> None:
    book = open_book()
    note = add(book, "one")
    book.edit(note.uid, body="two")
    book.delete(note.uid)
    book.close()
    book = open_book()
    assert book.undo().did == "delete"
    assert bodies(book) == ["two"]
    assert book.undo().did == "edit"
    assert bodies(book) == ["one"]
    book.close(compact=False)
    book = open_book()
    assert book.undo().did == "add"
    assert bodies(book) == []
    with pytest.raises(NotebookError, match="nothing to undo"):
        book.undo()
    assert [book.redo().did, book.redo().did] == ["add", "edit"]
    assert bodies(book) == ["two"]
    add(book, "new")
    with pytest.raises(NotebookError, match="nothing to redo"):
        book.redo()


def test_nobody_undoes_what_another_did(open_book: Open) -> None:
    kim, liu = open_book("kim"), open_book("liu")
    first = add(kim, "first")
    note = add(kim, "kim's")
    liu.refresh()
    with pytest.raises(NotebookError, match="nothing to undo"):
        liu.undo()
    liu.edit(note.uid, body="liu's")
    kim.refresh()
    with pytest.raises(NotebookError, match="cannot undo: the note was changed by liu since"):
        kim.undo()
    assert kim.undo().after.uid == first.uid
    assert bodies(kim) == ["liu's"]


def test_a_deleted_note_comes_back_from_the_trash(open_book: Open) -> None:
    book = open_book()
    note = book.delete(add(book, "gone").uid)
    assert book.get(note.uid) is None
    with pytest.raises(NotebookError, match="no note"):
        book.edit(note.uid, body="x")
    book.close()
    book = open_book()
    assert book.restore(note.uid).body == "gone"
    assert bodies(book) == ["gone"]
    assert book.trash() == []


def test_sessions_see_each_other_and_each_others_notes(open_book: Open) -> None:
    kim = open_book("kim")
    assert kim.others() == []
    liu = open_book("liu")
    note = add(liu, "from liu")
    assert kim.refresh() == {note.uid}
    assert kim.get(note.uid) == note
    assert [presence.author for presence in kim.others()] == ["liu"]
    assert kim.refresh() == frozenset()
    liu.close()
    kim.refresh()
    assert kim.others() == []
    assert bodies(kim) == ["from liu"]


def test_the_same_note_edited_twice_is_a_conflict_both_see_and_either_ends(open_book: Open) -> None:
    kim = open_book("kim")
    note = add(kim, "start")
    liu = open_book("liu")
    kim.edit(note.uid, body="by kim")
    liu.edit(note.uid, body="by liu")
    kim.refresh()
    liu.refresh()
    assert kim.conflicts() == liu.conflicts()
    (conflict,) = kim.conflicts()
    assert {version.body for version in conflict.versions} == {"by kim", "by liu"}
    assert {version.editor for version in conflict.versions} == {"kim", "liu"}
    with pytest.raises(NotebookError, match="two versions"):
        kim.delete(note.uid)
    kim.compact()
    kim.close()
    later = open_book("kim")
    assert later.conflicts() == [conflict]
    mine = next(version for version in conflict.versions if version.body == "by kim")
    later.choose(note.uid, mine, keep_other=True)
    liu.refresh()
    assert liu.conflicts() == []
    assert sorted(bodies(liu)) == ["by kim", "by liu"]


def test_an_editor_opened_before_another_saved_does_not_overwrite(open_book: Open) -> None:
    kim, liu = open_book("kim"), open_book("liu")
    base = add(kim, "start")
    liu.refresh()
    liu.edit(base.uid, tags=["seen"])
    kim.refresh()
    joined = kim.edit(base.uid, base=base, body="longer")
    assert (joined.body, joined.tags) == ("longer", ("seen",))
    assert kim.conflicts() == []
    liu.refresh()
    liu.edit(base.uid, body="liu's words")
    kim.refresh()
    kim.edit(base.uid, base=joined, body="kim's words")
    assert {version.body for version in kim.conflicts()[0].versions} == {"liu's words", "kim's words"}


def test_an_edit_wins_over_a_delete_elsewhere(open_book: Open) -> None:
    kim, liu = open_book("kim"), open_book("liu")
    note = add(kim, "start")
    liu.refresh()
    liu.edit(note.uid, body="worth keeping")
    kim.delete(note.uid)
    kim.refresh()
    liu.refresh()
    for book in (kim, liu):
        assert bodies(book) == ["worth keeping"]
        assert book.conflicts() == []


def test_compaction_loses_nothing_a_slower_session_has_not_read(home: Path, open_book: Open) -> None:
    slow, quick = open_book("slow"), open_book("quick")
    for round in range(4):
        add(quick, f"note {round}")
        quick.compact()
        quick.close()
        quick = open_book("quick")
    mine = add(slow, "mine")
    assert len(slow.refresh()) == 4
    assert sorted(bodies(slow)) == ["mine", "note 0", "note 1", "note 2", "note 3"]
    slow.compact()
    quick.refresh()
    assert quick.get(mine.uid) == mine
    assert len(list((home / "journal").iterdir())) <= 4


def test_a_long_journal_is_ended_and_goes(home: Path, open_book: Open) -> None:
    book, other = open_book("kim"), open_book("liu")
    for number in range(3):
        add(book, "x" * 1_100_000 + str(number))
        book.compact()
        other.refresh()
    assert len(list((home / "journal").iterdir())) <= 3
    assert len(other.all()) == 3
    book.close(compact=False)
    other.close(compact=False)
    assert len(open_book().all()) == 3


def test_other_programs_may_change_the_file(home: Path, open_book: Open) -> None:
    book = open_book()
    note = add(book, "one")
    book.compact()
    with TinyDB(home / "notes.json") as stock:
        stock.table("notes").update({"body": "changed by a script"})
        stock.table("mine").insert({"kept": True})
    assert book.refresh() == {note.uid}
    assert bodies(book) == ["changed by a script"]
    book.edit(note.uid, body="and again")
    book.compact()
    with TinyDB(home / "notes.json") as stock:
        assert stock.table("mine").all() == [{"kept": True}]
        assert [row["body"] for row in stock.table("notes").all()] == ["and again"]


def test_looking_without_being_present_makes_nothing(home: Path, open_book: Open) -> None:
    book = open_book(announce=False)
    assert book.all() == []
    book.close()
    assert not home.exists()
    book = open_book(announce=False)
    add(book, "made on the way")
    book.close()
    assert bodies(open_book()) == ["made on the way"]


def test_drafts_survive_their_session_and_are_offered_to_their_author(home: Path, open_book: Open) -> None:
    book = open_book("kim")
    book.draft("new:a", "half a sent", {"article": "a"})
    book.draft("new:a", "half a sentence", {"article": "a"})
    book.draft("edit:b", "another")
    book.draft("edit:c", "saved by now")
    book.draft("edit:c", None)
    later = open_book("kim")
    assert later.recovered() == []  # their session lives
    book.close(compact=False)
    found = later.recovered()
    assert [(draft.key, draft.text) for draft in found] == [("edit:b", "another"), ("new:a", "half a sentence")]
    assert found[1].extra == {"article": "a"}
    assert found[1].time.startswith("2026-11-24T14:")
    assert open_book("liu").recovered() == []
    for draft in found:
        later.forget(draft)
    assert later.recovered() == []
    assert [path.name for path in (home / "drafts").iterdir()] == []


def test_a_draft_file_stays_small(home: Path, open_book: Open) -> None:
    book = open_book()
    for number in range(300):
        book.draft("k", "x" * 20_000 + str(number))
    assert sum(path.stat().st_size for path in (home / "drafts").iterdir()) < 1_100_000
    book.close()
    assert open_book().recovered()[0].text.endswith("299")


def test_a_newer_schema_is_refused_and_an_older_one_migrated_after_a_backup(home: Path, open_book: Open) -> None:
    book = open_book()
    note = add(book, "old")
    book.close()
    path = home / "notes.json"
    tables = json.loads(path.read_text())
    tables["meta"]["1"]["schema"] = 99
    path.write_text(json.dumps(tables))
    before = path.read_bytes()
    with pytest.raises(NotebookError, match="has schema 99, this Copydesk knows up to 1: upgrade"):
        open_book()
    assert path.read_bytes() == before
    path.write_text(json.dumps({"notes": {"7": note.to_dict(), "8": {"body": "odd"}}}))
    for journal in (home / "journal").iterdir():
        journal.unlink()
    book = open_book()
    assert bodies(book) == ["old"]
    assert any("older kind; it is kept as notes.json.schema-0.bak" in line for line in book.notices)
    assert any("1 documents could not be read" in line for line in book.notices)
    assert json.loads((home / "notes.json.schema-0.bak").read_text())["notes"]["8"] == {"body": "odd"}
    assert json.loads(path.read_text())["unread"] == {"1": {"body": "odd"}}


def test_tags_are_alike_whatever_their_case_and_accents(tmp_path: Path) -> None:
    book = Notebook.open(tmp_path, author="ada")
    for tag in ("Energy", "energy", "ÉCOLE"):
        book.add(article="a", version="", anchor=None, body=tag, tags=(tag,))
    assert sorted(note.body for note in book.select(tag="ENERGY")) == ["Energy", "energy"]
    assert [note.body for note in book.select(tag="ecole", article="a")] == ["ÉCOLE"]
    book.close()
