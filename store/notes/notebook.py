"""The notes of one data folder: in memory, thread-safe, durable before any call returns, shared with other sessions.

`notes.json` (and its `.bak`) is the snapshot, `journal/` has the operations of every session since, and `drafts/`
unsaved typing. Snapshot and journals together are authoritative; `store.notes.operations` defines how they combine.
"""

from __future__ import annotations

import contextlib
import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from store.disk.clock import stamp
from store.disk.files import STALE_SECONDS, sweep, why
from store.notes import snapshot as snapshots
from store.notes.anchors import Anchor
from store.notes.drafts import Draft, Drafts
from store.notes.index import by_position
from store.notes.note import CONTENT, About, Note, NoteStatus, NoteType
from store.notes.operations import Operation, State, Step
from store.notes.peer_journals import Presence, new_session
from store.notes.persistence import Keeper, KeepError
from store.notes.queries import Conflict, Finder, NotebookError
from store.notes.undo import Undo
from store.notes.writer import Writer

__all__ = ["Conflict", "Draft", "Notebook", "NotebookError", "Presence", "Step", "by_position"]

Clock = Callable[[], datetime]

IDLE_SECONDS = 15.0
"""Time without a change after which the snapshot is updated."""
PREPARED_PER_TICK = 10
"""How many thousand notes a `tick` prepares for searching: fifty thousand in five seconds."""
MAX_PENDING_BYTES = 4 << 20
"""Journal size from which the snapshot is no longer postponed."""


def now() -> datetime:
    """The current time, in UTC."""
    return datetime.now(UTC)


