"""Work in the background that failed where nobody caught it: a line for the user, the traceback for the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from textual.screen import Screen
from textual.worker import Worker, WorkerState

from tui.config.log import log

if TYPE_CHECKING:
    from tui.app import Copydesk


Answer = TypeVar("Answer")


class TellsFailures(Screen[Answer]):
    """The part of a screen that lets no worker fail in silence."""

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker ended with an exception that it should have told itself."""
        if event.state is not WorkerState.ERROR:
            return
        error = event.worker.error
        log.error("internal error in %s", event.worker.name, exc_info=error)
        app = cast("Copydesk", self.app)
        app.tell_failure(f"internal error ({type(error).__name__}); see {app.newsroom.log_file}")
