"""Our own modules as processes of their own: the command and the environment they are started with."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from pathlib import Path

import store

_ROOT = str(Path(store.__file__).resolve().parent.parent)
"""Where our packages are: a checkout or site-packages."""


def command(module: str, *arguments: str) -> list[str]:
    """What runs `module` with `arguments`, in this Python."""
    # -P: a folder of articles with a `store` package in it must not stand in for ours.
    return [sys.executable, "-P", "-m", module, *arguments]


def environment(only: Collection[str] | None = None) -> dict[str, str]:
    """This process's environment, or `only` these variables of it, in which our packages are found."""
    path = os.pathsep.join(filter(None, [_ROOT, os.environ.get("PYTHONPATH")]))
    return {name: value for name, value in os.environ.items() if only is None or name in only} | {"PYTHONPATH": path}
