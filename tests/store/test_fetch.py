"""Fetching over real HTTP on loopback: limits hold whatever the server says."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from store.fetch import Fetched, fetch, loaded, url_slug
from store.sources import SourceError

PAGE = "<html><body><article><p>Liu said: “Nei.”</p></article></body></html>"
LIMIT = 2_000_000


class Handler(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        match self.path:
            case "/page":
                self.reply(PAGE.encode(), type="text/html; charset=UTF-8")
            case "/text":
                self.reply("– Nei, sa Liu.".encode("cp1252"), type="text/plain; charset=windows-1252")
            case "/gzip":
                self.reply(gzip.compress(PAGE.encode()), encoding="gzip")
            case "/bomb":
                self.reply(gzip.compress(b"a" * LIMIT * 20), encoding="gzip")
            case "/liar":
                self.reply(b"", length=LIMIT + 1)
            case "/endless":
                self.reply(b"", length=None)
                while True:
                    self.wfile.write(b"a" * 65536)
            case "/slow":
                self.reply(b"", length=None)
                for _ in range(100):
                    self.wfile.write(b"a")
                    time.sleep(0.05)
            case "/picture":
                self.reply(b"\x89PNG", type="image/png")
            case "/loop":
                self.redirect("/loop")
            case "/moved":
                self.redirect("/page")
            case "/to-file":
                self.redirect("file:///etc/passwd")
            case "/to-private":
                self.redirect("http://169.254.169.254/latest/meta-data")
            case _:
                self.send_error(404, "Gone\x1b[2J away")

    def reply(self, body: bytes, *, type: str = "text/html", encoding: str = "", length: int | None = -1) -> None:
        self.send_response(200)
        self.send_header("Content-Type", type)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        if length is not None:
            self.send_header("Content-Length", str(len(body) if length < 0 else length))
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, location: str) -> None:
        self.send_response(302)
        self.send_header("Location", location)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Lets clients hang up."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients hang up on purpose here."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


async def get(url: str, seconds: float = 10.0) -> Fetched:
    return await fetch(url, limit_bytes=LIMIT, limit_seconds=seconds, allow_private=True)


async def test_a_page_comes_with_progress_and_after_redirects(site: str) -> None:
    seen: list[tuple[int, int | None]] = []
    got = await fetch(f"{site}/moved", on_progress=lambda done, of: seen.append((done, of)), allow_private=True)
    assert got.url == f"{site}/page"
    assert seen[-1] == (len(PAGE.encode()), len(PAGE.encode()))
    page = loaded(got)
    assert page.raw is not None
    assert (page.raw.format, page.raw.data, page.text, page.id) == ("html", PAGE.encode(), "", "localhost-page")


async def test_text_is_decoded_as_the_server_says(site: str) -> None:
    assert loaded(await get(f"{site}/text")).text == "– Nei, sa Liu."
    assert (await get(f"{site}/gzip")).data == PAGE.encode()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/bomb", "longer than"), ("/liar", "longer than"), ("/endless", "longer than"), ("/loop", "redirects"),
        ("/to-file", "only http and https"), ("/missing", "answered 404"),
    ],
)  # fmt: skip
async def test_limits_hold_and_failures_are_one_line(site: str, path: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        await get(f"{site}{path}")
    assert str(caught.value).isprintable()


async def test_the_whole_takes_no_longer_than_allowed(site: str) -> None:
    began = time.monotonic()
    with pytest.raises(SourceError, match=r"after 0\.3 seconds"):
        await get(f"{site}/slow", seconds=0.3)
    assert time.monotonic() - began < 2


async def test_a_picture_is_no_article(site: str) -> None:
    got = await get(f"{site}/picture")
    with pytest.raises(SourceError, match="image/png, not an article"):
        loaded(got)


async def test_nobody_home_is_one_line() -> None:
    with pytest.raises(SourceError, match="refused"):
        await get("http://127.0.0.1:9/x")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.1.2.3/", "http://169.254.169.254/",
        "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://2130706433/", "http://[fe80::1]/", "http://224.0.0.1/",
    ],
)  # fmt: skip
async def test_private_addresses_are_refused(url: str) -> None:
    with pytest.raises(SourceError, match=r"private address|no such host"):
        await fetch(url, limit_seconds=5)


async def test_a_redirect_cannot_lead_inside(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import store.fetch

    real = store.fetch._check

    def only_loopback(host: str, addresses: list[str], allow_private: bool) -> None:
        real(host, addresses, allow_private or host == "localhost")

    monkeypatch.setattr(store.fetch, "_check", only_loopback)
    with pytest.raises(SourceError, match=r"169\.254\.169\.254: a private address"):
        await fetch(f"{site}/to-private", limit_seconds=5)


def test_url_slugs_are_stable() -> None:
    assert url_slug("https://www.example.org/news/2024/liu-says.html?page=2#x") == "example-org-liu-says-page-2"
    assert url_slug("https://example.org/") == "example-org"
