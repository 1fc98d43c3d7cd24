"""Subscriptions, OPML, and what a look at feeds brings, over real HTTP on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import store.feeds.refresh
import store.web.fetch
from store.articles.library import Library
from store.articles.sources import Loaded
from store.disk.clock import utc
from store.feeds import opml
from store.feeds.refresh import Looked, find, refresh
from store.feeds.subscriptions import Seen, Subscription, Subscriptions
from store.model.source_names import SourceError
from store.processes.parser import Sandbox
from store.web.fetch import Web
from store.web.pages import url_slug
from store.web.politeness import Turns
from tests.store.web.liar import LIES, Liar, Writer, answer, drip, lying, says

LONG = "The council met on Monday and did not agree. " * 12


def item(number: int, text: str = LONG, guid: str = "") -> str:
    """One RSS item."""
    guid = guid or f"g{number}"
    return (
        f"<item><guid isPermaLink='false'>{guid}</guid><title>Story {number}</title>"
        f"<link>http://news.example/{number}</link><description>{text}</description></item>"
    )


def rss(*items: str, title: str = "Harbour Post") -> bytes:
    """A feed."""
    head = f"<title>{title}</title><link>http://news.example/</link>"
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{head}{''.join(items)}</channel></rss>".encode()


class Changing:
    """A feed that is what it is told to be, with an ETag."""

    def __init__(self) -> None:
        self.body = rss(item(1), item(2))
        self.sent = 0

    async def __call__(self, _liar: Liar, writer: Writer, request: str) -> None:
        tag = f'"{hash(self.body)}"'
        if f"if-none-match: {tag}" in request.lower():
            writer.write(answer(b"", f"ETag: {tag}", status="304 Not Modified", length=None))
            return
        self.sent += 1
        writer.write(answer(self.body, f"ETag: {tag}", "Content-Type: application/rss+xml"))


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One parser for all."""
    made = Sandbox()
    yield made
    made.close()


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    """Fetches from loopback, quickly."""
    made = Web(True, 2_000_000, 3.0, Turns(100, 0.0))
    yield made
    await made.close()


class Desk:
    """A data folder and its feeds."""

    def __init__(self, home: Path, web: Web, sandbox: Sandbox) -> None:
        self.home, self.web, self.sandbox = home, web, sandbox
        self.subscriptions, self.library = Subscriptions(home), Library(home)

    async def look(self) -> list[Looked]:
        """Look at every feed."""
        return await refresh(self.subscriptions.all(), self.subscriptions, self.library, self.web, self.sandbox)

    @property
    def titles(self) -> list[str]:
        """What is kept, by the alphabet."""
        return sorted(entry.title for entry in self.library.entries())


@pytest.fixture
def desk(tmp_path: Path, web: Web, sandbox: Sandbox) -> Desk:
    """A data folder without feeds."""
    return Desk(tmp_path, web, sandbox)


async def test_a_feed_changes_no_article_of_another_site(desk: Desk) -> None:
    theirs = "http://news.example/1"
    stored = desk.library.keep(Loaded(theirs, url_slug(theirs), LONG, "The real story", location=theirs))
    feed = Changing()
    with lying(extra={"feed.xml": feed}) as liar:
        url = f"http://127.0.0.1:{liar.port}/feed.xml"
        desk.subscriptions.add([await find(url, desk.web, desk.sandbox)])
        for _ in range(2):
            await desk.look()
            feed.body = rss(item(1, "Changed words of the feed."), item(2))
        entry = desk.library.entry(stored.key)
        assert entry is not None
        assert entry.version == stored.version
        locations = sorted(each.location for each in desk.library.entries())
        guid = next(each for each in locations if each.startswith(url))
        assert locations == sorted([theirs, "http://news.example/2", guid])


