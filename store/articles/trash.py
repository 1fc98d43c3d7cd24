"""Hides and removes articles, puts them back, marks them as read, and purges removed ones.

Every mark is a field of the article's record, which is replaced atomically: a process that is killed leaves an article
either marked or not. A removed article keeps its texts, versions and notes until it is purged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from store.articles.entry import Entry
from store.articles.library import Library
from store.disk.clock import now, stamp
from store.notes.notebook import Notebook

Mark = Literal["remove", "hide", "restore", "read", "unread"]


def change_of(mark: Mark) -> Callable[[Entry], Entry]:
    """The change that `mark` makes to an entry. Repeating it changes nothing."""
    moment = now()
    changes: Mapping[Mark, Callable[[Entry], Entry]] = {
        "remove": lambda entry: entry if entry.removed else replace(entry, removed=moment),
        "hide": lambda entry: entry if entry.hidden else replace(entry, hidden=moment),
        "restore": lambda entry: replace(entry, removed=None, hidden=None),
        "read": lambda entry: entry if entry.opened else replace(entry, opened=moment, read_version=None),
        "unread": lambda entry: replace(entry, opened=None),
    }
    return changes[mark]


def mark_all(library: Library, keys: Iterable[str], mark: Mark) -> list[Entry]:
    """Mark these articles; returns the changed ones as they were before. Raises OSError."""
    return library.change(keys, change_of(mark))


def put_back(library: Library, before: Sequence[Entry]) -> list[Entry]:
    """Restore the marks that articles had in `before`; other changes since remain. Raises OSError."""
    marks = {entry.key: entry for entry in before}

    def back(entry: Entry) -> Entry:
        old = marks[entry.key]
        return replace(entry, opened=old.opened, read_version=old.read_version, hidden=old.hidden, removed=old.removed)

    return library.change(marks, back)


def expired(library: Library, days: int, moment: datetime) -> list[Entry]:
    """Articles removed more than `days` days before `moment`, and those whose purge was interrupted."""
    limit, purged = stamp(moment - timedelta(days=days)), library.purged()
    return [
        entry
        for entry in library.everything()
        if entry.removed is not None and (entry.removed < limit or entry.key in purged)
    ]


def purge(library: Library, notebook: Notebook | None, entries: Sequence[Entry]) -> None:
    """Delete articles permanently; their notes are moved to the notebook's trash.

    Feeds that still have one do not restore it. Raises OSError and NotebookError.
    """
    if notebook is not None:
        for note in [note for entry in entries for note in notebook.for_article(entry.key)]:
            notebook.delete(note.uid)
    if entries:
        library.forget(entries)
