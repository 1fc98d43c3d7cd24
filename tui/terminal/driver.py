"""The terminal driver: sends only what the terminal knows, measures the line, and restores the terminal at exit."""

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
from tui.terminal.early_mode import hand_on
from tui.terminal.keyboard import KeyboardDriver
from tui.terminal.line_speed import CURSOR_QUERY, LineSpeed

_PRIVATE = re.compile(r"\x1b\[[<=>?][0-9;]*\$?[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
"""Sequences newer than the VT100: modes, queries, keyboard protocols, operating system commands."""
_OUR_MODES = "\x1b[?1049h\x1b[?25l\x1b[?1004h\x1b[?2004h\x1b[?7l"
"""Alternate screen, no cursor, focus reports, bracketed paste, no wrapping: the modes that Textual sets at start."""
_CLEAR = "\x1b[H\x1b[J"
_RESET_LOOK = "\x1b[m"


@dataclass
class LineIsSlow(Message):
    """Sent when the line to the terminal was measured and is slow."""

    bytes_per_second: float


class TerminalDriver(KeyboardDriver):
    """Textual's driver of a Unix terminal, adapted to more kinds of terminals."""

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._kind: TerminalKind = getattr(app, "terminal", TerminalKind())
        self._speed = LineSpeed() if getattr(app, "measures_line", False) else None
        self._has_terminal = False

    def write(self, data: str) -> None:
        """Send `data` without sequences that this terminal would misread, and time long output."""
        if not self._kind.private:
            data = _PRIVATE.sub(self._known, data)
        if self._speed is not None and self._speed.sent(len(data), time.monotonic()):
            data += CURSOR_QUERY
        super().write(data)

    def _known(self, match: re.Match[str]) -> str:
        """A private sequence, its replacement for this terminal, or ""."""
        sequence = match[0]
        if sequence.startswith("\x1b[?1049"):
            return _CLEAR if self._kind.plain else sequence
        if self._kind.plain:
            return sequence if sequence.startswith("\x1b[?7") and sequence[-1] in "hl" and len(sequence) == 5 else ""
        return "" if sequence.endswith(("u", "p", "\x07", "\\")) else sequence

    def process_message(self, message: Message) -> None:
        """Handle the terminal's answer to our query, which is not a key. Runs on the input thread."""
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
        """Set the terminal's modes."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.attrs_before is not None:
            self.attrs_before = hand_on() or self.attrs_before
        self._has_terminal = True

    def stop_application_mode(self) -> None:
        """Restore the terminal's modes, and reset its text style."""
        self._has_terminal = False
        self.write(_RESET_LOOK)
        super().stop_application_mode()

    def continue_stopped(self) -> None:
        """Set the modes and repaint: the shell used the terminal while the app was stopped."""
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
            self.send_message(events.Resize(size, size))  # makes a DiffingApp repaint everything
