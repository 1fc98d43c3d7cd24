"""Holds keys back while a screen is busy: with work begun by a key, or with being built."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.worker import Worker

MAX_LOOKS = 50
"""Keys wait for a disk, or a list, for at most this many looks (`TICK_SECONDS` apart), since either may hang.

Looks are counted, not seconds, since a stopped process does no work either.
"""
_UNLIMITED = 1 << 62
LOOKS: Mapping[str, int] = {
    "open": _UNLIMITED, "act": _UNLIMITED, "leave": _UNLIMITED, "work": 0, "refresh": 0, "yank": 0, "serve": 0,
    "preview": 0, "board": 0, "overview": 0, "pick": 500,
}  # fmt: skip
"""The number of looks that keys wait for a worker of a group; `MAX_LOOKS` if it is not listed."""


class KeyHolds:
    """Records what keys wait for."""

    def __init__(self) -> None:
        self._workers: list[tuple[Worker[Any], int]] = []
        self.closed = False
        """Whether the screen is being built, and accepts no key."""

    def wait_for(self, worker: Worker[Any], group: str) -> None:
        """Have keys wait until `worker` has finished."""
        looks = LOOKS.get(group, MAX_LOOKS)
        if looks:
            self._workers.append((worker, looks))

    def look(self) -> bool:
        """Whether keys have to wait now. To be called once a tick."""
        self._workers = [(worker, looks - 1) for worker, looks in self._workers if looks and not worker.is_finished]
        return self.closed or bool(self._workers)
