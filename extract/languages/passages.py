"""Passages in quotation marks and paragraphs after a dash, as in German, French, Spanish and Nordic papers."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.types import Span

CLOSERS = {"„": '“”"', "«": "»", "“": '”"', '"': '"', "”": "”", "»": "«»", "‹": "›"}
"""The marks that can close each opening mark."""
BLANKS = " \t\u00a0\u202f\u2009"
_DASH = re.compile(r"(?:[–—―−]|-(?=\s))[ \t\u00a0\u202f]*(?=\S)")


class Passage(NamedTuple):
    """A passage: `outer` with its marks, `inner` without marks, blanks, and a comma before the closing mark."""

    outer: Span
    inner: Span


def passages(text: str, start: int, end: int) -> list[Passage]:
    """The passages in quotation marks between `start` and `end`, in order; marks without a partner are ignored."""
    found = []
    at = start
    while at < end:
        char = text[at]
        if char in CLOSERS and _opens(text, at, start, end):
            close = min((place for mark in CLOSERS[char] if (place := text.find(mark, at + 1, end)) >= 0), default=-1)
            if close > at + 1:
                found.append(Passage(Span(at, close + 1), trimmed(text, at + 1, close)))
                at = close
        at += 1
    return found


def _opens(text: str, at: int, start: int, end: int) -> bool:
    """Whether a mark can open a passage: one that can also close must follow a blank and precede a letter."""
    char = text[at]
    if char in "„«‹":
        return True
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return (before in f"{BLANKS}\n" or before in "(–—-") and after not in f"{BLANKS}\n"


def trimmed(text: str, start: int, end: int) -> Span:
    """The span from `start` to `end` without blanks at its ends and a final comma."""
    while start < end and text[start] in f"{BLANKS}\n":
        start += 1
    while end > start and (text[end - 1] in f"{BLANKS}\n" or text[end - 1] == ","):
        end -= 1
    return Span(start, end)


def dash_content(text: str, start: int, end: int) -> int | None:
    """The offset of the words after the dash that opens a block; None if none does."""
    found = _DASH.match(text, start, end)
    return found.end() if found else None
