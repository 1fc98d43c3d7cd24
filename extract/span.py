"""The span: what ties articles, actors, quotes and notes together. A module of its own, cheap before a first paint."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of an article's text, in code points: `start` inclusive, `end` exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words this span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end
