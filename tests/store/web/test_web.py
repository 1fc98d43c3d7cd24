"""Addresses, bodies, slugs, politeness, the archive of what came, and fetching away from the screen's loop."""

from __future__ import annotations

import asyncio
import gzip
import json
import time
import zlib
from ipaddress import IPv4Address
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import store.web.politeness
from store.model.source_names import SourceError
from store.web import originals
from store.web.addresses import is_local_name, is_public, written_out
from store.web.body import Unpacking
from store.web.fetch import Web, fetch
from store.web.own_thread import in_own_thread
from store.web.pages import Fetched, loaded, url_slug
from store.web.politeness import ROBOTS_RETRY_SECONDS, ROBOTS_TTL_SECONDS, Robots, Turns
from tests.store.web.liar import TEXT, answer, lying, says

PUBLIC = ("8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::", "2a01:111::1")
NOT_PUBLIC = (
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
    "100.100.100.200", "168.63.129.16", "192.0.0.192", "192.88.99.1", "198.18.0.1", "203.0.113.1", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254",
    "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::7f00:1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::", "2001:0:7f00:1::", "2001:db8::1", "3fff::1", "5f00::1", "100::1",
    "2a01::5efe:a00:1", "nonsense", "",
)  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_what_is_not_on_the_public_internet(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses(v=4))
@settings(max_examples=100, deadline=None)
def test_an_address_inside_another_is_judged_too(inner: IPv4Address) -> None:
    number = int(inner)
    if not is_public(str(inner)):
        assert not is_public(f"64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}")
        assert not is_public(f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1")
        assert not is_public(f"::ffff:{inner}")


def test_addresses_in_every_form_a_resolver_takes() -> None:
    for form in ("127.1", "0x7f000001", "2130706433", "017700000001", "127.0.0.1.", "0x7f.1"):
        assert written_out(form) == "127.0.0.1"
    assert written_out("[::1]") == "::1"
    assert written_out("example.org") is None
    assert is_local_name("localhost")
    assert is_local_name("db.internal.")
    assert not is_local_name("example.org")


@given(st.binary(max_size=3000), st.sampled_from(["gzip", "deflate", ""]), st.integers(1, 50))
@settings(max_examples=60, deadline=None)
def test_a_body_comes_out_as_it_went_in_however_it_is_cut(data: bytes, encoding: str, step: int) -> None:
    packed = gzip.compress(data) if encoding == "gzip" else zlib.compress(data) if encoding else data
    unpacking = Unpacking(encoding, max(3000, len(packed)), "x")  # what cannot be compressed is longer packed
    for start in range(0, len(packed), step):
        unpacking.take(packed[start : start + step])
    assert unpacking.end() == data


@given(st.binary(min_size=1, max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_body_is_more_than_its_limit_or_raises_anything_else(data: bytes) -> None:
    for encoding in ("gzip", "deflate"):
        unpacking = Unpacking(encoding, 100, "x")
        try:
            unpacking.take(data)
            assert len(unpacking.end()) <= 100
        except SourceError:
            assert len(unpacking.data) <= 101


def test_url_slugs_are_stable() -> None:
    assert url_slug("https://www.example.org/news/2024/liu-says.html?page=2#x") == "example-org-liu-says-page-2"
    assert url_slug("https://example.org/") == "example-org"


async def test_a_page_comes_with_progress_and_its_headers() -> None:
    seen: list[tuple[int, int | None]] = []
    with lying() as liar:
        url = f"http://127.0.0.1:{liar.port}"
        got = await fetch(f"{url}/moved", on_progress=lambda *each: seen.append(each), allow_private=True)
        with pytest.raises(SourceError, match="Connection refused"):
            await fetch("http://127.0.0.1:9/x", allow_private=True)
    assert got.url == f"{url}/plain"
    assert got.requested_url == f"{url}/moved"
    assert got.header("content-type") == "text/plain; charset=utf-8"
    assert seen[-1] == (len(TEXT), len(TEXT))
    page = loaded(got)
    assert (page.text, page.id) == (TEXT.decode(), "127-0-0-1-plain")


async def test_over_ipv6() -> None:
    with lying("::1") as liar:
        assert (await fetch(f"http://[::1]:{liar.port}/plain", allow_private=True)).data == TEXT
        with pytest.raises(SourceError, match="private address"):
            await fetch(f"http://[::1]:{liar.port}/plain")


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://2130706433/"])
async def test_private_addresses_are_refused(url: str) -> None:
    with pytest.raises(SourceError, match="private address"):
        await fetch(url, limit_seconds=5)


async def test_hosts_are_not_queried_by_many_at_once_nor_too_often() -> None:
    turns = Turns(at_once=2, interval_seconds=0.03)
    running = most = 0
    starts: list[float] = []

    async def one() -> None:
        nonlocal running, most
        async with turns.of("http://a.example/x"):
            starts.append(time.monotonic())
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.02)
            running -= 1

    began = time.monotonic()
    await asyncio.gather(*(one() for _ in range(6)))
    assert most <= 2
    assert max(starts) - began >= 5 * 0.03, "without a pause between them they would be done in 0.06 s"


async def test_waiting_for_a_turn_does_not_count_as_a_slow_page() -> None:
    with lying() as liar:
        web = Web(True, limit_seconds=1.0, turns=Turns(at_once=1, interval_seconds=0.3))
        pages = await asyncio.gather(*(web.get(f"http://127.0.0.1:{liar.port}/plain") for _ in range(6)))
        assert [page.data for page in pages] == [TEXT] * 6
        with pytest.raises(SourceError, match="after 1 seconds"):
            await web.get(f"http://127.0.0.1:{liar.port}/silence")
        await web.close()


async def test_robots_txt_says_what_is_fetched_unasked() -> None:
    rules = says(answer(b"User-agent: *\nDisallow: /private/\n\nUser-agent: Copydesk\nDisallow: /ours\n"))
    with lying(extra={"robots.txt": rules}) as liar:
        web = Web(True, turns=Turns(10, 0.0))
        root = f"http://127.0.0.1:{liar.port}"
        assert await web.allows(f"{root}/story")
        assert not await web.allows(f"{root}/ours/1")
        assert await web.allows(f"{root}/private/1")  # the group that names us is the one that counts
        assert liar.request_count("/robots.txt") == 1
        await web.close()
    with lying() as liar:
        web = Web(True)
        assert await web.allows(f"http://127.0.0.1:{liar.port}/story")  # 404: no rules
        await web.close()
    web = Web(True)
    assert not await web.allows("http://127.0.0.1:9/story")  # nobody there: nothing is allowed
    await web.close()


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        (b"Allow: /\nDisallow: /ferry", "/ferry/1", False),
        (b"Disallow: /ferry\nAllow: /", "/ferry/1", False),
        (b"Disallow: /\nAllow: /news/", "/news/1", True),
        (b"Disallow: /\nAllow: /news/", "/sport/1", False),
        (b"Allow: /page\nDisallow: /page", "/page", True),  # as long: the one that allows
        (b"Disallow: /*.pdf$", "/a/report.pdf", False),
        (b"Disallow: /*.pdf$", "/a/report.pdf?x=1", True),
        (b"Disallow: /*/print", "/2026/story/print", False),
        (b"Disallow: /$", "/", False),
        (b"Disallow: /$", "/story", True),
        (b"Disallow:", "/story", True),
        (b"Disallow: /a%2Fb", "/a%2Fb", False),
        (b"\xff\x00Disallow: /\n:::\nDisallow: /ferry", "/story", True),
        (b"Disallow: /" + b"*a" * 20_000 + b"$", "/" + "a" * 2000, True),
    ],
)
async def test_the_longest_rule_of_robots_txt_that_matches_decides(rules: bytes, path: str, allowed: bool) -> None:
    """RFC 9309, 2.2.2 and 2.2.3."""
    extra = {"robots.txt": says(answer(b"User-agent: *\n" + rules + b"\n"))}
    with lying(extra=extra) as liar:
        web = Web(True, turns=Turns(10, 0.0))
        assert await web.allows(f"http://127.0.0.1:{liar.port}{path}") is allowed
        await web.close()


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        ("404 Not Found", True), ("403 Forbidden", True), ("410 Gone", True), ("429 Too Many Requests", False),
        ("500 The old server answered 404", False), ("503 Down", False),
    ],
)  # fmt: skip
async def test_no_rules_are_distinguished_from_a_server_that_is_down(status: str, allowed: bool) -> None:
    extra = {"robots.txt": says(answer(b"", "Retry-After: 0", status=status))}
    with lying(extra=extra) as liar:
        web = Web(True, turns=Turns(10, 0.0))
        assert await web.allows(f"http://127.0.0.1:{liar.port}/story") is allowed
        await web.close()


