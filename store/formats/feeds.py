"""RSS 0.9x to 2.0, RSS 1.0 and Atom (through feedparser), and JSON Feed 1.x: a feed and its items.

`parse_feed` returns the feed itself, for subscriptions; `parse` yields the items that have a text, as articles.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from store.formats import times
from store.formats.document import Document, FormatError
from store.formats.limits import count
from store.formats.markup import html_paragraphs, xml_text
from store.formats.prose import article, field, first, words
from store.formats.wires.ninjs import load_json
from store.formats.wordpress import without_shortcodes
from store.model.wire import Subject, Wire

MAX_ITEMS = 1000
"""Maximum number of items of one feed."""
MAX_TITLE_CHARS = 120

_ENTITY = re.compile(
    r"&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});|</?(?:b|i|em|strong|a|span|sup|sub|br|p|u|code)\b", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:mailto:)?[\w.+-]+@[\w.-]+")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item. `guid` identifies it across versions of the feed; `url` is its page.

    Times are ISO 8601; `summary_html` and `content_html` are HTML as sent, unsafe to render. `fault` names a date that
    cannot be read.
    """

    guid: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    author: str | None = None
    summary_html: str | None = None
    content_html: str | None = None
    categories: tuple[str, ...] = ()
    language: str | None = None
    rights: str | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title, its web page, and its items in the order sent, without repeats."""

    title: str | None
    home: str | None
    items: tuple[FeedItem, ...]
    language: str | None = None
    rights: str | None = None
    warnings: tuple[str, ...] = ()


def parse_feed(data: bytes, url: str = "") -> Feed:
    """The feed in `data`, fetched from `url` ("" if unknown). Raises FormatError if it is not a feed."""
    return _json_feed(data, url) if _JSON.match(data) else _xml_feed(data, url)


def parse(data: bytes, url: str = "") -> Iterator[Document]:
    """The feed's items as articles; one with only a headline is a flash. Raises FormatError if there are none."""
    feed = parse_feed(data, url)
    empty = 0
    found = 0
    for number, item in enumerate(feed.items, 1):
        try:
            document = document_of(item, feed, part=str(number))
        except FormatError:
            empty += 1
            continue
        found += 1
        yield document if found > 1 or not feed.warnings else _warned(document, feed.warnings)
    if not found:
        raise FormatError("a feed without items" if not empty else f"a feed of {count(empty, 'link')} without text")


def document_of(item: FeedItem, feed: Feed, part: str = "") -> Document:
    """A feed's item as an article. Raises FormatError if it has neither text nor title."""
    content = html_paragraphs(without_shortcodes(item.content_html or ""))
    summary = html_paragraphs(without_shortcodes(item.summary_html or ""))
    texts = content or summary
    if not texts and not item.title:
        raise FormatError("a link without text")
    only_summary = bool(texts) and not content
    short = sum(map(len, texts)) < 400
    wire = Wire(
        headline=item.title or (field(texts[0], MAX_TITLE_CHARS) if texts else None),
        standfirst=field(" ".join(summary)) if content and summary and sum(map(len, summary)) < 600 else None,
        byline=item.author,
        published=first(item.published, item.updated),
        updated=item.updated,
        subjects=tuple(Subject("", name) for name in item.categories),
        copyright=first(item.rights, feed.rights),
        language=first(item.language, feed.language),
        guid=item.guid,
        url=item.url,
        source=feed.title,
    )
    warnings = ["only a summary: the feed does not carry the whole text"] if only_summary and short and item.url else []
    if not texts and item.url:
        warnings.append("only a headline: the feed does not carry the text")
    return article(wire, texts, part=part, warnings=[*warnings, *([item.fault] if item.fault else [])])


def _warned(document: Document, warnings: tuple[str, ...]) -> Document:
    return Document(document.text, document.title, document.part, document.wire, (*warnings, *document.warnings))


# -- RSS and Atom -----------------------------------------------------------------------------------------------------


