"""What the publish gate found, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from widgets.across import Opened
from widgets.table import Column, Row, Table

GRAVITY = ("error", "warning", "note")
"""Severities, the gravest first."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding; `place` is a line and column, empty for the article as a whole."""

    key: str
    article: str
    place: str
    severity: str
    rule: str
    message: str


class FindingsTable(Table):
    """Findings; Enter goes to the place of one."""

    EMPTY = "nothing found"
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("article", "article", 12, share=2, drop=2),
        Column("place", "line", 4, right=True, drop=3),
        Column("severity", "", 7),
        Column("rule", "rule", 12, drop=1),
        Column("message", "what was found", 24, share=6),
    )

    def show(self, rows: Sequence[FindingRow]) -> None:
        """Show `rows` in this order."""
        self.set_rows(
            [
                Row(
                    row.key,
                    (row.article, row.place, row.severity, row.rule, row.message),
                    look="table--strong" if row.severity == "error" else "",
                    order=(None, None, GRAVITY.index(row.severity), None, None),
                )
                for row in rows
            ]
        )

    def entered(self, key: str) -> None:
        self.post_message(Opened(key))
