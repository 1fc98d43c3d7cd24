"""A small screen to pick an actor by name: type to filter, arrows to move, Enter to take it, Escape to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from widgets.actors import ActorsPane
from widgets.safe import one_line

if TYPE_CHECKING:
    from extract import Article


class PickActor(ModalScreen[str | None]):
    """Answers with the name picked; one that fits no actor is taken as typed, if `new` allows it. None: nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("down", "down", show=False, priority=True),
        Binding("up", "up", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    PickActor { align: center middle; }
    PickActor > Vertical { width: 90%; max-width: 90; height: 80%; border: round $primary; padding: 0 1; }
    PickActor Input { height: 1; border: none; padding: 0; }
    """

    def __init__(self, question: str, article: Article, *, new: bool = True) -> None:
        super().__init__()
        self._question = question
        self._article = article
        self._new = new
        self._names = {actor.id: actor.name for actor in article.actors}

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(one_line(self._question, 200)))
            yield Input(placeholder="type to find" + (", or a new name" if self._new else ""))
            yield ActorsPane()

    def on_mount(self) -> None:
        table = self.query_one(ActorsPane)
        table.can_focus = False
        self._list("")

    def _list(self, wanted: str) -> None:
        """List the actors who go by a name with `wanted` in it."""
        folded = wanted.strip().casefold()
        fitting = [a for a in self._article.actors if any(folded in n.casefold() for n in (a.name, *a.aliases))]
        self.query_one(ActorsPane).show(fitting, self._article.quotes, self._article.text)

    @on(Input.Changed)
    def _filter(self, message: Input.Changed) -> None:
        message.stop()
        self._list(message.value)

    @on(Input.Submitted)
    def _take(self, message: Input.Submitted) -> None:
        message.stop()
        table = self.query_one(ActorsPane)
        if table.row_count and table.selected:
            self.dismiss(self._names[table.selected])
        elif self._new and message.value.strip():
            self.dismiss(" ".join(message.value.split()))

    @on(ActorsPane.Chosen)
    def _moved(self, message: ActorsPane.Chosen) -> None:
        message.stop()

    def action_down(self) -> None:
        """Move down the list."""
        self.query_one(ActorsPane).move(1)

    def action_up(self) -> None:
        """Move up the list."""
        self.query_one(ActorsPane).move(-1)

    def action_cancel(self) -> None:
        """Pick nobody."""
        self.dismiss(None)
