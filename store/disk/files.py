"""Opens and replaces files: readers see the old bytes or the new ones, and no planted file is opened.

A data folder may be shared, and anyone who may write there may put a link, a pipe or a device in the place of any file.
So every file of a data folder is opened here (`open_inside`): from a handle on its folder, without following links
below the data folder, without waiting for a pipe, and only if it is a regular file. The data folder itself may be a
link. A file that a user asks to be written elsewhere (`write_output`) may be a link, and is never written among a data
folder's files.

Modes: files of a data folder are created 0660, folders 0770, outputs 0666, all minus the umask, and private files 0600;
a replaced file keeps its mode. A folder that is writable by its group and has the set-group-id bit is shared, like
directories with git's `core.sharedRepository=group`: anything created in it is for the whole group, whatever the umask,
except private files.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from store.disk.boundary import check_folder, check_output, check_readable

FILE_MODE = 0o660
FOLDER_MODE = 0o770
OUTPUT_MODE = 0o666
PRIVATE_MODE = 0o600
TEMPORARY = ".tmp-"
"""Prefix of files being written; `sweep` removes those left by a crash."""
STALE_SECONDS = 3600.0
"""Age of a temporary file from which it is stale: its writer was killed."""
LOCK_TIMEOUT_SECONDS = 10.0
"""How long to wait for a lock of a data folder."""
MAX_FILE_BYTES = 256 << 20
"""The largest file of a data folder that is read into memory."""

_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


class PlantedFileError(OSError):
    """In place of a data folder's own file there is a link, a pipe, a device or another user's file."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(errno.EPERM, reason, str(path))


def open_inside(
    home: Path, path: Path, flags: int, *, private: bool = False, mode: int = FILE_MODE, shared_mode: int = 0o060
) -> int:
    """Open the regular file `path`, below the data folder `home`, and return its descriptor, close-on-exec.

    A new file has `mode` minus the umask and, in a shared folder, the bits of `shared_mode` for the group; a `private`
    file is accessible only to its owner, and must be the user's own. Raises OSError; PlantedFileError, with the file's
    name, for a link, for anything but a regular file, and for a file to be written that has a second name elsewhere.
    """
    if flags & os.O_CREAT:
        check_folder(home)
    folder = _open_folder(home, path.parent)
    try:
        return _open_in(folder, path, flags, private=private, mode=mode, shared_mode=shared_mode)
    finally:
        os.close(folder)


def _open_in(folder: int, path: Path, flags: int, *, private: bool, mode: int, shared_mode: int) -> int:
    """`open_inside`, from the handle of the file's folder."""
    flags |= os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        descriptor = os.open(path.name, flags, PRIVATE_MODE if private else mode, dir_fd=folder)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK):  # EMLINK: FreeBSD's
            raise PlantedFileError(path, "it is a link: not opened") from error
        if error.errno in (errno.ENXIO, errno.EISDIR):  # a pipe or socket, or a folder, opened for writing
            raise PlantedFileError(path, "not a regular file: not opened") from error
        raise _named(error, path) from error
    try:
        _check(os.fstat(descriptor), path, flags, private=private)
        if flags & os.O_CREAT and not private and (group := _shared_bits(os.fstat(folder))):
            found = os.fstat(descriptor)
            group &= shared_mode
            if found.st_uid == os.geteuid() and found.st_mode & group != group:
                os.fchmod(descriptor, stat.S_IMODE(found.st_mode) | group)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _check(found: os.stat_result, path: Path, flags: int, *, private: bool) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise PlantedFileError(path, "not a regular file: not opened")
    if private and found.st_uid != os.geteuid():
        raise PlantedFileError(path, "it belongs to another user: not opened")
    if flags & (os.O_WRONLY | os.O_RDWR) and found.st_nlink > 1:
        raise PlantedFileError(path, "it has a second name: not written")


def _open_folder(home: Path, folder: Path) -> int:
    """A handle on `folder`, which is `home` or below it; only `home` may be a link."""
    handle = os.open(home, _FOLDER_FLAGS)
    below = home
    for part in folder.relative_to(home).parts:
        below /= part
        try:
            inner = os.open(part, _FOLDER_FLAGS | os.O_NOFOLLOW, dir_fd=handle)
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.EMLINK, errno.ENOTDIR):
                raise PlantedFileError(below, "not a folder, or a link to one: not opened") from error
            raise _named(error, below) from error
        finally:
            os.close(handle)
        handle = inner
    return handle


def _named(error: OSError, path: Path) -> OSError:
    """The error with the full path: it was raised for a name in a folder."""
    return OSError(error.errno, error.strerror, str(path))


