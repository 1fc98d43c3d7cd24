"""A number before a motion: it is repeated that often, and the keys of top and bottom go to that line, or row.

A number begins with a digit that is no key of its own on the screen, and any digit goes on with it: where 1 to 4 are
the panes, 9 and 0 begin one, and 03 is 3.
"""

from __future__ import annotations

from typing import TypeVar

from textual import events
from textual.screen import Screen

from widgets.tables.table import Table

DIGITS = 4
"""A number has no more digits than these."""
Answer = TypeVar("Answer")


class Counting(Screen[Answer]):
    """The part of a screen that takes numbers. Motions ask `times` and `counted`; tables are told."""

    _number = ""
    _counted: int | None = None

    def begins_count(self, digit: str) -> bool:
        """Whether `digit` has no other meaning now."""
        return True

    def tell_count(self, text: str) -> None:
        """Say what is typed of a number so far; "" when it is over."""

    def on_key(self, event: events.Key) -> None:
        """A digit of a number; any other key ends it, and goes on to what has a use for it."""
        if len(event.key) == 1 and event.key.isdecimal() and (self._number or self.begins_count(event.key)):
            self._number = (self._number + event.key)[-DIGITS:]
            number = int(self._number)
            self.tell_count(f"{number} times" if number else "how often? a number, then a motion")
        elif self._number and event.key == "escape":
            self._number = ""
            self.tell_count("")
        else:
            self.end_count()
            return
        event.stop()
        event.prevent_default()

    def end_count(self) -> None:
        """The number typed, if any, is for the key that came now, and for no other."""
        typed, self._number = self._number, ""
        self._counted = int(typed or 0) or None
        if typed:
            self.tell_count("")
        if isinstance(self.focused, Table):
            self.focused.count = self._counted

    def counted(self) -> int | None:
        """The number before this key; None for none. It is used up."""
        counted, self._counted = self._counted, None
        return counted

    def times(self, by: int) -> int:
        """`by`, as often as the number before this key says. It is used up."""
        return by * (self.counted() or 1)
