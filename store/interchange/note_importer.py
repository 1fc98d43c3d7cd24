"""Imports notes from a file into the notebook: new, changed and known ones; nothing is lost or moved silently.

Importing the same file again changes nothing. A state that does not demonstrably follow from the stored one is kept
beside it as a conflict, for a person to choose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from store.articles.library import Library
from store.disk.clock import now
from store.interchange.incoming_notes import Incoming, digest
from store.interchange.ledger import Ledger
from store.interchange.placement import Placement
from store.notes.note import CONTENT, Note
from store.notes.notebook import Notebook
from store.notes.operations import split_op

Outcome = Literal["new", "changed", "conflict", "known", "trash"]
BATCH_NOTES = 200
"""Notes written to the disk together."""
MAX_REPORTED_NOTES = 500
"""Notes of a file that a report lists one by one."""
_WRITTEN = ("body", "type", "status", "tags", "about", "due")
"""The fields that an edit in a file may change; article and anchor decide its place."""


@dataclass(slots=True)
class ImportReport:
    """The result of a file: how many notes of each outcome and, for new and changed ones, of each place.

    `notes` are the first `MAX_REPORTED_NOTES` of those that are not known, as stored, each with its outcome.
    """

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    notes: list[tuple[Outcome, Note]] = field(default_factory=list)

    def add(self, outcome: Outcome, note: Note, where: str) -> None:
        """Count a note."""
        self.outcomes[outcome] += 1
        if outcome in ("new", "changed", "conflict"):
            self.places[where] += 1
        if outcome != "known" and len(self.notes) < MAX_REPORTED_NOTES:
            self.notes.append((outcome, note))

    def in_words(self) -> str:
        """One line: "notes: 12 new, 3 changed, 40 known; 2 wait for their article"."""
        names = {
            "new": "new",
            "changed": "changed",
            "conflict": "in conflict",
            "known": "known",
            "trash": "in the trash",
        }
        counts = [f"{self.outcomes[each]} {name}" for each, name in names.items() if self.outcomes[each]]  # type: ignore[index]
        waiting, orphaned = self.places["waiting"], self.places["orphaned"]
        also = [f"{waiting} {'waits for its' if waiting == 1 else 'wait for their'} article"] if waiting else []
        also += [f"{orphaned} orphaned: the passage is not certain in the text kept here"] if orphaned else []
        return "; ".join([f"notes: {', '.join(counts)}" if counts else "no notes", *also])


@dataclass(frozen=True, slots=True)
class _Decision:
    """The action for a note. `take`: the state to store unchanged, replacing `base`; `edit`: the fields to change."""

    outcome: Outcome
    take: Note | None = None
    base: tuple[str, ...] = ()
    edit: dict[str, object] = field(default_factory=dict)


class NoteImporter:
    """Imports the notes of files into `notebook`. With `dry` nothing is stored; the report is the same."""

    def __init__(self, library: Library, notebook: Notebook, *, dry: bool = False) -> None:
        self._notebook = notebook
        self._places = Placement(library)
        self._ledger = Ledger(notebook.home)
        self._operations = notebook.last_operations()
        self._dry = dry
        self._pending: dict[str, tuple[str, Note, tuple[str, ...]]] = {}
        self._known: list[str] = []

    def take(self, notes: Iterable[Incoming]) -> ImportReport:
        """Import the notes of one file. Raises NotebookError and OSError; notes imported before are stored."""
        report = ImportReport()
        try:
            for incoming in notes:
                if incoming.note.uid in self._pending or len(self._pending) >= BATCH_NOTES:
                    self._keep()
                placed = self._places.place(incoming)
                decision = self._decide(incoming, placed.note)
                report.add(decision.outcome, decision.take or placed.note, placed.where)
                if not self._dry:
                    self._do(incoming, decision)
            self._keep()
        finally:
            self._ledger.add(self._known)
            self._known.clear()
            self._pending.clear()
        return report

    def _do(self, incoming: Incoming, decision: _Decision) -> None:
        """Carry out a decision; unchanged imports are pending until `_keep`."""
        if decision.take is not None:
            self._pending[incoming.note.uid] = (digest(incoming.note), decision.take, decision.base)
            return
        if decision.edit:
            head = self._notebook.get(incoming.note.uid)
            self._notebook.edit(incoming.note.uid, base=head, foreign=True, **decision.edit)
        self._known.append(digest(incoming.note))

    def _keep(self) -> None:
        """Import the pending notes with one write to the disk."""
        if self._pending:
            imported = self._notebook.take_all([(note, base) for _, note, base in self._pending.values()])
            self._known += [raw for raw, _, _ in self._pending.values()] + [digest(note) for note in imported]
            self._pending.clear()

    def _decide(self, incoming: Incoming, note: Note) -> _Decision:
        decision = self._compare(incoming, note)
        return decision if decision.take is None else replace(decision, take=self._signed(decision.take))

    def _compare(self, incoming: Incoming, note: Note) -> _Decision:
        states = self._notebook.states(note.uid)
        live = [state for state in states if state.deleted is None]
        if not states:
            return _Decision("new", note)
        if any(replace(state, deleted=None).same_content(note) for state in states):
            return _Decision("known" if live else "trash")
        head = live[0] if live else states[0]
        if moved := self._arrived(head, note):
            return _Decision("changed", edit=moved)
        if digest(incoming.note) in self._ledger or (not incoming.edited and self._is_from_here(incoming.note.op)):
            return _Decision("known" if live else "trash")
        if live and not incoming.is_version:
            if incoming.edited and head.op == incoming.note.op:
                changes = {name: getattr(note, name) for name in _WRITTEN if getattr(note, name) != getattr(head, name)}
                return _Decision("changed", edit=changes) if changes else _Decision("known")
            if digest(head) in self._ledger and _made_by(head) == _made_by(note) and not incoming.edited:
                if note.updated <= head.updated:
                    return _Decision("known")
                return _Decision("changed", replace(note, rev=max(note.rev, head.rev + 1)), (head.op,))
        if incoming.edited:
            note = replace(note, editor=self._notebook.author, original_editor=None, updated=now())
        base = tuple(state.op for state in states if state.op == incoming.note.op)
        return _Decision("conflict" if live else "changed", note, base)

    def _arrived(self, head: Note, note: Note) -> dict[str, object]:
        """The place of a note that waited for its article, if the article has since been added; else nothing."""
        if self._places.known(head.article) or not self._places.known(note.article) or head.deleted is not None:
            return {}
        if any(getattr(head, name) != getattr(note, name) for name in _WRITTEN):
            return {}
        return {name: getattr(note, name) for name in CONTENT if name not in _WRITTEN}

    def _is_from_here(self, op: str) -> bool:
        """Whether the operation is one of this data folder: then its result is stored here, or superseded."""
        try:
            session, number = split_op(op)
        except ValueError:
            return False
        return number <= self._operations.get(session, 0)

    def _signed(self, note: Note) -> Note:
        """A state as it is stored, signed by the user who imports it, since a file can name anyone.

        The name in the file is kept separately. The author of a note that is known here is kept. A note without a time
        of writing gets the current time.
        """
        login = self._notebook.author
        known = next(iter(self._notebook.states(note.uid)), None)
        created = note.created or now()
        return replace(
            note, author=known.author if known else login, editor=login, created=created,
            updated=note.updated or created,
            original_author=known.original_author if known else (note.original_author or note.author or None),
            original_editor=_made_by(note) or None, foreign=True,
        )  # fmt: skip


def _made_by(note: Note) -> str:
    """The author of this state, whoever imported it."""
    return note.original_editor or note.editor
