"""Notes of every kind: types and their lifecycles, and approving one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.actions.handlers import handles
from tui.article.notes.deadlines import Deadlines
from tui.article.notes.tags import Tagging
from tui.newsroom.newsroom import Story

if TYPE_CHECKING:
    from store.notes.note import Note, NoteType
    from tui.screens.session import Session
    from widgets.tables.table import Table


class NoteKinds(Tagging, Deadlines):
    """The part of the article screen that knows what kinds of notes there are."""

    def __init__(self, session: Session, story: Story) -> None:
        super().__init__(session, story)
        self._sticky: NoteType = "note"
        self._next_type: NoteType | None = None

    def _fields(self, note: Note | None, body: str) -> dict[str, Any]:
        fields = super()._fields(note, body)
        return {**fields, "type": self._next_type or self._sticky} if note is None else fields

    def _title_changed(self, table: Table, _words: str) -> None:
        if table is self.notes.table:
            self._title_notes()

    def _type_named(self, type: NoteType | None) -> None:
        self._next_type = type

    @handles("note.add")
    def action_note_add(self) -> None:
        """Write a note of the type used last."""
        self._type_named(None)
        super().action_note_add()

    @handles("note.fact_check")
    def action_note_fact_check(self) -> None:
        """Write a fact-check on the quote at hand; it carries speaker, cue, words and position."""
        if self._furnished and self._selection.quote is None and not self.notes.editing:
            self.say(f"no quote at hand: {self.key('quote.next')} goes to the next one")
            return
        if not (self._furnished and self.notes.editing):
            self._type_named("fact-check")
            super().action_note_add()
        else:
            self._go_to_notes()

    @handles("note.type")
    def action_note_type(self) -> None:
        """Give the note at hand the next type, in its first state; new notes start with that type."""
        from store.notes.note import LIFECYCLES, TYPES

        note = self._at_hand()
        if note is not None and note.type != "reading":
            kinds = [type for type in TYPES if type != "reading"]
            self._sticky = kinds[(TYPES.index(note.type) + 1) % len(kinds)]
            self._change(note, type=self._sticky, status=LIFECYCLES[self._sticky][0])

    @handles("note.status")
    def action_note_status(self) -> None:
        """Move the note at hand on in its lifecycle."""
        from store.notes.note import LIFECYCLES

        note = self._at_hand()
        if note is not None:
            states = LIFECYCLES[note.type]
            here = states.index(note.status) if note.status in states else -1
            self._change(note, status=states[(here + 1) % len(states)])

    @handles("note.approve")
    def action_note_approve(self) -> None:
        """Mark the note at hand as done and go to the next open one."""
        from store.notes.note import CLOSED

        note = self._at_hand()
        if note is not None:
            self._change(note, status=CLOSED[note.type], then=self._go_to_next_open)

    def _go_to_next_open(self, done: Note) -> None:
        from store.notes.note import LIFECYCLES

        notes = self._newsroom.notes_of(self._story)
        here = next((i for i, note in enumerate(notes) if note.uid == done.uid), -1)
        ahead = [*notes[here + 1 :], *notes[: max(here, 0)]]
        following = next(
            (note for note in ahead if note.status in LIFECYCLES[note.type][:1] or note.status == "asked"), None
        )
        if following is None:
            self.say(f"{done.type}: {done.status}; no open notes left")
        else:
            self.go_to_note(following)

    def go_to_note(self, note: Note) -> None:
        """Make `note` the one selected; every pane follows."""
        raise NotImplementedError
