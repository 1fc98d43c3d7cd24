"""A table of the forms something can be written in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from widgets.tables.columns import Column, Row
from widgets.tables.table import Table


@dataclass(frozen=True, slots=True)
class FormatRow:
    """One form: its name on the command line, what it is, and the end of its file's name."""

    name: str
    what: str
    suffix: str


class FormatsTable(Table):
    """The forms, one of them under the cursor."""

    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("name", "format", 13),
        Column("what", "what it is", 20, share=1),
        Column("suffix", "file", 17, drop=1),
    )

    @dataclass
    class Chosen(Message):
        """The cursor is on this form now."""

        name: str

    @dataclass
    class Entered(Message):
        """The user pressed Enter on this form."""

        name: str

    def show(self, rows: Sequence[FormatRow]) -> None:
        """Show `rows` in this order."""
        self.set_rows([Row(row.name, (row.name, row.what, row.suffix)) for row in rows])

    def chosen(self, key: str) -> None:
        self.post_message(self.Chosen(key))

    def entered(self, key: str) -> None:
        self.post_message(self.Entered(key))
