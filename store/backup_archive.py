"""Backs up a data folder as one compressed tar archive, and restores it.

A backup may be taken while people work. Files that are replaced atomically are copied unchanged; the notes
(`notes.json` and the journals) are copied in a consistent state, so that no note is in the backup without the states it
is based on. `manifest.json` comes last and has the SHA-256 of every file, which `unpack` checks.

Left out: the index, which is rebuilt, locks, and files that are being written.
"""

from __future__ import annotations

import contextlib
import errno
import gzip
import hashlib
import json
import os
import shutil
import stat
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

from store.disk.boundary import check_folder
from store.disk.clock import now
from store.disk.files import TEMPORARY, open_inside, sync_folder, why
from store.disk.journal import SUFFIX

FORMAT = 1
MANIFEST = "manifest.json"
FOLDER = "desk"
"""Files lie below this folder in the archive."""
COMPRESSION_LEVEL = 6
MAX_MANIFEST_BYTES = 1 << 30
MAX_NAME_CHARACTERS = 1_000
MAX_TRIES = 20
"""The most attempts at copying the notes while they change."""
CHUNK_BYTES = 1 << 20

_NOTES = "notes.json"
_INDEX = "desk.sqlite"
_LOCK_SUFFIX = ".lock"


class BackupError(Exception):
    """The reason a backup cannot be taken or restored, in one line."""


@dataclass(slots=True)
class BackupReport:
    """The content of a backup: files and bytes, uncompressed; `skipped` has a line for each file left out."""

    files: int = 0
    bytes: int = 0
    skipped: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Buffer:
    """The output of the archive's writer that has not been collected yet."""

    pieces: list[bytes] = field(default_factory=list)

    def write(self, data: bytes) -> int:
        self.pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: no bytes are buffered."""

    def take(self) -> bytes:
        data = b"".join(self.pieces)
        self.pieces.clear()
        return data


def pack(home: Path, report: BackupReport) -> Iterator[bytes]:
    """The archive of the data folder `home`, in pieces; its content is counted in `report`.

    Raises BackupError if there is no data folder, and OSError if the notes cannot be read.
    """
    if not home.is_dir():
        raise BackupError(f"{home}: no data folder there")
    notes = _notes(home)
    buffer, hashes = _Buffer(), dict[str, str]()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=COMPRESSION_LEVEL, mtime=0) as packed:
        with tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as archive:
            for name, data in notes.items():
                hashes[name] = _add(archive, name, data, report)
                yield buffer.take()
            for path in _others(home, report):
                name = path.relative_to(home).as_posix()
                try:
                    data = _Opened.of(home, path)
                except FileNotFoundError:  # removed meanwhile
                    continue
                except OSError as error:
                    report.skipped.append(f"{name}: {why(error)}")
                    continue
                with data.file:
                    hashes[name] = _add(archive, name, data, report)
                yield buffer.take()
            manifest = {"format": FORMAT, "made": now(), "files": hashes}
            content = json.dumps(manifest, ensure_ascii=True, separators=(",", ":")).encode("ascii")
            info = tarfile.TarInfo(MANIFEST)
            info.size, info.mode = len(content), 0o600
            archive.addfile(info, BytesIO(content))
        yield buffer.take()
    yield buffer.take()


@dataclass(slots=True)
class _Opened:
    """The first `size` bytes of a file, its mode and its modification time (seconds since the epoch)."""

    file: IO[bytes]
    size: int
    mode: int
    changed: float

    @classmethod
    def of(cls, home: Path, path: Path) -> _Opened:
        descriptor = open_inside(home, path, os.O_RDONLY)
        found = os.fstat(descriptor)
        return cls(os.fdopen(descriptor, "rb"), found.st_size, stat.S_IMODE(found.st_mode), found.st_mtime)


def _add(archive: tarfile.TarFile, name: str, data: _Opened, report: BackupReport) -> str:
    """Add a file to the archive; returns its SHA-256."""
    hashed = _Hashing(data.file)
    info = tarfile.TarInfo(f"{FOLDER}/{name}")
    info.size, info.mode, info.mtime = data.size, data.mode, data.changed
    archive.addfile(info, hashed)
    report.files += 1
    report.bytes += data.size
    return hashed.digest.hexdigest()


class _Hashing:
    """A file that is hashed as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        return data


def _notes(home: Path) -> dict[str, _Opened]:
    """`notes.json` and the journals, by name, in a consistent state. Raises OSError.

    Journals only grow, and a compaction replaces `notes.json` before it drops any: two listings in a row with the same
    files of the same sizes mean that the state did not change in between.
    """
    before: dict[str, tuple[int, int]] = {}
    for attempt in range(MAX_TRIES):
        found: dict[str, tuple[int, int]] = {}
        paths = [home / _NOTES, *sorted(path for path in _listed(home / "journal") if path.suffix == SUFFIX)]
        for path in paths:
            with contextlib.suppress(OSError):
                seen = path.lstat()
                if stat.S_ISREG(seen.st_mode):
                    found[path.relative_to(home).as_posix()] = (seen.st_ino, seen.st_size)
        if found != before and attempt < MAX_TRIES - 1:
            before = found
            continue
        with contextlib.suppress(FileNotFoundError):
            return {name: _cut(home, home / name, inode, size) for name, (inode, size) in found.items()}
    raise BackupError("the notes change all the time: try again")


