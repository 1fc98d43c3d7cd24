"""Paragraphs that open with a quotation dash, as French, Spanish and Scandinavian papers print speech."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.types import Span

_DASH = re.compile(r"(?:[–—―‒−]|--?)[ \t\u00a0]*(?=[^\s\d–—―-]|\d+ (?![-–]))")


class Dash(NamedTuple):
    """A paragraph that opens with a quotation dash: where its words start, which dash, and its block."""

    start: int
    end: int
    mark: str
    block: int


def dash_at(text: str, span: Span, index: int) -> Dash | None:
    """The dash that `span`, the block number `index`, opens with; None if it opens with none, or with a hyphen that no
    blank follows. Offsets are code points into `text`.
    """
    found = _DASH.match(text, span.start, span.end)
    if found is None:
        return None
    mark = found.group().strip()
    if mark in ("-", "--") and found.end() - found.start() == len(mark):
        return None
    return Dash(found.end(), span.end, mark, index)
