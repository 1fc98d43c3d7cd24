"""The file behind the log: rotated when it is full, shared by the sessions of a data folder, never a link or a pipe."""

from __future__ import annotations

import contextlib
import os
from io import TextIOWrapper
from logging import LogRecord
from logging.handlers import RotatingFileHandler
from pathlib import Path

from store.disk.files import locked, open_inside

MAX_LOG_BYTES = 1_000_000
MAX_OLD_LOGS = 3
"""Full logs stored beside the current one: copydesk.log.1 is the latest."""
LOCK_TIMEOUT_SECONDS = 1.0
"""How long to wait for the log's lock; a log that cannot be locked grows until the next line."""


class LogFileHandler(RotatingFileHandler):
    """A rotating log file that several processes write: a process that finds it replaced writes to the new one."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "a", MAX_LOG_BYTES, MAX_OLD_LOGS, "utf-8", delay=True, errors="backslashreplace")
        self._path = path

    def _open(self) -> TextIOWrapper:
        """Open the log, but not through a link or a pipe in its place. Raises OSError."""
        descriptor = open_inside(self._path.parent, self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        return open(descriptor, "a", encoding=self.encoding, errors=self.errors)  # noqa: PTH123 - a descriptor

    def emit(self, record: LogRecord) -> None:
        """Write a line; if that fails, it is dropped silently."""
        with contextlib.suppress(OSError):
            self._reopen_if_replaced()
        super().emit(record)

    def handleError(self, record: LogRecord) -> None:  # noqa: N802 - logging's name
        """Do nothing: standard error is the screen."""

    def doRollover(self) -> None:  # noqa: N802 - logging's name
        """Rotate, unless another process has just done it."""
        with contextlib.suppress(OSError), self._rotating():
            self._reopen_if_replaced()
            if self.stream is None:
                self.stream = self._open()
            if os.fstat(self.stream.fileno()).st_size >= MAX_LOG_BYTES // 2:
                super().doRollover()

    def _rotating(self) -> contextlib.AbstractContextManager[None]:
        return locked(self._path.parent, self._path.with_suffix(".lock"), timeout=LOCK_TIMEOUT_SECONDS)

    def _reopen_if_replaced(self) -> None:
        if self.stream is None:
            return
        mine = os.fstat(self.stream.fileno())
        try:
            there = self._path.lstat()
        except FileNotFoundError:
            pass
        else:
            if (mine.st_dev, mine.st_ino) == (there.st_dev, there.st_ino):
                return
        self.stream.close()
        self.stream = self._open()
