"""The notes of one data folder: in memory, thread-safe, on disk before any call returns, shared with other sessions.

What is where: `notes.json` (and its `.bak`) is the snapshot, `journal/` has the operations of every session since, and
`drafts/` what is being typed. Snapshot and journals together are the truth; `store.notes.operations` says how they
combine.
"""

from __future__ import annotations

import contextlib
import secrets
import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from store.disk.clock import stamp
from store.disk.files import STALE, sweep, why
from store.notes import snapshot as snapshots
from store.notes.anchors import Anchor
from store.notes.drafts import Draft, Drafts
from store.notes.index import by_position
from store.notes.note import CONTENT, About, Note, NoteStatus, NoteType
from store.notes.operations import Deed, Operation, State, Step
from store.notes.peer_journals import Presence
from store.notes.persistence import Keeper, KeepError
from store.notes.queries import Conflict, NotebookError
from store.notes.undo import Undoing

__all__ = ["Conflict", "Draft", "Notebook", "NotebookError", "Presence", "Step", "by_position"]

Clock = Callable[[], datetime]

IDLE = 15.0
"""Seconds without a change after which the snapshot is brought up to date."""
PREPARED = 10
"""How many thousand notes a `tick` makes ready to search: fifty thousand in five seconds."""
FULL = 4 << 20
"""Bytes of journal after which that is not put off any more."""


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class Notebook(Undoing):
    """All notes of one data folder. Every method may be called from any thread; those that change block on the disk.

    `read_only` says in one line why nothing can be kept, None when all is well. `told` are lines the user should see
    once: files set aside, damage found, a folder without locks.
    """

    def __init__(self, home: Path, author: str, clock: Clock) -> None:
        super().__init__(author)
        self.home = home
        self._clock = clock
        self._changed = time.monotonic()
        session = f"{clock().astimezone(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
        self._keeper = Keeper(home, session, author, self._time)
        self._drafts = Drafts(home / "drafts", session, author, self._time)
        self._closed = False

    @classmethod
    def open(
        cls, home: Path, *, author: str, clock: Clock = now, present: bool = True, reading: bool = False
    ) -> Notebook:
        """The notebook in `home`. With `present` others see that `author` is here, and a missing folder is made.
        With `reading` nothing on the disk is made, mended or changed, not even what is damaged.

        Raises NotebookError for notes that cannot be read or that a newer version wrote. What is damaged is set aside
        and made good from backup and journals; a folder that cannot be written opens read-only.
        """
        book = cls(home, author, clock)
        try:
            book._state = book._keeper.open(present=present and not reading, reading=reading)
            book._reindex()
            if book._keeper.dirty and book.read_only is None:
                book.compact()
        except KeepError as error:
            book._keeper.close(remove=True)
            raise NotebookError(str(error)) from error
        if book.read_only is None:
            for folder in (".", "journal", "drafts", "articles", "articles/texts", "articles/readings"):
                sweep(home / folder, older_than=time.time() - STALE)
        return book

    @property
    def read_only(self) -> str | None:
        """Why nothing can be kept, in one line; None when it can."""
        return self._keeper.read_only

    @property
    def told(self) -> list[str]:
        """Lines the user should see once."""
        return self._keeper.told

    # Changing

    def add(
        self,
        *,
        article: str,
        version: str,
        anchor: Anchor | None,
        body: str,
        type: NoteType = "note",
        status: NoteStatus = "open",
        tags: Iterable[str] = (),
        about: About | None = None,
        due: str | None = None,
    ) -> Note:
        """Keep a new note. Raises NotebookError when it is not on disk; nothing has changed then."""
        moment = self._time()
        note = Note(
            str(uuid.uuid4()), article, version, anchor, body, type, status, tuple(tags), self.author, moment, moment,
            0, about or About(), due=due,
        )  # fmt: skip
        return self._keep("add", note, ())

    def edit(self, uid: str, *, base: Note | None = None, **changes: Any) -> Note:
        """Change fields of a note: any of `store.notes.note.CONTENT`. Raises NotebookError.

        `base` is the state the user began from. If the note has become another since, changes to other fields are
        joined with it; changes to the same field make a conflict, and both versions are kept.
        """
        if unknown := set(changes) - set(CONTENT):
            raise TypeError(f"not fields of a note: {sorted(unknown)}")
        if "tags" in changes:
            changes["tags"] = tuple(changes["tags"])
        with self._lock:
            note = self._known(uid)
            if base is not None and base in self._state.notes[uid]:
                note = base
            elif base is not None:
                moved = {name for name in CONTENT if getattr(base, name) != getattr(note, name)}
                if any(name in moved and getattr(note, name) != value for name, value in changes.items()):
                    return self._keep("edit", replace(base, **changes, rev=note.rev - 1), (base.op,))
            return self._keep("edit", replace(note, **changes), self._joined(note))

    def edit_together(self, changes: Sequence[tuple[Note, Mapping[str, Any]]]) -> list[Note]:
        """Change several notes, each from the state given, as one thing to undo. Raises NotebookError at the first that
        cannot be kept; those before it are.
        """
        with self._lock, self._together():
            return [self.edit(note.uid, base=note, **fields) for note, fields in changes]

    def delete(self, uid: str) -> Note:
        """Put a note in the trash, and return it. Raises NotebookError."""
        with self._lock:
            note = self._known(uid)
            if self._state.conflicts(uid):
                raise NotebookError("this note has two versions: choose one before deleting it")
            return self._keep("delete", replace(note, deleted=self._time()), self._joined(note))

    def restore(self, uid: str) -> Note:
        """Take a note out of the trash. Raises NotebookError."""
        with self._lock:
            note = self._state.shown(uid)
            if note is None or note.deleted is None:
                raise NotebookError(f"no note {uid} in the trash")
            return self._keep("restore", replace(note, deleted=None), self._heads(uid))

    def choose(self, uid: str, version: Note, *, keep_other: bool = False) -> Note:
        """End a conflict with `version`; with `keep_other` each other one becomes a note of its own."""
        with self._lock:
            versions = self._state.conflicts(uid)
            if version not in versions:
                raise NotebookError("this version is not there any more")
            with self._together():
                for other in versions if keep_other else ():
                    if other is not version and not other.same_content(version):
                        self._keep("add", replace(other, uid=str(uuid.uuid4()), rev=0), ())
                return self._keep("choose", version, self._heads(uid))

    def take(self, note: Note, base: Iterable[str] = ()) -> Note:
        """Keep a state of a note that was made elsewhere, whole: uid, rev, author, editor and times stay.

        It takes the place of the states that the operations `base` made; others stay beside it, as a conflict. It is
        nothing to undo. Raises NotebookError.
        """
        return self.take_all([(note, base)])[0]

    def take_all(self, states: Iterable[tuple[Note, Iterable[str]]]) -> list[Note]:
        """`take` for many notes with one write: all are on disk when this returns, or none is."""
        with self._lock:
            made = [(replace(note, op=self._keeper.next_op()), tuple(base)) for note, base in states]
            self._append_all([Operation("import", note, base) for note, base in made])
            return [note for note, _ in made]

    # Others, and the disk

    def refresh(self) -> frozenset[str]:
        """Take in what other sessions have done; return the uids of the notes that changed. Cheap: call it each second.

        Raises NotebookError if a newer version has taken over the file.
        """
        with self._lock:
            try:
                reloaded, changed = self._keeper.refresh(self._state)
            except KeepError as error:
                raise NotebookError(str(error)) from error
            if reloaded is not None:
                before = self._index.notes
                self._state = reloaded
                self._reindex()
                after = self._index.notes
                changed = {uid for uid in before.keys() | after.keys() if before.get(uid) != after.get(uid)}
            else:
                for uid in changed:
                    self._show(uid)
            if changed:
                self._changed = time.monotonic()
            return frozenset(changed)

    def tick(self) -> frozenset[str]:
        """`refresh`, and do what is better done before it is asked for: make texts ready to search, and bring the
        snapshot up to date when nothing has changed for a while. Call it each second, from a thread.
        """
        changed = self.refresh()
        for _ in range(PREPARED):  # a little at a time: whoever asks for notes meanwhile does not wait for all
            with self._lock:
                if self._index.prepare(1000):
                    break
        with self._lock:
            behind = self._keeper.behind(self._state)
            due = behind and (self._keeper.pending > FULL or time.monotonic() - self._changed > IDLE)
        if due and self.read_only is None:
            with contextlib.suppress(NotebookError):
                self.compact()
        return changed

    def others(self) -> list[Presence]:
        """Who else has this folder open, as of the last refresh."""
        with self._lock:
            return self._keeper.others()

    def compact(self, *, patience: float = 0.0) -> bool:
        """Write all notes to `notes.json` and drop the journals it covers. False if another session is at it.

        Saving goes on meanwhile. Raises NotebookError; nothing is lost then.
        """
        try:
            with self._keeper.compacting(patience) as mine:
                if not mine:
                    return False
                self.refresh()
                with self._lock:
                    frozen = freeze(self._state)
                self._keeper.compact(frozen, self._lock)
                return True
        except OSError as error:
            raise NotebookError(f"{snapshots.NAME} is not up to date: {why(error)} ({self.home})") from error

    def draft(self, key: str, text: str | None, extra: Mapping[str, Any] | None = None) -> None:
        """Keep what is being typed, on disk when this returns; None or "" drops it. Raises NotebookError.

        `extra` is JSON that comes back with the draft.
        """
        if self.read_only is None:
            try:
                self._drafts.put(key, text, extra)
            except OSError as error:
                raise NotebookError(f"the draft is not on disk: {why(error)} ({self.home / 'drafts'})") from error

    def recovered(self) -> list[Draft]:
        """This author's drafts that sessions which are gone have left, latest first."""
        return self._drafts.recovered()

    def forget(self, draft: Draft) -> None:
        """Drop a recovered draft: it was saved, taken over by `draft`, or is not wanted."""
        self._drafts.forget(draft)

    def close(self, *, compact: bool = True) -> None:
        """Leave the folder. Everything is on disk already; with `compact` the snapshot is brought up to date too."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            behind = self.read_only is None and self._keeper.behind(self._state)
        if compact and behind:
            with contextlib.suppress(NotebookError):
                self.compact(patience=1.0)
        self._drafts.close()
        with self._lock:
            self._keeper.close()

    # Inside

    def _known(self, uid: str) -> Note:
        note = self._index.notes.get(uid)
        if note is None:
            raise NotebookError(f"no note {uid}")
        return note

    def _joined(self, note: Note) -> tuple[str, ...]:
        """What a new state of `note` takes the place of: itself, and heads that say the same or are deleted."""
        heads = self._state.notes[note.uid]
        return tuple(head.op for head in heads if head is note or head.deleted or head.same_content(note))

    def _keep(self, did: Deed, note: Note, base: tuple[str, ...], of: str | None = None) -> Note:
        with self._lock:
            moment = note.updated if did == "add" else self._time()
            made = replace(note, rev=note.rev + 1, updated=moment, editor=self.author, op=self._keeper.next_op())
            return self._append(did, made, base, of)

    def _append(self, did: Deed, made: Note, base: tuple[str, ...], of: str | None = None) -> Note:
        """Make a state durable, then known. Under the lock. Raises NotebookError."""
        self._append_all([Operation(did, made, base, of, self._group)])
        return made

    def _append_all(self, operations: Sequence[Operation]) -> None:
        with self._lock:
            if self._closed:
                raise NotebookError("the notebook is closed")
            try:
                self._keeper.append(*operations)
            except KeepError as error:
                raise NotebookError(str(error)) from error
            for operation in operations:
                self._state.apply(operation)
                self._show(operation.note.uid)
            self._changed = time.monotonic()

    def _others_alive(self) -> set[str]:
        return {presence.session for presence in self._keeper.others()}

    @property
    def _session(self) -> str:
        return self._keeper.session

    def _next_op(self) -> str:
        return self._keeper.next_op()

    def _time(self) -> str:
        return stamp(self._clock())


def freeze(state: State) -> State:
    """A copy that later operations do not touch; notes are shared, as they never change."""
    return State(dict(state.notes), dict(state.applied), set(state.awaited), list(state.history))
