"""The notes of one data folder: in memory, thread-safe, on disk before any call returns."""

from __future__ import annotations

import os
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from store.anchors import Anchor
from store.files import make_folder, why
from store.notes import CONTENT, About, Note, NoteStatus, NoteType

Clock = Callable[[], datetime]


class NotebookError(Exception):
    """Why notes could not be read or kept, in one line for the user."""


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class Notebook:
    """All notes of one data folder. Every method may be called from any thread; those that change block on the disk."""

    def __init__(self, home: Path, author: str, clock: Clock) -> None:
        self.home = home
        self.author = author
        self.read_only: str | None = None
        self._clock = clock
        self._lock = threading.RLock()
        self._notes: dict[str, Note] = {}

    @classmethod
    def open(cls, home: Path, *, author: str, clock: Clock = now) -> Notebook:
        """The notebook in `home`, which is made where missing. Raises NotebookError for a file that cannot be read."""
        from store.storage import AtomicJSONStorage

        book = cls(home, author, clock)
        try:
            make_folder(home)
            if not os.access(home, os.W_OK | os.X_OK):
                book.read_only = f"cannot write to {home}: Permission denied"
        except OSError as error:
            book.read_only = f"cannot make {home}: {why(error)}"
        try:
            tables = AtomicJSONStorage(home / "notes.json").read() or {}
            notes = [Note.from_dict(row) for row in tables.get("notes", {}).values()]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise NotebookError(f"cannot read {home / 'notes.json'}: {error}") from error
        book._notes = {note.uid: note for note in notes}
        return book

    def add(
        self,
        *,
        article: str,
        version: str,
        anchor: Anchor | None,
        body: str,
        type: NoteType = "note",
        status: NoteStatus = "open",
        tags: Iterable[str] = (),
        about: About | None = None,
    ) -> Note:
        """Keep a new note. Raises NotebookError when it is not on disk; nothing has changed then."""
        time = self._time()
        note = Note(
            str(uuid.uuid4()), article, version, anchor, body, type, status, tuple(tags), self.author, time, time, 1,
            about or About(),
        )  # fmt: skip
        return self._keep(note)

    def edit(self, uid: str, **changes: Any) -> Note:
        """Change fields of a note: body, type, status, tags, anchor, version, article, about."""
        if unknown := set(changes) - set(CONTENT):
            raise TypeError(f"not fields of a note: {sorted(unknown)}")
        with self._lock:
            note = self._known(uid)
            return self._keep(replace(note, **changes, updated=self._time(), rev=note.rev + 1))

    def delete(self, uid: str) -> Note:
        """Put a note in the trash, and return it."""
        with self._lock:
            note = self._known(uid)
            time = self._time()
            return self._keep(replace(note, deleted=time, updated=time, rev=note.rev + 1))

    def get(self, uid: str) -> Note | None:
        """The note with this uid, or None where there is none or it is in the trash."""
        with self._lock:
            note = self._notes.get(uid)
        return note if note is not None and note.deleted is None else None

    def all(self) -> list[Note]:
        """Every note that is not in the trash, oldest first."""
        with self._lock:
            return [note for note in self._notes.values() if note.deleted is None]

    def for_article(self, key: str, version: str | None = None) -> list[Note]:
        """The notes of an article, in text order; with `version` also those made on the same text under another key."""
        found = [note for note in self.all() if note.article == key or (version and note.version == version)]
        return sorted(found, key=by_position)

    def counts(self) -> dict[str, int]:
        """How many notes each article has, by its key."""
        return Counter(note.article for note in self.all())

    def close(self) -> None:
        """Nothing is pending: every change is on disk already."""

    def _known(self, uid: str) -> Note:
        note = self.get(uid)
        if note is None:
            raise NotebookError(f"no note {uid}")
        return note

    def _time(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def _keep(self, note: Note) -> Note:
        from store.storage import AtomicJSONStorage

        if self.read_only:
            raise NotebookError(self.read_only)
        with self._lock:
            notes = {**self._notes, note.uid: note}
            tables = {"notes": {str(i): each.to_dict() for i, each in enumerate(notes.values(), 1)}}
            try:
                AtomicJSONStorage(self.home / "notes.json").write(tables)
            except OSError as error:
                raise NotebookError(f"cannot save the note in {self.home}: {why(error)}") from error
            self._notes = notes
        return note


def by_position(note: Note) -> tuple[int, int, str]:
    """Sorts notes in text order; those on the whole article come first."""
    return (-1, -1, note.created) if note.anchor is None else (note.anchor.start, note.anchor.end, note.created)