async def test_items_become_unread_articles_once_and_changes_new_versions(desk: Desk) -> None:
    feed = Changing()
    with lying(extra={"feed.xml": feed}) as liar:
        url = f"http://127.0.0.1:{liar.port}/feed.xml"
        desk.subscriptions.add([await find(url, desk.web, desk.sandbox)])
        assert desk.subscriptions.all()[0].title == "Harbour Post"
        (looked,) = await desk.look()
        assert (looked.new, looked.fault) == (2, "")
        assert desk.titles == ["Story 1", "Story 2"]
        entries = desk.library.entries()
        assert all(entry.opened is None and entry.page is None for entry in entries)
        assert {entry.location for entry in entries} == {"http://news.example/1", "http://news.example/2"}
        wire = entries[0].wire
        assert wire is not None
        assert wire.source == "Harbour Post"
        sent = feed.sent
        assert [each.new for each in await desk.look()] == [0]
        assert feed.sent == sent  # 304
        feed.body = rss(item(1, LONG + "Then it did."), item(2), item(3))
        assert [each.new for each in await desk.look()] == [2]
        first = next(entry for entry in desk.library.entries() if entry.title == "Story 1")
        assert len(first.versions) == 2
        (desk.home / "articles" / f"{first.key}.json").unlink()
        feed.body = rss(item(1, LONG + "Then it did."), item(2), item(3), title="Other")
        assert [each.new for each in await desk.look()] == [0]  # what was thrown away does not come back
    state = desk.subscriptions.all()[0]
    assert state.etag
    assert state.looked >= state.fetched[:10]


async def test_an_item_is_known_by_its_guid_whatever_its_address(desk: Desk) -> None:
    feed = Changing()
    with lying(extra={"feed.xml": feed}) as liar:
        desk.subscriptions.add([Subscription(f"http://127.0.0.1:{liar.port}/feed.xml")])
        feed.body = rss(item(1, guid="same"))
        await desk.look()
        feed.body = rss(item(2, LONG + "More.", guid="same"))
        await desk.look()
    (entry,) = desk.library.entries()
    assert entry.title == "Story 2"
    assert len(entry.versions) == 2


async def test_an_item_with_a_summary_only_says_where_its_page_is(desk: Desk) -> None:
    feed = Changing()
    feed.body = rss(
        item(1, "A short summary."), "<item><title>Only a title</title><link>http://n.example/t</link></item>"
    )
    with lying(extra={"feed.xml": feed}) as liar:
        desk.subscriptions.add([Subscription(f"http://127.0.0.1:{liar.port}/feed.xml")])
        assert [each.new for each in await desk.look()] == [2]
        pages = {entry.title: entry.page for entry in desk.library.entries()}
        assert pages == {"Story 1": "http://news.example/1", "Only a title": "http://n.example/t"}
        whole = next(entry for entry in desk.library.entries() if entry.title == "Story 1")
        text = desk.library.text(whole.version)
        assert "A short summary." in text
        from store.articles.sources import Loaded
        from store.web.pages import url_slug

        page = Loaded(whole.source, url_slug(whole.location), LONG, "Story 1", location=whole.location)
        assert desk.library.keep(page, title="Story 1").page is None
        feed.body = rss(item(1, "A shorter summary."))
        assert [each.new for each in await desk.look()] == [0]  # it does not take the place of the page
    assert desk.library.text(next(e for e in desk.library.entries() if e.title == "Story 1").version) == LONG