def open_named(path: Path) -> int:
    """Open a file named by the user, or in a data folder, for reading; returns its descriptor.

    Only a regular file is opened, so that no pipe is waited for; a link is followed unless it is in a data folder.
    Raises OSError.
    """
    if belongs_to_data_folder(path):
        return open_inside(path.parent, path, os.O_RDONLY)
    check_readable(path)
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        _check(os.fstat(descriptor), path, os.O_RDONLY, private=False)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def read_inside(home: Path, path: Path, *, max_bytes: int = MAX_FILE_BYTES, private: bool = False) -> bytes:
    """The bytes of a file of the data folder `home`. Raises what `open_inside` does, and OSError for a longer file."""
    with os.fdopen(open_inside(home, path, os.O_RDONLY, private=private), "rb") as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise OSError(errno.EFBIG, f"longer than {max_bytes // 2**20} MB: not read", str(path))
    return data


def write_inside(
    home: Path, path: Path, pieces: Iterable[bytes], *, private: bool = False, durable: bool = True
) -> None:
    """Replace the file `path` of the data folder `home` with `pieces`, joined, by a temporary file, fsync and rename.

    A file or link there is replaced, never followed. A `private` file is accessible only to the user. Without `durable`
    nothing is synced. Raises OSError; `path` is then unchanged.
    """
    check_folder(home)
    folder = _open_folder(home, path.parent)
    try:
        _replace(folder, path, pieces, durable=durable, mode=PRIVATE_MODE if private else FILE_MODE, private=private)
    finally:
        os.close(folder)


def write_output(
    path: Path,
    pieces: Iterable[bytes],
    *,
    durable: bool = True,
    private: bool = False,
    begins: str = TEMPORARY,
    before: Callable[[], None] = lambda: None,
) -> None:
    """Write `pieces`, joined, to `path`, a file of the user's choice, atomically.

    A link is followed: it stays, and its target is replaced. `begins` is the prefix of the temporary file's name;
    `before` is called when everything is written but not yet in place. Without `durable` nothing is synced. A `private`
    file is accessible only to the user. Raises OSError, and what `before` raises; `path` is then unchanged. Refused for
    files of a data folder: `belongs_to_data_folder`.
    """
    check_output(path)
    path = Path(os.path.realpath(path))
    if belongs_to_data_folder(path):
        raise PermissionError(errno.EPERM, "a file of a data folder: not overwritten", str(path))
    folder = os.open(path.parent, _FOLDER_FLAGS)
    try:
        mode = PRIVATE_MODE if private else OUTPUT_MODE
        _replace(folder, path, pieces, durable=durable, mode=mode, private=private, begins=begins, before=before)
    finally:
        os.close(folder)


def _replace(
    folder: int,
    path: Path,
    pieces: Iterable[bytes],
    *,
    durable: bool,
    mode: int,
    private: bool = False,
    begins: str = TEMPORARY,
    before: Callable[[], None] = lambda: None,
) -> None:
    temporary = path.parent / f"{begins}{os.urandom(6).hex()}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    descriptor = _open_in(folder, temporary, flags, private=private, mode=mode, shared_mode=0o060)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if not private:
                _keep_mode(folder, path, descriptor)
            file.writelines(pieces)
            file.flush()
            if durable:
                os.fsync(descriptor)
        before()
        os.replace(temporary.name, path.name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary.name, dir_fd=folder)
        if isinstance(error, IsADirectoryError):
            raise _named(error, path) from error
        raise
    if durable:
        with contextlib.suppress(OSError):  # file systems that cannot sync a folder
            os.fsync(folder)


def _keep_mode(folder: int, path: Path, descriptor: int) -> None:
    """Give a file that is being written the mode of the regular file it replaces."""
    with contextlib.suppress(FileNotFoundError, PermissionError):
        found = os.stat(path.name, dir_fd=folder, follow_symlinks=False)
        if stat.S_ISREG(found.st_mode):
            os.fchmod(descriptor, stat.S_IMODE(found.st_mode) | _shared_bits(os.fstat(folder)))


_NAMES = frozenset({
    "notes.json", "notes.lock", "journal", "drafts", "articles", "archive", "desk.sqlite", "feeds", "feeds.json",
    "feeds.lock", "copydesk.lock", "searches.json", "searches.lock", "imported.log", "copydesk.log", "rules.toml",
    "stylebook.toml", "evidence",
})  # fmt: skip
_STEMS = ("notes.json.", "copydesk.log.", "desk.sqlite-", "session", "yank", "private-")


