"""The bases of dialogs, with the keys of the user's keymap.

Escape or the Back key closes them, the view keys scroll their lines, and their table is filtered and sorted like every
other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen

from tui.presenters.table_order import label_of
from tui.screens.counts import Counts
from tui.screens.worker_failures import ReportsFailures
from widgets.bars import PaneTitle
from widgets.tables.table import Table

if TYPE_CHECKING:
    from tui.screens.session import Session

Answer = TypeVar("Answer")


class Dialog(ReportsFailures[Answer], ModalScreen[Answer]):
    """A screen over another; closing it answers None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("q", "dismiss(None)", show=False, id="app.back"),
    ]

    def key(self, id: str) -> str:
        """The key of the action `id` in the user's keymap, as people write it."""
        return self.session.key(id)


class Scrolling(Screen[Answer]):
    """A screen whose `VerticalScroll` is scrolled by the view keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", show=False, id="view.down"),
        Binding("k,up", "scroll(-1)", show=False, id="view.up"),
        Binding("pagedown,space,ctrl+f", "page(1)", show=False, id="view.page_down"),
        Binding("pageup,b,ctrl+b", "page(-1)", show=False, id="view.page_up"),
        Binding("ctrl+d", "half_page(1)", show=False, id="view.half_down"),
        Binding("ctrl+u", "half_page(-1)", show=False, id="view.half_up"),
        Binding("g,home", "top", show=False, id="view.top"),
        Binding("G,end", "bottom", show=False, id="view.bottom"),
    ]

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Scroll by screens."""
        pane = self.query_one(VerticalScroll)
        pane.scroll_relative(y=by * max(1, pane.size.height - 1), animate=False)

    def action_half_page(self, by: int) -> None:
        """Scroll by half a page."""
        pane = self.query_one(VerticalScroll)
        pane.scroll_relative(y=by * max(1, pane.size.height // 2), animate=False)

    def action_top(self) -> None:
        """Scroll to the first line."""
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_bottom(self) -> None:
        """Scroll to the last line."""
        self.query_one(VerticalScroll).scroll_end(animate=False)


class TableDialog(Dialog[Answer]):
    """A dialog with one table under a title that shows its filter and sort order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("F", "filter", show=False, id="table.filter"),
        Binding("S", "sort", show=False, id="table.sort"),
        Binding("R", "reverse", show=False, id="table.reverse"),
    ]
    about = ""
    """Further text for the title."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._order = ""
        self._reversed = False
        self._counts = Counts(self, self._show_count, lambda _digit: True)

    async def on_key(self, event: events.Key) -> None:
        """Handle the digits of a count."""
        if await self._counts.take_key(event):
            event.stop()
            event.prevent_default()

    def _show_count(self, text: str) -> None:
        if text:
            self.query_one(PaneTitle).note = text
        else:
            self.show_arrangement()

    @property
    def table(self) -> Table:
        """The table."""
        return self.query_one(Table)

    def show_arrangement(self) -> None:
        """Show the table's filter and sort order in the title."""
        words, order = self.table.filtered_by, f"by {self._order}" if self._order else ""
        arrangement = f"{order or 'order'} reversed" if self._reversed else order
        parts = (self.about, f"only “{words}”; Esc: all" if words else "", arrangement)
        self.query_one(PaneTitle).note = ", ".join(part for part in parts if part)

    def arranging_hints(self) -> list[tuple[str, str]]:
        """The hints for filtering and sorting."""
        return [(self.key("table.filter"), "filter"), (self.key("table.sort"), "sort")]

    def action_filter(self) -> None:
        """Ask for words and show only rows with them."""
        from tui.dialogs.filter import FilterScreen

        self.app.push_screen(FilterScreen(self._filter))

    def _filter(self, words: str) -> None:
        self.table.filter(words)
        self.show_arrangement()

    def action_leave(self) -> None:
        """Remove the filter; close the dialog if there is none."""
        if self.table.filtered_by:
            self._filter("")
        else:
            self.dismiss(None)

    def action_sort(self) -> None:
        """Sort by the next column."""
        self._order, self._reversed = self.table.sort_next(), False
        self.show_arrangement()

    def on_pane_title_head_clicked(self, message: PaneTitle.HeadClicked) -> None:
        """A click on a head above the table sorts it."""
        message.stop()
        self.table.click_head(message.x)

    def on_table_sorted(self, message: Table.Sorted) -> None:
        """A click on a head has sorted the table."""
        message.stop()
        self._order, self._reversed = label_of(message.column), message.table.order[1]
        self.show_arrangement()

    def action_reverse(self) -> None:
        """Reverse the sort order."""
        self.table.reverse_order()
        self._reversed = not self._reversed
        self.show_arrangement()
