"""Where a note is fixed in a text, and how it is found again in another version of that text.

An anchor holds the two selectors of the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/):
TextQuoteSelector (the exact words with 32 characters before and after) and TextPositionSelector. Finding it again is
guarded: what is not certain is said to be unsure, so that a note is never moved silently to a wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from extract.types import Span

CONTEXT = 32
"""Characters kept before and after the anchored words."""

How = Literal["position", "exact", "fuzzy", "unsure", "lost"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words `exact` at `start` to `end` (code points) of one article version, with what stood around them."""

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
        prefix = text[max(0, span.start - CONTEXT) : span.start]
        return cls(span.of(text), prefix, text[span.end : span.end + CONTEXT], span.start, span.end)

    @property
    def span(self) -> Span:
        """Where the words stood in the version the note was made on."""
        return Span(self.start, self.end)

    def to_dict(self) -> list[dict[str, Any]]:
        """The two selectors, in the shape of the W3C model."""
        return [
            {"type": "TextQuoteSelector", "exact": self.exact, "prefix": self.prefix, "suffix": self.suffix},
            {"type": "TextPositionSelector", "start": self.start, "end": self.end},
        ]

    @classmethod
    def from_dict(cls, selectors: Sequence[Mapping[str, Any]]) -> Anchor:
        """What `to_dict` wrote. Raises KeyError, TypeError or ValueError on anything else."""
        quote, position = selectors
        if quote["type"] != "TextQuoteSelector" or position["type"] != "TextPositionSelector":
            raise ValueError("not a quote and a position selector")
        return cls(
            str(quote["exact"]), str(quote["prefix"]), str(quote["suffix"]), int(position["start"]),
            int(position["end"]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Located:
    """Where an anchor is in a text. `span` is None when lost, a guess to be confirmed when unsure, else certain."""

    span: Span | None
    how: How

    @property
    def certain(self) -> bool:
        """Whether the note may be shown there without asking."""
        return self.how in ("position", "exact", "fuzzy")


SURE_LENGTH = 40
"""Exact words this long that occur once are the same passage, whatever stands around them."""
SHORT = 16
"""Words shorter than this are never matched fuzzily."""
QUOTE_LIKENESS = 0.75
CONTEXT_LIKENESS = 0.6
LEAD = 0.15
"""How far the best match must be ahead of the next."""
GUESS = 0.5
"""A passage less like the anchored words than this is not even worth asking about."""
MOST = 64
"""Occurrences looked at; words that occur more often say nothing about the place."""


def locate(text: str, anchor: Anchor) -> Located:
    """Find `anchor` in `text`: by position, by exact words and context, then fuzzily; else unsure, else lost."""
    if not anchor.exact:
        return _point(text, anchor)
    if _at(text, anchor, anchor.start):
        return Located(anchor.span, "position")
    places = list(_occurrences(text, anchor.exact))
    if places:
        return _choose(text, anchor, places)
    if len(anchor.exact) < SHORT:
        return Located(None, "lost")
    return _fuzzy(text, anchor)


def _at(text: str, anchor: Anchor, start: int) -> bool:
    """Whether the words and all their context stand at `start`."""
    whole = anchor.prefix + anchor.exact + anchor.suffix
    first = start - len(anchor.prefix)
    ends_alike = len(anchor.suffix) == CONTEXT or first + len(whole) == len(text)
    return first >= 0 and text.startswith(whole, first) and (len(anchor.prefix) == CONTEXT or first == 0) and ends_alike


def _point(text: str, anchor: Anchor) -> Located:
    """An anchor of no width, between two characters: certain only with its context intact."""
    whole = anchor.prefix + anchor.suffix
    first = text.find(whole) if whole else -1
    if first < 0:
        return Located(None, "lost")
    start = first + len(anchor.prefix)
    alone = text.find(whole, first + 1) < 0
    return Located(Span(start, start), "exact" if alone else "unsure")


def _occurrences(text: str, words: str) -> Iterator[int]:
    place = text.find(words)
    count = 0
    while place >= 0 and count < MOST:
        yield place
        count += 1
        place = text.find(words, place + 1)


def _choose(text: str, anchor: Anchor, places: list[int]) -> Located:
    """Of the places where the exact words stand, the one whose context fits, if it stands out."""
    scored = sorted(((context_likeness(text, anchor, Span(p, p + len(anchor.exact))), p) for p in places), reverse=True)
    best, place = scored[0]
    span = Span(place, place + len(anchor.exact))
    if len(scored) == 1:
        sure = best >= CONTEXT_LIKENESS or (len(anchor.exact) >= SURE_LENGTH and anchor.exact.count(" ") >= 3)
    else:
        sure = best >= CONTEXT_LIKENESS and best - scored[1][0] >= LEAD
    return Located(span, "exact" if sure else "unsure")


def context_likeness(text: str, anchor: Anchor, span: Span) -> float:
    """How far the text around `span` is what stood around the anchor, 0 to 1: the better-kept side counts double.

    An edit beside a passage usually spares the other side, so the two are not simply averaged.
    """
    before = _alike(anchor.prefix, text[max(0, span.start - CONTEXT) : span.start])
    after = _alike(anchor.suffix, text[span.end : span.end + CONTEXT])
    return (2 * max(before, after) + min(before, after)) / 3


def _alike(a: str, b: str) -> float:
    if a == b:
        return 1.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b else 0.0


def _fuzzy(text: str, anchor: Anchor) -> Located:
    found: list[tuple[float, float, Span]] = []
    for window in _windows(text, anchor):
        span, likeness = _align(text, anchor.exact, window)
        if likeness >= GUESS and not any(span.overlaps(other) for _, _, other in found):
            found.append((likeness, context_likeness(text, anchor, span), span))
    if not found:
        return Located(None, "lost")
    found.sort(key=lambda one: one[0] + one[1], reverse=True)
    likeness, context, span = found[0]
    lead = likeness + context - (found[1][0] + found[1][1] if len(found) > 1 else 0.0)
    sure = likeness >= QUOTE_LIKENESS and context >= CONTEXT_LIKENESS and lead >= LEAD
    return Located(span, "fuzzy" if sure else "unsure")


def _windows(text: str, anchor: Anchor) -> list[Span]:
    """Stretches of `text` that may hold the anchored words: where short runs of them stand in the right distance.

    Runs of the words (up to 24, evenly spread) are looked up; each hit votes for where the passage would start; the
    eight best-voted places are returned, best first.
    """
    words = [m.start() for m in re.finditer(r"\w+", anchor.exact)]
    step = max(1, len(words) // 24)
    votes: dict[int, float] = {}
    bucket = max(24, len(anchor.exact) // 4)
    for offset in words[::step] or [0]:
        run = anchor.exact[offset : offset + 12]
        places = list(_occurrences(text, run))
        for place in places:
            votes[(place - offset) // bucket] = votes.get((place - offset) // bucket, 0.0) + 1 / len(places)
    best = sorted(votes, key=lambda one: votes[one] + votes.get(one + 1, 0.0), reverse=True)[:8]
    slack = len(anchor.exact) // 3 + bucket
    return [
        Span(max(0, one * bucket - slack), min(len(text), (one + 1) * bucket + len(anchor.exact) + slack))
        for one in best
    ]


def _align(text: str, words: str, window: Span) -> tuple[Span, float]:
    """The part of `window` that `words` became, and how like them it is (0 to 1)."""
    there = window.of(text)
    blocks = [b for b in SequenceMatcher(None, words, there, autojunk=False).get_matching_blocks() if b.size >= 3]
    if not blocks:
        return Span(window.start, window.start), 0.0
    first, last = blocks[0], blocks[-1]
    start = max(0, first.b - first.a)
    end = min(len(there), last.b + last.size + (len(words) - last.a - last.size))
    start = _to_edge(there, start, first.b)
    end = _to_edge(there, end, last.b + last.size)
    span = Span(window.start + start, window.start + end)
    return span, SequenceMatcher(None, words, span.of(text), autojunk=False).ratio()


def _to_edge(text: str, place: int, kept: int) -> int:
    """`place` moved towards `kept` until it does not cut a word."""
    step = 1 if kept > place else -1
    while place != kept and 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum():
        place += step
    return place
