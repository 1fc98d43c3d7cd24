"""The disk layer of a notebook: reads, follows, appends to and compacts the snapshot and all sessions' journals."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from store.disk.files import PlantedFileError, make_folder, open_inside, why
from store.disk.journal import SUFFIX, Journal, NoLocksError, lock
from store.notes import snapshot as snapshots
from store.notes.note import Note
from store.notes.operations import Operation, State
from store.notes.peer_journals import Ended, PeerJournals, Presence, names_in, within
from store.notes.snapshot import Identity, NewerSchemaError, Snapshot

ROTATE_BYTES = 1 << 20
"""A longer journal is ended at the next compaction, so that the one after can remove it."""


class KeepError(Exception):
    """The reason notes could not be read or stored, in one line for the user."""


@dataclass(slots=True)
class Keeper:
    """Not thread-safe except for `compact`: the notebook calls it under its own lock.

    `dirty` means that the snapshot on disk is missing, old or damaged and should be written soon.
    """

    home: Path
    session: str
    author: str
    clock: Callable[[], str]
    read_only: str | None = None
    notices: list[str] = field(default_factory=list)
    dirty: bool = False
    pending: int = 0
    _journal: Journal | None = None
    _part: int = 0
    _number: int = 0
    _ended: list[Ended] = field(default_factory=list)
    _peers: PeerJournals = field(init=False)
    _snapshot: Snapshot = field(default_factory=Snapshot)
    _covered: dict[str, int] = field(default_factory=dict)
    _busy: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._peers = PeerJournals(self.home, self.session, self._notify)

    @property
    def path(self) -> Path:
        """The snapshot."""
        return self.home / snapshots.NAME

    @property
    def folder(self) -> Path:
        """The folder of the journals."""
        return self.home / "journal"

    # Reading

    def open(self, *, announce: bool, read_only: bool = False) -> State:
        """Load all notes. Raises KeepError.

        With `announce` this session's journal is started, so that others see it; with `read_only` nothing is written.
        """
        self.read_only = "opened for reading only" if read_only else self._why_not_writable(announce)
        state = self.load()
        if announce and self.read_only is None:
            with contextlib.suppress(KeepError):
                self._writable()
        return state

    def _why_not_writable(self, make: bool) -> str | None:
        try:
            if make:
                make_folder(self.home)
                make_folder(self.folder)
        except OSError as error:
            return f"cannot write to {self.home}: {why(error)}"
        for folder in (self.home, self.folder):
            if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
                return f"cannot write to {folder}: Permission denied"
        return None

    def load(self) -> State:
        """Read snapshot and journals from the start. Raises KeepError."""
        for _ in range(5):
            self._peers.close()
            found, rescued = self._read_snapshot()
            state = found.state
            self._covered = dict(state.applied)
            self._peers.follow(state, own=True)
            for note in rescued:
                self._adopt(state, note)
            self._snapshot = found
            if Identity.of(self.path) == found.identity:
                break
        return state

    def _adopt(self, state: State, note: Note) -> None:
        """Add a note salvaged from a damaged file, unless a state as new is known."""
        shown = state.shown(note.uid)
        if shown is None or shown.rev < note.rev:
            state.notes[note.uid] = (note,)

    def _read_snapshot(self) -> tuple[Snapshot, list[Note]]:
        """The snapshot, and notes salvaged from files too damaged to be one."""
        rescued: list[Note] = []
        identity = Identity.of(self.path)
        try:
            found = snapshots.read(self.path)
        except NewerSchemaError as error:
            raise KeepError(f"{self.home}: {error}") from error
        except (ValueError, PlantedFileError):
            found, rescued = self._make_good(identity)
        except OSError as error:
            raise KeepError(f"cannot read {self.path}: {why(error)}") from error
        self._notify(*found.notices)
        if found.schema < snapshots.SCHEMA and self.read_only is None:
            backup = snapshots.bak(self.path).with_name(f"{snapshots.NAME}.schema-{found.schema}.bak")
            with contextlib.suppress(OSError):
                snapshots.back_up(self.path, backup)
                self._notify(f"{snapshots.NAME} was of an older kind; it is kept as {backup.name}")
            self.dirty = True
        return found, rescued

    def _make_good(self, identity: Identity | None) -> tuple[Snapshot, list[Note]]:
        """Set a damaged snapshot aside, unless it was replaced since `identity`, and restore the backup."""
        rescued: list[Note] = []
        backup = snapshots.bak(self.path)
        for damaged in (self.path, backup):
            rescued += snapshots.salvage(damaged)
            name = damaged.name
            replaced = damaged == self.path and Identity.of(self.path) != identity
            if self.read_only is None and not replaced:
                with contextlib.suppress(OSError):
                    name = snapshots.set_aside(damaged, self.clock()[:19].replace(":", "")).name
            self.dirty = True
            try:
                found = snapshots.read(backup) if damaged == self.path else Snapshot()
            except NewerSchemaError as error:
                raise KeepError(f"{self.home}: {error}") from error
            except (OSError, ValueError):
                self._notify(f"{damaged.name} was damaged and is kept as {name}")
                continue
            source = f"{backup.name} and the journals" if found.state.notes else "the journals"
            self._notify(f"{damaged.name} was damaged and is kept as {name}; notes were read from {source}")
            found.identity = Identity.of(self.path)
            return found, rescued
        return Snapshot(), rescued

    def refresh(self, state: State) -> tuple[State | None, set[str]]:
        """Update `state` with others' changes; returns the uids changed. Or a new state, if it had to be loaded."""
        changed = self._peers.follow(state, own=False)
        identity = Identity.of(self.path)
        if identity == self._snapshot.identity:
            return None, changed
        head = snapshots.peek(self.path)
        known = self._snapshot.stamp
        if head is not None and head.previous == known and within(head.applied, state.applied):
            self._snapshot.stamp, self._snapshot.identity = head.stamp, identity
            self._covered = dict(head.applied)
            return None, changed
        if (identity is None or head is None) and not self._readable():
            self._snapshot.identity, self.dirty = Identity.of(self.path), True
            return None, changed
        return self.load(), changed

    def _readable(self) -> bool:
        """Whether the file exists and is intact. Memory has all of it, so a damaged one is set aside and rewritten."""
        try:
            snapshots.read(self.path)
        except (ValueError, PlantedFileError):
            if self.read_only is None:
                with contextlib.suppress(OSError):
                    aside = snapshots.set_aside(self.path, self.clock()[:19].replace(":", ""))
                    self._notify(f"{snapshots.NAME} was damaged and is kept as {aside.name}; it is written anew")
            return False
        except OSError:
            return False
        except NewerSchemaError as error:
            raise KeepError(f"{self.home}: {error}") from error
        return os.path.lexists(self.path)

    def others(self) -> list[Presence]:
        """The other live sessions."""
        return self._peers.present()

    # Appending

    def next_op(self) -> str:
        """The name of this session's next operation. Never reused, even if the operation fails."""
        self._number += 1
        return f"{self.session}:{self._number}"

    def append(self, *operations: Operation) -> None:
        """Make operations durable, all with one write. Raises KeepError: none of them is stored then."""
        if self.read_only is not None:
            raise KeepError(self.read_only)
        journal = self._writable()
        before = journal.size
        try:
            journal.append([operation.to_dict() for operation in operations])
        except OSError as error:
            raise KeepError(f"not saved: {why(error)} ({journal.path})") from error
        self.pending += journal.size - before

    def _writable(self) -> Journal:
        """This session's journal, created if it is missing or was removed. Raises KeepError."""
        if self._journal is not None and self._journal.is_removed():
            self._journal.close()
            self._journal = None
            self.dirty = True
        if self._journal is None:
            try:
                self._journal = self._begin()
            except OSError as error:
                raise KeepError(f"not saved: {why(error)} ({self.folder})") from error
            if not self._journal.locked:
                self._peers.report_no_locks()
        return self._journal

    def _begin(self) -> Journal:
        self._part += 1
        header = {
            "op": "session", "session": self.session, "author": self.author, "host": socket.gethostname(),
            "pid": os.getpid(), "started": self.clock(),
        }  # fmt: skip
        return Journal(self.home, self.folder / f"{self.session}.{self._part:06}{SUFFIX}", header)

    # Compacting

    def is_outdated(self, state: State) -> bool:
        """Whether the snapshot lacks something."""
        return self.dirty or not within(state.applied, self._covered)

    @contextlib.contextmanager
    def compacting(self, patience: float) -> Iterator[bool]:
        """Hold the folder's compaction lock, waiting up to `patience` seconds; yields False if it stays locked."""
        if not self._busy.acquire(timeout=patience):
            yield False
            return
        try:
            descriptor = self._open_lock()
            try:
                yield self._get(descriptor, time.monotonic() + patience)
            finally:
                os.close(descriptor)
        finally:
            self._busy.release()

    def _open_lock(self) -> int:
        """The lock file, which another user may own. Raises OSError."""
        path = self.home / "notes.lock"
        try:
            return open_inside(self.home, path, os.O_RDWR | os.O_CREAT)
        except PlantedFileError as error:
            self._notify(f"{path.name}: {why(error)}; {snapshots.NAME} waits")
            raise
        except PermissionError:
            return open_inside(self.home, path, os.O_RDONLY)

    def _get(self, descriptor: int, until: float) -> bool:
        try:
            while not lock(descriptor):
                if time.monotonic() >= until:
                    return False
                time.sleep(0.02)
        except NoLocksError:
            self._peers.report_no_locks()
            return False
        return True

    def compact(self, state: State, guard: Any) -> None:
        """Write `state`, a frozen copy, to the snapshot, and remove journals that the backup covers too.

        `guard` is the notebook's lock, held only briefly. Raises OSError.
        """
        with guard:
            before, names = self._snapshot, names_in(self.folder)
        sessions = {name.partition(".")[0] for name in names} | {self.session}
        state.applied = {session: number for session, number in state.applied.items() if session in sessions}
        head = snapshots.peek(self.path)
        written = snapshots.write(self.path, state, before)
        with guard:
            self._snapshot = written
            self._covered = dict(state.applied)
            self.dirty, self.pending = False, 0
            self._rotate()
            self._let_go(head.applied if head is not None else {})

    def _rotate(self) -> None:
        old = self._journal
        if old is not None and old.size > ROTATE_BYTES:
            with contextlib.suppress(OSError):
                self._journal = self._begin()
                self._ended.append(Ended(old.path, self._number))
                old.close()

    def _let_go(self, covered: dict[str, int]) -> None:
        """Remove journals without a writer that are all in the backup: it and the remaining journals stay complete."""
        for ended in list(self._ended):
            if ended.last <= covered.get(self.session, 0):
                with contextlib.suppress(OSError):
                    ended.path.unlink()
                self._ended.remove(ended)
        self._peers.let_go(covered)

    def close(self, *, remove: bool = False) -> None:
        """Leave the folder. A journal without operations is removed; others stay for the next compaction."""
        self._peers.close()
        if self._journal is not None:
            self._journal.close(remove=remove or (self._number == 0))
            self._journal = None

    def _notify(self, *lines: str) -> None:
        self.notices += [line for line in lines if line not in self.notices]
