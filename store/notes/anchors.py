"""Anchors a note in a text, and finds the passage again in another version of that text.

An anchor holds the two selectors of the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/):
TextQuoteSelector (the exact words with 32 characters before and after) and TextPositionSelector. Finding it again is
conservative: an uncertain match is reported as unsure, so that a note is never moved silently to a wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from extract.types import Span
from store.disk.json_reader import text_of, whole_number

CONTEXT_CHARACTERS = 32
"""Characters kept before and after the anchored words."""

How = Literal["position", "exact", "fuzzy", "unsure", "lost"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words `exact` at `start` to `end` (code points) of one article version, with their context."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int

    @classmethod
    def of(cls, text: str, span: Span) -> Anchor:
        """The anchor for `span` of `text`. Raises ValueError for a span that is not inside the text."""
        if not 0 <= span.start <= span.end <= len(text):
            raise ValueError(f"{span.start}-{span.end} is outside a text of {len(text)} characters")
        prefix = text[max(0, span.start - CONTEXT_CHARACTERS) : span.start]
        return cls(span.of(text), prefix, text[span.end : span.end + CONTEXT_CHARACTERS], span.start, span.end)

    @property
    def placed(self) -> bool:
        """Whether the position of the words is known; an imported note may have only the words."""
        return not self.exact or (self.start, self.end) != (0, 0)

    @property
    def span(self) -> Span:
        """The span of the words in the version the note was made on."""
        return Span(self.start, self.end)

    def to_dict(self) -> list[dict[str, Any]]:
        """The two selectors, in the form of the W3C model; `start` and `end` are 0 if the place is unknown."""
        return [
            {"type": "TextQuoteSelector", "exact": self.exact, "prefix": self.prefix, "suffix": self.suffix},
            {"type": "TextPositionSelector", "start": self.start, "end": self.end},
        ]

    @classmethod
    def from_dict(cls, selectors: Sequence[Mapping[str, Any]]) -> Anchor:
        """Rebuild an anchor from `to_dict`. Raises KeyError, TypeError or ValueError on anything else."""
        quote, position = selectors
        if quote["type"] != "TextQuoteSelector" or position["type"] != "TextPositionSelector":
            raise ValueError("not a quote and a position selector")
        exact, prefix, suffix = (text_of(quote[name]) for name in ("exact", "prefix", "suffix"))
        start, end = whole_number(position["start"]), whole_number(position["end"])
        if not 0 <= start <= end:
            raise ValueError("not a position in a text")
        return cls(exact, prefix, suffix, start, end)


@dataclass(frozen=True, slots=True)
class Located:
    """The place of an anchor in a text. `span` is None if lost, a guess to be confirmed if unsure, else certain."""

    span: Span | None
    how: How

    @property
    def certain(self) -> bool:
        """Whether the note may be shown there without asking."""
        return self.how in ("position", "exact", "fuzzy")


SHORT_CHARACTERS = 16
"""Shorter passages are never matched fuzzily, and need more of their context."""
QUOTE_LIKENESS = 0.75
CONTEXT_LIKENESS = 0.6
SHORT_CONTEXT_LIKENESS = 0.85
MIN_LEAD = 0.15
"""How far the best match must be ahead of the next."""
MIN_GUESS_LIKENESS = 0.5
"""Passages less similar to the anchored words are not even offered as a guess."""
MAX_OCCURRENCES = 64
"""The most occurrences examined; words that occur more often say nothing about the place."""


@dataclass(frozen=True, slots=True)
class _Match:
    """A candidate place: the similarity of the words (1: identical) and of their context."""

    span: Span
    words: float
    context: float

    @property
    def score(self) -> float:
        return self.words + self.context


def locate(text: str, anchor: Anchor) -> Located:
    """Find `anchor` in `text`: by position, by exact words and context, then fuzzily; else unsure, else lost.

    Identical words in another context are not taken for the passage: copies of a sentence occur in standfirsts and
    captions, and outlive it.
    """
    if not anchor.exact:
        return _point(text, anchor)
    if _at(text, anchor, anchor.start):
        return Located(anchor.span, "position")
    spans = [Span(place, place + len(anchor.exact)) for place in occurrences(text, anchor.exact)]
    found = [_Match(span, 1.0, context_likeness(text, anchor, span)) for span in spans]
    if not any(match.context >= CONTEXT_LIKENESS for match in found) and len(anchor.exact) >= SHORT_CHARACTERS:
        found += _fuzzy(text, anchor, spans)
    if not found:
        return Located(None, "lost")
    found.sort(key=lambda match: match.score, reverse=True)
    best = found[0]
    lead = best.score - found[1].score if len(found) > 1 else 1.0
    needed = CONTEXT_LIKENESS if len(anchor.exact) >= SHORT_CHARACTERS else SHORT_CONTEXT_LIKENESS
    sure = best.words >= QUOTE_LIKENESS and best.context >= needed and lead >= MIN_LEAD
    if best.words < 1.0:
        sure = sure and _same_words(anchor.exact, best.span.of(text))
    return Located(best.span, ("exact" if best.words == 1.0 else "fuzzy") if sure else "unsure")


def _same_words(before: str, after: str) -> bool:
    """Whether enough words are left for it to be the same passage, in as many paragraphs."""
    words = before.split()
    left = SequenceMatcher(None, words, after.split(), autojunk=False).ratio()
    least = (
        MIN_GUESS_LIKENESS if "\n" not in before else 0.9
    )  # paragraphs are moved apart, and half a passage is not the passage
    return len(words) >= 4 and left >= least and before.count("\n") == after.count("\n")


def _at(text: str, anchor: Anchor, start: int) -> bool:
    """Whether the words and all their context are at `start`."""
    context = anchor.prefix + anchor.exact + anchor.suffix
    first = start - len(anchor.prefix)
    ends_alike = len(anchor.suffix) == CONTEXT_CHARACTERS or first + len(context) == len(text)
    return (
        first >= 0
        and text.startswith(context, first)
        and (len(anchor.prefix) == CONTEXT_CHARACTERS or first == 0)
        and ends_alike
    )


def _point(text: str, anchor: Anchor) -> Located:
    """Locate an anchor of zero width, between two characters: certain only with its context intact."""
    context = anchor.prefix + anchor.suffix
    first = text.find(context) if context else -1
    if first < 0:
        return Located(None, "lost")
    start = first + len(anchor.prefix)
    alone = text.find(context, first + 1) < 0
    return Located(Span(start, start), "exact" if alone else "unsure")


def occurrences(text: str, words: str) -> Iterator[int]:
    """The offsets of `words` in `text`: the first few dozen."""
    place = text.find(words)
    count = 0
    while place >= 0 and count < MAX_OCCURRENCES:
        yield place
        count += 1
        place = text.find(words, place + 1)


def context_likeness(text: str, anchor: Anchor, span: Span) -> float:
    """The similarity of the text around `span` to the anchor's context, 0 to 1: the better side counts double.

    An edit beside a passage usually spares the other side, so the two are not simply averaged.
    """
    before, after = sides(text, anchor, span)
    return (2 * max(before, after) + min(before, after)) / 3


def sides(text: str, anchor: Anchor, span: Span) -> tuple[float, float]:
    """The similarity of the text before and of the text after `span` to the anchor's context, 0 to 1 each."""
    return (
        _alike(anchor.prefix, text[max(0, span.start - CONTEXT_CHARACTERS) : span.start]),
        _alike(anchor.suffix, text[span.end : span.end + CONTEXT_CHARACTERS]),
    )


