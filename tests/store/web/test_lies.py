"""Every lie of `liar.py` gets the answer that docs/feeds.md has for it, within the time that a fetch may take."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

import store.web.connecting
import store.web.fetch
from store.model.source_names import SourceError
from store.web.addresses import is_public
from store.web.fetch import Web, fetch
from store.web.pages import Fetched, Known, loaded
from store.web.politeness import Turns
from tests.store.web.liar import LIES, MAX_BODY_BYTES, TEXT, Liar, lying

FETCH_TIMEOUT_SECONDS = 4.0
NAMES = {
    "site.example": ["127.0.0.1"], "inside.example": ["10.0.0.1"], "mixed.example": ["127.0.0.1", "10.0.0.1"],
    "rebinding.example": ["127.0.0.1"],
}  # fmt: skip
FINE = TEXT.decode()
BROKE, HTTP, LONG, LATE = "broke off in the middle", "does not speak HTTP", "longer than", "not there after 4 seconds"
PRIVATE = "a private address; --allow-private"

ANSWERS: dict[str, str] = {
    "plain": FINE, "gzip": FINE, "zlib": FINE, "raw-deflate": FINE, "two-gzips": FINE, "moved": FINE, "no-type": FINE,
    "not-gzip": "damaged in transfer", "broken-gzip": "damaged in transfer", "half-a-gzip": BROKE, "bomb": LONG,
    "brotli": "sent as br, which was not asked for", "twice-packed": "sent as gzip, gzip, which was not asked for",
    "zstd-bomb": "sent as zstd, which was not asked for", "brotli-for-ever": "sent as br, which was not asked for",
    "silence": LATE, "drip": LATE, "drip-headers": LATE, "always-continue": LATE, "huge": LONG, "endless": LONG,
    "endless-padding": LONG, "endless-empty-gzips": LONG, "endless-empty-deflates": LONG,
    "endless-chunks": LONG, "too-short": BROKE, "too-long": "Ferry sinks", "negative-length": HTTP,
    "length-in-words": HTTP, "two-lengths": HTTP, "half-a-chunk": BROKE, "bad-chunk": HTTP,
    "picture": "image/png, not an article", "picture-as-text": "looks binary", "wrong-charset": "Ferry “sinks”",
    "no-such-charset": FINE, "loop": "more than 8 redirects", "endless-redirects": "more than 8 redirects",
    "moved-without-place": "answered 302 Found", "to-file": "only http and https", "to-ftp": "only http and https",
    "to-loopback": PRIVATE, "to-decimal": PRIVATE, "to-hex": PRIVATE, "to-octal": "a redirect to nowhere",
    "to-short": PRIVATE,
    "to-ipv6-loopback": PRIVATE, "to-mapped": PRIVATE, "to-nat64": PRIVATE, "to-metadata": PRIVATE,
    "to-cgnat": PRIVATE, "to-inside-name": PRIVATE, "to-mixed-name": PRIVATE,
    "to-user": "a user name or password in it", "to-nowhere": "no such host", "to-blank": "no",
    "unasked-304": "answered 304", "busy-once": FINE, "busy-until-a-date": FINE,
    "busy-for-ages": "asks to wait 1,000,000,000 seconds", "busy-forever": "answered 503", "down-once": FINE,
    "hangs-up-once": FINE, "hangs-up": "hung up without an answer", "garbage": HTTP,
    "ssh": "hung up without an answer", "header-bomb": HTTP,
    "many-headers": HTTP, "split-header": HTTP, "no-content": "answered 204", "a-part": "answered 206",
    "switching": HTTP, "gone": "answered 404", "cookies": "no cookie came", "etag": FINE,
}  # fmt: skip


@pytest.fixture(scope="module")
def liar() -> Iterator[Liar]:
    """The server; names of `.example` resolve, and 127.0.0.1 alone counts as public."""
    real_public, real_lookup = is_public, socket.getaddrinfo

    def lookup(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if str(host).endswith(".example"):
            return [row for each in NAMES[host] for row in real_lookup(each, port, *args, **kwargs)]
        return real_lookup(host, port, *args, **kwargs)

    with lying() as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr(store.web.connecting, "is_public", lambda each: each == "127.0.0.1" or real_public(each))
        patch.setattr(socket, "getaddrinfo", lookup)
        patch.setattr(store.web.fetch, "BACKOFF_SECONDS", 0.05)
        yield server


async def outcome_of(web: Web, liar: Liar, lie: str) -> tuple[str, float]:
    """What the user gets to see of a lie, text or fault, and the seconds it took."""
    began = time.monotonic()
    url = f"http://site.example:{liar.port}/{lie}"
    try:
        page = loaded(await web.get(url))
        message = page.text
    except SourceError as error:
        message = str(error)
        assert message.isprintable()
    return message, time.monotonic() - began


@pytest.fixture(scope="module")
def outcomes(liar: Liar) -> dict[str, tuple[str, float]]:
    """What came of every lie, all told at once; what a busy machine was late with only for that, again by itself."""

    async def gather() -> dict[str, tuple[str, float]]:
        web = Web(False, MAX_BODY_BYTES, FETCH_TIMEOUT_SECONDS, Turns(at_once=100, interval_seconds=0.0))
        try:
            found = dict(
                zip(ANSWERS, await asyncio.gather(*(outcome_of(web, liar, lie) for lie in ANSWERS)), strict=True)
            )
            for lie in [lie for lie, (message, _) in found.items() if LATE in message and ANSWERS[lie] != LATE]:
                found[lie] = await outcome_of(web, liar, lie)
            return found
        finally:
            await web.close()

    return asyncio.run(gather())


@pytest.mark.parametrize("lie", list(ANSWERS))
def test_a_lie_gets_its_answer_in_time(outcomes: dict[str, tuple[str, float]], lie: str) -> None:
    message, seconds = outcomes[lie]
    assert ANSWERS[lie] in message
    assert seconds < FETCH_TIMEOUT_SECONDS + 10


def test_there_are_forty_lies_and_each_has_an_answer() -> None:
    assert len(ANSWERS) >= 40
    assert set(LIES) - set(ANSWERS) <= {"cookies-2", "missing-robots"}


def test_a_busy_server_is_queried_three_times(liar: Liar, outcomes: dict[str, tuple[str, float]]) -> None:
    assert outcomes["busy-forever"]
    assert liar.request_count("/busy-forever") == 3
    assert liar.request_count("/busy-for-ages") == liar.request_count("/gone") == 1


async def test_a_name_is_looked_up_once_for_check_and_connection(liar: Liar, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers with an inside address the second time gets no second time."""
    looked: list[str] = []
    before = socket.getaddrinfo

    def rebinding(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host == "rebinding.example":
            looked.append(host)
            return before("127.0.0.1" if len(looked) == 1 else "10.0.0.1", *args, **kwargs)
        return before(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    got = await fetch(f"http://rebinding.example:{liar.port}/plain", limit_seconds=FETCH_TIMEOUT_SECONDS)
    assert got.data == TEXT
    assert len(looked) == 1
    with pytest.raises(SourceError, match="private address"):
        await fetch(f"http://rebinding.example:{liar.port}/plain", limit_seconds=FETCH_TIMEOUT_SECONDS)


async def test_what_has_not_changed_is_not_sent_again(liar: Liar) -> None:
    url = f"http://site.example:{liar.port}/etag"
    first = await fetch(url, limit_seconds=FETCH_TIMEOUT_SECONDS)
    assert first.known == Known('"one"', None)
    again = await fetch(url, known=first.known, limit_seconds=FETCH_TIMEOUT_SECONDS)
    assert again.unchanged
    assert again.data == b""


async def test_a_proxy_of_the_environment_is_used_and_not_led_inside(
    liar: Liar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{liar.port}")
    monkeypatch.delenv("no_proxy", raising=False)
    liar.extra[f"http:/{'/far.example/x'}".strip("/")] = LIES["plain"]
    got: Fetched = await fetch("http://far.example/x", limit_seconds=FETCH_TIMEOUT_SECONDS)
    assert got.data == TEXT
    for inside in ("http://127.0.0.2/", "http://0x7f.2/", "http://localhost/", "http://db.internal/", "http://[::1]/"):
        with pytest.raises(SourceError, match="private address"):
            await fetch(inside, limit_seconds=FETCH_TIMEOUT_SECONDS)
    monkeypatch.setenv("no_proxy", "site.example")
    assert (await fetch(f"http://site.example:{liar.port}/plain", limit_seconds=FETCH_TIMEOUT_SECONDS)).data == TEXT


@pytest.mark.parametrize("proxy", ["socks5://reader:secret@127.0.0.1:1", "bogus://127.0.0.1:1"])
async def test_a_proxy_of_a_kind_not_used_here_is_one_line(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(SourceError, match="not a kind of proxy") as failure:
        await fetch("http://far.example/x", limit_seconds=FETCH_TIMEOUT_SECONDS)
    assert "secret" not in str(failure.value)
