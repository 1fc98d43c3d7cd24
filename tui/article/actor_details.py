"""Describes the selected actor and steps through its quotes and mentions."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.article.selection import no_actor_selected
from tui.presenters.descriptions import describe_actor, evidence_line
from widgets.state import Selection

if TYPE_CHECKING:
    from tui.article.article_state import ArticleState
    from tui.article.panes import Panes
    from tui.article.selection import SelectionModel
    from tui.features.desk_lists import DeskLists
    from tui.screens.base import AppScreen


class ActorDetails:
    """Describes actors."""

    def __init__(
        self, screen: AppScreen, state: ArticleState, panes: Panes, selection: SelectionModel, lists: DeskLists
    ) -> None:
        self._screen = screen
        self._state = state
        self._panes = panes
        self._selection = selection
        self._lists = lists
        self._stepping = False

    def choose(self, actor_id: str) -> None:
        """Select an actor in the table. The text does not scroll: Enter goes there."""
        actor = self._state.actor(actor_id)
        if actor is not None and actor.id != self._state.selection.actor:
            span = actor.mentions[0].span if actor.mentions else None
            self._selection.select(Selection(span=span, actor=actor.id), reveal=False)

    def step_evidence(self, actor_id: str) -> None:
        """Go to the next quote or mention of an actor, in text order."""
        if self._state.selection.actor != actor_id:
            self._selection.select(Selection(actor=actor_id))
        self._stepping = True
        self._panes.article.step_evidence(actor_id, 1)

    def describe(self, selection: Selection) -> str:
        """A line about the quote or mention stepped to, else about the actor; "" if no actor is selected."""
        stepping, self._stepping = self._stepping, False
        article, actor = self._state.story.article, self._state.actor(selection.actor)
        if article is None or actor is None:
            return ""
        text = evidence_line(article, actor, selection.span) if stepping else ""
        return text or (describe_actor(article, actor) if stepping or selection.quote is None else "")

    def describe_row(self) -> None:
        """Describe the actor under the table's cursor, unless another one is selected."""
        actor = self._state.actor(self._panes.actors.selected) if self._state.panes_mounted else None
        article = self._state.story.article
        if actor is not None and article is not None and self._state.selection.actor in (None, actor.id):
            self._screen.say(describe_actor(article, actor))

    @handles("actor.elsewhere")
    def list_other_articles(self) -> None:
        """List the selected actor's quotes in other articles."""
        self._screen.work(self._list_other_articles(), "pick", exclusive=True)

    async def _list_other_articles(self) -> None:
        from tui.dialogs.desk_list import DeskListScreen
        from tui.presenters.desk_rows import evidence_rows

        actor, entry = self._state.selected_actor, self._state.story.entry
        if actor is None:
            self._screen.refuse(no_actor_selected(self._screen))
            return
        library, _notebook = await self._state.newsroom.stores.both()
        rows, targets = await asyncio.to_thread(evidence_rows, library, actor, entry.key if entry else None)
        if not rows:
            self._screen.say(f"{actor.name} is in no other article of the desk that was read")
            return
        await self._lists.show(DeskListScreen.of_evidence(self._screen.session, actor.name, rows), targets)
