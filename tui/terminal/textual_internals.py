"""All private names of Textual that the app uses. Ruff's TID251 and SLF001 forbid them in other modules.

The classes below give public names to the private methods and attributes of Textual's classes that the rest of
`tui.terminal` calls and overrides. `tests/tui/terminal/test_textual_internals.py` checks this module against the oldest
and the newest Textual that pyproject.toml allows.
"""

from __future__ import annotations

from collections.abc import Iterable
from queue import Queue
from types import FrameType
from typing import IO, Any

from rich.console import RenderableType
from textual import events
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual._parser import ParseError
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.app import App, ReturnType
from textual.drivers import linux_driver
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import _character_to_key as character_to_key
from textual.screen import Screen

__all__ = [
    "BRACKETED_PASTE_END",
    "BRACKETED_PASTE_START",
    "MAX_QUEUED_WRITES",
    "SYNC_END",
    "SYNC_START",
    "ChopsUpdate",
    "KeyParser",
    "LayoutUpdate",
    "OutputThread",
    "ParseError",
    "TerminalApp",
    "UnixDriver",
    "character_to_key",
    "use_output_thread",
]


class TerminalApp(App[ReturnType]):
    """Textual's App with hooks for sending updates and for unhandled exceptions."""

    @property
    def knows_synchronized_updates(self) -> bool:
        """Whether the terminal has reported that it knows DEC mode 2026."""
        return self._sync_available

    def replace_filters(self, old: type[object], new: Any) -> None:
        """Replace each line filter of the type `old` by `new`."""
        self._filters = [new if isinstance(each, old) else each for each in self._filters]

    def write_to_terminal(self, sequence: str) -> None:
        """Send `sequence` unchanged. Does nothing without a terminal."""
        if self._driver is not None:
            self._driver.write(sequence)
            self._driver.flush()

    def encode_update(self, update: LayoutUpdate | ChopsUpdate) -> str:
        """The output that shows `update`; "" for none. Subclasses override it."""
        return update.render_segments(self.console)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Send an update. Textual's own method also homes the hidden cursor after each one."""
        if not isinstance(renderable, LayoutUpdate | ChopsUpdate):
            super()._display(screen, renderable)
            return
        try:
            if not (self._batch_count or not self._running or self._closed or self.is_headless):
                self.write_to_terminal(self.encode_update(renderable))
        except Exception as error:
            self._handle_exception(error)
        finally:
            self.post_display_hook()

    def report_failure(self, error: Exception) -> bool:
        """Report an unhandled exception, which ends the app; return False to have Textual print its traceback."""
        return False

    def report_failure_while_ending(self, error: Exception) -> bool:
        """Report an unhandled exception while the app is ending; return False to treat it like any other."""
        return False

    def _handle_exception(self, error: Exception) -> None:
        if not (self._exit and self.report_failure_while_ending(error)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        if self._exception is not None and self.report_failure(self._exception):
            self._close_messages_no_wait()
        else:
            super()._fatal_error()


class KeyParser(XTermParser):
    """Textual's parser of terminal input, with a hook that turns a sequence into keys."""

    def keys_of(self, sequence: str, *, alt: bool) -> Iterable[events.Key]:
        """The keys of `sequence`; with `alt` it followed an Escape that was read as Alt."""
        return super()._sequence_to_key_events(sequence, alt=alt)

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        return self.keys_of(sequence, alt=alt)


class UnixDriver(LinuxDriver):
    """Textual's driver of a Unix terminal, with public names for what our drivers need."""

    @property
    def owner(self) -> App[Any]:
        """The app that the driver serves."""
        return self._app

    @property
    def debug(self) -> bool:
        """Whether the parser logs what it reads."""
        return self._debug

    def take_raw_mode(self, modes: list[Any]) -> None:
        """Change the list of `termios.tcgetattr` so that every key arrives at once and unchanged."""
        modes[0], modes[3] = self._patch_iflag(modes[0]), self._patch_lflag(modes[3])

    def enable_mouse(self) -> None:
        """Make the terminal report the mouse, if the app uses it."""
        self._enable_mouse_support()

    def terminal_size(self) -> tuple[int, int]:
        """The terminal's columns and rows."""
        return self._get_terminal_size()

    def continue_stopped(self) -> None:
        """Called on the event loop at a SIGCONT after something else stopped the app. Subclasses override it."""

    def _sigcont_application(self, *_: int | FrameType | None) -> None:
        """Handle SIGCONT. Textual starts again whatever stopped the app, and even if nothing did.

        The kernel sends SIGCONT with SIGHUP when a terminal is closed: a second pair of threads, started then, would
        keep the first from ending, and the terminal's modes saved then, to be restored at exit, would be our own.
        """
        if self._must_signal_resume:
            super()._sigcont_application()
        elif self._auto_restart:
            self._loop.call_soon_threadsafe(self.continue_stopped)


class OutputThread(WriterThread):
    """Textual's output thread, with its queue and file."""

    @property
    def queue(self) -> Queue[str | None]:
        """The output that waits to be written; None ends the thread."""
        return self._queue

    @property
    def file(self) -> IO[str]:
        """The terminal's file."""
        return self._file


def use_output_thread(thread: type[OutputThread]) -> None:
    """Make Textual's driver write through `thread` from now on."""
    setattr(linux_driver, "WriterThread", thread)  # noqa: B010 - Textual does not export the name
