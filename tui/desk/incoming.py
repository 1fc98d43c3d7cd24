"""What comes to the desk by itself while it is open: items of feeds, and files dropped into a folder."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.config.log import log
from tui.desk.library import LibraryDesk

if TYPE_CHECKING:
    from tui.newsroom.feed_updates import Feeding


class Incoming(LibraryDesk):
    """The part of the desk that takes what comes."""

    _feeding: Feeding | None = None
    _dropping: asyncio.Task[None] | None = None

    async def start_incoming(self) -> None:
        """Look at the folder that is watched from now on, and where the library is listed, at the feeds."""
        newsroom = self._newsroom
        library, _notebook = await newsroom.stores()
        if library.read_only:
            return
        if newsroom.drop is not None:
            self._dropping = asyncio.create_task(self._take_drops(newsroom.drop), name="drop")
        if self._listing is None:
            return
        from tui.newsroom.feed_updates import Feeding

        self._feeding = Feeding(
            newsroom.home,
            self.progress,
            self.say,
            newsroom.allow_private,
            newsroom.minutes,
            newsroom.timeout,
            newsroom.largest * 2**20,
        )
        self._feeding.start()

    async def on_unmount(self) -> None:
        """Take nothing more."""
        if self._feeding is not None:
            await self._feeding.stop()
        if self._dropping is not None:
            self._dropping.cancel()
            await asyncio.wait([self._dropping])

    async def _take_drops(self, folder: Path) -> None:
        from store.drop_folder import Drop
        from store.model.source_names import SourceError

        library, _notebook = await self._newsroom.stores()
        drop = Drop(folder, library, self._newsroom.parser())
        try:
            async for taken in drop.take():
                if taken.fault:
                    self.say(taken.fault, "warning")
                elif taken.entries:
                    self.say(f"came in: {taken.entries[0].title}")
        except SourceError as error:
            self.say(str(error), "warning")
        except Exception:
            log.exception("watching %s", folder)
            self.say(f"{folder} is not watched any more; see copydesk.log", "error")

    @handles("desk.refresh")
    def action_desk_refresh(self) -> None:
        """Look at the feeds now."""
        if self._feeding is None:
            self.say("feeds come to the desk of all articles: start copydesk without a source")
        else:
            self.run_worker(self._refresh(self._feeding), group="refresh", exclusive=True, exit_on_error=False)

    async def _refresh(self, feeding: Feeding) -> None:
        from tui.newsroom.feed_updates import in_words

        try:
            self.say(in_words(*await feeding.look()))
        except (OSError, ValueError) as error:
            self.say(f"feeds: {error}", "error")
