"""A container that lays its children out by a function, and the line that divides two of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.strip import Strip
from textual.widget import Widget

from widgets.scroll import without_default_colours

Regions = Mapping[str, Region]
"""The region of each child in its container, by the child's id. A child without one is not shown."""


class _ByFunction(Layout):
    name = "by-function"

    def __init__(self, regions: Callable[[Size], Regions]) -> None:
        self._regions = regions

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        regions = self._regions(size)
        return [
            WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, child)
            for child in children
            if (region := regions.get(child.id or "")) is not None
        ]


class Arranged(Widget):
    """Shows each child in the region that `regions` gives its id for the container's size.

    Call `rearrange` after anything else that `regions` depends on has changed.
    """

    DEFAULT_CSS = """
    Arranged { width: 1fr; height: 1fr; }
    """

    def __init__(self, *children: Widget, regions: Callable[[Size], Regions], id: str | None = None) -> None:
        super().__init__(*children, id=id)
        self._regions = regions
        self._shown: Regions = {}
        self._by_function = _ByFunction(self._regions_in)

    @property
    def layout(self) -> Layout:
        return self._by_function

    def _regions_in(self, size: Size) -> Regions:
        self._shown = self._regions(size)
        return self._shown

    def rearrange(self) -> None:
        """Lay the children out again, if that makes a difference."""
        if self.size and self._regions(self.size) != self._shown:
            self.children[0].refresh(layout=True)  # Textual discards the positions of direct children only


class Divider(Widget):
    """A line from top to bottom, one cell wide."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"divider--line"}
    DEFAULT_CSS = """
    Divider > .divider--line { text-style: dim; }
    """

    def render_line(self, y: int) -> Strip:
        style = self.rich_style + self.get_component_rich_style("divider--line", partial=True)
        return Strip([Segment("│", without_default_colours(style))], 1)
