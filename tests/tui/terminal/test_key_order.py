"""Keys that come in one bunch are obeyed one after the other."""

from __future__ import annotations

from textual import events

from tests.tui.conftest import Desk, Opener
from tests.waiting import until


def burst(desk: Desk, *keys: str) -> None:
    """All `keys` at once, as a slow line delivers them."""
    for key in keys:
        desk.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def settled(desk: Desk) -> None:
    """Wait until a bunch of keys is done."""
    await desk.pilot.pause(0.02)
    await until(desk.pilot, lambda: desk.app.keys_done)
    await desk.settle()


async def test_text_behind_a_command_is_text(open_article: Opener) -> None:
    async with open_article() as desk:
        burst(desk, "n", "a", *"daE21x", "escape", "n")
        await settled(desk)
        assert [note.body for note in desk.newsroom.notes.of(desk.story)] == ["daE21x"]
        assert desk.story.article is not None


async def test_a_paste_behind_a_command_goes_into_the_note(open_article: Opener) -> None:
    async with open_article() as desk:
        burst(desk, "n", "a")
        desk.app.post_message(events.Paste("pasted "))
        burst(desk, *"text", "escape")
        await settled(desk)
        assert [note.body for note in desk.newsroom.notes.of(desk.story)] == ["pasted text"]


async def test_a_mode_begins_before_the_next_key(open_article: Opener) -> None:
    async with open_article() as desk:
        burst(desk, "v", "2", "w")
        await settled(desk)
        assert desk.screen.panes.article.selecting
        span = desk.screen.panes.article.selected_span
        assert span is not None
        assert len(span.of(desk.screen.panes.article.text).split()) == 3
        burst(desk, "escape", "slash", *"russia", "enter", "n")
        await settled(desk)
        assert desk.screen.panes.article.match_number == 2


async def test_keys_behind_one_that_opens_a_screen_are_that_screen_s(open_article: Opener) -> None:
    async with open_article() as desk:
        burst(desk, "3", "F", *"liu", "enter", "1", "n")
        await settled(desk)
        assert desk.screen.panes.quotes.row_count == 2
        assert desk.screen.panes.article.selection.quote is not None


async def test_a_key_whose_widget_goes_away_does_not_stop_the_keyboard(open_article: Opener) -> None:
    async with open_article() as desk:
        burst(desk, "question_mark", "escape", "n")
        await settled(desk)
        assert desk.screen.panes.article.selection.quote is not None
