"""A table of the publish gate's findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from widgets.tables.across import LeadingTable
from widgets.tables.columns import Column, Row

SEVERITIES = ("error", "warning", "note")
"""Most severe first."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding; `place` is a line and column, empty for the article as a whole."""

    key: str
    article: str
    place: str
    severity: str
    rule: str
    message: str


class FindingsTable(LeadingTable):
    """Findings; Enter goes to the place in the article."""

    EMPTY = "nothing found"
    FIRST_COLUMN: ClassVar[int] = 0
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("article", "article", 12, share=2, drop=2),
        Column("place", "line", 6, right=True, drop=3),
        Column("severity", "", 7),
        Column("rule", "rule", 15, drop=1),
        Column("message", "what was found", 24, share=6),
    )

    def show(self, rows: Sequence[FindingRow]) -> None:
        """Show `rows` in this order."""
        self.set_rows(
            [
                Row(
                    row.key,
                    (row.article, row.place, row.severity, row.rule, row.message)[self.FIRST_COLUMN :],
                    look="table--strong" if row.severity == "error" else "",
                    order=(None, _number(row.place), SEVERITIES.index(row.severity), None, None)[self.FIRST_COLUMN :],
                )
                for row in rows
            ]
        )


class ArticleFindingsTable(FindingsTable):
    """The findings of one article, without a column for it."""

    FIRST_COLUMN = 1
    COLUMNS = FindingsTable.COLUMNS[1:]


def _number(place: str) -> float | None:
    """A sort value of a place such as `9:3`, so that line 9 comes before line 10; None for the article as a whole."""
    line, _, column = place.partition(":")
    return int(line) + int(column) / 1_000_000 if column else None
