"""Types of notes, their statuses, and closing open notes one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.article.notes.written_fields import next_type
from tui.article.selection import no_quote_selected

if TYPE_CHECKING:
    from store.notes.note import Note, NoteType
    from tui.article.article_state import ArticleState
    from tui.article.notes.changes import NoteChanges
    from tui.article.notes.editor import NoteEditing
    from tui.article.selection import SelectionModel
    from tui.screens.base import AppScreen


class NoteKinds:
    """Sets the type and status of notes."""

    def __init__(
        self,
        screen: AppScreen,
        state: ArticleState,
        selection: SelectionModel,
        changes: NoteChanges,
        editor: NoteEditing,
    ) -> None:
        self._screen = screen
        self._state = state
        self._selection = selection
        self._changes = changes
        self._editor = editor

    @handles("note.fact_check")
    async def fact_check(self) -> None:
        """Write a fact-check on the selected quote, with its speaker, cue, words and position."""
        if self._state.panes_mounted and self._state.selection.quote is None:
            self._screen.refuse(no_quote_selected(self._screen))
        else:
            await self._editor.begin("fact-check")

    @handles("note.right_of_reply", kind="right-of-reply")
    @handles("note.correction", kind="correction")
    @handles("note.follow_up", kind="follow-up")
    async def begin(self, kind: NoteType) -> None:
        """Write a note of a type on the selection."""
        await self._editor.begin(kind)

    @handles("note.type")
    def change_type(self) -> None:
        """Change the note being written, else the current note, to the next type, in its first state."""
        from store.notes.note import LIFECYCLES

        if self._editor.has_keyboard:
            self._editor.change_type()
            return
        note = self._changes.current_or_say() if not self._screen.takes_text else None
        if note is not None and note.type != "reading":
            kind = next_type(note.type)
            self._changes.change(note, f"Type: {kind.replace('-', ' ')}", type=kind, status=LIFECYCLES[kind][0])

    @handles("note.status")
    def change_status(self) -> None:
        """Change the current note to the next status of its lifecycle."""
        from store.notes.note import LIFECYCLES

        note = self._changes.current_or_say()
        if note is not None:
            states = LIFECYCLES[note.type]
            here = states.index(note.status) if note.status in states else -1
            self._changes.change(note, status=states[(here + 1) % len(states)])

    @handles("note.approve")
    def approve(self) -> None:
        """Close the current note and go to the next open one."""
        from store.notes.note import CLOSED

        note = self._changes.current_or_say()
        if note is not None:
            self._changes.change(note, status=CLOSED[note.type], then=self._go_to_next_open)

    def _go_to_next_open(self, done: Note) -> None:
        from store.notes.note import LIFECYCLES

        notes = self._state.notes
        here = next((i for i, note in enumerate(notes) if note.uid == done.uid), -1)
        ahead = [*notes[here + 1 :], *notes[: max(here, 0)]]
        following = next(
            (note for note in ahead if note.status in LIFECYCLES[note.type][:1] or note.status == "asked"), None
        )
        if following is None:
            self._screen.say(f"{done.type}: {done.status}; no open notes left")
        else:
            self._selection.go_to_note(following)