def _cut(home: Path, path: Path, inode: int, size: int) -> _Opened:
    """Return the first `size` bytes of the file, in memory. Raises FileNotFoundError if another has replaced it."""
    with os.fdopen(open_inside(home, path, os.O_RDONLY), "rb") as file:
        found = os.fstat(file.fileno())
        if found.st_ino != inode or found.st_size < size:
            raise FileNotFoundError(errno.ENOENT, "replaced while it was copied", str(path))
        data = file.read(size)
    return _Opened(BytesIO(data), len(data), stat.S_IMODE(found.st_mode), found.st_mtime)


def _others(home: Path, report: BackupReport) -> Iterator[Path]:
    """The other files below `home`, those of a folder before those below it: an article's record before its text."""
    folders = [home]
    while folders:
        folder = folders.pop(0)
        for path in _listed(folder):
            name = path.relative_to(home).as_posix()
            try:
                mode = path.lstat().st_mode
            except OSError:
                continue
            if stat.S_ISDIR(mode):
                if os.access(path, os.R_OK | os.X_OK):
                    folders.append(path)
                else:
                    report.skipped.append(f"{name}: this folder is another user's")
            elif not stat.S_ISREG(mode):
                report.skipped.append(f"{name}: a link or no regular file")
            elif not (name == _NOTES or _is_left_out(path, name)):
                yield path


def _is_left_out(path: Path, name: str) -> bool:
    journal = path.parent.name == "journal" and path.suffix == SUFFIX
    return (
        journal or name.startswith(_INDEX) or path.suffix == _LOCK_SUFFIX or path.name.startswith((TEMPORARY, ".lock"))
    )


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def unpack(file: IO[bytes], home: Path, *, dry_run: bool = False) -> BackupReport:
    """Restore the data folder `home` from the archive in `file`; it appears only once everything is read and checked.

    `home` must be missing or empty. With `dry_run` nothing is kept. Raises BackupError and OSError.
    """
    home = Path(os.path.realpath(home))
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise BackupError(f"not restored: {home} is not empty; name a new folder with --home")
    check_folder(home)
    home.parent.mkdir(parents=True, exist_ok=True)
    made = home.with_name(f"{home.name}.restoring-{os.urandom(4).hex()}")
    made.mkdir(0o770)
    try:
        report = _unpacked(file, made)
        if dry_run:
            return report
        os.sync()
        made.replace(home)
        sync_folder(home.parent)
        return report
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _unpacked(file: IO[bytes], folder: Path) -> BackupReport:
    """Write the files of the archive below `folder`, which is empty, and check them. Raises BackupError and OSError."""
    report, hashes = BackupReport(), dict[str, str]()
    manifest: object = None
    try:
        with gzip.GzipFile(fileobj=file) as packed, tarfile.open(fileobj=packed, mode="r|") as archive:
            for member in archive:
                content = archive.extractfile(member) if member.isfile() else None
                if content is None:
                    raise BackupError(f"not a backup: {member.name} is no regular file")
                if member.name == MANIFEST:
                    manifest = json.loads(content.read(MAX_MANIFEST_BYTES))
                    continue
                name = _inside(member.name)
                hashes[name] = _write(content, folder, name, private=not member.mode & 0o077)
                report.files += 1
                report.bytes += member.size
            while packed.read(CHUNK_BYTES):  # to its end, so that a truncated backup is noticed
                pass
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, ValueError, RecursionError) as error:
        raise BackupError("damaged, cut short, or not a backup of Copydesk") from error
    _check(manifest, hashes)
    return report


def _inside(name: str) -> str:
    """The path below the data folder for a member of the archive. Raises BackupError."""
    path = PurePosixPath(name)
    parts = path.parts[1:]
    if not parts or path.parts[0] != FOLDER or ".." in parts or len(name) > MAX_NAME_CHARACTERS or "\0" in name:
        raise BackupError(f"not a backup: a file is named {name[:MAX_NAME_CHARACTERS]}")
    return "/".join(parts)


def _write(content: IO[bytes], folder: Path, name: str, *, private: bool) -> str:
    """Write a file below `folder`, which only this process uses; returns its SHA-256. Raises BackupError, OSError."""
    path, digest = folder / name, hashlib.sha256()
    for parent in reversed(path.relative_to(folder).parents[:-1]):
        with contextlib.suppress(FileExistsError):
            (folder / parent).mkdir(0o700 if parent.parts[0].startswith("private-") else 0o770)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags, 0o600 if private else 0o660)
    except FileExistsError as error:
        raise BackupError(f"not a backup: {name} is in it twice") from error
    with os.fdopen(descriptor, "wb") as file:
        while data := content.read(CHUNK_BYTES):
            digest.update(data)
            file.write(data)
    return digest.hexdigest()


def _check(manifest: object, hashes: dict[str, str]) -> None:
    """Compare the files with the manifest. Raises BackupError."""
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise BackupError("damaged, cut short, or not a backup of Copydesk")
    if manifest.get("format") != FORMAT:
        raise BackupError(f"a backup of format {manifest.get('format')!r}: this version reads {FORMAT}")
    for name, digest in hashes.items():
        if manifest["files"].get(name) != digest:
            raise BackupError(f"damaged: {name} is not what was saved")
    if missing := manifest["files"].keys() - hashes.keys():
        raise BackupError(f"damaged: {min(map(str, missing))} is missing")
