"""Counts: a number before a motion repeats it; before the keys of top and bottom it is the line or row to go to.

A count begins with a digit that is not bound on the screen and continues with any digit: where 1 to 4 are the panes, 9
and 0 begin a count, and 03 is 3.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import events
from textual.screen import Screen

from widgets.tables.table import Table

MAX_DIGITS = 4
"""Only the last digits typed count."""


QUICK_SECONDS = 0.7
"""A digit that comes so soon behind one that went to a pane goes on with a number instead."""


class Counts:
    """Collects the digits typed on a screen. Motions call `times` or `counted`; a focused table gets the count too."""

    def __init__(
        self,
        screen: Screen[Any],
        show: Callable[[str], None],
        begins: Callable[[str], bool],
        hold_place: Callable[[str], Callable[[], None] | None] = lambda _digit: None,
    ) -> None:
        """`show` gets the count typed so far as text, "" when it ends; `begins` returns whether a digit begins one.

        `hold_place` is asked for a digit that is a key of its own: where it only goes to a pane, what it returns goes
        back from there.
        """
        self._screen = screen
        self._show = show
        self._begins = begins
        self._hold_place = hold_place
        self._digits = ""
        self._counted: int | None = None
        self._held: tuple[str, float, Callable[[], None]] | None = None
        """A digit that went to a pane, when it was typed, and the way back."""

    @property
    def digits(self) -> str:
        """The digits of the count typed so far."""
        return self._digits

    async def take_key(self, event: events.Key) -> bool:
        """Handle a digit of a count, and Escape after one; any other key ends the count and is not handled."""
        held, self._held = self._held, None
        digit = event.key if len(event.key) == 1 and event.key.isdecimal() else ""
        if digit and held is not None and event.time - held[1] < QUICK_SECONDS:
            held[2]()
            self._digits = held[0]
        if digit and (self._digits or self._begins(digit)):
            self._digits = (self._digits + digit)[-MAX_DIGITS:]
            number = int(self._digits)
            self._show(f"{number} times" if number else "0_ : a count; type a motion (j, n, G)")
            return True
        if self._digits and event.key == "escape":
            self._digits = ""
            self._show("")
            return True
        self.end()
        if digit and (back := self._hold_place(digit)) is not None:
            self._held = digit, event.time, back
        return False

    def end(self) -> None:
        """End the count: it applies to the key pressed now and to no later one."""
        typed, self._digits = self._digits, ""
        self._counted = int(typed or 0) or None
        if typed:
            self._show("")
        if isinstance(self._screen.focused, Table):
            self._screen.focused.count = self._counted

    def counted(self) -> int | None:
        """Return the count before this key, None for none, and reset it."""
        counted, self._counted = self._counted, None
        return counted

    def times(self, by: int) -> int:
        """Return `by` times the count before this key, and reset it."""
        return by * (self.counted() or 1)
