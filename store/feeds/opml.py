"""Lists of feeds as OPML 2.0 (http://opml.org/spec2.opml), which every feed reader imports and exports."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from store.articles.sources import check_url
from store.feeds.subscriptions import MAX_FEEDS, Subscription
from store.formats.prose import field
from store.model.source_names import SourceError
from store.texts.escaping import for_xml, plain

MAX_BYTES = 5 * 1024 * 1024
"""The longest file that is read."""
MAX_DEPTH = 20
SEPARATOR = " / "
"""Separates the name of a folder from that of the one inside it."""


def read(data: bytes) -> tuple[list[Subscription], list[str]]:
    """The feeds in an OPML file, each with its folder, and a line for each entry left out.

    Raises SourceError if it is not OPML.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if len(data) > MAX_BYTES:
        raise SourceError(f"longer than {MAX_BYTES // 2**20} MB")
    try:
        root = fromstring(data)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise SourceError(f"no OPML: {' '.join(str(error).split())[:100]}") from error
    body = root.find("body")
    if root.tag != "opml" or body is None:
        raise SourceError("no OPML: no <opml> with a <body>")
    feeds: dict[str, Subscription] = {}
    left_out: list[str] = []
    waiting = [(outline, "", 0) for outline in reversed(body.findall("outline"))]
    while waiting:
        outline, folder, depth = waiting.pop()
        name = field(outline.get("title") or outline.get("text"), 200) or ""
        url = (outline.get("xmlUrl") or "").strip()
        if url:
            try:
                check_url(url)
                feeds.setdefault(url, Subscription(url, name, folder, outline.get("htmlUrl") or ""))
            except SourceError as error:
                left_out.append(str(error))
        elif depth < MAX_DEPTH:
            waiting += [
                (each, SEPARATOR.join(filter(None, (folder, name))), depth + 1)
                for each in reversed(outline.findall("outline"))
            ]
        if len(feeds) > MAX_FEEDS:
            raise SourceError(f"more than {MAX_FEEDS:,} feeds")
    return list(feeds.values()), left_out


def write(feeds: Iterable[Subscription]) -> str:
    """The feeds as OPML text in UTF-8, with folders as nested outlines."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = "Copydesk feeds"
    body = ElementTree.SubElement(root, "body")
    folders: dict[str, ElementTree.Element] = {"": body}
    for feed in feeds:
        folder, name, url = (for_xml(plain(each)) for each in (feed.folder, feed.title or feed.url, feed.url))
        path = ""
        for part in folder.split(SEPARATOR) if folder else ():
            inner = SEPARATOR.join(filter(None, (path, part)))
            if inner not in folders:
                folders[inner] = ElementTree.SubElement(folders[path], "outline", text=part, title=part)
            path = inner
        outline = ElementTree.SubElement(folders[path], "outline", type="rss", text=name, title=name, xmlUrl=url)
        if feed.home:
            outline.set("htmlUrl", for_xml(plain(feed.home)))
    ElementTree.indent(root)
    text: str = ElementTree.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'
