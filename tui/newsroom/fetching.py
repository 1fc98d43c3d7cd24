"""Fetches a page for the screen: outside its event loop, cancellable, with progress, and with an archived copy."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tui.config.log import log

if TYPE_CHECKING:
    from pathlib import Path

    from store.articles.sources import Loaded
    from store.web.pages import Fetched

Progress = Callable[[str | None], None]
PROGRESS_SECONDS = 0.1
"""Interval between two lines of progress."""


class Fetching:
    """The fetches of one session."""

    def __init__(self, home: Path, *, allow_private: bool) -> None:
        self._home = home
        self._allow_private = allow_private
        self._running: set[asyncio.Task[Fetched]] = set()
        self._given_up: set[asyncio.Task[Fetched]] = set()

    def give_up(self) -> bool:
        """Cancel the fetches in progress; returns whether there were any."""
        for task in self._running:
            self._given_up.add(task)
            task.cancel()
        return bool(self._running)

    async def page(
        self, url: str, progress: Progress, *, limit_bytes: int, limit_seconds: float, named: bool = True
    ) -> Loaded:
        """Fetch `url` and archive the original; a page not `named` by the user only if robots.txt allows it.

        Raises SourceError, also when cancelled.
        """
        from store.model.source_names import SourceError, printable
        from store.web.own_thread import in_own_thread
        from store.web.pages import loaded

        loop = asyncio.get_running_loop()
        reported_at = 0.0

        def report(done: int, total: int | None) -> None:
            nonlocal reported_at
            if loop.time() - reported_at >= PROGRESS_SECONDS:
                reported_at = loop.time()
                of = f" of {total // 1024} KB" if total else " KB"
                loop.call_soon_threadsafe(progress, f"fetching {url}: {done // 1024}{of}; Esc stops")

        def wait(seconds: float) -> None:
            loop.call_soon_threadsafe(progress, f"fetching {url}: the server asks to wait {seconds:.0f} s; Esc stops")

        progress(f"fetching {url}; Esc stops")
        get = partial(self._get, url, report, wait, limit_bytes, limit_seconds, named=named)
        task = asyncio.create_task(in_own_thread(get), name="fetch")
        self._running.add(task)
        try:
            return loaded(await task)
        except asyncio.CancelledError:
            if task in self._given_up:
                raise SourceError(f"{printable(url)}: not fetched: you stopped it") from None
            task.cancel()
            raise
        finally:
            self._running.discard(task)
            self._given_up.discard(task)

    async def _get(
        self,
        url: str,
        report: Callable[[int, int | None], None],
        wait: Callable[[float], None],
        limit_bytes: int,
        limit_seconds: float,
        *,
        named: bool,
    ) -> Fetched:
        """The current page at `url`; the original is archived. Runs in a thread of its own."""
        from store.model.source_names import SourceError, printable
        from store.web import originals
        from store.web.fetch import Web

        web = Web(self._allow_private, limit_bytes, limit_seconds)
        known = originals.known(self._home, url)
        try:
            if not named and not await web.allows(url):
                raise SourceError(f"{printable(url)}: the site's robots.txt keeps it back")
            fetched = await web.get(url, known=known[0] if known else None, on_progress=report, on_wait=wait)
        finally:
            await web.close()
        if fetched.unchanged and known is not None:
            return known[1]
        try:
            originals.keep(self._home, fetched)
        except OSError as error:
            log.error("cannot keep what came from %s: %s", url, error)
        return fetched
