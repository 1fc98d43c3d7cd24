"""Items due on the desk: open notes with a deadline, embargoes that lift, and fact-checks open for too long."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from store.catalogue import note_rows
from store.disk.clock import utc
from store.notes.deadlines import WAITING, moment
from store.notes.note import Note

DUE_DAYS = 1
"""Days after which an open fact-check without a deadline is due, unless the user has set another number."""
MAX_DUE = 500
NO_END = "9999"
"""Prefix of the time of an embargo that lasts until further notice."""

Reason = Literal["deadline", "embargo", "old"]


class Due(NamedTuple):
    """One due item: its article, the reason, and the note (None for an embargo).

    `at` is ISO 8601 in UTC: the deadline, the end of the embargo, or the start of an old fact-check.
    """

    article: str
    title: str
    reason: Reason
    at: str
    note: str | None = None
    type: str = ""
    status: str = ""
    about: str = ""


def due(base: sqlite3.Connection, now: datetime, days: int = DUE_DAYS) -> list[Due]:
    """The due items on the desk, in the order of `in_order`."""
    noted = "FROM note_rows n JOIN articles a USING (id) WHERE a.shelf = 0 AND n.open"
    columns = "a.key, a.title, '{}', {}, n.uid, n.type, n.status, n.about"
    rows = base.execute(
        f"SELECT {columns.format('deadline', 'n.due')} {noted} AND n.due IS NOT NULL"
        f" UNION ALL SELECT {columns.format('old', 'n.created')} {noted} AND n.due IS NULL AND n.type = 'fact-check'"
        " AND n.created < ?"
        " UNION ALL SELECT key, title, 'embargo', embargo, NULL, '', '', '' FROM articles"
        f" WHERE shelf = 0 AND embargo > ? AND embargo < '{NO_END}' LIMIT {MAX_DUE}",
        (cutoff(now, days), utc(now)),
    )
    return in_order([Due(*row) for row in rows], now)


def due_of(notes: Iterable[Note], titles: Mapping[str, str], now: datetime, days: int = DUE_DAYS) -> list[Due]:
    """The due items among `notes` of the articles in `titles`, by key, if there is no index."""
    found: list[Due] = []
    limit = cutoff(now, days)
    for note in notes:
        if note.article in titles and note.status in WAITING and note.type != "reading":
            reason: Reason = "deadline" if note.due else "old"
            if note.due or (note.type == "fact-check" and note.created < limit):
                found.append(
                    Due(
                        note.article, titles[note.article], reason, note.due or note.created, note.uid, note.type,
                        note.status, note_rows.about(note),
                    )
                )  # fmt: skip
    return in_order(found, now)


def cutoff(now: datetime, days: int) -> str:
    """Open fact-checks from before this time are old."""
    return utc(now - timedelta(days=days))


def in_order(found: Iterable[Due], now: datetime) -> list[Due]:
    """Overdue items first, then those due today, then old fact-checks, then the rest; each by time."""
    today = now.astimezone().date()

    def rank(each: Due) -> tuple[int, str]:
        when = moment(each.at)
        if each.reason == "old" or when is None:
            return 2, each.at
        if when <= now:
            return 0, each.at
        return (1 if when.astimezone().date() == today else 3), each.at

    return sorted(found, key=rank)
