"""The span, used by articles, actors, quotes and notes. A module of its own, cheap to import before the first paint."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of an article's text, in code points: `start` inclusive, `end` exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of `text` in this span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies entirely inside this span."""
        return self.start <= other.start and other.end <= self.end
