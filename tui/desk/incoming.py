"""Imports while the desk is open: items of feeds, and files dropped into a folder."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.config.locations import for_people
from tui.config.log import log
from tui.newsroom.newsroom import Newsroom

if TYPE_CHECKING:
    from tui.newsroom.feed_updates import FeedUpdates
    from tui.screens.base import AppScreen


LOOK_SECONDS = 1.0
"""Between two looks whether a missing folder is there."""


class Incoming:
    """Fetches feeds, and imports files from the watched folder."""

    def __init__(self, screen: AppScreen, newsroom: Newsroom) -> None:
        self._screen = screen
        self._newsroom = newsroom
        self._feeds: FeedUpdates | None = None
        self._drops: asyncio.Task[None] | None = None

    @property
    def feeds(self) -> FeedUpdates | None:
        """The feed updates; None if no feeds are fetched."""
        return self._feeds

    async def start(self, *, feeds: bool) -> None:
        """Start watching the folder, and with `feeds` fetching the feeds."""
        newsroom = self._newsroom
        library = await newsroom.stores.library()
        if library.read_only:
            return
        if newsroom.options.drop_folder is not None:
            self._drops = asyncio.create_task(self._take_drops(newsroom.options.drop_folder), name="drop")
        if feeds:
            from tui.newsroom.feed_updates import FeedUpdates

            self._feeds = FeedUpdates(newsroom.home, newsroom.options, self._screen.progress, self._screen.say)
            self._feeds.start()

    async def stop(self) -> None:
        """Stop importing."""
        if self._feeds is not None:
            await self._feeds.stop()
        if self._drops is not None:
            self._drops.cancel()
            await asyncio.wait([self._drops])

    async def _take_drops(self, folder: Path) -> None:
        from store.drop_folder import Drop
        from store.model.source_names import SourceError

        library = await self._newsroom.stores.library()
        if not await asyncio.to_thread(folder.is_dir):
            self._screen.say(f"{for_people(folder)} is missing; it is watched as soon as it is there", "warning")
            while not await asyncio.to_thread(folder.is_dir):  # noqa: ASYNC110 - nothing tells of a missing folder
                await asyncio.sleep(LOOK_SECONDS)
            self._screen.say(f"Watching {for_people(folder)}")
        drop = Drop(folder, library, self._newsroom.articles.parser())
        try:
            async for dropped in drop.take():
                if dropped.fault:
                    self._screen.say(dropped.fault, "warning")
                elif dropped.entries:
                    self._screen.say(f"New: {dropped.entries[0].title}")
        except SourceError as error:
            self._screen.say(str(error), "warning")
        except Exception:
            log.exception("watching %s", folder)
            self._screen.say(f"Stopped watching {folder}; see copydesk.log", "error")

    @handles("desk.refresh")
    def refresh(self) -> None:
        """Fetch the feeds now."""
        if self._feeds is None:
            self._screen.say("feeds come to the desk of all articles: start copydesk without a source")
        else:
            self._screen.work(self._refresh(self._feeds), "refresh", exclusive=True)

    async def _refresh(self, feeds: FeedUpdates) -> None:
        from tui.newsroom.feed_updates import in_words

        try:
            self._screen.say(in_words(*await feeds.look()))
        except (OSError, ValueError) as error:
            self._screen.say(f"feeds: {error}", "error")
