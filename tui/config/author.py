"""The author of notes: from the command line, else from `config.toml`, else the login name."""

from __future__ import annotations

import os
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING

from store.disk.boundary import current

if TYPE_CHECKING:
    from tui.config.settings import Settings


def author(chosen: str | None, settings: Settings | None = None) -> str:
    """The user's name on notes: `chosen` (`--author`), else that of the settings, else the login name.

    `settings` None: read from `config.toml`, whose faults the app reports.
    """
    boundary = current()
    if boundary is not None:
        return boundary.author
    if chosen:
        return chosen
    if settings is None:
        from tui.config import locations
        from tui.config.settings import load

        settings, _faults = load(locations.config_file())
    return settings.author or login()


def login() -> str:
    """The user's login name, or a placeholder if the system has none."""
    try:
        return getuser()
    except (KeyError, OSError):
        return f"uid{os.getuid()}"


SHARED = "--trust-notes has no effect here: others write in this data folder, and could write in your name"


def trusted_author(home: Path, author: str) -> str:
    """`author`, whose notes exports may pass on with the code in them; "" where others write in the data folder."""
    from store.disk.files import is_shared

    try:
        return "" if current() is not None or is_shared(home) else author
    except OSError:
        return ""