def _alike(a: str, b: str) -> float:
    if a == b:
        return 1.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b else 0.0


def _fuzzy(text: str, anchor: Anchor, occupied: list[Span]) -> list[_Match]:
    """Places with most of the words, best first; none that overlaps a place already `occupied`."""
    found: list[_Match] = []
    for window in _windows(text, anchor):
        span, likeness = _align(text, anchor, window)
        if likeness >= MIN_GUESS_LIKENESS and not any(span.overlaps(other) for other in occupied):
            found.append(_Match(span, min(likeness, 0.999), context_likeness(text, anchor, span)))
    found.sort(key=lambda match: match.score, reverse=True)
    distinct: list[_Match] = []
    for match in found:
        if not any(match.span.overlaps(other.span) for other in distinct):
            distinct.append(match)
    return distinct


def _windows(text: str, anchor: Anchor) -> list[Span]:
    """Spans of `text` that may contain the anchored words: short runs of them occur at the right distances.

    Runs of the words (up to 24, evenly spread) are looked up; each hit votes for the start of the passage; the eight
    best-voted places are returned, best first.
    """
    words = [m.start() for m in re.finditer(r"\w+", anchor.exact)]
    step = max(1, len(words) // 24)
    votes: dict[int, float] = {}
    bucket = max(24, len(anchor.exact) // 4)
    for offset in words[::step] or [0]:
        run = anchor.exact[offset : offset + 12]
        places = list(occurrences(text, run))
        for place in places:
            votes[(place - offset) // bucket] = votes.get((place - offset) // bucket, 0.0) + 1 / len(places)
    best = sorted(votes, key=lambda one: votes[one] + votes.get(one + 1, 0.0), reverse=True)[:8]
    slack = len(anchor.exact) // 3 + bucket
    return [
        Span(max(0, one * bucket - slack), min(len(text), (one + 1) * bucket + len(anchor.exact) + slack))
        for one in best
    ]


def _align(text: str, anchor: Anchor, window: Span) -> tuple[Span, float]:
    """The part of `window` that corresponds to the words, and its similarity (0 to 1).

    The words are aligned together with their context, so that a replaced first or last word is still included.
    """
    there = window.of(text)
    context = anchor.prefix + anchor.exact + anchor.suffix
    first, last = len(anchor.prefix), len(anchor.prefix) + len(anchor.exact)
    matcher = SequenceMatcher(None, context, there, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= 3]
    start = end = None
    for block in blocks:
        if block.a + block.size <= first:
            start = block.b + block.size
        elif block.a <= first:
            start = block.b + first - block.a
        if end is None and block.a + block.size >= last:
            end = block.b + max(0, last - block.a)
    inside = [block for block in blocks if block.a < last and block.a + block.size > first]
    if not inside:
        return Span(window.start, window.start), 0.0
    start = inside[0].b if start is None else start
    end = inside[-1].b + inside[-1].size if end is None else end
    if inside[0].a <= first:
        start = inside[0].b + first - inside[0].a
    while start < end and there[start].isspace() and not anchor.exact[0].isspace():
        start += 1
    while start < end and there[end - 1].isspace() and not anchor.exact[-1].isspace():
        end -= 1
    while 0 < start < end and there[start - 1].isalnum() and there[start].isalnum():
        start -= 1
    while start < end < len(there) and there[end - 1].isalnum() and there[end].isalnum():
        end += 1
    span = Span(window.start + start, window.start + max(start, end))
    return span, SequenceMatcher(None, anchor.exact, span.of(text), autojunk=False).ratio()
