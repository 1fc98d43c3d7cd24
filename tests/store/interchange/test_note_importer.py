"""Importing: lossless into an empty desk, nothing the second time, both kept where nobody can know."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.span import Span
from store.interchange.ledger import FILE_NAME
from store.interchange.tables import table
from store.notes.anchors import Anchor
from store.notes.note import About, Note
from store.verify import verify
from tests.store.interchange import made
from tests.store.interchange.test_hypothesis import HYPOTHESIS


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A desk with an article and three notes on it, one of them in the trash."""
    home = tmp_path / "desk"
    entry = made.keep(home)
    book = made.book(home)
    anchor = Anchor.of(made.TEXT, made.WORDS)
    about = About("quote", "Ola Li", "Ola Li", cue="said", kind="direct")
    book.add(article=entry.key, version=entry.version, anchor=anchor, body="Empty?", type="fact-check", tags=("boats",),
             about=about)  # fmt: skip
    book.add(article=entry.key, version=entry.version, anchor=None, body="Call them.", about=About("article"))
    deleted = book.add(article=entry.key, version=entry.version, anchor=None, body="Gone.")
    book.delete(deleted.uid)
    book.close()
    return home


def exported(home: Path) -> str:
    return made.jsonld(made.sources(home))


def change(home: Path, author: str = "kim", **changes: Any) -> Note:
    """Edit the note on the quote."""
    book = made.book(home, author)
    try:
        note = next(note for note in book.all() if note.anchor is not None)
        return book.edit(note.uid, **changes)
    finally:
        book.close()


def counts(report: Any) -> dict[str, int]:
    return dict(report.outcomes)


@settings(max_examples=25, deadline=None)
@given(st.lists(made.notes(), min_size=1, max_size=4, unique_by=lambda note: note.uid))
def test_an_empty_desk_has_the_very_same_notes_afterwards(tmp_path_factory: Any, some: list[Note]) -> None:
    home = tmp_path_factory.mktemp("empty")
    report = made.take(home, made.jsonld([made.of([note]) for note in some]))
    assert counts(report) == {"new": len(some)}
    assert report.places["waiting"] == len(some)
    expected = {note.uid: [json.dumps(note.to_dict() | {"op": ""}, sort_keys=True)] for note in some}
    assert made.states(home) == made.as_imported(expected, "kim")


def test_a_desk_moves_whole_but_for_its_trash(home: Path, tmp_path: Path) -> None:
    change(home, body="Really empty?", due="2026-11-25T14:00:00Z")
    other = tmp_path / "other"
    made.keep(other)
    report = made.take(other, exported(home), "ada")
    assert (counts(report), report.places["there"]) == ({"new": 2}, 2)
    remaining = {uid: found for uid, found in made.states(home).items() if "Gone." not in found[0]}
    assert made.states(other) == made.as_imported(remaining, "ada")
    assert exported(other).replace("\n", "").count('"original_editor": "kim"') == 2
    third = tmp_path / "third"
    made.keep(third)
    made.take(third, exported(other), "bo")
    assert made.states(third) == made.as_imported(remaining, "bo"), "the first author is kept, not who passed it on"


