"""A table drawn line by line: columns that share the width at hand, a cursor, a filter and an order.

Textual's DataTable keeps its columns' widths whatever the room, paints the cursor by focus, and sends 900 bytes for a
step of the cursor; this one fits any width, looks the same with and without the focus, and sends two lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip

from widgets.scroll import QuietScroll, fill
from widgets.text.safe import one_line

LEGIBLE = 3
"""A column without a least width is left out where it finds fewer cells than these, and needs more."""
SAMPLE = 200
"""Column widths are fitted to the first so many rows."""
WHOLE = 16
"""No column takes more cells than these before the others have theirs."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: never narrower than `least` cells, and left out, highest `drop` first, where not all find room.

    `share` says how much of the room left over it takes, up to what its cells need; one that is `whole` has that
    first, up to `WHOLE`. `cut` makes a cell's text a safe line of so many cells.
    """

    key: str
    title: str
    least: int
    share: int = 0
    drop: int = 0
    right: bool = False
    whole: bool = False
    cut: Callable[[str, int], str] = one_line


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a cell of any text for each column, in the columns' order; `look` is a component class, or empty.

    `order` are the values the row is sorted by, where the cells' own text does not do.
    """

    key: str
    cells: tuple[str, ...]
    look: str = ""
    order: tuple[object, ...] = field(default=(), compare=False)


