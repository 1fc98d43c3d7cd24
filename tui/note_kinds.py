"""Notes of every kind: types and their lifecycles, tags written as #words, approving one after the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tui.across import Across
from tui.arranging import Arranging
from tui.newsroom import Newsroom, Story
from tui.note_taking import NoteTaking

if TYPE_CHECKING:
    from store.notes import Note, NoteType


def tags_of(body: str) -> tuple[str, ...]:
    """The tags in a note: every #word outside code and links, in order, once each. `# Heading` is no tag."""
    words = re.findall(r"(?<![\w#/&`(])#([^\W\d_][\w-]*)", re.sub(r"`[^`\n]*`", "", body))
    return tuple(dict.fromkeys(words))


class NoteKinds(NoteTaking, Arranging, Across):
    """The part of the article screen that knows what kinds of notes there are."""

    def __init__(self, newsroom: Newsroom, story: Story) -> None:
        super().__init__(newsroom, story)
        self._sticky: NoteType = "note"
        self._next_type: NoteType | None = None

    def _fields(self, note: Note | None, body: str) -> dict[str, Any]:
        if note is None:
            return {"tags": tags_of(body), "type": self._next_type or self._sticky}
        from store.versions import ORPHANED

        kept = tuple(tag for tag in note.tags if tag == ORPHANED)  # said on the versions screen, not in the words
        tags = tuple(dict.fromkeys((*tags_of(body), *kept)))
        return {"tags": tags} if tags != note.tags else {}

    def _type_named(self, type: NoteType | None) -> None:
        self._next_type = type

    def action_note_add(self) -> None:
        """Write a note of the type used last."""
        self._type_named(None)
        super().action_note_add()

    def action_note_fact_check(self) -> None:
        """Write a fact-check on the quote at hand; it carries speaker, cue, words and position."""
        if self._furnished and self._selection.quote is None and not self.notes.editing:
            self.say("no quote at hand: n goes to the next one")
            return
        if not (self._furnished and self.notes.editing):
            super().action_note_add()
            self._type_named("fact-check")
        else:
            self._go_to_notes()

    def _at_hand(self) -> Note | None:
        if not self._furnished:
            return None
        note = self._note(self._selection.note) or self._note(self.notes.selected)
        if note is None:
            self.say("no note at hand: ] goes to the next one")
        return note

    def action_note_type(self) -> None:
        """Give the note at hand the next type, in its first state; new notes start with that type."""
        from store.notes import LIFECYCLES, TYPES

        note = self._at_hand()
        if note is not None and note.type != "reading":
            kinds = [type for type in TYPES if type != "reading"]
            self._sticky = kinds[(TYPES.index(note.type) + 1) % len(kinds)]
            self._change(note, type=self._sticky, status=LIFECYCLES[self._sticky][0])

    def action_note_status(self) -> None:
        """Move the note at hand on in its lifecycle."""
        from store.notes import LIFECYCLES

        note = self._at_hand()
        if note is not None:
            states = LIFECYCLES[note.type]
            here = states.index(note.status) if note.status in states else -1
            self._change(note, status=states[(here + 1) % len(states)])

    def action_note_approve(self) -> None:
        """Mark the note at hand as done and go to the next open one."""
        from store.notes import CLOSED

        note = self._at_hand()
        if note is not None:
            self._change(note, status=CLOSED[note.type], then_next=True)

    def _change(self, note: Note, *, then_next: bool = False, **fields: Any) -> None:
        self.run_worker(self._change_now(note, then_next, fields), group="save", exit_on_error=False)

    async def _change_now(self, note: Note, then_next: bool, fields: dict[str, Any]) -> None:
        from store.notebook import NotebookError

        try:
            note = await self._newsroom.edit_note(note.uid, **fields)
        except (NotebookError, OSError) as error:
            self.say(f"NOT saved: {error}", "error")
            return
        self._show_notes(select=note.uid)
        self.say(f"{note.type}: {note.status}")
        if then_next:
            self._go_to_next_open(note)

    def _go_to_next_open(self, done: Note) -> None:
        from store.notes import LIFECYCLES

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
