"""Feeds looked at while the desk is open: in a thread of their own, when they are due, told in one line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tui.log import log

if TYPE_CHECKING:
    from pathlib import Path

    from store.feeds.refresh import Looked
    from store.feeds.subscriptions import Subscription
    from store.library import Library

FIRST = 5.0
"""Seconds after the start before the feeds are looked at: the desk comes first."""


@dataclass(slots=True)
class Feeding:
    """The feeds of one desk. `tell` gets how far a look is, None when it is done, `say` what came of one."""

    home: Path
    library: Library
    tell: Callable[[str | None], None]
    say: Callable[[str], None]
    allow_private: bool = False
    minutes: float = 15.0
    seconds: float = 30.0
    limit_bytes: int = 20 * 2**20
    _task: asyncio.Task[None] | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def start(self) -> None:
        """Look at the feeds from now on, each when it is due."""
        self._task = asyncio.get_running_loop().create_task(self._keep_looking(), name="feeds")

    async def stop(self) -> None:
        """Look no more; a look under way is broken off."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _keep_looking(self) -> None:
        await asyncio.sleep(FIRST)
        while True:
            try:
                looked, failed, new = await self.look(all_of_them=False)
                if new:
                    self.say(in_words(looked, failed, new))
            except Exception:
                log.exception("feeds")
            await asyncio.sleep(min(60.0, self.minutes * 60))

    async def look(self, *, all_of_them: bool = True) -> tuple[int, int, int]:
        """Look at the feeds, or at those that are due: how many were looked at, failed, and brought how many articles.

        Raises OSError where nothing can be kept, ValueError where the list cannot be read.
        """
        from store.feeds.subscriptions import Subscriptions

        async with self._turn:
            subscriptions = Subscriptions(self.home)
            feeds = await asyncio.to_thread(subscriptions.all)
            if not all_of_them:
                feeds = [feed for feed in feeds if self._due(feed)]
            if not feeds:
                return 0, 0, 0
            from store.web.apart import apart

            loop = asyncio.get_running_loop()
            done = 0

            def looked(each: Looked) -> None:
                nonlocal done
                done += 1
                for line in (each.fault, *each.warnings):
                    if line:
                        log.warning("feed %s: %s", each.feed.url, line)
                loop.call_soon_threadsafe(self.tell, f"feeds: {done} of {len(feeds)}")

            try:
                found = await apart(lambda: self._refresh(feeds, looked))
            finally:
                self.tell(None)
            return len(found), sum(bool(each.fault) for each in found), sum(each.new for each in found)

    async def _refresh(self, feeds: list[Subscription], looked: Callable[[Looked], None]) -> list[Looked]:
        from store.feeds.refresh import refresh
        from store.feeds.subscriptions import Subscriptions
        from store.sandbox import Sandbox
        from store.web.fetch import Web

        web, sandbox = Web(self.allow_private, self.limit_bytes, self.seconds), Sandbox()
        try:
            return await refresh(feeds, Subscriptions(self.home), self.library, web, sandbox, looked)
        finally:
            await web.close()
            await asyncio.to_thread(sandbox.close)

    def _due(self, feed: Subscription) -> bool:
        """Whether it is time for the feed: as the last good look was so long ago. One that fails waits as long."""
        try:
            last = datetime.fromisoformat(feed.looked or feed.fetched)
        except ValueError:
            return True
        return datetime.now(UTC) - last >= timedelta(minutes=self.minutes)


def in_words(looked: int, failed: int, new: int) -> str:
    """`12 new articles from 30 feeds; 2 failed (copydesk feed list says why)`."""
    if not looked:
        return "no feeds: copydesk feed add URL"
    said = f"{new:,} new {'article' if new == 1 else 'articles'} from {looked:,} {'feed' if looked == 1 else 'feeds'}"
    return f"{said}; {failed} failed (copydesk feed list says why)" if failed else said
