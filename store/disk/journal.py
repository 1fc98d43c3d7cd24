"""Append-only files of checksummed JSON lines, one a session: they survive kill -9 and a full disk.

A line is eight hexadecimal digits of CRC-32, a blank, JSON in ASCII, a line feed. A line is durable once `append` has
returned, which is after fdatasync. An incomplete last line is ignored; a damaged one is skipped and counted. A session
holds a lock (flock) on its newest file for as long as it lives, which distinguishes live from dead sessions on any host
that shares the folder and its locks.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import secrets
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from store.disk.files import TEMPORARY, make_folder, open_inside, sync_folder
from store.disk.json_reader import parse_object

SUFFIX = ".log"
BLOCK_BYTES = 1 << 20

Line = dict[str, Any]


class NoLocksError(Exception):
    """The file system does not lock files."""


def lock(descriptor: int, *, shared: bool = False) -> bool:
    """Try to lock an open file; False when another holds it. Raises NoLocksError."""
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN):
            return False
        raise NoLocksError from error
    return True


def encode(line: Mapping[str, Any]) -> bytes:
    """One line of a journal."""
    data = json.dumps(line, separators=(",", ":")).encode()
    return b"%08x %s\n" % (zlib.crc32(data), data)


def decode(data: bytes) -> Line | None:
    """The line in the form of `encode`, without its line feed; None if it is damaged."""
    try:
        if len(data) < 10 or data[8:9] != b" " or int(data[:8], 16) != zlib.crc32(data[9:]):
            return None
        return parse_object(data[9:])
    except ValueError:
        return None


class Journal:
    """The file this session appends to. Not thread-safe: its owner has a lock."""

    def __init__(self, home: Path, path: Path, header: Mapping[str, Any], *, private: bool = False) -> None:
        """Create the file in the data folder `home`, locked and with its first line, atomically. Raises OSError.

        Only its owner may write it: a session's changes are its own. A `private` file is readable only by its owner,
        too. `locked`: whether locks work.
        """
        make_folder(path.parent)
        self.path = path
        temporary = path.parent / f"{TEMPORARY}{secrets.token_hex(6)}"
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND
        self._descriptor = open_inside(home, temporary, flags, private=private, mode=0o640, shared_mode=0o040)
        self.size = 0
        self._partial = False
        try:
            try:
                self.locked = lock(self._descriptor)
            except NoLocksError:
                self.locked = False
            self.append([header])
            temporary.rename(path)
        except BaseException:
            os.close(self._descriptor)
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        sync_folder(path.parent)

    def append(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """Append lines durably. Raises OSError: then none of them is in the file."""
        if self._partial:
            self._cut()
        data = b"".join(map(encode, lines))
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
            os.fdatasync(self._descriptor)
        except BaseException:
            self._partial = True
            with contextlib.suppress(OSError):
                self._cut()
            raise
        self.size += len(data)

    def _cut(self) -> None:
        """Truncate the file after the last complete line, so that the next one does not follow half a line."""
        os.ftruncate(self._descriptor, self.size)
        os.fdatasync(self._descriptor)
        self._partial = False

    def is_removed(self) -> bool:
        """Whether the file was removed, so that appended lines would be lost."""
        return os.fstat(self._descriptor).st_nlink == 0

    def close(self, *, remove: bool = False) -> None:
        """Close the file; with `remove`, delete it too."""
        if remove:
            with contextlib.suppress(OSError):
                self.path.unlink()
        os.close(self._descriptor)


class Tail:
    """Reads a journal that may still be growing. Keeps the file open, so that a removed one can still be read."""

    def __init__(self, home: Path, path: Path, *, private: bool = False) -> None:
        """Open the file in the data folder `home`; a `private` one must be the user's own. Raises OSError."""
        self.path = path
        self.damaged = 0
        self._descriptor = open_inside(home, path, os.O_RDONLY, private=private)
        self._offset = 0
        self._seen = 0

    def read(self) -> Iterator[Line]:
        """The complete lines added since the last call. Raises OSError."""
        rest = b""
        while block := os.pread(self._descriptor, BLOCK_BYTES, self._offset + len(rest)):
            *complete, rest = (rest + block).split(b"\n")
            for data in complete:
                self._offset += len(data) + 1
                line = decode(data)
                if line is not None:
                    yield line
                elif data:
                    self.damaged += 1
            self._seen = self._offset + len(rest)

    def owner(self) -> int:
        """The user id of the file's owner."""
        return os.fstat(self._descriptor).st_uid

    def grown(self) -> bool:
        """Whether there are bytes that `read` has not returned."""
        return os.fstat(self._descriptor).st_size > self._seen

    def unfinished(self) -> int:
        """The number of bytes after the last complete line."""
        return max(0, os.fstat(self._descriptor).st_size - self._offset)

    def alive(self) -> bool:
        """Whether the session that writes it is live. Raises NoLocksError."""
        if not lock(self._descriptor, shared=True):
            return True
        fcntl.flock(self._descriptor, fcntl.LOCK_UN)
        return False

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)
