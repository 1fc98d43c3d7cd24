"""The sender's metadata of an article: embargo, withdrawal and the rest."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual.timer import Timer

from tui.actions.handlers import handles

if TYPE_CHECKING:
    from tui.article.article_state import ArticleState
    from tui.article.panes import Panes
    from tui.screens.base import AppScreen

MAX_WAIT_SECONDS = 86_400.0
"""The longest timer; a later end of an embargo is checked again then."""


class WireNotice:
    """Shows the article's wire metadata: in the title an embargo until it ends, and a withdrawal always."""

    def __init__(self, screen: AppScreen, state: ArticleState, panes: Panes) -> None:
        self._screen = screen
        self._state = state
        self._panes = panes
        self._timer: Timer | None = None

    def show(self) -> list[str]:
        """Show embargo and withdrawal in the title; return them as lines, most urgent first."""
        wire = self._state.story.wire
        if wire is None:
            return []
        from store.model.wire import embargo_ends, held

        now = datetime.now(UTC)
        lines = held(wire, now, None)
        self._panes.title("article").alarm = "; ".join(lines)
        ends = embargo_ends(wire, now)
        if self._timer is not None:
            self._timer.stop()
        if ends is not None:
            seconds = min(MAX_WAIT_SECONDS, (ends - now).total_seconds() + 1)
            self._timer = self._screen.set_timer(seconds, self.show)
        return lines

    @handles("article.about")
    def show_about(self) -> None:
        """Show the article's origin and its sender's metadata."""
        self._screen.work(self._show_about(), "pick", exclusive=True)

    async def _show_about(self) -> None:
        from store.web.originals import latest
        from tui.dialogs.about import AboutScreen, facts

        story = self._state.story
        fetched = (
            await asyncio.to_thread(latest, self._state.newsroom.home, story.entry.location) if story.entry else None
        )
        found = facts(story, datetime.now(UTC), fetched)
        self._screen.app.push_screen(AboutScreen(self._screen.session, found))
