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

    _back: list[Spot] = field(default_factory=list)
    _forward: list[Spot] = field(default_factory=list)

    def leave(self, spot: Spot) -> None:
        """Remember `spot`; what lay ahead is forgotten."""
        self._back.append(spot)
        del self._back[:-MAX_PLACES]
        self._forward.clear()

    def back(self, here: Spot) -> Spot | None:
        """The place left last, and `here` remembered as ahead; None where there is none."""
        if not self._back:
            return None
        self._forward.append(here)
        return self._back.pop()

    def forward(self, here: Spot) -> Spot | None:
        """The place gone back from last, and `here` remembered as behind; None where there is none."""
        if not self._forward:
            return None
        self._back.append(here)
        return self._forward.pop()
