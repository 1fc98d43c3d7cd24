"""`notes.json`: a snapshot of all notes, as a TinyDB file.

Tables: `meta` (one document: schema, stamp, the journal lines included), `notes` (what the user sees), `trash`,
`conflicts` (the other versions of notes edited in two places), `history` (steps for undo), `unread` (documents this
version could not parse, kept unchanged). Tables of other programs are kept unchanged.
"""

from __future__ import annotations

import contextlib
import gc
import os
import secrets
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from store.disk.files import TEMPORARY, open_inside, read_inside, sync_folder, write_inside
from store.disk.json_reader import parse, text_of, whole_number
from store.notes.note import Note, NoteReader
from store.notes.operations import State, Step

SCHEMA = 1
NAME = "notes.json"
TABLES = ("meta", "notes", "trash", "conflicts", "history", "unread")
HEAD_BYTES = 256 * 1024
MAX_TRIES = 4
MAX_BACKUP_BYTES = 4 << 30
"""The largest snapshot that is copied if the file system has no hard links."""

Tables = dict[str, dict[str, Any]]


class NewerSchemaError(Exception):
    """The file was written by a newer version."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Identifies a state of the file without reading it: device, inode, size, time of change."""

    device: int
    inode: int
    size: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> Identity | None:
        """The file's current identity; None if it does not exist."""
        try:
            found = path.lstat()
        except OSError:
            return None
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


@dataclass(slots=True)
class Snapshot:
    """The content of the file. `schema` is 0 for a file without `meta`; `notices` are lines for the user."""

    state: State = field(default_factory=State)
    schema: int = SCHEMA
    stamp: str = ""
    identity: Identity | None = None
    foreign: Tables = field(default_factory=dict)
    unread: list[Any] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def read(path: Path) -> Snapshot:
    """Read the notes in a file; an empty snapshot if it does not exist.

    Another program may be writing the file in place, so a bad one is read again a few times. Raises OSError, ValueError
    for a damaged file, NewerSchemaError.
    """
    collecting = gc.isenabled()
    gc.disable()  # the new objects all stay: collecting garbage meanwhile would double the time
    try:
        for attempt in range(MAX_TRIES):
            identity = Identity.of(path)
            try:
                snapshot = _read(path)
            except ValueError as error:
                if attempt == MAX_TRIES - 1:
                    raise ValueError(str(error)) from error
                time.sleep(0.03)
            else:
                snapshot.identity = identity
                break
    finally:
        if collecting:
            gc.enable()
    return snapshot


def _read(path: Path) -> Snapshot:
    from store.disk.tinydb_storage import AtomicJSONStorage

    storage = AtomicJSONStorage(path)
    try:
        return _parse(storage.documents(), path.name)
    except FileNotFoundError:
        return Snapshot()
    except ValueError:  # written by another program, or damaged
        tables = storage.read()
    if tables is None and bak(path).exists():
        raise ValueError("empty")
    documents = ((table, number, row) for table, rows in (tables or {}).items() for number, row in rows.items())
    return _parse(documents, path.name)


def _parse(documents: Iterator[tuple[str, str, Any]], name: str) -> Snapshot:
    snapshot = Snapshot(schema=0)
    reader = NoteReader()
    empty = True
    for table, number, row in documents:
        empty = False
        if table in ("notes", "trash", "conflicts", "unread"):
            _take_note(row, snapshot, reader)
        elif table == "history":
            with contextlib.suppress(KeyError, TypeError, ValueError, AttributeError):
                snapshot.state.history.append(Step.from_dict(row))
        elif table == "meta":
            _take_meta(row, snapshot, name)
        else:
            snapshot.foreign.setdefault(table, {})[number] = row
    if empty:
        snapshot.schema = SCHEMA
    if snapshot.unread:
        snapshot.notices.append(f"{NAME}: {len(snapshot.unread)} documents could not be read; they are kept in it")
    return snapshot


def _take_meta(meta: Any, snapshot: Snapshot, name: str) -> None:
    if not isinstance(meta, dict):
        raise ValueError("no schema in it")
    snapshot.schema = whole_number(meta.get("schema"))
    if snapshot.schema > SCHEMA:
        raise NewerSchemaError(f"{name} has schema {snapshot.schema}, this Copydesk knows up to {SCHEMA}: upgrade it")
    snapshot.stamp = text_of(meta.get("stamp", ""))
    snapshot.state.applied = _applied(meta.get("applied", {}))
    awaited = meta.get("awaited", [])
    if not isinstance(awaited, list):
        raise ValueError("not a list of operations")
    snapshot.state.awaited = set(map(text_of, awaited))


