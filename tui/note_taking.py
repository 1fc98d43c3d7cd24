"""Writing notes: what a new note is about, the editor's messages, and saving, deleting, exporting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extract.span import Span
from tui.describe import about_actor, about_quote, heading_of, note_row
from tui.newsroom import Newsroom, Story
from tui.screens import DeskScreen
from widgets.article import ArticlePane
from widgets.bars import PaneTitle
from widgets.state import Selection

if TYPE_CHECKING:
    from extract.types import Actor, Quote
    from store.notes import About, Note
    from widgets.notes import NotesPane


class NoteTaking(DeskScreen):
    """The half of the article screen that makes notes on the selection."""

    def __init__(self, newsroom: Newsroom, story: Story) -> None:
        super().__init__()
        self._newsroom = newsroom
        self._story = story
        self._furnished = False
        self._selection = Selection()
        self._pending: tuple[Span | None, About] | None = None
        self._doomed: str | None = None

    @property
    def notes(self) -> NotesPane:
        """The notes pane; mounted after the first paint."""
        from widgets.notes import NotesPane

        return self.query_one(NotesPane)

    def _go_to_notes(self) -> None:
        raise NotImplementedError

    def _go_to_article(self) -> None:
        raise NotImplementedError

    def _quote(self, quote_id: str | None) -> Quote | None:
        article = self._story.article
        return next((q for q in article.quotes if q.id == quote_id), None) if article else None

    def _actor(self, actor_id: str | None) -> Actor | None:
        return self._story.article.actor(actor_id) if self._story.article else None

    def _note(self, uid: str | None) -> Note | None:
        return next((note for note in self._newsroom.notes_of(self._story) if note.uid == uid), None)

    def _show_notes(self, select: str | None = None) -> None:
        notes = self._newsroom.notes_of(self._story)
        self.notes.show([note_row(note) for note in notes])
        self.query_one(ArticlePane).note_marks({note.uid: note.anchor.span for note in notes if note.anchor})
        self.query_one("#notes-title", PaneTitle).count = len(notes)
        if select is not None:
            self.notes.select(select)

    # -- opening the editor -------------------------------------------------------------------------------------------

    def _subject(self) -> tuple[Span | None, About]:
        """What a note made now is about: the quote, the actor, the words, else the article."""
        from store.notes import About

        selection, article = self._selection, self._story.article
        quote, actor = self._quote(selection.quote), self._actor(selection.actor)
        if article and quote:
            return quote.span, about_quote(article, quote)
        if actor:
            return selection.span, about_actor(actor)
        return selection.span, About("text" if selection.span else "article")

    def action_note_add(self) -> None:
        """Write a note on the selection, quote or actor at hand."""
        if not self._furnished or self._story.text is None:
            self.say("the article is still being opened")
        elif self._newsroom.read_only:
            self.say(f"read-only, no notes: {self._newsroom.read_only}", "warning")
        elif self.notes.editing:
            self._go_to_notes()
        else:
            span, about = self._pending = self._subject()
            exact = span.of(self._story.text) if span else None
            self.notes.edit(None, heading_of(about, exact), "")
            self._go_to_notes()

    def action_note_edit(self) -> None:
        """Edit the note at hand."""
        if not self._furnished:
            return
        if self.notes.editing:
            self._go_to_notes()
            return
        note = self._note(self._selection.note) or self._note(self.notes.selected)
        if note is None:
            self.say("no note at hand: ] goes to the next one, a makes one")
            return
        self._pending = None
        self.notes.edit(note.uid, heading_of(note.about, note.anchor.exact if note.anchor else None), note.body)
        self._go_to_notes()

    # -- saving -------------------------------------------------------------------------------------------------------

    def action_note_save(self) -> None:
        """Save what is in the editor and go on writing."""
        if self._furnished and self.notes.editing:
            self._save(self.notes.editing_uid, self.notes.draft, leave=False)

    def on_notes_pane_saved(self, message: NotesPane.Saved) -> None:
        """The user asked the editor to save."""
        message.stop()
        self._save(message.uid, message.body, leave=False)

    def on_notes_pane_left(self, message: NotesPane.Left) -> None:
        """The user left the editor: what is written is saved."""
        message.stop()
        self._save(message.uid, message.body, leave=True)

    def _save(self, uid: str | None, body: str, *, leave: bool) -> None:
        self.run_worker(self._save_now(uid, body, leave=leave), group="save", exit_on_error=False)

    async def _save_now(self, uid: str | None, body: str, *, leave: bool) -> bool:
        """Save the editor's text; True when nothing is left unsaved. On failure the editor stays open with its text."""
        from store.notebook import NotebookError

        note = self._note(uid)
        if not body.strip():
            self.say("an empty note is not kept" if note is None else "left empty, so the note stays as it was")
        elif note is None or note.body != body:
            try:
                note = await self._keep(note, body)
            except (NotebookError, OSError) as error:
                self.say(f"NOT saved: {error}", "error")
                return False
            self._show_notes(select=note.uid)
            self.say(f"saved {note.updated[11:19]}")
            if not leave:
                self.notes.editing_uid = note.uid
        if leave:
            self._pending = None
            self.notes.close_editor()
            self._go_to_article()
        return True

    async def _keep(self, note: Note | None, body: str) -> Note:
        if note is not None:
            return await self._newsroom.edit_note(note.uid, body=body, **self._fields(note, body))
        span, about = self._pending or self._subject()
        return await self._newsroom.add_note(self._story, body, span, about, **self._fields(None, body))

    def _fields(self, note: Note | None, body: str) -> dict[str, Any]:
        """What else a saved note gets; `note` is None for a new one."""
        return {}

    async def finish_writing(self) -> bool:
        """Save an open editor before leaving the screen; False when it could not be saved."""
        if self._furnished and self.notes.editing:
            return await self._save_now(self.notes.editing_uid, self.notes.draft, leave=True)
        return True

    # -- deleting and exporting ---------------------------------------------------------------------------------------

    def action_note_delete(self) -> None:
        """Delete the note at hand, when pressed twice."""
        if not self._furnished:
            return
        note = self._note(self._selection.note) or self._note(self.notes.selected)
        if note is None:
            self.say("no note at hand: ] goes to the next one")
        elif self._doomed != note.uid:
            self._doomed = note.uid
            self.say(f"delete the note “{note.body}”? d again deletes it", "warning")
        else:
            self._doomed = None
            self.run_worker(self._delete(note), group="save", exit_on_error=False)

    async def _delete(self, note: Note) -> None:
        from store.notebook import NotebookError

        try:
            await self._newsroom.delete_note(note.uid)
        except (NotebookError, OSError) as error:
            self.say(f"NOT deleted: {error}", "error")
            return
        self._selection = Selection(span=self._selection.span, quote=self._selection.quote, actor=self._selection.actor)
        self._show_notes()
        self.say("deleted")

    def action_export_markdown(self) -> None:
        """Write the article's notes as Markdown."""
        self.run_worker(self._export(), group="save", exit_on_error=False)

    async def _export(self) -> None:
        try:
            path = await self._newsroom.export(self._story)
        except OSError as error:
            self.say(f"NOT exported: {error}", "error")
            return
        self.say(f"exported to {path}")
