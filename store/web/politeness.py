"""Politeness to hosts: few concurrent requests, a low rate, and respect for robots.txt."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from protego import Protego

MAX_REQUESTS_PER_HOST = 2
"""Concurrent requests to one host."""
MIN_INTERVAL_SECONDS = 0.2
"""The shortest time between the starts of two requests to one host."""
ROBOTS_TTL_SECONDS = 24 * 3600.0
"""How long a host's robots.txt is valid (RFC 9309, 2.4)."""
ROBOTS_RETRY_SECONDS = 15 * 60.0
"""How long until a robots.txt that could not be fetched is requested again."""
ROBOTS_AGENT = "Copydesk"
"""Copydesk's name in robots.txt."""
MAX_ROBOTS_LINES = 5000
"""Lines of a robots.txt that are read."""


@dataclass(slots=True)
class _Host:
    room: asyncio.Semaphore
    free_at: float = 0.0


@dataclass(slots=True)
class Turns:
    """Limits requests to each host, by name and port."""

    at_once: int = MAX_REQUESTS_PER_HOST
    interval_seconds: float = MIN_INTERVAL_SECONDS
    _hosts: dict[str, _Host] = field(default_factory=dict)

    @asynccontextmanager
    async def of(self, url: str) -> AsyncIterator[None]:
        """Wait for a turn at the host of `url`."""
        host = self._hosts.setdefault(urlsplit(url).netloc.lower(), _Host(asyncio.Semaphore(self.at_once)))
        async with host.room:
            now = time.monotonic()
            starts = max(now, host.free_at)
            host.free_at = starts + self.interval_seconds
            if starts > now:
                await asyncio.sleep(starts - now)
            yield


@dataclass(slots=True)
class Robots:
    """The robots.txt of hosts, fetched once a day and applied by RFC 9309: the longest matching rule decides."""

    _rules: dict[str, tuple[float, Protego | None]] = field(default_factory=dict)

    async def allow(self, url: str, get: Callable[[str], Awaitable[str | None]]) -> bool:
        """Whether `ROBOTS_AGENT` may fetch `url`.

        `get` returns a robots.txt by its URL: "" for none, None if the host does not answer, which allows nothing.
        """
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        ends, rules = self._rules.get(root, (0.0, None))
        if time.monotonic() >= ends:
            text = await get(f"{root}/robots.txt")
            rules = None
            if text is not None:
                from protego import Protego

                rules = Protego.parse("\n".join(text.splitlines()[:MAX_ROBOTS_LINES]))
            self._rules[root] = (
                time.monotonic() + (ROBOTS_RETRY_SECONDS if rules is None else ROBOTS_TTL_SECONDS),
                rules,
            )
        return rules is not None and rules.can_fetch(url, ROBOTS_AGENT)
