"""Locations of Copydesk's files: the XDG base directories, on every system, and the data folder.

The XDG rules apply on macOS too, so that one page of documentation is right everywhere.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from platformdirs.unix import Unix

APP = "copydesk"


def data_home(chosen: str | os.PathLike[str] | None = None) -> Path:
    """The data folder, absolute; it need not exist.

    `chosen` (the value of `--home`) comes first, then `$COPYDESK_HOME`, then `$XDG_DATA_HOME/copydesk`.
    """
    named = chosen or os.environ.get("COPYDESK_HOME")
    return Path(named).expanduser().absolute() if named else Path(_unix().user_data_dir)


def config_home() -> Path:
    """The folder of config.toml, keymap.toml and templates; it need not exist."""
    return Path(_unix().user_config_dir)


def state_home() -> Path:
    """The folder of the log if no data folder is named; it need not exist."""
    return Path(_unix().user_state_dir)


def _unix() -> Unix:
    # Imported on use: 5 ms, which a command with --home need not pay. The app has imported it already, through Textual.
    from platformdirs.unix import Unix

    return Unix(APP)
