"""Compares two texts: line by line, the lines of a changed stretch, the words of a changed line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from extract.types import Span


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of lines, the same in both texts or not. Spans are into the old and the new text."""

    kind: Literal["same", "added", "removed", "changed"]
    old: Span
    new: Span


MAX_LINES = 4_000
"""Up to this many lines, two texts are compared in full; beyond, frequent lines are not used for alignment."""


def compare(old: str, new: str) -> list[Change]:
    """The two texts line by line, in order; together the spans cover both."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    kinds: dict[str, Literal["same", "added", "removed", "changed"]] = {
        "equal": "same", "insert": "added", "delete": "removed", "replace": "changed",
    }  # fmt: skip
    starts_before, starts_after = _starts(before), _starts(after)
    return [
        Change(kinds[tag], Span(starts_before[a], starts_before[b]), Span(starts_after[c], starts_after[d]))
        for tag, a, b, c, d in SequenceMatcher(
            None, before, after, autojunk=len(before) + len(after) > MAX_LINES
        ).get_opcodes()
    ]


def _starts(lines: list[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


MAX_LINE_PAIRS = 2_500
"""The most pairs of lines, or 1/400 of the pairs of words, that are compared."""
MIN_LINE_LIKENESS = 0.4
"""Two lines this similar (0 to 1, by words) are one, changed."""


def pair_lines(old: Sequence[str], new: Sequence[str]) -> list[tuple[str | None, str | None]]:
    """The lines of a changed stretch, in order: pairs, removed lines (no new one) and added lines (no old one)."""
    pairs: list[tuple[str | None, str | None]] = []
    at = 0
    for line in old:
        likenesses = [likeness(line, other) for other in new[at:]] if len(old) * len(new) <= MAX_LINE_PAIRS else []
        best = max(range(len(likenesses)), key=likenesses.__getitem__, default=0)
        if likenesses and likenesses[best] >= MIN_LINE_LIKENESS:
            pairs += [(None, added) for added in new[at : at + best]]
            pairs.append((line, new[at + best]))
            at += best + 1
        else:
            pairs.append((line, None))
    return pairs + [(None, added) for added in new[at:]]


def changed_words(before: str, after: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The words of either text that the other lacks at that place; all of both if they are too long to compare."""
    left, right = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    if len(left) * len(right) > 400 * MAX_LINE_PAIRS:
        return (Span(0, len(before)),), (Span(0, len(after)),)
    matcher = SequenceMatcher(None, [word[0] for word in left], [word[0] for word in right], autojunk=False)
    changes = [codes for tag, *codes in matcher.get_opcodes() if tag != "equal"]
    return (
        tuple(Span(left[a].start(), left[b - 1].end()) for a, b, _c, _d in changes if a < b),
        tuple(Span(right[c].start(), right[d - 1].end()) for _a, _b, c, d in changes if c < d),
    )


_WORD = re.compile(r"\w+|[^\w\s]")


def likeness(one: str, other: str) -> float:
    """The similarity of two texts by their words, 0 to 1."""
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()
