"""Markdown (CommonMark and tables): the text, and the YAML front matter as metadata."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from store.formats import times
from store.formats.charsets import decode_bytes
from store.formats.document import Document
from store.formats.markup import html_paragraphs
from store.formats.prose import article, field, first, words
from store.model.wire import Wire

_FRONT = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEYS = {
    "headline": ("headline", "title"), "standfirst": ("standfirst", "subtitle", "description", "summary"),
    "byline": ("byline", "author", "authors"), "dateline": ("dateline",), "copyright": ("copyright", "rights"),
    "usage_terms": ("usage_terms", "usage-terms", "license"), "editor_note": ("editor_note", "editor-note"),
    "language": ("language", "lang"), "guid": ("guid", "id"), "url": ("url", "link"), "source": ("source", "publisher"),
    "version": ("version",), "credit": ("credit",),
}  # fmt: skip


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
    fields: dict[str, Any] = {name: first(*(_text_of(front.get(key)) for key in keys)) for name, keys in _KEYS.items()}
    tags = front.get("tags") or front.get("keywords") or ()
    embargo = front.get("embargo") or front.get("embargoed")
    return Wire(
        **fields,
        published=first(*(_moment(front.get(key)) for key in ("published", "date"))),
        updated=first(*(_moment(front.get(key)) for key in ("updated", "modified"))),
        keywords=words(tags if isinstance(tags, list) else str(tags).split(",")),
        embargo=times.embargo(None if embargo is None else str(embargo))[0],
    )


def _text_of(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(filter(None, (_text_of(each) for each in value[:20]))) or None
    return _text_of(value.get("name")) if isinstance(value, Mapping) else field(value)


def _moment(value: object) -> str | None:
    return times.iso(str(value)) if value is not None else None
