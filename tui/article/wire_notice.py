"""What the sender of an article says of it: until when it is held, whether it was taken back, and all the rest."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual.timer import Timer

from tui.actions.handlers import handles
from tui.article.notes.editor import NoteTaking
from tui.newsroom.newsroom import Story
from widgets.bars import PaneTitle

if TYPE_CHECKING:
    from tui.screens.session import Session

FARTHEST = 86_400.0
"""An embargo that ends farther away (in seconds) is looked at again by then."""


class Sender(NoteTaking):
    """The part of the article screen that minds the article's wire metadata.

    An embargo stands in the article's title until it passes, and so does that the sender took the article back.
    """

    def __init__(self, session: Session, story: Story) -> None:
        super().__init__(session, story)
        self._embargo_timer: Timer | None = None

    def sender_lines(self) -> list[str]:
        """What must be known before the article is used, most urgent first. The title shows it from now on."""
        wire = self._story.wire
        if wire is None:
            return []
        from store.model.wire import embargo_ends, held

        now = datetime.now(UTC)
        lines = held(wire, now)
        self.query_one("#article-title", PaneTitle).alarm = "; ".join(lines)
        ends = embargo_ends(wire, now)
        if self._embargo_timer is not None:
            self._embargo_timer.stop()
        if ends is not None:
            seconds = min(FARTHEST, (ends - now).total_seconds() + 1)
            self._embargo_timer = self.set_timer(seconds, self.sender_lines)
        return lines

    @handles("article.about")
    def action_article_about(self) -> None:
        """Show where the article came from and all that its sender says of it."""
        self.run_worker(self._tell_about(), group="pick", exclusive=True, exit_on_error=False)

    async def _tell_about(self) -> None:
        from store.web.originals import latest
        from tui.dialogs.about import AboutScreen, facts

        entry = self._story.entry
        fetched = await asyncio.to_thread(latest, self._newsroom.home, entry.location) if entry else None
        self.app.push_screen(AboutScreen(self.session, facts(self._story, datetime.now(UTC), fetched)))
