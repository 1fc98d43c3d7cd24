"""Selecting words by keyboard, and going back and forth over large moves."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Desk, Opener
from tui.presenters.descriptions import describe_words
from widgets.bars import StatusLine
from widgets.state import Selection


def words(desk: Desk) -> str:
    """The selected words."""
    span = desk.screen.panes.article.selected_span
    assert desk.story.text is not None
    return span.of(desk.story.text) if span else ""


def status_message(desk: Desk) -> str:
    """What the status line says."""
    return desk.screen.query_one(StatusLine).message


async def start_again(desk: Desk) -> None:
    """Select the first word of the screen only."""
    desk.screen.panes.article.select(Selection())
    await desk.press("v")


@pytest.mark.action("select.start")
async def test_a_note_on_words_selected_by_motions(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("v", "w", "w")
        assert desk.screen.panes.article.selecting
        chosen = words(desk)
        assert len(chosen.split()) == 3
        assert "3 words" in status_message(desk)
        await desk.press("a", *"why these?", "escape")
        (note,) = desk.newsroom.notes.of(desk.story)
        assert (note.body, note.about.target) == ("why these?", "text")
        assert note.anchor is not None
        assert note.anchor.exact == chosen
        assert not desk.screen.panes.article.selecting


@pytest.mark.action(
    "select.character_next",
    "select.character_previous",
    "select.word_next",
    "select.word_previous",
    "select.sentence_next",
    "select.sentence_previous",
    "select.paragraph_next",
    "select.paragraph_previous",
)
@pytest.mark.parametrize(
    ("on", "back"),
    [
        ("l", "h"),
        ("right", "left"),
        ("w", "b"),
        ("right_parenthesis", "left_parenthesis"),
        ("right_curly_bracket", "left_curly_bracket"),
        ("j", "k"),
        ("n", "N"),
        ("m", "M"),
    ],
)
async def test_motions_extend_and_take_back(open_article: Opener, on: str, back: str) -> None:
    async with open_article() as desk:
        await desk.press("v")
        start = desk.screen.panes.article.selected_span
        assert start is not None
        grown = [len(words(desk))]
        for _ in range(3):
            await desk.press(on)
            grown.append(len(words(desk)))
            assert desk.screen.panes.article.selected_span is not None
            assert desk.screen.panes.article.selected_span.start == start.start
            assert status_message(desk) == describe_words(words(desk))
        assert grown == sorted(set(grown))
        await desk.press(back)
        assert len(words(desk)) < grown[-1]
        assert desk.screen.panes.article.selection.quote is None


def test_of_one_there_is_one() -> None:
    assert describe_words("No") == "1 word selected · 2 characters"
    assert describe_words("a b") == "2 words selected · 3 characters"
    assert describe_words("I") == "1 word selected · 1 character"


async def test_a_count_repeats_a_motion(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("v", "1", "2", "w")
        assert len(words(desk).replace("-", "").split()) == 13
        once = words(desk)
        await start_again(desk)
        await desk.press(*"wwwwwwwwwwww")
        assert words(desk) == once
        await desk.press("3", "j")
        three = words(desk)
        await desk.press("k", "k", "k")
        assert words(desk) == once
        await desk.press("j", "j", "j")
        assert words(desk) == three
        assert desk.story.article is not None
        await start_again(desk)
        await desk.press("2", "n")
        ends = sorted(quote.span.end for quote in desk.story.article.quotes)
        span = desk.screen.panes.article.selected_span
        assert span is not None
        assert span.end == ends[1]


async def test_top_and_bottom_extend_to_the_ends(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("v", "G")
        assert words(desk).strip() == (desk.story.text or "").strip()
        await desk.press("g", "g")
        assert len(words(desk)) == 1


@pytest.mark.action("select.swap")
async def test_swap_moves_the_other_end(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("v", "3", "w", "o", "w")
        after = words(desk)
        await start_again(desk)
        await desk.press("3", "w")
        assert words(desk).endswith(after[1:])
        assert len(words(desk)) > len(after)
        assert status_message(desk).endswith("characters")


@pytest.mark.action("mode.leave")
async def test_escape_keeps_the_words_and_gives_the_keys_back(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("v", "w")
        chosen = words(desk)
        await desk.press("escape")
        assert not desk.screen.panes.article.selecting
        assert words(desk) == chosen
        await desk.press("w")
        assert words(desk) == chosen
        await desk.press("3")
        assert desk.screen.query("#quotes:focus")
        assert "Quote 1/" in status_message(desk)


async def test_v_starts_from_the_quote_at_hand_and_ends_in_another_pane(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n")
        quote = words(desk)
        await desk.press("v", "w")
        assert words(desk).startswith(quote)
        assert len(words(desk)) > len(quote)
        await desk.press("tab")
        assert not desk.screen.panes.article.selecting


async def test_fast_keys_are_all_obeyed(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.pilot.press("v", *"wwwwwwww")
        await desk.settle()
        assert len(words(desk).split()) == 9


@pytest.mark.action("jump.back", "jump.forward")
async def test_back_and_forward_over_large_moves(open_article: Opener) -> None:
    async with open_article((80, 24)) as desk:
        pane = desk.screen.panes.article
        await desk.press("n")
        first = pane.selection
        await desk.press("ctrl+t")
        assert "no place to go back to" in status_message(desk)
        await desk.press("G")
        end = pane.scroll_offset.y
        assert end > 20
        await desk.press("ctrl+t")
        assert pane.scroll_offset.y == 0
        assert pane.selection == first
        await desk.press("alt+right")
        assert pane.scroll_offset.y == end
        await desk.press("alt+right")
        assert "no place to go forward to" in status_message(desk)
        await desk.press("ctrl+t", "j", "k")
        assert pane.scroll_offset.y == 0
