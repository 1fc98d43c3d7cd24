"""Searching the article by keyboard."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Desk, Opener
from widgets.bars import HintBar, StatusLine
from widgets.prompt import MAX_ANSWER_CHARACTERS, Prompt, PromptInput


def status_message(desk: Desk) -> str:
    """What the status line says."""
    return desk.screen.query_one(StatusLine).message


def words(desk: Desk) -> str:
    """The selected words."""
    span = desk.screen.panes.article.selected_span
    return span.of(desk.screen.panes.article.text) if span else ""


@pytest.mark.action("search.start")
async def test_typing_marks_enter_keeps_and_n_walks(open_article: Opener) -> None:
    async with open_article() as desk:
        count = desk.screen.panes.article.text.lower().count("russia")
        assert count > 5
        await desk.press("slash", *"russia")
        assert isinstance(desk.app.focused, PromptInput)
        assert status_message(desk) == f"Match 1/{count}"
        assert words(desk) == ""
        await desk.press("enter")
        assert desk.screen.query("#article:focus")
        assert words(desk) == "Russia"
        await desk.press("n", "n")
        assert status_message(desk) == f"Match 3/{count}"
        await desk.press("N")
        assert status_message(desk) == f"Match 2/{count}"
        await desk.press("escape", "n")
        assert "Quote" in status_message(desk)
        assert desk.screen.panes.article.match_count == 0


async def test_a_note_on_a_match(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("slash", *"rearmament", "enter", "a", *"which?", "escape")
        (note,) = desk.newsroom.notes.of(desk.story)
        assert note.anchor is not None
        assert note.anchor.exact == "rearmament"


async def test_escape_goes_back_to_where_the_search_began(open_article: Opener) -> None:
    async with open_article((80, 24)) as desk:
        pane = desk.screen.panes.article
        await desk.press("j", "j", "slash", *"jaun news")
        assert pane.scroll_offset.y > 20
        await desk.press("escape")
        assert pane.scroll_offset.y == 2
        assert desk.app.focused is pane
        assert desk.screen.query_one(HintBar).display
        await desk.press("n")
        assert "Quote" in status_message(desk)
        await desk.press("slash", *"jaun news", "enter")
        assert pane.scroll_offset.y > 20
        await desk.press("ctrl+t")
        assert pane.scroll_offset.y < 20


async def test_no_match_leaves_everything_as_it_was(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n")
        before = desk.screen.panes.article.selection
        await desk.press("slash", *"zzz")
        assert status_message(desk) == "no match"
        await desk.press("enter")
        assert "no match for" in status_message(desk)
        await desk.press("slash", "enter")
        assert "nothing to search for" in status_message(desk)
        assert desk.screen.panes.article.selection == before
        await desk.press("n")
        assert "Quote 2/" in status_message(desk)


async def test_an_old_search_survives_a_cancelled_one(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("slash", *"china", "enter", "slash", *"zzz", "escape", "n")
        assert words(desk) == "China"
        assert status_message(desk).startswith("Match 2/")


async def test_a_paste_into_the_prompt_is_one_safe_line(open_article: Opener) -> None:
    from textual import events

    async with open_article() as desk:
        await desk.press("slash")
        prompt = desk.screen.query_one(PromptInput)
        prompt.post_message(events.Paste("a\x1b]0;owned\x07" + "x" * 2 * MAX_ANSWER_CHARACTERS + "\nsecond"))
        await desk.settle()
        assert "\x1b" not in prompt.value
        assert "\x07" not in prompt.value
        assert len(prompt.value) <= MAX_ANSWER_CHARACTERS
        await desk.press("tab")
        assert not desk.screen.query_one("#search", Prompt).asking
        assert desk.screen.query("#actors:focus-within, #actors:focus")
