"""A note that is being written in the background: no text ends up in a note about something else."""

from __future__ import annotations

import pytest

from tests.tui.article.test_screen import notes, status
from tests.tui.conftest import Opener


@pytest.mark.action("note.look")
async def test_f6_looks_at_the_text_and_comes_back(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("f6")
        assert "no note is being written" in status(desk)
        await desk.press("n", "f", *"one", "f6", "j", "j")
        assert desk.screen.panes.notes.draft == "one"
        assert desk.screen.state.pane == "article"
        await desk.press("f6", *" more", "f6", "4", *" and more", "escape")
        assert [note.body for note in notes(desk)] == ["one more and more"]


@pytest.mark.parametrize("key", ["f", "a"])
async def test_a_note_on_another_quote_saves_the_draft_first(open_article: Opener, key: str) -> None:
    async with open_article() as desk:
        await desk.press("n", "f", *"first", "f6", "n", key, *"second", "escape")
        article = desk.story.article
        assert article is not None
        spans = {note.body: note.anchor.span for note in notes(desk) if note.anchor}
        assert spans == {"first": article.quotes[0].span, "second": article.quotes[1].span}


async def test_it_says_which_note_was_saved(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "f", *"first", "f6", "n", "f")
        assert status(desk) == "Saved the note on quote 1 · now writing on quote 2"
        await desk.press("f6", "n", "f")
        assert status(desk) == "Nothing was written on quote 2 · now writing on quote 3"
        await desk.press("f6", "n", "n", "colon", *"add a note", "enter", *"fifth", "escape")
        assert [note.body for note in notes(desk)] == ["first", "fifth"]


async def test_editing_another_note_saves_the_draft_first(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"old", "escape", "n", "a", *"new", "f6", "left_square_bracket", "i")
        assert desk.screen.panes.notes.draft == "old"
        await desk.press(*"er", "escape")
        assert [note.body for note in notes(desk)] == ["older", "new"]


async def test_without_a_note_selected_edit_does_not_go_into_the_draft(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "a", *"draft", "f6", "n", "i", *"x")
        assert desk.screen.panes.notes.draft == "draft"


async def test_the_same_passage_goes_on_with_its_draft(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "f", *"one", "f6", "n", "N", "f", *" two", "escape")
        assert [note.body for note in notes(desk)] == ["one two"]