def test_a_second_import_changes_nothing(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for content in (exported(home), "".join(table("notes", made.sources(home))), HYPOTHESIS):
        first = made.take(other, content)
        before = made.states(other)
        again = made.take(other, content)
        assert set(again.outcomes) == {"known"}
        assert sum(again.outcomes.values()) == sum(first.outcomes.values())
        assert made.states(other) == before


def test_a_second_import_leaves_alone_what_was_done_meanwhile(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    made.keep(other)
    content = exported(home)
    made.take(other, content, "ada")
    change(other, "ada", body="Half empty.")
    book = made.book(other, "ada")
    book.delete(next(note.uid for note in book.all() if note.anchor is None))
    book.close()
    before = made.states(other)
    assert counts(made.take(other, content, "ada")) == {"known": 1, "trash": 1}
    assert made.states(other) == before


def test_an_old_export_of_this_desk_changes_nothing(home: Path) -> None:
    content = exported(home)
    change(home, body="New words")
    before = made.states(home)
    assert counts(made.take(home, content)) == {"known": 2}
    assert made.states(home) == before


def test_a_later_state_of_a_note_nobody_touched_takes_its_place(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    made.keep(other)
    made.take(other, exported(home), "ada")
    change(home, body="Later")
    report = made.take(other, exported(home), "ada")
    assert counts(report) == {"known": 1, "changed": 1}
    remaining = {uid: found for uid, found in made.states(home).items() if "Gone." not in found[0]}
    assert made.states(other) == made.as_imported(remaining, "ada")


def test_a_state_that_does_not_follow_is_stored_beside(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    made.keep(other)
    made.take(other, exported(home), "ada")
    theirs = change(other, "ada", body="Ada's words")
    mine = change(home, body="Kim's words")
    assert counts(made.take(home, exported(other))) == {"known": 1, "conflict": 1}
    book = made.book(home)
    [conflict] = book.conflicts()
    assert {version.body for version in conflict.versions} == {"Ada's words", "Kim's words"}
    assert {version.editor_signature for version in conflict.versions} == {"kim (original: ada)", "kim"}
    assert {version.signature for version in conflict.versions} == {"kim"}, "a note that is known keeps its author"
    book.choose(mine.uid, next(version for version in conflict.versions if version.body == mine.body))
    book.close()
    assert counts(made.take(home, exported(other))) == {"known": 2}
    assert theirs.uid == mine.uid


def test_both_states_of_a_conflict_move(home: Path, tmp_path: Path) -> None:
    one, other = made.book(home, "kim"), made.book(home, "ada")
    note = next(note for note in one.all() if note.anchor is not None)
    one.edit(note.uid, base=note, body="one")
    other.edit(note.uid, base=note, body="other")
    one.close()
    other.close()
    copy = tmp_path / "copy"
    report = made.take(copy, exported(home))
    assert counts(report) == {"new": 2, "conflict": 1}
    book = made.book(copy)
    assert [len(conflict.versions) for conflict in book.conflicts()] == [2]
    book.close()
    assert counts(made.take(copy, exported(home))) == {"known": 3}


def test_words_changed_in_the_file_are_an_edit(home: Path) -> None:
    report = made.take(home, exported(home).replace("Empty?", "At night?"), "ada")
    assert counts(report) == {"known": 1, "changed": 1}
    rows = "".join(table("notes", made.sources(home)))
    report = made.take(home, rows.replace("At night?", "Empty?"), "ada")
    assert counts(report) == {"known": 1, "changed": 1}
    book = made.book(home)
    note = next(note for note in book.all() if note.anchor is not None)
    book.close()
    assert (note.body, note.author, note.editor, note.rev) == ("Empty?", "kim", "ada", 3)
    changed = exported(home).replace("Empty?", "Empty by day?")
    change(home, body="Full")
    assert counts(made.take(home, changed, "ada")) == {"known": 1, "conflict": 1}
    before = made.states(home)
    assert counts(made.take(home, changed, "ada")) == {"known": 2}
    assert made.states(home) == before


def test_undo_passes_imports_over(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    entry = made.keep(other)
    book = made.book(other)
    mine = book.add(article=entry.key, version=entry.version, anchor=None, body="Mine")
    book.close()
    made.take(other, exported(home))
    book = made.book(other)
    assert book.undo().after.uid == mine.uid
    book.close()


def test_a_dry_run_tells_and_keeps_nothing(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert counts(made.take(other, exported(home), dry=True)) == {"new": 2}
    assert not other.exists()
    changed = exported(home).replace("Empty?", "Full?")
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert counts(made.take(home, changed, dry=True)) == {"known": 1, "changed": 1}
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_the_ledger_can_be_spoilt_or_lost(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    made.keep(other)
    made.take(other, exported(home), "ada")
    (other / FILE_NAME).write_bytes(b"\x00\xffnot a digest\n" + (other / FILE_NAME).read_bytes() + b"abc")
    change(other, "ada", body="Mine")
    assert counts(made.take(other, exported(home), "ada")) == {"known": 2}
    (other / FILE_NAME).unlink()
    assert counts(made.take(other, exported(home), "ada")) == {"known": 1, "conflict": 1}


# -- where notes go ---------------------------------------------------------------------------------------------------

NEWER = "An added line.\n\n" + made.TEXT.replace("The ferry across", "The ferry line across")


def test_a_note_on_a_text_unknown_here_is_attached_where_it_is_certain(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    entry = made.keep(other, NEWER)
    report = made.take(other, exported(home))
    assert (counts(report), dict(report.places)) == ({"new": 2}, {"found": 1, "there": 1})
    book = made.book(other)
    note = next(note for note in book.for_article(entry.key) if note.anchor is not None)
    book.close()
    assert note.anchor is not None
    assert (note.version, note.anchor.span.of(NEWER)) == (entry.version, made.WORDS.of(made.TEXT))
    assert set(made.take(other, exported(home)).outcomes) == {"known"}


def test_a_note_whose_passage_is_not_certain_is_an_orphan(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    text = made.TEXT.replace("“We cannot pay for empty boats,”", "They could not pay,")
    entry = made.keep(other, text)
    report = made.take(other, exported(home))
    assert report.places == {"orphaned": 1, "there": 1}
    assert "1 orphaned" in report.in_words()
    book = made.book(other)
    note = next(note for note in book.for_article(entry.key) if note.anchor is not None)
    book.close()
    assert note.anchor == Anchor.of(made.TEXT, made.WORDS)
    assert note.version != entry.version


def test_a_monstrous_passage_is_an_orphan_at_once(tmp_path: Path) -> None:
    text = "a" * 30_000 + "\n\n" + made.TEXT
    made.keep(tmp_path, text)
    selector = {"type": "TextQuoteSelector", "exact": "a" * 29_990 + "b", "prefix": "a" * 32, "suffix": "c"}
    row = {"id": "x", "uri": made.URL, "text": "", "target": [{"selector": [selector]}]}
    start = time.process_time()
    assert made.take(tmp_path, json.dumps([row])).places == {"orphaned": 1}
    assert time.process_time() - start < 2


def test_a_new_note_from_a_spreadsheet_is_the_users(home: Path) -> None:
    key = made.sources(home)[0].entry.key
    rows = f"uid,citekey,body,exact\r\n,{key},Which company?,The shipping company had asked\r\n"
    report = made.take(home, rows, "ada")
    assert (counts(report), report.places["found"]) == ({"new": 1}, 1)
    book = made.book(home)
    note = next(note for note in book.all() if note.body == "Which company?")
    book.close()
    assert (note.author, note.editor, note.rev) == ("ada", "ada", 1)
    assert note.anchor == Anchor.of(made.TEXT, span_of("The shipping company had asked"))
    assert counts(made.take(home, rows, "ada")) == {"known": 1}


def span_of(words: str) -> Span:
    return Span(made.TEXT.index(words), made.TEXT.index(words) + len(words))


def test_verify_counts_what_was_imported(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    made.take(other, exported(home))
    [found] = [finding for finding in verify(other) if finding.file == FILE_NAME]
    assert (found.state, found.detail) == ("ok", "4 states of notes that were imported")


def test_a_deleted_note_comes_back_only_if_it_was_changed(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    made.keep(other)
    made.take(other, exported(home), "ada")
    book = made.book(other, "ada")
    uid = next(note.uid for note in book.all() if note.anchor is not None)
    book.delete(uid)
    book.close()
    assert counts(made.take(other, exported(home), "ada")) == {"known": 1, "trash": 1}
    change(home, body="But now")
    assert counts(made.take(other, exported(home), "ada")) == {"known": 1, "changed": 1}
    book = made.book(other, "ada")
    note = book.get(uid)
    assert note is not None
    assert note.body == "But now"
    assert book.conflicts() == []
    book.close()
