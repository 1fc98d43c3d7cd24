"""Where the reader was before each large move, to go back and forth as in a browser. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from widgets.state import Selection

MAX_PLACES = 100
"""Places further back than these are forgotten."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The first code point on the screen, and what was selected."""

    top: int
    selection: Selection


@dataclass(slots=True)
class JumpList:
    """Places left behind, and those gone back from."""

    _behind: list[Spot] = field(default_factory=list)
    _ahead: list[Spot] = field(default_factory=list)

    def leave(self, spot: Spot) -> None:
        """Remember `spot`; what lay ahead is forgotten."""
        self._behind.append(spot)
        del self._behind[:-MAX_PLACES]
        self._ahead.clear()

    def back(self, here: Spot) -> Spot | None:
        """The place left last, and `here` remembered as ahead; None where there is none."""
        if not self._behind:
            return None
        self._ahead.append(here)
        return self._behind.pop()

    def forward(self, here: Spot) -> Spot | None:
        """The place gone back from last, and `here` remembered as behind; None where there is none."""
        if not self._ahead:
            return None
        self._behind.append(here)
        return self._ahead.pop()
