"""Deadlines for an answer: setting them, and reporting when one has passed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from textual.timer import Timer

from tui.actions.handlers import handles
from widgets.text.safe import one_line

if TYPE_CHECKING:
    from store.notes.note import Note
    from tui.article.article_state import ArticleState
    from tui.article.notes.changes import NoteChanges
    from tui.article.notes.editor import NoteEditing
    from tui.article.notes.note_listing import NoteListing
    from tui.article.panes import Panes
    from tui.screens.base import AppScreen

MAX_WAIT_SECONDS = 86_400.0
"""The longest timer; a later deadline is checked again then."""


class Deadlines:
    """Sets deadlines and reports when one has passed."""

    def __init__(
        self,
        screen: AppScreen,
        state: ArticleState,
        panes: Panes,
        listing: NoteListing,
        changes: NoteChanges,
        editor: NoteEditing,
    ) -> None:
        self._screen = screen
        self._state = state
        self._panes = panes
        self._listing = listing
        self._changes = changes
        self._editor = editor
        self._timer: Timer | None = None

    @handles("note.due")
    def ask(self) -> None:
        """Ask for the deadline of the note that is being written, else of the current note."""
        if self._editor.has_keyboard:
            self._ask(self._editor.due, lambda answer: self._editor.change_due(_parsed(answer)))
            return
        note = self._changes.current_or_say() if not self._screen.takes_text else None
        if note is not None:
            self._ask(note.due, lambda answer: self._set(note, answer))

    def _ask(self, due: str | None, then: Callable[[str], None]) -> None:
        """Ask for a deadline, and call `then` with the answer, "" for none, if it was changed."""
        from store.notes.deadlines import moment, parse
        from tui.dialogs.ask import AskScreen
        from widgets.text.moments import zone_name

        when, label = moment(due), f"Deadline ({zone_name()}):"
        before = when.astimezone().strftime("%Y-%m-%d %H:%M") if when else ""

        def fault(answer: str) -> str:
            try:
                if answer not in ("", before):
                    parse(answer, datetime.now(UTC))
            except ValueError as error:
                return str(error)
            return ""

        self._screen.app.push_screen(
            AskScreen(label, answer=before, hint="tomorrow 14:00, +2h; empty: none", check=fault),
            lambda answer: then(answer) if answer is not None and answer != before else None,
        )

    def _set(self, note: Note, answer: str) -> None:
        changes: dict[str, Any] = {"due": _parsed(answer)}
        if answer and note.type == "right-of-reply" and note.status == "open":
            changes["status"] = "asked"
        self._changes.change(note, then=self._report, **changes)

    def _report(self, note: Note) -> None:
        from tui.presenters.descriptions import due_words

        self._screen.say(f"{note.type}: {note.status}, {f'due {due_words(note)}' if note.due else 'no deadline'}")

    def wait_for_next(self) -> None:
        """Set a timer for the next deadline."""
        from store.notes.deadlines import waited_for

        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        now = datetime.now(UTC)
        waiting = (waited_for(note) for note in self._state.notes)
        ahead = [when for when in waiting if when is not None and when > now]
        if ahead:
            seconds = (min(ahead) - now).total_seconds() + 0.1
            self._timer = self._screen.set_timer(min(seconds, MAX_WAIT_SECONDS), self._passed)

    def _passed(self) -> None:
        late = {note.uid for note in self._late()}
        self._listing.show(select=self._panes.notes.selected)
        for note in self._late():
            if note.uid in late and not self._panes.notes.editing:
                self._screen.say(f"overdue: {note.type} “{one_line(note.body, 50)}”", "warning")

    def _late(self) -> list[Note]:
        from store.notes.deadlines import overdue

        now = datetime.now(UTC)
        return [note for note in self._state.notes if overdue(note, now)]

    def summary(self) -> str:
        """The number of overdue notes, in words; "" if there are none."""
        late = len(self._late())
        return f"{late} overdue" if late else ""


def _parsed(answer: str) -> str | None:
    """The deadline that was typed, as it is stored; None for an empty answer."""
    from store.notes.deadlines import parse, stored

    return stored(parse(answer, datetime.now(UTC))) if answer else None