async def test_a_feed_that_fails_is_reported_and_stops_no_other(desk: Desk) -> None:
    bad = {
        "html": says(answer(b"<html><p>no feed</p></html>", "Content-Type: text/html")),
        "bomb": says(answer(b"<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;'>]><rss><channel>&c;</channel></rss>")),
        "endless": drip(answer(b"<rss><channel>", length=None), b"<item><title>a</title></item>" * 2000, 0.0),
        "good": says(answer(rss(item(1)))),
    }
    with lying(extra=bad) as liar:
        root = f"http://127.0.0.1:{liar.port}"
        desk.subscriptions.add(Subscription(f"{root}/{name}") for name in ("html", "endless", "gone", "good", "bomb"))
        desk.subscriptions.add([Subscription("http://127.0.0.1:9/nobody")])
        looked = {each.feed.url.rpartition("/")[2]: each for each in await desk.look()}
    assert looked["good"].new == 1
    assert "not a feed" in looked["html"].fault
    assert "longer than" in looked["endless"].fault
    assert "answered 404" in looked["gone"].fault
    assert "refused" in looked["nobody"].fault
    assert all(each.fault.isprintable() for each in looked.values())
    assert desk.titles == ["Story 1"]
    assert {feed.url.rpartition("/")[2]: bool(feed.fault) for feed in desk.subscriptions.all()}["gone"]


@pytest.mark.parametrize(("retry_after", "stored"), [("3600", 3600), ("99999999", 24 * 3600), ("1", 1)])
async def test_a_server_that_asks_for_time_has_it_from_the_next_sessions_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, retry_after: str, stored: int
) -> None:
    clock = datetime.now(UTC).replace(microsecond=0)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(clock.timestamp(), UTC)

    monkeypatch.setattr(store.feeds.refresh, "datetime", Clock)
    monkeypatch.setattr(store.web.fetch, "MAX_TRIES", 1)
    busy = [True]

    async def feed(_liar: Liar, writer: Writer, _request: str) -> None:
        no = answer(b"", f"Retry-After: {retry_after}", status="429 Too Many Requests")
        writer.write(no if busy[0] else answer(rss(item(1))))

    with lying(extra={"feed.xml": feed}) as liar:
        url = f"http://127.0.0.1:{liar.port}/feed.xml"
        desk.subscriptions.add([Subscription(url)])
        (looked,) = await desk.look()
        assert "answered 429" in looked.fault
        after = utc(clock + timedelta(seconds=stored))
        assert [(each.after, each.fault) for each in Subscriptions(desk.home).all()] == [(after, looked.fault)]
        busy[0] = False
        desk.subscriptions = Subscriptions(desk.home)  # a session of tomorrow
        clock += timedelta(seconds=stored - 1)
        (looked,) = await desk.look()
        assert looked.fault == f"{url}: left alone until {after}, as its server asked"
        assert liar.request_count("/feed.xml") == 1
        assert "answered 429" in desk.subscriptions.all()[0].fault
        clock += timedelta(seconds=1)
        (looked,) = await desk.look()
        assert (looked.new, looked.fault) == (1, "")
        assert [(each.after, each.fault) for each in desk.subscriptions.all()] == [("", "")]


async def test_a_feed_with_too_many_items_brings_them_bit_by_bit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.feeds.refresh, "MAX_NEW_ARTICLES", 20)
    feed = Changing()
    feed.body = rss(*(item(n, "short") for n in range(25)))
    with lying(extra={"feed.xml": feed}) as liar:
        desk.subscriptions.add([Subscription(f"http://127.0.0.1:{liar.port}/feed.xml")])
        assert [each.new for each in await desk.look()] == [20]
        desk.subscriptions.note({desk.subscriptions.all()[0].url: {"etag": None}})
        assert [each.new for each in await desk.look()] == [5]


async def test_a_page_names_its_feed(desk: Desk) -> None:
    page = b"<html><head><link rel='alternate' type='application/rss+xml' href='/feed.xml'></head></html>"
    extra = {"": says(answer(page, "Content-Type: text/html")), "feed.xml": says(answer(rss(item(1))))}
    with lying(extra=extra) as liar:
        found = await find(f"http://127.0.0.1:{liar.port}/", desk.web, desk.sandbox)
        assert found.url.endswith("/feed.xml")
        with pytest.raises(SourceError, match="no feed"):
            await find(f"http://127.0.0.1:{liar.port}/plain", desk.web, desk.sandbox)
    assert "plain" in LIES


