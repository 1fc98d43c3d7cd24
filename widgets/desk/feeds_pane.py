"""How the feeds are: how many, which fail, when they were checked."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment

from widgets.scroll import QuietScroll
from widgets.text.safe import one_line


class FeedsPane(QuietScroll):
    """A few lines, which the keyboard does not go to."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[str] = ()

    def show(self, lines: Sequence[str]) -> None:
        """Show these lines."""
        if lines != self._lines:
            self._lines = lines
            self.repaint_changed()

    @property
    def line_count(self) -> int:
        """How many there are."""
        return len(self._lines)

    def draw_line(self, line: int) -> list[Segment]:
        if line >= len(self._lines):
            return []
        return [Segment(f"  {one_line(self._lines[line], self.size.width - 2)}", self.style())]