async def test_a_host_that_was_down_is_queried_for_its_rules_again(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = 1000.0
    monkeypatch.setattr(store.web.politeness, "time", SimpleNamespace(monotonic=lambda: clock))
    given: list[str | None] = [None, "", "User-agent: *\nDisallow: /"]
    robots = Robots()

    async def get(_url: str) -> str | None:
        return given.pop(0)

    assert not await robots.allow("http://a.example/x", get)
    assert not await robots.allow("http://a.example/x", get)
    clock += ROBOTS_RETRY_SECONDS
    assert await robots.allow("http://a.example/x", get)
    clock += ROBOTS_TTL_SECONDS - 1
    assert await robots.allow("http://a.example/x", get)
    clock += 1
    assert not await robots.allow("http://a.example/x", get)


def test_a_response_is_archived_unchanged(tmp_path: Path) -> None:
    headers = (("content-type", "text/html"), ("etag", '"1"'))
    first = Fetched(
        "https://a.example/b", "text/html", b"<p>one", "https://a.example/a", headers, "2026-11-24T10:00:00Z"
    )
    archived = originals.keep(tmp_path, first)
    assert archived.body.read_bytes() == b"<p>one"
    assert json.loads(archived.record.read_bytes())["headers"] == [["content-type", "text/html"], ["etag", '"1"']]
    for url in ("https://a.example/a", "https://a.example/b"):
        found = originals.known(tmp_path, url)
        assert found is not None
        assert found[0].etag == '"1"'
        assert found[1].data == b"<p>one"
    second = Fetched("https://a.example/b", "text/html", b"<p>two", "https://a.example/a", (), "2026-11-25T10:00:00Z")
    again = originals.keep(tmp_path, second)
    assert again.body != archived.body
    assert archived.body.exists()
    assert originals.known(tmp_path, "https://a.example/b") is None  # no ETag, no date: nothing to ask with
    originals.keep(tmp_path, first)
    archived.body.write_bytes(b"<p>another")
    last = originals.latest(tmp_path, "https://a.example/b")
    assert last is not None
    assert last.body == again.body


def test_what_comes_twice_in_a_second_is_archived_twice(tmp_path: Path) -> None:
    url, time = "https://a.example/b", "2026-11-24T10:00:00Z"
    bodies = [originals.keep(tmp_path, Fetched(url, "text/html", data, time=time)).body for data in (b"1", b"2", b"3")]
    assert [body.read_bytes() for body in bodies] == [b"1", b"2", b"3"]
    last = originals.latest(tmp_path, url)
    assert last is not None
    assert last.body == bodies[2]
    assert originals.keep(tmp_path, Fetched(url, "text/html", b"1", time=time)).body == bodies[0]
    again = originals.latest(tmp_path, url)
    assert again is not None
    assert again.body == bodies[0]
    old = bodies[0].parent / "20261125T100000Z.json"  # as it was named once
    old.write_text(json.dumps({**last.fields, "fetched": "2026-11-25T10:00:00Z"}))
    found = originals.latest(tmp_path, url)
    assert found is not None
    assert (found.record, found.body) == (old, bodies[2])


def test_a_record_cannot_lead_outside_the_archive(tmp_path: Path) -> None:
    archived = originals.keep(tmp_path, Fetched("https://a.example/", "text/html", b"x", time="2026-11-24T10:00:00Z"))
    stored_record = json.loads(archived.record.read_bytes())
    for body in ("../../etc/passwd", "/etc/passwd", f"{archived.body.parent.name}/../../x", "x", ""):
        archived.record.write_text(json.dumps({**stored_record, "body": body}))
        assert originals.latest(tmp_path, "https://a.example/") is None


async def test_work_apart_is_cancelled_and_cleaned_up() -> None:
    messages: list[str] = []

    async def work() -> None:
        try:
            await asyncio.sleep(30)
        finally:
            messages.append("cleaned up")

    task = asyncio.create_task(in_own_thread(work))
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert messages == ["cleaned up"]

    async def fine() -> int:
        return 7

    assert await in_own_thread(fine) == 7
