"""Watches a folder, with its subfolders, into which a wire drops files: articles are added to the library, unread.

A file is read when its size and time have not changed for a moment and, if the system can tell, no program has it open
for writing, so that half-written files wait; one that is renamed into the folder waits no longer than that. Names that
programs give to unfinished files are ignored, and so are hidden folders, and links, which may lead anywhere.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import fcntl
import os
import signal
import stat
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from extract.text import normalise
from store.articles.entry import Entry, key_of
from store.articles.library import Library
from store.articles.sources import Loaded, Source, load
from store.disk.clock import stamp
from store.disk.files import why
from store.model.source_names import SourceError, printable
from store.processes.parser import Sandbox

SETTLE_SECONDS = 0.4
"""How long a file must not have changed."""
OPEN_FILE_TIMEOUT_SECONDS = 60.0
"""Time after which an unchanged file is read although a program has it open for writing."""
POLL_SECONDS = 0.1
UNFINISHED_SUFFIXES = (".tmp", ".part", ".partial", ".crdownload", ".swp", ".lock", "~")


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """The result for one file: its stored articles, or why there are none."""

    path: Path
    entries: tuple[Entry, ...] = ()
    fault: str = ""


@dataclass(slots=True)
class _Waiting:
    state: tuple[int, int] | None
    since: float


@dataclass(slots=True)
class Drop:
    """One watched folder and what is below it. Use it from one event loop, which it never blocks."""

    folder: Path
    library: Library
    sandbox: Sandbox
    _waiting: dict[Path, _Waiting] = field(default_factory=dict)
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self) -> AsyncIterator[DroppedFile]:
        """Yield the files that the library does not have yet, then each new one, forever.

        Raises SourceError if the folder cannot be watched.
        """
        if not await asyncio.to_thread(self.folder.is_dir):
            raise SourceError(f"{printable(str(self.folder))}: no such folder")
        listening = asyncio.create_task(self._listen(), name="watch")
        try:
            for path in await asyncio.to_thread(self._unseen_files):
                self._expect(path)
            while True:
                arrival = asyncio.create_task(self._arrived.wait())
                await asyncio.wait([arrival, listening], return_when=asyncio.FIRST_COMPLETED)
                arrival.cancel()
                if listening.done():
                    listening.result()
                    return
                for path in await asyncio.to_thread(self._settled):
                    dropped = await asyncio.to_thread(self.take_file, path)
                    if dropped is not None:
                        yield dropped
                if not self._waiting:
                    self._arrived.clear()
                else:
                    await asyncio.sleep(POLL_SECONDS)
        finally:
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening

    async def _listen(self) -> None:
        """Record which files the system reports as changed."""
        watchfiles = await asyncio.to_thread(__import__, "watchfiles")
        try:
            async for changes in watchfiles.awatch(self.folder, step=50, debounce=200, recursive=True):
                for change, name in changes:
                    if change != watchfiles.Change.deleted:
                        self._expect(Path(name))
        except OSError as error:
            raise SourceError(f"{printable(str(self.folder))}: cannot be watched: {why(error)}") from error

    def _expect(self, path: Path) -> None:
        if _is_finished(path):
            self._waiting.setdefault(path, _Waiting(None, 0.0))
            self._arrived.set()

    def _settled(self) -> list[Path]:
        """The files that have stopped changing; they are no longer waited for."""
        now = time.monotonic()
        ready = []
        for path in [path for path in self._waiting if path.is_dir()]:
            del self._waiting[path]
            if self._is_inside(path):  # what was in a folder before it was watched
                for file in self._files_below(path):
                    self._waiting.setdefault(file, _Waiting(None, 0.0))
        for path, waiting in list(self._waiting.items()):
            state = _state(path) if self._is_inside(path) else None
            if state is None:
                del self._waiting[path]  # removed again, or not a file
            elif state != waiting.state:
                waiting.state, waiting.since = state, now
            elif now - waiting.since >= (OPEN_FILE_TIMEOUT_SECONDS if _is_open_to_write(path) else SETTLE_SECONDS):
                del self._waiting[path]
                ready.append(path)
        return ready

    def take_all(self) -> list[DroppedFile]:
        """Read all files that the library does not have yet, at once. Raises OSError."""
        return [dropped for path in self._unseen_files() if (dropped := self.take_file(path)) is not None]

    def name_of(self, path: Path) -> str:
        """A file's name below the folder, safe to show."""
        return printable(str(path.relative_to(self.folder)) if path.is_relative_to(self.folder) else path.name)

    def _is_inside(self, path: Path) -> bool:
        """Whether a path is in the folder itself, not behind a link or in a hidden folder below it."""
        if not path.is_relative_to(self.folder):
            return False
        below = [self.folder / part for part in path.relative_to(self.folder).parents][:-1]
        return not any(each.name.startswith(".") or each.is_symlink() for each in below) and not path.is_symlink()

    def _files_below(self, folder: Path) -> Iterator[Path]:
        """The finished files in a folder and below, by name. Raises OSError for an unreadable watched folder."""

        def refuse(error: OSError) -> None:
            if error.filename == str(self.folder):
                raise error

        for parent, folders, names in os.walk(folder, onerror=refuse):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (path for name in sorted(names) if _is_finished(path := Path(parent, name)))

    def take_file(self, path: Path) -> DroppedFile | None:
        """Store the articles of a file; None if it has nothing new."""
        try:
            loaded = load(Source("file", str(path)), self.sandbox.limits.bytes)
            if not loaded.text.strip() and loaded.raw is None:
                return DroppedFile(path, fault=f"{printable(str(path))}: empty")
            entries = tuple(self._new_entries(self.sandbox.articles(loaded)))
        except (SourceError, OSError) as error:
            return DroppedFile(
                path, fault=str(error) if isinstance(error, SourceError) else f"{printable(str(path))}: {why(error)}"
            )
        return DroppedFile(path, entries) if entries else None

    def _new_entries(self, articles: list[Loaded]) -> Iterator[Entry]:
        from extract.layout.zones import zone

        for loaded in articles:
            before = self.library.entry(key_of(loaded))
            title = loaded.title or zone(normalise(loaded.text)).meta.headline or loaded.id
            entry = self.library.keep(loaded, title=title, unread=True)
            if before is None or before.version != entry.version:
                yield entry

    def _unseen_files(self) -> list[Path]:
        """The files that are newer than the library's copies."""
        times = {
            entry.location.partition("#")[0]: entry.versions[-1].added
            for entry in self.library.entries()
            if entry.versions
        }
        found = []
        for path in self._files_below(self.folder):
            state = _state(path)
            if state is not None:
                added = times.get(os.path.realpath(path))
                changed = stamp(datetime.fromtimestamp(state[1] / 1e9, UTC))
                if added is None or changed > added:
                    found.append(path)
        return found


def _is_finished(path: Path) -> bool:
    """Whether the name is not one that programs give to unfinished files."""
    return not path.name.startswith(".") and not path.name.lower().endswith(UNFINISHED_SUFFIXES)


def _is_open_to_write(path: Path) -> bool:
    """Whether some program has the file open for writing.

    False if the system does not tell: for other users' files, and outside Linux. Linux grants no read lease on a file
    that is open for writing (fcntl(2), F_SETLEASE). The lease is released at once; the signal for a broken lease is set
    to one that does nothing.
    """
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.fcntl(file, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(file)
    return False


def _state(path: Path) -> tuple[int, int] | None:
    """A file's size and time; None for anything but a regular file."""
    try:
        state = path.lstat()
    except OSError:
        return None
    return (state.st_size, state.st_mtime_ns) if stat.S_ISREG(state.st_mode) else None
