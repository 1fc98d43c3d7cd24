"""The article inside an HTML page: its text, title, author and date, found by trafilatura.

Slow and large to import: only the worker process does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from extract.text import normalise


@dataclass(frozen=True, slots=True)
class Readable:
    """What a page says. `text` begins with the title and has a blank line between paragraphs; dates are ISO 8601."""

    text: str
    title: str | None = None
    author: str | None = None
    published: str | None = None
    warnings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As sent by the worker."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Readable:
        """What `to_dict` wrote."""
        return cls(data["text"], data["title"], data["author"], data["published"], tuple(data["warnings"]))


def readable(markup: str, url: str | None) -> Readable:
    """The article in `markup`. A page without one gives all its text, or nothing, with a warning."""
    import trafilatura

    found = trafilatura.bare_extraction(
        markup, url=url, include_comments=False, include_tables=False, with_metadata=True, favor_precision=False
    )
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        whole = normalise(trafilatura.html2txt(markup, clean=True)).strip()
        told = "no article found in the page: showing all its text" if whole else "no text found in the page"
        return Readable(whole, warnings=(told,))
    title = " ".join((found.title or "").split()) or None
    paragraphs = [line.strip() for line in normalise(found.text or "").splitlines() if line.strip()]
    if title and (not paragraphs or paragraphs[0] != title):
        paragraphs.insert(0, title)
    return Readable("\n\n".join(paragraphs) + "\n", title, found.author or None, found.date or None)
