"""Starts Copydesk's own modules as processes: the command and the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from pathlib import Path

import store

_ROOT = str(Path(store.__file__).resolve().parent.parent)
"""The folder of Copydesk's packages: a checkout or site-packages."""


def command(module: str, *arguments: str) -> list[str]:
    """The command that runs `module` with `arguments`, in this Python."""
    # -P: a folder of articles that contains a `store` package must not shadow Copydesk's.
    return [sys.executable, "-P", "-m", module, *arguments]


def environment(only: Collection[str] | None = None) -> dict[str, str]:
    """This process's environment, or `only` these variables of it, with Copydesk's packages on the path."""
    path = os.pathsep.join(filter(None, [_ROOT, os.environ.get("PYTHONPATH")]))
    return {name: value for name, value in os.environ.items() if only is None or name in only} | {"PYTHONPATH": path}
