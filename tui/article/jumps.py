"""Goes back to the place before a large move, and forward again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.span import Span
from tui.actions.handlers import handles
from tui.article.jump_list import JumpList, Spot

if TYPE_CHECKING:
    from tui.article.article_state import ArticleState
    from tui.article.panes import Panes
    from tui.article.selection import SelectionModel
    from tui.screens.base import AppScreen


class Jumps:
    """Follows the view of the article pane and records the places it left."""

    def __init__(self, screen: AppScreen, state: ArticleState, panes: Panes, selection: SelectionModel) -> None:
        self._screen = screen
        self._state = state
        self._panes = panes
        self._selection = selection
        self._list = JumpList()
        self._window = Span(0, 0)
        self._spot = Spot(0, state.selection)
        self.following = True
        """False while a search only previews its matches."""

    def follow(self) -> None:
        """Record the last place if the view has moved so far that nothing of it is visible."""
        if not self.following:
            return
        window = self._panes.article.window
        if window == self._window:
            self._spot = Spot(window.start, self._state.selection)
            return
        if self._window.start < self._window.end and not window.overlaps(self._window):
            self._list.leave(self._spot)
        self._window, self._spot = window, Spot(window.start, self._state.selection)

    @handles("jump.back")
    def back(self) -> None:
        """Go back to the place before the last large move."""
        self.follow()
        self._return_to(self._list.back(self._spot), "back")

    @handles("jump.forward")
    def forward(self) -> None:
        """Go forward again."""
        self.follow()
        self._return_to(self._list.forward(self._spot), "forward")

    def _return_to(self, spot: Spot | None, where: str) -> None:
        if spot is None:
            self._screen.refuse(f"no place to go {where} to")
            return
        self._panes.article.go_to_offset(spot.top)
        self._window = self._panes.article.window
        self._selection.select(spot.selection, reveal=False)
