"""`copydesk.log`: what went wrong, with tracebacks, so that the screen needs only one line."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import IO

from store.disk.files import make_folder, open_inside

log = logging.getLogger("copydesk")
log.addHandler(logging.NullHandler())


def start(path: Path) -> None:
    """Send the log to `path` (made on the first line written). Where it cannot be written, nothing is logged.

    Control characters are escaped: the log is read in a terminal too.
    """
    log.propagate = False
    log.setLevel(logging.INFO)
    try:
        make_folder(path.parent)
        handler: logging.Handler = logging.StreamHandler(_open(path))
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_Plain("%(asctime)s %(levelname)s %(message)s"))
    for old in log.handlers[:]:
        log.removeHandler(old)
        old.close()
    log.addHandler(handler)


def _open(path: Path) -> IO[str]:
    """The log, opened so that a link or a pipe in its place is not used. Raises OSError."""
    descriptor = open_inside(path.parent, path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    return os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace")


class _Plain(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in line)
