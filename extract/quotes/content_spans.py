"""The spans of content, trimmed: blanks, commas, dashes and a leading "that" are not content."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.parse.tree import TRIM
from extract.types import Span


class Content(NamedTuple):
    """The pieces of content (article offsets, in order), the rule that found them, and a particle of the cue."""

    pieces: list[Span]
    rule: str
    particle: Span | None = None


def trim(text: str, start: int, end: int, *, final: bool = True) -> Span:
    """The span without blanks, commas and dashes at its ends and a leading "that"; with `final`, no full stop."""
    while start < end and text[start] in TRIM:
        start += 1
    while end > start and (text[end - 1] in TRIM or (final and _is_period(text, start, end))):
        end -= 1
    found = _THAT.match(text, start, end)
    if found and found.end() < end:
        start = found.end()
    return Span(start, end)


_THAT = re.compile(r"that(?:,| —| –)?\s+", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.)+$|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|a\.m|p\.m|U\.S|St|etc)\.$")


def _is_period(text: str, start: int, end: int) -> bool:
    """Whether a sentence, rather than an abbreviation, ends at `end`."""
    return text[end - 1] == "." and _ABBREVIATION.search(text, max(start, end - 8), end) is None
