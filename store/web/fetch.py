"""Fetches one page or feed from an http or https URL; docs/feeds.md describes the answer to each server fault.

`Web` keeps the state shared by several fetches: connections, request rates of hosts, and robots.txt. Use it from one
event loop, which may stall during TLS handshakes, so not the screen's (`store.web.own_thread`).
"""

from __future__ import annotations

import asyncio
import os
import random
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from store.articles.sources import MAX_SOURCE_BYTES, check_url
from store.disk.clock import utc
from store.disk.files import why
from store.formats.limits import in_megabytes
from store.model.source_names import SourceError, printable
from store.web.body import CHUNK_BYTES, Unpacking, accepted
from store.web.connecting import CheckedTransport, check_proxied, proxy_for
from store.web.pages import Fetched, Known
from store.web.politeness import Robots, Turns

MAX_REDIRECTS = 8
MAX_TRIES = 3
"""Tries for a URL whose server is busy, down, or hangs up before it has answered."""
BACKOFF_SECONDS = 0.5
"""Delay before the second try; twice as long before the third. `Retry-After` takes precedence."""
PAGE_TYPES = "text/html,application/xhtml+xml,text/plain;q=0.9,text/markdown;q=0.9,*/*;q=0.5"
FEED_TYPES = (
    "application/feed+json,application/atom+xml,application/rss+xml,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5"
)
USER_AGENT = "Mozilla/5.0 (compatible; Copydesk/0.1)"
_RETRY_STATUSES = (429, 502, 503, 504)
_REDIRECT_STATUSES = (301, 302, 303, 307, 308)

OnProgress = Callable[[int, int | None], None]


class AnsweredError(SourceError):
    """The server answered with an error status.

    `status` is HTTP's, `wait` the seconds until it may be asked again, if it says so.
    """

    def __init__(self, message: str, status: int, wait: float | None = None) -> None:
        super().__init__(message)
        self.status, self.wait = status, wait


