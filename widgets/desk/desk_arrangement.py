"""Where the panes of the desk are on the screen. Pure.

Below 100 columns they are bands as wide as the screen: what is due, the articles, the preview; views and sources are
shown when they are asked for. From 100 columns those have a column on the left, from 160 the preview has one on the
right. One pane is shown alone where it is zoomed, and where there is no room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from textual.geometry import Region, Size

DeskPane = Literal["due", "articles", "views", "preview"]
DESK_PANES: Sequence[DeskPane] = ("due", "articles", "views", "preview")
MIN_COLUMNS, MIN_LINES = 60, 14
"""Below these cells, without the two bars at the foot, one pane is shown at a time."""
COLUMNS_FROM, THREE_COLUMNS_FROM = 100, 160
"""The width from which views are beside the articles, and the preview beside both."""
DUE_LINES, MAX_DUE_LINES = 3, 6
"""Rows of what is due: in bands at most, and in columns."""
PREVIEW_LINES = 7
"""Lines of the preview in a band of a screen of 24 lines."""
FEEDS_LINES = 7
SPEAKERS_MIN_LINES = 40
BARS_LINES = 2
"""The status line and the hints below the area."""


@dataclass(frozen=True, slots=True)
class DeskSituation:
    """What the arrangement depends on besides the size.

    `pane` has the keyboard and `zoomed` says that it is to have the screen. `furnished`: the other panes are there too.
    `due` is how many rows are due, `feeds` whether there are any, `speakers` how many speak in recent articles.
    """

    pane: DeskPane = "articles"
    zoomed: bool = False
    furnished: bool = True
    due: int = 0
    feeds: bool = False
    speakers: int = 0


def alone(size: Size, now: DeskSituation) -> bool:
    """Whether one pane has the screen, with the names of all in the rule at the top."""
    return now.zoomed or one_pane(size) or (now.pane == "views" and size.width < COLUMNS_FROM)


def has_place(size: Size, pane: DeskPane, now: DeskSituation) -> bool:
    """Whether Tab goes to a pane: the views of a narrow screen are shown only when they are asked for."""
    return pane != "views" or size.width >= COLUMNS_FROM or now.zoomed or one_pane(size)


def has_speakers(size: Size) -> bool:
    """Whether there is room for who speaks in recent articles, under the views."""
    return size.width >= THREE_COLUMNS_FROM and size.height >= SPEAKERS_MIN_LINES


def one_pane(size: Size) -> bool:
    """Whether there is room for one pane only."""
    return size.width < MIN_COLUMNS or size.height < MIN_LINES


def desk_arrangement(size: Size, now: DeskSituation) -> dict[str, Region]:
    """The region of each box in an area of `size`, by id: `due-box` and so on; others are not shown."""
    width, height = size
    if alone(size, now):
        return {"head": Region(0, 0, width, 1), f"{now.pane}-box": Region(0, 1, width, max(0, height - 1))}
    if not now.furnished:
        return {"articles-box": Region(0, 0, width, height)}
    if width < COLUMNS_FROM:
        return _stacked(0, width, height, _due(now, DUE_LINES), PREVIEW_LINES + max(0, height - 22) // 3)
    views = 28 if width < THREE_COLUMNS_FROM else 30
    feeds = FEEDS_LINES + 1 if now.feeds and height >= 24 else 0
    speakers = now.speakers + 2 if now.speakers and has_speakers(size) else 0
    shown = {
        "divider": Region(views, 0, 1, height),
        "views-box": Region(0, 0, views, height - feeds - speakers),
        "speakers-box": Region(0, height - feeds - speakers, views, speakers),
        "feeds-box": Region(0, height - feeds, views, feeds),
    }
    shown = {name: region for name, region in shown.items() if region.height}
    left = views + 1
    due = _due(now, MAX_DUE_LINES)
    if width < THREE_COLUMNS_FROM:
        return shown | _stacked(left, width - left, height, due, max(PREVIEW_LINES, height * 2 // 5))
    preview = width * 35 // 100
    middle = width - left - preview - 1
    return {
        **shown,
        "due-box": Region(left, 0, middle, due + 1),
        "articles-box": Region(left, due + 1, middle, height - due - 1),
        "divider2": Region(left + middle, 0, 1, height),
        "preview-box": Region(left + middle + 1, 0, preview, height),
    }


def _due(now: DeskSituation, most: int) -> int:
    """Lines below the rule of what is due: none where nothing is, for the rule says so."""
    return min(most, now.due)


def _stacked(x: int, width: int, height: int, due: int, preview: int) -> dict[str, Region]:
    articles = height - due - preview - 2
    return {
        "due-box": Region(x, 0, width, due + 1),
        "articles-box": Region(x, due + 1, width, articles),
        "preview-box": Region(x, due + 1 + articles, width, preview + 1),
    }
