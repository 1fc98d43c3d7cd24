"""Filtering and sorting the tables."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Opener
from tui.dialogs.filter import FilterScreen
from widgets.bars import PaneTitle, StatusLine


@pytest.mark.action("table.filter", "table.sort", "table.reverse")
async def test_filter_sort_and_reverse_a_table(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("F")
        assert "Nothing to sort or filter" in desk.screen.query_one(StatusLine).message
        every = desk.screen.panes.quotes.row_count
        await desk.press("3", "F", *"liu")
        assert isinstance(desk.app.screen, FilterScreen)
        assert desk.screen.panes.quotes.row_count == 2
        await desk.press("enter")
        assert desk.screen.panes.quotes.row_count == 2
        assert "liu" in desk.screen.query_one("#quotes-title", PaneTitle).note
        await desk.press("F", "escape")
        await desk.until(lambda: desk.screen.panes.quotes.row_count == every)
        assert desk.screen.query_one("#quotes-title", PaneTitle).note == ""
        await desk.press("F", *"liu", "enter", "escape")
        assert desk.screen.panes.quotes.row_count == every, "Escape shows all, as the prompt says, also when it is gone"
        await desk.press("2", "S", "n")
        assert "By name" in desk.screen.query_one(StatusLine).message
        await desk.press("g")
        first = desk.screen.panes.actors.selected
        await desk.press("R")
        assert "Order reversed" in desk.screen.query_one(StatusLine).message
        await desk.press("g")
        assert desk.screen.panes.actors.selected != first
