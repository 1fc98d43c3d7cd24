"""Tables of repeats in other articles: the same quote, and the same story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from widgets.tables.across import LeadingTable
from widgets.tables.columns import NO_DATE, Column, Row


@dataclass(frozen=True, slots=True)
class RepeatRow:
    """A quote in another article. `content` shows how its wording differs: `we [will not → won't] pay`."""

    key: str
    article: str
    source: str
    time: str
    speaker: str
    cue: str
    content: str


@dataclass(frozen=True, slots=True)
class StoryRow:
    """Another article on the same story; `shared` is a percentage such as `73 %`."""

    key: str
    article: str
    source: str
    time: str
    shared: str
    quotes: str


class RepeatTable(LeadingTable):
    """The same quote in other articles."""

    EMPTY = "in no other article of the desk"
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("time", "time", 10, drop=2),
        Column("article", "article", 12, share=2),
        Column("source", "source", 0, share=1, drop=1),
        Column("speaker", "speaker", 8, share=1),
        Column("cue", "cue", 5, drop=3),
        Column("content", "what was said [here → there]", 20, share=5),
    )

    def show(self, rows: Sequence[RepeatRow]) -> None:
        """Show `rows` in this order."""
        self.set_rows(
            [Row(r.key, (r.time[:10] or NO_DATE, r.article, r.source, r.speaker, r.cue, r.content)) for r in rows]
        )


class StoryTable(LeadingTable):
    """Other articles on the same story."""

    EMPTY = "no other article of the desk"
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("time", "time", 10, drop=1),
        Column("source", "source", 8, share=2),
        Column("article", "article", 16, share=4),
        Column("quotes", "quot", 4, right=True, drop=2),
        Column("shared", "shared", 6, right=True),
    )

    def show(self, rows: Sequence[StoryRow]) -> None:
        """Show `rows` in this order."""
        self.set_rows([Row(r.key, (r.time[:10] or NO_DATE, r.source, r.article, r.quotes, r.shared)) for r in rows])
