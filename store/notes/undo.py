"""Undo and redo: one step at a time, however many notes the step changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from store.notes.note import CONTENT, Note
from store.notes.operations import Step
from store.notes.queries import Finder, NotebookError
from store.notes.writer import Writer


class Undo:
    """Undoes and redoes the changes of `writer`'s author to `notes`."""

    def __init__(self, notes: Finder, writer: Writer) -> None:
        self._notes = notes
        self._writer = writer
        self._passed_over: set[str] = set()

    def last(self, article: str | None = None) -> Step | None:
        """What `undo` would undo."""
        with self._notes.lock:
            return self._notes.state.last_done(self._writer.author, self._sessions(), self._passed_over, article)

    def undo(self, article: str | None = None) -> Step:
        """Undo this author's last step, in `article` (key) if given, in this session or one that has ended.

        What was done to several notes together is undone together, except for notes changed since. Raises
        NotebookError.
        """
        with self._notes.lock:
            step = self.last(article)
            if step is None:
                raise NotebookError("nothing to undo")
            return self._each(self._notes.state.together(step, undone=False), self._undo)[0]

    def redo(self, article: str | None = None) -> Step:
        """Redo the last undone step, in the notes of `article` if given. Raises NotebookError."""
        with self._notes.lock:
            step = self._notes.state.last_undone(self._writer.author, self._sessions(), article)
            if step is None:
                raise NotebookError("nothing to redo")
            return self._each(self._notes.state.together(step, undone=True)[::-1], self._redo)[-1]

    def size(self, step: Step) -> int:
        """The number of notes changed together in this step."""
        with self._notes.lock:
            return sum(
                each.op == step.op or (each.group is not None and each.group == step.group)
                for each in self._notes.state.history
            )

    def _each(self, steps: Sequence[Step], take: Callable[[Step], None]) -> list[Step]:
        """Apply `take` to each step and return those that succeeded. Raises NotebookError if none did."""
        done: list[Step] = []
        fault: NotebookError | None = None
        for step in steps:
            try:
                take(step)
                done.append(step)
            except NotebookError as error:
                fault = fault or error
        if not done:
            raise fault or NotebookError("nothing to undo")
        return done

    def _undo(self, step: Step) -> None:
        self._passed_over.add(step.op)  # if it cannot be undone, the next undo continues with the one before
        note = self._unmoved(step.after, "undo")
        self._passed_over.discard(step.op)
        heads = self._notes.heads(note.uid)
        back = replace(note, deleted=self._writer.time()) if step.before is None else _as(step.before, note)
        self._writer.keep("undo", back, heads, of=step.op)
        for other in step.others:  # undoing a choice restores the rejected version as a conflict
            version = replace(
                _as(other, note), rev=other.rev, updated=other.updated, editor=other.editor, op=self._writer.next_op()
            )
            self._writer.append("undo", version, heads, of=step.op)

    def _redo(self, step: Step) -> None:
        if step.others:
            note = self._conflicting_as(step)
        else:
            note = self._unmoved(step.before or replace(step.after, deleted="now"), "redo")
        self._writer.keep("redo", _as(step.after, note), self._notes.heads(note.uid), of=step.op)

    def _unmoved(self, expected: Note, verb: str) -> Note:
        """The current note, if it still has the content of `expected`."""
        note = self._notes.state.shown(expected.uid)
        if note is None or not note.same_content(expected) or self._notes.state.conflicts(expected.uid):
            raise NotebookError(f"cannot {verb}: the note was changed{self._by(note)} since")
        return note

    def _conflicting_as(self, step: Step) -> Note:
        """The note shown, if its versions are those of the settled conflict."""
        versions = self._notes.state.conflicts(step.after.uid)
        once = [step.before, *step.others]
        if len(versions) != len(once) or not all(any(v.same_content(o) for v in versions) for o in once if o):
            raise NotebookError(f"cannot redo: the note was changed{self._by(versions[0] if versions else None)} since")
        return versions[0]

    def _by(self, note: Note | None) -> str:
        return f" by {note.editor}" if note is not None and note.editor != self._writer.author else ""

    def _sessions(self) -> set[str]:
        """This session and those that have ended."""
        return ({step.session for step in self._notes.state.history} - self._writer.others_alive()) | {
            self._writer.session
        }


def _as(content: Note, note: Note) -> Note:
    """`note` with the content of `content`."""
    return replace(note, deleted=content.deleted, **{name: getattr(content, name) for name in CONTENT})
