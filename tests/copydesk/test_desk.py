"""`copydesk.Desk`: listing, searching and reading a data folder, and writing notes only when asked to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import copydesk
from extract.types import Span
from store.articles.library import Library
from store.articles.sources import Loaded
from store.notes.anchors import Anchor
from store.notes.note import About
from store.notes.notebook import Notebook

FERRY = "Mayor opens the ferry\n\n“The river is ours again,” said Ada Moreno.\n"
MINE = "Mine to close\n\n“We had no choice,” said Tom Reyes.\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with two articles, one with a note."""
    library = Library(tmp_path / "desk")
    for name, text in (("ferry", FERRY), ("mine", MINE)):
        library.keep(Loaded(f"{name}.txt", name, text, text.splitlines()[0], location=f"/wire/{name}.txt"))
    entry = library.find("ferry.txt")
    assert entry is not None
    book = Notebook.open(library.home, author="ada")
    book.add(
        article=entry.key, version=entry.version, anchor=Anchor.of(FERRY, Span(24, 47)), body="ask the port",
        type="fact-check", tags=["river"],
    )  # fmt: skip
    book.close()
    return library.home


@pytest.fixture
def desk(home: Path) -> Iterator[copydesk.Desk]:
    with copydesk.Desk(home) as opened:
        yield opened


def state_of(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file under `folder`: when it changed, and what is in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def test_articles_are_listed_searched_and_found(desk: copydesk.Desk) -> None:
    assert {each.title for each in desk} == {"Mayor opens the ferry", "Mine to close"}
    assert len(desk) == 2
    assert [each.title for each in desk.articles("open-notes")] == ["Mayor opens the ferry"]
    assert [each.title for each in desk.articles("choice")] == ["Mine to close"]
    assert desk.articles("nowhere") == []
    assert desk.article("Mine to close") == desk.article(desk.article("mine.txt").key)


def test_an_article_is_read_with_its_text_and_notes(desk: copydesk.Desk) -> None:
    found = desk.article("ferry.txt")
    article = found.read()
    assert article.text == found.text == FERRY
    assert article.sha256 == found.sha256
    assert [quote.actor.name for quote in article.quotes if quote.actor] == ["Ada Moreno"]
    (note,) = found.notes()
    assert (note.body, note.type, note.status, note.tags) == ("ask the port", "fact-check", "open", ("river",))
    assert note.quote == "The river is ours again"
    assert article.text[note.start : note.end] == note.quote


def test_corrections_are_in_what_is_read(home: Path) -> None:
    entry = Library(home).find("mine.txt")
    assert entry is not None
    book = Notebook.open(home, author="ada")
    span = Span(MINE.index("We"), MINE.index(",”"))
    book.add(
        article=entry.key, version=entry.version, anchor=Anchor.of(MINE, span), body="", type="reading", status="done",
        about=About("quote", fix="not-a-quote"),
    )  # fmt: skip
    book.close()
    with copydesk.Desk(home) as desk:
        assert desk.article("mine.txt").read().quotes == ()


def test_notes_are_searched_and_filtered(desk: copydesk.Desk) -> None:
    key = desk.article("ferry.txt").key
    for found in (
        desk.notes(), desk.notes("port"), desk.notes(article=key), desk.notes(type="fact-check", status="open"),
        desk.notes(tag="river"), desk.notes("ferry", article=key),
    ):  # fmt: skip
        assert [note.body for note in found] == ["ask the port"]
    for found in (desk.notes("sea"), desk.notes(status="done"), desk.notes(tag="sea"), desk.notes("ask", article="x")):
        assert found == []
    assert desk.notes()[0].to_dict()["tags"] == ["river"]


def test_reading_a_desk_writes_nothing(home: Path) -> None:
    before = state_of(home)
    with copydesk.Desk(home) as desk:
        desk.articles("river")
        desk.article("mine.txt").read()
        desk.notes("port")
        desk.refresh()
    assert state_of(home) == before


def test_writing_a_desk_that_is_open_to_read_is_refused(desk: copydesk.Desk, home: Path) -> None:
    before = state_of(home)
    uid = desk.notes()[0].uid
    for write in (
        lambda: desk.add_note("ferry.txt", "x"), lambda: desk.edit_note(uid, body="x"), lambda: desk.delete_note(uid)
    ):  # fmt: skip
        with pytest.raises(copydesk.CopydeskError, match="writable=True"):
            write()
    assert state_of(home) == before


def test_notes_are_added_edited_and_deleted_for_every_other_session(home: Path, desk: copydesk.Desk) -> None:
    with copydesk.Desk(home, writable=True, author="bo") as writer:
        found = writer.article("mine.txt")
        quote = found.read().quotes[0]
        made = writer.add_note(found, "call him", on=quote, type="fact-check", tags=["mine"])
        whole = writer.add_note("mine.txt", "nice story")
        assert (made.author, made.status, made.quote) == ("bo", "open", "We had no choice")
        assert whole.quote is None
        assert writer.edit_note(made.uid, status="verified", body="called").status == "verified"
        writer.delete_note(whole.uid)
    desk.refresh()
    assert [note.body for note in desk.article("mine.txt").notes()] == ["called"]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"status": "asked"}, copydesk.CopydeskError),
        ({"author": "eve"}, TypeError),
        ({"type": "x"}, copydesk.CopydeskError),
    ],
)
def test_what_no_note_can_be_is_refused(home: Path, change: dict[str, str], error: type[Exception]) -> None:
    with copydesk.Desk(home, writable=True, author="bo") as writer:
        note = writer.notes()[0]
        with pytest.raises(error):
            writer.edit_note(note.uid, **change)
        with pytest.raises(copydesk.CopydeskError, match="no type"):
            writer.add_note("mine.txt", "x", type="reading")
        with pytest.raises(copydesk.CopydeskError, match="outside"):
            writer.add_note("mine.txt", "x", on=(0, 10_000))
        assert writer.notes() == [note]


def test_no_folder_no_article_no_query_are_errors(home: Path, desk: copydesk.Desk) -> None:
    with pytest.raises(copydesk.CopydeskError, match="no such data folder"):
        copydesk.Desk(home / "missing")
    with pytest.raises(copydesk.CopydeskError, match="no such article"):
        desk.article("never.txt")
    with pytest.raises(copydesk.CopydeskError, match="no such day"):
        desk.articles("since:never")


def test_notes_of_a_newer_version_are_an_error_and_left_alone(home: Path) -> None:
    file = home / "notes.json"
    file.write_text(file.read_text().replace('"schema":1', '"schema":99').replace('"schema": 1', '"schema": 99'))
    assert "99" in file.read_text()
    before = state_of(home)
    with pytest.raises(copydesk.CopydeskError, match="upgrade"):
        copydesk.Desk(home)
    assert state_of(home) == before


def test_the_default_desk_is_the_apps(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "COPYDESK_HOME", str(home))
    with copydesk.Desk() as desk:
        assert desk.home == home
