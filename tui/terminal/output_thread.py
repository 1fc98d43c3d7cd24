"""Output to a terminal that does not take it: one that stalls does not stop the app, nor one that is gone hang it.

Textual hands its output to a thread over a queue of thirty writes and waits, on the event loop, for room in it. When
the connection stalls, keys are then not even read, drafts not kept and signals not heard; when it is gone, the thread
has died of it and the wait never ends.
"""

from __future__ import annotations

import contextlib
from queue import Full

from textual.drivers import _writer_thread, linux_driver

PATIENCE = 0.5
"""Seconds the app waits for a slow terminal, so that it does not paint what nobody will see; then it goes on."""


class LastingWriter(_writer_thread.WriterThread):
    """Textual's output thread, with a queue that grows while the terminal stalls, and that outlives the terminal."""

    def write(self, text: str) -> None:
        try:
            self._queue.put(text, timeout=PATIENCE)
        except Full:
            self._queue.maxsize = 0
            self._queue.put(text)
        else:
            if self._queue.qsize() <= 1:
                self._queue.maxsize = _writer_thread.MAX_QUEUED_WRITES

    def run(self) -> None:
        gone = False
        while (text := self._queue.get()) is not None:
            if not gone:
                try:
                    self._file.write(text)
                    if self._queue.qsize() == 0:
                        self._file.flush()
                except OSError:
                    gone = True
        with contextlib.suppress(OSError):
            self._file.flush()

    def stop(self) -> None:
        self._queue.maxsize = 0
        super().stop()


def install() -> None:
    """Make Textual use it."""
    setattr(linux_driver, "WriterThread", LastingWriter)  # noqa: B010 - Textual does not export the name
