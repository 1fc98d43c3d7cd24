"""Wraps a text into lines by cell width, on demand.

Pure functions of text and width. Lines are spans of code points; a newline, and the blanks at which a line is broken,
belong to the line before but not to its span. The text must have gone through `widgets.text.safe.visible`, because a
stand-in can be wider than the character it replaces.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from rich.cells import cell_len, split_graphemes

_BLANK = " \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"  # line breaks: white space but no-break spaces
# All but characters of one cell by Unicode's East_Asian_Width and rich's tables; covers most Western text, not all.
_NOT_NARROW = re.compile("[^ -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1\u03a3-\u0482"
                         "\u048a-\u052f\u1e00-\u1eff\u2010-\u2015\u2018-\u2027\u2030-\u205e\u20a0-\u20bf]")  # fmt: skip
_CLOSING = "、。，．：；！？）」』】〉》〕ー々…"
_BATCH_LINES = 4_096
"""Lines wrapped per step of `finish`."""


@cache
def _units() -> re.Pattern[str]:
    """The units between which a line may be broken. Compiled on first use; narrow text does without."""
    return re.compile(
        f"[{_BLANK}]+"
        f"|[\u2e80-\u2fff\u3001-\u303f\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]"
        f"[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f]*[{_CLOSING}]*"
        f"|[^{_BLANK}\u2e80-\u2fff\u3001-\u303f\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]+"
    )


class Lines:
    """The lines of `text` at `width` cells, found from the top on demand.

    `starts` and `ends` are the offsets of the lines found so far; `complete` is true once all are found.
    """

    def __init__(self, text: str, width: int) -> None:
        """`width` below 1 counts as 1."""
        self.text = text
        self.width = max(1, width)
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.complete = False
        self._found = _lines(text, self.width)

    def __len__(self) -> int:
        """The number of lines found so far."""
        return len(self.starts)

    def until_line(self, line: int) -> None:
        """Find lines up to number `line` (from 0) or the end of the text."""
        while not self.complete and len(self.starts) <= line:
            self._more(line + 1 - len(self.starts))

    def until_offset(self, offset: int) -> None:
        """Find lines up to the one with the code point at `offset` or the end of the text."""
        while not self.complete and (not self.starts or self.starts[-1] <= offset):
            self._more(256)

    def finish(self) -> None:
        """Find all lines."""
        while not self.complete:
            self._more(_BATCH_LINES)

    def line_of(self, offset: int) -> int:
        """The number (from 0) of the line with the code point at `offset`; the last line if that is past the end."""
        self.until_offset(offset)
        return max(0, bisect_right(self.starts, offset) - 1)

    def span(self, line: int) -> tuple[int, int]:
        """Start and end of line number `line` (from 0). Raises IndexError beyond the last one."""
        self.until_line(line)
        return self.starts[line], self.ends[line]

    def _more(self, count: int) -> None:
        for _ in range(count):
            line = next(self._found, None)
            if line is None:
                self.complete = True
                return
            self.starts.append(line[0])
            self.ends.append(line[1])


def _lines(text: str, width: int) -> Iterator[tuple[int, int]]:
    start = 0
    while True:
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        stop = end
        while stop > start and text[stop - 1] == " ":
            stop -= 1
        if stop - start <= width and (stop == start or _NOT_NARROW.search(text, start, stop) is None):
            yield start, stop
        elif _NOT_NARROW.search(text, start, stop) is None:
            yield from _narrow(text, start, stop, width)
        else:
            yield from _wide(text, start, stop, width)
        if end == len(text):
            return
        start = end + 1


def _narrow(text: str, start: int, stop: int, width: int) -> Iterator[tuple[int, int]]:
    """Wrap a paragraph of one-cell code points, by searching backwards for each line's last blank."""
    while stop - start > width:
        blank = text.rfind(" ", start, start + width + 1)
        end = blank
        while end > start and text[end - 1] == " ":
            end -= 1
        if blank < 0 or end == start:  # a word longer than the line, or one after a deep indent
            yield start, start + width
            start += width
            continue
        yield start, end
        start = blank + 1
        while start < stop and text[start] == " ":
            start += 1
    yield start, stop


def _wide(text: str, start: int, stop: int, width: int) -> Iterator[tuple[int, int]]:
    """Wrap a paragraph with wide, combining or joined code points, in unsplittable units: words and ideographs."""
    end, used = start, 0  # the line so far is text[start:end]; blanks after it wait in `gap`
    gap = 0
    for match in _units().finditer(text, start, stop):
        unit = match[0]
        size = cell_len(unit)
        if unit[0] == " " or unit[0] in "\u1680\u205f\u3000" or "\u2000" <= unit[0] <= "\u200a":
            gap = size
            continue
        at, after = match.span()
        if used + gap + size <= width:
            used += gap + size
        else:
            if used:
                yield start, end
                start, used = at, 0
            elif gap < width:
                used = gap  # an indent stays
            else:
                start = at
            for begin, finish, cells in split_graphemes(unit)[0] if used + size > width else ((0, len(unit), size),):
                if used and used + cells > width:
                    yield start, at + begin
                    start, used = at + begin, 0
                used += cells
                end = at + finish
        end, gap = after, 0
    yield start, end
