"""On a wide screen: who speaks and what the publish gate finds, under the text; everywhere, where the text is from.

Counting, the gate and the index run in threads, after the article is shown.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui.config.log import log
from tui.presenters.origin_and_voices import origin, voices
from widgets.panes.bands import BARS_LINES, has_overview

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.articles.library import Library
    from store.check.findings import Finding
    from tui.article.article_state import ArticleState
    from tui.article.panes import Panes
    from tui.screens.base import AppScreen
    from tui.screens.session import At
    from widgets.tables.check_lines import CheckRow

CHECK_DELAY_SECONDS = 0.3
"""The gate, which reads the article again, runs once notes and corrections have not changed for so long."""
SIGNS = {"error": "!!", "warning": "!"}
"""The severities that are listed, the most serious first."""


class ArticleSummary:
    """What is shown about the article besides its panes."""

    def __init__(self, screen: AppScreen, state: ArticleState, panes: Panes) -> None:
        self._screen = screen
        self._state = state
        self._panes = panes
        self._places: dict[str, At] = {}
        self._retellings = 0
        self._renewed = False

    @property
    def _fits(self) -> bool:
        size = self._screen.app.size - (0, BARS_LINES)
        return self._state.panes_mounted and has_overview(size)

    def renew(self) -> None:
        """Show the current origin and, if there is room, sourcing and findings."""
        self._show_origin()
        self._renewed = self._fits and self._state.story.article is not None
        if self._renewed:
            self._screen.work(self._renew(), "overview", exclusive=True)

    def resized(self) -> None:
        """Fill the overview if there is room for it only now."""
        if not self._renewed and self._fits:
            self.renew()

    def _show_origin(self) -> None:
        story = self._state.story
        if story.entry is not None:
            self._panes.set_origin(origin(story.entry, story.article, datetime.now(UTC), self._retellings))

    async def _renew(self) -> None:
        article = self._state.story.article
        if article is None:
            return
        rows, summary = await asyncio.to_thread(voices, article, self._panes.quotes.colours)
        await self._panes.show_sourcing(rows, summary)
        await asyncio.sleep(CHECK_DELAY_SECONDS)
        await self._check()
        await self._count_retellings()

    async def _check(self) -> None:
        from store.check.tomlfile import FileError
        from tui.jobs.publish_check import own_findings
        from widgets.tables.check_lines import CheckRow

        entry = self._state.story.entry
        library, notebook = await self._state.newsroom.stores.both()
        if entry is None or notebook is None:
            return
        try:
            found = await asyncio.to_thread(own_findings, library, notebook, entry)
        except (OSError, FileError) as error:
            self._panes.show_checks([CheckRow("!", str(error))])
            return
        serious = [each for each in found if each.severity in SIGNS]
        self._panes.show_checks(self._rows(sorted(serious, key=lambda each: list(SIGNS).index(each.severity))))

    def _rows(self, found: Sequence[Finding]) -> list[CheckRow]:
        from widgets.tables.check_lines import CheckRow

        places = {str(number): each.note or each.span for number, each in enumerate(found)}
        self._places = {key: place for key, place in places.items() if place is not None}
        return [
            CheckRow(SIGNS[each.severity], each.message, str(number) if str(number) in self._places else "")
            for number, each in enumerate(found)
        ]

    async def _count_retellings(self) -> None:
        from store.catalogue.catalogue import CatalogueError

        entry = self._state.story.entry
        if entry is None:
            return
        library, _notebook = await self._state.newsroom.stores.both()
        try:
            self._retellings = await asyncio.to_thread(_count_retellings, library, entry.key)
        except CatalogueError as error:
            log.warning("%s", error)
        self._show_origin()

    def place_of(self, key: str) -> At:
        """The note or the span of the finding with this key."""
        return self._places.get(key)


def _count_retellings(library: Library, key: str) -> int:
    """The number of other articles with the same story, as far as they are indexed. Raises CatalogueError."""
    from store.catalogue.catalogue import Catalogue

    catalogue = Catalogue(library.home, library)
    try:
        return len(catalogue.similar(key))
    finally:
        catalogue.close()
