"""An HTTP server on loopback that lies: each path is another way in which servers go wrong."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import threading
import zlib
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate

TEXT = b"Ferry sinks\n\nNobody was hurt.\n"
MAX_BODY_BYTES = 100_000
"""What the tests let a page be, in bytes."""

Writer = asyncio.StreamWriter
Lie = Callable[["Liar", Writer, str], Awaitable[None]]


def answer(body: bytes = TEXT, *headers: str, status: str = "200 OK", length: int | str | None = -1) -> bytes:
    """An answer's bytes; `length` is what it says of the body, None for nothing."""
    lines = [f"HTTP/1.1 {status}", "Connection: close", *headers]
    if not any(line.lower().startswith("content-type") for line in headers):
        lines.append("Content-Type: text/plain; charset=utf-8")
    if length is not None:
        lines.append(f"Content-Length: {len(body) if length == -1 else length}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def says(data: bytes) -> Lie:
    """Sends `data` and hangs up."""

    async def lie(_liar: Liar, writer: Writer, _request: str) -> None:
        writer.write(data)

    return lie


def moved(location: str) -> Lie:
    """Leads elsewhere."""
    return says(answer(b"", f"Location: {location}", status="302 Found"))


def after(count: int, first: bytes, then: bytes | None = None) -> Lie:
    """Sends `first` to the first `count` requests for a path, then `then`."""

    async def lie(liar: Liar, writer: Writer, request: str) -> None:
        writer.write(first if liar.request_count(request.split()[1]) <= count else then or answer())

    return lie


async def silence(_liar: Liar, _writer: Writer, _request: str) -> None:
    """Never answers."""
    await asyncio.sleep(60)


def drip(head: bytes, piece: bytes, pause: float = 0.02) -> Lie:
    """Sends a head, then a piece at a time for ever."""

    async def lie(_liar: Liar, writer: Writer, _request: str) -> None:
        writer.write(head)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return lie


async def steps(liar: Liar, writer: Writer, request: str) -> None:
    """Leads to another path each time."""
    path = request.split()[1]
    number = int(path.rpartition("-")[2]) if path[-1].isdigit() else 0
    writer.write(answer(b"", f"Location: /endless-redirects-{number + 1}", status="301 Moved Permanently"))


async def cookies(_liar: Liar, writer: Writer, request: str) -> None:
    """Sets a cookie, leads on, and tells whether it came back."""
    if "cookies-2" in request:
        writer.write(answer(b"a cookie came back" if "\ncookie:" in request.lower() else b"no cookie came"))
    else:
        writer.write(answer(b"", "Set-Cookie: id=1; Path=/", "Location: /cookies-2", status="302 Found"))


async def etag(_liar: Liar, writer: Writer, request: str) -> None:
    """Has not changed, for who asks."""
    if 'if-none-match: "one"' in request.lower():
        writer.write(answer(b"", 'ETag: "one"', status="304 Not Modified", length=None))
    else:
        writer.write(answer(TEXT, 'ETag: "one"'))


def zstd_bomb(count: int) -> bytes:
    """A frame of Zstandard (RFC 8878) that unpacks to `count` zeros: one block of one byte repeated after the other."""
    block = 1 << 17
    blocks = [(block << 3 | 2).to_bytes(3, "little") + b"\0"] * (count // block)
    last = (1 << 3 | 3).to_bytes(3, "little") + b"\0"
    return b"\x28\xb5\x2f\xfd\x00\x58" + b"".join(blocks) + last


_GZIP = gzip.compress(TEXT)
_RAW = zlib.compressobj(wbits=-15)
LIES: dict[str, Lie] = {
    "plain": says(answer()),
    "gzip": says(answer(_GZIP, "Content-Encoding: gzip")),
    "zlib": says(answer(zlib.compress(TEXT), "Content-Encoding: deflate")),
    "raw-deflate": says(answer(_RAW.compress(TEXT) + _RAW.flush(), "Content-Encoding: deflate")),
    "two-gzips": says(answer(gzip.compress(TEXT[:9]) + gzip.compress(TEXT[9:]), "Content-Encoding: gzip")),
    "not-gzip": says(answer(TEXT, "Content-Encoding: gzip")),
    "broken-gzip": says(answer(_GZIP[:15] + b"\xff\xff\xff" + _GZIP[18:], "Content-Encoding: gzip")),
    "half-a-gzip": says(answer(_GZIP[:-12], "Content-Encoding: gzip")),
    "bomb": says(answer(gzip.compress(b"a" * 20 * MAX_BODY_BYTES), "Content-Encoding: gzip")),
    "brotli": says(answer(TEXT, "Content-Encoding: br")),
    "zstd-bomb": says(answer(zstd_bomb(1 << 30), "Content-Encoding: zstd")),
    "brotli-for-ever": drip(answer(b"", "Content-Encoding: br", length=None), b"\x5b\xff\xff" * 9000, 0),
    "twice-packed": says(answer(gzip.compress(_GZIP), "Content-Encoding: gzip, gzip")),
    "silence": silence,
    "drip": drip(answer(b"", length=None), b"a"),
    "drip-headers": drip(b"HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n"),
    "always-continue": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.001),
    "huge": says(answer(b"", length=MAX_BODY_BYTES + 1)),
    "endless": drip(answer(b"", length=None), b"a" * 65536, 0.0),
    "endless-chunks": drip(
        answer(b"", "Transfer-Encoding: chunked", length=None), b"1000\r\n" + b"a" * 4096 + b"\r\n", 0
    ),
    "endless-padding": drip(answer(gzip.compress(TEXT), "Content-Encoding: gzip", length=None), bytes(65536), 0.0),
    "endless-empty-gzips": drip(answer(b"", "Content-Encoding: gzip", length=None), gzip.compress(b"") * 200, 0.0),
    "endless-empty-deflates": drip(
        answer(b"", "Content-Encoding: deflate", length=None), zlib.compress(b"") * 200, 0.0
    ),
    "too-short": says(answer(TEXT, length=len(TEXT) + 50)),
    "too-long": says(answer(TEXT, length=11)),
    "negative-length": says(answer(TEXT, length=-5)),
    "length-in-words": says(answer(TEXT, length="many")),
    "two-lengths": says(answer(TEXT, "Content-Length: 3")),
    "half-a-chunk": says(answer(b"20\r\nFerry", "Transfer-Encoding: chunked", length=None)),
    "bad-chunk": says(answer(b"zz\r\nFerry\r\n0\r\n\r\n", "Transfer-Encoding: chunked", length=None)),
    "picture": says(answer(b"\x89PNG\r\n\x1a\n", "Content-Type: image/png")),
    "picture-as-text": says(answer(b"\x89PNG\r\n\x1a\n" + bytes(200), "Content-Type: text/plain")),
    "no-type": says(b"HTTP/1.1 200 OK\r\n\r\n" + TEXT),
    "wrong-charset": says(answer("Ferry “sinks”".encode("cp1252"), "Content-Type: text/plain; charset=utf-8")),
    "no-such-charset": says(answer(TEXT, "Content-Type: text/plain; charset=x-klingon")),
    "loop": moved("/loop"),
    "endless-redirects": steps,
    "moved": moved("plain"),
    "moved-without-place": says(answer(b"", status="302 Found")),
    "to-file": moved("file:///etc/passwd"),
    "to-ftp": moved("ftp://a.example/x"),
    "to-loopback": moved("http://127.0.0.2/"),
    "to-decimal": moved("http://2130706434/"),
    "to-hex": moved("http://0x7f000002/"),
    "to-octal": moved("http://0177.0.0.2/"),
    "to-short": moved("http://127.2/"),
    "to-ipv6-loopback": moved("http://[::1]/"),
    "to-mapped": moved("http://[::ffff:10.0.0.1]/"),
    "to-nat64": moved("http://[64:ff9b::a00:1]/"),
    "to-metadata": moved("http://169.254.169.254/latest/meta-data"),
    "to-cgnat": moved("http://100.64.0.1/"),
    "to-inside-name": moved("http://inside.example/"),
    "to-mixed-name": moved("http://mixed.example/"),
    "to-user": moved("http://site.example@127.0.0.2/"),
    "to-nowhere": moved("http://[/"),
    "to-blank": moved("http://a b/"),
    "unasked-304": says(answer(b"", status="304 Not Modified", length=None)),
    "busy-once": after(1, answer(b"", "Retry-After: 0", status="429 Too Many Requests")),
    "busy-until-a-date": after(1, answer(b"", f"Retry-After: {formatdate(0, usegmt=True)}", status="429 Slow Down")),
    "busy-for-ages": says(answer(b"", "Retry-After: 99999999999999", status="429 Too Many Requests")),
    "busy-forever": says(answer(b"", "Retry-After: 0", status="503 Down")),
    "down-once": after(1, answer(b"", status="503 Service Unavailable")),
    "hangs-up-once": after(1, b"", answer()),
    "hangs-up": says(b""),
    "garbage": says(b"<html>no head at all</html>\r\n\r\n"),
    "ssh": says(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "header-bomb": says(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n"),
    "many-headers": says(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 100_000 + b"\r\n"),
    "split-header": says(b"HTTP/1.1 200 OK\r\nLocation: a\rb\r\nX\x00: y\r\n\r\n"),
    "no-content": says(answer(b"", status="204 No Content", length=None)),
    "a-part": says(answer(TEXT[:5], "Content-Range: bytes 0-4/30", status="206 Partial Content")),
    "switching": says(answer(b"", status="101 Switching Protocols", length=None)),
    "gone": says(answer(b"", status="404 Gone\x7f away")),
    "cookies": cookies,
    "cookies-2": cookies,
    "etag": etag,
    "missing-robots": says(answer(b"", status="404 Not Found")),
}


@dataclass(slots=True)
class Liar:
    """The running server: its port, and how often each path was asked for."""

    port: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    extra: dict[str, Lie] = field(default_factory=dict)

    def request_count(self, path: str) -> int:
        """How often `path` was asked for."""
        return self.counts.get(path, 0)

    async def serve(self, reader: asyncio.StreamReader, writer: Writer) -> None:
        """One connection, one lie."""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = request.split()[1]
            self.counts[path] = self.request_count(path) + 1
            name = path.strip("/").partition("?")[0]
            lie = self.extra.get(name) or LIES.get(name) or (steps if name.startswith("endless-redirects") else None)
            await (lie or says(answer(b"", status="404 Not Found")))(self, writer, request)
            await writer.drain()
        with contextlib.suppress(ConnectionError):
            writer.close()


@contextmanager
def lying(host: str = "127.0.0.1", extra: dict[str, Lie] | None = None) -> Iterator[Liar]:
    """The server in a thread of its own, for as long as the context lasts."""
    liar = Liar(extra=extra or {})
    loop = asyncio.new_event_loop()
    begun = threading.Event()

    async def run() -> None:
        server = await asyncio.start_server(liar.serve, host, 0, backlog=512)
        liar.port = server.sockets[0].getsockname()[1]
        begun.set()
        async with server:
            await ended.wait()

    ended = asyncio.Event()

    def work() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(run())
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    assert begun.wait(60)
    try:
        yield liar
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join(60)
