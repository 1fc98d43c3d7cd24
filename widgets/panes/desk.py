"""The table of articles on the desk screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual.message import Message

from widgets.state import DeskRow
from widgets.tables.columns import NO_DATE, Column, Row
from widgets.tables.table import Table
from widgets.text.moments import zone_name
from widgets.text.safe import cut, line_end, one_line

UNREAD = "•"
"""Marks an article that was never opened, or changed since."""


def _source(text: str, limit: int) -> str:
    """The host of a URL, or the end of a path: the part that differs between rows."""
    if "://" in text:
        return one_line(text.split("://", 1)[1].removeprefix("www."), limit)
    return line_end(text, limit) if "/" in text else one_line(text, limit)


class DeskTable(Table):
    """A row for each article; Enter opens it."""

    EMPTY = "No articles here"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--alarm"}
    DEFAULT_CSS = """
    DeskTable {
        & > .table--alarm { text-style: bold; color: #ffd75f; }
        &:light > .table--alarm { color: #5f5f00; }
        &:ansi > .table--alarm { color: ansi_yellow; }
    }
    """
    welcome: Sequence[str] = ()
    """The lines shown while there are no articles at all."""
    moved = False
    """Whether the user has moved the cursor."""
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("unread", "", 1, drop=7),
        Column("title", "", 12, share=5),
        Column("state", "", 0, share=1, drop=1, whole=True),
        Column("source", "source", 0, share=2, drop=5, cut=_source, roomy=(86, 13), from_width=86),
        Column("time", "when", 10, unit=zone_name, drop=6, roomy=(86, 10)),
        Column("quotes", "quotes", 4, right=True, drop=3, short="quot", largest_first=True),
        Column("notes", "notes", 7, drop=2, largest_first=True),
    )

    @dataclass
    class Chosen(Message):
        """The user moved the cursor to an article."""

        key: str

    @dataclass
    class Opened(Message):
        """The user opened an article."""

        key: str

    @dataclass
    class Started(Message):
        """The user pressed Enter on the empty desk."""

    @property
    def line_count(self) -> int:
        return super().line_count if self.rows or not self.welcome else len(self.welcome)

    def draw_line(self, line: int) -> list[Segment]:
        if self.rows or not self.welcome or self.filtered_by:
            return super().draw_line(line)
        return [Segment(f"   {cut(self.welcome[line], self.size.width - 3)}", self.style())]

    def action_enter(self) -> None:
        if not self.rows and self.welcome:
            self.post_message(self.Started())
        super().action_enter()

    def show(self, rows: Sequence[DeskRow]) -> None:
        """Show `rows`; the cursor stays on its article."""
        self.set_rows([desk_row(row) for row in rows])

    def update_row(self, row: DeskRow) -> None:
        """Show `row` in place of the one with its key."""
        self.replace_row(desk_row(row))

    def open_selected(self) -> None:
        """Open the article under the cursor, as Enter does."""
        self.action_enter()

    def chosen(self, key: str) -> None:
        self.moved = True
        self.post_message(self.Chosen(key))

    def entered(self, key: str) -> None:
        self.post_message(self.Opened(key))


def desk_row(row: DeskRow) -> Row:
    """An article as the table draws it."""
    looks = ("table--strong", "table--strong") if row.unread else ("", "")
    return Row(
        row.key,
        (
            UNREAD if row.unread else "",
            row.title,
            row.state,
            row.source,
            (row.when or row.time[:10]) if row.dated or not row.time else NO_DATE,
            "" if row.quotes is None else str(row.quotes),
            _notes(row),
        ),
        look="table--dim" if row.state.startswith("error") else "",
        order=(None, None, None, None, row.time, None if row.quotes is None else -row.quotes, _notes_rank(row)),
        looks=(*looks, "table--alarm" if row.alarm else "", "", "", "", "table--late" if row.late_notes else ""),
    )


def _notes(row: DeskRow) -> str:
    """What is left to do: `1 late`, `2 open`, `done`; "" without notes."""
    if row.late_notes:
        return f"{row.late_notes} late"
    return f"{row.open_notes} open" if row.open_notes else "done" if row.notes else ""


def _notes_rank(row: DeskRow) -> int | None:
    """What is late first, then what is open, then what is done."""
    return -(1_000_000 * row.late_notes + 1_000 * row.open_notes + row.notes) if row.notes else None
