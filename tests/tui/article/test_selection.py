"""The one selection: who sets it, and one answer to what it is, wherever one asks."""

from __future__ import annotations

import ast
from pathlib import Path

from store.notes.notebook import Notebook
from tests.conftest import ROOT
from tests.tui.article.test_screen import notes
from tests.tui.conftest import Desk, Opener
from widgets.state import Selection


def selected(desk: Desk) -> Selection:
    """The selection, of which screen and text give the same answer."""
    assert desk.screen.state.selection == desk.screen.panes.article.selection
    return desk.screen.state.selection


async def test_a_note_that_is_deleted_is_not_selected_any_more(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"to go", "escape", "g", "right_square_bracket")
        assert selected(desk).note == notes(desk)[0].uid
        await desk.press("d")
        assert notes(desk) == []
        assert selected(desk).note is None
        assert selected(desk).span is not None, "the words it was about still are"
        await desk.press("right_square_bracket", "left_square_bracket")
        assert selected(desk).note is None


async def test_nor_one_whose_writing_is_undone(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"to go", "escape", "g", "right_square_bracket")
        await desk.press("u")
        assert notes(desk) == []
        assert selected(desk).note is None


async def test_nor_one_that_somebody_else_deletes(open_article: Opener, home: Path) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"to go", "escape", "g", "right_square_bracket")
        uid = selected(desk).note
        assert uid is not None
        other = Notebook.open(home, author="eve")
        other.delete(uid)
        other.close()
        await desk.until(lambda: notes(desk) == [])
        await desk.pilot.pause()
        assert selected(desk).note is None


async def test_a_place_revisited_selects_no_deleted_note(open_article: Opener) -> None:
    async with open_article((80, 24)) as desk:
        await desk.press("n", "a", *"to go", "escape", "g", "right_square_bracket", "G", "ctrl+t", "alt+right")
        await desk.press("left_square_bracket", "d", "ctrl+t")
        assert selected(desk).note is None


async def test_the_cursors_of_the_tables_are_on_what_is_selected(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"one", "escape", "n", "n", "a", *"two", "escape", "g")
        for key in ("n", "right_square_bracket", "m", "n", "left_square_bracket", "N"):
            await desk.press(key)
            here = selected(desk)
            if here.quote is not None:
                assert desk.screen.panes.quotes.selected == here.quote
            if here.actor is not None:
                assert desk.screen.panes.actors.selected == here.actor
            if here.note is not None:
                assert desk.screen.panes.notes.selected == here.note


def test_only_the_selection_model_sets_the_selection() -> None:
    callers = {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "tui").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "set_selection"
    }
    assert callers == {"tui/article/selection.py"}
