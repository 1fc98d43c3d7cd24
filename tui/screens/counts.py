"""A number before a motion: it is repeated that often, and the keys of top and bottom go to that line, or row.

A number begins with a digit that is no key of its own on the screen, and any digit goes on with it: where 1 to 4 are
the panes, 9 and 0 begin one, and 03 is 3.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import events
from textual.screen import Screen

from widgets.tables.table import Table

MAX_DIGITS = 4
"""A number has no more digits than these."""


class Counts:
    """Takes the digits typed on a screen. Motions ask for `times` and `counted`; the focused table gets it too."""

    def __init__(self, screen: Screen[Any], show: Callable[[str], None], begins: Callable[[str], bool]) -> None:
        """`show` says what is typed of a number so far, "" when it is over; `begins` tells whether a digit is free."""
        self._screen = screen
        self._show = show
        self._begins = begins
        self._digits = ""
        self._counted: int | None = None

    @property
    def digits(self) -> str:
        """What is typed of a number so far."""
        return self._digits

    async def take_key(self, event: events.Key) -> bool:
        """Take a digit of a number, and Escape behind one; any other key ends the number and is for others."""
        if len(event.key) == 1 and event.key.isdecimal() and (self._digits or self._begins(event.key)):
            self._digits = (self._digits + event.key)[-MAX_DIGITS:]
            number = int(self._digits)
            self._show(f"{number} times" if number else "how often? a number, then a motion")
            return True
        if self._digits and event.key == "escape":
            self._digits = ""
            self._show("")
            return True
        self.end()
        return False

    def end(self) -> None:
        """The number typed, if any, is for the key pressed now, and for no other."""
        typed, self._digits = self._digits, ""
        self._counted = int(typed or 0) or None
        if typed:
            self._show("")
        if isinstance(self._screen.focused, Table):
            self._screen.focused.count = self._counted

    def counted(self) -> int | None:
        """The number before this key; None for none. It is used up."""
        counted, self._counted = self._counted, None
        return counted

    def times(self, by: int) -> int:
        """`by`, as often as the number before this key says. It is used up."""
        return by * (self.counted() or 1)
