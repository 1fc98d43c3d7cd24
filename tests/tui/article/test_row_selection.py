"""The row with the focus is the selection, in every pane."""

from __future__ import annotations

import pytest

from tests.tui.article.test_screen import notes, status
from tests.tui.conftest import Desk, Opener
from tui.dialogs.desk_list import DeskListScreen
from widgets.tables.table import Table


def selected_quote(desk: Desk) -> int:
    """The number of the quote selected; 0 for none."""
    article, quote = desk.story.article, desk.screen.state.selected_quote
    return article.quotes.index(quote) + 1 if article and quote else 0


async def test_going_to_a_table_selects_its_row(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("3")
        assert selected_quote(desk) == 1
        assert "Quote 1/" in status(desk)
        await desk.press("j", "2")
        actor = desk.screen.state.selected_actor
        assert actor is not None
        assert actor.id == desk.screen.panes.actors.selected
        await desk.press("4")
        assert desk.screen.state.selection.note is None, "an empty pane selects nothing"
        await desk.press("shift+tab")
        assert selected_quote(desk) == 2


@pytest.mark.parametrize("way", ["3", "tab"])
async def test_a_fact_check_is_made_on_the_row_with_the_focus(open_article: Opener, way: str) -> None:
    async with open_article() as desk:
        await desk.press("n", "n", *(["3"] if way == "3" else ["tab", "tab"]), "j", "f", *"numbers?", "escape")
        (note,) = notes(desk)
        article = desk.story.article
        assert note.anchor is not None
        assert article is not None
        assert note.anchor.span == article.quotes[2].span


async def test_in_the_actors_a_note_is_on_the_actor_and_a_fact_check_on_its_quote(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "2", "a", *"who is it", "escape", "f", *"true?", "escape")
        about = {note.body: note.about.target for note in notes(desk)}
        assert about == {"who is it": "actor", "true?": "quote"}


async def test_in_the_notes_the_next_one_is_selected_when_one_is_deleted(open_article: Opener) -> None:
    async with open_article() as desk:
        for word in ("one", "two", "three"):
            await desk.press("n", "a", *word, "escape")
        await desk.press("4", "g", "d")
        assert status(desk) == "Note deleted · u brings it back"
        assert desk.screen.state.selection.note == desk.screen.panes.notes.selected
        await desk.press("d")
        assert status(desk) == "2 notes deleted · u brings them back one by one"
        assert [note.body for note in notes(desk)] == ["three"]
        await desk.press("u", "u")
        assert [note.body for note in notes(desk)] == ["one", "two", "three"]


async def test_a_filter_given_up_leaves_the_row_selected(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("3", "F", *"liu", "escape")
        table = desk.screen.panes.quotes
        assert desk.screen.state.selection.quote == table.selected


async def test_a_note_selected_at_the_start_selects_its_quote(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "n", "n", "f", "x", "escape", "4")
        assert desk.screen.state.pane == "notes"
        await desk.press("q")
    async with open_article() as desk:
        await desk.pilot.pause()
        assert desk.screen.state.pane == "notes"
        assert desk.screen.state.selected_note is not None
        assert selected_quote(desk) == 3
        assert desk.screen.panes.quotes.selected == desk.screen.state.selection.quote


WAYS = {
    "going to the notes": ["4"],
    "a row down": ["4", "g", "j"],
    "a row up": ["4", "G", "k"],
    "the next note": ["1", "g", "right_square_bracket"],
    "the note before": ["1", "G", "left_square_bracket"],
    "done, next": ["4", "g", "full_stop"],
    "deleting": ["4", "g", "d"],
    "undoing a deletion": ["4", "g", "d", "u"],
    "redoing it": ["4", "g", "d", "u", "ctrl+r"],
    "undoing a change of another note": ["4", "g", "s", "G", "u"],
    "a new state": ["4", "g", "s"],
    "editing": ["4", "g", "i", "x", "escape"],
    "a filter": ["4", "F", *"two", "enter"],
    "a filter given up": ["4", "F", *"two", "escape"],
    "all notes of the desk": ["L", "j", "enter"],
    "only those on an actor": ["1", "g", "n", "n", "P", "4"],
    "a new order": ["4", "G", "R"],
}


@pytest.mark.parametrize("way", WAYS)
async def test_a_note_that_becomes_selected_moves_every_pane(open_article: Opener, way: str) -> None:
    async with open_article() as desk:
        for number, words in ((2, "one"), (3, "two"), (5, "three")):
            await desk.press("1", "g", *["n"] * number, "f", *words, "escape")
        await desk.press("1", "g", "n")
        for key in WAYS[way]:
            await desk.pilot.press(key)
            if key == "L":
                await desk.top(DeskListScreen)
                await desk.until(lambda: desk.app.screen.query_one(Table).row_count)
            else:
                await desk.pilot.pause()
        await desk.settle()
        state, panes = desk.screen.state, desk.screen.panes
        note = state.selected_note
        if state.pane == "notes":
            assert note is not None
            assert note.uid == panes.notes.selected
        quote = state.selection_at(state.span_of(note)).quote if note is not None else state.selection.quote
        assert quote is not None
        assert state.selection.quote == panes.quotes.selected == quote
        found = state.quote(quote)
        assert found is not None
        assert state.selection.actor == panes.actors.selected == found.actor


async def test_a_note_on_an_actor_moves_the_actors(open_article: Opener) -> None:
    async with open_article() as desk:

        def actor_row() -> str | None:
            return desk.screen.panes.actors.selected

        await desk.press("2", "j", "j", "a", *"who", "escape")
        about = actor_row()
        for keys in (["4"], ["1", "right_square_bracket"]):
            await desk.press("3", "g")
            assert actor_row() != about
            await desk.press(*keys)
            assert desk.screen.state.selected_note is not None
            assert desk.screen.state.selection.actor == actor_row() == about
