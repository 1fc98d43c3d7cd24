"""The type and status of notes, and closing open notes one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.article.selection import no_quote_selected

if TYPE_CHECKING:
    from store.notes.note import Note
    from tui.article.article_state import ArticleState
    from tui.article.notes.changes import NoteChanges
    from tui.article.notes.defaults import NoteDefaults
    from tui.article.notes.editor import NoteEditing
    from tui.article.selection import SelectionModel
    from tui.screens.base import AppScreen


class NoteKinds:
    """Gives notes their type and status."""

    def __init__(
        self,
        screen: AppScreen,
        state: ArticleState,
        selection: SelectionModel,
        changes: NoteChanges,
        editor: NoteEditing,
        defaults: NoteDefaults,
    ) -> None:
        self._screen = screen
        self._state = state
        self._selection = selection
        self._changes = changes
        self._editor = editor
        self._defaults = defaults

    @handles("note.fact_check")
    def fact_check(self) -> None:
        """Write a fact-check on the selected quote, with its speaker, cue, words and position."""
        if self._state.panes_mounted and self._state.selection.quote is None and not self._editor.open:
            self._screen.say(no_quote_selected(self._screen))
        else:
            self._editor.begin("fact-check")

    @handles("note.type")
    def change_type(self) -> None:
        """Change the current note to the next type, in its first status; new notes start with that type."""
        from store.notes.note import LIFECYCLES, TYPES

        note = self._changes.current_or_say()
        if note is not None and note.type != "reading":
            kinds = [type for type in TYPES if type != "reading"]
            kind = self._defaults.sticky_type = kinds[(TYPES.index(note.type) + 1) % len(kinds)]
            self._changes.change(note, type=kind, status=LIFECYCLES[kind][0])

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
