"""Takes the terminal out of line editing before the app is loaded, so that no key typed meanwhile is lost.

In the mode that a shell leaves behind, the kernel takes Ctrl+S and Ctrl+Q as flow control, and edits the line with
Ctrl+U, Ctrl+W, Ctrl+D and Backspace: see termios(3).
"""

from __future__ import annotations

import os
import signal
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

_KEYBOARD = 0
"""The file descriptor that keys are read from."""

_before: list[Any] | None = None
"""The terminal's attributes before they were changed here; None if they were not, or if they were handed on."""


@contextmanager
def keeping_keys() -> Iterator[None]:
    """Keep every key that is typed, except Ctrl+C, for the app, and give the terminal back if the app never took it.

    Does nothing without a terminal, or in the background.
    """
    global _before
    try:
        if os.tcgetpgrp(_KEYBOARD) == os.getpgrp():
            _before = termios.tcgetattr(_KEYBOARD)
            termios.tcsetattr(_KEYBOARD, termios.TCSANOW, _without_line_editing(_before))
            if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
                signal.signal(signal.SIGTERM, _end)
    except (OSError, termios.error):
        _before = None
    try:
        yield
    finally:
        _give_back()


def hand_on() -> list[Any] | None:
    """The terminal's attributes as the app found them, for the driver to restore; None if it found the present ones."""
    global _before
    found, _before = _before, None
    return found


def _without_line_editing(attributes: list[Any]) -> list[Any]:
    """The attributes changed so that every key is kept as it is typed; Ctrl+C still interrupts."""
    changed = [*attributes[:6], list(attributes[6])]
    changed[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    changed[3] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN)
    changed[6][termios.VMIN], changed[6][termios.VTIME] = 1, 0
    changed[6][termios.VSUSP] = bytes([os.fpathconf(_KEYBOARD, "PC_VDISABLE")])
    return changed


def _give_back() -> None:
    if (before := hand_on()) is not None:
        with suppress(OSError, termios.error):
            termios.tcsetattr(_KEYBOARD, termios.TCSANOW, before)


def _end(number: int, _frame: FrameType | None) -> None:
    """Give the terminal back and end as the signal would have ended the process."""
    _give_back()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