def _xml_feed(data: bytes, url: str) -> Feed:
    import feedparser

    text, warnings = xml_text(data)
    # A stream, never a string: feedparser opens strings as URLs and files.
    stream = io.BytesIO(b'<?xml version="1.0" encoding="utf-8"?>\n' + text.encode("utf-8"))
    # Without the feed's URL, which would be prepended to ids; ids must not change when a feed moves.
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        found = feedparser.parse(stream, response_headers=headers)
    except MemoryError:
        raise
    except Exception as error:  # feedparser lets errors of its SAX parser through for some broken names
        raise FormatError("a feed too broken to be read") from error
    if not found.version and not found.entries:
        raise FormatError("not a feed")
    if found.bozo:
        warnings = (*warnings, "a broken feed: read as far as it goes")
    feed = found.feed
    atom = str(found.version).startswith("atom")
    author = _author(feed) if atom else None  # RFC 4287, 4.2.1
    items = [_xml_item(entry, url, author, atom=atom) for entry in found.entries[:MAX_ITEMS]]
    seen, more = _distinguished(items)
    warnings = (*warnings, *more)
    if len(found.entries) > MAX_ITEMS:
        warnings = (*warnings, f"only the first {MAX_ITEMS} of {len(found.entries)} items")
    return Feed(
        field(feed.get("title"), 300),
        _http(feed.get("link"), url),
        seen,
        field(feed.get("language"), 40),
        field(feed.get("rights")),
        warnings,
    )


def _distinguished(items: list[FeedItem]) -> tuple[tuple[FeedItem, ...], tuple[str, ...]]:
    """The items without repeats. Items with a shared id are identified by their pages, else by their titles.

    An item with the id and the page of an earlier one is a repeat.
    """
    pages: dict[str, set[str]] = {}
    for item in items:
        pages.setdefault(item.guid, set()).add(_own_page(item) or item.title or "")
    shared = {guid for guid, held in pages.items() if len(held) > 1}
    found: dict[str, FeedItem] = {}
    renamed = 0
    for item in items:
        guid = _own_page(item) or f"{item.guid}#{item.title}" if item.guid in shared else item.guid
        first_sent = found.setdefault(guid, replace(item, guid=guid))
        renamed += first_sent.title != item.title
    number = sum(item.guid in shared for item in items)
    messages = (f"{number} items share an id with others: told apart by their links or titles",) if number else ()
    if renamed:
        messages = (*messages, f"{count(renamed, 'item')} left out: the id and the page are those of another")
    return tuple(found.values()), messages


def _own_page(item: FeedItem) -> str | None:
    """An item's link; None for a site's front page, and for a link derived from the id."""
    if item.url is None or item.url == item.guid or item.url.endswith(f"/{item.guid}"):
        return None
    return item.url if urlsplit(item.url).path.strip("/") or urlsplit(item.url).query else None


def _html(value: object, detail: object) -> str:
    """A text construct as HTML: declared plain text is escaped."""
    text = str(value or "")
    kind = str(detail.get("type") or "") if isinstance(detail, Mapping) else ""
    return _as_html(text) or "" if kind in ("text/plain", "text") else text


def _xml_item(entry: dict[str, Any], base: str, feed_author: str | None, *, atom: bool) -> FeedItem:
    contents = [
        each for each in entry.get("content", ()) if str(each.get("type", "")).startswith(("text", "application"))
    ]
    content = max((_html(each.get("value"), each) for each in contents), key=len, default="")
    summary = _html(entry.get("summary"), entry.get("summary_detail"))
    if any(entry.get("summary") == each.get("value") for each in contents) or content == summary:
        summary = ""  # without a summary feedparser puts the content there
    link = _http(entry.get("link"), base)
    title = _plain(entry.get("title"), entry.get("title_detail"), atom=atom)
    published = times.iso(entry.get("published"))
    updated = times.iso(dict.get(entry, "updated"))  # feedparser would substitute its own value for `published`
    return FeedItem(
        guid=field(entry.get("id"), 1000) or link or f"{title}|{published}",
        url=link,
        title=title,
        published=published,
        updated=updated,
        author=first(_author(entry), _author(entry.get("source")), feed_author),
        summary_html=summary or None,
        content_html=content or None,
        categories=words(tag.get("label") or tag.get("term") for tag in entry.get("tags", ())),
        language=None,
        rights=field(entry.get("rights")),
        fault=None
        if published
        else times.unreadable(entry.get("published")) or times.unreadable(dict.get(entry, "updated")),
    )


