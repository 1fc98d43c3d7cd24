"""`copydesk.log`: errors with tracebacks, so that the screen needs only one line."""

from __future__ import annotations

import logging
from pathlib import Path

from store.disk.files import make_folder

log = logging.getLogger("copydesk")
log.addHandler(logging.NullHandler())


def start(path: Path) -> None:
    """Log to `path`, created on the first line written, and rotated: see `tui.config.log_file_handler`.

    If it cannot be written, nothing is logged.

    Control characters are escaped: the log is read in a terminal too.
    """
    log.propagate = False
    log.setLevel(logging.INFO)
    try:
        make_folder(path.parent)
        handler: logging.Handler = _Late(path)
    except OSError:
        handler = logging.NullHandler()
    for old in log.handlers[:]:
        log.removeHandler(old)
        old.close()
    log.addHandler(handler)


class _Late(logging.Handler):
    """The log file, created when there is something to write: most sessions log nothing, and its imports take 8 ms."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Pass a record to the file."""
        if self._file is None:
            from tui.config.log_file_handler import LogFileHandler

            self._file = LogFileHandler(self._path)
            self._file.setFormatter(_Plain("%(asctime)s %(levelname)s %(message)s"))
        self._file.emit(record)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        super().close()


class _Plain(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in line)