def _applied(found: Any) -> dict[str, int]:
    """The last operation of each session. Raises ValueError for anything else."""
    if not isinstance(found, dict):
        raise ValueError("not the operations of sessions")
    return {session: whole_number(number) for session, number in found.items()}


def _take_note(row: Any, snapshot: Snapshot, reader: NoteReader) -> None:
    """Add a note; anything else is stored unchanged."""
    try:
        note = reader.read(row)
    except (KeyError, TypeError, ValueError, AttributeError):
        snapshot.unread.append(row)
        return
    if note.uid in snapshot.state.notes:
        snapshot.state.adopt(note)
    else:
        snapshot.state.notes[note.uid] = (note,)


def write(path: Path, state: State, before: Snapshot) -> Snapshot:
    """Replace the file with `state`; the old one becomes the backup. Raises OSError; the file is then unchanged."""
    from store.disk.tinydb_storage import AtomicJSONStorage

    stamp = secrets.token_hex(8)
    meta = {
        "schema": SCHEMA, "stamp": stamp, "previous": before.stamp, "applied": state.applied,
        "awaited": sorted(state.awaited),
    }  # fmt: skip
    heads = [heads for heads in state.notes.values() if heads]
    tables: dict[str, Mapping[Any, Any]] = {
        "meta": {1: meta},
        "notes": Rows(note for note, *_ in heads if note.deleted is None),
        "trash": Rows(note for note, *_ in heads if note.deleted is not None),
        "conflicts": Rows(note for _, *others in heads for note in others),
        "history": {i: step.to_dict() for i, step in enumerate(state.history, 1)},
        "unread": dict(enumerate(before.unread, 1)),
        **before.foreign,
    }
    back_up(path)
    AtomicJSONStorage(path).write({name: rows for name, rows in tables.items() if rows or name == "notes"})
    return Snapshot(state, SCHEMA, stamp, Identity.of(path), before.foreign, before.unread)


class Rows(dict[Any, Any]):
    """Documents numbered from 1 and made one at a time, so that a large table is never in memory twice."""

    def __init__(self, notes: Iterator[Note]) -> None:
        super().__init__(enumerate(notes, 1))

    def items(self) -> Any:
        """Numbers and documents."""
        return ((number, note.to_dict()) for number, note in super().items())


def bak(path: Path) -> Path:
    """The path of the backup, beside `path`."""
    return path.with_name(path.name + ".bak")


def back_up(path: Path, to: Path | None = None) -> None:
    """Store the current file under its backup's name, without copying if the file system has hard links."""
    temporary = path.parent / f"{TEMPORARY}{secrets.token_hex(6)}"
    with contextlib.suppress(FileNotFoundError):
        os.close(open_inside(path.parent, path, os.O_RDONLY))  # raises if it is not a file
        try:
            os.link(path, temporary, follow_symlinks=False)
        except FileNotFoundError:
            raise
        except OSError:
            write_inside(path.parent, temporary, [read_inside(path.parent, path, max_bytes=MAX_BACKUP_BYTES)])
        temporary.replace(to or bak(path))
        sync_folder(path.parent)


def set_aside(path: Path, moment: str) -> Path:
    """Rename an unreadable file, so that nothing overwrites it. Raises OSError."""
    aside = path.with_name(f"{path.name}.damaged-{moment}")
    number = 1
    while os.path.lexists(aside):
        number += 1
        aside = path.with_name(f"{path.name}.damaged-{moment}-{number}")
    path.rename(aside)
    sync_folder(path.parent)
    return aside


def salvage(path: Path) -> Iterator[Note]:
    """The intact notes of a damaged file, which has one document a line."""
    with contextlib.suppress(OSError), os.fdopen(open_inside(path.parent, path, os.O_RDONLY), "rb") as file:
        for line in file:
            start = line.find(b"{")
            if start > 0:
                with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
                    yield Note.from_dict(parse(line[start:].rstrip().rstrip(b",")))


@dataclass(frozen=True, slots=True)
class Head:
    """The `meta` document of a file: enough to see what a new snapshot covers."""

    stamp: str
    previous: str
    applied: dict[str, int]


def peek(path: Path) -> Head | None:
    """Read `meta` alone, without the notes; None if it cannot be read."""
    try:
        with os.fdopen(open_inside(path.parent, path, os.O_RDONLY), "rb") as file:
            first, second, *_ = file.read(HEAD_BYTES).split(b"\n", 2)
        if first != b'{"meta": {':
            return None
        meta = parse(b"{" + second + b"}")["1"]
        return Head(text_of(meta["stamp"]), text_of(meta["previous"]), _applied(meta["applied"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
