"""A table drawn line by line, with columns that share the width, a cursor, a filter and a sort order.

Textual's DataTable does not fit its columns to the width and sends 900 bytes for a step of the cursor; this one fits
any width and sends two lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from widgets.bars import PaneTitle
from widgets.colours import colour_classes, colour_css
from widgets.scroll import QuietScroll, filled_strip
from widgets.tables.columns import Column, Layout, Row, column_at, fit, heads_of
from widgets.text.safe import one_line

CURSOR_SIGN = "▸"
"""Before the row of the cursor while the table does not have the focus."""


class Table(QuietScroll, can_focus=True):
    """Shows rows. Subclasses override `chosen` and `entered` to post their messages."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "cursor_down", show=False, id="view.down"),
        Binding("up,k", "cursor_up", show=False, id="view.up"),
        Binding("pagedown,space,ctrl+f", "page_down", show=False, id="view.page_down"),
        Binding("pageup,b,ctrl+b", "page_up", show=False, id="view.page_up"),
        Binding("ctrl+d", "half_page_down", show=False, id="view.half_down"),
        Binding("ctrl+u", "half_page_up", show=False, id="view.half_up"),
        Binding("home,g", "scroll_top", show=False, id="view.top"),
        Binding("end,G", "scroll_bottom", show=False, id="view.bottom"),
        Binding("enter", "enter", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--header",
        "table--cursor",
        "table--dim",
        "table--strong",
        "table--empty",
        *colour_classes("table"),
    }
    DEFAULT_CSS = f"""
    Table {{
        & > .table--header {{ text-style: dim underline; }}
        & > .table--cursor {{ text-style: reverse; }}
        & > .table--dim, & > .table--empty {{ text-style: dim; }}
        & > .table--strong {{ text-style: bold; }}
        {colour_css("table")}
    }}
    """
    COLUMNS: ClassVar[Sequence[Column]] = ()
    EMPTY: ClassVar[str] = "nothing yet"
    WAITING: ClassVar[str] = ""
    """The text shown until rows are set; "" for `EMPTY`."""

    @dataclass
    class Sorted(Message):
        """The user clicked the head of `column`, and the table is sorted by it."""

        table: Table
        column: Column

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._all: list[Row] = []
        self._rows: list[Row] = []
        self._index: dict[str, int] = {}
        self._cursor = 0
        self._filter = ""
        self._sorted_by: str | None = None
        self._descending = False
        self._columns: Layout = []
        self._fitted_to = 0
        self._row_lines = 1
        self._rows_were_set = False
        self._rule: PaneTitle | None = None
        self.empty = ""
        """The text shown in place of `EMPTY`, if any, for example while only some rows are listed."""
        self.count: int | None = None
        """How often the next motion repeats, or the row (from 1) that top or bottom goes to. The motion resets it."""

    # -- rows ---------------------------------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`; the cursor stays on the row with its key, if there is one. Posts nothing."""
        self._all = list(rows)
        self._rows_were_set = True
        self._arrange()

    def replace_row(self, row: Row) -> None:
        """Replace the row with the key of `row`, or append it if there is none."""
        for index, old in enumerate(self._all):
            if old.key == row.key:
                self._all[index] = row
                break
        else:
            self._all.append(row)
        self._arrange()

    @property
    def rows(self) -> Sequence[Row]:
        """The rows shown, in their order."""
        return self._rows

    @property
    def selected(self) -> str | None:
        """The key of the row under the cursor."""
        return self._rows[self._cursor].key if self._rows else None

    @property
    def total(self) -> int:
        """The number of rows, those that the filter hides among them."""
        return len(self._all)

    @property
    def order(self) -> tuple[str | None, bool]:
        """The key of the column sorted by, None for the original order, and whether the order is reversed."""
        return self._sorted_by, self._descending

    @property
    def row_count(self) -> int:
        """The number of rows that pass the filter."""
        return len(self._rows)

    def select(self, key: str | None) -> None:
        """Move the cursor to the row with `key`; do nothing for None or a key that is not shown. Posts nothing."""
        if key is not None and key in self._index:
            self._move_to(self._index[key])

    @property
    def filtered_by(self) -> str:
        """The text of the filter; "" while all rows are shown."""
        return self._filter

    def filter(self, text: str) -> int:
        """Show only rows that have every word of `text` in some cell, ignoring case; return their number."""
        self._filter = text
        self._arrange()
        return len(self._rows)

    def sort_by(self, column: str | None, *, descending: bool = False) -> None:
        """Sort the rows by the column with this key; None for the order in which they were set."""
        self._sorted_by, self._descending = column, descending
        self._arrange()

    def sort_next(self, by: int = 1) -> str:
        """Sort by the next column, ascending, and after the last one by none; return its title, "" for none."""
        keys: list[str | None] = [None, *(column.key for column in self.COLUMNS)]
        key = keys[(keys.index(self._sorted_by) + by) % len(keys)]
        self.sort_by(key)
        return next(
            (column.name.lower() or column.title or column.key for column in self.COLUMNS if column.key == key), ""
        )

    def reverse_order(self) -> None:
        """Reverse the sort order."""
        self.sort_by(self._sorted_by, descending=not self._descending)

    def chosen(self, key: str) -> None:
        """Called when the user moves the cursor to the row with `key`."""

    def entered(self, key: str) -> None:
        """Called when the user presses Enter on the row with `key`, or clicks it while it has the cursor."""

    def _arrange(self) -> None:
        here = self.selected
        words = self._filter.casefold().split()
        rows = [row for row in self._all if row.holds(words)] if words else list(self._all)
        column = next((i for i, column in enumerate(self.COLUMNS) if column.key == self._sorted_by), None)
        if column is not None:
            rows.sort(key=lambda row: row.sort_value(column), reverse=self._descending)
        elif self._descending:
            rows.reverse()
        self._rows = rows
        self._index = {row.key: index for index, row in enumerate(rows)}
        self._cursor = self._index.get(here or "", min(self._cursor, max(0, len(rows) - 1)))
        self._fit()
        if self.size:
            self.show_from(self.scroll_offset.y)
            self._follow()
            self.repaint_changed()

    # -- the cursor ---------------------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Move the cursor by rows, as the user does."""
        if not self._rows:
            return
        before = self._cursor
        self._move_to(max(0, min(before + by, len(self._rows) - 1)))
        if self._cursor != before:
            self.chosen(self._rows[self._cursor].key)

    def action_cursor_down(self) -> None:
        """Move a row down."""
        self.move(self._times())

    def action_cursor_up(self) -> None:
        """Move a row up."""
        self.move(-self._times())

    def action_page_down(self) -> None:
        """Move a screen down."""
        self.move(self._times() * max(1, self._view_rows - 1))

    def action_page_up(self) -> None:
        """Move a screen up."""
        self.move(-self._times() * max(1, self._view_rows - 1))

    def action_half_page_down(self) -> None:
        """Move half a screen down."""
        self.move(self._times() * max(1, self._view_rows // 2))

    def action_half_page_up(self) -> None:
        """Move half a screen up."""
        self.move(-self._times() * max(1, self._view_rows // 2))

    def action_scroll_top(self) -> None:
        """Move to the first row, or to row number `count`."""
        self.move((self.count or 1) - 1 - self._cursor)
        self.count = None

    def action_scroll_bottom(self) -> None:
        """Move to the last row, or to row number `count`."""
        self.move((self.count or len(self._rows)) - 1 - self._cursor)
        self.count = None

    def _times(self) -> int:
        count, self.count = self.count, None
        return count or 1

    def action_enter(self) -> None:
        """Enter the row under the cursor."""
        if self._rows:
            self.entered(self._rows[self._cursor].key)

    def _move_to(self, index: int) -> None:
        self._cursor = index
        self._follow()
        self.repaint_changed()

    def _follow(self) -> None:
        """Scroll as little as needed to show the cursor."""
        top, height = self.scroll_offset.y, self.view_height
        if height <= 0:
            return
        by_page = self.paged or self.size.width < self.screen.size.width  # beside others nothing scrolls by itself
        first = self._cursor * self._row_lines
        last = first + self._row_lines - 1
        if first < top:
            self.show_from(last - height + 1 if by_page else first)
        elif last >= top + height:
            self.show_from(first if by_page else last - height + 1)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row clicked, and enter it if the cursor is there already; sort by the head clicked."""
        event.stop()
        if event.y < self.header_lines:
            self.click_head(event.x)
            return
        index = (self.scroll_offset.y + event.y - self.header_lines) // self._row_lines
        if index >= len(self._rows):
            return
        if index == self._cursor:
            self.entered(self._rows[index].key)
        else:
            self.move(index - self._cursor)

    # -- drawing ------------------------------------------------------------------------------------------------------

    @property
    def line_count(self) -> int:
        """The lines of all rows; 1 if there are none, for the line that says so."""
        return max(1, len(self._rows) * self._row_lines)

    @property
    def _view_rows(self) -> int:
        """The number of rows visible at once."""
        return self.view_height // self._row_lines

    def lines_per_row(self) -> int:
        """The number of lines for each row, at the current size and number of rows. Subclasses override it."""
        return 1

    def on_mount(self) -> None:
        """Show the column heads in the pane's title, if there is one."""
        self._rule = self.find_rule()

    def find_rule(self) -> PaneTitle | None:
        """The title above the table, which shows the column heads; None where these have a line of their own."""
        siblings = self.parent.children if self.parent is not None else ()
        return next((each for each in siblings if isinstance(each, PaneTitle)), None)

    @property
    def header_lines(self) -> int:
        """1 for the column heads, 0 where the pane's title shows them."""
        in_rule = self._rule is not None and self._rule.display
        return int(not in_rule and any(column.title or column.name for _index, column, _width in self._columns))

    def _show_heads(self) -> None:
        """Write the heads into the pane's title."""
        if self._rule is not None:
            self._rule.heads = self.heads()

    def heads(self) -> list[tuple[int, str]]:
        """The column heads for the pane's title: the cell each begins at, and its text."""
        return heads_of(self._columns, self.arrow)

    def click_head(self, x: int) -> None:
        """Sort by the column at cell `x`, or reverse the order if it is sorted by it; post `Sorted`."""
        column = column_at(self._columns, x)
        if column is not None and (column.title or column.name):
            self.sort_by(column.key, descending=self._sorted_by == column.key and not self._descending)
            self.post_message(self.Sorted(self, column))

    def render_line(self, y: int) -> Strip:
        if self.size.width != self._fitted_to:
            self._fit()  # the first paint at a new size comes before the Resize message
        if y >= self.header_lines:
            return super().render_line(y)
        style = self.style("table--header")
        heads = "".join(
            f" {column.padded(column.own_head(width, self.arrow(column)), width)}"
            for _index, column, width in self._columns
        )
        return filled_strip([Segment(heads, style)], self.size.width, style)

    def arrow(self, column: Column) -> str:
        """The sort arrow in a column's head; "" if the rows are not sorted by it."""
        if column.key != self._sorted_by:
            return ""
        return "▼" if self._descending != column.largest_first else "▲"

    def show_focus(self) -> None:
        """Repaint the cursor's row, which is highlighted with the focus and has a sign without it."""
        for part in range(self._row_lines):
            self.repaint_line(self._cursor * self._row_lines + part)

    def draw_line(self, line: int) -> list[Segment]:
        index, part = divmod(line, self._row_lines)
        if index >= len(self._rows):
            return [Segment(f" {self._reason_for_no_rows}", self.style("table--empty"))] if line == 0 else []
        row = self._rows[index]
        looks = (row.look,) if row.look else ()
        here = index == self._cursor
        cells = list(self.cells(row, part))
        if here and cells and self.has_focus:
            text = "".join(text for text, _look in cells)
            return [
                Segment(text.ljust(self.size.width - cell_len(text) + len(text)), self.style(*looks, "table--cursor"))
            ]
        segments = [Segment(CURSOR_SIGN if here and not part else " ", self.style(*looks))]
        for number, (text, look) in enumerate(cells):
            segments.append(Segment(text if number else text[1:], self.style(*looks, *((look,) if look else ()))))
        return segments

    @property
    def _reason_for_no_rows(self) -> str:
        if self._filter and self._all:
            return f"no rows with “{one_line(self._filter, 40)}” · Esc shows all {len(self._all)}"
        return self.empty or (not self._rows_were_set and self.WAITING) or self.EMPTY

    def cells(self, row: Row, part: int) -> Iterator[tuple[str, str]]:
        """The text of each cell in line `part` of a row, with a blank before it, and its component class."""
        for index, column, width in self._columns:
            yield f" {column.padded(column.cut(row.cells[index], width), width)}", row.look_of(index)

    def on_resize(self) -> None:
        """Fit the columns to the new size."""
        self.refit()

    def refit(self) -> None:
        """Fit rows and columns to the size again, and draw them."""
        self._fit()
        self.show_from(self.scroll_offset.y)
        self._follow()
        self.repaint_all()

    def _fit(self) -> None:
        """Fit the columns to the width."""
        self._fitted_to = self.size.width
        columns, lines = fit(self.COLUMNS, self._rows, self.size.width), self.lines_per_row()
        if (columns, lines) != (self._columns, self._row_lines):
            self._columns, self._row_lines = columns, lines
            self.repaint_all()
        self._show_heads()
