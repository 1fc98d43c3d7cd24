"""The desk without named sources: the library, listed from its index and kept up to date."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from itertools import count
from typing import TYPE_CHECKING

from tui.config.log import log
from tui.newsroom.newsroom import Newsroom
from widgets.panes.desk import DeskTable

if TYPE_CHECKING:
    from tui.desk.listing import Listing
    from tui.screens.base import AppScreen
    from widgets.tables.columns import Row

LOOK_SECONDS = 1.0
"""Interval between two looks at the library's folder: articles of other sessions appear within two seconds."""
LOOKS_PER_NOTES_LOOK = 60
"""Every so many looks the notes are checked too: a deadline may have passed."""


class LibraryList:
    """Lists the library in the desk's table, and keeps it up to date."""

    def __init__(
        self, screen: AppScreen, newsroom: Newsroom, on_change: Callable[[], None], on_shown: Callable[[], None]
    ) -> None:
        """`on_change` is called when articles arrived or changed, `on_shown` when rows were shown."""
        self._on_shown = on_shown
        self._screen = screen
        self._newsroom = newsroom
        self._on_change = on_change
        self._listing: Listing | None = None
        self._looking: asyncio.Task[None] | None = None

    @property
    def listing(self) -> Listing | None:
        """The rows and their index; None if the desk lists named sources."""
        return self._listing

    @property
    def looking(self) -> asyncio.Task[None] | None:
        """The task that looks for changes, once the library is listed."""
        return self._looking

    async def open(self) -> bool:
        """List the library; False if it is empty and nothing can be stored. Raises CatalogueError without an index."""
        from tui.desk.listing import open_listing

        library, notebook = await self._newsroom.stores.both()
        if self._newsroom.read_only and not await asyncio.to_thread(library.any):
            return False
        self._listing = await open_listing(library, notebook, self._newsroom.options.due_days)
        first = await asyncio.to_thread(self._listing.first)
        if first:
            self.show(first)
            self._select_last()
        else:
            self._screen.progress("listing the articles")
        await self.look(force=True)
        self._screen.progress(None)
        self._select_last()
        self._looking = asyncio.create_task(self._keep_looking(), name="library")
        return True

    async def close(self) -> None:
        """Stop looking, and close the index."""
        if self._looking is not None:
            self._looking.cancel()
        if self._listing is not None:
            await asyncio.to_thread(self._listing.close)

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        if self._screen.is_mounted:
            self._screen.query_one(DeskTable).set_rows(rows)
            self._on_shown()

    def _select_last(self) -> None:
        """Put the cursor on the last article left, unless the user has moved it."""
        table, places = self._screen.query_one(DeskTable), self._newsroom.stores.places
        if not table.moved and places is not None:
            table.select(places.last)

    async def _keep_looking(self) -> None:
        for n in count(1):
            await asyncio.sleep(LOOK_SECONDS)
            minute = n % LOOKS_PER_NOTES_LOOK == 0
            if await self.look(notes=minute) or minute:
                self._on_change()

    def look_soon(self) -> None:
        """Show changes in library and notes, in a worker."""
        if self._listing is not None:
            self._screen.work(self.look(), "look", exclusive=True)

    async def look(self, *, force: bool = False, notes: bool = True) -> bool:
        """Update the list from changes; return whether there were any."""
        from store.catalogue.catalogue import CatalogueError

        listing = self._listing
        assert listing is not None
        waiting = self._drafts_in_words()
        try:
            if not await asyncio.to_thread(listing.update, waiting, notes=notes) and not force:
                return False
            line = listing.line
            rows = await asyncio.to_thread(listing.search, line)
            if line == listing.line:  # otherwise another search is on its way
                self.show(rows)
        except CatalogueError as error:
            log.warning("%s", error)
        return True

    def _drafts_in_words(self) -> dict[str, str]:
        """The articles with an unsaved draft, by key."""
        from tui.presenters.desk_states import draft

        drafts = reversed(self._newsroom.notes.recovered)
        return {str(each.extra.get("article")): draft(each.time) for each in drafts}
