"""Updates the dashboard's panes, with a preview that follows the cursor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.config.log import log
from tui.desk.dashboard.board import Board, BoardRows, Shown

if TYPE_CHECKING:
    from textual.timer import Timer

    from extract.span import Span
    from tui.desk.dashboard.desk_panes import DeskPanes
    from tui.screens.base import AppScreen

PREVIEW_DELAY_SECONDS = 0.08
"""The preview waits so long after the last key: a held one sends the list's lines alone."""
CHECK_DELAY_SECONDS = 0.3
"""The publish gate, which reads the article, runs once the cursor has rested so long."""
MAX_CHECK_DELAYS = 40
"""At the start it waits this many times for the notes, and for the pane to have a size."""
MakeBoard = Callable[[], Board | None]


class Dashboard:
    """The due items, the views, the feeds and the preview of one desk."""

    def __init__(
        self, screen: AppScreen, panes: DeskPanes, make_board: MakeBoard, selected: Callable[[], str | None]
    ) -> None:
        """`make_board` returns the source of the rows, None while nothing is listed; `selected` the row's key."""
        self._screen = screen
        self._panes = panes
        self._make_board = make_board
        self._selected = selected
        self._timer: Timer | None = None
        self._shown: Shown | None = None
        self.rows = BoardRows()

    # -- what is due, views, feeds ------------------------------------------------------------------------------------

    def renew_soon(self) -> None:
        """Update the panes in a worker."""
        if self._panes.furnished:
            self._screen.work(self.renew(), "board", exclusive=True)

    async def renew(self) -> None:
        """Update the panes."""
        from store.catalogue.catalogue import CatalogueError

        board = self._make_board()
        if board is None:
            return
        try:
            rows = await asyncio.to_thread(board.renew)
        except CatalogueError as error:
            log.warning("%s", error)
            return
        if not self._screen.is_mounted:
            return
        self.rows = rows
        self._panes.due.show(rows.due)
        self._panes.views.show(rows.views, rows.sources)
        self._panes.feeds.show(rows.feeds)
        self._panes.set_due(len(rows.due), rows.due_summary)
        self._panes.set_feeds(there=bool(rows.feeds))
        self.follow(0)
        if self._panes.has_room_for_speakers:
            await self._show_speakers(board)

    async def _show_speakers(self, board: Board) -> None:
        from store.catalogue.catalogue import CatalogueError

        try:
            speakers = await asyncio.to_thread(board.speakers)
        except CatalogueError as error:
            log.warning("%s", error)
            return
        if self._screen.is_mounted:
            self._panes.show_speakers(speakers)

    # -- the preview --------------------------------------------------------------------------------------------------

    def follow(self, delay: float = PREVIEW_DELAY_SECONDS) -> None:
        """Preview the article under the cursor, once no key has arrived for `delay` seconds."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if not self._panes.furnished:
            return
        if delay:
            self._timer = self._screen.set_timer(delay, self._follow_now)
        else:
            self._screen.work(self._preview(), "preview", exclusive=True)

    def _follow_now(self) -> None:
        """Follow, unless another screen covers the desk: it is shown anew when it comes back."""
        if self._screen.is_current:
            self.follow(0)

    async def _preview(self) -> None:
        from store.catalogue.catalogue import CatalogueError

        board, key = self._make_board(), self._key()
        shown = None
        if board is not None and key is not None:
            try:
                shown = await asyncio.to_thread(board.preview, key)
            except CatalogueError as error:
                log.warning("%s", error)
        if key == self._key() and self._screen.is_mounted:
            self._shown = shown
            self._panes.preview.show(shown.rows if shown else None)
            self._panes.set_preview(shown.title if shown else "", "unread" if shown and shown.unread else "")
            if shown is not None:
                await self._add_checks(shown)

    async def _add_checks(self, shown: Shown) -> None:
        """Show what the publish gate finds, once the cursor has rested; the next move ends it."""
        preview = self._panes.preview
        for _ in range(MAX_CHECK_DELAYS):
            if preview.size and not preview.has_sections:
                return
            await asyncio.sleep(CHECK_DELAY_SECONDS)
            board = self._make_board()
            if board is not None and board.has_notes and preview.has_sections:
                break
        else:
            return
        checks = await asyncio.to_thread(board.checks, shown.rows.key)
        if checks and shown is self._shown and self._screen.is_mounted:
            self._panes.preview.show(replace(shown.rows, checks=checks))

    def _key(self) -> str | None:
        """The key of the previewed article: that of the due item if its pane has the focus."""
        if self._panes.pane == "due" and (due := self.due_target()) is not None:
            return due[0]
        return self._selected()

    def due_target(self) -> tuple[str, str | None] | None:
        """The article, and the note, of the due row under the cursor."""
        row = self._panes.due.selected if self._panes.furnished else None
        return self.rows.targets.get(row) if row is not None else None

    def span_of_quote(self, number: int | None) -> Span | None:
        """The place of a quote of the preview in the text."""
        spans = self._shown.spans if self._shown is not None else ()
        return spans[number] if number is not None and number < len(spans) else None

    @handles("quote.next")
    def next_quote(self) -> None:
        """Go to the next quote of the preview."""
        if not self._panes.furnished:
            return
        self._panes.go_to("preview")
        if not self._panes.preview.step_quote(1):
            self._screen.refuse("No quotes in the preview")
