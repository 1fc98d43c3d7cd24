"""What is due on the desk: deadlines, embargoes that lift, fact-checks that are open too long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual.message import Message

from widgets.tables.columns import Column, Row
from widgets.tables.table import Table

Urgency = Literal["late", "today", "later"]
LATE, LIFTS, OPEN = "!", "»", "◆"
"""Signs of what is late or due today, of an embargo, and of a note with time left."""
_LOOKS: dict[Urgency, str] = {"late": "table--late", "today": "table--attention", "later": ""}


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing that is due. `when` and `what` are words ("late 2 h", "right of reply"), `who` whom it is about."""

    key: str
    sign: str
    when: str
    what: str
    who: str
    title: str
    urgency: Urgency


class DueTable(Table):
    """A row for each thing that is due, the most urgent first; Enter goes to it."""

    EMPTY = "Nothing is due. In an article, D gives a note a deadline."
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("sign", "", 1),
        Column("when", "", 12, share=1, whole=True),
        Column("what", "", 0, share=1, drop=2, whole=True),
        Column("who", "", 0, share=2, drop=1, whole=True),
        Column("title", "", 10, share=5),
    )

    @dataclass
    class Chosen(Message):
        """The user moved the cursor to something that is due."""

        key: str

    @dataclass
    class Opened(Message):
        """The user wants to go to it."""

        key: str

    def show(self, rows: Sequence[DueRow]) -> None:
        """Show `rows`, the cursor on the one it was on."""
        self.set_rows([
            Row(
                row.key,
                (row.sign, row.when, row.what, row.who, row.title),
                looks=(_LOOKS[row.urgency], _LOOKS[row.urgency]),
            )
            for row in rows
        ])  # fmt: skip

    def chosen(self, key: str) -> None:
        self.post_message(self.Chosen(key))

    def entered(self, key: str) -> None:
        self.post_message(self.Opened(key))
