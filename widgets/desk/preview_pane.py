"""The preview: what the article under the cursor says, who says it, and what is still to be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from widgets.colours import colour_classes, colour_css
from widgets.desk.preview_lines import LOW_LINES, SECTIONS_FROM_LINES, Line, PreviewRows, high, low
from widgets.scroll import QuietScroll
from widgets.tables.table import CURSOR_SIGN
from widgets.text.safe import visible


class PreviewPane(QuietScroll, can_focus=True):
    """Shows one article in as many lines as there are."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", show=False),
        Binding("l,right", "enter", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "preview--dim",
        "preview--strong",
        "preview--chosen",
        *colour_classes("preview"),
    }
    DEFAULT_CSS = f"""
    PreviewPane {{
        & > .preview--dim {{ text-style: dim; }}
        & > .preview--strong {{ text-style: bold; }}
        & > .preview--chosen {{ text-style: reverse; }}
        {colour_css("preview")}
    }}
    """
    EMPTY = "The article under the cursor is shown here."

    @dataclass
    class Opened(Message):
        """The user opened the article, at the quote with this number if there is one."""

        key: str
        quote: int | None

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: PreviewRows | None = None
        self._lines: list[Line] = []
        self._laid_out_in = (0, 0)
        self._quote: int | None = None

    @property
    def shown(self) -> PreviewRows | None:
        """What is shown."""
        return self._rows

    @property
    def has_sections(self) -> bool:
        """Whether there is room for headings, and what stands under them."""
        return self.size.height >= SECTIONS_FROM_LINES

    @property
    def quote(self) -> int | None:
        """The number of the quote that was gone to; None for none."""
        return self._quote

    def show(self, rows: PreviewRows | None) -> None:
        """Show `rows`; None for no article."""
        if rows == self._rows:
            return
        if rows is None or self._rows is None or rows.key != self._rows.key:
            self._quote = None
            self.show_from(0)
        self._rows = rows
        self._lay_out()
        self.repaint_changed()

    def step_quote(self, by: int) -> bool:
        """Go to the next quote, or the one before; whether there is one."""
        quotes = [number for number, line in enumerate(self._lines) if line.quote is not None]
        count = 1 + max((self._lines[number].quote or 0 for number in quotes), default=-1)
        if not count:
            return False
        self._quote = (0 if by > 0 else count - 1) if self._quote is None else (self._quote + by) % count
        at = next(number for number in quotes if self._lines[number].quote == self._quote)
        if not self.scroll_offset.y <= at < self.scroll_offset.y + self.view_height:
            self.show_from(at)
        self.repaint_changed()
        return True

    def on_click(self, event: events.Click) -> None:
        """Go to the quote clicked; open the article at it if it is the one gone to already."""
        event.stop()
        line = self.scroll_offset.y + event.y
        quote = self._lines[line].quote if line < len(self._lines) else None
        if quote is not None and quote == self._quote:
            self.action_enter()
        elif quote is not None:
            self._quote = quote
            self.repaint_changed()

    def action_enter(self) -> None:
        """Read the article."""
        if self._rows is not None:
            self.post_message(self.Opened(self._rows.key, self._quote))

    # -- drawing ------------------------------------------------------------------------------------------------------

    @property
    def line_count(self) -> int:
        """The lines that the article needs."""
        return max(1, len(self._lines))

    def on_resize(self) -> None:
        """Lay out the lines again."""
        self._lay_out()
        self.show_from(self.scroll_offset.y)
        self.repaint_all()

    def show_focus(self) -> None:
        """Nothing in the lines says where the keyboard is: the rule does."""

    def draw_line(self, line: int) -> list[Segment]:
        if (self.size.width, self.size.height) != self._laid_out_in:
            self._lay_out()
        if self._rows is None:
            return [Segment(f" {self.EMPTY}", self.style("preview--dim"))] if line == 0 else []
        if line >= len(self._lines):
            return []
        here = self._lines[line]
        chosen = here.quote is not None and here.quote == self._quote
        return [
            Segment(CURSOR_SIGN if chosen else " ", self.style()),
            *(Segment(visible(text), self.style(*((look,) if look else ()))) for text, look in here.pieces),
        ]

    def _lay_out(self) -> None:
        width, height = self.size.width, self.size.height
        self._laid_out_in = (width, height)
        rows = self._rows
        if rows is None or width < 8:
            self._lines = []
        elif height < LOW_LINES:
            self._lines = list(low(rows, width - 2))
        else:
            self._lines = list(high(rows, width - 2, sections=height >= SECTIONS_FROM_LINES))
