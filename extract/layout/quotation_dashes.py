"""Finds paragraphs that open with a quotation dash, as French, Spanish and Scandinavian papers print speech."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.types import Span

_DASH = re.compile(r"(?:[–—―‒−]|--?)[ \t\u00a0]*(?=[^\s\d–—―-]|\d+ (?![-–]))")


class Dash(NamedTuple):
    """A paragraph that opens with a quotation dash: start and end of its words, the dash, and its block's index."""

    start: int
    end: int
    mark: str
    block: int


def dash_at(text: str, span: Span, index: int) -> Dash | None:
    """The dash at the beginning of `span`, in block `index`; None if there is none, and for a hyphen without a blank.

    Offsets are code points of `text`.
    """
    found = _DASH.match(text, span.start, span.end)
    if found is None:
        return None
    mark = found.group().strip()
    if mark in ("-", "–") and _is_entry(text, span, mark):
        return None
    if mark in ("-", "--") and found.end() - found.start() == len(mark):
        return None
    return Dash(found.end(), span.end, mark, index)


def _is_entry(text: str, span: Span, mark: str) -> bool:
    """Whether a line with this mark is a list entry: an adjacent line begins with the same mark.

    Speech is in separate paragraphs, with a blank line between them if the text has blank lines at all.
    """
    if "\n\n" not in text:
        return False
    above = text[text.rfind("\n", 0, max(0, span.start - 1)) + 1 : max(0, span.start - 1)]
    below = text[span.end + 1 : span.end + 4]
    return any(line.lstrip(" \t").startswith(f"{mark} ") for line in (above, below))
