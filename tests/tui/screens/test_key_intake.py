"""A key that is refused takes what was typed behind it along, until the typist pauses."""

from __future__ import annotations

import asyncio

import pytest
from textual import events

from tests.tui.article.test_screen import notes, status
from tests.tui.conftest import Desk, Opener
from tests.tui.terminal.test_key_order import burst, settled
from widgets.state import Selection

PAUSE = 0.3


@pytest.fixture(autouse=True)
def a_pause(no_pause_after_a_refusal: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real thing, a little shorter."""
    monkeypatch.setattr("tui.screens.key_intake.PAUSE_SECONDS", PAUSE)


async def later(desk: Desk, *keys: str) -> None:
    """Press keys after a pause."""
    await asyncio.sleep(PAUSE * 1.2)
    burst(desk, *keys)
    await settled(desk)


async def test_words_behind_a_refused_fact_check_are_ignored(open_article: Opener) -> None:
    async with open_article() as desk:
        burst(desk, "n", "a", *"kept", "escape")
        await settled(desk)
        desk.screen.selection.select(Selection())
        await later(desk, "f", *"numbers? u d", "enter", "escape")
        assert status(desk) == "No quote selected · n selects the next (14 keys ignored)"
        assert [note.body for note in notes(desk)] == ["kept"]
        await later(desk, "n")
        assert "Quote" in status(desk)


async def test_a_paste_behind_it_is_ignored_and_arrows_are_not(open_article: Opener) -> None:
    async with open_article() as desk:
        burst(desk, "f", "down")
        desk.app.post_message(events.Paste("d"))
        await settled(desk)
        assert "(1 key ignored)" in status(desk)
        assert desk.screen.panes.article.scroll_offset.y == 1


async def test_a_key_without_a_meaning_is_refused_too(open_article: Opener) -> None:
    async with open_article() as desk:
        burst(desk, "Z", *"nd")
        await settled(desk)
        assert status(desk) == "Z: no such key here · ? lists the keys (2 keys ignored)"
        assert desk.screen.state.selection.quote is None