def _plain(title: object, detail: object, *, atom: bool) -> str | None:
    """A title without markup: Atom declares whether it is HTML, RSS does not."""
    if not isinstance(title, str):
        return None
    if isinstance(detail, Mapping) and detail.get("type") == "text/plain" and (atom or not _ENTITY.search(title)):
        return field(title, 500)
    return field(" ".join(html_paragraphs(title)) if "<" in title or "&" in title else title, 500)


def _author(element: object) -> str | None:
    """The author of an entry, its source or the feed. Removes mail addresses, which feedparser cuts wrongly."""
    if not isinstance(element, Mapping):
        return None
    author = field(element.get("author"), 300)
    if author is None or "@" not in author or len(element.get("authors") or ()) > 1:
        return first(_authors(element.get("authors")), author)
    return field(_ADDRESS.sub(" ", author).strip(" ()<>,;\"'"))


def _authors(authors: object) -> str | None:
    names = (
        [field(each.get("name"), 200) for each in authors if isinstance(each, Mapping)]
        if isinstance(authors, list)
        else []
    )
    return ", ".join(name for name in names if name) or None


def _http(link: object, base: str) -> str | None:
    """An http or https URL, resolved against the feed's own; None for anything else."""
    text = field(link, 2000)
    if text is None:
        return None
    try:
        absolute = urljoin(base, text)
        return absolute if urlsplit(absolute).scheme in ("http", "https") else None
    except ValueError:
        return None


# -- JSON Feed --------------------------------------------------------------------------------------------------------


def _json_feed(data: bytes, url: str) -> Feed:
    """https://www.jsonfeed.org/version/1.1/"""
    value, warnings = load_json(data)
    if not isinstance(value, dict) or "jsonfeed.org" not in str(value.get("version")):
        raise FormatError("not a JSON Feed")
    rows = value.get("items")
    rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    if len(rows) > MAX_ITEMS:
        warnings = (*warnings, f"only the first {MAX_ITEMS} of {len(rows)} items")
    seen, more = _distinguished([_json_item(row, value, url) for row in rows[:MAX_ITEMS]])
    warnings = (*warnings, *more)
    return Feed(
        field(value.get("title"), 300),
        _http(value.get("home_page_url"), url),
        seen,
        field(value.get("language"), 40),
        None,
        warnings,
    )


def _json_item(row: Mapping[str, Any], feed: Mapping[str, Any], base: str) -> FeedItem:
    html, text = row.get("content_html"), row.get("content_text")
    content = html if isinstance(html, str) and html.strip() else _as_html(text) if isinstance(text, str) else None
    summary = row.get("summary")
    link = _http(row.get("url"), base) or _http(row.get("external_url"), base)
    authors = row.get("authors") or row.get("author") or feed.get("authors") or feed.get("author")
    published = times.iso(_string(row.get("date_published")))
    title = field(row.get("title"), 500)
    tags = row.get("tags")
    return FeedItem(
        guid=field(row.get("id"), 1000) or link or f"{title}|{published}",
        url=link,
        title=title,
        published=published,
        updated=times.iso(_string(row.get("date_modified"))),
        author=_authors(authors if isinstance(authors, list) else [authors]),
        summary_html=_as_html(summary) if isinstance(summary, str) and summary.strip() else None,
        content_html=content,
        categories=words(tags) if isinstance(tags, list) else (),
        language=field(row.get("language"), 40),
        fault=times.unreadable(row.get("date_published")),
    )


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _as_html(text: str) -> str | None:
    """Plain text as HTML, so that an item's text is always HTML; None for blank text."""
    import html

    parts = [part for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
    return "".join(f"<p>{html.escape(part.strip()).replace(chr(10), '<br>')}</p>" for part in parts) or None
