"""A jump list: the places before each large move, to go back and forward as in a browser. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from widgets.state import Selection

MAX_PLACES = 100
"""The number of places to go back to."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: the offset of the first code point on the screen, and the selection."""

    top: int
    selection: Selection


@dataclass(slots=True)
class JumpList:
    """Places to go back and forward to, each list with the nearest last."""

    _back: list[Spot] = field(default_factory=list)
    _forward: list[Spot] = field(default_factory=list)

    def leave(self, spot: Spot) -> None:
        """Add `spot` to the places to go back to, and clear those to go forward to."""
        self._back.append(spot)
        del self._back[:-MAX_PLACES]
        self._forward.clear()

    def back(self, here: Spot) -> Spot | None:
        """Return the last place left, and add `here` to those to go forward to; None if there is none."""
        if not self._back:
            return None
        self._forward.append(here)
        return self._back.pop()

    def forward(self, here: Spot) -> Spot | None:
        """Return the last place gone back from, and add `here` to those to go back to; None if there is none."""
        if not self._forward:
            return None
        self._back.append(here)
        return self._forward.pop()
