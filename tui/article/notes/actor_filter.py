"""Filters the notes pane by actor: notes on the actor, on its quotes and on its mentions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.article.selection import no_actor_selected
from tui.presenters.descriptions import some
from widgets.text.safe import one_line

if TYPE_CHECKING:
    from extract.types import Actor
    from store.notes.note import Note
    from tui.article.article_state import ArticleState
    from tui.article.notes.note_listing import NoteListing
    from tui.article.panes import Panes
    from tui.screens.base import AppScreen


class ActorFilter:
    """Filters the listed notes by actor."""

    def __init__(self, screen: AppScreen, state: ArticleState, panes: Panes, listing: NoteListing) -> None:
        self._screen = screen
        self._state = state
        self._panes = panes
        self._listing = listing
        self._only = ""

    @handles("notes.actor")
    def toggle(self) -> None:
        """Show only notes about the selected actor, or all notes again."""
        actor = self._state.selected_actor
        if not self._state.panes_mounted or self._state.story.article is None:
            self._screen.refuse("the article is still being read")
        elif self._only and (actor is None or actor.name == self._only):
            self.escape()
        elif actor is None:
            self._screen.refuse(no_actor_selected(self._screen))
        else:
            self._show(actor.name, empty=f"no notes about {one_line(actor.name, 40)}")
            self._panes.go_to("notes")
            shown = some(self._panes.notes.table.row_count, "note")
            self._screen.say(f"{shown} about {actor.name}; Esc shows all")

    def escape(self) -> bool:
        """Show all notes again; return whether there was a filter."""
        if not self._only:
            return False
        self._show("")
        self._screen.say("every note")
        return True

    def _show(self, only: str, empty: str = "") -> None:
        notes = self._panes.notes
        self._only, notes.table.empty = only, empty
        self._listing.show(select=notes.selected)
        self._listing.show_title()

    def title(self) -> str:
        """The filter, for the title of the notes; "" for none."""
        return f"only about {self._only}; Esc: all" if self._only else ""

    def filter(self, notes: Sequence[Note]) -> Sequence[Note]:
        """The notes about the actor; all of them if there is no filter."""
        if not self._only:
            return notes
        article = self._state.story.article
        actor = next((a for a in article.actors if self._only in (a.name, *a.aliases)), None) if article else None
        return [note for note in notes if self._is_about(note, actor)]

    def _is_about(self, note: Note, actor: Actor | None) -> bool:
        if actor is None:
            return note.about.actor == self._only
        if note.about.actor is not None:
            return note.about.actor in (actor.name, *actor.aliases)
        span, article = self._state.span_of(note), self._state.story.article
        quotes = article.quotes if article else ()
        theirs = [m.span for m in actor.mentions] + [q.span for q in quotes if q.actor == actor.id]
        return span is not None and any(span.overlaps(each) for each in theirs)