class Notebook(Finder):
    """All notes of one data folder, for any thread. Methods that change notes block on the disk.

    `read_only` is the reason, in one line, that nothing can be saved, None if there is none. `notices` are lines the
    user should see once: files set aside, damage found, a folder without locks.
    """

    def __init__(self, home: Path, author: str, clock: Clock) -> None:
        super().__init__()
        self.home = home
        self.author = author
        self._clock = clock
        session = new_session(clock())
        self._keeper = Keeper(home, session, author, self._time)
        self._drafts = Drafts(home, session, author, self._time)
        self._writer = Writer(self, self._keeper, author, self._time)
        self._undo = Undo(self, self._writer)

    @classmethod
    def open(
        cls, home: Path, *, author: str, clock: Clock = now, announce: bool = True, read_only: bool = False
    ) -> Notebook:
        """Open the notebook in `home`.

        With `announce`, other sessions see that `author` is here, and a missing folder is created. With `read_only`,
        nothing on the disk is created or changed, not even damaged files.

        Raises NotebookError for notes that cannot be read or that a newer version wrote. Damaged files are set aside
        and restored from backup and journals; a folder that cannot be written opens read-only.
        """
        book = cls(home, author, clock)
        try:
            book.state = book._keeper.open(announce=announce and not read_only, read_only=read_only)
            book.reindex()
            if book._keeper.dirty and book.read_only is None:
                book.compact()
        except KeepError as error:
            book._keeper.close(remove=True)
            raise NotebookError(str(error)) from error
        if book.read_only is None:
            for folder in (".", "journal", "drafts", "articles", "articles/texts", "articles/readings"):
                sweep(home / folder, older_than=time.time() - STALE_SECONDS)
        return book

    @property
    def read_only(self) -> str | None:
        """The reason nothing can be saved, in one line; None if it can."""
        return self._keeper.read_only

    @property
    def notices(self) -> list[str]:
        """Lines the user should see once."""
        return self._keeper.notices

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
        """Add a note. Raises NotebookError if it cannot be stored; nothing has changed then."""
        moment = self._time()
        note = Note(
            str(uuid.uuid4()), article, version, anchor, body, type, status, tuple(tags), self.author, moment, moment,
            0, about or About(), due=due,
        )  # fmt: skip
        return self._writer.keep("add", note, ())

    def edit(self, uid: str, *, base: Note | None = None, foreign: bool = False, **changes: Any) -> Note:
        """Change fields of a note: any of `store.notes.note.CONTENT`. Raises NotebookError.

        `foreign` means that the changes come from a file, which someone else may have written.

        `base` is the state the user began from. If the note has changed since, changes to other fields are merged;
        changes to the same field make a conflict, and both versions are kept.
        """
        if unknown := set(changes) - set(CONTENT):
            raise TypeError(f"not fields of a note: {sorted(unknown)}")
        if "tags" in changes:
            changes["tags"] = tuple(changes["tags"])
        marked: dict[str, Any] = {**changes, "foreign": True} if foreign else changes
        with self.lock:
            note = self._known(uid)
            if base is not None and base in self.state.notes[uid]:
                note = base
            elif base is not None:
                moved = {name for name in CONTENT if getattr(base, name) != getattr(note, name)}
                if any(name in moved and getattr(note, name) != value for name, value in changes.items()):
                    return self._writer.keep("edit", replace(base, **marked, rev=note.rev - 1), (base.op,))
            return self._writer.keep("edit", replace(note, **marked), self._joined(note))

    def edit_together(self, changes: Sequence[tuple[Note, Mapping[str, Any]]]) -> list[Note]:
        """Change several notes, each from the given state, as one undo step.

        Raises NotebookError at the first that cannot be saved; those before it are.
        """
        with self.lock, self._writer.together():
            return [self.edit(note.uid, base=note, **fields) for note, fields in changes]

    def delete(self, uid: str) -> Note:
        """Move a note to the trash, and return it. Raises NotebookError."""
        with self.lock:
            note = self._known(uid)
            if self.state.conflicts(uid):
                raise NotebookError("this note has two versions: choose one before deleting it")
            return self._writer.keep("delete", replace(note, deleted=self._time()), self._joined(note))

    def restore(self, uid: str) -> Note:
        """Restore a note from the trash. Raises NotebookError."""
        with self.lock:
            note = self.state.shown(uid)
            if note is None or note.deleted is None:
                raise NotebookError(f"no note {uid} in the trash")
            return self._writer.keep("restore", replace(note, deleted=None), self.heads(uid))

    def choose(self, uid: str, version: Note, *, keep_other: bool = False) -> Note:
        """Settle a conflict with `version`; with `keep_other` each other version becomes a separate note."""
        with self.lock:
            versions = self.state.conflicts(uid)
            if version not in versions:
                raise NotebookError("this version is not there any more")
            with self._writer.together():
                for other in versions if keep_other else ():
                    if other is not version and not other.same_content(version):
                        self._writer.keep("add", replace(other, uid=str(uuid.uuid4()), rev=0), ())
                return self._writer.keep("choose", version, self.heads(uid))

    def last_step(self) -> Step | None:
        """What `undo` would undo, whichever article it was in."""
        return self._undo.last()

    def undo(self, article: str | None = None) -> Step:
        """Undo this author's last step, in `article` (key) if given; see `Undo`. Raises NotebookError."""
        return self._undo.undo(article)

    def redo(self, article: str | None = None) -> Step:
        """Redo the last undone step, in the notes of `article` if given. Raises NotebookError."""
        return self._undo.redo(article)

    def size(self, step: Step) -> int:
        """The number of notes changed together in this step."""
        return self._undo.size(step)

    def take(self, note: Note, base: Iterable[str] = ()) -> Note:
        """Store a complete state made elsewhere: uid, rev, author, editor and times stay.

        It replaces the states made by the operations `base`; others stay beside it, as a conflict. It cannot be undone.
        Raises NotebookError.
        """
        return self.take_all([(note, base)])[0]

    def take_all(self, states: Iterable[tuple[Note, Iterable[str]]]) -> list[Note]:
        """`take` for many notes with one write: all of them are stored, or none."""
        with self.lock:
            operations = [(replace(note, op=self._keeper.next_op()), tuple(base)) for note, base in states]
            self._writer.append_all([Operation("import", note, base) for note, base in operations])
            return [note for note, _ in operations]

    # Others, and the disk

    def refresh(self) -> frozenset[str]:
        """Read other sessions' changes; return the uids of the notes that changed. Cheap: call it every second.

        Raises NotebookError if a newer version has taken over the file.
        """
        with self.lock:
            try:
                reloaded, changed = self._keeper.refresh(self.state)
            except KeepError as error:
                raise NotebookError(str(error)) from error
            if reloaded is not None:
                before = self.index.notes
                self.state = reloaded
                self.reindex()
                after = self.index.notes
                changed = {uid for uid in before.keys() | after.keys() if before.get(uid) != after.get(uid)}
            else:
                for uid in changed:
                    self.show(uid)
            if changed:
                self._writer.changed = time.monotonic()
            return frozenset(changed)

    def tick(self) -> frozenset[str]:
        """`refresh`, and work ahead: prepare texts for searching, and update the snapshot after a quiet while.

        Call it every second, from a thread.
        """
        changed = self.refresh()
        for _ in range(PREPARED_PER_TICK):  # in small steps, so that other calls need not wait for all of it
            with self.lock:
                if self.index.prepare(1000):
                    break
        with self.lock:
            outdated = self._keeper.is_outdated(self.state)
            due = outdated and (
                self._keeper.pending > MAX_PENDING_BYTES or time.monotonic() - self._writer.changed > IDLE_SECONDS
            )
        if due and self.read_only is None:
            with contextlib.suppress(NotebookError):
                self.compact()
        return changed

    def others(self) -> list[Presence]:
        """The other sessions with this folder open, as of the last refresh."""
        with self.lock:
            return self._keeper.others()

    def compact(self, *, patience: float = 0.0) -> bool:
        """Write all notes to `notes.json` and drop the journals it covers. False if another session is doing so.

        Saving continues meanwhile. Raises NotebookError; nothing is lost then.
        """
        try:
            with self._keeper.compacting(patience) as mine:
                if not mine:
                    return False
                self.refresh()
                with self.lock:
                    frozen = freeze(self.state)
                self._keeper.compact(frozen, self.lock)
                return True
        except OSError as error:
            raise NotebookError(f"{snapshots.NAME} is not up to date: {why(error)} ({self.home})") from error

    def draft(self, key: str, text: str | None, extra: Mapping[str, Any] | None = None) -> None:
        """Store unsaved typing durably; None or "" drops it. Raises NotebookError.

        `extra` is JSON that is returned with the draft.
        """
        if self.read_only is None:
            try:
                self._drafts.put(key, text, extra)
            except OSError as error:
                raise NotebookError(f"the draft is not on disk: {why(error)} ({self.home / 'drafts'})") from error

    def recovered(self) -> list[Draft]:
        """This author's drafts from sessions that have ended, latest first."""
        return self._drafts.recovered()

    def forget(self, draft: Draft) -> None:
        """Drop a recovered draft that was saved, continued with `draft`, or discarded."""
        self._drafts.forget(draft)

    def close(self, *, compact: bool = True) -> None:
        """Leave the folder. Everything is on disk already; with `compact` the snapshot is updated too."""
        with self.lock:
            if self._writer.closed:
                return
            self._writer.closed = True
            outdated = self.read_only is None and self._keeper.is_outdated(self.state)
        if compact and outdated:
            with contextlib.suppress(NotebookError):
                self.compact(patience=1.0)
        self._drafts.close()
        with self.lock:
            self._keeper.close()

    # Inside

    def _known(self, uid: str) -> Note:
        note = self.index.notes.get(uid)
        if note is None:
            raise NotebookError(f"no note {uid}")
        return note

    def _joined(self, note: Note) -> tuple[str, ...]:
        """The operations that a new state of `note` replaces: its own, and heads with the same content or deleted."""
        heads = self.state.notes[note.uid]
        return tuple(head.op for head in heads if head is note or head.deleted or head.same_content(note))

    def _time(self) -> str:
        return stamp(self._clock())


def freeze(state: State) -> State:
    """A copy that later operations do not touch; notes are shared, since they are immutable."""
    return State(dict(state.notes), dict(state.applied), set(state.awaited), list(state.history))
