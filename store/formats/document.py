"""What a parser gives: the articles in a file, as text and wire metadata, and why it gave none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from store.model.wire import Wire


class FormatError(Exception):
    """Why bytes are not read as an article: one line, without the source's name."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `text` has a blank line between paragraphs and the headline first.

    `part` names it within its file ("" where the file is the article): a number from 1, or a name in an archive.
    `pages` are the code points at which its pages begin, where it has pages.
    """

    text: str
    title: str | None = None
    part: str = ""
    wire: Wire | None = None
    warnings: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As sent by the child process."""
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
        """What `to_dict` wrote."""
        wire = Wire.from_dict(data["wire"]) if data["wire"] is not None else None
        return cls(data["text"], data["title"], data["part"], wire, tuple(data["warnings"]), tuple(data["pages"]))
