"""Undo and redo, other sessions on the same folder, and the choice between two versions of a note."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from store.notes.notebook import Notebook
from tests.tui.article.test_screen import notes, status
from tests.tui.conftest import Opener
from tests.tui.desk.test_screen import running, the_desk
from tests.waiting import until
from tui.dialogs.conflict import ConflictScreen
from tui.newsroom.sessions import News
from widgets.bars import PaneTitle
from widgets.panes.desk import DeskTable


@pytest.mark.action("note.undo", "note.redo")
async def test_undo_and_redo_across_a_restart(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("u")
        assert "nothing to undo" in status(desk)
        await desk.press("n", "a", *"first", "escape", "right_square_bracket", "i", *" X", "escape", "d")
        assert notes(desk) == []
        await desk.press("u")
        assert [note.body for note in notes(desk)] == ["first X"]
        assert "undone: the note is back: “first X”" in status(desk)
    async with open_article() as desk:
        await desk.press("u")
        assert [note.body for note in notes(desk)] == ["first"]
        await desk.press("u")
        assert notes(desk) == []
        await desk.press("ctrl+r", "ctrl+r")
        assert [note.body for note in notes(desk)] == ["first X"]
        assert "redone" in status(desk)


async def test_notes_and_names_of_others_appear_and_leave(open_article: Opener, home: Path) -> None:
    async with open_article() as desk:
        assert desk.story.entry is not None
        bob = await asyncio.to_thread(Notebook.open, home, author="bob")
        entry = desk.story.entry
        note = bob.add(article=entry.key, version=entry.version, anchor=None, body="from bob")
        await desk.until(lambda: [note.body for note in notes(desk)] == ["from bob"] and "bob" in status(desk))
        assert desk.screen.panes.notes.selected == note.uid
        title = desk.screen.query_one("#notes-title", PaneTitle)
        assert title.count == 1
        assert title.note == "with bob"
        assert "bob" in status(desk)
        await asyncio.to_thread(bob.close)
        await desk.until(lambda: "left the desk: bob" in status(desk))
        assert title.note == ""


async def test_what_the_store_reports_is_shown_and_a_file_of_a_newer_version_is_refused(
    open_article: Opener, home: Path
) -> None:
    (home / "notes.json").write_text('{"meta": {"1": {"sch', encoding="utf-8")
    async with open_article() as desk:
        await desk.until(lambda: "notes.json" in status(desk))
    (home / "notes.json").write_text('{"meta": {"1": {"schema": 99}}}', encoding="utf-8")
    async with open_article() as desk:
        await desk.press("a")
        assert "read-only, no notes" in status(desk)
        assert "upgrade" in status(desk)
        await desk.press("u")
        assert "upgrade" in status(desk)
    assert "99" in (home / "notes.json").read_text(encoding="utf-8")


async def test_the_desk_counts_what_others_write(home: Path) -> None:
    async with running(home, []) as (app, pilot):
        desk = the_desk(app)
        (story,) = await app.newsroom.articles.stored()
        assert story.entry is not None
        bob = await asyncio.to_thread(Notebook.open, home, author="bob")
        bob.add(article=story.entry.key, version=story.entry.version, anchor=None, body="from bob")
        table = desk.query_one(DeskTable)
        await until(pilot, lambda: [row.cells[6] for row in table.rows] == ["1 open"])
        await asyncio.to_thread(bob.close)


@pytest.mark.action("note.conflict")
@pytest.mark.parametrize(
    ("size", "key", "left"),
    [
        ((80, 24), "m", ["mine"]),
        ((80, 24), "b", ["mine", "theirs"]),
        ((120, 40), "t", ["theirs"]),
        ((120, 40), "escape", ["mine"]),
    ],
)
async def test_a_note_changed_in_two_sessions_is_shown_and_settled(
    open_article: Opener, home: Path, size: tuple[int, int], key: str, left: list[str]
) -> None:
    async with open_article(size) as desk:
        await desk.press("a", *"both", "escape", "4", "i")
        (note,) = notes(desk)
        bob = await asyncio.to_thread(Notebook.open, home, author="bob")
        bob.edit(note.uid, base=note, body="theirs")
        await desk.press(*["backspace"] * 4, *"mine")
        assert desk.newsroom.stores.watch is not None
        await desk.newsroom.stores.watch.look()
        await desk.press("escape")
        assert "c resolves" in status(desk)
        await desk.press("4")
        table = desk.screen.panes.notes.table
        assert any("‼ two versions: " in table.render_line(y).text for y in range(table.size.height))
        await desk.pilot.press("c")
        shown = await desk.top(ConflictScreen)
        versions = list(shown.query(".version"))
        assert all(version.region.area > 100 for version in versions)
        assert (versions[0].region.y == versions[1].region.y) == (size[0] >= 100)
        await desk.press(key)
        shown_now = sorted(note.body for note in notes(desk))
        assert shown_now == left or key == "escape"
        assert bool(desk.newsroom.notes.conflicts()) == (key == "escape")
        if key != "escape":
            await desk.press("u")
            assert "both versions are back" in status(desk)
            assert note.uid in desk.newsroom.notes.conflicts()
            await desk.press("ctrl+r")
            assert "chosen again" in status(desk)
            assert sorted(note.body for note in notes(desk)) == left
        await asyncio.to_thread(bob.close)


async def test_news_that_comes_while_the_screens_are_removed_is_nobody_s(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.app.screen.query("*").remove()
        desk.newsroom.publish(News(changed=frozenset({"0" * 32}), notices=("late",)))


@pytest.mark.action("note.undo_elsewhere")
async def test_undo_stays_in_the_article_and_names_what_is_elsewhere(open_article: Opener) -> None:
    async with open_article() as desk:
        notebook = await desk.newsroom.stores.notebook()
        notebook.add(article="another", version="v", anchor=None, body="of another article")
        await desk.press("u")
        assert status(desk) == "Nothing to undo here · U undoes “of another article” in “another article”"
        assert len(notebook.all()) == 1
        await desk.press("n", "a", *"here", "escape", "u")
        assert "undone: the note is gone: “here”" in status(desk)
        await desk.press("U")
        assert "undone: the note is gone, in “another article”: “of another article”" in status(desk)
        assert notebook.all() == []
        await desk.press("ctrl+r")
        assert [note.body for note in notes(desk)] == ["here"]
