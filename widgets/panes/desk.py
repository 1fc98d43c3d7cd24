"""The table of articles on the desk screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from widgets.state import DeskRow
from widgets.tables.columns import NO_DATE, Column, Row
from widgets.tables.table import Table
from widgets.text.safe import line_end, one_line

UNREAD = "•"
"""Before an article that was never opened, or changed since."""


def _source(text: str, limit: int) -> str:
    """The host of a URL, or the end of a path: the part that differs between rows."""
    if "://" in text:
        return one_line(text.split("://", 1)[1].removeprefix("www."), limit)
    return line_end(text, limit) if "/" in text else one_line(text, limit)


class DeskTable(Table):
    """A row for each article; Enter opens it."""

    EMPTY = "no articles here"
    moved = False
    """Whether the user has moved the cursor."""
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("unread", "", 1, drop=7),
        Column("title", "article", 12, share=5),
        Column("state", "", 0, share=1, drop=1, whole=True),
        Column("source", "source", 8, share=2, drop=5, cut=_source),
        Column("time", "time", 10, drop=6),
        Column("actors", "act", 3, right=True, drop=4),
        Column("quotes", "quot", 4, right=True, drop=3),
        Column("notes", "note", 4, right=True, drop=2),
    )

    @dataclass
    class Chosen(Message):
        """The user moved the cursor to an article."""

        key: str

    @dataclass
    class Opened(Message):
        """The user opened an article."""

        key: str

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
    """The table row of an article."""
    counts = (row.actors, row.quotes, row.notes or None)
    return Row(
        row.key,
        (
            UNREAD if row.unread else "",
            row.title,
            row.state,
            row.source,
            row.time[:10] if row.dated or not row.time else NO_DATE,
            *("" if n is None else str(n) for n in counts),
        ),
        look="table--dim" if row.state.startswith("error") else "",
        order=(None, None, None, None, row.time, *(None if n is None else -n for n in counts)),
    )