def test_sessions_change_the_list_at_once_and_lose_nothing(tmp_path: Path) -> None:
    def add(name: str) -> None:
        for n in range(10):
            Subscriptions(tmp_path).add([Subscription(f"http://{name}.example/{n}")])

    threads = [threading.Thread(target=add, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    feeds = Subscriptions(tmp_path)
    assert len(feeds.all()) == 30
    assert feeds.add([Subscription("http://a.example/1", "again")]) == []
    feeds.remember("http://a.example/1", {"g": Seen("m", "l")})
    assert feeds.seen("http://a.example/1") == {"g": Seen("m", "l")}
    assert feeds.remove("http://a.example/1") is not None
    assert feeds.remove("http://a.example/1") is None
    assert feeds.seen("http://a.example/1") == {}
    (tmp_path / "feeds.json").write_text("{}")
    with pytest.raises(ValueError, match="not a list of feeds"):
        feeds.all()
    with pytest.raises(ValueError, match="not a list of feeds"):
        feeds.add([Subscription("http://b.example/x")])
    assert (tmp_path / "feeds.json").read_text() == "{}"


NAMES = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Cf")),
    min_size=1, max_size=20,
)  # fmt: skip


@given(st.lists(st.tuples(NAMES, st.just("") | NAMES), max_size=6))
@settings(max_examples=60, deadline=None)
def test_opml_goes_out_and_comes_back(pairs: list[tuple[str, str]]) -> None:
    feeds = [Subscription(f"http://e.example/{n}?a=1&b=<2>", *pair) for n, pair in enumerate(pairs)]
    again, left_out = opml.read(opml.write(feeds).encode())
    assert not left_out
    key = {feed.url: feed for feed in again}
    for feed in feeds:
        assert key[feed.url].title.split() == feed.title.split()
        assert key[feed.url].folder.split() == feed.folder.split()


def test_opml_is_written_whatever_a_feed_is_called() -> None:
    data = opml.write([Subscription("https://a.example/f", "ti\x1btle\ufffe", "fol\x00der")])
    assert opml.read(data.encode()) == ([Subscription("https://a.example/f", "title", "folder")], [])


def test_opml_of_others() -> None:
    data = b"""<?xml version="1.0"?><opml version="1.1"><head/><body>
    <outline text="Wires"><outline text="A" xmlUrl="http://a.example/f"/><outline text="Deep">
    <outline type="rss" title="B" xmlUrl="https://b.example/f" htmlUrl="https://b.example/"/></outline></outline>
    <outline text="bad" xmlUrl="file:///etc/passwd"/><outline text="A again" xmlUrl="http://a.example/f"/></body></opml>"""
    feeds, left_out = opml.read(data)
    assert [(feed.title, feed.folder, feed.url) for feed in feeds] == [
        ("A", "Wires", "http://a.example/f"), ("B", "Wires / Deep", "https://b.example/f"),
    ]  # fmt: skip
    assert len(left_out) == 1
    bomb = b"<!DOCTYPE o [<!ENTITY a 'aaaa'>]><opml><body>&a;</body></opml>"
    for broken in (b"", b"<html/>", bomb, b"<opml>", json.dumps({}).encode(), b"\xff\xfe\x00", b"<opml/>"):
        with pytest.raises(SourceError, match="no OPML"):
            opml.read(broken)


async def test_a_moment_more_than_a_day_away_blocks_no_feed(desk: Desk) -> None:

    async def feed(_liar: Liar, writer: Writer, _request: str) -> None:
        writer.write(answer(rss(item(1))))

    with lying(extra={"feed.xml": feed}) as liar:
        url = f"http://127.0.0.1:{liar.port}/feed.xml"
        desk.subscriptions.add([Subscription(url, after="2035-01-01T00:00:00Z")])
        (looked,) = await desk.look()
        assert (looked.new, looked.fault) == (1, "")
