"""A list of places on the desk; Enter goes to the row's place, Escape back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult

from tui.dialogs.base import TableDialog
from widgets.bars import HintBar, PaneTitle
from widgets.tables.across import DeskNoteRow, DeskNotesTable, EvidenceRow, EvidenceTable, Opened
from widgets.tables.bars_table import QuotesTable
from widgets.tables.findings import FindingsTable
from widgets.tables.repeats import RepeatRow, RepeatTable, StoryRow, StoryTable

if TYPE_CHECKING:
    from tui.screens.session import Session

Lists = DeskNotesTable | EvidenceTable | FindingsTable | RepeatTable | QuotesTable | StoryTable


class DeskListScreen(TableDialog[str | None]):
    """Answers with the key of the row picked, or None."""

    def __init__(self, session: Session, title: str, table: Lists, fill: Callable[[], None]) -> None:
        super().__init__(session)
        self._title = title
        self._table = table
        self._fill = fill

    @classmethod
    def of_notes(cls, session: Session, rows: Sequence[DeskNoteRow]) -> DeskListScreen:
        """A list of notes."""
        table = DeskNotesTable()
        return cls(session, f"Notes of the desk ({len(rows)})", table, lambda: table.show(rows))

    @classmethod
    def of_evidence(cls, session: Session, name: str, rows: Sequence[EvidenceRow]) -> DeskListScreen:
        """A list of an actor's quotes in other articles."""
        table = EvidenceTable()
        return cls(session, f"{name} in other articles", table, lambda: table.show(rows))

    @classmethod
    def of_repeats(cls, session: Session, rows: Sequence[RepeatRow]) -> DeskListScreen:
        """A list of the other articles with the same quote."""
        table = RepeatTable()
        return cls(session, "The same quote in other articles", table, lambda: table.show(rows))

    @classmethod
    def of_story(cls, session: Session, rows: Sequence[StoryRow]) -> DeskListScreen:
        """A list of the other articles on the same story."""
        table = StoryTable()
        return cls(session, f"The same story in other articles ({len(rows)})", table, lambda: table.show(rows))

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
