"""Aligns the words of two texts: locates a passage from the unchanged text around it.

An alignment ignores similarity and moves; it gives the place of a passage if both texts were written in the same order.
It complements the comparison of words and context (`store.notes.anchors`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher

from extract.types import Span
from store.texts.comparison import compare

NEAR_WORDS = 4
"""Words examined on either side of a passage."""
MAX_CHANGED_WORDS = 20_000
"""The longest changed stretch, in words, that is aligned."""

_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Aligned:
    """The place of a passage of the old text in the new one. `span` is None if a boundary is uncertain.

    `unchanged_share` is the share of its words that are still there, 0 to 1. `before` and `after` count the unchanged
    words directly beside it, up to `NEAR_WORDS` each.
    """

    span: Span | None
    unchanged_share: float
    before: int
    after: int


class Alignment:
    """The words of `old` and `new`, and their correspondence."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = _words(old), _words(new)
        self._starts = [word.start for word in self._old]
        self._to = [-1] * len(self._old)
        starts_new = [word.start for word in self._new]
        for change in compare(old, new):
            first, last = bisect_left(self._starts, change.old.start), bisect_left(self._starts, change.old.end)
            there, end = bisect_left(starts_new, change.new.start), bisect_left(starts_new, change.new.end)
            if change.kind == "same":
                self._to[first:last] = range(there, end)
            elif change.kind == "changed" and last - first + end - there <= MAX_CHANGED_WORDS:
                self._align(old, new, first, last, there, end)

    def _align(self, old: str, new: str, first: int, last: int, there: int, end: int) -> None:
        before = [word.of(old) for word in self._old[first:last]]
        after = [word.of(new) for word in self._new[there:end]]
        for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
            start = first + block.a
            self._to[start : start + block.size] = range(there + block.b, there + block.b + block.size)

    def find(self, span: Span) -> Aligned:
        """The place of the words in `span` of the old text."""
        first, last = bisect_right(self._starts, span.start) - 1, bisect_left(self._starts, span.end) - 1
        if first < 0 or self._old[first].end <= span.start:
            first += 1
        if last < first:
            return Aligned(None, 0.0, 0, 0)
        unchanged_share = sum(place >= 0 for place in self._to[first : last + 1]) / (last + 1 - first)
        start, end = self._edge(first, -1), self._edge(last, 1)
        found = None
        if start is not None and end is not None and start <= end:
            found = Span(self._new[start].start, self._new[end].end)
            lead, tail = span.start - self._old[first].start, self._old[last].end - span.end  # within a word
            if lead > 0 and self._to[first] == start:
                found = Span(found.start + lead, found.end)
            if tail > 0 and self._to[last] == end:
                found = Span(found.start, max(found.start, found.end - tail))
        return Aligned(found, unchanged_share, self._words_beside(first, start, -1), self._words_beside(last, end, 1))

    def _edge(self, word: int, way: int) -> int | None:
        """The new word that is the first (`way` -1) or last (1) of a passage that began or ended with `word`.

        If that word was replaced, its outer neighbour gives the place; if that was too, as many words must have been
        added as removed.
        """
        if self._to[word] >= 0:
            return self._to[word]
        inside, outside = word, word + way
        while 0 <= inside < len(self._to) and self._to[inside] < 0:
            inside -= way
        while 0 <= outside < len(self._to) and self._to[outside] < 0:
            outside += way
        limit = (-1 if way < 0 else len(self._new)) if not 0 <= outside < len(self._to) else self._to[outside]
        if not 0 <= inside < len(self._to):
            return None
        removed, added = abs(outside - inside), abs(limit - self._to[inside])
        if outside == word + way or removed == added:
            place = limit - way * abs(outside - word)
            return place if 0 <= place < len(self._new) and (self._to[inside] - place) * way <= 0 else None
        return None

    def _words_beside(self, word: int, place: int | None, way: int) -> int:
        """The number of consecutive words still beside the passage. The end of both texts counts as one."""
        if place is None:
            return 0
        for step in range(1, NEAR_WORDS + 1):
            old, new = word + way * step, place + way * step
            if not 0 <= old < len(self._to):
                return max(1, step - 1) if not 0 <= new < len(self._new) else step - 1
            if self._to[old] < 0 or self._to[old] != new:
                return step - 1
        return NEAR_WORDS


def _words(text: str) -> list[Span]:
    return [Span(*word.span()) for word in _WORD.finditer(text)]
