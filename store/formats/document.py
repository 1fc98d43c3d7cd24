"""The result of a parser: the articles in a file, as text and wire metadata, or why there are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from store.model.wire import Wire


class FormatError(Exception):
    """The reason why bytes cannot be read as an article: one line, without the source's name."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `text` begins with the headline and has a blank line between paragraphs.

    `part` identifies it within its file ("" if the file is the article): a number from 1, or a name in an archive.
    `pages` are the code points at which its pages begin, if it has pages.
    """

    text: str
    title: str | None = None
    part: str = ""
    wire: Wire | None = None
    warnings: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The form in which the child process sends it."""
        return {
            "text": self.text,
            "title": self.title,
            "part": self.part,
            "wire": self.wire.to_dict() if self.wire else None,
            "warnings": list(self.warnings),
            "pages": list(self.pages),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Document:
        """Rebuild a document from `to_dict`."""
        wire = Wire.from_dict(data["wire"]) if data["wire"] is not None else None
        return cls(data["text"], data["title"], data["part"], wire, tuple(data["warnings"]), tuple(data["pages"]))