@dataclass(slots=True)
class Web:
    """Fetches within limits. `limit_bytes` bounds a body as sent and decompressed, `limit_seconds` the whole fetch.

    Names are resolved here and connections go to the addresses that were checked, on every redirect, so that private,
    loopback, link-local and metadata addresses are out of reach unless `allow_private`. Behind a proxy, the proxy
    resolves: literal addresses, and names for local use, are refused.
    """

    allow_private: bool = False
    limit_bytes: int = MAX_SOURCE_BYTES
    limit_seconds: float = 30.0
    turns: Turns = field(default_factory=Turns)
    robots: Robots = field(default_factory=Robots)
    _clients: dict[str | None, httpx.AsyncClient] = field(default_factory=dict)

    async def get(
        self,
        url: str,
        *,
        accept: str = PAGE_TYPES,
        known: Known | None = None,
        on_progress: OnProgress | None = None,
        on_wait: Callable[[float], None] | None = None,
    ) -> Fetched:
        """Fetch `url`.

        `on_progress` receives the bytes so far and the announced length, if any; `on_wait` the seconds that the server
        asked to be left alone. Raises SourceError, one line: AnsweredError if the server refused.
        """
        _check(url)
        headers = {"Accept": accept, "Accept-Encoding": accepted(), **(known.headers() if known else {})}
        try:
            async with asyncio.timeout(self.limit_seconds) as timeout:
                for attempt in range(1, MAX_TRIES + 1):
                    answer = await self._try(url, headers, on_progress, timeout, last=attempt == MAX_TRIES)
                    if isinstance(answer, Fetched):
                        return answer
                    pause = (
                        answer
                        if answer is not None
                        else BACKOFF_SECONDS * 2 ** (attempt - 1) * random.uniform(0.8, 1.2)
                    )
                    if on_wait is not None:
                        on_wait(pause)
                    await asyncio.sleep(pause)
        except TimeoutError as error:
            raise SourceError(f"{printable(url)}: not there after {self.limit_seconds:g} seconds") from error
        raise AssertionError("unreachable")

    async def allows(self, url: str) -> bool:
        """Whether the host's robots.txt allows `url` to be fetched automatically.

        Raises nothing: a missing file allows everything, a host that does not answer nothing.
        """
        return await self.robots.allow(url, self._robots_txt)

    async def _robots_txt(self, url: str) -> str | None:
        """The rules at `url`: "" if there are none, None if the host does not answer (RFC 9309, 2.3.1)."""
        short = Web(self.allow_private, 512 * 1024, min(5.0, self.limit_seconds), self.turns, self.robots)
        short._clients = self._clients
        try:
            return (await short.get(url, accept="text/plain,*/*;q=0.5")).data.decode("utf-8", "replace")
        except AnsweredError as error:
            return "" if 400 <= error.status < 500 and error.status != 429 else None
        except SourceError:
            return None

    async def close(self) -> None:
        """Close every connection."""
        for client in self._clients.values():
            await client.aclose()
        self._clients.clear()

    # -- one try ------------------------------------------------------------------------------------------------------

    async def _try(
        self, url: str, headers: dict[str, str], on_progress: OnProgress | None, clock: asyncio.Timeout, *, last: bool
    ) -> Fetched | float | None:
        """The response; else the seconds to wait before the next try, None if the server gives none."""
        try:
            return await self._follow(url, headers, on_progress, clock)
        except _BusyError as busy:
            if busy.wait is not None and busy.wait >= _left(clock):
                message = f"{busy}, and asks to wait {busy.wait:,.0f} seconds"
                raise AnsweredError(message, busy.status, busy.wait) from busy
            if last:
                raise
            return busy.wait
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, httpcore.ProxyError) as error:
            raise SourceError(f"{printable(url)}: {_reason(error)}") from error
        except (httpcore.NetworkError, httpcore.TimeoutException) as error:
            if last or isinstance(error, httpcore.ConnectTimeout) or _refused(error):
                raise SourceError(f"{printable(url)}: {_reason(error)}") from error
            return None
        except (httpcore.ProtocolError, UnicodeError, ssl.SSLError) as error:
            if last or "disconnected" not in str(error):
                raise SourceError(f"{printable(url)}: {_reason(error)}") from error
            return None

    async def _follow(
        self, url: str, headers: dict[str, str], on_progress: OnProgress | None, clock: asyncio.Timeout
    ) -> Fetched:
        requested_url = url
        for _ in range(MAX_REDIRECTS + 1):
            left = _left(clock)
            clock.reschedule(None)  # waiting for a turn at the host does not count against the page
            async with self.turns.of(url):
                clock.reschedule(asyncio.get_running_loop().time() + left)
                response = await self._send(url, headers)
                try:
                    location = response.headers.get("location")
                    if response.status_code not in _REDIRECT_STATUSES or location is None:
                        return await self._received(response, url, requested_url, headers, on_progress)
                finally:
                    await response.aclose()
            try:
                url = str(httpx.URL(url).join(location).copy_with(fragment=None))
            except (httpx.InvalidURL, ValueError) as error:
                raise SourceError(f"{printable(url)}: a redirect to nowhere") from error
            _check(url)
        raise SourceError(f"{printable(requested_url)}: more than {MAX_REDIRECTS} redirects")

    async def _send(self, url: str, headers: dict[str, str]) -> httpx.Response:
        target = httpx.URL(url)
        proxy = proxy_for(target)
        if proxy is not None:
            check_proxied(target.host, allow_private=self.allow_private)
        client = self._client(proxy)
        client.cookies.clear()
        return await client.send(client.build_request("GET", target, headers=headers), stream=True)

    def _client(self, proxy: str | None) -> httpx.AsyncClient:
        if proxy not in self._clients:
            context = _tls()
            transport: httpx.AsyncBaseTransport
            if proxy is None:
                transport = CheckedTransport(context, allow_private=self.allow_private)
            else:
                try:
                    transport = httpx.AsyncHTTPTransport(verify=context, http2=True, proxy=proxy, trust_env=False)
                except (ImportError, ValueError) as error:  # SOCKS, and invalid proxies
                    raise SourceError(f"{printable(_shown(proxy))}: not a kind of proxy that is used here") from error
            self._clients[proxy] = httpx.AsyncClient(
                transport=transport, timeout=self.limit_seconds, headers={"User-Agent": USER_AGENT}, trust_env=False
            )
        return self._clients[proxy]

    async def _received(
        self,
        response: httpx.Response,
        url: str,
        requested_url: str,
        headers: dict[str, str],
        on_progress: OnProgress | None,
    ) -> Fetched:
        status = response.status_code
        response_headers = tuple((name, value) for name, value in response.headers.items() if name != "set-cookie")
        time = utc(datetime.now(UTC))
        if status == 304 and ("If-None-Match" in headers or "If-Modified-Since" in headers):
            return Fetched(url, "", b"", requested_url, response_headers, time, unchanged=True)
        if status != 200:
            message = f"{printable(url)}: the server answered {printable(f'{status} {response.reason_phrase}'.strip())}"
            if status in _RETRY_STATUSES:
                raise _BusyError(message, status, _retry_after(response.headers.get("retry-after")))
            raise AnsweredError(message, status)
        length = response.headers.get("content-length", "")
        total = int(length) if length.isascii() and length.isdigit() and len(length) < 20 else None
        if total is not None and total > self.limit_bytes:
            raise SourceError(f"{printable(url)}: longer than {in_megabytes(self.limit_bytes)}")
        unpacking = Unpacking(response.headers.get("content-encoding", ""), self.limit_bytes, url)
        received = 0
        async for chunk in response.aiter_raw(CHUNK_BYTES):
            received += len(chunk)
            unpacking.take(chunk)
            if on_progress is not None:
                on_progress(received, total)
            await asyncio.sleep(0)  # a server that never pauses does not keep the others waiting
        return Fetched(
            url, response.headers.get("content-type", ""), unpacking.end(), requested_url, response_headers, time
        )