def belongs_to_data_folder(path: Path) -> bool:
    """Whether `path`, without links in it, is or may be one of the files that make up a data folder.

    A folder is a data folder if it holds articles or notes of Copydesk's. Other files below it, such as an export that
    someone stores there, do not count.
    """
    for folder in path.parents:
        if (folder / "journal").is_dir() or (folder / "notes.json").is_file() or (folder / "desk.sqlite").is_file():
            name = path.relative_to(folder).parts[0]
            if name in _NAMES or name.startswith(_STEMS):
                return True
    return False


@contextlib.contextmanager
def locked(home: Path, path: Path, *, timeout: float = LOCK_TIMEOUT_SECONDS) -> Iterator[None]:
    """Hold the lock of the file `path` in the data folder `home` against other processes, creating the file if missing.

    What is no file, such as a link or a pipe, is renamed: a lock holds nothing, and must not stop a save.
    Without file system locks this does not wait. Raises OSError, and TimeoutError if another process holds the lock for
    `timeout` seconds.
    """
    try:
        descriptor = open_inside(home, path, os.O_RDWR | os.O_CREAT)
    except PlantedFileError:
        rename_inside(home, path, f"{path.name}.damaged-{secrets.token_hex(4)}")
        descriptor = open_inside(home, path, os.O_RDWR | os.O_CREAT)
    try:
        deadline = time.monotonic() + timeout
        while not _try_lock(descriptor):
            if time.monotonic() >= deadline:
                reason = f"another process has held this lock for {timeout:g} seconds"
                raise TimeoutError(errno.ETIMEDOUT, reason, str(path))
            time.sleep(0.02)
        yield
    finally:
        os.close(descriptor)


def rename_inside(home: Path, path: Path, name: str) -> None:
    """Give what is at `path`, below the data folder `home`, another name in the same folder. Raises OSError."""
    folder = _open_folder(home, path.parent)
    try:
        os.rename(path.name, name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError as error:
        raise _named(error, path) from error
    finally:
        os.close(folder)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN)
    return True


def _shared_bits(folder: os.stat_result) -> int:
    """The mode bits that every file in a folder must have for its group: none if it is not shared."""
    mode = folder.st_mode
    return stat.S_IRGRP | stat.S_IWGRP if mode & stat.S_ISGID and mode & stat.S_IWGRP else 0


def is_shared(folder: Path) -> bool:
    """Whether a group shares `folder`. Raises OSError."""
    return bool(_shared_bits(folder.stat()))


def sync_folder(folder: Path) -> None:
    """Make the folder's names durable. File systems that cannot fsync a folder are ignored."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, _FOLDER_FLAGS)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make_folder(folder: Path, *, private: bool = False) -> None:
    """Create `folder` and its missing parents; a new data folder is not accessible to others.

    In a shared folder it is shared too, unless it is `private`: then it is accessible only to the user, and an existing
    one must be. Raises OSError.
    """
    if not folder.is_dir():
        check_folder(folder)
        make_folder(folder.parent)
        with contextlib.suppress(FileExistsError):
            folder.mkdir(0o700 if private else FOLDER_MODE)
            if not private and (group := _shared_bits(folder.parent.stat())):
                folder.chmod(stat.S_IMODE(folder.stat().st_mode) | stat.S_ISGID | group | stat.S_IXGRP)
    if private:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            raise PlantedFileError(folder, "not a folder of yours: not used")
        if found.st_mode & 0o7077:
            folder.chmod(0o700)


def sweep(folder: Path, *, older_than: float, begins: str = TEMPORARY) -> int:
    """Remove temporary files last written before `older_than` (seconds since the epoch); return how many."""
    swept = 0
    with contextlib.suppress(OSError):
        handle = os.open(folder, _FOLDER_FLAGS | os.O_NOFOLLOW)
        try:
            for name in os.listdir(handle):  # noqa: PTH208 - a descriptor has no path
                with contextlib.suppress(OSError):
                    if name.startswith(begins) and os.lstat(name, dir_fd=handle).st_mtime < older_than:
                        os.unlink(name, dir_fd=handle)
                        swept += 1
        finally:
            os.close(handle)
    return swept


def why(error: OSError) -> str:
    """The reason of an OSError in a few words: "No space left on device"."""
    return error.strerror or type(error).__name__


def describe_error(error: Exception) -> str:
    """The message of an error; for an OSError of the system, without its number, preceded by the file concerned.

    For a temporary file the folder is named: "/vault: No space left on device".
    """
    if not isinstance(error, OSError) or error.errno is None:
        return str(error)
    name = error.filename
    if not isinstance(name, str):
        return why(error)
    path = Path(name)
    return f"{path.parent if path.name.startswith(TEMPORARY) else name}: {why(error)}"
