"""The journals of the sessions on one folder: whose they are, and how far each has been read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from store.disk.journal import SUFFIX, Tail


@dataclass(frozen=True, slots=True)
class Presence:
    """Another session on this folder. `since` is ISO 8601 in UTC."""

    session: str
    author: str
    host: str
    pid: int
    since: str


@dataclass(slots=True)
class Followed:
    """A journal of another session, as far as it has been read."""

    tail: Tail
    presence: Presence | None = None
    last: int = 0
    unread: int = 0
    alive: bool = True


@dataclass(slots=True)
class Ended:
    """A journal of this session that is not written to any more."""

    path: Path
    last: int


def names_in(folder: Path) -> list[str]:
    """The journals in `folder`, oldest first."""
    try:
        return sorted(entry.name for entry in os.scandir(folder) if entry.name.endswith(SUFFIX))
    except OSError:
        return []


def within(some: dict[str, int], all_of: dict[str, int]) -> bool:
    """Whether every operation of `some` (the last of each session) is in `all_of` too."""
    return all(number <= all_of.get(session, 0) for session, number in some.items())
