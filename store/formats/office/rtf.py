"""Rich Text Format (RTF 1.9), through striprtf."""

from __future__ import annotations

import re

from store.formats.document import Document, FormatError
from store.formats.prose import article, field, words
from store.model.wire import Wire

_INFO = re.compile(r"\{\\(title|author|keywords)\s([^{}]{1,400})\}")


def parse(data: bytes) -> Document:
    """The text of an RTF file, and its properties. Raises FormatError."""
    from striprtf.striprtf import rtf_to_text

    source = data.decode("latin-1")
    try:
        text = rtf_to_text(source, encoding="cp1252", errors="replace")
    except MemoryError:
        raise
    except Exception as error:  # striprtf passes on any exception that a broken file causes in its own code
        raise FormatError("a broken RTF") from error
    paragraphs = [line.replace("|", " | ").strip(" |") if "|" in line else line for line in text.split("\n")]
    paragraphs = [line.strip() for line in paragraphs if line.strip()]
    info = {name: field(value.strip()) for name, value in _INFO.findall(source[:20_000])}
    title = info.get("title")
    wire = Wire(
        headline=title if title in paragraphs[:3] else None,
        keywords=words((info.get("keywords") or "").split(",")),
        source=info.get("author"),
    )
    return article(wire, paragraphs)
