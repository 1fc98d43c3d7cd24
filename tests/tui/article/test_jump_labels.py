"""Jump mode: labels over what is on the screen."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Opener
from widgets.bars import StatusLine


@pytest.mark.action("jump.start")
async def test_a_letter_goes_to_what_is_labelled(open_article: Opener) -> None:
    async with open_article((80, 24)) as desk:
        await desk.press("apostrophe")
        labels = list(desk.screen.labels.shown)
        assert len(labels) > 3
        await desk.press(*labels[3])
        chosen = desk.screen.panes.article.selection
        assert chosen.span is not None
        assert chosen.quote or chosen.actor
        assert desk.screen.state.selection == chosen
        await desk.press("n")
        assert "Quote" in desk.screen.query_one(StatusLine).message


async def test_every_key_is_a_label_or_ends_the_jump(open_article: Opener) -> None:
    async with open_article((80, 24)) as desk:
        before = desk.screen.panes.article.selection
        await desk.press("apostrophe", "escape")
        assert "no jump" in desk.screen.query_one(StatusLine).message
        await desk.press("apostrophe", "7")
        assert "no label 7" in desk.screen.query_one(StatusLine).message
        assert desk.screen.panes.article.selection == before
        await desk.press("j")
        assert desk.screen.panes.article.scroll_offset.y == 1
        await desk.press("apostrophe", "tab", "2", "down")
        assert desk.screen.query("#actors:focus-within, #actors:focus")


async def test_many_targets_get_two_letters(open_article: Opener) -> None:
    async with open_article((200, 50)) as desk:
        await desk.press("apostrophe")
        labels = list(desk.screen.labels.shown)
        assert len(labels) > 26
        assert {len(label) for label in labels} == {2}
        await desk.press(*labels[-1])
        assert desk.screen.panes.article.selection.span is not None
        assert not desk.screen.labels.shown
