"""Every path that the app uses, apart from its sources.

One data folder holds notes and stored articles: `--home`, else `COPYDESK_HOME`, else the XDG data folder. With `--home`
or `COPYDESK_HOME` the log is there too, so that one folder has everything of a desk.
"""

from __future__ import annotations

import os
from pathlib import Path

from store.disk.home import config_home, state_home
from store.disk.home import data_home as data_home


def for_people(path: Path) -> str:
    """A path for display: `~` for the user's own folder."""
    home = str(Path.home())
    return f"~{str(path)[len(home) :]}" if str(path).startswith(home + os.sep) and home != os.sep else str(path)


def config_file() -> Path:
    """The settings file; it need not exist."""
    return config_home() / "config.toml"


def keymap_file() -> Path:
    """The keymap file; it need not exist."""
    return config_home() / "keymap.toml"


def templates() -> Path:
    """The folder of the user's own templates for exports; it need not exist."""
    return config_home() / "templates"


def log_file(chosen: str | None = None) -> Path:
    """The path of `copydesk.log`; its folder need not exist."""
    if chosen or os.environ.get("COPYDESK_HOME"):
        return data_home(chosen) / "copydesk.log"
    return state_home() / "copydesk.log"


def samples() -> Path:
    """The folder of the articles Copydesk ships with."""
    import seeds

    return Path(seeds.__path__[0])
