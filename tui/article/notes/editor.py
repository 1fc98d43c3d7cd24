"""Writing notes: what a new note is about, the editor's messages, and saving, deleting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.worker import Worker, WorkerError

from extract.span import Span
from tui.actions.handlers import handles
from tui.features.desk_lists import DeskLists
from tui.features.table_arrangement import TableFilter
from tui.newsroom.drafts import Writing, local_time
from tui.newsroom.newsroom import Story
from tui.presenters.descriptions import about_actor, about_quote, heading_of, note_row
from tui.screens.base import AppScreen
from widgets.bars import PaneTitle
from widgets.panes.article import ArticlePane
from widgets.state import NoteRow, Selection

if TYPE_CHECKING:
    from extract.types import Actor, Quote
    from store.notes.note import About, Note
    from tui.screens.session import Session
    from widgets.panes.notes import NotesPane
    from widgets.tables.table import Table

TORN = "‼ two versions:"
"""What stands before the words of a note that was changed in two places at once."""
ADRIFT = "‼ of an older text:"
"""What stands before the words of a note whose passage is not, or not for certain, in the text shown."""
LATE = "‼ overdue:"
"""What stands before the words of a note whose deadline has passed."""
SOON = 0.25
"""Seconds that a key behind the one that leaves the editor waits at most for the disk."""


class NoteTaking(AppScreen):
    """The half of the article screen that makes notes on the selection."""

    def __init__(self, session: Session, story: Story) -> None:
        super().__init__(session)
        self._newsroom = session.newsroom
        self.lists = DeskLists(self, session.newsroom)
        self.table_filter = TableFilter(self, self._title_changed)
        self._story = story
        self._furnished = False
        self._selection = Selection()
        self._writing: Writing | None = None
        self._saved_here: tuple[Selection, str] | None = None
        self._saving = asyncio.Lock()

    @property
    def notes(self) -> NotesPane:
        """The notes pane; mounted after the first paint."""
        from widgets.panes.notes import NotesPane

        return self.query_one(NotesPane)

    def _title_changed(self, table: Table, words: str) -> None:
        """The filter of a table changed."""

    def _go_to_notes(self) -> None:
        raise NotImplementedError

    def _go_to_article(self) -> None:
        raise NotImplementedError

    def _go_back(self) -> None:
        """Give the keyboard back to the pane that had it when the editor was opened."""
        raise NotImplementedError

    def _quote(self, quote_id: str | None) -> Quote | None:
        article = self._story.article
        return next((q for q in article.quotes if q.id == quote_id), None) if article else None

    def _actor(self, actor_id: str | None) -> Actor | None:
        return self._story.article.actor(actor_id) if self._story.article else None

    def _note(self, uid: str | None) -> Note | None:
        return next((note for note in self._newsroom.notes_of(self._story) if note.uid == uid), None)

    def _span_of(self, note: Note) -> Span | None:
        """Where the note's words are in the text shown; None for a note on the whole article or on another text."""
        entry = self._story.entry
        return note.anchor.span if note.anchor and entry and note.version == entry.version else None

    @property
    def _pane_is_notes(self) -> bool:
        """Whether the notes pane has the keyboard."""
        raise NotImplementedError

    def tell_keys(self) -> None:
        """Show what the keys mean now."""
        raise NotImplementedError

    def _listed(self, notes: Sequence[Note]) -> Sequence[Note]:
        """Those of the article's notes that the pane lists."""
        return notes

    def _notes_told(self) -> list[str]:
        """What is said beside the notes' title."""
        words = self.notes.table.filtered_by
        return [f"only “{words}”"] if words else []

    def _title_notes(self) -> None:
        self.query_one("#notes-title", PaneTitle).note = ", ".join(self._notes_told())

    def _show_notes(self, select: str | None = None) -> None:
        notes = self._newsroom.notes_of(self._story)
        torn = self._newsroom.conflicts()
        listed = self._listed(notes)
        self.notes.show([self._row(note, torn=note.uid in torn) for note in listed])
        self.query_one(ArticlePane).note_marks({note.uid: span for note in notes if (span := self._span_of(note))})
        self.query_one("#notes-title", PaneTitle).count = len(listed)
        if select is not None:
            self.notes.select(select)

    def _row(self, note: Note, *, torn: bool) -> NoteRow:
        """A note's row; one that two sessions changed at once, or whose place is unknown, says so before its words."""
        row = note_row(note)
        adrift = note.anchor is not None and self._span_of(note) is None
        sign = TORN if torn else ADRIFT if adrift else LATE if row.overdue else ""
        return replace(row, body=f"{sign} {row.body}") if sign else row

    def no_actor(self) -> str:
        """What to say where an actor is wanted and none is at hand."""
        pane, mention = self.key("pane.actors"), self.key("mention.next")
        return f"no actor at hand: choose one in the actors ({pane}), or {mention} goes to a mention"

    # -- opening the editor -------------------------------------------------------------------------------------------

    def _subject(self) -> tuple[Span | None, About]:
        """What a note made now is about: the quote, the actor, the words, else the article."""
        from store.notes.note import About

        selection, article = self._selection, self._story.article
        quote, actor = self._quote(selection.quote), self._actor(selection.actor)
        if article and quote:
            return quote.span, about_quote(article, quote)
        if actor:
            return selection.span, about_actor(actor)
        return selection.span, About("text" if selection.span else "article")

    @handles("note.add")
    def action_note_add(self) -> None:
        """Write a note on the selection, quote or actor at hand."""
        if not self._furnished or self._story.text is None:
            self.say("the article is still being opened")
        elif self._newsroom.read_only:
            self.say(f"read-only, no notes: {self._newsroom.read_only}", "warning")
        elif self.notes.editing:
            self._go_to_notes()
        else:
            span, about = self._subject()
            self._open_editor(Writing(f"new:{self._story.name}", span=span, about=about), "")

    @handles("note.edit")
    def action_note_edit(self) -> None:
        """Edit the note at hand."""
        if not self._furnished:
            return
        if self.notes.editing:
            self._go_to_notes()
            return
        note = self._note_at_hand()
        if note is None:
            self.say(f"no note at hand: {self.key('note.next')} goes to the next one, {self.key('note.add')} makes one")
            return
        self._open_editor(Writing(note.uid, base=note), note.body)

    def _open_editor(self, writing: Writing, body: str) -> None:
        """Open the editor on `body`."""
        self._writing = writing
        base, span, text = writing.base, writing.span, self._story.text
        if base is not None:
            heading = heading_of(base.about, base.anchor.exact if base.anchor else None)
        elif writing.about is not None:
            heading = heading_of(writing.about, span.of(text) if span and text else None)
        else:
            heading = ""
        heading += "" if base else self._heading_more()
        kind = base.type if base else self._fields(None, "").get("type", "note")
        heading = f"{kind}: {heading}" if kind != "note" else heading
        self.notes.edit(base.uid if base else None, heading, body, self._newsroom.tags())
        self._go_to_notes()

    def _heading_more(self) -> str:
        """What the heading of a new note says besides what the note is about."""
        return ""

    def on_notes_pane_typed(self, message: NotesPane.Typed) -> None:
        """What is typed goes to the disk as a draft."""
        message.stop()
        self._keep_draft()

    def _keep_draft(self) -> None:
        writing, text = self._writing, self.notes.draft
        if writing is not None and self.notes.editing:
            saved = writing.base.body if writing.base else ""
            self._newsroom.drafts.typed(writing.key, text if text != saved else None, self._extra(writing))

    def _extra(self, writing: Writing) -> dict[str, Any]:
        """What the draft of `writing` keeps besides its words."""
        entry = self._story.entry
        place = {"article": entry.key if entry else None, "source": self._story.name, "title": self._story.title}
        return replace(writing, fields=self._fields(None, "")).extra(self._story.text, place)

    # -- saving -------------------------------------------------------------------------------------------------------

    @handles("note.save")
    def action_note_save(self) -> None:
        """Save what is in the editor and go on writing."""
        if self._furnished and self.notes.editing:
            self._save(leave=False)

    def on_notes_pane_saved(self, message: NotesPane.Saved) -> None:
        """The user asked the editor to save."""
        message.stop()
        self._save(leave=False)

    async def on_notes_pane_left(self, message: NotesPane.Left) -> None:
        """The user left the editor: the next keys are commands, and come a moment later, for a note that is saved."""
        message.stop()
        self._go_back()
        saving = self._save(leave=True)
        with suppress(TimeoutError, WorkerError):
            await asyncio.wait_for(asyncio.shield(saving.wait()), SOON)

    def _save(self, *, leave: bool) -> Worker[bool]:
        return self.run_worker(self._save_now(leave=leave), group="save", exit_on_error=False)

    async def _save_now(self, *, leave: bool) -> bool:
        """Save the editor's text; True when nothing is left unsaved. On failure the editor stays open with its text.

        One save at a time: each takes the text as it is then, so that keys that come while one is on its way to the
        disk are in the next, and none makes a second note of the first.
        """
        here = self._selection
        async with self._saving:
            writing = self._writing
            if writing is None or not self.notes.editing:
                return True
            while True:
                body, key = self.notes.draft, writing.key
                saved = await self._save_text(writing, body)
                if saved is None:
                    self._go_to_notes()
                    return False
                self._writing = writing = saved
                await self._newsroom.drafts.drop(key)
                if self.notes.draft == body:
                    break
                self._keep_draft()
                if not leave:
                    return True
            self._saved_here = (here, writing.base.uid) if writing.base else None
            if leave:
                self._writing = None
                self.notes.close_editor()
                self.tell_keys()
            return True

    async def _save_text(self, writing: Writing, body: str) -> Writing | None:
        """Save `body` and return what is being written now; None if it could not be saved."""
        from store.notes.notebook import NotebookError

        base = writing.base
        if not body.strip():
            self.say("an empty note is not kept" if base is None else "left empty, so the note stays as it was")
            return writing
        if base is not None and base.body == body:
            return writing
        try:
            note = await self._keep(writing, body)
        except (NotebookError, OSError) as error:
            self.say(f"NOT saved: {error}", "error")
            return None
        self._show_notes(select=note.uid)
        if note.uid in self._newsroom.conflicts():
            choose = self.key("note.conflict")
            self.say(f"saved, but somebody else changed this note too: {choose} chooses", "warning")
        else:
            self.say(f"saved {local_time(note.updated)}")
        self.notes.editing_uid = note.uid
        return Writing(note.uid, base=note)

    async def _keep(self, writing: Writing, body: str) -> Note:
        if writing.base is not None:
            base = writing.base
            return await self._newsroom.edit_note(base.uid, base=base, body=body, **self._fields(base, body))
        about = writing.about or self._subject()[1]
        return await self._newsroom.add_note(self._story, body, writing.span, about, **self._fields(None, body))

    def _fields(self, note: Note | None, body: str) -> dict[str, Any]:
        """What else a saved note gets; `note` is None for a new one."""
        return {}

    # -- changing what a note is --------------------------------------------------------------------------------------

    def _at_hand(self) -> Note | None:
        """The note that keys change; says so where there is none."""
        note = self._note_at_hand() if self._furnished else None
        if note is None and self._furnished:
            self.say(f"no note at hand: {self.key('note.next')} goes to the next one")
        return note

    def _note_at_hand(self) -> Note | None:
        """The note that is selected, in the notes pane the one under the cursor, or the one just written.

        In another pane a cursor that is out of sight, or out of mind, must not have its note changed.
        """
        note = self._note(self._selection.note)
        if note is None and self.notes.has_focus_within:
            note = self._note(self.notes.selected)
        if note is None and self._saved_here is not None and self._saved_here[0] == self._selection:
            note = self._note(self._saved_here[1])
        return note

    def _change(self, note: Note, told: str = "", then: Callable[[Note], None] | None = None, **fields: Any) -> None:
        """Change fields of `note` and say `told`, else what it is now; `then` is called with the note as saved."""
        self.run_worker(self._change_now(note, told, then, fields), group="save", exit_on_error=False)

    async def _change_now(
        self, note: Note, told: str, then: Callable[[Note], None] | None, fields: dict[str, Any]
    ) -> None:
        from store.notes.notebook import NotebookError

        try:
            note = await self._newsroom.edit_note(note.uid, **fields)
        except (NotebookError, OSError) as error:
            self.say(f"NOT saved: {error}", "error")
            return
        self._show_notes(select=note.uid)
        self.say(told or f"{note.type}: {note.status}")
        if then is not None:
            then(note)

    async def finish(self) -> bool:
        """Save an open editor before leaving the screen; False when it could not be saved."""
        return await self._save_now(leave=True) if self._furnished else True

    # -- deleting ----------------------------------------------------------------------------------------------------

    @handles("note.delete")
    def action_note_delete(self) -> None:
        """Delete the note at hand; undo brings it back."""
        note = self._at_hand()
        if note is not None:
            self.run_worker(self._delete(note), group="save", exit_on_error=False)

    async def _delete(self, note: Note) -> None:
        from store.notes.notebook import NotebookError

        try:
            await self._newsroom.delete_note(note.uid)
        except (NotebookError, OSError) as error:
            self.say(f"NOT deleted: {error}", "error")
            return
        self._selection = Selection(span=self._selection.span, quote=self._selection.quote, actor=self._selection.actor)
        self._show_notes()
        self.say(f"deleted; {self.key('note.undo')} brings it back")
