"""What a screen is busy with when keys have to wait: work that a key began, or the building of the screen itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.worker import Worker

MAX_LOOKS = 50
"""Keys wait no longer for a disk, or a list, than so many looks (`TICK_SECONDS` apart): one that hangs must not take
the keyboard with it. Looks are counted, not seconds, for a process that is stopped does not work either."""
_UNLIMITED = 1 << 62
LOOKS: Mapping[str, int] = {
    "open": _UNLIMITED, "act": _UNLIMITED, "leave": _UNLIMITED, "work": 0, "refresh": 0, "yank": 0, "serve": 0,
    "preview": 0, "board": 0,
}  # fmt: skip
"""For how many looks keys wait for a worker of a group; `MAX_LOOKS` where it is not listed."""


class KeyHolds:
    """Remembers what keys wait for."""

    def __init__(self) -> None:
        self._workers: list[tuple[Worker[Any], int]] = []
        self.closed = False
        """Whether the screen is being built, and takes no key."""

    def wait_for(self, worker: Worker[Any], group: str) -> None:
        """Have keys wait until `worker` has finished."""
        looks = LOOKS.get(group, MAX_LOOKS)
        if looks:
            self._workers.append((worker, looks))

    def look(self) -> bool:
        """Whether keys have to wait now. To be asked once a tick."""
        self._workers = [(worker, looks - 1) for worker, looks in self._workers if looks and not worker.is_finished]
        return self.closed or bool(self._workers)
