"""Arranges the panes of an article on the screen. Pure.

Below 100 columns they are bands of the screen's full width, which a terminal can scroll by itself: the text, then
actors and quotes side by side, then the notes. From 100 columns the text is on the left and the tables are on its
right; from 160 the quotes have a separate column. Only one pane is shown if it is zoomed, or if there is no room for
more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from textual.geometry import Region, Size

MIN_COLUMNS, MIN_LINES = 60, 18
"""Below this size, without the two bars at the foot, one pane is shown at a time."""
COLUMNS_FROM, THREE_COLUMNS_FROM = 100, 160
"""The width from which the tables are beside the text, and the quotes beside the other tables."""
OVERVIEW_MIN_LINES = 30
"""With more lines than these there is room for sourcing and findings under the text."""
BARS_LINES = 2
"""The status line and the hints below the area."""


@dataclass(frozen=True, slots=True)
class Situation:
    """The inputs of the arrangement besides the size.

    `pane` has the keyboard and `zoomed` means that it fills the screen; `writing` that a note is being written. `rows`
    are the numbers of rows of the tables; `sourcing` and `checks` the numbers of lines about sourcing and findings.
    """

    pane: str = "article"
    zoomed: bool = False
    writing: bool = False
    rows: Mapping[str, int] = field(default_factory=dict)
    sourcing: int = 0
    checks: int = 0


def one_pane(size: Size) -> bool:
    """Whether there is room for one pane only."""
    return size.width < MIN_COLUMNS or size.height < MIN_LINES


def has_head(size: Size, *, zoomed: bool = False) -> bool:
    """Whether a rule at the top of the area names the contents; otherwise the rule of the text does."""
    return zoomed or one_pane(size) or size.width >= COLUMNS_FROM


def quotes_have_a_column(size: Size, *, zoomed: bool = False) -> bool:
    """Whether the quotes have a column of their own, which is narrow and high."""
    return not zoomed and not one_pane(size) and size.width >= THREE_COLUMNS_FROM


def has_overview(size: Size) -> bool:
    """Whether there is room for sourcing and findings under the text."""
    return size.width >= THREE_COLUMNS_FROM and size.height > OVERVIEW_MIN_LINES


def arrangement(size: Size, now: Situation) -> dict[str, Region]:
    """The region of each box in an area of `size`, by id: `head`, `article-box` and so on; others are not shown."""
    if one_pane(size):
        return _alone(size, now.pane)
    if now.zoomed:
        return _zoomed(size, now.pane)
    if size.width < COLUMNS_FROM:
        return _bands(size, now)
    return _columns(size, now)


def _alone(size: Size, pane: str) -> dict[str, Region]:
    width, height = size
    return {"head": Region(0, 0, width, 1), f"{pane}-box": Region(0, 1, width, max(0, height - 1))}


def _zoomed(size: Size, pane: str) -> dict[str, Region]:
    """The pane and, under a table, the text of its row."""
    shown = _alone(size, pane)
    if pane != "article":
        text = 1 + size.height // 3
        shown[f"{pane}-box"] = Region(0, 1, size.width, size.height - 1 - text)
        shown["article-box"] = Region(0, size.height - text, size.width, text)
    return shown


def _bands(size: Size, now: Situation) -> dict[str, Region]:
    width, height = size
    rows = height - 3  # each band has a rule
    more = max(0, rows - 19)
    if now.writing:
        notes = 9 + more // 4
        tables = max(2, min(4 + more // 4, rows - notes - 4))
    else:
        notes = 3 + more // 5
        tables = 6 + more // 4
    text = rows - notes - tables
    actors = width * 3 // 8
    return {
        "article-box": Region(0, 0, width, text + 1),
        "actors-box": Region(0, text + 1, actors, tables + 1),
        "divider": Region(actors, text + 1, 1, tables + 1),
        "quotes-box": Region(actors + 1, text + 1, width - actors - 1, tables + 1),
        "notes-box": Region(0, text + tables + 2, width, notes + 1),
    }


def _columns(size: Size, now: Situation) -> dict[str, Region]:
    width, height = size
    three = width >= THREE_COLUMNS_FROM
    side = max(43, min(width * 27 // 100, 60)) if three else width * 45 // 100
    text = width - (side + 1) * (2 if three else 1)
    below = height - 1
    sourcing, checks = _overview(now, below) if has_overview(size) else (0, 0)
    shown = {
        "head": Region(0, 0, width, 1),
        "article-box": Region(0, 1, text, below - sourcing - checks),
        "divider": Region(text, 1, 1, below),
    }
    if sourcing:
        shown["sourcing-box"] = Region(0, height - sourcing - checks, text, sourcing)
    if checks:
        shown["checks-box"] = Region(0, height - checks, text, checks)
    stack = ("actors", "notes") if three else ("actors", "quotes", "notes")
    y, x = 1, text + 1
    for name, lines in zip(stack, _stacked(stack, below, now), strict=True):
        shown[f"{name}-box"] = Region(x, y, side, lines)
        y += lines
    if three:
        shown["divider2"] = Region(text + 1 + side, 1, 1, below)
        shown["quotes-box"] = Region(text + side + 2, 1, width - text - side - 2, below)
    return shown


def _overview(now: Situation, lines: int) -> tuple[int, int]:
    """The lines of the boxes about sourcing and findings, at most a third of the `lines` of the text's column."""
    sourcing = now.sourcing + 1 if now.sourcing else 0
    checks = min(now.checks + 1, lines // 3 - sourcing) if now.checks else 0
    return sourcing, checks if checks > 1 else 0


def _stacked(stack: tuple[str, ...], lines: int, now: Situation) -> list[int]:
    """The lines of each box of a column: a table gets what it needs, with a rule and a blank line, the notes the rest.

    Tables that do not fit share the lines in proportion to their needs, and none gets less than a third of its part.
    """
    notes = max(lines // 4, 16 if now.writing else 10)
    left = lines - notes
    needs = {name: max(3, now.rows.get(name, 0)) + 2 for name in stack if name != "notes"}
    total = sum(needs.values())
    heights = []
    for number, need in enumerate(needs.values(), 1):
        if total > lines - notes:
            need = left if number == len(needs) else max(5, (lines - notes) * need // total)
        heights.append(min(need, left))
        left -= heights[-1]
    return [*heights, lines - sum(heights)]
