"""Motions over a text by character, word, sentence or paragraph. Pure functions of code points.

A motion forward goes to the last code point of the unit reached and a motion back to its first, so that a selection
extended by a unit includes the whole of it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from rich.cells import split_graphemes

Unit = Literal["character", "word", "sentence", "paragraph"]

_WORD = r"\w+(?:['’\-]\w+)*"
_TITLES = ("Mr", "Ms", "Mrs", "Dr", "St", "Sr", "Jr", "No", "Prof", "Gen", "Sen", "Rep", "Gov", "Lt", "Col", "Sgt")
_ABBREVIATED = "".join(rf"|(?<=\b{title})\." for title in _TITLES)
# A sentence ends with its end marks, closing quote marks and brackets, and white space; or with the line.
# A full stop after an initial or a title does not end it.
_SENTENCE = (
    r"[^\s](?:[^.!?…\n]|[.!?…](?![\"”’»)\]']*(?:\s|$))|(?<=\b[A-Z])\." + _ABBREVIATED + r")*(?:[.!?…]+[\"”’»)\]']*)?"
)
_PARAGRAPH = r"[^\s](?:[^\n]*[^\s])?"
_PATTERNS: dict[Unit, str] = {"word": _WORD, "sentence": _SENTENCE, "paragraph": _PARAGRAPH}


@cache
def _pattern(unit: Unit) -> re.Pattern[str]:
    """The pattern of a unit; compiled on first use, which is never before the first paint."""
    return re.compile(_PATTERNS[unit])


def move(text: str, here: int, unit: Unit, by: int) -> int:
    """The offset `by` units from `here`, or the end of the text if there are fewer. `text` must not be empty."""
    for _ in range(abs(by)):
        there = _forward(text, here, unit) if by > 0 else _back(text, here, unit)
        if there == here:
            break
        here = there
    return here


def around(text: str, here: int, unit: Unit) -> tuple[int, int]:
    """Start and end of the unit at `here`; `(here, here)` if there is none."""
    if unit == "character":
        return here, character_end(text, here)
    begin = _paragraph_start(text, here)
    for match in _pattern(unit).finditer(text, begin, _paragraph_end(text, here)):
        if match.start() <= here < match.end():
            return match.span()
        if match.start() > here:
            break
    return here, here


def character_end(text: str, here: int) -> int:
    """The end of the character that starts at `here`, which may be several code points long."""
    ahead = text[here : here + 64]
    clusters = split_graphemes(ahead.partition("\n")[0] or ahead[:1])[0]
    return here + clusters[0][1] if clusters else here


def _forward(text: str, here: int, unit: Unit) -> int:
    if unit == "character":
        return min(len(text) - 1, character_end(text, here))
    begin = _paragraph_start(text, here)
    for match in _pattern(unit).finditer(text, begin):
        if match.end() - 1 > here:
            return match.end() - 1
    return len(text) - 1


def _back(text: str, here: int, unit: Unit) -> int:
    if here <= 0:
        return 0
    if unit == "character":
        clusters = split_graphemes(text[max(0, here - 64) : here].rpartition("\n")[2])[0]
        return here - (clusters[-1][1] - clusters[-1][0] if clusters else 1)
    begin = _paragraph_start(text, here)
    while True:
        starts = [m.start() for m in _pattern(unit).finditer(text, begin, _paragraph_end(text, begin))]
        before = [start for start in starts if start < here]
        if before:
            return before[-1]
        if begin == 0:
            return 0
        begin = _paragraph_start(text, begin - 1)


def _paragraph_start(text: str, here: int) -> int:
    return text.rfind("\n", 0, here) + 1


def _paragraph_end(text: str, here: int) -> int:
    end = text.find("\n", here)
    return len(text) if end < 0 else end
