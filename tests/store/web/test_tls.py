"""HTTP/2 and certificates, with a server of our own: `loopback.pem` is a key for tests, signed by itself."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import socket
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import h2.config
import h2.connection
import h2.events
import httpx
import pytest

import store.web.connecting
import store.web.fetch
from store.model.source_names import SourceError
from store.web.fetch import fetch
from tests.store.web.liar import TEXT

PEM = Path(__file__).with_name("loopback.pem")
seen: list[dict[str, str]] = []


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One HTTP/2 connection; every request gets TEXT, compressed."""
    connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
    connection.initiate_connection()
    writer.write(connection.data_to_send())
    with contextlib.suppress(ConnectionError, ssl.SSLError):
        while data := await reader.read(65536):
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived) and event.stream_id is not None:
                    seen.append({str(name): str(value) for name, value in event.headers or ()})
                    headers = [(":status", "200"), ("content-type", "text/plain"), ("content-encoding", "gzip")]
                    connection.send_headers(event.stream_id, headers)
                    connection.send_data(event.stream_id, gzip.compress(TEXT), end_stream=True)
            writer.write(connection.data_to_send())
            await writer.drain()
    writer.close()


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    """The server's port; site.example and other.example resolve to it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)
    context.set_alpn_protocols(["h2"])
    before = socket.getaddrinfo

    def lookup(host: Any, *args: Any, **kwargs: Any) -> Any:
        return before("127.0.0.1" if str(host).endswith(".example") else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(store.web.connecting, "is_public", lambda address: address == "127.0.0.1")
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    yield server.sockets[0].getsockname()[1]
    server.close()


async def test_http_2_is_spoken_to_the_checked_address_under_the_name_of_the_request(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        store.web.fetch, "_tls", lambda: httpx.create_ssl_context(ssl.create_default_context(cafile=PEM))
    )
    seen.clear()
    got = await fetch(f"https://site.example:{port}/story", limit_seconds=30)
    assert got.data == TEXT
    assert seen[0][":authority"] == f"site.example:{port}"
    with pytest.raises(SourceError, match="certificate is not good: Hostname mismatch"):
        await fetch(f"https://other.example:{port}/story", limit_seconds=30)


async def test_a_certificate_that_nobody_vouches_for_is_refused(port: int) -> None:
    with pytest.raises(SourceError, match="certificate is not good"):
        await fetch(f"https://site.example:{port}/story", limit_seconds=30)
