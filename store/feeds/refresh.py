"""Refreshes feeds: each new item becomes an unread article on the desk.

An item is identified by its guid. Its article is stored under the item's URL, so that the item, the page at that URL
and the same item of another feed are one article. An item without its whole text is stored with what the feed has;
`Entry.page` is then the page to fetch when the article is opened.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from store.articles.entry import key_of
from store.articles.library import Library
from store.articles.sources import Loaded, Raw
from store.disk.clock import utc
from store.feeds.subscriptions import Seen, Subscription, Subscriptions
from store.model.source_names import SourceError, printable
from store.web.fetch import FEED_TYPES, AnsweredError, Web
from store.web.pages import Fetched, Known, url_slug

if TYPE_CHECKING:
    from store.formats.feeds import Feed, FeedItem
    from store.processes.parser import Sandbox

MAX_CONNECTIONS = 16
"""Feeds refreshed at the same time."""
MAX_NEW_ARTICLES = 200
"""The most articles added from one feed in one refresh; the rest are added by the next ones."""
MAX_WAIT_SECONDS = 24 * 3600.0
"""The longest time for which a feed is left alone because its server asked for it."""
MIN_WHOLE_TEXT_CHARS = 400
"""A shorter item that has a page is not the whole text."""


@dataclass(frozen=True, slots=True)
class Looked:
    """The result of refreshing a feed: how many articles are new or changed, or why it failed."""

    feed: Subscription
    new: int = 0
    fault: str = ""
    warnings: tuple[str, ...] = ()


OnLooked = Callable[[Looked], None]


async def refresh(
    feeds: Sequence[Subscription],
    subscriptions: Subscriptions,
    library: Library,
    web: Web,
    sandbox: Sandbox,
    on_looked: OnLooked = lambda _looked: None,
) -> list[Looked]:
    """Refresh every one of `feeds`; a failure does not stop the others. Run it outside the screen's event loop.

    Raises OSError if nothing can be stored.
    """
    room = asyncio.Semaphore(MAX_CONNECTIONS)
    states: dict[str, dict[str, object]] = {}

    async def look(feed: Subscription) -> Looked:
        now = datetime.now(UTC)
        if (
            utc(now) < feed.after <= utc(now + timedelta(seconds=MAX_WAIT_SECONDS))
        ):  # a later moment is a mistake or a joke
            looked = Looked(feed, fault=f"{printable(feed.url)}: left alone until {feed.after}, as its server asked")
            on_looked(looked)
            return looked
        async with room:
            try:
                looked, state = await _look(feed, subscriptions, library, web, sandbox)
            except SourceError as error:
                looked, state = Looked(feed, fault=str(error)), {"fault": str(error), "after": _after(error)}
        states[feed.url] = {**state, "looked": utc(datetime.now(UTC))}
        on_looked(looked)
        return looked

    try:
        return await asyncio.gather(*(look(feed) for feed in feeds))
    finally:
        await asyncio.to_thread(subscriptions.note, states)


def _after(error: SourceError) -> str:
    """The time at which a refusing server may be asked again; "" if it gives none."""
    wait = error.wait if isinstance(error, AnsweredError) else None
    return utc(datetime.now(UTC) + timedelta(seconds=min(wait, MAX_WAIT_SECONDS))) if wait else ""


async def find(url: str, web: Web, sandbox: Sandbox) -> Subscription:
    """The feed at `url`, or the first one that the page there links to. Raises SourceError if there is none."""
    fetched = await web.get(url, accept=f"{FEED_TYPES},text/html;q=0.8")
    try:
        feed = await asyncio.to_thread(sandbox.feed, fetched.data, fetched.url)
    except SourceError as error:
        named = _named_feed(fetched)
        if named is None:
            raise SourceError(f"{printable(url)}: no feed, and no page that names one") from error
        fetched = await web.get(named, accept=FEED_TYPES)
        feed = await asyncio.to_thread(sandbox.feed, fetched.data, fetched.url)
    return Subscription(fetched.url, feed.title or "", "", feed.home or "")


async def _look(
    feed: Subscription, subscriptions: Subscriptions, library: Library, web: Web, sandbox: Sandbox
) -> tuple[Looked, dict[str, object]]:
    fetched = await web.get(feed.url, accept=FEED_TYPES, known=Known(feed.etag, feed.modified))
    state: dict[str, object] = {"fetched": fetched.time, "fault": "", "after": ""}
    if fetched.unchanged:
        return Looked(feed), state
    found = await asyncio.to_thread(sandbox.feed, fetched.data, fetched.url)
    new = await asyncio.to_thread(_take, feed, found, fetched, subscriptions, library, sandbox)
    state |= {"etag": fetched.known.etag, "modified": fetched.known.modified}
    if not feed.title and found.title:
        state |= {"title": found.title, "home": found.home or ""}
    return Looked(feed, new, warnings=found.warnings), state


def _take(
    feed: Subscription, found: Feed, fetched: Fetched, subscriptions: Subscriptions, library: Library, sandbox: Sandbox
) -> int:
    """Store the new items of a feed; returns how many articles that makes. Raises OSError."""
    seen = subscriptions.seen(feed.url)
    fresh = [item for item in found.items if (old := seen.get(item.guid)) is None or old.mark != _mark(item)]
    fresh = fresh[:MAX_NEW_ARTICLES]
    if not fresh:
        return 0
    texts = _texts(found, fetched, sandbox)
    count = 0
    pages = Counter(item.url for item in found.items)
    for item in reversed(fresh):  # the newest is added last
        old = seen.pop(item.guid, None)
        location = old.location if old is not None else _location(feed, item, library, alone=pages[item.url] == 1)
        loaded = _article(item, texts.get(item.guid), location, feed.title or found.title or feed.url)
        page = item.url if item.url and len(loaded.text) < MIN_WHOLE_TEXT_CHARS else None
        if not library.was_removed(key_of(loaded)) and (page is None or not library.has_text(loaded)):
            library.keep(loaded, title=loaded.title, unread=True, page=page)
            count += 1
        seen[item.guid] = Seen(_mark(item), location)
    subscriptions.remember(feed.url, seen)
    return count


def _location(feed: Subscription, item: FeedItem, library: Library, *, alone: bool) -> str:
    """The location of a new item: the page that only it names, but never over an article of another site's page.

    Any feed can name any page; its version is stored beside the page's own.
    """
    own = f"{feed.url}#{item.guid}"
    if not item.url or not alone:
        return own
    is_stored = library.entry(key_of(Loaded(item.url, url_slug(item.url), "", location=item.url))) is not None
    return own if is_stored and not _same_site(feed.url, item.url) else item.url


def _same_site(one: str, other: str) -> bool:
    """Whether two URLs are of one host, or of a host and a subdomain: news.example and www.news.example."""
    mine, theirs = ((urlsplit(url).hostname or "").removeprefix("www.") for url in (one, other))
    return mine == theirs or mine.endswith(f".{theirs}") or theirs.endswith(f".{mine}")


def _texts(found: Feed, fetched: Fetched, sandbox: Sandbox) -> dict[str, Loaded]:
    """The articles whose whole text is in the feed, by guid."""
    format = "jsonfeed" if fetched.data.lstrip()[:1] == b"{" else "feed"
    feed = Loaded(fetched.url, "feed", "", raw=Raw(format, fetched.data), location=fetched.url)  # type: ignore[arg-type]
    try:
        articles = sandbox.articles(feed)
    except SourceError:
        return {}  # links only
    return {each.wire.guid: each for each in articles if each.wire is not None and each.wire.guid}


def _article(item: FeedItem, text: Loaded | None, location: str, feed: str) -> Loaded:
    """An item as an article; without a text, its title."""
    source = item.url or location
    if text is None:
        from store.model.wire import Wire

        title = item.title or source
        wire = Wire(
            headline=item.title, byline=item.author, published=item.published or item.updated, updated=item.updated,
            guid=item.guid, url=item.url, source=feed,
        )  # fmt: skip
        text = Loaded(source, "", f"{title}\n", title, wire=wire)
    return replace(text, source=source, id=url_slug(location), location=location, title=text.title or item.title)


def _mark(item: FeedItem) -> str:
    """A digest that identifies one content of an item."""
    parts = (item.title, item.updated, item.content_html, item.summary_html)
    return hashlib.sha256("\0".join(part or "" for part in parts).encode("utf-8", "replace")).hexdigest()[:16]


def _named_feed(fetched: Fetched) -> str | None:
    """The feed that a page links to in its head (https://www.rssboard.org/rss-autodiscovery)."""
    finder = _FeedLinks()
    finder.feed(fetched.data[: 256 * 1024].decode("utf-8", "replace"))
    return urljoin(fetched.url, finder.found[0]) if finder.found else None


class _FeedLinks(HTMLParser):
    """Collects `<link rel=alternate>` to feeds."""

    TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        rel, kind, href = (
            (attributes.get("rel") or "").lower().split(),
            (attributes.get("type") or "").lower(),
            attributes.get("href"),
        )
        if tag == "link" and "alternate" in rel and kind in self.TYPES and href:
            self.found.append(href)
