"""Lists the article's notes in their pane, marks them in the text and counts them in the title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.presenters.descriptions import note_row
from widgets.state import NoteRow

if TYPE_CHECKING:
    from store.notes.note import Note
    from tui.article.article_state import ArticleState
    from tui.article.panes import Panes
    from tui.article.selection import SelectionModel

CONFLICT_MARK = "‼ two versions:"
"""Precedes the text of a note with two versions, changed in two places at once."""
UNPLACED_MARK = "‼ of an older text:"
"""Before the text of a note whose passage is missing or uncertain in the text shown."""


class NoteListing:
    """Shows the notes.

    Each of `filters` returns the notes to show; `title_sources` return texts for the title, "" for none;
    `after_notes_changed` are called, in order, whenever the notes have been shown.
    """

    def __init__(self, state: ArticleState, panes: Panes, selection: SelectionModel) -> None:
        self._state = state
        self._panes = panes
        self._selection = selection
        self.filters: Sequence[Callable[[Sequence[Note]], Sequence[Note]]] = ()
        self.title_sources: Sequence[Callable[[], str]] = (self.table_filter,)
        self._rows: Sequence[NoteRow] = ()
        self.after_notes_changed: Sequence[Callable[[], object]] = ()

    def show(self, select: str | None = None) -> None:
        """Show the current notes, with the cursor on the note `select` (uid) if given."""
        notes = listed = self._state.notes
        conflicting = self._state.newsroom.notes.conflicts()
        for only in self.filters:
            listed = list(only(listed))
        self._selection.drop_missing_note()
        self._panes.notes.show([self._row(note, conflicting=note.uid in conflicting) for note in listed])
        spans = {note.uid: span for note in notes if (span := self._state.span_of(note))}
        self._rows = [note_row(note) for note in notes]
        self._panes.article.note_marks(spans, {row.uid: row.sign for row in self._rows})
        self._panes.count("notes", len(listed))
        if select is not None:
            self._panes.notes.select(select)
        self.show_title()
        for follow in self.after_notes_changed:
            follow()

    def show_title(self) -> None:
        """Show filters, waiting drafts and the like in the title."""
        title = self._panes.title("notes")
        title.note = ", ".join(text for source in self.title_sources if (text := source()))
        title.place = self._states()

    def _states(self) -> str:
        """The numbers of open and of overdue notes; "" if there are none."""
        open_notes = sum(not row.closed for row in self._rows)
        late = sum(row.overdue for row in self._rows)
        return " · ".join(f"{count} {word}" for count, word in ((open_notes, "open"), (late, "late")) if count)

    def table_filter(self) -> str:
        """The filter of the table, for the title; "" for none."""
        words = self._panes.notes.table.filtered_by
        table = self._panes.notes.table
        return f"“{words}”: {table.row_count} of {table.total}" if words else ""

    def _row(self, note: Note, *, conflicting: bool) -> NoteRow:
        """A note's row, with a mark before its text for a conflict or an unknown place."""
        row = note_row(note)
        unplaced = note.anchor is not None and self._state.span_of(note) is None
        mark = CONFLICT_MARK if conflicting else UNPLACED_MARK if unplaced else ""
        return replace(row, body=f"{mark} {row.body}") if mark else row
