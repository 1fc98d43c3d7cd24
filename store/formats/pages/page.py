"""The article in a web page (HTML, XHTML): trafilatura extracts the text, `metadata` reads the page's metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.text import normalise
from store.formats.charsets import decode_bytes
from store.formats.document import Document, FormatError
from store.formats.markup import html_paragraphs, quotation, text_of
from store.formats.markup import parse_html as parse_tree
from store.formats.pages.cleaning import CAPTION, clean
from store.formats.pages.metadata import About, about
from store.formats.pages.refusals import refusal
from store.formats.wordpress import without_shortcodes
from store.model.wire import Subject, Wire

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_TAGS = 60_000
"""A page with more tags would keep trafilatura busy beyond the time limit for a file."""
SHORT_CHARS = 2500
"""A shorter text, on a page that is not free, is only its beginning."""

_BREAK = "\ue000"
"""Represents a line break in a tree, which accepts no control characters."""
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)


def parse_html(data: bytes, url: str | None = None, charset: str | None = None) -> Document:
    """The article in a page; `charset` is the server's declaration.

    Raises FormatError for a blank page and for one that is not an article.
    """
    declared = _CHARSET.search(data[:4096])
    markup, warnings = decode_bytes(data, charset or (declared[1].decode("ascii", "replace") if declared else None))
    return readable(markup, url, warnings)


def readable(markup: str, url: str | None, warnings: tuple[str, ...] = ()) -> Document:
    """The article in `markup`. If none is found, or the page is very long, all its text is returned, with a warning.

    Raises FormatError if there is no text, and for error pages and consent walls.
    """
    if markup.count("<") > MAX_TAGS:
        texts = html_paragraphs(markup)
        if not texts:
            raise FormatError("no text found in the page")
        return Document("\n\n".join(texts) + "\n", warnings=(*warnings, "a very long page: showing all its text"))
    root = parse_tree(without_shortcodes(markup))
    if root is None:
        raise FormatError("no text found in the page")
    found = about(root, url)
    _refuse(root, found)
    messages = [*warnings, *found.warnings]
    offered = clean(root, messages)
    paragraphs = _article(root)
    if not paragraphs:
        return _everything(markup, found, messages)
    _insert_head(paragraphs, found)
    chars = sum(map(len, paragraphs))
    if (found.paywalled and chars < SHORT_CHARS) or (offered and chars < SHORT_CHARS // 2):
        messages.append("only the beginning: the rest is behind a paywall")
    return Document("\n\n".join(paragraphs) + "\n", found.headline, "", _wire(found, paragraphs), tuple(messages))


def _refuse(root: _Element, found: About) -> None:
    """Raise FormatError if the page's title, headline or words show that it is not an article."""
    body = next(root.iter("body"), root)
    words = " ".join(" ".join(map(str, body.xpath(".//text()[not(ancestor::script or ancestor::style)]"))).split())
    title = text_of(next(root.iter("title"), None))
    for name in (title or found.headline or "", found.headline or ""):
        if reason := refusal(name, words):
            raise FormatError(reason)


def _article(root: _Element) -> list[str]:
    """The paragraphs that trafilatura recognises as the article."""
    import trafilatura
    from lxml import html

    markup = html.tostring(root, encoding="unicode")
    found = trafilatura.bare_extraction(markup, include_comments=False, include_tables=True, with_metadata=False)
    body = None if found is None or isinstance(found, dict) else found.body
    return list(_paragraphs(body)) if body is not None else []


def _everything(markup: str, found: About, messages: list[str]) -> Document:
    import trafilatura

    everything = normalise(trafilatura.html2txt(markup, clean=True)).strip()
    if not everything:
        raise FormatError("no text found in the page")
    wire = _wire(found, everything.split("\n"))
    return Document(
        f"{everything}\n", None, "", wire, (*messages, "no article found in the page: showing all its text")
    )


def _paragraphs(body: _Element) -> Iterator[str]:
    """The running text of trafilatura's result: entries with bullets, table rows with bars."""
    if body.text and body.text.strip():
        yield _line(body.text)
    for child in body:
        tag = child.tag
        if tag == "list":
            numbered = child.get("rend") == "ol"
            for number, item in enumerate(child.iter("item"), 1):
                if text := _own(item):
                    yield f"{number}. {text}" if numbered else f"• {text}"
        elif tag == "table":
            for row in child.iter("row"):
                cells = [text_of(cell) or "" for cell in row.iter("cell")]
                if any(cells):
                    yield " | ".join(cells)
        elif tag == "quote":
            whole = len(child) and any(each.tag in ("p", "head", "list") for each in child)
            yield from map(quotation, _paragraphs(child) if whole else _lines(child))
        elif tag in ("div", "comments"):
            yield from _paragraphs(child)
        else:
            yield from _lines(child)
        if child.tail and child.tail.strip():
            yield _line(child.tail)


def _lines(element: _Element) -> Iterator[str]:
    """The lines of a paragraph; a single line break is kept, two end it."""
    for br in element.iter("lb"):
        br.tail = f"{_BREAK}{br.tail or ''}"
    whole = " ".join("".join(str(part) for part in element.itertext()).split())
    for part in re.split(rf"{_BREAK}\s*{_BREAK}", whole):
        lines = [line.strip() for line in part.split(_BREAK)]
        if text := "\n".join(line for line in lines if line):
            yield text


def _own(item: _Element) -> str:
    """The text of a list entry without the entries of a nested list."""
    parts = [item.text or ""]
    for child in item:
        if child.tag != "list":
            parts.append("".join(str(part) for part in child.itertext()))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def _line(text: str) -> str:
    return " ".join(text.split())


def _insert_head(paragraphs: list[str], found: About) -> None:
    """Begin with the headline, then the standfirst if the page prints it and trafilatura left it out."""
    headline = found.headline
    if headline:
        at = next((n for n, each in enumerate(paragraphs[:4]) if each.casefold() == headline.casefold()), None)
        if at is not None:
            paragraphs.pop(at)
        paragraphs.insert(0, headline)
    captions = [each for each in paragraphs if each.startswith(CAPTION)]
    repeated = {each for each in captions if each.removeprefix(CAPTION) in paragraphs}
    paragraphs[:] = [each for each in paragraphs if each not in repeated]
    if found.standfirst and found.printed_standfirst and not _has(paragraphs[:4], found.standfirst):
        paragraphs.insert(1 if headline else 0, found.standfirst)


def _has(paragraphs: list[str], text: str) -> bool:
    return any(text.casefold() in each.casefold() or each.casefold() == text.casefold() for each in paragraphs)


def _wire(found: About, paragraphs: list[str]) -> Wire:
    standfirst = found.standfirst
    if standfirst and not found.printed_standfirst and _is_cut(standfirst, paragraphs):
        standfirst = None
    return Wire(
        headline=found.headline,
        standfirst=standfirst,
        byline=found.byline,
        published=found.published,
        updated=found.updated,
        subjects=(Subject("", found.section),) if found.section else (),
        keywords=found.keywords,
        copyright=found.copyright,
        usage_terms=found.usage_terms,
        language=found.language,
        url=found.url,
        source=found.site,
    )


def _is_cut(standfirst: str, paragraphs: list[str]) -> bool:
    """Whether a description is only the beginning of the text."""
    begin = " ".join(standfirst.split()).rstrip(".… ").casefold()
    return any(
        each.casefold().startswith(begin[:200]) or begin.startswith(each.casefold())
        for each in paragraphs[:4]
        if len(each) > 30
    )
