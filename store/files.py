"""Writing files so that a reader sees the old bytes or the new ones, never half of either.

Modes: files are created 0660 and folders 0770 minus the umask, so notes are never readable by the world; a file that is
replaced keeps the mode it had. A folder that its group may write and whose set-group-id bit is set is shared, as
directories of git's `core.sharedRepository=group` are: what is made in it is for the whole group, whatever the umask.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

FILE_MODE = 0o660
FOLDER_MODE = 0o770
TEMPORARY = ".tmp-"
"""Begins the name of every file that is being written; what is left after a crash is swept by `sweep`."""


def write_atomic(path: Path, pieces: Iterable[bytes]) -> None:
    """Write `pieces`, joined, to `path`: a temporary file beside it, fsync, replace, fsync of the folder.

    A symbolic link is followed, so that the link stays and its target is replaced. Raises OSError; `path` is then as
    it was.
    """
    path = Path(os.path.realpath(path))
    temporary = path.parent / f"{TEMPORARY}{os.urandom(6).hex()}"
    descriptor = open_file(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with contextlib.suppress(FileNotFoundError, PermissionError):
                os.fchmod(descriptor, stat.S_IMODE(path.stat().st_mode) | _shared(path.parent))
            file.writelines(pieces)
            file.flush()
            os.fsync(descriptor)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def open_file(path: Path, flags: int) -> int:
    """`os.open`, close-on-exec; what is made is closed to the world and, in a shared folder, open to the group.

    Raises OSError.
    """
    descriptor = os.open(path, flags | os.O_CLOEXEC, FILE_MODE)
    if flags & os.O_CREAT and (group := _shared(path.parent)):
        found = os.fstat(descriptor)
        if found.st_uid == os.geteuid() and found.st_mode & group != group:
            os.fchmod(descriptor, stat.S_IMODE(found.st_mode) | group)
    return descriptor


def _shared(folder: Path) -> int:
    """The mode bits that every file in `folder` must have for its group: none, if no group shares it."""
    mode = folder.stat().st_mode
    return stat.S_IRGRP | stat.S_IWGRP if mode & stat.S_ISGID and mode & stat.S_IWGRP else 0


def sync_folder(folder: Path) -> None:
    """Make the folder's names durable. File systems that cannot fsync a folder are let be."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make `folder` and its parents where missing; a data folder of our own making is closed to the world.

    In a shared folder it is shared too. Raises OSError.
    """
    if not folder.is_dir():
        make_folder(folder.parent)
        with contextlib.suppress(FileExistsError):
            folder.mkdir(FOLDER_MODE)
            if group := _shared(folder.parent):
                folder.chmod(stat.S_IMODE(folder.stat().st_mode) | stat.S_ISGID | group | stat.S_IXGRP)


def sweep(folder: Path, *, older_than: float) -> int:
    """Remove temporary files last written before `older_than` (seconds since the epoch); return how many."""
    swept = 0
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            with contextlib.suppress(OSError):
                if entry.name.startswith(TEMPORARY) and entry.stat(follow_symlinks=False).st_mtime < older_than:
                    Path(entry.path).unlink()
                    swept += 1
    return swept


def why(error: OSError) -> str:
    """An OSError in a few words, without a traceback's look: "No space left on device"."""
    return error.strerror or type(error).__name__
