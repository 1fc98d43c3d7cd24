"""Fetches feeds while the desk is open: in a separate process, when they are due, reported in one line."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tui.config.log import log

if TYPE_CHECKING:
    from pathlib import Path

    from store.feeds.subscriptions import Subscription
    from tui.newsroom.options import Options

FIRST_LOOK_SECONDS = 5.0
"""Delay after the start: the desk comes first."""


@dataclass(slots=True)
class FeedUpdates:
    """Fetches the feeds of one desk. `progress` receives the progress, None when finished, `notify` the result."""

    home: Path
    options: Options
    progress: Callable[[str | None], None]
    notify: Callable[[str], None]
    _task: asyncio.Task[None] | None = None
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def start(self) -> None:
        """Start fetching feeds, each when it is due."""
        self._task = asyncio.get_running_loop().create_task(self._keep_looking(), name="feeds")

    async def stop(self) -> None:
        """Stop; a fetch in progress is aborted."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _keep_looking(self) -> None:
        await asyncio.sleep(FIRST_LOOK_SECONDS)
        while True:
            try:
                looked, failed, new = await self.look(all_of_them=False)
                if new:
                    self.notify(in_words(looked, failed, new))
            except Exception:
                log.exception("feeds")
            await asyncio.sleep(min(60.0, self.options.refresh_minutes * 60))

    async def look(self, *, all_of_them: bool = True) -> tuple[int, int, int]:
        """Fetch the feeds, or those that are due; returns how many were fetched, failed, and how many articles are new.

        Raises OSError if nothing can be stored, ValueError if the list cannot be read.
        """
        from store.feeds.subscriptions import Subscriptions

        async with self._turn:
            feeds = await asyncio.to_thread(Subscriptions(self.home).all)
            if not all_of_them:
                feeds = [feed for feed in feeds if self._due(feed)]
            if not feeds:
                return 0, 0, 0
            try:
                return await self._ask([feed.url for feed in feeds])
            finally:
                self.progress(None)

    async def _ask(self, urls: Sequence[str]) -> tuple[int, int, int]:
        """Have the process fetch the feeds; it ends with this one."""
        from store.processes.start import command, environment

        process = await asyncio.create_subprocess_exec(
            *command("store.feeds.job"), env=environment(),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True, limit=2**20,
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        request = {
            "home": str(self.home), "urls": list(urls), "allow_private": self.options.allow_private,
            "bytes": self.options.max_bytes, "seconds": self.options.timeout_seconds,
        }  # fmt: skip
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            looked = failed = new = 0
            self.progress(f"feeds: looking at {len(urls)}")
            while line := await process.stdout.readline():
                answer: dict[str, Any] = json.loads(line)
                if "error" in answer:
                    raise ValueError(answer["error"])
                if "done" in answer:
                    return looked, failed, new
                looked, failed, new = looked + 1, failed + bool(answer["fault"]), new + answer["new"]
                for problem in (answer["fault"], *answer["warnings"]):
                    if problem:
                        log.warning("feed %s: %s", answer["url"], problem)
                self.progress(f"feeds: {looked} of {len(urls)}")
            raise ValueError("the refresh broke off")
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    def _due(self, feed: Subscription) -> bool:
        """Whether the last fetch of the feed, successful or not, was long enough ago."""
        try:
            last = datetime.fromisoformat(feed.looked or feed.fetched)
        except ValueError:
            return True
        return datetime.now(UTC) - last >= timedelta(minutes=self.options.refresh_minutes)


def in_words(looked: int, failed: int, new: int) -> str:
    """`12 new articles from 30 feeds; 2 failed (copydesk feed list says why)`."""
    if not looked:
        return "no feeds: copydesk feed add URL"
    answer = f"{new:,} new {'article' if new == 1 else 'articles'} from {looked:,} {'feed' if looked == 1 else 'feeds'}"
    return f"{answer}; {failed} failed (copydesk feed list says why)" if failed else answer
