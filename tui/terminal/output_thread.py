"""Output to a terminal that stalls or is disconnected, neither of which blocks the app.

Textual passes its output to a thread through a queue of thirty writes and waits, on the event loop, for room in it.
When the connection stalls, keys are not read, drafts not saved and signals not noticed; when it is closed, the thread
ends with an error and the wait never ends.
"""

from __future__ import annotations

import contextlib
from queue import Full

from tui.terminal.textual_internals import MAX_QUEUED_WRITES, OutputThread, use_output_thread

WRITE_TIMEOUT_SECONDS = 0.5
"""How long the app waits for a slow terminal, so as not to paint frames that are never seen."""


class PatientOutputThread(OutputThread):
    """Textual's output thread, with a queue that grows while the terminal stalls; it continues without a terminal."""

    def write(self, text: str) -> None:
        try:
            self.queue.put(text, timeout=WRITE_TIMEOUT_SECONDS)
        except Full:
            self.queue.maxsize = 0
            self.queue.put(text)
        else:
            if self.queue.qsize() <= 1:
                self.queue.maxsize = MAX_QUEUED_WRITES

    def run(self) -> None:
        disconnected = False
        while (text := self.queue.get()) is not None:
            if not disconnected:
                try:
                    self.file.write(text)
                    if self.queue.qsize() == 0:
                        self.file.flush()
                except OSError:
                    disconnected = True
        with contextlib.suppress(OSError):
            self.file.flush()

    def stop(self) -> None:
        self.queue.maxsize = 0
        super().stop()


def install() -> None:
    """Make Textual use `PatientOutputThread`."""
    use_output_thread(PatientOutputThread)
