"""Finds the note that the keys change, and changes or deletes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tui.actions.handlers import handles

if TYPE_CHECKING:
    from store.notes.note import Note
    from tui.article.article_state import ArticleState
    from tui.article.notes.note_listing import NoteListing
    from tui.article.panes import Panes
    from tui.screens.base import AppScreen
    from widgets.state import Selection


class NoteChanges:
    """Changes saved notes."""

    def __init__(self, screen: AppScreen, state: ArticleState, panes: Panes, listing: NoteListing) -> None:
        self._screen = screen
        self._state = state
        self._panes = panes
        self._listing = listing
        self._written: tuple[Selection, str] | None = None
        self._deleted = ""
        """The note deleted last."""
        self._deleted_in_a_row = 0

    def remember_written(self, selection: Selection, uid: str) -> None:
        """Make the newly written note `uid` the current one as long as `selection` is selected."""
        self._written = (selection, uid)

    def current(self) -> Note | None:
        """The selected note, else the one under the cursor of the notes pane, else the newly written one.

        The cursor counts only while the notes pane has the focus, because elsewhere it is easily overlooked.
        """
        state = self._state
        note = state.selected_note
        if note is None and self._panes.notes.has_focus_within:
            note = state.note(self._panes.notes.selected)
        if note is None and self._written is not None and self._written[0] == state.selection:
            note = state.note(self._written[1])
        return note

    def current_or_say(self) -> Note | None:
        """Like `current`, but reports it if there is none."""
        if not self._state.panes_mounted:
            return None
        note = self.current()
        if note is None:
            self._screen.refuse(f"No note selected · {self._screen.key('note.next')} selects the next")
        return note

    def change(self, note: Note, message: str = "", then: Callable[[Note], None] | None = None, **fields: Any) -> None:
        """Change fields of a note and show `message`, else its type and status; `then` receives the saved note."""
        self._screen.work(self._change(note, message, then, fields), "save")

    async def _change(
        self, note: Note, message: str, then: Callable[[Note], None] | None, fields: dict[str, Any]
    ) -> None:
        from store.notes.notebook import NotebookError

        try:
            note = await self._state.newsroom.notes.edit(note.uid, **fields)
        except (NotebookError, OSError) as error:
            self._screen.say(f"NOT saved: {error}", "error")
            return
        self._listing.show(select=note.uid)
        self._screen.say(message or f"{note.type}: {note.status}")
        if then is not None:
            then(note)

    @handles("note.delete")
    def delete(self) -> None:
        """Delete the current note; undo restores it."""
        note = self.current_or_say()
        if note is not None:
            self._screen.work(self._delete(note), "save")

    async def _delete(self, note: Note) -> None:
        from store.notes.notebook import NotebookError

        notes = self._state.newsroom.notes
        last = notes.last_step()
        in_a_row = last is not None and last.did == "delete" and last.after.uid == self._deleted
        self._deleted_in_a_row = self._deleted_in_a_row + 1 if in_a_row else 1
        self._deleted = note.uid
        try:
            await notes.delete(note.uid)
        except (NotebookError, OSError) as error:
            self._screen.say(f"NOT deleted: {error}", "error")
            return
        self._listing.show()
        undo, count = self._screen.key("note.undo"), self._deleted_in_a_row
        each = f"{count} notes deleted · {undo} brings them back one by one"
        self._screen.say(each if count > 1 else f"Note deleted · {undo} brings it back")
