"""Our driver: the terminal is left as it was found and sent only what it knows, and its line is measured."""

from __future__ import annotations

import re
import termios
import time
from contextlib import suppress
from dataclasses import dataclass

from textual import events
from textual.app import App
from textual.geometry import Size
from textual.message import Message

from tui.terminal.capabilities import TerminalKind
from tui.terminal.keyboard import KeyboardDriver
from tui.terminal.line_speed import CURSOR_QUERY, LineSpeed

_PRIVATE = re.compile(r"\x1b\[[<=>?][0-9;]*\$?[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
"""What was added to terminals after the VT100: modes, queries, keyboard protocols, operating system commands."""
_OUR_MODES = "\x1b[?1049h\x1b[?25l\x1b[?1004h\x1b[?2004h\x1b[?7l"
"""The alternate screen, no cursor, focus reports, bracketed paste, no wrapping: what Textual sets at the start."""
_CLEAR = "\x1b[H\x1b[J"
_RESET_LOOK = "\x1b[m"


@dataclass
class LineIsSlow(Message):
    """The line to the terminal was measured and is slow."""

    bytes_per_second: float


class TerminalDriver(KeyboardDriver):
    """Textual's driver of a Unix terminal, for the terminals that our users have."""

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._kind: TerminalKind = getattr(app, "terminal", TerminalKind())
        self._speed = LineSpeed() if getattr(app, "measures_line", False) else None
        self._has_terminal = False

    def write(self, data: str) -> None:
        """Send `data`, without the modes that this terminal would take for something else, and time what is long."""
        if not self._kind.private:
            data = _PRIVATE.sub(self._known, data)
        if self._speed is not None and self._speed.sent(len(data), time.monotonic()):
            data += CURSOR_QUERY
        super().write(data)

    def _known(self, match: re.Match[str]) -> str:
        """A private sequence, or what stands for it on this terminal, or ""."""
        sequence = match[0]
        if sequence.startswith("\x1b[?1049"):
            return _CLEAR if self._kind.plain else sequence
        if self._kind.plain:
            return sequence if sequence.startswith("\x1b[?7") and sequence[-1] in "hl" and len(sequence) == 5 else ""
        return "" if sequence.endswith(("u", "p", "\x07", "\\")) else sequence

    def process_message(self, message: Message) -> None:
        """Take the terminal's answer to our query out of the keys. Runs on the input thread."""
        if not isinstance(message, events.CursorPosition):
            super().process_message(message)
        elif self._speed is None:
            pass
        elif self._speed.answered(time.monotonic()):
            super().write(CURSOR_QUERY)
        elif (rate := self._speed.slow_bytes_per_second) is not None:
            self._speed = None
            super().process_message(LineIsSlow(rate))

    def start_application_mode(self) -> None:
        """Take the terminal."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._has_terminal = True

    def stop_application_mode(self) -> None:
        """Give the terminal back, with no look left on for what writes next."""
        self._has_terminal = False
        self.write(_RESET_LOOK)
        super().stop_application_mode()

    def continue_stopped(self) -> None:
        """Set the modes and paint: while somebody else had stopped the app, the shell had the terminal."""
        if not self._has_terminal:
            return
        with suppress(termios.error):
            modes = termios.tcgetattr(self.fileno)
            self.take_raw_mode(modes)
            modes[6][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, modes)
            self.write(_OUR_MODES)
            self.enable_mouse()
            size = Size(*self.terminal_size())
            self.send_message(events.Resize(size, size))  # which makes a DiffingApp paint everything
