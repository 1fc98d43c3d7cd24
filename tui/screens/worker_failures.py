"""Reports workers that fail: one line to the user, the traceback to the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen
from textual.worker import Worker, WorkerState

from tui.config.log import log

if TYPE_CHECKING:
    from tui.screens.session import Session

Answer = TypeVar("Answer")


class ReportsFailures(Screen[Answer]):
    """A screen of a session that reports failures of its workers."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Report a worker that ended with an exception."""
        if event.state is not WorkerState.ERROR:
            return
        error = event.worker.error
        log.error("internal error in %s", event.worker.name, exc_info=error)
        log_file = self.session.newsroom.log_file
        self.session.report_failure(f"internal error ({type(error).__name__}); see {log_file}")
