"""The actors pane at work: everything known of the actor at hand, and the evidence for it step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.describe import describe_actor, evidence_line
from tui.moving import Moving
from tui.newsroom import Newsroom, Story
from widgets.safe import one_line
from widgets.state import Selection

if TYPE_CHECKING:
    from widgets.actors import ActorsPane

DETAIL = 400
"""Cells of what is said below the table; a narrow screen shows four lines of it."""


class ActorView(Moving):
    """The part of the article screen that looks at actors. On a small screen, where the article is hidden behind the
    table, a few lines below it show what does not fit into the row, and each piece of evidence.
    """

    def __init__(self, newsroom: Newsroom, story: Story) -> None:
        super().__init__(newsroom, story)
        self._walked = False

    def on_actors_pane_chosen(self, message: ActorsPane.Chosen) -> None:
        """The user moved to an actor in the table: the article goes to the actor's first mention."""
        message.stop()
        actor = self._actor(message.actor_id)
        if actor is not None and actor.id != self._selection.actor:
            span = actor.mentions[0].span if actor.mentions else None
            self._select(Selection(span=span, actor=actor.id))

    def on_actors_pane_walked(self, message: ActorsPane.Walked) -> None:
        """Enter on an actor walks the evidence: what it said and where it is mentioned, in the order of the text."""
        message.stop()
        if self._selection.actor != message.actor_id:
            self._select(Selection(actor=message.actor_id))
        self._walked = True
        self.article.step_evidence(message.actor_id, 1)

    def _tell_actor(self, selection: Selection) -> str:
        """What to say of the actor selected: the evidence that was walked to, else all that is known; "" for nobody."""
        walked, self._walked = self._walked, False
        article, actor = self._story.article, self._actor(selection.actor)
        if article is None or actor is None:
            return ""
        told = evidence_line(article, actor, selection.span) if walked else ""
        self._show_detail(told or self._known(actor.id))
        return told if walked else describe_actor(article, actor) if selection.quote is None else ""

    def tell_row(self) -> None:
        """Show below the table what is known of the actor under its cursor."""
        if self._furnished:
            self._show_detail(self._known(self.actors.selected))

    def _known(self, id: str | None) -> str:
        article, actor = self._story.article, self._actor(id)
        if article is None or actor is None:
            return ""
        aliases = f"; also {', '.join(actor.aliases)}" if actor.aliases else ""
        return f"{describe_actor(article, actor)}{aliases}"

    def _show_detail(self, text: str) -> None:
        from textual.widgets import Static

        if self._furnished:
            self.query_one("#actor-detail", Static).update(one_line(text, DETAIL))

    @property
    def actors(self) -> ActorsPane:
        """The actors pane; mounted after the first paint."""
        from widgets.actors import ActorsPane

        return self.query_one(ActorsPane)

    def _select(self, selection: Selection, *, reveal: bool = True) -> None:
        """Make `selection` the one selection."""
        raise NotImplementedError
