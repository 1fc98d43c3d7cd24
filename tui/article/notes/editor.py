"""Writing notes: the subject of a new note, drafts stored while typing, and saving."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.worker import Worker

from tui.actions.handlers import handles
from tui.article.notes.written_fields import fields_of_edited, fields_of_new, next_type
from tui.newsroom.drafts import Writing, local_time
from tui.presenters.descriptions import about_actor, about_quote, due_at, heading_of
from widgets.text.safe import one_line, visible

if TYPE_CHECKING:
    from extract.span import Span
    from store.notes.note import About, Note, NoteType
    from tui.article.article_state import ArticleState
    from tui.article.notes.changes import NoteChanges
    from tui.article.notes.note_listing import NoteListing
    from tui.article.panes import Panes
    from tui.screens.base import AppScreen, Hints


class NoteEditing:
    """Opens the editor on a note, stores drafts while typing, and saves. `writing` is the note in the editor."""

    def __init__(
        self,
        screen: AppScreen,
        state: ArticleState,
        panes: Panes,
        listing: NoteListing,
        changes: NoteChanges,
    ) -> None:
        self._screen = screen
        self._state = state
        self._panes = panes
        self._listing = listing
        self._changes = changes
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

    async def begin(self, kind: NoteType = "note") -> None:
        """Write a new note of the type `kind` on the selection.

        An open note on another subject is saved first, so that no text ends up in the wrong one.
        """
        state = self._state
        if not state.panes_mounted or state.story.text is None:
            self._screen.refuse("the article is still being opened")
            return
        if state.newsroom.read_only:
            self._screen.refuse(f"read-only, no notes: {state.newsroom.read_only}", "warning")
            return
        span, about = self._subject(kind)
        writing = Writing(f"new:{state.story.name}", span=span, about=about, fields={"type": kind})
        if self._is_written(writing):
            self._panes.go_to("notes")
        elif (saved := await self._save_other()) is not None:
            self.start(writing, "")
            if saved:
                self._screen.say(f"{saved} · now writing on {self._place_of(writing)}")

    async def edit_current(self) -> None:
        """Edit the current note; another open one is saved first."""
        if not self._state.panes_mounted:
            return
        note = self._changes.current()
        if note is None:
            following, add = self._screen.key("note.next"), self._screen.key("note.add")
            back = f", {self._screen.key('pane.notes')} goes back to the one being written" if self.open else ""
            self._screen.refuse(f"No note selected · {following} selects the next, {add} adds one{back}")
        elif self.open and self.writing is not None and self.writing.key == note.uid:
            self._panes.go_to("notes")
        elif (saved := await self._save_other()) is not None:
            note = self._state.note(note.uid) or note
            writing = Writing(note.uid, base=note)
            self.start(writing, note.body)
            if saved:
                self._screen.say(f"{saved} · now editing the note on {self._place_of(writing)}")

    def head_of(self, writing: Writing) -> str:
        """The commented heading of a note in the user's own editor: its subject, with the words."""
        from textwrap import wrap

        from tui.newsroom.editor_leftovers import head_of

        base, text, span = writing.base, self._state.story.text, writing.span
        about = base.about if base is not None else writing.about
        words = base.anchor.exact if base is not None and base.anchor else span.of(text) if span and text else None
        heading = heading_of(about, words) if about is not None else words or ""
        return head_of(wrap(" ".join(visible(heading).split()), 76))

    @property
    def is_on_selection(self) -> bool:
        """Whether the editor is open on the current note, or on a new one on the selection."""
        writing = self.writing
        if not self.open or writing is None:
            return False
        if writing.base is not None:
            current = self._changes.current()
            return current is not None and current.uid == writing.base.uid
        return (writing.span, writing.about) in (self._subject("note"), self._subject("fact-check"))

    def _is_written(self, writing: Writing) -> bool:
        """Whether the editor is open on a new note of the same type and subject."""
        now = self.writing
        if now is None or now.base is not None or not self.is_on_selection:
            return False
        return bool((now.fields or {}).get("type", "note") == (writing.fields or {}).get("type"))

    async def _save_other(self) -> str | None:
        """Save and close the open editor; returns the result for its text, "" if closed, None on failure."""
        writing, text = self.writing, self.text
        if not self.open or writing is None:
            return ""
        place = self._place_of(writing)
        if not await self.save_now(leave=True):
            self._screen.refused = "NOT saved"
            return None
        return f"Saved the note on {place}" if text.strip() else f"Nothing was written on {place}"

    def _place_of(self, writing: Writing) -> str:
        """The subject of a note, in two words: `quote 5`."""
        article, base = self._state.story.article, writing.base
        about = base.about if base is not None else writing.about
        span = self._state.span_of(base) if base is not None else writing.span
        numbers = {quote.span: number for number, quote in enumerate(article.quotes, 1)} if article else {}
        if about is not None and about.target == "actor":
            return one_line(about.actor or "the actor", 40)
        if span in numbers:
            return f"quote {numbers[span]}"
        return "the words selected" if span is not None else "the article"

    def start(self, writing: Writing, body: str) -> None:
        """Open the editor on `body`."""
        if not self.open:
            self._panes.remember()
        self.writing = writing
        uid = writing.base.uid if writing.base else None
        self._panes.notes.edit(uid, self._heading(writing), body, self._state.newsroom.notes.tags())
        self._panes.go_to("notes")

    def _heading(self, writing: Writing) -> str:
        base, span, text, fields = writing.base, writing.span, self._state.story.text, writing.fields or {}
        if base is not None:
            heading = heading_of(base.about, base.anchor.exact if base.anchor else None)
        else:
            heading = heading_of(writing.about, span.of(text) if span and text else None) if writing.about else ""
        kind = fields.get("type", base.type if base else "note")
        due = due_at(fields.get("due", base.due if base else None))
        head = ", ".join(filter(None, (kind if kind != "note" or due else "", f"due {due}" if due else "")))
        return ": ".join(filter(None, (head, heading)))

    def _subject(self, kind: NoteType) -> tuple[Span | None, About]:
        """The span and the subject of a new note: the quote, else the actor, else the words, else the article.

        A fact-check is on the selected quote, among the actors too.
        """
        from store.notes.note import About

        target, article = self._state.target, self._state.story.article
        if kind == "fact-check" and self._state.selected_quote is not None:
            target = self._state.selection
        quote, actor = self._state.quote(target.quote), self._state.actor(target.actor)
        if article and quote:
            return quote.span, about_quote(article, quote)
        if actor:
            return target.span, about_actor(actor)
        return target.span, About("text" if target.span else "article")

    # -- type and deadline --------------------------------------------------------------------------------------------

    @property
    def has_keyboard(self) -> bool:
        """Whether letters are typed into the note."""
        return self.open and self._state.pane == "notes" and self._screen.takes_text

    def change_type(self) -> None:
        """Change the note being written to the next type."""
        writing = self.writing
        if writing is not None:
            base = writing.base
            kind = next_type((writing.fields or {}).get("type", base.type if base else "note"))
            self._set(type=kind)
            self._screen.say(f"Type: {kind.replace('-', ' ')}")

    @property
    def due(self) -> str | None:
        """The deadline of the note being written, in stored form."""
        writing = self.writing
        if writing is None:
            return None
        due: str | None = (writing.fields or {}).get("due", writing.base.due if writing.base else None)
        return due

    def change_due(self, due: str | None) -> None:
        """Set the deadline of the note being written, in stored form, or remove it."""
        self._set(due=due)
        self._screen.say(f"Deadline: {due_at(due)}" if due else "No deadline")

    def _set(self, **fields: Any) -> None:
        if self.writing is not None and self.open:
            self.writing = replace(self.writing, fields={**(self.writing.fields or {}), **fields})
            self._panes.notes.head(self._heading(self.writing))
            self.keep_draft()

    @handles("note.look")
    def look(self) -> None:
        """Leave the editor open and look at the text, or return to the editor."""
        if self.has_keyboard:
            self._panes.go_back()
            keys = f"{self._screen.key('pane.notes')} or {self._screen.key('note.look')}"
            self._screen.say(f"The note stays open · {keys} goes back to it")
        elif self.open:
            self._panes.go_to("notes")
        else:
            self._screen.refuse(f"no note is being written: {self._screen.key('note.add')} begins one")

    def tell_no_tag(self, begun: str | None) -> None:
        """Explain why Tab did nothing, and which keys leave the editor."""
        why = "Tab completes a #tag" if begun is None else f"No tag begins with “{begun}”"
        self._screen.say(f"{why} · Esc saves, {self._screen.key('note.look')} looks at the text")

    # -- drafts -------------------------------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Store the text in the editor as a draft, soon."""
        writing, text = self.writing, self.text
        if writing is not None and self.open:
            saved = writing.base.body if writing.base else ""
            changed = text != saved or (writing.base is not None and writing.fields)
            self._state.newsroom.notes.drafts.typed(writing.key, text if changed else None, self.extra(writing))

    def extra(self, writing: Writing) -> dict[str, Any]:
        """The fields stored with the draft of `writing` besides its text."""
        story = self._state.story
        place = {"article": story.entry.key if story.entry else None, "source": story.name, "title": story.title}
        return writing.extra(story.text, place)

    # -- saving -------------------------------------------------------------------------------------------------------

    @handles("note.save")
    def save(self) -> None:
        """Save the text and stay in the editor."""
        if self.open:
            self._save(leave=False)
        else:
            self._screen.say("Nothing to save: every change is saved at once")

    def leave(self) -> None:
        """Save and close the editor; keys typed after this wait for it, and are commands."""
        self._panes.go_back()
        self._save(leave=True)

    async def finish(self) -> bool:
        """Save an open editor before the screen is left; return False if it could not be saved."""
        return await self.save_now(leave=True) if self._state.panes_mounted else True

    def _save(self, *, leave: bool) -> Worker[bool]:
        return self._screen.work(self.save_now(leave=leave), "save")

    async def save_now(self, *, leave: bool) -> bool:
        """Save the editor's text; return whether everything is saved. On failure the editor stays open.

        Only one save runs at a time, each with the text at its start: keys typed during a save are in the next one, and
        no save creates a second note.
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
                self.writing = None
                self._panes.notes.close_editor()
                self._screen.show_hints()
            return True

    async def _save_text(self, writing: Writing, body: str) -> Writing | None:
        """Save `body` and return the `Writing` to continue with; None if it could not be saved."""
        from store.notes.notebook import NotebookError

        base = writing.base
        if not body.strip():
            self._screen.say("Empty note discarded" if base is None else "Nothing changed (the text was empty)")
            return writing
        if base is not None and base.body == body and not writing.fields:
            return writing
        try:
            note = await self._store(writing, body)
        except (NotebookError, OSError) as error:
            self._screen.say(f"NOT saved: {error}", "error")
            return None
        self._listing.show(select=note.uid)
        if note.uid in self._state.newsroom.notes.conflicts():
            choose = self._screen.key("note.conflict")
            self._screen.say(f"Saved, but somebody else edited this note too · {choose} resolves", "warning")
        else:
            self._screen.say(f"saved {local_time(note.updated)}")
        self._panes.notes.editing_uid = note.uid
        return Writing(note.uid, base=note)

    async def _store(self, writing: Writing, body: str) -> Note:
        newsroom, base, fields = self._state.newsroom, writing.base, writing.fields or {}
        if base is not None:
            return await newsroom.notes.edit(base.uid, base=base, body=body, **fields_of_edited(fields, base, body))
        about = writing.about or self._subject("note")[1]
        return await newsroom.notes.add(self._state.story, body, writing.span, about, **fields_of_new(fields, body))

    # -- hints --------------------------------------------------------------------------------------------------------

    def writing_hints(self) -> Hints | None:
        """The hints while the editor has the focus, or the completions of the tag being typed; else None."""
        if not self.open or self._state.pane != "notes":
            return None
        tags = [("" if number else "Tab", f"#{tag}") for number, tag in enumerate(self._panes.notes.offered)]
        key = self._screen.key
        return tags or [
            ("Esc", "save and close"),
            (key("note.save"), "save"),
            (self._screen.writing_key("note.type"), "type"),
            (self._screen.writing_key("note.due"), "deadline"),
            (key("note.look"), "look at text"),
        ]

    def way_back(self) -> tuple[str, str] | None:
        """The hint that leads back to the note being written; None if there is none."""
        back = f"{self._screen.key('pane.notes')} {self._screen.key('note.look')}", "back to your note"
        return back if self.open else None
