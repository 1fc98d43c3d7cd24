"""The sourcing report as bars: one table at a time; Enter lists the quotes of a row, and from there goes to one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from extract.span import Span
from store.sourcing.picture import TABLES
from tui.dialogs.base import TableDialog
from tui.dialogs.desk_list import DeskListScreen
from tui.presenters.sourcing_text import HEADINGS
from widgets.bars import HintBar, PaneTitle, StatusLine
from widgets.tables.across import Opened
from widgets.tables.bars_table import BarsTable, QuotesTable
from widgets.text.chart import LEGEND
from widgets.text.safe import one_line

if TYPE_CHECKING:
    from tui.jobs.sourcing import Places, Report, SourcingJob
    from tui.screens.session import Session
    from widgets.tables.bars_table import QuoteRow

    Listed = tuple[list[QuoteRow], Places]
    InThread = Callable[[Callable[[Report], Listed]], Awaitable[Listed]]


class SourcingScreen(TableDialog[tuple[str, Span] | None]):
    """Answers with the place of a quote, the article's key and the span, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,right,l", "table(1)", show=False),
        Binding("shift+tab,left,h", "table(-1)", show=False),
        Binding("E", "write", show=False, id="export.markdown"),
    ]
    DEFAULT_CSS = """
    SourcingScreen { background: $background; }
    SourcingScreen #summary, SourcingScreen #legend { height: auto; padding: 0 1; }
    SourcingScreen BarsTable { height: 1fr; }
    """

    def __init__(self, session: Session, job: SourcingJob, folder: Path, in_thread: InThread) -> None:
        """`job` must have been counted; tables are written to `folder`; `in_thread` runs long work in a thread."""
        super().__init__(session)
        self._in_thread = in_thread
        self._job = job
        self._folder = folder
        self._by = TABLES[0]

    def compose(self) -> ComposeResult:
        yield PaneTitle(one_line(self._job.heading, 40))
        yield Static(Content("\n".join(self._job.summary())), id="summary")
        yield BarsTable()
        yield Static(Content(LEGEND), id="legend")
        yield StatusLine(id="status")
        yield HintBar()

    def on_mount(self) -> None:
        self.query_one(BarsTable).focus()
        ways_on = [("Tab", "next table"), *self.arranging_hints(), (self.key("export.markdown"), "write it")]
        self.query_one(HintBar).show([("Enter", "its quotes"), *ways_on, ("Esc", "back")])
        self._show()

    def _show(self) -> None:
        number = TABLES.index(self._by) + 1
        self.about = f"{HEADINGS[self._by]} ({number} of {len(TABLES)})"
        self.query_one(BarsTable).show(self._job.rows(self._by))
        self.show_arrangement()

    def action_table(self, by: int) -> None:
        """Show another table."""
        self._by = TABLES[(TABLES.index(self._by) + by) % len(TABLES)]
        self._show()
        self.query_one(BarsTable).action_scroll_top()

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        message.stop()
        self._list(message.key)

    @work(exclusive=True, group="pick", exit_on_error=False)
    async def _list(self, key: str) -> None:
        """List the quotes of a row."""
        by = self._by
        rows, places = await self._in_thread(lambda say: self._job.evidence(by, key, say))
        label = next((row.label for row in self._job.rows(self._by) if row.key == key), "")
        table = QuotesTable()
        title = f"{one_line(label, 40)}: {len(rows)} quotes"
        picked = await self.app.push_screen_wait(DeskListScreen(self.session, title, table, lambda: table.show(rows)))
        if picked is not None:
            self.dismiss(places[picked])

    @work(exclusive=True, group="write", exit_on_error=False)
    async def action_write(self) -> None:
        """Write the current table as SVG and CSV."""
        from store.disk.files import describe_error

        status = self.query_one(StatusLine)
        try:
            svg, csv = await asyncio.to_thread(self._job.write, self._by, self._folder)
        except OSError as error:
            status.say(f"NOT written: {describe_error(error)}", "error")
        else:
            status.say(f"written to {svg} and {csv.name}")
