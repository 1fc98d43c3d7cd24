"""The file access of a restricted login: set once, before anything is opened, by `copydesk ssh-login`.

Without a boundary (`current()` is None) the user's own rights are the only limit. With one, files that the user names
are read only below the folders that the administrator lists, and written only below one folder for exports: never over
an existing file, and never with a name that begins with a dot. The data folder, the log and the configuration are
always open to Copydesk itself.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NamedTuple


class Boundary(NamedTuple):
    """`home` is the data folder, `exports` the folder for output, `readable` the readable folders; all without links.

    `author` signs the notes; `editor` is whether `$VISUAL` or `$EDITOR` may be started.
    """

    home: Path
    exports: Path
    readable: tuple[Path, ...]
    author: str
    editor: bool = False


_current: Boundary | None = None


def set_boundary(boundary: Boundary | None) -> None:
    """Set the boundary of this process."""
    global _current  # one process serves one login
    _current = boundary


def current() -> Boundary | None:
    """The boundary of this process, if any."""
    return _current


def check_readable(path: Path) -> None:
    """Raise PermissionError if a file or folder named by the user may not be read."""
    boundary = _current
    if boundary is None:
        return
    real = Path(os.path.realpath(path))
    if not any(real == folder or folder in real.parents for folder in (boundary.exports, *boundary.readable)):
        raise PermissionError(errno.EACCES, "this login may not read it", str(path))


def check_output(path: Path) -> None:
    """Raise PermissionError if the user may not write a file to `path`."""
    boundary = _current
    if boundary is None:
        return
    real = Path(os.path.realpath(path))
    if boundary.exports not in real.parents:
        raise PermissionError(errno.EACCES, f"this login writes only in {boundary.exports}", str(path))
    if any(part.startswith(".") for part in real.relative_to(boundary.exports).parts):
        raise PermissionError(errno.EACCES, "this login writes no file that begins with a dot", str(path))
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, "this login overwrites nothing", str(path))


def check_folder(folder: Path) -> None:
    """Raise PermissionError if a folder may not be created: it is neither for exports nor below the data folder."""
    boundary = _current
    if boundary is None:
        return
    real = Path(os.path.realpath(folder))
    own = (boundary.home, boundary.exports)
    if not any(real == allowed or allowed in real.parents for allowed in own):
        raise PermissionError(errno.EACCES, f"this login writes only in {boundary.exports}", str(folder))
