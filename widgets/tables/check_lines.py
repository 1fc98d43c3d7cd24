"""What the publish gate finds in one article: a line each. The keyboard does not go there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message

from widgets.scroll import QuietScroll
from widgets.text.safe import one_line

SIGN_CELLS = 3


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A finding: `!!` for an error and `!` for a warning, what it says, and a key that says where it is."""

    sign: str
    message: str
    key: str = ""


class ChecksPane(QuietScroll):
    """The findings, or one line in their place."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"checks--dim", "checks--strong"}
    DEFAULT_CSS = """
    ChecksPane {
        & > .checks--dim { text-style: dim; }
        & > .checks--strong { text-style: bold; }
    }
    """

    @dataclass
    class Clicked(Message):
        """The user clicked the finding with this key."""

        key: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: Sequence[CheckRow] = ()
        self._instead = ""

    def show(self, rows: Sequence[CheckRow], instead: str = "") -> None:
        """Show these findings; without any the line `instead`."""
        if (rows, instead) != (self._rows, self._instead):
            self._rows, self._instead = rows, instead
            self.repaint_changed()

    @property
    def line_count(self) -> int:
        """A line for each, at least one."""
        return max(1, len(self._rows))

    def draw_line(self, line: int) -> list[Segment]:
        room = max(0, self.size.width - SIGN_CELLS - 2)
        if line >= len(self._rows):
            return [Segment(f"  {one_line(self._instead, room)}", self.style("checks--dim"))]
        row = self._rows[line]
        return [
            Segment(f"  {row.sign:<{SIGN_CELLS}}", self.style("checks--strong")),
            Segment(one_line(row.message, room), self.style()),
        ]

    def on_resize(self) -> None:
        """Draw at the new size."""
        self.repaint_all()

    def on_click(self, event: events.Click) -> None:
        """Post which finding was clicked."""
        event.stop()
        line = self.scroll_offset.y + event.y
        if line < len(self._rows) and self._rows[line].key:
            self.post_message(self.Clicked(self._rows[line].key))
