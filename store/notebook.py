"""The notes of one data folder: in memory, thread-safe, on disk before any call returns, shared with other sessions.

What is where: `notes.json` (and its `.bak`) is the snapshot, `journal/` has the operations of every session since, and
`drafts/` what is being typed. Snapshot and journals together are the truth; `store.state` says how they combine.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from store import snapshot as snapshots
from store.anchors import Anchor
from store.drafts import Draft, Drafts
from store.files import sweep, why
from store.index import Index, by_position
from store.keeping import Keeper, KeepError, Presence
from store.notes import CONTENT, About, Note, NoteStatus, NoteType
from store.state import Deed, Operation, State, Step, split_op

__all__ = ["Conflict", "Draft", "Notebook", "NotebookError", "Presence", "Step", "by_position"]

Clock = Callable[[], datetime]
_OP = re.compile(r".+:\d{1,18}")

IDLE = 15.0
"""Seconds without a change after which the snapshot is brought up to date."""
STALE = 3600.0
"""Seconds after which a temporary file is nobody's."""
PREPARED = 10
"""How many thousand notes a `tick` makes ready to search: fifty thousand in five seconds."""
FULL = 4 << 20
"""Bytes of journal after which that is not put off any more."""


class NotebookError(Exception):
    """Why notes could not be read or kept, in one line for the user."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A note edited in two places at once: its versions, the one shown first."""

    uid: str
    versions: tuple[Note, ...]


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class Notebook:
    """All notes of one data folder. Every method may be called from any thread; those that change block on the disk.

    `read_only` says in one line why nothing can be kept, None when all is well. `told` are lines the user should see
    once: files set aside, damage found, a folder without locks.
    """

    def __init__(self, home: Path, author: str, clock: Clock) -> None:
        self.home = home
        self.author = author
        self._clock = clock
        self._lock = threading.RLock()
        self._state = State()
        self._index = Index()
        self._sorted: dict[tuple[str, str | None], list[Note]] = {}
        self._changed = time.monotonic()
        session = f"{clock().astimezone(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
        self._keeper = Keeper(home, session, author, self._time)
        self._drafts = Drafts(home / "drafts", session, author, self._time)
        self._passed_over: set[str] = set()
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
        """Change fields of a note: any of `store.notes.CONTENT`. Raises NotebookError.

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
            if keep_other:
                for other in versions:
                    if other is not version and not other.same_content(version):
                        self._keep("add", replace(other, uid=str(uuid.uuid4()), rev=0), ())
            return self._keep("choose", version, self._heads(uid))

    def take(self, note: Note, base: Iterable[str] = ()) -> Note:
        """Keep a state of a note that was made elsewhere, whole: uid, rev, author, editor and times stay.

        It takes the place of the states that the operations `base` made; others stay beside it, as a conflict. It is
        nothing to undo. Raises NotebookError.
        """
        with self._lock:
            return self._append("import", replace(note, op=self._keeper.next_op()), tuple(base))

    def undo(self) -> Step:
        """Take back what this author did last, here or in a session that is gone. Raises NotebookError."""
        with self._lock:
            step = self._state.last_done(self.author, self._sessions(), self._passed_over)
            if step is None:
                raise NotebookError("nothing to undo")
            self._passed_over.add(step.op)  # if it cannot be undone, the next undo goes on to the one before
            note = self._unmoved(step.after, "undo")
            self._passed_over.discard(step.op)
            back = replace(note, deleted=self._time()) if step.before is None else _as(step.before, note)
            self._keep("undo", back, self._heads(note.uid), of=step.op)
            return step

    def redo(self) -> Step:
        """Do again what was undone last. Raises NotebookError."""
        with self._lock:
            step = self._state.last_undone(self.author, self._sessions())
            if step is None:
                raise NotebookError("nothing to redo")
            before = step.before or replace(step.after, deleted="now")
            note = self._unmoved(before, "redo")
            self._keep("redo", _as(step.after, note), self._heads(note.uid), of=step.op)
            return step

    # Finding

    def get(self, uid: str) -> Note | None:
        """The note with this uid, or None where there is none or it is in the trash."""
        with self._lock:
            return self._index.notes.get(uid)

    def states(self, uid: str) -> tuple[Note, ...]:
        """The states of a note that nothing took the place of, the one shown first; also those in the trash."""
        with self._lock:
            return self._state.notes.get(uid, ())

    def last_operations(self) -> dict[str, int]:
        """The number of the last operation that is known of each session that made a note what it is."""
        with self._lock:
            ops = [note.op for heads in self._state.notes.values() for note in heads]
            ops += [step.op for step in self._state.history]
            last: dict[str, int] = {}
            for session, number in map(split_op, filter(_OP.fullmatch, ops)):
                last[session] = max(number, last.get(session, 0))
            return last

    def all(self) -> list[Note]:
        """Every note that is not in the trash."""
        with self._lock:
            return list(self._index.notes.values())

    def for_article(self, key: str, version: str | None = None) -> list[Note]:
        """The notes of an article, in text order; with `version` also those made on the same text under another key."""
        with self._lock:
            found = self._sorted.get((key, version))
            if found is None:
                found = self._sorted[key, version] = self._index.for_article(key, version)
            return list(found)

    def counts(self) -> dict[str, int]:
        """How many notes each article has, by its key."""
        with self._lock:
            return {key: len(uids) for key, uids in self._index.articles.items()}

    def tags(self) -> dict[str, int]:
        """How many notes each tag has, the most used first."""
        with self._lock:
            counted = {tag: len(uids) for tag, uids in self._index.tags.items()}
        return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))

    def select(
        self,
        *,
        article: str | None = None,
        tag: str | None = None,
        type: NoteType | None = None,
        status: NoteStatus | None = None,
    ) -> list[Note]:
        """The notes that have all that is asked for, oldest first."""
        with self._lock:
            return self._index.select(article=article, tag=tag, type=type, status=status)

    def search(self, query: str, *, titles: Mapping[str, str] | None = None) -> list[Note]:
        """The notes with every word of `query` in body, quote, tags, speaker or title, latest first.

        Case and accents do not count; words between double quotes stay together. `titles` has the articles' by key.
        """
        with self._lock:
            return self._index.search(query, titles or {})

    def trash(self) -> list[Note]:
        """The deleted notes, latest first."""
        with self._lock:
            heads = (self._state.shown(uid) for uid in self._state.notes)
            gone = [note for note in heads if note is not None and note.deleted is not None]
        return sorted(gone, key=lambda note: note.deleted or "", reverse=True)

    def conflicts(self) -> list[Conflict]:
        """The notes that were edited in two places at once."""
        with self._lock:
            several = [uid for uid, heads in self._state.notes.items() if len(heads) > 1]
            return [Conflict(uid, versions) for uid in several if (versions := self._state.conflicts(uid))]

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

    def _heads(self, uid: str) -> tuple[str, ...]:
        return tuple(head.op for head in self._state.notes[uid])

    def _joined(self, note: Note) -> tuple[str, ...]:
        """What a new state of `note` takes the place of: itself, and heads that say the same or are deleted."""
        heads = self._state.notes[note.uid]
        return tuple(head.op for head in heads if head is note or head.deleted or head.same_content(note))

    def _unmoved(self, expected: Note, verb: str) -> Note:
        """The note as it is now, if it still says what `expected` says."""
        note = self._state.shown(expected.uid)
        if note is None or not note.same_content(expected) or self._state.conflicts(expected.uid):
            by = f" by {note.editor}" if note is not None and note.editor != self.author else ""
            raise NotebookError(f"cannot {verb}: the note was changed{by} since")
        return note

    def _sessions(self) -> set[str]:
        """This session and those that are gone."""
        alive = {presence.session for presence in self._keeper.others()}
        return ({step.session for step in self._state.history} - alive) | {self._keeper.session}

    def _keep(self, did: Deed, note: Note, base: tuple[str, ...], of: str | None = None) -> Note:
        with self._lock:
            moment = note.updated if did == "add" else self._time()
            made = replace(note, rev=note.rev + 1, updated=moment, editor=self.author, op=self._keeper.next_op())
            return self._append(did, made, base, of)

    def _append(self, did: Deed, made: Note, base: tuple[str, ...], of: str | None = None) -> Note:
        """Make a state durable, then known. Under the lock. Raises NotebookError."""
        with self._lock:
            if self._closed:
                raise NotebookError("the notebook is closed")
            operation = Operation(did, made, base, of)
            try:
                self._keeper.append(operation)
            except KeepError as error:
                raise NotebookError(str(error)) from error
            self._state.apply(operation)
            self._show(made.uid)
            self._changed = time.monotonic()
            return made

    def _show(self, uid: str) -> None:
        note = self._state.shown(uid)
        self._index.put(uid, note if note is not None and note.deleted is None else None)
        self._sorted.clear()

    def _reindex(self) -> None:
        self._index = Index()
        self._sorted.clear()
        for uid in self._state.notes:
            self._show(uid)

    def _time(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _as(content: Note, note: Note) -> Note:
    """`note` with what `content` says."""
    return replace(note, deleted=content.deleted, **{name: getattr(content, name) for name in CONTENT})


def freeze(state: State) -> State:
    """A copy that later operations do not touch; notes are shared, as they never change."""
    return State(dict(state.notes), dict(state.applied), set(state.awaited), list(state.history))
