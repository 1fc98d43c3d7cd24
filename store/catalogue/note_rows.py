"""The notes as rows of the index: finds due notes among fifty thousand without reading each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from store.catalogue.index_rows import utf8
from store.notes.deadlines import WAITING
from store.notes.note import Note

MAX_BODY_CHARACTERS = 200
TABLES = """
CREATE TABLE note_rows (
    uid TEXT PRIMARY KEY, id INTEGER NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, open INTEGER NOT NULL,
    due TEXT, about TEXT NOT NULL, body TEXT NOT NULL, created TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX notes_of ON note_rows (id);
CREATE INDEX notes_due ON note_rows (due) WHERE open AND due IS NOT NULL;
CREATE INDEX old_checks ON note_rows (created) WHERE open AND due IS NULL AND type = 'fact-check';
"""


class NotedRow(NamedTuple):
    """A note in the index. `due` and `created` are ISO 8601 in UTC; `open`: it is unresolved."""

    uid: str
    type: str
    status: str
    open: bool
    due: str | None
    about: str
    body: str
    created: str


def take(base: sqlite3.Connection, key: str, notes: Sequence[Note], mark: str, seq: int) -> None:
    """Replace an article's notes by `notes`; `mark` identifies this state of them.

    Those on the same text under another key are counted and searched with it; their rows belong to their own article.
    """
    row = base.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
    if row is None:
        return
    (id,) = row
    drop(base, id)
    if notes:
        body = "\n".join(f"{note.body} {' '.join('#' + tag for tag in note.tags)}" for note in notes)
        base.execute("INSERT INTO noted (rowid, body) VALUES (?, ?)", (id, utf8(body)))
    own = rows_of(note for note in notes if note.article == key)
    base.executemany(
        "INSERT OR REPLACE INTO note_rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [(row[0], id, *row[1:]) for row in own]
    )
    waiting = sum(row.open for row in rows_of(notes))
    base.execute(
        "UPDATE articles SET noted = ?, notes = ?, open_notes = ?, seq = ? WHERE id = ?",
        (mark, len(notes), waiting, seq, id),
    )


def rows_of(notes: Iterable[Note]) -> list[NotedRow]:
    """The rows of these notes; corrections of the reading are none."""
    return [
        NotedRow(
            note.uid, note.type, note.status, note.status in WAITING, note.due, utf8(about(note)),
            utf8(" ".join(note.body[:MAX_BODY_CHARACTERS].split())), note.created,
        )
        for note in notes
        if note.type != "reading"
    ]  # fmt: skip


def drop(base: sqlite3.Connection, id: int) -> None:
    """Remove the notes of an article."""
    base.execute("DELETE FROM noted WHERE rowid = ?", (id,))
    base.execute("DELETE FROM note_rows WHERE id = ?", (id,))


def of_article(base: sqlite3.Connection, key: str, most: int) -> Sequence[NotedRow]:
    """The notes of an article, and of others with the same text: open ones first, by earliest deadline."""
    rows = base.execute(
        "SELECT uid, type, status, open, due, about, body, created FROM note_rows WHERE id IN ("
        "SELECT id FROM articles WHERE version = (SELECT version FROM articles WHERE key = ?))"
        " ORDER BY open DESC, due IS NULL, due, created LIMIT ?",
        (key, most),
    )
    return [NotedRow(*row) for row in rows]


def about(note: Note) -> str:
    """The person a note is about; "" if it is about the article or plain words."""
    return note.about.actor or note.about.speaker or ""
