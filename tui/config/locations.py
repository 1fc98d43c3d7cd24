"""Every path the app uses outside the sources it is given.

One data folder holds notes and kept articles: `--home`, else `COPYDESK_HOME`, else the XDG data folder. With `--home`
or `COPYDESK_HOME` the log lies there too, so that one folder is all there is of a desk.
"""

from __future__ import annotations

import os
from pathlib import Path
from zlib import crc32

APP = "copydesk"
LONGEST = 50
"""A file's name has no more characters than these of its user's."""


def data_home(chosen: str | None = None) -> Path:
    """The data folder, absolute; it need not exist. `chosen` is what `--home` said."""
    named = chosen or os.environ.get("COPYDESK_HOME")
    if named:
        return Path(named).expanduser().absolute()
    return _xdg("XDG_DATA_HOME", ".local/share")


def own_file(home: Path, name: str, author: str) -> Path:
    """The file in the data folder that is one user's alone, where several share it: `yank.txt` is `yank-ada.txt`."""
    safe = "".join(c if c.isalnum() or c in "-_." else "_" for c in author)[:LONGEST]
    if safe != author:
        safe += f"-{crc32(author.encode('utf-8', 'replace')):08x}"
    stem, dot, suffix = name.rpartition(".")
    return home / f"{stem}-{safe}{dot}{suffix}"


def for_people(path: Path) -> str:
    """A path as people write it: `~` for the user's own folder."""
    home = str(Path.home())
    return f"~{str(path)[len(home) :]}" if str(path).startswith(home + os.sep) and home != os.sep else str(path)


def config_file() -> Path:
    """The settings' file; it need not exist."""
    return _xdg("XDG_CONFIG_HOME", ".config") / "config.toml"


def keymap_file() -> Path:
    """The keymap's file; it need not exist."""
    return _xdg("XDG_CONFIG_HOME", ".config") / "keymap.toml"


def templates() -> Path:
    """The folder of the user's own templates for exports; it need not exist."""
    return _xdg("XDG_CONFIG_HOME", ".config") / "templates"


def log_file(chosen: str | None = None) -> Path:
    """Where `copydesk.log` goes; its folder need not exist."""
    if chosen or os.environ.get("COPYDESK_HOME"):
        return data_home(chosen) / "copydesk.log"
    return _xdg("XDG_STATE_HOME", ".local/state") / "copydesk.log"


def _xdg(variable: str, default: str) -> Path:
    """Our folder under one of the XDG base directories (Base Directory Specification 0.8); relative ones do not count.

    Four lines of our own: the usual library takes 10 ms to import, and this runs before the first paint.
    """
    base = os.environ.get(variable, "")
    return (Path(base) if base.startswith("/") else Path.home() / default) / APP


def samples() -> Path:
    """The folder of the articles Copydesk ships with."""
    import seeds

    return Path(seeds.__path__[0])
