"""The desk's background work on the library: indexes its words, reads the newest articles."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from tui.newsroom.newsroom import Newsroom, Story
from widgets.panes.desk import DeskTable

if TYPE_CHECKING:
    from tui.desk.library import LibraryList
    from tui.screens.base import AppScreen

MAX_READ_AHEAD = 100
"""This many of the newest articles are read while the desk is open, before the user opens them."""


class Background:
    """Indexes and reads ahead, one thing after the other."""

    def __init__(self, screen: AppScreen, newsroom: Newsroom, library: LibraryList) -> None:
        self._screen = screen
        self._newsroom = newsroom
        self._library = library
        self._serving = False
        self._unreadable: set[str] = set()

    @property
    def serving(self) -> bool:
        """Whether work is in progress."""
        return self._serving

    def serve_soon(self) -> None:
        """Index and read new articles in a worker, unless that is in progress."""
        if not self._serving:
            self._screen.work(self.serve(), "serve")

    async def serve(self) -> None:
        """Index and read new articles."""
        self._serving = True
        try:
            await self._index_words()
            await self._read_ahead()
            await self._index_words()
        finally:
            self._serving = False

    async def _index_words(self) -> None:
        """Index unindexed articles, newest first, yielding to other work."""
        from store.catalogue.catalogue import CatalogueError

        listing = self._library.listing
        assert listing is not None
        while True:
            began = time.monotonic()
            try:
                left = await asyncio.to_thread(listing.index)
            except CatalogueError as error:
                self._screen.say(str(error), "warning")
                return
            if not left:
                self._screen.progress(None)
                return
            self._screen.progress(f"indexing the words of {left:,} articles")
            await asyncio.sleep(time.monotonic() - began)

    async def _read_ahead(self) -> None:
        """Read the newest unread articles, one after the other; the one under the cursor comes first."""
        listing = self._library.listing
        assert listing is not None
        library = await self._newsroom.stores.library()
        waiting = await asyncio.to_thread(listing.catalogue.to_read, MAX_READ_AHEAD)
        tried = {*self._unreadable}
        n = 0
        while waiting:
            here = self._screen.query_one(DeskTable).selected
            key = here if here is not None and here not in tried else waiting.pop(0)
            if key in tried:
                continue
            tried.add(key)
            entry = await asyncio.to_thread(library.entry, key)
            if entry is None or entry.quotes is not None:
                continue
            n += 1
            self._screen.progress(f"reading article {n} of {n + len({*waiting} - tried)}")
            await self.read(Story(name=entry.title, entry=entry, title=entry.title))
            await self._library.look(notes=False)
        self._screen.progress(None)

    async def read(self, story: Story) -> None:
        """Load and read one story; a failure is reported, and not retried."""
        from store.model.source_names import SourceError
        from store.processes.reader import ReaderError

        try:
            await self._newsroom.articles.load(story, self._screen.progress, pages=False)
            await self._newsroom.articles.read(story)
        except (SourceError, ReaderError, OSError) as error:
            if story.entry is not None:
                self._unreadable.add(story.entry.key)
            self._screen.say(str(error), "error")
