"""A list over the whole desk; Enter goes to the row's place, Escape back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui.actions import key_of
from widgets.across import DeskNoteRow, DeskNotesTable, EvidenceRow, EvidenceTable, Opened
from widgets.bars import HintBar, PaneTitle
from widgets.bars_table import SaidTable
from widgets.findings import FindingsTable
from widgets.retold import RepeatRow, RepeatTable, StoryRow, StoryTable

if TYPE_CHECKING:
    from tui.app import Copydesk

Lists = DeskNotesTable | EvidenceTable | FindingsTable | RepeatTable | SaidTable | StoryTable


class AcrossScreen(ModalScreen[str | None]):
    """Answers with the key of the row picked, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("q", "dismiss(None)", show=False, id="app.back"),
        Binding("F", "filter", show=False, id="table.filter"),
        Binding("S", "sort", show=False, id="table.sort"),
        Binding("R", "reverse", show=False, id="table.reverse"),
    ]

    def __init__(self, title: str, table: Lists, fill: Callable[[], None]) -> None:
        super().__init__()
        self._title = title
        self._table = table
        self._fill = fill

    @classmethod
    def of_notes(cls, rows: Sequence[DeskNoteRow]) -> AcrossScreen:
        """A list of notes."""
        table = DeskNotesTable()
        return cls(f"Notes of the desk ({len(rows)})", table, lambda: table.show(rows))

    @classmethod
    def of_evidence(cls, name: str, rows: Sequence[EvidenceRow]) -> AcrossScreen:
        """A list of what an actor said elsewhere."""
        table = EvidenceTable()
        return cls(f"{name} in other articles", table, lambda: table.show(rows))

    @classmethod
    def of_repeats(cls, rows: Sequence[RepeatRow]) -> AcrossScreen:
        """A list of the articles that have a quote too."""
        table = RepeatTable()
        return cls("The same quote in other articles", table, lambda: table.show(rows))

    @classmethod
    def of_story(cls, rows: Sequence[StoryRow]) -> AcrossScreen:
        """A list of the articles that tell the same story."""
        table = StoryTable()
        return cls(f"The same story in other articles ({len(rows)})", table, lambda: table.show(rows))

    def compose(self) -> ComposeResult:
        yield PaneTitle(self._title)
        yield self._table
        yield HintBar()

    def on_mount(self) -> None:
        self._fill()
        self._table.focus()
        self.query_one(HintBar).show(self._hints())

    def _hints(self) -> list[tuple[str, str]]:
        keys = cast("Copydesk", self.app).keys
        arranging = [(key_of(f"table.{id}", keys), word) for id, word in (("filter", "filter"), ("sort", "sort"))]
        return [("Enter", "go there"), *arranging, ("Esc", "back")]

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        message.stop()
        self.dismiss(message.key)

    def action_filter(self) -> None:
        """Show only the rows that hold some words."""
        from tui.filter_screen import FilterScreen

        title = self.query_one(PaneTitle)

        def tell(words: str) -> None:
            self._table.filter(words)
            title.note = f"only “{words}”" if words else ""

        self.app.push_screen(FilterScreen(tell))

    def action_sort(self) -> None:
        """Sort by the next column."""
        self.query_one(PaneTitle).note = f"by {self._table.sort_next() or 'the desk’s order'}"

    def action_reverse(self) -> None:
        """Turn the order round."""
        self._table.reverse_order()
