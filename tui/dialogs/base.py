"""What the screens over another screen share: they are left by Escape or the key of back, their lines are scrolled by
the keys of the view and their table is arranged as every other, whatever the keymap says these keys are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen

from tui.screens.counts import Counts
from tui.screens.worker_failures import ReportsFailures
from widgets.bars import PaneTitle
from widgets.tables.table import Table

if TYPE_CHECKING:
    from tui.screens.session import Session

Answer = TypeVar("Answer")


class Dialog(ReportsFailures[Answer], ModalScreen[Answer]):
    """A screen over another; leaving it answers None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("q", "dismiss(None)", show=False, id="app.back"),
    ]

    def key(self, id: str) -> str:
        """What to press for the action `id`, with the keys in force."""
        return self.session.key(id)


class Scrolling(Screen[Answer]):
    """The part of a screen whose `VerticalScroll` is scrolled."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", show=False, id="view.down"),
        Binding("k,up", "scroll(-1)", show=False, id="view.up"),
        Binding("pagedown,space,ctrl+f", "page(1)", show=False, id="view.page_down"),
        Binding("pageup", "page(-1)", show=False, id="view.page_up"),
        Binding("g,home", "top", show=False, id="view.top"),
        Binding("G,end", "bottom", show=False, id="view.bottom"),
    ]

    def action_scroll(self, by: int) -> None:
        """Move the lines."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Move them by screens."""
        pane = self.query_one(VerticalScroll)
        pane.scroll_relative(y=by * max(1, pane.size.height - 1), animate=False)

    def action_top(self) -> None:
        """Move to the first line."""
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_bottom(self) -> None:
        """Move to the last line."""
        self.query_one(VerticalScroll).scroll_end(animate=False)


class TableDialog(Dialog[Answer]):
    """A screen of one table under a title, which says how the table is arranged."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("F", "filter", show=False, id="table.filter"),
        Binding("S", "sort", show=False, id="table.sort"),
        Binding("R", "reverse", show=False, id="table.reverse"),
    ]
    about = ""
    """What else stands beside the title."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._order = ""
        self._turned = False
        self._counts = Counts(self, self._show_count, lambda _digit: True)

    async def on_key(self, event: events.Key) -> None:
        """Take the digits of a count."""
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
        """Say beside the title which rows are shown, and in which order."""
        words, order = self.table.filtered_by, f"by {self._order}" if self._order else ""
        turned = f"{order or 'order'} reversed" if self._turned else order
        parts = (self.about, f"only “{words}”; Esc: all" if words else "", turned)
        self.query_one(PaneTitle).note = ", ".join(part for part in parts if part)

    def arranging_hints(self) -> list[tuple[str, str]]:
        """The keys for it, for the hint bar."""
        return [(self.key("table.filter"), "filter"), (self.key("table.sort"), "sort")]

    def action_filter(self) -> None:
        """Show only the rows that hold some words."""
        from tui.dialogs.filter import FilterScreen

        self.app.push_screen(FilterScreen(self._filter))

    def _filter(self, words: str) -> None:
        self.table.filter(words)
        self.show_arrangement()

    def action_leave(self) -> None:
        """Show every row again; leave where they are shown."""
        if self.table.filtered_by:
            self._filter("")
        else:
            self.dismiss(None)

    def action_sort(self) -> None:
        """Sort by the next column."""
        self._order, self._turned = self.table.sort_next(), False
        self.show_arrangement()

    def action_reverse(self) -> None:
        """Turn the order round."""
        self.table.reverse_order()
        self._turned = not self._turned
        self.show_arrangement()
