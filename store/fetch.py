"""One article from an http or https URL, within limits of size, time and place that hold whatever the server says."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from store.files import why
from store.formats.detect import MEDIA_TYPES
from store.sources import LIMIT, Loaded, SourceError, check_url, from_bytes, printable, slug

if TYPE_CHECKING:
    import httpx

REDIRECTS = 8
ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.9,text/markdown;q=0.9,*/*;q=0.5"
AGENT = "Mozilla/5.0 (compatible; Copydesk/0.1)"

OnProgress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: the last URL after redirects, the content type as sent, and the body, decompressed."""

    url: str
    content_type: str
    data: bytes


async def fetch(
    url: str,
    *,
    on_progress: OnProgress | None = None,
    limit_bytes: int = LIMIT,
    limit_seconds: float = 30.0,
    allow_private: bool = False,
) -> Fetched:
    """Fetch `url`. `on_progress` gets the bytes so far and the length announced, if any.

    Names are resolved here and the connection goes to the address that was checked, so that private, loopback and
    link-local hosts are out of reach on every redirect unless `allow_private`. Behind a proxy the proxy resolves, and
    only addresses written out are checked. Raises SourceError.
    """
    import httpx

    check_url(url)
    try:
        async with asyncio.timeout(limit_seconds):
            async with httpx.AsyncClient(timeout=limit_seconds, headers={"User-Agent": AGENT}) as client:
                return await _follow(client, url, on_progress, limit_bytes, allow_private)
    except TimeoutError as error:
        raise SourceError(f"{printable(url)}: not there after {limit_seconds:g} seconds") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise SourceError(f"{printable(url)}: {_reason(error)}") from error


def loaded(fetched: Fetched) -> Loaded:
    """What was fetched, as any other source. Raises SourceError for what is no text."""
    kind, _, rest = fetched.content_type.partition(";")
    kind = kind.strip().lower()
    if kind and kind not in MEDIA_TYPES:
        raise SourceError(f"{printable(fetched.url)}: {printable(kind)}, not an article")
    charset = next(
        (
            part.partition("=")[2].strip(" \"'")
            for part in rest.split(";")
            if part.strip().lower().startswith("charset")
        ),
        None,
    )
    suffix = PurePosixPath(urlsplit(fetched.url).path).suffix.lower()
    return from_bytes(
        fetched.data, source=fetched.url, id=url_slug(fetched.url), suffix=suffix, media_type=kind, charset=charset
    )


def url_slug(url: str) -> str:
    """A name for a URL that stays the same: host and last words of the path."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    path = parts.path.rstrip("/").rpartition("/")[2].rpartition(".")
    return slug(f"{host} {path[0] or path[2]} {parts.query}", 80)


async def _follow(
    client: httpx.AsyncClient, url: str, on_progress: OnProgress | None, limit: int, allow_private: bool
) -> Fetched:
    for _ in range(REDIRECTS + 1):
        response = await _send(client, url, allow_private)
        try:
            if not response.has_redirect_location:
                return await _body(response, url, on_progress, limit)
            url = str(_joined(url, response.headers["location"]))
        finally:
            await response.aclose()
        check_url(url)
    raise SourceError(f"{printable(url)}: more than {REDIRECTS} redirects")


def _joined(url: str, location: str) -> httpx.URL:
    import httpx

    return httpx.URL(url).join(location)


async def _send(client: httpx.AsyncClient, url: str, allow_private: bool) -> httpx.Response:
    """The response's head, from the first of the host's addresses that answers."""
    import httpx

    target = httpx.URL(url)
    headers = {"Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"}
    if _proxied(target):
        _check(target.host, [target.host], allow_private)
        return await client.send(client.build_request("GET", target, headers=headers), stream=True)
    addresses = await _resolve(target)
    _check(target.host, addresses, allow_private)
    failure: httpx.HTTPError | None = None
    for address in addresses:
        request = client.build_request(
            "GET",
            target.copy_with(host=address),
            headers={**headers, "Host": target.netloc.decode("ascii")},
            extensions={"sni_hostname": target.host},
        )
        try:
            return await client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            failure = error
    assert failure is not None
    raise failure


def _proxied(target: httpx.URL) -> bool:
    proxies = getproxies()
    return bool(proxies.get(target.scheme) or proxies.get("all")) and not proxy_bypass(target.host)


async def _resolve(target: httpx.URL) -> list[str]:
    port = target.port or (443 if target.scheme == "https" else 80)
    try:
        found = await asyncio.get_running_loop().getaddrinfo(target.host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError(f"{printable(target.host)}: no such host") from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))[:4]


def _check(host: str, addresses: list[str], allow_private: bool) -> None:
    """Raise SourceError if any address is not on the public internet. Names (behind a proxy) pass."""
    for address in addresses:
        try:
            ip = ipaddress.ip_address(address.partition("%")[0].strip("[]"))
        except ValueError:
            continue
        inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None) or ip
        if not allow_private and (not inner.is_global or inner.is_multicast):
            raise SourceError(f"{printable(host)}: a private address; --allow-private lets it be fetched")


async def _body(response: httpx.Response, url: str, on_progress: OnProgress | None, limit: int) -> Fetched:
    if response.status_code >= 400 or response.status_code != 200:
        said = f"{response.status_code} {response.reason_phrase}".strip()
        raise SourceError(f"{printable(url)}: the server answered {printable(said)}")
    length = response.headers.get("content-length", "")
    total = int(length) if length.isascii() and length.isdigit() else None
    if total is not None and total > limit:
        raise SourceError(f"{printable(url)}: longer than {limit // 2**20} MB")
    unpack = _decompressor(response.headers.get("content-encoding", ""), url)
    data = bytearray()
    received = 0
    async for chunk in response.aiter_raw(64 * 1024):
        received += len(chunk)
        data += unpack(chunk, limit + 1 - len(data))
        if len(data) > limit or received > limit:
            raise SourceError(f"{printable(url)}: longer than {limit // 2**20} MB")
        if on_progress is not None:
            on_progress(received, total)
    return Fetched(url, response.headers.get("content-type", ""), bytes(data))


def _decompressor(encoding: str, url: str) -> Callable[[bytes, int], bytes]:
    """A function from a compressed chunk and the most that may come of it to plain bytes: bombs stay small."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return lambda chunk, _most: chunk
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise SourceError(f"{printable(url)}: sent as {printable(encoding)}, which was not asked for")
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)

    def unpack(chunk: bytes, most: int) -> bytes:
        try:
            return unpacker.decompress(chunk, most)
        except zlib.error as error:
            raise SourceError(f"{printable(url)}: damaged in transfer") from error

    return unpack


def _reason(error: Exception) -> str:
    """A network failure in a few words."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno:  # asyncio puts its own words into strerror
            return os.strerror(cause.errno) if cause.errno > 0 else printable(why(cause))
        cause = cause.__cause__ or cause.__context__
    return printable(str(error).splitlines()[0]) if str(error) else type(error).__name__