@cache
def _tls() -> ssl.SSLContext:
    """The system's and certifi's certificates, loaded once."""
    return httpx.create_ssl_context()


def _shown(proxy: str) -> str:
    """A proxy's URL without any password in it."""
    scheme, _, rest = proxy.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


class _BusyError(AnsweredError):
    """The server asks for a later retry."""


def _check(url: str) -> None:
    """Refuse anything but http and https URLs, and those with a user name or password, which may disguise the host."""
    check_url(url)
    parts = urlsplit(url)
    if parts.username is not None or parts.password is not None:
        host = printable(parts.hostname or "")
        raise SourceError(f"{parts.scheme}://{host}: a URL with a user name or password in it is not fetched")


def _left(clock: asyncio.Timeout) -> float:
    """The seconds until `clock`, which is running, runs out."""
    ends = clock.when()
    assert ends is not None
    return ends - asyncio.get_running_loop().time()


def _retry_after(value: str | None) -> float | None:
    """The seconds that `Retry-After` gives, as a number or a date; None if it gives neither."""
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return float(min(int(value[:12]), 10**9))
    try:
        moment = parsedate_to_datetime(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def _refused(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ConnectionRefusedError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _reason(error: Exception) -> str:
    """A network failure in a few words."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"the certificate is not good: {printable(cause.verify_message)}"
        if isinstance(cause, OSError) and cause.errno:  # asyncio puts its own message into strerror
            return os.strerror(cause.errno) if cause.errno > 0 else printable(why(cause))
        cause = cause.__cause__ or cause.__context__
    message = str(error)
    if "location header" in message:
        return "a redirect to nowhere"
    if "incomplete chunked" in message or "without sending complete" in message:
        return "broke off in the middle"
    if "disconnected" in message:
        return "the server hung up without an answer"
    if isinstance(error, httpcore.ProtocolError):
        return "the server does not speak HTTP"
    return printable(message) or type(error).__name__


async def fetch(url: str, *, allow_private: bool = False, **limits: Any) -> Fetched:
    """Fetch one URL as `Web.get` does; `limits` are `limit_bytes`, `limit_seconds`, and the arguments of `get`."""
    web = Web(allow_private, **{name: limits.pop(name) for name in ("limit_bytes", "limit_seconds") if name in limits})
    try:
        return await web.get(url, **limits)
    finally:
        await web.close()
