"""Drafts: on disk while one types, gone once saved, offered at the next start with the place they belong to."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from extract.span import Span
from store.articles.library import Library
from store.articles.sources import Source
from store.notes.anchors import Anchor
from store.notes.note import About
from store.notes.notebook import Draft, Notebook, NotebookError
from tests.tui.article.test_screen import notes, status
from tests.tui.conftest import Desk, Opener
from tests.tui.desk.test_screen import running, the_desk
from tui.newsroom.drafts import DraftWriter, Writing, local_time
from widgets.bars import PaneTitle, StatusLine


def on_disk(home: Path) -> str:
    """All that the draft files say."""
    return "".join(path.read_text(encoding="utf-8") for path in (home / "drafts").glob("*"))


def leave(home: Path, key: str, text: str, extra: Mapping[str, Any]) -> None:
    """Leave a draft as a session does that ends in the middle of a word."""
    book = Notebook.open(home, author="ada")
    book.draft(key, text, extra)
    book.close()


def place(home: Path) -> dict[str, Any]:
    """What a draft on the seed article says of its place."""
    (entry,) = Library(home).entries()
    return {"article": entry.key, "title": entry.title}


def left(home: Path) -> list[Draft]:
    """The drafts that the next session would be offered."""
    book = Notebook.open(home, author="ada", announce=False)
    drafts = book.recovered()
    book.close()
    return drafts


async def test_what_is_typed_is_on_disk_soon_and_the_draft_goes_when_the_note_is_saved(
    open_article: Opener, home: Path
) -> None:
    async with open_article() as desk:
        await desk.press("n", "a")
        took: list[float] = []
        text = ""
        while not took or (took[-1] > 0.5 and len(took) < 5):  # 0.3 by design; the test machine is shared
            text += "on its way "
            await desk.pilot.press(*"on its way", "space")
            typed = time.monotonic()
            while text not in on_disk(home):
                await desk.pilot.pause(0.01)
                assert time.monotonic() - typed < 30
            took.append(time.monotonic() - typed)
        assert took[-1] <= 0.5, took
        await desk.press("escape")
        assert [note.body for note in notes(desk)] == [text]
    assert left(home) == []


async def test_a_note_left_empty_leaves_no_draft(open_article: Opener, home: Path) -> None:
    async with open_article() as desk:
        await desk.press("a", "x")
        await desk.pilot.pause(0.3)
        await desk.press("backspace", "escape")
        assert notes(desk) == []
    assert left(home) == []


def full_disk(*_args: object, **_kwargs: object) -> None:
    """What saving does then."""
    raise NotebookError("no space left")


async def take_up(desk: Desk, *, key: str = "a") -> str:
    """Open the offered draft and return what is in the editor."""
    assert re.fullmatch(r"recovered your draft of \d\d:\d\d \S+: a goes on with it.*", status(desk))
    assert "draft of" in desk.screen.query_one("#notes-title", PaneTitle).note
    await desk.press(key)
    return desk.screen.panes.notes.draft


async def test_a_draft_of_a_new_note_is_resumed_where_it_was(open_article: Opener, home: Path, seed: Path) -> None:
    span = Span(0, 20)
    writing = Writing("new:x", span=span, about=About("quote", actor="Liu", cue="says"), fields={"type": "follow-up"})
    leave(
        home, "new:x", "half a tho", writing.extra(Library(home).text(Library(home).entries()[0].version), place(home))
    )
    async with open_article() as desk:
        assert await take_up(desk) == "half a tho"
        await desk.press(*"ught", "escape")
        (note,) = notes(desk)
        assert (note.body, note.about.actor, note.type) == ("half a thought", "Liu", "follow-up")
        assert note.anchor is not None
        assert note.anchor.span == span
        assert desk.screen.query_one("#notes-title", PaneTitle).note == ""
    assert left(home) == []


async def test_a_draft_resumed_and_left_again_by_a_crash_is_still_there(open_article: Opener, home: Path) -> None:
    leave(home, "new:x", "half a tho", place(home))
    async with open_article() as desk:
        await take_up(desk)
        assert "half a tho" in on_disk(home)
        desk.screen.panes.notes.close_editor()  # so that leaving the screen saves nothing, as after a kill
    assert [draft.text for draft in left(home)] == ["half a tho"]


async def test_a_draft_of_a_note_that_changed_meanwhile_becomes_a_conflict(open_article: Opener, home: Path) -> None:
    book = Notebook.open(home, author="ada")
    (entry,) = Library(home).entries()
    base = book.add(article=entry.key, version=entry.version, anchor=None, body="asked")
    book.draft(base.uid, "asked twice", Writing(base.uid, base=base).extra(None, place(home)))
    book.close()
    bob = Notebook.open(home, author="bob")
    bob.edit(base.uid, base=base, body="answered")
    bob.close()
    async with open_article() as desk:
        assert await take_up(desk, key="i") == "asked twice"
        await desk.press("escape")
        (conflict,) = desk.newsroom.notes.conflicts().values()
        assert [version.body for version in conflict.versions] == ["asked twice", "answered"]


async def test_a_draft_that_was_saved_before_the_crash_is_not_offered(open_article: Opener, home: Path) -> None:
    book = Notebook.open(home, author="ada")
    (entry,) = Library(home).entries()
    book.draft("new:x", "done", place(home))
    book.add(article=entry.key, version=entry.version, anchor=None, body="done")
    book.close()
    async with open_article() as desk:
        assert "recovered" not in status(desk)
    assert left(home) == []


async def test_a_draft_of_another_article_is_named_with_it(open_article: Opener, home: Path, seed: Path) -> None:
    leave(home, "new:x", "half", {"article": "elsewhere", "title": "Mayor\x1b[31m says no"})
    async with open_article() as desk:
        assert re.search(r"recovered your draft of \d\d:\d\d \S+: it waits in “Mayor.* says no”", status(desk))
        await desk.press("a")
        assert desk.screen.panes.notes.draft == ""


async def test_the_desk_says_where_a_draft_waits(home: Path, seed: Path) -> None:
    leave(home, "new:x", "half", place(home))
    async with running(home, [Source("file", str(seed))]) as (app, _pilot):
        (row,) = the_desk(app).stories.rows()
        assert re.fullmatch(r"draft \d\d:\d\d", row.state)
        assert "it waits in “The US claims" in app.screen.query_one(StatusLine).message


async def test_damaged_places_cost_no_words(open_article: Opener, home: Path) -> None:
    leave(home, "new:x", "half", {**place(home), "base": {"uid": 1}, "anchored": [1], "fields": 3})
    async with open_article() as desk:
        assert await take_up(desk) == "half"
        await desk.press("escape")
        assert [note.body for note in notes(desk)] == ["half"]


async def test_saving_twice_at_once_makes_one_note_and_loses_no_key(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("a", *"one")
        await desk.pilot.press("ctrl+s", "f2", " ", "t", "w", "o", "ctrl+s", "!", "escape")
        await desk.settle()
        assert [note.body for note in notes(desk)] == ["one two!"]


async def test_leaving_twice_at_once_saves_one_note(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("a", *"in a hurry")
        await desk.pilot.press("ctrl+q", "ctrl+q", "f2")
    async with open_article() as desk:
        assert [note.body for note in notes(desk)] == ["in a hurry"]


async def test_a_note_that_cannot_be_saved_stays_in_the_editor(
    open_article: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_article() as desk:
        await desk.press("a", *"kept")
        with monkeypatch.context() as patch:
            patch.setattr(Notebook, "add", full_disk)
            await desk.press("escape")
        assert "NOT saved: no space left" in status(desk)
        assert desk.screen.panes.notes.draft == "kept"
        await desk.press("!", "escape")
        assert [note.body for note in notes(desk)] == ["kept!"]


async def test_a_note_deleted_while_it_was_edited_is_restored(open_article: Opener, home: Path) -> None:
    async with open_article() as desk:
        await desk.press("a", *"old", "escape", "4", "i")
        bob = await asyncio.to_thread(Notebook.open, home, author="bob")
        bob.delete(notes(desk)[0].uid)
        bob.close()
        assert desk.newsroom.stores.watch is not None
        await desk.newsroom.stores.watch.look()
        assert notes(desk) == []
        await desk.press("!", "escape")
        assert [note.body for note in notes(desk)] == ["old!"]


async def test_drafts_are_written_one_after_the_other_and_a_fault_is_reported_once() -> None:
    written: list[str | None] = []
    faults: list[str] = []
    busy = full = False

    async def put(_key: str, text: str | None, _extra: Mapping[str, Any]) -> None:
        nonlocal busy
        assert not busy
        busy = True
        await asyncio.sleep(0.05)
        busy = False
        if full:
            raise NotebookError("no space left")
        written.append(text)

    writer = DraftWriter(put, faults.append)
    for text in ("a", "ab", "abc"):
        writer.typed("k", text, {})
    await asyncio.gather(writer.flush(), writer.flush())
    writer.typed("k", "abcd", {})
    await writer.drop("k")
    assert written == ["abc", None]
    full = True
    for text in ("x", "xy"):
        writer.typed("k", text, {})
        await writer.flush()
    assert faults == ["no space left"]
    full = False
    await writer.flush()
    assert written[-1] == "xy"


def test_times_are_the_users_own() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d \S+", local_time("2020-01-02T03:04:05.678Z"))
    assert local_time("no time") == "no time"


def test_a_place_that_moved_is_found_again_or_let_go() -> None:
    text = "The mayor said no to the new bridge over the river, and the council agreed with her at once."
    span = Span(text.index("no to"), text.index(" over"))
    extra = Writing("k", span=span, about=About("text")).extra(text, {})
    moved = Writing.of(Draft("k", "x", "", "ada", extra), f"Correction added. {text}")
    assert moved.span is not None
    assert moved.span.start == span.start + 18
    assert Writing.of(Draft("k", "x", "", "ada", extra), "Something else altogether.").span is None
    assert Anchor.of(text, span).exact == "no to the new bridge"
