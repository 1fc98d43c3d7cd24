"""Changes notes, one operation or several at a time: first durably, then visibly."""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from store.notes.note import Note
from store.notes.operations import MAX_VERSIONS, Operation, OperationKind
from store.notes.persistence import Keeper, KeepError
from store.notes.queries import Finder, NotebookError


class Writer:
    """Makes changes to `notes` as `author`, through `keeper`. Acquires the lock of `notes` itself.

    `changed` is when notes last changed, by the monotonic clock; a closed writer refuses.
    """

    def __init__(self, notes: Finder, keeper: Keeper, author: str, clock: Callable[[], str]) -> None:
        self.author = author
        self.time = clock
        self.changed = time.monotonic()
        self.closed = False
        self._notes = notes
        self._keeper = keeper
        self._group: str | None = None

    @property
    def session(self) -> str:
        """The session that makes these operations."""
        return self._keeper.session

    def others_alive(self) -> set[str]:
        """The other live sessions."""
        return {presence.session for presence in self._keeper.others()}

    def next_op(self) -> str:
        """The name of the next operation."""
        return self._keeper.next_op()

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Changes made within are one undo step."""
        with self._notes.lock:
            before, self._group = self._group, self._group or secrets.token_hex(6)
            try:
                yield
            finally:
                self._group = before

    def keep(self, did: OperationKind, note: Note, base: tuple[str, ...], of: str | None = None) -> Note:
        """Make `note` a new state by this author; returns it. Raises NotebookError."""
        with self._notes.lock:
            moment = note.updated if did == "add" else self.time()
            note = replace(
                note, rev=note.rev + 1, updated=moment, editor=self.author, op=self.next_op(), original_editor=None,
                foreign=note.foreign or not {note.author, note.editor} <= {self.author, ""},
            )  # fmt: skip
            return self.append(did, note, base, of)

    def append(self, did: OperationKind, note: Note, base: tuple[str, ...], of: str | None = None) -> Note:
        """Store a complete state that already has an operation; returns it. Raises NotebookError."""
        self.append_all([Operation(did, note, base, of, self._group)])
        return note

    def append_all(self, operations: Sequence[Operation]) -> None:
        """Store several operations with one write: all of them, or none. Raises NotebookError."""
        with self._notes.lock:
            if self.closed:
                raise NotebookError("the notebook is closed")
            self._check_versions(operations)
            try:
                self._keeper.append(*operations)
            except KeepError as error:
                raise NotebookError(str(error)) from error
            for operation in operations:
                self._notes.state.apply(operation)
                self._notes.show(operation.note.uid)
            self.changed = time.monotonic()

    def _check_versions(self, operations: Sequence[Operation]) -> None:
        """Raise NotebookError if a note would have more versions than a user can choose between."""
        counts: dict[str, int] = {}
        for operation in operations:
            uid = operation.note.uid
            heads = self._notes.state.notes.get(uid, ())
            before = counts.get(uid, len(heads))
            after = before + 1 - len({head.op for head in heads}.intersection(operation.base))
            if after > max(before, MAX_VERSIONS):
                raise NotebookError(f"a note has {before} versions already: choose one of them first")
            counts[uid] = after
