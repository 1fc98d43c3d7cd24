"""The notes pane over one actor: what was noted on the actor, on what the actor said, and where it is mentioned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.article.notes.editor import NoteTaking
from tui.newsroom.newsroom import Story
from tui.presenters.descriptions import some
from widgets.text.safe import one_line

if TYPE_CHECKING:
    from extract.types import Actor
    from store.notes.note import Note
    from tui.screens.session import Session


class ActorNotes(NoteTaking):
    """The part of the article screen that narrows the notes to one actor's."""

    def __init__(self, session: Session, story: Story) -> None:
        super().__init__(session, story)
        self._only = ""

    @handles("notes.actor")
    def action_notes_actor(self) -> None:
        """Show only the notes about the actor at hand; show all where that is so already."""
        actor = self._actor(self._selection.actor)
        if not self._furnished or self._story.article is None:
            self.say("the article is still being read")
        elif self._only and (actor is None or actor.name == self._only):
            self.show_all_notes()
        elif actor is None:
            self.say(self.no_actor())
        else:
            self._only = actor.name
            self.notes.table.empty = f"no notes about {one_line(actor.name, 40)}"
            self._show_notes(select=self.notes.selected)
            self._title_notes()
            self._go_to_notes()
            self.say(f"{some(self.notes.table.row_count, 'note')} about {actor.name}; Esc shows all")

    @property
    def narrowed(self) -> bool:
        """Whether only one actor's notes are shown."""
        return bool(self._only)

    def show_all_notes(self) -> None:
        """Show the notes about everybody again."""
        self._only = self.notes.table.empty = ""
        self._show_notes(select=self.notes.selected)
        self._title_notes()
        self.say("every note")

    def _notes_told(self) -> list[str]:
        told = super()._notes_told()
        return [f"only about {self._only}; Esc: all", *told] if self._only else told

    def _listed(self, notes: Sequence[Note]) -> Sequence[Note]:
        notes = super()._listed(notes)
        if not self._only:
            return notes
        article = self._story.article
        actor = next((a for a in article.actors if self._only in (a.name, *a.aliases)), None) if article else None
        return [note for note in notes if self._is_about(note, actor)]

    def _is_about(self, note: Note, actor: Actor | None) -> bool:
        if actor is None:
            return note.about.actor == self._only
        if note.about.actor is not None:
            return note.about.actor in (actor.name, *actor.aliases)
        span, article = self._span_of(note), self._story.article
        quotes = article.quotes if article else ()
        theirs = [m.span for m in actor.mentions] + [q.span for q in quotes if q.actor == actor.id]
        return span is not None and any(span.overlaps(each) for each in theirs)