class Table(QuietScroll, can_focus=True):
    """Shows rows. Subclasses override `chosen` and `entered` to say what the user did."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "cursor_down", show=False, id="view.down"),
        Binding("up,k", "cursor_up", show=False, id="view.up"),
        Binding("pagedown,space,ctrl+f", "page_down", show=False, id="view.page_down"),
        Binding("pageup", "page_up", show=False, id="view.page_up"),
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
    }
    DEFAULT_CSS = """
    Table {
        & > .table--header { text-style: underline; }
        & > .table--cursor { text-style: reverse; }
        & > .table--dim, & > .table--empty { text-style: dim; }
        & > .table--strong { text-style: bold; }
    }
    """
    COLUMNS: ClassVar[Sequence[Column]] = ()
    EMPTY: ClassVar[str] = "nothing yet"
    WAITING: ClassVar[str] = ""
    """What stands there before rows were ever given; empty for `EMPTY`."""
    HEADER: ClassVar[int] = 1

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._all: list[Row] = []
        self._rows: list[Row] = []
        self._index: dict[str, int] = {}
        self._cursor = 0
        self._filter = ""
        self._sorted_by: str | None = None
        self._descending = False
        self._layout: list[tuple[int, Column, int]] = []
        self._fitted_to = 0
        self._given = False
        self.empty = ""
        """What to say in place of `EMPTY`, for as long as that would not be true."""
        self.count: int | None = None
        """How often the next motion is made, or to which row, from 1, that of top or bottom goes. It is used up."""

    # -- rows ---------------------------------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`; the cursor stays on the row it is on, if that is still there. Says nothing."""
        self._all = list(rows)
        self._given = True
        self._arrange()

    def replace_row(self, row: Row) -> None:
        """Show `row` in place of the one with its key; a key that is not shown is appended."""
        for index, old in enumerate(self._all):
            if old.key == row.key:
                self._all[index] = row
                break
        else:
            self._all.append(row)
        self._arrange()

    @property
    def selected(self) -> str | None:
        """The key of the row under the cursor."""
        return self._rows[self._cursor].key if self._rows else None

    @property
    def row_count(self) -> int:
        """How many rows are shown, of those that pass the filter."""
        return len(self._rows)

    def select(self, key: str | None) -> None:
        """Move the cursor to the row with `key`. Says nothing; a key that is not shown, or None, moves nothing."""
        if key is not None and key in self._index:
            self._move_to(self._index[key])

    @property
    def filtered_by(self) -> str:
        """The words that the rows shown hold; empty where every row is shown."""
        return self._filter

    def filter(self, text: str) -> int:
        """Show only the rows that hold every word of `text` in some cell, ignoring case; returns how many those are."""
        self._filter = text
        self._arrange()
        return len(self._rows)

    def sort_by(self, column: str | None, *, descending: bool = False) -> None:
        """Order the rows by a column's key; None for the order in which they came."""
        self._sorted_by, self._descending = column, descending
        self._arrange()

    def sort_next(self, by: int = 1) -> str:
        """Order by the next column, rising, or from the last one by none; returns its title, empty for none."""
        keys: list[str | None] = [None, *(column.key for column in self.COLUMNS)]
        key = keys[(keys.index(self._sorted_by) + by) % len(keys)]
        self.sort_by(key)
        return next((column.title or column.key for column in self.COLUMNS if column.key == key), "")

    def reverse_order(self) -> None:
        """Turn the order round."""
        self.sort_by(self._sorted_by, descending=not self._descending)

    def chosen(self, key: str) -> None:
        """The user moved the cursor to the row with `key`."""

    def entered(self, key: str) -> None:
        """The user pressed Enter on the row with `key`, or clicked it again."""

    def _arrange(self) -> None:
        here = self.selected
        words = self._filter.casefold().split()
        rows = [row for row in self._all if _holds(row, words)] if words else list(self._all)
        column = next((i for i, column in enumerate(self.COLUMNS) if column.key == self._sorted_by), None)
        if column is not None:
            rows.sort(key=_order(column), reverse=self._descending)
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
        self.move(self._times() * max(1, self._height - 1))

    def action_page_up(self) -> None:
        """Move a screen up."""
        self.move(-self._times() * max(1, self._height - 1))

    def action_scroll_top(self) -> None:
        """Move to the first row, or to that of the count."""
        self.move((self.count or 1) - 1 - self._cursor)
        self.count = None

    def action_scroll_bottom(self) -> None:
        """Move to the last row, or to that of the count."""
        self.move((self.count or len(self._rows)) - 1 - self._cursor)
        self.count = None

    def _times(self) -> int:
        count, self.count = self.count, None
        return count or 1

    def action_enter(self) -> None:
        """Take the row under the cursor."""
        if self._rows:
            self.entered(self._rows[self._cursor].key)

    def _move_to(self, index: int) -> None:
        self._cursor = index
        self._follow()
        self.repaint_changed()

    def _follow(self) -> None:
        """Scroll as little as needed to show the cursor."""
        top, height = self.scroll_offset.y, self._height
        if height <= 0:
            return
        if self._cursor < top:
            self.show_from(self._cursor - height + 1 if self.paged else self._cursor)
        elif self._cursor >= top + height:
            self.show_from(self._cursor if self.paged else self._cursor - height + 1)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; one on the row it is on takes the row."""
        event.stop()
        index = self.scroll_offset.y + event.y - self.HEADER
        if event.y < self.HEADER or index >= len(self._rows):
            return
        if index == self._cursor:
            self.entered(self._rows[index].key)
        else:
            self.move(index - self._cursor)

    # -- drawing ------------------------------------------------------------------------------------------------------

    @property
    def _height(self) -> int:
        return self.size.height - self.HEADER

    @property
    def line_count(self) -> int:
        """The rows, and the header that does not scroll."""
        return max(1, len(self._rows)) + self.HEADER

    def render_line(self, y: int) -> Strip:
        if self.size.width != self._fitted_to:
            self._fit()  # the first paint in a new size comes before its message
        if y < self.HEADER:
            titles = self._cells([column.title for column in self.COLUMNS])
            return fill(
                [Segment("".join(titles), self.style("table--header"))], self.size.width, self.style("table--header")
            )
        return super().render_line(y - self.HEADER)

    def repaint_changed(self) -> None:
        before, self._painted = self._painted, {}
        top = self.scroll_offset.y
        for line in range(top, top + max(0, self._height)):
            if before.get(line) != self._strip(line):
                self.refresh_line(line + self.HEADER)

    def draw_line(self, line: int) -> list[Segment]:
        if line >= len(self._rows):
            empty = self.empty or (not self._given and self.WAITING) or self.EMPTY
            if self._filter and self._all:
                empty = "nothing matches the filter"
            return [Segment(f" {empty}", self.style("table--empty"))] if line == 0 else []
        row = self._rows[line]
        looks = [row.look] if row.look else []
        if line == self._cursor:
            looks.append("table--cursor")
        text = "".join(self._cells(row.cells))
        text += " " * max(0, self.size.width - cell_len(text))
        return [Segment(text, self.style(*looks))]

    def _cells(self, cells: Sequence[str]) -> Iterator[str]:
        for index, column, width in self._layout:
            text = column.cut(cells[index], width)
            pad = " " * (width - cell_len(text))
            yield f" {pad}{text}" if column.right else f" {text}{pad}"

    def on_resize(self) -> None:
        """Share out the new width."""
        self._fit()
        self.show_from(self.scroll_offset.y)
        self._follow()
        self.repaint_all()

    def _fit(self) -> None:
        """Share the width among the columns."""
        width = self._fitted_to = self.size.width
        needs = [self._need(index, width) for index in range(len(self.COLUMNS))]
        kept = [(index, column) for index, column in enumerate(self.COLUMNS) if column.least or needs[index]]
        while len(kept) > 1 and sum(column.least + 1 for _i, column in kept) > width:
            kept.remove(max(kept, key=lambda item: item[1].drop))
        widths = self._shares(kept, needs)
        while crushed := [i for i, column in kept if not column.least and widths[i] < min(needs[i], LEGIBLE)]:
            kept = [each for each in kept if each[0] != crushed[-1]]
            widths = self._shares(kept, needs)
        layout = [(index, column, widths[index]) for index, column in kept]
        if layout != self._layout:
            self._layout = layout
            self._painted.clear()
            self.refresh()

    def _need(self, index: int, most: int) -> int:
        """The cells that the column at `index` and its title need; none where it is empty."""
        need = max((cell_len(row.cells[index][:most]) for row in self._rows[:SAMPLE]), default=0)
        return max(need, cell_len(self.COLUMNS[index].title)) if need else 0

    def _shares(self, kept: Sequence[tuple[int, Column]], needs: Sequence[int]) -> dict[int, int]:
        """The cells that each of the columns `kept` has, by index: at least its least, then what it needs in turn."""
        widths = {index: min(column.least, max(0, self.size.width - 1)) for index, column in kept}
        left = self.size.width - sum(widths.values()) - len(widths)
        for index, column in kept:
            if column.whole and needs[index]:
                more = min(needs[index], WHOLE) - widths[index]
                widths[index] += max(0, min(more, left))
                left -= max(0, min(more, left))
        growing = [(index, column) for index, column in kept if column.share]
        while left > 0 and (growing := [(i, column) for i, column in growing if widths[i] < needs[i]]):
            shares = sum(column.share for _i, column in growing)
            room = left
            for index, column in growing:
                more = min(max(1, room * column.share // shares), needs[index] - widths[index], left)
                widths[index] += more
                left -= more
        return widths


def _holds(row: Row, words: Sequence[str]) -> bool:
    text = "\n".join(row.cells).casefold()
    return all(word in text for word in words)


def _order(column: int) -> Callable[[Row], tuple[int, float, str]]:
    """A sort key: numbers by size, then text by the alphabet, then what is empty."""

    def key(row: Row) -> tuple[int, float, str]:
        value = row.order[column] if column < len(row.order) and row.order[column] is not None else row.cells[column]
        if isinstance(value, int | float):
            return 0, value, ""
        text = str(value)
        return (1, 0, text.casefold()) if text else (2, 0, "")

    return key
