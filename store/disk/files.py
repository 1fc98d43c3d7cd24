"""Writing files so that a reader sees the old bytes or the new ones, never half of either.

Modes: files are created 0660 and folders 0770 minus the umask, so notes are never readable by the world; a file that is
replaced keeps the mode it had. A folder that its group may write and whose set-group-id bit is set is shared, as
directories of git's `core.sharedRepository=group` are: what is made in it is for the whole group, whatever the umask.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

FILE_MODE = 0o660
FOLDER_MODE = 0o770
TEMPORARY = ".tmp-"
"""Begins the name of every file that is being written; what is left after a crash is swept by `sweep`."""
STALE_SECONDS = 3600.0
"""Seconds after which such a file is nobody's: who wrote it was killed."""


def write_atomic(
    path: Path,
    pieces: Iterable[bytes],
    *,
    durable: bool = True,
    begins: str = TEMPORARY,
    before: Callable[[], None] = lambda: None,
) -> None:
    """Write `pieces`, joined, to `path`: a temporary file beside it, fsync, replace, fsync of the folder.

    A symbolic link is followed, so that the link stays and its target is replaced. `begins` begins the temporary file's
    name; `before` is called when all is written and not yet in its place. Without `durable` nothing is synced. Raises
    OSError, and what `before` raises; `path` is then as it was.
    """
    path = Path(os.path.realpath(path))
    temporary = path.parent / f"{begins}{os.urandom(6).hex()}"
    descriptor = open_file(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with contextlib.suppress(FileNotFoundError, PermissionError):
                os.fchmod(descriptor, stat.S_IMODE(path.stat().st_mode) | _shared(path.parent))
            file.writelines(pieces)
            file.flush()
            if durable:
                os.fsync(descriptor)
        before()
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        sync_folder(path.parent)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of the file `path`, made where there is none, against other processes; its folder must exist.

    On a file system without locks nobody waits. Raises OSError.
    """
    descriptor = open_file(path, os.O_RDWR | os.O_CREAT)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


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


def sweep(folder: Path, *, older_than: float, begins: str = TEMPORARY) -> int:
    """Remove temporary files last written before `older_than` (seconds since the epoch); return how many."""
    swept = 0
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            with contextlib.suppress(OSError):
                if entry.name.startswith(begins) and entry.stat(follow_symlinks=False).st_mtime < older_than:
                    Path(entry.path).unlink()
                    swept += 1
    return swept


def why(error: OSError) -> str:
    """An OSError in a few words, without a traceback's look: "No space left on device"."""
    return error.strerror or type(error).__name__


def describe_error(error: Exception) -> str:
    """What an error says; an OSError of the system's without its number, led by the file that it is about.

    Of a temporary file the folder is named: "/vault: No space left on device".
    """
    if not isinstance(error, OSError) or error.errno is None:
        return str(error)
    name = error.filename
    if not isinstance(name, str):
        return why(error)
    path = Path(name)
    return f"{path.parent if path.name.startswith(TEMPORARY) else name}: {why(error)}"
