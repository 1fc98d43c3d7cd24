"""Dialogs to pick from a list: typing filters it at every key, arrows move the cursor, Enter picks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from widgets.panes.actors import ActorsPane, actor_rows
from widgets.prompt import Prompt
from widgets.tables.columns import Row
from widgets.tables.table import Table
from widgets.text.safe import one_line

if TYPE_CHECKING:
    from extract import Article


class Choices(Protocol):
    """The items to pick from."""

    def fitting(self, words: str) -> Sequence[Row]:
        """A row for each item that matches the words typed."""

    def picked(self, key: str | None, words: str) -> str | None:
        """The result of Enter with the cursor on the row `key` (None if there is no row); None for nothing."""


class PickScreen(ModalScreen[str | None]):
    """A question, an input and a table. Answers with the picked item; None if cancelled."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    PickScreen { align: center middle; }
    PickScreen > Vertical {
        width: 90%;
        max-width: 90;
        height: 80%;
        border: round $primary;
        padding: 0 1;
        background: $background;
    }
    """

    def __init__(self, question: str, table: Table, hint: str, choices: Choices, *, best_first: bool = False) -> None:
        """With `best_first` every key moves the cursor to the first row, else it stays on its row if that is listed."""
        super().__init__()
        self._question = question
        self._hint = hint
        self._choices = choices
        self._best_first = best_first
        self.table = table
        table.can_focus = False

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Content(one_line(self._question, 200)))
            yield Prompt(">", hint=self._hint)
            yield self.table

    def on_mount(self) -> None:
        self.query_one(Prompt).begin()
        self.list_fitting("")

    def list_fitting(self, words: str) -> None:
        """List what matches `words`."""
        rows = self._choices.fitting(words)
        self.table.set_rows(rows)
        if self._best_first and rows:
            self.table.select(rows[0].key)

    def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """List what matches the words typed so far."""
        message.stop()
        self.list_fitting(message.text)

    def on_prompt_answered(self, message: Prompt.Answered) -> None:
        """Answer with the row under the cursor."""
        message.stop()
        picked = self._choices.picked(self.table.selected, message.text)
        if picked is not None:
            self.dismiss(picked)

    def on_prompt_cancelled(self, message: Prompt.Cancelled) -> None:
        """Answer None."""
        message.stop()
        self.dismiss(None)

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self.table.move(by)

    def action_page(self, by: int) -> None:
        """Move the cursor by screens."""
        self.table.move(by * max(1, self.table.size.height - 2))


class ActorChoices:
    """The actors of an article, by name or alias."""

    def __init__(self, article: Article, *, new: bool, first: str, exclude: str) -> None:
        """The arguments are those of `PickActor`."""
        self._article = article
        self._new = new
        self._first = first
        self._listed = [actor for actor in article.actors if actor.id != exclude]
        self._names = {"": "", **{actor.id: actor.name for actor in self._listed}}

    def fitting(self, words: str) -> Sequence[Row]:
        """The actors with `words` in their name or an alias."""
        folded = words.strip().casefold()
        fitting = [a for a in self._listed if any(folded in n.casefold() for n in (a.name, *a.aliases))]
        rows = actor_rows(fitting, self._article.quotes, self._article.text)
        if self._first and folded in self._first.casefold():
            rows.insert(0, Row("", ("", self._first, *[""] * (len(ActorsPane.COLUMNS) - 2))))
        return rows

    def picked(self, key: str | None, words: str) -> str | None:
        """The name of the actor under the cursor, else the name typed."""
        if key is not None:
            return self._names[key]
        return " ".join(words.split()) or None if self._new else None


class PickActor(PickScreen):
    """Answers with the name picked; with `new` also with a typed name that matches no actor.

    `first` is a row before all actors, such as "nobody named"; picking it answers "". The actor with the id `exclude`
    is not listed.
    """

    def __init__(
        self, question: str, article: Article, *, new: bool = True, first: str = "", exclude: str = ""
    ) -> None:
        hint = "Enter takes it, or a new name; Esc" if new else "Enter takes it, Esc leaves"
        choices = ActorChoices(article, new=new, first=first, exclude=exclude)
        super().__init__(question, ActorsPane(), hint, choices)

    def on_actors_pane_chosen(self, message: ActorsPane.Chosen) -> None:
        """Moving the cursor picks no one; Enter does."""
        message.stop()
