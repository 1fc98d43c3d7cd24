"""Follows the journals of other sessions on one folder."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from store.disk.files import PlantedFileError, is_shared, why
from store.disk.journal import SUFFIX, Line, NoLocksError, Tail
from store.disk.json_reader import text_of, whole_number
from store.notes.operations import Operation, State, TooManyVersionsError, split_op

_NAME = re.compile(r"(\d{8}T\d{6}-[0-9a-f]{8}(?:-u(\d{1,10}))?)\.(\d{6})\.log")


@dataclass(frozen=True, slots=True)
class Presence:
    """Another session on this folder. `since` is ISO 8601 in UTC."""

    session: str
    author: str
    host: str
    pid: int
    since: str

    @classmethod
    def from_dict(cls, line: Mapping[str, Any]) -> Presence:
        """The session in a journal's first line. Raises KeyError, or ValueError for anything else."""
        session, author, host, since = (text_of(line[name]) for name in ("session", "author", "host", "started"))
        return cls(session, author, host, whole_number(line["pid"]), since)


@dataclass(slots=True)
class Followed:
    """A journal of another session, with the position read so far."""

    tail: Tail
    session: str
    presence: Presence | None = None
    last: int = 0
    unread: int = 0
    alive: bool = True


@dataclass(slots=True)
class Ended:
    """A journal of this session that is no longer written to."""

    path: Path
    last: int


class PeerJournals:
    """The journals in the data folder `home`, read as they grow. `report` receives lines for the user.

    A journal belongs to the session in its name: an operation of another session is refused, and so is a journal that
    belongs to another user than its session does, if several users share the folder.
    """

    def __init__(self, home: Path, session: str, report: Callable[[str], None]) -> None:
        self._home = home
        self._folder = home / "journal"
        self._session = session
        self._notify = report
        self._followed: dict[str, Followed] = {}
        self._no_locks = False

    def follow(self, state: State, *, own: bool) -> set[str]:
        """Read the new lines of every journal; with `own` this session's too."""
        changed: set[str] = set()
        names = names_in(self._folder)
        for name in names:
            if name not in self._followed and (own or not name.startswith(self._session)):
                self._begin_following(name)
        there = set(names)
        for name, followed in sorted(self._followed.items()):
            mine = name.startswith(self._session)
            followed.alive = not mine and self._alive(followed.tail)
            with contextlib.suppress(OSError):
                for line in followed.tail.read():
                    self._take(line, followed, state, changed)
            if mine or name not in there:
                followed.tail.close()
                del self._followed[name]
        return changed

    def _begin_following(self, name: str) -> None:
        """Open a journal; one that does not match its name is reported and left unchanged."""
        session = session_of(name)
        if not session:
            self._notify(f"journal/{name} is no name of a journal: not read")
            return
        try:
            tail = Tail(self._home, self._folder / name)
        except PlantedFileError as error:
            self._notify(f"journal/{name}: {why(error)}")
            return
        except OSError:
            return
        owner = owner_of(session)
        if owner is not None and tail.owner() != owner and is_shared(self._folder):
            tail.close()
            self._notify(f"journal/{name} belongs to another user than its session: not read")
            return
        self._followed[name] = Followed(tail, session)

    def _take(self, line: Line, followed: Followed, state: State, changed: set[str]) -> None:
        try:
            if line["op"] == "session":
                presence = Presence.from_dict(line)
                if presence.session == followed.session:
                    followed.presence = presence
                else:
                    self._refuse(followed, "names another session")
                return
            operation = Operation.from_dict(line)
            session, number = split_op(operation.note.op)
            if session != followed.session:
                self._refuse(followed, "has an operation of another session")
                return
            followed.last = number
            if state.apply(operation):
                changed.add(operation.note.uid)
        except TooManyVersionsError:
            self._refuse(followed, "has more versions of a note than there can be")
        except (KeyError, TypeError, ValueError, AttributeError):
            followed.unread += 1

    def _refuse(self, followed: Followed, reason: str) -> None:
        followed.unread += 1
        self._notify(f"journal/{followed.tail.path.name} {reason}: refused")

    def _alive(self, tail: Tail) -> bool:
        if self._no_locks:
            return False
        try:
            return tail.alive()
        except NoLocksError:
            self.report_no_locks()
            return False
        except OSError:
            return False

    def present(self) -> list[Presence]:
        """The other live sessions."""
        return [f.presence for f in self._followed.values() if f.alive and f.presence is not None]

    def let_go(self, covered: dict[str, int]) -> None:
        """Remove journals without a writer whose operations are all in `covered`: each session's last operation."""
        for name, followed in list(self._followed.items()):
            if followed.last > covered.get(followed.session, 0) or self._no_locks or self._alive(followed.tail):
                continue
            if followed.tail.grown():  # appended to after it was read, before its session ended
                continue
            damaged = followed.tail.damaged + followed.unread
            with contextlib.suppress(OSError):
                if damaged:
                    aside = followed.tail.path.with_suffix(".damaged")
                    followed.tail.path.rename(aside)
                    self._notify(f"{name}: {damaged} damaged lines; the file is kept as {aside.name}")
                else:
                    followed.tail.path.unlink()
                followed.tail.close()
                del self._followed[name]

    def close(self) -> None:
        """Close all journals."""
        for followed in self._followed.values():
            followed.tail.close()
        self._followed.clear()

    def report_no_locks(self) -> None:
        """Report once that the file system does not lock files."""
        if not self._no_locks:
            self._no_locks = True
            self._notify(f"{self._home} cannot lock files: notes are safe in its journals, notes.json waits")


def new_session(moment: datetime) -> str:
    """A name for a session that begins now: its time, a unique part, and its owner's user id."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}-u{os.geteuid()}"


def session_of(name: str) -> str:
    """The session of the journal `name`; "" if that is not a journal's name."""
    found = _NAME.fullmatch(name)
    return found[1] if found else ""


def owner_of(session: str) -> int | None:
    """The user id in the name of a session; None if an older version made the name."""
    _, mark, number = session.partition("-u")
    return int(number) if mark else None


def names_in(folder: Path) -> list[str]:
    """The journals in `folder`, oldest first."""
    try:
        return sorted(entry.name for entry in os.scandir(folder) if entry.name.endswith(SUFFIX))
    except OSError:
        return []


def within(some: dict[str, int], all_of: dict[str, int]) -> bool:
    """Whether every operation of `some` (the last of each session) is in `all_of` too."""
    return all(number <= all_of.get(session, 0) for session, number in some.items())
