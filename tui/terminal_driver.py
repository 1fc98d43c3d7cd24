"""The terminal, written to so that it is left as it was found, sent only what it knows, and its line measured."""

from __future__ import annotations

import re
import time

from textual import events
from textual.app import App
from textual.message import Message

from tui.keyboard import KeyboardDriver
from tui.line_speed import ASK, LineSpeed
from tui.low_bandwidth import LineIsSlow
from widgets.terminals import TerminalKind

_PRIVATE = re.compile(r"\x1b\[[<=>?][0-9;]*\$?[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
"""What was added to terminals after the VT100: modes, queries, keyboard protocols, operating system commands."""
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

    def stop_application_mode(self) -> None:
        """Leave no look on for what writes next."""
        self.write(_FRESH)
        super().stop_application_mode()
