"""Scrolls a pane of rows by lines, pages, and to its ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.actions.handlers import handles

if TYPE_CHECKING:
    from tui.screens.base import AppScreen
    from widgets.panes.compare import ComparePane


class CompareMotions:
    """The motions of a screen with a compare pane."""

    def __init__(self, screen: AppScreen, pane: Callable[[], ComparePane]) -> None:
        self._screen = screen
        self._pane = pane

    @handles("view.down", by=1)
    @handles("view.up", by=-1)
    def scroll_lines(self, by: int) -> None:
        """Scroll by lines."""
        self._pane().scroll_by(self._screen.counts.times(by))

    @handles("view.page_down", by=1)
    @handles("view.page_up", by=-1)
    def scroll_pages(self, by: int) -> None:
        """Scroll by pages."""
        self._pane().scroll_pages(self._screen.counts.times(by))

    @handles("view.half_down", by=1)
    @handles("view.half_up", by=-1)
    def scroll_half_page(self, by: int) -> None:
        """Scroll half a page."""
        pane = self._pane()
        pane.scroll_by(self._screen.counts.times(by) * max(1, pane.size.height // 2))

    @handles("view.top")
    def go_to_top(self) -> None:
        """Scroll to the beginning."""
        self._pane().show_from(0)

    @handles("view.bottom")
    def go_to_bottom(self) -> None:
        """Scroll to the end."""
        self._pane().go_bottom()
