"""Queries over the notes in memory. Every method may be called from any thread."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from store.notes.index import Index
from store.notes.note import Note, NoteStatus, NoteType
from store.notes.operations import State, split_op

_OP = re.compile(r".+:\d{1,18}")


class NotebookError(Exception):
    """The reason notes could not be read or stored, in one line for the user."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A note edited in two places at once: its versions, the one shown first."""

    uid: str
    versions: tuple[Note, ...]


class Finder:
    """The current notes of one data folder, with an index.

    `lock` guards `state` and `index`, which only `store.notes` changes.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.state = State()
        self.index = Index()
        self._sorted: dict[tuple[str, str | None], list[Note]] = {}

    def get(self, uid: str) -> Note | None:
        """The note with this uid; None if there is none or it is in the trash."""
        with self.lock:
            return self.index.notes.get(uid)

    def states(self, uid: str) -> tuple[Note, ...]:
        """The current states of a note, the one shown first; also those in the trash."""
        with self.lock:
            return self.state.notes.get(uid, ())

    def last_operations(self) -> dict[str, int]:
        """For each session, the number of its last known operation in the notes."""
        with self.lock:
            ops = [note.op for heads in self.state.notes.values() for note in heads]
            ops += [step.op for step in self.state.history]
            last: dict[str, int] = {}
            for session, number in map(split_op, filter(_OP.fullmatch, ops)):
                last[session] = max(number, last.get(session, 0))
            return last

    def all(self) -> list[Note]:
        """Every note that is not in the trash."""
        with self.lock:
            return list(self.index.notes.values())

    def for_article(self, key: str, version: str | None = None) -> list[Note]:
        """The notes of an article, in text order; with `version` also those made on the same text under another key."""
        with self.lock:
            found = self._sorted.get((key, version))
            if found is None:
                found = self._sorted[key, version] = self.index.for_article(key, version)
            return list(found)

    def counts(self) -> dict[str, int]:
        """The number of notes on each article, by its key."""
        with self.lock:
            return {key: len(uids) for key, uids in self.index.articles.items()}

    def tags(self) -> dict[str, int]:
        """The number of notes with each tag, the most used first."""
        with self.lock:
            counted = {tag: len(uids) for tag, uids in self.index.tags.items()}
        return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))

    def select(
        self,
        *,
        article: str | None = None,
        tag: str | None = None,
        type: NoteType | None = None,
        status: NoteStatus | None = None,
    ) -> list[Note]:
        """The notes that match every condition, oldest first."""
        with self.lock:
            return self.index.select(article=article, tag=tag, type=type, status=status)

    def search(self, query: str, *, titles: Mapping[str, str] | None = None) -> list[Note]:
        """The notes with every word of `query` in body, quote, tags, speaker or title, latest first.

        Case and accents are ignored; words between double quotes stay together. `titles` has the articles' titles by
        key.
        """
        with self.lock:
            return self.index.search(query, titles or {})

    def trash(self) -> list[Note]:
        """The deleted notes, latest first."""
        with self.lock:
            heads = (self.state.shown(uid) for uid in self.state.notes)
            deleted = [note for note in heads if note is not None and note.deleted is not None]
        return sorted(deleted, key=lambda note: note.deleted or "", reverse=True)

    def conflicts(self) -> list[Conflict]:
        """The notes that were edited in two places at once."""
        with self.lock:
            several = [uid for uid, heads in self.state.notes.items() if len(heads) > 1]
            return [Conflict(uid, versions) for uid in several if (versions := self.state.conflicts(uid))]

    # For code that changes the notes, under the lock

    def heads(self, uid: str) -> tuple[str, ...]:
        """The operations that made the current states of a note."""
        return tuple(head.op for head in self.state.notes[uid])

    def show(self, uid: str) -> None:
        """Update the index to the state of one note."""
        note = self.state.shown(uid)
        self.index.put(uid, note if note is not None and note.deleted is None else None)
        self._sorted.clear()

    def reindex(self) -> None:
        """Rebuild the index."""
        self.index = Index()
        self._sorted.clear()
        for uid in self.state.notes:
            self.show(uid)
