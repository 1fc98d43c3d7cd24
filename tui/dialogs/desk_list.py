"""A list over the whole desk; Enter goes to the row's place, Escape back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult

from tui.dialogs.base import Arranged
from widgets.bars import HintBar, PaneTitle
from widgets.tables.across import DeskNoteRow, DeskNotesTable, EvidenceRow, EvidenceTable, Opened
from widgets.tables.bars_table import SaidTable
from widgets.tables.findings import FindingsTable
from widgets.tables.retold import RepeatRow, RepeatTable, StoryRow, StoryTable

Lists = DeskNotesTable | EvidenceTable | FindingsTable | RepeatTable | SaidTable | StoryTable


class AcrossScreen(Arranged[str | None]):
    """Answers with the key of the row picked, or None."""

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
        self.query_one(HintBar).show([("Enter", "go there"), *self.arranging_hints(), ("Esc", "back")])

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        message.stop()
        self.dismiss(message.key)
