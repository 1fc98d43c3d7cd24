"""`copydesk.log`: what went wrong, with tracebacks, so that the screen needs only one line."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from store.disk.files import make_folder, open_file

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
        os.close(open_file(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND))
        handler: logging.Handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_Plain("%(asctime)s %(levelname)s %(message)s"))
    for old in log.handlers[:]:
        log.removeHandler(old)
        old.close()
    log.addHandler(handler)


class _Plain(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in line)
