"""Tables over the whole desk: an actor's quotes in other articles, and all notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from widgets.tables.columns import NO_DATE, Column, Row
from widgets.tables.table import Table
from widgets.text.moments import local_day


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One quote of an actor in another article; `content` is empty if the actor is only named there."""

    key: str
    article: str
    time: str
    role: str
    cue: str
    content: str


@dataclass(frozen=True, slots=True)
class DeskNoteRow:
    """One note of the desk; `updated` is ISO 8601."""

    key: str
    article: str
    type: str
    status: str
    about: str
    body: str
    author: str
    updated: str
    due: str = ""
    due_at: str = ""
    tags: tuple[str, ...] = ()


class LeadingTable(Table):
    """A table whose rows link to a place in an article: Enter goes there."""

    @dataclass
    class Opened(Message):
        """The user pressed Enter on the row with this key."""

        key: str

    def entered(self, key: str) -> None:
        self.post_message(LeadingTable.Opened(key))


Opened = LeadingTable.Opened


class EvidenceTable(LeadingTable):
    """An actor's quotes in other articles."""

    EMPTY = "in no other article of the desk"
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("time", "time", 10, drop=2),
        Column("article", "article", 14, share=3),
        Column("role", "role", 8, share=1, drop=1),
        Column("cue", "cue", 5, drop=3),
        Column("content", "what was said", 16, share=5),
    )

    def show(self, rows: Sequence[EvidenceRow]) -> None:
        """Show `rows` in this order."""
        self.set_rows(
            [Row(row.key, (row.time[:10] or NO_DATE, row.article, row.role, row.cue, row.content)) for row in rows]
        )


class DeskNotesTable(LeadingTable):
    """All notes of the desk."""

    EMPTY = "no notes yet"
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("article", "article", 12, share=3),
        Column("type", "type", 4, drop=2, whole=True),
        Column("status", "state", 4, whole=True),
        Column("due", "due", 0, drop=2, whole=True),
        Column("about", "about", 8, share=2, drop=1),
        Column("body", "note", 12, share=5),
        Column("tags", "tags", 0, share=1, drop=5),
        Column("author", "by", 0, share=1, drop=4),
        Column("updated", "changed", 10, drop=3),
    )

    def show(self, rows: Sequence[DeskNoteRow]) -> None:
        """Show `rows` in this order."""
        self.set_rows(
            [
                Row(r.key, (r.article, r.type, r.status, r.due, r.about, r.body, " ".join(f"#{tag}" for tag in r.tags),
                            r.author, local_day(r.updated)),
                    order=(None, None, None, r.due_at if r.due else None, None, None, None, None, r.updated))
                for r in rows
            ]
        )  # fmt: skip
