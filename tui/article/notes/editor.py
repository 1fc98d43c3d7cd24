"""Writing notes: the subject of a new note, drafts stored while typing, and saving."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.worker import Worker, WorkerError

from tui.actions.handlers import handles
from tui.newsroom.drafts import Writing, local_time
from tui.presenters.descriptions import about_actor, about_quote, heading_of

if TYPE_CHECKING:
    from extract.span import Span
    from store.notes.note import About, Note, NoteType
    from tui.article.article_state import ArticleState
    from tui.article.notes.changes import NoteChanges
    from tui.article.notes.defaults import NoteDefaults
    from tui.article.notes.note_listing import NoteListing
    from tui.article.panes import Panes
    from tui.screens.base import AppScreen, Hints

SAVE_WAIT_SECONDS = 0.25
"""How long keys typed after the one that leaves the editor wait for the disk at most."""


class NoteEditing:
    """Opens the editor on a note, stores drafts while typing, and saves. `writing` is the note in the editor."""

    def __init__(
        self,
        screen: AppScreen,
        state: ArticleState,
        panes: Panes,
        listing: NoteListing,
        changes: NoteChanges,
        defaults: NoteDefaults,
    ) -> None:
        self._screen = screen
        self._state = state
        self._panes = panes
        self._listing = listing
        self._changes = changes
        self._defaults = defaults
        self._saving = asyncio.Lock()
        self.writing: Writing | None = None

    @property
    def open(self) -> bool:
        """Whether the editor is open."""
        return self._state.panes_mounted and self._panes.notes.editing

    @property
    def text(self) -> str:
        """The text in the editor."""
        return self._panes.notes.draft

    # -- opening ------------------------------------------------------------------------------------------------------

    def begin(self, kind: NoteType | None = None) -> None:
        """Write a new note on the selection, of type `kind`, else of the sticky type."""
        state = self._state
        if not state.panes_mounted or state.story.text is None:
            self._screen.say("the article is still being opened")
        elif state.newsroom.read_only:
            self._screen.say(f"read-only, no notes: {state.newsroom.read_only}", "warning")
        elif self.open:
            self._panes.go_to("notes")
        else:
            self._defaults.next_type = kind
            span, about = self._subject()
            self.start(Writing(f"new:{state.story.name}", span=span, about=about), "")

    def edit_current(self) -> None:
        """Edit the current note."""
        if not self._state.panes_mounted:
            return
        if self.open:
            self._panes.go_to("notes")
            return
        note = self._changes.current()
        if note is None:
            following, add = self._screen.key("note.next"), self._screen.key("note.add")
            self._screen.say(f"no note selected: {following} goes to the next one, {add} makes one")
            return
        self.start(Writing(note.uid, base=note), note.body)

    def start(self, writing: Writing, body: str) -> None:
        """Open the editor on `body`."""
        if not self.open:
            self._panes.remember()
        self.writing = writing
        self._defaults.from_draft = dict(writing.fields or {})
        uid = writing.base.uid if writing.base else None
        self._panes.notes.edit(uid, self._heading(writing), body, self._state.newsroom.notes.tags())
        self._panes.go_to("notes")

    def _heading(self, writing: Writing) -> str:
        base, span, text = writing.base, writing.span, self._state.story.text
        if base is not None:
            heading = heading_of(base.about, base.anchor.exact if base.anchor else None)
        else:
            heading = heading_of(writing.about, span.of(text) if span and text else None) if writing.about else ""
            heading += "".join(f" #{tag}" for tag in self._defaults.sticky_tags)
        kind = base.type if base else self._defaults.of_new("")["type"]
        return f"{kind}: {heading}" if kind != "note" else heading

    def _subject(self) -> tuple[Span | None, About]:
        """The subject of a new note: the selected quote, actor or words, else the article."""
        from store.notes.note import About

        span, article = self._state.selection.span, self._state.story.article
        quote, actor = self._state.selected_quote, self._state.selected_actor
        if article and quote:
            return quote.span, about_quote(article, quote)
        if actor:
            return span, about_actor(actor)
        return span, About("text" if span else "article")

    # -- drafts -------------------------------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Store the text in the editor as a draft, soon."""
        writing, text = self.writing, self.text
        if writing is not None and self.open:
            saved = writing.base.body if writing.base else ""
            self._state.newsroom.notes.drafts.typed(writing.key, text if text != saved else None, self.extra(writing))

    def extra(self, writing: Writing) -> dict[str, Any]:
        """The fields stored with the draft of `writing` besides its text."""
        story = self._state.story
        place = {"article": story.entry.key if story.entry else None, "source": story.name, "title": story.title}
        return replace(writing, fields=self._defaults.of_new("")).extra(story.text, place)

    # -- saving -------------------------------------------------------------------------------------------------------

    @handles("note.save")
    def save(self) -> None:
        """Save the text and stay in the editor."""
        if self.open:
            self._save(leave=False)

    async def leave(self) -> None:
        """Save and close the editor; wait up to `SAVE_WAIT_SECONDS`, so that the keys that follow find a saved note."""
        self._panes.go_back()
        saving = self._save(leave=True)
        with suppress(TimeoutError, WorkerError):
            await asyncio.wait_for(asyncio.shield(saving.wait()), SAVE_WAIT_SECONDS)

    async def finish(self) -> bool:
        """Save an open editor before the screen is left; return False if it could not be saved."""
        return await self.save_now(leave=True) if self._state.panes_mounted else True

    def _save(self, *, leave: bool) -> Worker[bool]:
        return self._screen.work(self.save_now(leave=leave), "save")

    async def save_now(self, *, leave: bool) -> bool:
        """Save the editor's text; return whether nothing is left unsaved. On failure the editor stays open.

        Only one save runs at a time, each with the text at its start: keys typed while one is being written are in the
        next, and no save creates a second note.
        """
        selected = self._state.selection
        async with self._saving:
            writing = self.writing
            if writing is None or not self.open:
                return True
            while True:
                body, key = self.text, writing.key
                saved = await self._save_text(writing, body)
                if saved is None:
                    self._panes.go_to("notes")
                    return False
                self.writing = writing = saved
                await self._state.newsroom.notes.drafts.drop(key)
                if self.text == body:
                    break
                self.keep_draft()
                if not leave:
                    return True
            if writing.base:
                self._changes.remember_written(selected, writing.base.uid)
            if leave:
                self.writing = self._defaults.next_type = None
                self._panes.notes.close_editor()
                self._screen.show_hints()
            return True

    async def _save_text(self, writing: Writing, body: str) -> Writing | None:
        """Save `body` and return the `Writing` to go on with; None if it could not be saved."""
        from store.notes.notebook import NotebookError

        base = writing.base
        if not body.strip():
            self._screen.say("an empty note is not kept" if base is None else "left empty, so the note stays as it was")
            return writing
        if base is not None and base.body == body:
            return writing
        try:
            note = await self._store(writing, body)
        except (NotebookError, OSError) as error:
            self._screen.say(f"NOT saved: {error}", "error")
            return None
        self._listing.show(select=note.uid)
        if note.uid in self._state.newsroom.notes.conflicts():
            choose = self._screen.key("note.conflict")
            self._screen.say(f"saved, but somebody else changed this note too: {choose} chooses", "warning")
        else:
            self._screen.say(f"saved {local_time(note.updated)}")
        self._panes.notes.editing_uid = note.uid
        return Writing(note.uid, base=note)

    async def _store(self, writing: Writing, body: str) -> Note:
        newsroom, base = self._state.newsroom, writing.base
        if base is not None:
            return await newsroom.notes.edit(base.uid, base=base, body=body, **self._defaults.of_edited(base, body))
        about = writing.about or self._subject()[1]
        return await newsroom.notes.add(self._state.story, body, writing.span, about, **self._defaults.of_new(body))

    # -- hints --------------------------------------------------------------------------------------------------------

    def writing_hints(self) -> Hints | None:
        """The hints while the editor has the focus, or the tags that complete the one being typed; else None."""
        if not self.open or self._state.pane != "notes":
            return None
        tags = [("" if number else "Tab", f"#{tag}") for number, tag in enumerate(self._panes.notes.offered)]
        key = self._screen.key
        return tags or [
            ("Esc", "save and leave"),
            (key("note.save"), "save, go on"),
            ("Tab", "look elsewhere"),
            (key("app.palette"), "palette"),
        ]

    def waiting_hints(self) -> Hints | None:
        """The hints while the editor is open and another pane has the focus, else None."""
        back = (self._screen.key("pane.notes"), "back to your note")
        return [back, *self._screen.own_hints] if self.open else None
