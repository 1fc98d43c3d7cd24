"""Drafts that an earlier session left: told of when the article opens, gone on with at the key that writes a note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.actions.handlers import handles
from tui.actions.registry import key_of
from tui.article.notes.editor import NoteTaking
from tui.newsroom.drafts import Writing, elsewhere, local_time
from tui.newsroom.newsroom import Story
from tui.screens.base import AppScreen

if TYPE_CHECKING:
    from store.notes.note import Note
    from tui.screens.session import Session


class Drafting(NoteTaking):
    """The part of the article screen that offers recovered drafts.

    The editor does not open by itself: keys that are on their way as commands must not end up in a note.
    """

    def __init__(self, session: Session, story: Story) -> None:
        super().__init__(session, story)
        self._from_draft: dict[str, Any] = {}

    def draft_line(self) -> str:
        """Which draft can be gone on with here, or where else one waits; "" for none."""
        drafts = self._newsroom.drafts_of(self._story)
        key = key_of("note.add", self.session.keys)
        if drafts:
            more = f" (and {len(drafts) - 1} more)" if len(drafts) > 1 else ""
            return f"recovered your draft from {local_time(drafts[0].time)}: {key} goes on with it{more}"
        if self._newsroom.recovered and not self._desk_behind():  # else the desk has said so
            return elsewhere(self._newsroom.recovered[0])
        return ""

    def _desk_behind(self) -> bool:
        return any(isinstance(screen, AppScreen) and screen.place == "desk" for screen in self.app.screen_stack)

    def _notes_told(self) -> list[str]:
        """The draft that waits, and who else is on the desk, too."""
        drafts, others = self._newsroom.drafts_of(self._story), self._newsroom.others
        waiting = [f"draft of {local_time(drafts[0].time)}"] if drafts else []
        here = [f"with {', '.join(others)}"] if others else []
        return [*super()._notes_told(), *waiting, *here]

    @handles("note.add")
    def action_note_add(self) -> None:
        """Go on with a recovered draft, if there is one; else write a new note."""
        if not self._open_draft():
            super().action_note_add()

    @handles("note.edit")
    def action_note_edit(self) -> None:
        """Edit the note at hand, going on with its recovered draft if it has one."""
        at_hand = self._selection.note or (self.notes.selected if self._furnished else None)
        if not self._open_draft(of=at_hand):
            super().action_note_edit()

    def _open_draft(self, of: str | None = None) -> bool:
        """Open the editor with a draft, of the note `of` if given; False when there is none or now is not the time."""
        text = self._story.text
        if not self._furnished or text is None or self._newsroom.read_only or self.notes.editing:
            return False
        drafts = [d for d in self._newsroom.drafts_of(self._story) if of is None or d.key == of]
        if not drafts:
            return False
        draft = drafts[0]
        self._newsroom.notes.claim(draft)
        writing = Writing.of(draft, text)
        self._open_editor(writing, draft.text)
        self.run_worker(
            self._newsroom.take_over(draft, writing.key, self._extra(writing)), group="save", exit_on_error=False
        )
        self._title_notes()
        self.say(f"your draft from {local_time(draft.time)}; Escape saves it")
        return True

    def _open_editor(self, writing: Writing, body: str) -> None:
        self._from_draft = dict(writing.fields or {})
        super()._open_editor(writing, body)

    def _fields(self, note: Note | None, body: str) -> dict[str, Any]:
        fields = super()._fields(note, body)
        if note is not None or not self._from_draft:
            return fields
        tags = dict.fromkeys((*fields.get("tags", ()), *self._from_draft.get("tags", ())))
        return {**fields, **self._from_draft, "tags": tuple(tags)}
