"""Columns and rows of a table, and how columns share its width. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from widgets.text.safe import one_line

NO_DATE = "no date"
"""Shown in place of an unknown date."""
MIN_LEGIBLE_CELLS = 3
"""A column without `min_cells` is left out if it needs more cells than this but would get fewer."""
SAMPLE_ROWS = 200
"""Column widths are fitted to at most this many first rows."""
MAX_WHOLE_CELLS = 16
"""The most cells that a `whole` column gets before the other columns share the rest."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of at least `min_cells` cells. If not all columns fit, those with the highest `drop` are left out.

    `share` is its part of the remaining width, up to what its cells need; a `whole` column gets what it needs first, up
    to `MAX_WHOLE_CELLS`. `cut(text, cells)` makes a cell's text one safe line of at most `cells` cells. In a table of
    at least `roomy[0]` cells the minimum is `roomy[1]`; in one narrower than `from_width` the column is left out.
    `short` is the title if the full one does not fit; with `largest_first` ascending order puts large numbers first.
    """

    key: str
    title: str
    min_cells: int
    share: int = 0
    drop: int = 0
    right: bool = False
    whole: bool = False
    cut: Callable[[str, int], str] = one_line
    roomy: tuple[int, int] = (0, 0)
    from_width: int = 0
    short: str = ""
    name: str = ""
    """The title where the heads have a line of their own; empty for `title`."""
    largest_first: bool = False
    unit: Callable[[], str] | None = None
    """What follows the title if it fits, such as the time zone of the cells."""

    def min_cells_in(self, width: int) -> int:
        """The minimum width in a table of `width` cells."""
        return self.roomy[1] if self.roomy[1] and width >= self.roomy[0] else self.min_cells

    def head(self, width: int, arrow: str = "") -> str:
        """The title in at most `width` cells, followed by the arrow of the sort order."""
        title = self.title if cell_len(self.title) + len(arrow) <= width or not self.short else self.short
        if self.unit is not None and cell_len(full := f"{title} {self.unit()}") + len(arrow) <= width:
            title = full
        return title[: max(0, width - len(arrow))] + arrow if title and width > 1 else ""

    def own_head(self, width: int, arrow: str = "") -> str:
        """The name, else the title, in at most `width` cells, with the arrow of the order behind it."""
        fits = self.name and cell_len(self.name) + len(arrow) <= width
        return self.name + arrow if fits else self.head(width, arrow)

    def padded(self, text: str, width: int) -> str:
        """`text`, which must fit, padded to `width` cells."""
        pad = " " * (width - cell_len(text))
        return f"{pad}{text}" if self.right else f"{text}{pad}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the text of a cell for each column, in the columns' order; `look` is a component class or "".

    `looks` are component classes of single cells and `order` sort values, both in the columns' order; without a value
    in `order`, or with None, the cell's text is sorted.
    """

    key: str
    cells: tuple[str, ...]
    look: str = ""
    order: tuple[object, ...] = field(default=(), compare=False)
    looks: tuple[str, ...] = ()

    def look_of(self, column: int) -> str:
        """The component class of a cell, or ""."""
        return self.looks[column] if column < len(self.looks) else ""

    def holds(self, words: Sequence[str]) -> bool:
        """Whether each of `words` (casefolded) is in some cell."""
        text = "\n".join(self.cells).casefold()
        return all(word in text for word in words)

    def sort_value(self, column: int) -> tuple[int, float, str]:
        """The sort key of the row in a column: numbers first, then text, then empty cells."""
        value = self.order[column] if column < len(self.order) and self.order[column] is not None else None
        if value is None:
            value = self.cells[column]
        if isinstance(value, int | float):
            return 0, value, ""
        text = str(value)
        return (1, 0, text.casefold()) if text else (2, 0, "")


Layout = list[tuple[int, Column, int]]
"""The columns shown: index, column, and width in cells without the blank before it."""


def heads_of(layout: Layout, arrow: Callable[[Column], str]) -> list[tuple[int, str]]:
    """The heads: the cell each begins at, counted from the table's left edge, and its text with the sort arrow."""
    heads, at = [], 1
    for _index, column, width in layout:
        head = column.head(width, arrow(column))
        if head:
            heads.append((at + (width - cell_len(head) if column.right else 0), head))
        at += width + 1
    return heads


def column_at(layout: Layout, x: int) -> Column | None:
    """The column at cell `x`; None between columns."""
    at = 1
    for _index, column, width in layout:
        if at <= x < at + width:
            return column
        at += width + 1
    return None


def fit(columns: Sequence[Column], rows: Sequence[Row], width: int) -> Layout:
    """Share `width` cells among `columns`, according to the cells of the first `SAMPLE_ROWS` rows."""
    needs = [_need(column, index, rows, width) for index, column in enumerate(columns)]
    shown = [
        (index, column)
        for index, column in enumerate(columns)
        if width >= column.from_width and (column.min_cells or needs[index])
    ]
    while len(shown) > 1 and sum(column.min_cells_in(width) + 1 for _index, column in shown) > width:
        shown.remove(max(shown, key=lambda item: item[1].drop))
    widths = _shares(shown, needs, width)
    while crushed := [
        i for i, column in shown if not column.min_cells and widths[i] < min(needs[i], MIN_LEGIBLE_CELLS)
    ]:
        shown = [each for each in shown if each[0] != crushed[-1]]
        widths = _shares(shown, needs, width)
    return [(index, column, widths[index]) for index, column in shown]


def _need(column: Column, index: int, rows: Sequence[Row], max_cells: int) -> int:
    """The width that a column and its title need; 0 if all its cells are empty."""
    need = max((cell_len(row.cells[index][:max_cells]) for row in rows[:SAMPLE_ROWS]), default=0)
    return max(need, cell_len(column.short or column.title)) if need else 0


def _shares(shown: Sequence[tuple[int, Column]], needs: Sequence[int], width: int) -> dict[int, int]:
    """The width of each of the columns `shown`, by index: its minimum, then what it needs; one column gets the rest."""
    widths = {index: min(column.min_cells_in(width), max(0, width - 1)) for index, column in shown}
    left = width - sum(widths.values()) - len(widths)
    for index, column in shown:
        if column.whole and needs[index]:
            more = max(0, min(min(needs[index], MAX_WHOLE_CELLS) - widths[index], left))
            widths[index] += more
            left -= more
    growing = [(index, column) for index, column in shown if column.share]
    while left > 0 and (growing := [(i, column) for i, column in growing if widths[i] < needs[i]]):
        shares = sum(column.share for _index, column in growing)
        room = left
        for index, column in growing:
            more = min(max(1, room * column.share // shares), needs[index] - widths[index], left)
            widths[index] += more
            left -= more
    sharing = [(column.share, -index) for index, column in shown if column.share]
    if left > 0 and sharing:
        widths[-max(sharing)[1]] += left  # so that the columns on its right end where the table does
    return widths
