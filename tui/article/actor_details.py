"""The actors pane at work: everything known of the actor at hand, and the evidence for it step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.actions.handlers import handles
from tui.article.motions import Moving
from tui.newsroom.newsroom import Story
from tui.presenters.descriptions import describe_actor, evidence_line
from widgets.bars import Level, StatusLine
from widgets.state import Selection
from widgets.text.safe import one_line

if TYPE_CHECKING:
    from tui.screens.session import Session
    from widgets.panes.actors import ActorsPane

TOLD = 230
"""Cells of what is said of an actor: three lines below the table on 80 columns."""


class ActorView(Moving):
    """The part of the article screen that looks at actors. On a small screen three lines below the table say whole
    what the status line has no room for.
    """

    def __init__(self, session: Session, story: Story) -> None:
        super().__init__(session, story)
        self._walked = False
        self._told_below = ""

    def say(self, text: str, level: Level = "info") -> None:
        """One line in the status bar, which stays empty for what stands whole below the actors."""
        super().say(text, level)
        if text and text == self._told_below and self.is_mounted:
            self.query_one(StatusLine).hide()

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
        told = told or (describe_actor(article, actor) if walked or selection.quote is None else "")
        self._show_whole_actor(told)
        return told

    def tell_row(self) -> None:
        """Say what is known of the actor under the table's cursor, if no other is at hand."""
        actor, article = self._actor(self.actors.selected) if self._furnished else None, self._story.article
        if actor is not None and article is not None and self._selection.actor in (None, actor.id):
            told = describe_actor(article, actor)
            self._show_whole_actor(told)
            self.say(told)

    def _show_whole_actor(self, told: str) -> None:
        """Below the table, `told` where it finds no room in the status line."""
        if not self._furnished:
            return
        from textual.widgets import Static

        line, room = one_line(told, TOLD), max(1, self.size.width - 2)
        below = line if cell_len(line) > room else ""
        self.query_one("#actor-detail", Static).update(below)
        self._told_below = told if below and self.has_class("-narrow", "-at-actors") else ""

    @property
    def actors(self) -> ActorsPane:
        """The actors pane; mounted after the first paint."""
        from widgets.panes.actors import ActorsPane

        return self.query_one(ActorsPane)

    @handles("actor.elsewhere")
    def action_actor_elsewhere(self) -> None:
        """List what the actor at hand said in other articles."""
        self.run_worker(self._list_elsewhere(), group="pick", exclusive=True, exit_on_error=False)

    async def _list_elsewhere(self) -> None:
        from tui.dialogs.desk_list import AcrossScreen

        actor = self._actor(self._selection.actor)
        if actor is None:
            self.say(self.no_actor())
            return
        rows, targets = await self._newsroom.evidence_rows(self._story, actor)
        if not rows:
            self.say(f"{actor.name} is in no other article of the desk that was read")
            return
        await self.lists.show(AcrossScreen.of_evidence(self.session, actor.name, rows), targets)

    def _select(self, selection: Selection, *, reveal: bool = True) -> None:
        """Make `selection` the one selection."""
        raise NotImplementedError
