"""HTML and Markdown: the article in a web page, found by trafilatura, and a Markdown file's text and front matter."""

from __future__ import annotations

import re

from extract.text import normalise
from store.formats import times
from store.formats.charsets import decode_bytes
from store.formats.document import Document, FormatError
from store.formats.markup import html_paragraphs
from store.formats.prose import field, first, words
from store.model.wire import Wire

MAX_TAGS = 60_000
"""A page with more tags than this would keep trafilatura busy for longer than a file may take."""

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)


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
