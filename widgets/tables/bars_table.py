"""Speakers as a table with bars, and the quotes of one of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from widgets.tables.across import LeadingTable
from widgets.tables.columns import NO_DATE, Column, Row
from widgets.text.chart import bar

BAR_CELLS = 24
"""The longest bar."""


@dataclass(frozen=True, slots=True)
class BarRow:
    """One row of a table of counts: `share` in percent, `parts` the words in direct, partial and indirect quotes."""

    key: str
    label: str
    quotes: int
    words: int
    share: float
    parts: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One quote and its article; `time` is ISO 8601."""

    key: str
    article: str
    time: str
    speaker: str
    kind: str
    cue: str
    content: str


class BarsTable(LeadingTable):
    """Counts with bars; Enter shows the quotes of a row."""

    EMPTY = "no quotes"
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("label", "", 16, share=1),
        Column("quotes", "quotes", 6, right=True, drop=1),
        Column("words", "words", 6, right=True),
        Column("share", "share", 6, right=True),
        Column("bar", "", BAR_CELLS, drop=2),
    )

    def show(self, rows: Sequence[BarRow]) -> None:
        """Show `rows` in this order."""
        max_words = max((row.words for row in rows), default=0)
        self.set_rows(
            [
                Row(
                    row.key,
                    (
                        row.label,
                        f"{row.quotes:,}",
                        f"{row.words:,}",
                        f"{row.share:.1f}%",
                        bar(row.parts, max_words, BAR_CELLS),
                    ),
                    order=(None, -row.quotes, -row.words, -row.words, -row.words),
                )
                for row in rows
            ]
        )


class QuotesTable(LeadingTable):
    """Quotes of several articles; Enter goes to one."""

    EMPTY = "no quotes"
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("time", "time", 10, drop=3),
        Column("article", "article", 12, share=2, drop=1),
        Column("speaker", "speaker", 10, share=2),
        Column("kind", "kind", 6, drop=4),
        Column("cue", "cue", 5, drop=2),
        Column("content", "what was said", 20, share=5),
    )

    def show(self, rows: Sequence[QuoteRow]) -> None:
        """Show `rows` in this order."""
        self.set_rows(
            [
                Row(row.key, (row.time[:10] or NO_DATE, row.article, row.speaker, row.kind, row.cue, row.content))
                for row in rows
            ]
        )
