"""The terminal, written to so that it is left as it was found, sent only what it knows, and its line measured."""

from __future__ import annotations

import re
import termios
import time
from contextlib import suppress
from types import FrameType

from textual import events
from textual.app import App
from textual.geometry import Size
from textual.message import Message

from tui.terminal.capabilities import TerminalKind
from tui.terminal.keyboard import KeyboardDriver
from tui.terminal.line_speed import ASK, LineSpeed
from tui.terminal.low_bandwidth import LineIsSlow

_PRIVATE = re.compile(r"\x1b\[[<=>?][0-9;]*\$?[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
"""What was added to terminals after the VT100: modes, queries, keyboard protocols, operating system commands."""
_TAKEN = "\x1b[?1049h\x1b[?25l\x1b[?1004h\x1b[?2004h\x1b[?7l"
"""The screen of our own, no cursor, focus told of, pastes in brackets, no wrapping: what Textual sets at the start."""
_CLEAR = "\x1b[H\x1b[J"
_FRESH = "\x1b[m"


class TerminalDriver(KeyboardDriver):
    """Textual's driver, for our terminals."""

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._kind: TerminalKind = getattr(app, "terminal", TerminalKind())
        self._speed = LineSpeed() if getattr(app, "measures_line", False) else None
        self._at_work = False

    def write(self, data: str) -> None:
        """Send `data`, without the modes that this terminal would take for something else, and time what is long."""
        if not self._kind.private:
            data = _PRIVATE.sub(self._known, data)
        if self._speed is not None and self._speed.sent(len(data), time.monotonic()):
            data += ASK
        super().write(data)

    def _known(self, match: re.Match[str]) -> str:
        sequence = match[0]
        if sequence.startswith("\x1b[?1049"):
            return _CLEAR if self._kind.plain else sequence
        if self._kind.plain:
            return sequence if sequence.startswith("\x1b[?7") and sequence[-1] in "hl" and len(sequence) == 5 else ""
        return "" if sequence.endswith(("u", "p", "\x07", "\\")) else sequence

    def process_message(self, message: Message) -> None:
        """Take the terminal's answer to our question out of the keys; it comes in on the input thread."""
        if not isinstance(message, events.CursorPosition):
            super().process_message(message)
        elif self._speed is None:
            pass
        elif self._speed.answered(time.monotonic()):
            super().write(ASK)
        elif (rate := self._speed.slow_at) is not None:
            self._speed = None
            super().process_message(LineIsSlow(rate))

    def start_application_mode(self) -> None:
        """Take the terminal."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._at_work = True

    def stop_application_mode(self) -> None:
        """Leave no look on for what writes next."""
        self._at_work = False
        self.write(_FRESH)
        super().stop_application_mode()

    def _sigcont_application(self, *_: int | FrameType | None) -> None:
        """Go on. Textual starts anew whatever it was that stopped us, and if nothing did.

        The kernel sends SIGCONT with SIGHUP when a terminal is gone: a second pair of threads, begun then, let the
        first never end. And what was kept of the terminal's modes, to give them back, would be our own.
        """
        if self._must_signal_resume:
            super()._sigcont_application()
        elif self._at_work and self._auto_restart:
            self._loop.call_soon_threadsafe(self._take_again)

    def _take_again(self) -> None:
        """Set the modes and paint: while somebody else had stopped us, the shell had the terminal."""
        if not self._at_work:
            return
        with suppress(termios.error):
            modes = termios.tcgetattr(self.fileno)
            modes[0], modes[3] = self._patch_iflag(modes[0]), self._patch_lflag(modes[3])
            modes[6][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, modes)
            self.write(_TAKEN)
            self._enable_mouse_support()
            size = Size(*self._get_terminal_size())
            self.send_message(events.Resize(size, size))  # which makes a LeanApp paint everything
