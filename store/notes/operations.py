"""Combines the operations of every session into the notes: the result does not depend on the order of reading.

An operation puts a new state of one note and names the states it is based on. A state that no operation is based on is
a *head*; a note with two live heads that differ was edited in two places at once, and is a conflict: both are kept.
Pure: no disk, no clock.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from store.disk.json_reader import optional_text, text_of
from store.notes.note import CONTENT, Note

OperationKind = Literal["add", "edit", "delete", "restore", "choose", "undo", "redo", "import"]
KINDS: frozenset[str] = frozenset(get_args(OperationKind))
REVERSIBLE: frozenset[str] = frozenset({"add", "edit", "delete", "restore", "choose"})
MAX_STEPS = 100
"""Undo steps stored, over all authors; changes made together count as one."""
MAX_VERSIONS = 64
"""Unresolved versions of one note; no more are added until one is chosen."""
MAX_HEADS = 1000
"""Heads of one note, which sessions that do not see each other might create together.

An operation that would create one more is not Copydesk's, and is refused.
"""
MAX_NUMBER_DIGITS = 15
"""Digits of an operation's number."""


class TooManyVersionsError(ValueError):
    """An operation would give a note more than `MAX_HEADS` heads."""


@dataclass(frozen=True, slots=True)
class Operation:
    """`note.op` is the operation's own name: "session:number". `of` is the operation that is undone or redone.

    Operations with the same `group` were made together.
    """

    did: OperationKind
    note: Note
    base: tuple[str, ...]
    of: str | None = None
    group: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As a journal line."""
        line: dict[str, Any] = {"op": self.did, "base": list(self.base), "note": self.note.to_dict()}
        if self.of is not None:
            line["of"] = self.of
        return line if self.group is None else {**line, "group": self.group}

    @classmethod
    def from_dict(cls, line: Mapping[str, Any]) -> Operation:
        """Rebuild an operation from `to_dict`. Raises KeyError, TypeError or ValueError on anything else."""
        kind, base = line["op"], line["base"]
        if kind not in KINDS or not isinstance(base, list):
            raise ValueError("not an operation")
        note = Note.from_dict(line["note"])
        return cls(
            kind, note, tuple(map(text_of, base)), optional_text(line.get("of")), optional_text(line.get("group"))
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One undoable change: the note before (None: there was none) and after.

    `others` are the versions beside the one before, if a conflict was settled; steps with the same `group` were made
    together.
    """

    op: str
    did: str
    before: Note | None
    after: Note
    undone: bool = False
    others: tuple[Note, ...] = ()
    group: str | None = None

    @property
    def session(self) -> str:
        """The session that made it."""
        return self.op.rpartition(":")[0]

    def to_dict(self) -> dict[str, Any]:
        """The form stored in `notes.json`."""
        before = None if self.before is None else self.before.to_dict()
        return {
            "op": self.op,
            "did": self.did,
            "before": before,
            "after": self.after.to_dict(),
            "undone": self.undone,
            **({"others": [other.to_dict() for other in self.others]} if self.others else {}),
            **({"group": self.group} if self.group else {}),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Step:
        """Rebuild a step from `to_dict`. Raises KeyError, TypeError or ValueError on anything else."""
        before = None if data["before"] is None else Note.from_dict(data["before"])
        others = tuple(map(Note.from_dict, data.get("others", ())))
        after = Note.from_dict(data["after"])
        if data["did"] not in KINDS:
            raise ValueError("not a step")
        group = optional_text(data.get("group"))
        return cls(text_of(data["op"]), data["did"], before, after, bool(data["undone"]), others, group)


def split_op(op: str) -> tuple[str, int]:
    """An operation's session and number. Raises ValueError."""
    session, _, number = op.rpartition(":")
    if not (number.isascii() and number.isdigit() and len(number) <= MAX_NUMBER_DIGITS):
        raise ValueError("not the name of an operation")
    return session, int(number)


@dataclass(slots=True)
class State:
    """The notes as a set of heads.

    `notes` has each note's heads, the one to show first. `applied` is the last operation applied from each session;
    `awaited` are operations that others are based on and that have not arrived yet; `restored` are notes that `applied`
    covers but that were missing.
    """

    notes: dict[str, tuple[Note, ...]] = field(default_factory=dict)
    applied: dict[str, int] = field(default_factory=dict)
    awaited: set[str] = field(default_factory=set)
    history: list[Step] = field(default_factory=list)
    restored: set[str] = field(default_factory=set)

    def shown(self, uid: str) -> Note | None:
        """The head to show, possibly one in the trash; None for an unknown uid."""
        heads = self.notes.get(uid)
        return heads[0] if heads else None

    def seen(self, op: str) -> bool:
        """Whether this operation has been applied (or was in the snapshot)."""
        try:
            session, number = split_op(op)
        except ValueError:
            return True  # not Copydesk's: written into notes.json by another program
        return number <= self.applied.get(session, 0)

    def apply(self, operation: Operation) -> bool:
        """Apply an operation. Returns False if it was applied already. Each session's must arrive in order.

        Raises ValueError for an invalid name of an operation, and TooManyVersionsError; nothing has changed then.
        """
        note = operation.note
        session, number = split_op(note.op)
        before_it = self.applied.get(session, 0)
        if number <= before_it and not self._was_lost(note.uid):
            return False
        there = self.notes.get(note.uid, ())
        if any(head.op == note.op for head in there):
            return False
        base = set(operation.base)
        heads = [head for head in there if head.op not in base]
        if len(heads) >= MAX_HEADS:
            raise TooManyVersionsError(f"a note has more than {MAX_HEADS} versions")
        before = self.shown(note.uid)
        others = self.conflicts(note.uid)[1:] if operation.did == "choose" else ()
        self.applied[session] = max(number, before_it)
        known = {head.op for head in there}
        if note.op in self.awaited:
            self.awaited.discard(note.op)
        else:
            heads.append(note)
        self.awaited.update(op for op in operation.base if op not in known and not self.seen(op))
        self.notes[note.uid] = order(heads)
        self._remember(operation, before, others)
        return True

    def _was_lost(self, uid: str) -> bool:
        """Whether a note that the snapshot should have is missing: the journals then count again for it."""
        if uid not in self.notes:
            self.restored.add(uid)
        return uid in self.restored

    def adopt(self, note: Note) -> None:
        """Add a note from a file, as a head beside the existing ones."""
        heads = [head for head in self.notes.get(note.uid, ()) if head.op != note.op]
        self.notes[note.uid] = order([*heads, note])

    def conflicts(self, uid: str) -> tuple[Note, ...]:
        """The live heads that differ, the one to show first; empty unless there are two."""
        heads = self.notes.get(uid, ())
        if len(heads) < 2:
            return ()
        live = (head for head in heads if head.deleted is None)
        differing: dict[tuple[Any, ...], Note] = {}
        for head in live:
            differing.setdefault(tuple(getattr(head, name) for name in CONTENT), head)
        return tuple(differing.values()) if len(differing) > 1 else ()

    def last_done(
        self, author: str, mine: Iterable[str], exclude: Container[str] = (), article: str | None = None
    ) -> Step | None:
        """The last change of `author` in one of the sessions `mine` that is not undone, except operations in `exclude`.

        Only to the notes of `article` (key), if given.
        """
        sessions = set(mine)
        steps = (s for s in reversed(self.history) if s.after.editor == author and s.session in sessions)
        mine_here = (step for step in steps if article is None or step.after.article == article)
        return next((step for step in mine_here if not step.undone and step.op not in exclude), None)

    def last_undone(self, author: str, mine: Iterable[str], article: str | None = None) -> Step | None:
        """The last undone step of `author`, in `article` if given, unless a change followed: the oldest one undone."""
        sessions = set(mine)
        found = None
        for step in reversed(self.history):
            here = article is None or step.after.article == article
            if here and step.after.editor == author and step.session in sessions:
                if not step.undone:
                    break
                found = step
        return found

    def together(self, step: Step, *, undone: bool) -> list[Step]:
        """The steps made together with `step`, itself included, that are `undone` or not; latest first."""
        steps = (each for each in reversed(self.history) if each.undone is undone)
        return [each for each in steps if each.op == step.op or (each.group is not None and each.group == step.group)]

    def _remember(self, operation: Operation, before: Note | None, others: tuple[Note, ...]) -> None:
        note = operation.note
        if operation.of is not None:
            undone = operation.did == "undo"
            self.history = [replace(s, undone=undone) if s.op == operation.of else s for s in self.history]
        elif operation.did in REVERSIBLE:
            if before is not None and before.op not in operation.base:
                return  # based on a state not shown here: there is no "before" to return to
            steps = [step for step in self.history if not _is_given_up(step, note)]
            self.history = _latest([*steps, Step(note.op, operation.did, before, note, False, others, operation.group)])


def _is_given_up(step: Step, note: Note) -> bool:
    """Whether `step`, which was undone, can no longer be redone after a change of `note`, in the same article."""
    return step.undone and step.after.editor == note.editor and step.after.article == note.article


def _latest(steps: list[Step]) -> list[Step]:
    """The last `MAX_STEPS` of the steps; those made together count as one."""
    if len(steps) <= MAX_STEPS:
        return steps
    seen = 0
    for index in range(len(steps) - 1, -1, -1):
        group = steps[index].group
        seen += group is None or index == 0 or steps[index - 1].group != group
        if seen == MAX_STEPS:
            return steps[index:]
    return steps


def order(heads: Iterable[Note]) -> tuple[Note, ...]:
    """Heads with the one to show first: live before deleted, then the most states, then the latest change."""
    return tuple(sorted(heads, key=lambda n: (n.deleted is None, n.rev, n.updated, n.op), reverse=True))
