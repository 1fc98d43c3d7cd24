"""Keeps the selection on the focused row: moving to a pane selects the row under its cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.state import Selection

if TYPE_CHECKING:
    from tui.article.article_state import ArticleState
    from tui.article.panes import Panes
    from tui.article.selection import SelectionModel


class RowSelection:
    """Selects the row of the focused pane. An empty pane selects nothing."""

    def __init__(self, state: ArticleState, panes: Panes, selection: SelectionModel) -> None:
        self._state = state
        self._panes = panes
        self._selection = selection

    def select_row(self) -> None:
        """Select the row under the cursor of the focused pane, unless a note is being written there.

        For an actor the text does not scroll, since it may be mentioned anywhere.
        """
        state, panes = self._state, self._panes
        if not state.panes_mounted:
            return
        if state.pane == "quotes" and panes.quotes.selected is not None:
            self._selection.choose_quote(panes.quotes.selected)
        elif state.pane == "notes" and not panes.notes.editing and panes.notes.selected is not None:
            self._selection.choose_note(panes.notes.selected)
        elif state.pane == "actors":
            actor = state.actor(panes.actors.selected)
            if actor is not None and actor.id != state.selection.actor:
                span = actor.mentions[0].span if actor.mentions else None
                self._selection.select(Selection(span=span, actor=actor.id), reveal=False)
