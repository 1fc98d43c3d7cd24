"""HTML and Markdown: the article in a web page, found by trafilatura, and a Markdown file's text and front matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from extract.text import normalise
from store.formats import times
from store.formats.charsets import decode_bytes
from store.formats.document import Document, FormatError
from store.formats.markup import html_paragraphs
from store.formats.prose import article, field, first, words
from store.model.wire import Wire

MAX_TAGS = 60_000
"""A page with more tags than this would keep trafilatura busy for longer than a file may take."""

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
_FRONT = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEYS = {
    "headline": ("headline", "title"), "standfirst": ("standfirst", "subtitle", "description", "summary"),
    "byline": ("byline", "author", "authors"), "dateline": ("dateline",), "copyright": ("copyright", "rights"),
    "usage_terms": ("usage_terms", "usage-terms", "license"), "editor_note": ("editor_note", "editor-note"),
    "language": ("language", "lang"), "guid": ("guid", "id"), "url": ("url", "link"), "source": ("source", "publisher"),
    "version": ("version",), "credit": ("credit",),
}  # fmt: skip


def parse_html(data: bytes, url: str | None = None, charset: str | None = None) -> Document:
    """The article in a page; `charset` is the server's word for its encoding. Raises FormatError for a blank page."""
    declared = _CHARSET.search(data[:4096])
    markup, warnings = decode_bytes(data, charset or (declared[1].decode("ascii", "replace") if declared else None))
    return readable(markup, url, warnings)


def readable(markup: str, url: str | None, warnings: tuple[str, ...] = ()) -> Document:
    """The article in `markup`. A page without one, and a very long one, gives all its text, with a warning.

    Raises FormatError where there is no text.
    """
    if markup.count("<") > MAX_TAGS:
        whole = html_paragraphs(markup)
        if not whole:
            raise FormatError("no text found in the page")
        return Document("\n\n".join(whole) + "\n", warnings=(*warnings, "a very long page: showing all its text"))
    import trafilatura

    found = trafilatura.bare_extraction(
        markup, url=url, include_comments=False, include_tables=False, with_metadata=True, favor_precision=False
    )
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        everything = normalise(trafilatura.html2txt(markup, clean=True)).strip()
        if not everything:
            raise FormatError("no text found in the page")
        return Document(f"{everything}\n", warnings=(*warnings, "no article found in the page: showing all its text"))
    title = " ".join((found.title or "").split()) or None
    paragraphs = [line.strip() for line in normalise(found.text or "").splitlines() if line.strip()]
    if title and (not paragraphs or paragraphs[0] != title):
        paragraphs.insert(0, title)
    wire = Wire(
        headline=field(title),
        standfirst=None,
        byline=field(found.author),
        published=times.iso(found.date),
        keywords=words([*(found.categories or ()), *(found.tags or ())]),
        usage_terms=field(found.license),
        language=field(found.language, 40),
        url=field(found.url),
        source=first(field(found.sitename), field(found.hostname)),
    )
    return Document("\n\n".join(paragraphs) + "\n", title, "", wire, warnings)


def parse_markdown(data: bytes) -> Document:
    """The text of a Markdown file (CommonMark and tables), with its YAML front matter as metadata.

    Raises FormatError for a blank file.
    """
    from markdown_it import MarkdownIt

    text, warnings = decode_bytes(data)
    front: Mapping[str, Any] = {}
    more: tuple[str, ...] = ()
    if found := _FRONT.match(text):
        front, more = _front_matter(found[1])
        if front:
            text = text[found.end() :]
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    wire = _wire(front) if front else Wire()
    document = article(wire, html_paragraphs(html), warnings=(*warnings, *more))
    return document if front else Document(document.text, None, "", None, document.warnings)


def _front_matter(text: str) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    import yaml

    if "*" in text and re.search(r"[\s:,\[{]\*\w", text):
        return {}, ("front matter with YAML aliases is not read",)
    try:
        value = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, ("front matter that is no YAML is left in the text",)
    return (value, ()) if isinstance(value, dict) else ({}, ())


def _wire(front: Mapping[str, Any]) -> Wire:
    said: dict[str, Any] = {name: first(*(_said(front.get(key)) for key in keys)) for name, keys in _KEYS.items()}
    tags = front.get("tags") or front.get("keywords") or ()
    embargo = front.get("embargo") or front.get("embargoed")
    return Wire(
        **said,
        published=first(*(_moment(front.get(key)) for key in ("published", "date"))),
        updated=first(*(_moment(front.get(key)) for key in ("updated", "modified"))),
        keywords=words(tags if isinstance(tags, list) else str(tags).split(",")),
        embargo=times.embargo(None if embargo is None else str(embargo))[0],
    )


def _said(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(filter(None, (_said(each) for each in value[:20]))) or None
    return _said(value.get("name")) if isinstance(value, Mapping) else field(value)


def _moment(value: object) -> str | None:
    return times.iso(str(value)) if value is not None else None
