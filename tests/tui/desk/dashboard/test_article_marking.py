"""Articles of the desk marked as read, removed, hidden and restored, each with a way back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from store.articles.library import Library
from store.articles.trash import mark_all
from store.notes.notebook import Notebook
from tests.bench.large_desk import write_home
from tests.tui.desk.dashboard.desk_hands import open_desk, write_shelf
from tests.waiting import until
from tui.presenters.desk_rows import note_rows
from widgets.panes.desk import UNREAD


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A data folder with twelve invented articles, the newest with two notes that have deadlines."""
    write_shelf(tmp_path / "desk")
    return tmp_path / "desk"


@pytest.mark.action("desk.toggle_read", "desk.undo")
async def test_read_and_unread_with_a_way_back(shelf: Path) -> None:
    async with open_desk(shelf) as desk:
        row = next(row for row in desk.table.rows if row.cells[0] == UNREAD)
        desk.table.select(row.key)
        await desk.press("N")
        assert desk.message == f"“{row.cells[1]}” marked as read · u undoes it"
        assert next(each for each in desk.table.rows if each.key == row.key).cells[0] == ""
        await desk.press("N")
        assert next(each for each in desk.table.rows if each.key == row.key).cells[0] == UNREAD
        await desk.press("u", "u", "u")
        assert desk.message == "Nothing to undo on the desk"
        entry = Library(shelf).entry(row.key)
        assert entry is not None
        assert entry.opened is None


@pytest.mark.action("desk.read_all")
async def test_all_that_are_listed_are_marked_as_read_and_many_only_after_a_question(tmp_path: Path) -> None:
    write_home(tmp_path, 40)
    async with open_desk(tmp_path) as desk:
        unread = sum(row.cells[0] == UNREAD for row in desk.table.rows)
        assert unread > 20
        await desk.type("A")
        await desk.press("n", "enter")
        assert sum(row.cells[0] == UNREAD for row in desk.table.rows) == unread
        await desk.type("A")
        await desk.press("y", "enter")
        assert desk.message == f"{unread} marked as read · u undoes it"
        assert not any(row.cells[0] for row in desk.table.rows)
        await desk.press("u")
        assert sum(row.cells[0] == UNREAD for row in desk.table.rows) == unread


@pytest.mark.action("desk.remove", "desk.removed", "desk.restore")
async def test_an_article_is_removed_listed_in_the_trash_and_restored(shelf: Path) -> None:
    async with open_desk(shelf) as desk:
        await desk.press("j")
        key, title = desk.table.selected, desk.titles[1]
        await desk.press("D")
        assert desk.message == f"“{title}” removed · u undoes it"
        assert title not in desk.titles
        await desk.press("u")
        assert desk.table.selected == key
        await desk.press("D")
        await desk.act("desk.removed")
        assert desk.titles == [title]
        assert desk.table.rows[0].cells[2] == "removed"
        await desk.act("desk.restore")
        await desk.press("escape")
        assert title in desk.titles


async def test_removing_an_article_with_open_notes_asks(shelf: Path) -> None:
    async with open_desk(shelf) as desk:
        title = desk.titles[0]
        await desk.type("D")
        await desk.press("escape")
        assert desk.titles[0] == title
        await desk.type("D")
        await desk.press("y", "enter")
        assert title not in desk.titles
        assert desk.desk.panes.due.row_count == 0
    book = Notebook.open(shelf, author="bo", read_only=True)
    assert note_rows(Library(shelf), book) == ([], {}), "nor are its notes on the desk"
    assert len(book.all()) == 2
    book.close()


@pytest.mark.action("desk.hide", "desk.hidden")
async def test_a_hidden_article_is_listed_on_request(shelf: Path) -> None:
    async with open_desk(shelf) as desk:
        title = desk.titles[0]
        await desk.press("H")
        assert title not in desk.titles
        await desk.act("desk.hidden")
        assert desk.titles == [title]


async def test_what_was_removed_long_ago_is_purged_when_the_desk_opens(shelf: Path) -> None:
    library = Library(shelf)
    old, fresh = library.entries()[3:5]
    mark_all(library, [fresh.key], "remove")
    library.change([old.key], lambda entry: replace(entry, removed="2025-01-01T00:00:00.000Z"))
    async with open_desk(shelf) as desk:
        await until(desk.pilot, lambda: Library(shelf).entry(old.key) is None)
        await desk.press()
    assert Library(shelf).entry(fresh.key) is not None
    assert library.was_removed(old.key)
