"""Describes the selected actor and steps through its quotes and mentions."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.actions.handlers import handles
from tui.article.selection import no_actor_selected
from tui.presenters.descriptions import describe_actor, evidence_line
from widgets.state import Selection
from widgets.text.safe import one_line

if TYPE_CHECKING:
    from tui.article.article_state import ArticleState
    from tui.article.panes import Panes
    from tui.article.selection import SelectionModel
    from tui.features.desk_lists import DeskLists
    from tui.screens.base import AppScreen

MAX_CELLS = 230
"""The longest description of an actor: three lines of 80 columns below the table."""


class ActorDetails:
    """Describes actors, in the status line and, where that would cut the text, in up to three lines below the table."""

    def __init__(
        self, screen: AppScreen, state: ArticleState, panes: Panes, selection: SelectionModel, lists: DeskLists
    ) -> None:
        self._screen = screen
        self._state = state
        self._panes = panes
        self._selection = selection
        self._lists = lists
        self._stepping = False
        self._below = ""

    def shows_whole(self, text: str) -> bool:
        """Whether `text` is shown in full below the actors, so that the status line need not show it."""
        return bool(text) and text == self._below

    def choose(self, actor_id: str) -> None:
        """Select the actor that the user moved to in the table, and its first mention."""
        actor = self._state.actor(actor_id)
        if actor is not None and actor.id != self._state.selection.actor:
            span = actor.mentions[0].span if actor.mentions else None
            self._selection.select(Selection(span=span, actor=actor.id))

    def step_evidence(self, actor_id: str) -> None:
        """Go to the next quote or mention of an actor, in text order."""
        if self._state.selection.actor != actor_id:
            self._selection.select(Selection(actor=actor_id))
        self._stepping = True
        self._panes.article.step_evidence(actor_id, 1)

    def describe(self, selection: Selection) -> str:
        """A line about the quote or mention stepped to, else about the actor; "" where no actor is selected."""
        stepping, self._stepping = self._stepping, False
        article, actor = self._state.story.article, self._state.actor(selection.actor)
        if article is None or actor is None:
            return ""
        text = evidence_line(article, actor, selection.span) if stepping else ""
        text = text or (describe_actor(article, actor) if stepping or selection.quote is None else "")
        self._show_below(text)
        return text

    def describe_row(self) -> None:
        """Describe the actor under the table's cursor, unless another one is selected."""
        actor = self._state.actor(self._panes.actors.selected) if self._state.panes_mounted else None
        article = self._state.story.article
        if actor is not None and article is not None and self._state.selection.actor in (None, actor.id):
            text = describe_actor(article, actor)
            self._show_below(text)
            self._screen.say(text)

    def _show_below(self, text: str) -> None:
        """Show `text` below the table where it does not fit the status line."""
        if not self._state.panes_mounted:
            return
        from textual.widgets import Static

        line, room = one_line(text, MAX_CELLS), max(1, self._screen.size.width - 2)
        below = line if cell_len(line) > room else ""
        self._screen.query_one("#actor-detail", Static).update(below)
        self._below = text if below and self._screen.has_class("-narrow", "-at-actors") else ""

    @handles("actor.elsewhere")
    def list_other_articles(self) -> None:
        """List the selected actor's quotes in other articles."""
        self._screen.work(self._list_other_articles(), "pick", exclusive=True)

    async def _list_other_articles(self) -> None:
        from tui.dialogs.desk_list import DeskListScreen
        from tui.presenters.desk_rows import evidence_rows

        actor, entry = self._state.selected_actor, self._state.story.entry
        if actor is None:
            self._screen.say(no_actor_selected(self._screen))
            return
        library, _notebook = await self._state.newsroom.stores.both()
        rows, targets = await asyncio.to_thread(evidence_rows, library, actor, entry.key if entry else None)
        if not rows:
            self._screen.say(f"{actor.name} is in no other article of the desk that was read")
            return
        await self._lists.show(DeskListScreen.of_evidence(self._screen.session, actor.name, rows), targets)
