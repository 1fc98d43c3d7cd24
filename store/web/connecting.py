"""Connects to checked addresses only: names are resolved here, and the checked address is dialled.

A name that resolves differently the second time (DNS rebinding) gains nothing, since it is resolved only once.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from store.model.source_names import SourceError, printable
from store.web.addresses import is_local_name, is_public, written_out

MAX_ADDRESSES = 4
"""The most addresses of one name that are tried."""
CONNECT_TIMEOUT_SECONDS = 8.0
"""How long an address may take to accept the connection, if there are others."""
ALLOW_PRIVATE_HINT = "--allow-private lets it be fetched"


def check_proxied(host: str, *, allow_private: bool) -> None:
    """Refuse hosts that a proxy, which resolves names itself, would find in a private network. Raises SourceError."""
    address = written_out(host)
    if not allow_private and (is_local_name(host) if address is None else not is_public(address)):
        raise SourceError(f"{printable(host)}: a private address; {ALLOW_PRIVATE_HINT}")


def proxy_for(url: httpx.URL) -> str | None:
    """The proxy that the environment sets for `url` (`https_proxy`, `all_proxy`, `no_proxy` and so on)."""
    proxies = getproxies()
    found = proxies.get(url.scheme) or proxies.get("all")
    if not found or proxy_bypass(f"{url.host}:{url.port}" if url.port else url.host):
        return None
    return found if "://" in found else f"http://{found}"


async def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The addresses of `host`, all public unless `allow_private`. Raises SourceError."""
    try:
        addresses = await _lookup(host, port)
    except (OSError, UnicodeError) as error:
        raise SourceError(f"{printable(host)}: no such host") from error
    for address in addresses:
        if not allow_private and not is_public(address):
            raise SourceError(f"{printable(host)}: a private address; {ALLOW_PRIVATE_HINT}")
    return addresses[:MAX_ADDRESSES]


async def _lookup(host: str, port: int) -> list[str]:
    """The system resolver's addresses, without repeats. It may hang; its thread is then abandoned."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def set_answer(found: list[str] | None, error: Exception | None) -> None:
        if not answer.done():
            if error is not None:
                answer.set_exception(error)
            else:
                answer.set_result(found or [])

    def look() -> None:
        found: list[str] | None = None
        failure: Exception | None = None
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found = list(dict.fromkeys(str(address[0]) for *_, address in rows))
        except (OSError, UnicodeError) as error:
            failure = error
        with contextlib.suppress(RuntimeError):  # the loop may be closed by now
            loop.call_soon_threadsafe(set_answer, found, failure)

    threading.Thread(target=look, name="resolver", daemon=True).start()
    return await answer


class CheckedNetwork(httpcore.AsyncNetworkBackend):
    """Dials the checked addresses of a host in turn."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's own declaration
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await resolve(host, port, allow_private=self._allow_private)
        failure: Exception = httpcore.ConnectError("no address")
        for address in addresses:
            try:
                return await self._network.connect_tcp(
                    address,
                    port,
                    timeout=timeout if len(addresses) == 1 else min(CONNECT_TIMEOUT_SECONDS, timeout or 60.0),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class _Body(httpx.AsyncByteStream):
    def __init__(self, stream: AsyncIterable[bytes]) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            yield part

    async def aclose(self) -> None:
        close = getattr(self._stream, "aclose", None)
        if close is not None:
            await close()


class CheckedTransport(httpx.AsyncBaseTransport):
    """httpx over `CheckedNetwork`, with HTTP/2 if the server supports it. Failures are exceptions of httpcore."""

    def __init__(self, context: Any, *, allow_private: bool) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            http2=True,
            max_connections=100,
            max_keepalive_connections=20,
            keepalive_expiry=5.0,
            network_backend=CheckedNetwork(allow_private=allow_private),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the body of the response is still to be read."""
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        stream = answer.stream
        assert isinstance(stream, AsyncIterable)
        return httpx.Response(
            status_code=answer.status, headers=answer.headers, stream=_Body(stream), extensions=answer.extensions
        )

    async def aclose(self) -> None:
        await self._pool.aclose()
