"""An article's file as a row of the index."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from store.articles.entry import Entry, parse_entry
from store.disk.clock import utc
from store.disk.files import read_inside
from store.disk.json_reader import parse
from store.model.wire import embargo_ends, status_in_words
from store.notes.index import fold

Row = tuple[object, ...]
NOON = "T12:00"
"""Suffix of the time of an article with only a date: shorter than a time of day, so that none is shown."""

FILES = "files"
"""The site of articles without one."""


def stamps_in(folder: Path) -> dict[str, str]:
    """The keys of the articles in `folder`, each with a stamp that changes with its file."""
    found: dict[str, str] = {}
    try:
        with os.scandir(folder) as files:
            for file in files:
                name = file.name
                if name.endswith(".json") and not name.startswith("."):
                    try:
                        state = file.stat(follow_symlinks=False)
                    except OSError:
                        continue
                    found[name[:-5]] = f"{state.st_mtime_ns}-{state.st_size}-{state.st_ino}"
    except OSError:
        return {}
    return found


def row_of(home: Path, path: Path, stamp: str) -> tuple[Row, str] | None:
    """The row and record of an article of the data folder `home`; None for a missing or damaged file."""
    try:
        stored = read_inside(home, path).decode("utf-8")
        entry = parse_entry(parse(stored), path.stem)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    wire = entry.wire
    places = (entry.source, entry.location, (wire and wire.source) or "", (wire and wire.url) or "")
    ends = embargo_ends(wire, datetime.min.replace(tzinfo=UTC))
    row = (
        path.stem, stamp, entry.title, entry.source, fold("\n".join(dict.fromkeys(places))),
        entry.added, _moment(entry), entry.version, entry.opened is None, entry.actors, entry.quotes,
        ends and utc(ends), status_in_words(wire), site_of(entry.source), len(entry.versions),
        entry.read_version not in (None, entry.version), 2 if entry.removed else 1 if entry.hidden else 0,
    )  # fmt: skip
    return tuple(utf8(value) if isinstance(value, str) else value for value in row), stored


def site_of(source: str) -> str:
    """The host of a URL, without `www.`; `FILES` for anything else."""
    _scheme, found, rest = source.partition("://")
    return (rest.partition("/")[0].removeprefix("www.").lower() or FILES) if found else FILES


def utf8(text: str) -> str:
    """`text` as SQLite can store it: an unpaired surrogate, as for an odd byte in a file name, becomes "?"."""
    return text.encode("utf-8", "replace").decode()


def _moment(entry: Entry) -> str:
    """An article's own date, else exactly `entry.added`, which marks an unknown date in lists.

    A day without a time is sorted as its noon.
    """
    if not entry.published:
        return entry.added
    try:
        moment = datetime.fromisoformat(entry.published)
        if len(entry.published) <= 10:
            return f"{entry.published}{NOON}"
        return utc(moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment)
    except (ValueError, OverflowError):
        return entry.added
