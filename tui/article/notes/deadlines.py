"""Deadlines: until when somebody has to answer, and telling when that is over."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from textual.timer import Timer

from tui.actions.handlers import handles
from tui.article.notes.editor import NoteTaking
from tui.newsroom.newsroom import Story
from widgets.text.safe import one_line

if TYPE_CHECKING:
    from store.notes.note import Note
    from tui.screens.session import Session

FARTHEST = 86_400.0
"""A deadline farther away (in seconds) is looked at again by then."""


class Deadlines(NoteTaking):
    """The part of the article screen that minds deadlines. What is late says so in words before the note's own."""

    def __init__(self, session: Session, story: Story) -> None:
        super().__init__(session, story)
        self._next_due: Timer | None = None

    @handles("note.due")
    def action_note_due(self) -> None:
        """Say until when somebody has to answer."""
        note = self._at_hand()
        if note is None:
            return
        from store.notes.deadlines import moment, parse
        from tui.dialogs.ask import AskScreen

        when = moment(note.due)
        before = when.astimezone().strftime("%Y-%m-%d %H:%M") if when else ""

        def fault(answer: str) -> str:
            try:
                if answer not in ("", before):
                    parse(answer, datetime.now(UTC))
            except ValueError as error:
                return str(error)
            return ""

        self.app.push_screen(
            AskScreen("answer due:", answer=before, hint="tomorrow 14:00, +2h; empty: none", check=fault),
            lambda answer: self._set_due(note, answer) if answer not in (None, before) else None,
        )

    def _set_due(self, note: Note, answer: str | None) -> None:
        from store.notes.deadlines import parse, stored

        changes: dict[str, Any] = {"due": stored(parse(answer, datetime.now(UTC))) if answer else None}
        if answer and note.type == "right-of-reply" and note.status == "open":
            changes["status"] = "asked"
        self._change(note, then=self._tell_due, **changes)

    def _tell_due(self, note: Note) -> None:
        from tui.presenters.descriptions import due_words

        self.say(f"{note.type}: {note.status}, {f'due {due_words(note)}' if note.due else 'no deadline'}")

    def _show_notes(self, select: str | None = None) -> None:
        super()._show_notes(select)
        self._wait_for_next()

    def _wait_for_next(self) -> None:
        """Wake up when the next deadline passes."""
        from store.notes.deadlines import waited_for

        if self._next_due is not None:
            self._next_due.stop()
            self._next_due = None
        now = datetime.now(UTC)
        waiting = (waited_for(note) for note in self._newsroom.notes_of(self._story))
        ahead = [when for when in waiting if when is not None and when > now]
        if ahead:
            seconds = (min(ahead) - now).total_seconds() + 0.1
            self._next_due = self.set_timer(min(seconds, FARTHEST), self._passed)

    def _passed(self) -> None:
        late = {note.uid for note in self._late()}
        self._show_notes(select=self.notes.selected)
        for note in self._late():
            if note.uid in late and not self.notes.editing:
                self.say(f"overdue: {note.type} “{one_line(note.body, 50)}”", "warning")

    def _late(self) -> list[Note]:
        from store.notes.deadlines import overdue

        now = datetime.now(UTC)
        return [note for note in self._newsroom.notes_of(self._story) if overdue(note, now)]

    def late_line(self) -> str:
        """What is overdue in this article, in a few words; "" where nothing is."""
        late = len(self._late())
        return f"{late} overdue" if late else ""
