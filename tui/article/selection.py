"""The selection of the article screen: all changes go through here, and all panes follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.span import Span
from tui.article.article_state import selection_of
from widgets.state import Selection

if TYPE_CHECKING:
    from store.notes.note import Note
    from tui.article.article_state import ArticleState
    from tui.article.panes import Panes
    from tui.screens.base import AppScreen
    from tui.screens.session import At


class SelectionModel:
    """Sets the selection in the state and in every pane."""

    def __init__(self, state: ArticleState, panes: Panes, on_selected: Callable[[Selection], None]) -> None:
        """`on_selected` is called after each selection."""
        self._state = state
        self._panes = panes
        self._on_selected = on_selected
        self._applied: Selection | None = None

    def select(self, selection: Selection, *, reveal: bool = True) -> None:
        """Set the selection, and scroll the text there if `reveal`. A note that no longer exists is left out."""
        if selection.note is not None and self._state.note(selection.note) is None:
            selection = replace(selection, note=None)
        self._state.set_selection(selection)
        self._panes.article.select(selection, reveal=reveal)
        if self._state.panes_mounted:
            self._panes.actors.select(selection.actor)
            self._panes.quotes.select(selection.quote)
            self._panes.show_quote_number(selection.quote)
            self._panes.notes.select(selection.note)
        self._on_selected(selection)

    def drop_missing_note(self) -> None:
        """Deselect the selected note if it no longer exists: deleted here or by someone else."""
        selection = self._state.selection
        if selection.note is not None and self._state.selected_note is None:
            selection = replace(selection, note=None)
            self._state.set_selection(selection)
            self._panes.article.select(selection, reveal=False)

    # -- what the user does -------------------------------------------------------------------------------------------

    def sync_from_pane(self) -> None:
        """Adopt the article pane's selection now, before its message arrives, so that everything is painted at once."""
        found = self._panes.article.selection
        if found != self._state.selection:
            self._applied = found
            self._select_whole(found)

    def follow_pane(self, selection: Selection) -> None:
        """Adopt the selection in the article pane's message."""
        if selection is self._applied or selection != self._panes.article.selection:
            return  # already adopted; or keys were faster than messages, and a later message follows
        self._select_whole(selection)

    def _select_whole(self, selection: Selection) -> None:
        """Select what the text knows of, with what else belongs to it: the quote of a note, the speaker of a quote."""
        note = self._state.note(selection.note)
        if note is not None and selection.quote is None:
            selection = self._state.selection_of_note(note)
        quote = self._state.quote(selection.quote)
        if quote is not None and selection.actor is None:
            selection = replace(selection, actor=quote.actor)
        self.select(selection)

    def choose_quote(self, quote_id: str) -> None:
        """Select the quote that the user moved to in the table."""
        quote = self._state.quote(quote_id)
        if quote is not None and quote.id != self._state.selection.quote:
            self.select(selection_of(quote))

    def choose_note(self, uid: str) -> None:
        """Select the note that the user moved to in the list."""
        note = self._state.note(uid)
        if note is not None and note.uid != self._state.selection.note:
            self.go_to_note(note)

    def go_to_note(self, note: Note) -> None:
        """Select `note` and its passage."""
        self.select(self._state.selection_of_note(note))

    def mark_quote_of_note(self) -> None:
        """Select the quote or actor of a note that was selected before they were known."""
        note = self._state.selected_note
        if note is not None and self._state.selection.quote is None:
            found = self._state.selection_of_note(note)
            if found != self._state.selection:
                self.select(found, reveal=False)

    def go_to(self, at: At) -> None:
        """Select a note by its uid, or a span of the text; do nothing for None or a note that no longer exists."""
        note = self._state.note(at) if isinstance(at, str) else None
        if note is not None:
            self.go_to_note(note)
        elif isinstance(at, Span):
            self._panes.go_to("article")
            self.select(self._state.selection_at(at))


def no_actor_selected(screen: AppScreen) -> str:
    """The message if an actor is needed and none is selected."""
    pane, mention = screen.key("pane.actors"), screen.key("mention.next")
    return f"No actor selected · choose one in the actors ({pane}), or {mention} goes to a mention"


def no_quote_selected(screen: AppScreen) -> str:
    """The message if a quote is needed and none is selected."""
    return f"No quote selected · {screen.key('quote.next')} selects the next"
