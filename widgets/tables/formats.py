"""A table of export formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from widgets.tables.columns import Column, Row
from widgets.tables.table import Table


@dataclass(frozen=True, slots=True)
class FormatRow:
    """One format: its name on the command line, its description, and the suffix of its files."""

    name: str
    what: str
    suffix: str


class FormatsTable(Table):
    """Formats to choose from."""

    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("name", "format", 13),
        Column("what", "what it is", 20, share=1),
        Column("suffix", "file", 17, drop=1),
    )

    @dataclass
    class Chosen(Message):
        """The user moved the cursor to this format."""

        name: str

    @dataclass
    class Entered(Message):
        """The user pressed Enter on this format."""

        name: str

    def show(self, rows: Sequence[FormatRow]) -> None:
        """Show `rows` in this order."""
        self.set_rows([Row(row.name, (row.name, row.what, row.suffix)) for row in rows])

    def chosen(self, key: str) -> None:
        self.post_message(self.Chosen(key))

    def entered(self, key: str) -> None:
        self.post_message(self.Entered(key))
