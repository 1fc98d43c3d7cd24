"""Locations of a user's private files in a data folder: drafts, the clipboard, reading positions.

In a data folder that only its owner may write they are among the other files. In any other, each user has a folder of
mode 0700, `private-NAME`. The files are 0600 everywhere.
"""

from __future__ import annotations

import os
from pathlib import Path
from zlib import crc32

MAX_NAME_CHARACTERS = 50
"""The longest part of a file name that is a user's name."""


def is_own(home: Path) -> bool:
    """Whether only the user may write in the data folder `home`; also true if it does not exist yet."""
    try:
        found = home.stat()
    except OSError:
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & 0o022


def own_folder(home: Path, user: str) -> Path:
    """The folder of `user` in a data folder that others may write. It need not exist."""
    return home / f"private-{safe_name(user)}"


def own_file(home: Path, name: str, user: str) -> Path:
    """The file of `user` in the data folder `home`: `yank.txt` is `yank-ada.txt`, or `private-ada/yank.txt`."""
    if not is_own(home):
        return own_folder(home, user) / name
    stem, dot, suffix = name.rpartition(".")
    return home / f"{stem}-{safe_name(user)}{dot}{suffix}"


def safe_name(user: str) -> str:
    """A user's name as part of a file name; unique to the user."""
    safe = "".join(c if c.isalnum() or c in "-_." else "_" for c in user)[:MAX_NAME_CHARACTERS]
    return safe if safe == user else f"{safe}-{crc32(user.encode('utf-8', 'replace')):08x}"
