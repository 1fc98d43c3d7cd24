"""The desk's views and sources, with how many articles of each are unread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message

from widgets.bars import RULE
from widgets.tables.columns import Column, Row
from widgets.tables.table import Table

HEADING = "heading:"
"""Begins the key of a row that is a heading, on which the cursor does not stay."""


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A view or source: its search is its key."""

    line: str
    name: str
    articles: int
    unread: int


class ViewsTable(Table):
    """A row for each view, then for each source; Enter lists its articles."""

    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("name", "", 10, share=1),
        Column("unread", "unread", 6, right=True),
    )

    @dataclass
    class Opened(Message):
        """The user wants to see the articles of a view, by its search."""

        line: str

    def show(self, views: Sequence[ViewRow], sources: Sequence[ViewRow]) -> None:
        """Show views and sources, the cursor on the one it was on."""
        rows = [_row(view, f"{view.name} {view.articles:,}") for view in views]
        if sources:
            rows += [Row(f"{HEADING}sources", ("Sources", "unread")), *(_row(each, each.name) for each in sources)]
        self.set_rows(rows)

    def move(self, by: int) -> None:
        super().move(by)
        if (self.selected or "").startswith(HEADING):
            super().move(1 if by > 0 else -1)

    def entered(self, key: str) -> None:
        if not key.startswith(HEADING):
            self.post_message(self.Opened(key.removeprefix("view:")))

    def draw_line(self, line: int) -> list[Segment]:
        if line < len(self.rows) and self.rows[line].key.startswith(HEADING):
            return list(self._heading(self.rows[line]))
        return super().draw_line(line)

    def _heading(self, row: Row) -> Iterator[Segment]:
        name, unread = row.cells
        rule = self.style("table--dim")
        yield Segment(RULE, rule)
        yield Segment(f" {name} ", self.style("table--strong"))
        yield Segment(RULE * max(1, self.size.width - cell_len(name) - len(unread) - 6), rule)
        yield Segment(f" {unread} ", self.style())
        yield Segment(RULE, rule)


def _row(view: ViewRow, name: str) -> Row:
    return Row(f"view:{view.line}", (name, f"{view.unread:,}" if view.unread else ""))
