"""Every path the app uses outside the sources it is given.

One data folder holds notes and kept articles: `--home`, else `COPYDESK_HOME`, else the XDG data folder. With `--home`
or `COPYDESK_HOME` the log lies there too, so that one folder is all there is of a desk.
"""

from __future__ import annotations

import os
from pathlib import Path

APP = "copydesk"


def data_home(chosen: str | None = None) -> Path:
    """The data folder, absolute; it need not exist. `chosen` is what `--home` said."""
    named = chosen or os.environ.get("COPYDESK_HOME")
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path(APP)


def config_file() -> Path:
    """The settings' file; it need not exist."""
    return _config() / "config.toml"


def keymap_file() -> Path:
    """The keymap's file; it need not exist."""
    return _config() / "keymap.toml"


def _config() -> Path:
    from platformdirs import user_config_path

    return user_config_path(APP)


def log_file(chosen: str | None = None) -> Path:
    """Where `copydesk.log` goes; its folder need not exist."""
    if chosen or os.environ.get("COPYDESK_HOME"):
        return data_home(chosen) / "copydesk.log"
    from platformdirs import user_state_path

    return user_state_path(APP) / "copydesk.log"


def samples() -> Path:
    """The folder of the articles Copydesk ships with."""
    import seeds

    return Path(seeds.__path__[0])
