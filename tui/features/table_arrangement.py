"""Filtering and sorting the focused table, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from widgets.bars import PaneTitle
from widgets.tables.table import Table

if TYPE_CHECKING:
    from tui.screens.base import AppScreen


def focused_table(screen: AppScreen) -> Table | None:
    """The focused table; None, and what to press on the status line, where none is."""
    if isinstance(screen.focused, Table):
        return screen.focused
    tables = ", ".join(f"{screen.key(f'pane.{name}')} {name}" for name in ("actors", "quotes", "notes"))
    screen.say(f"go to a table first: {tables}")
    return None


class TableFilter:
    """Shows only the rows of a table that hold some words."""

    def __init__(self, screen: AppScreen, on_filtered: Callable[[Table, str], None]) -> None:
        """`on_filtered` is called with the table and the words, "" for none, after each change."""
        self._screen = screen
        self._on_filtered = on_filtered

    @handles("table.filter")
    def ask(self) -> None:
        """Ask for the words, filtering at every key."""
        table = focused_table(self._screen)
        if table is None:
            return
        from tui.dialogs.filter import FilterScreen

        self._screen.app.push_screen(
            FilterScreen(lambda words: self._filter(table, words)), lambda _kept: self._select_row(table)
        )

    def _select_row(self, table: Table) -> None:
        """What a filter left under the cursor is what the next key is about."""
        if table.filtered_by and table.selected is not None:
            table.chosen(table.selected)

    def _filter(self, table: Table, words: str) -> None:
        left = table.filter(words)
        for box in table.ancestors:
            for title in box.query_children(PaneTitle):
                title.note = f"only “{words}”" if words else ""
        rows = f"{left} {'row' if left == 1 else 'rows'}"
        self._screen.say(f"{rows} with “{words}”; Esc shows all" if words else "every row")
        self._on_filtered(table, words)

    def escape(self) -> bool:
        """Show every row of the focused table again; whether some were hidden."""
        table = self._screen.focused
        if not isinstance(table, Table) or not table.filtered_by:
            return False
        self._filter(table, "")
        return True


class TableOrder:
    """Sorts the focused table."""

    def __init__(self, screen: AppScreen) -> None:
        self._screen = screen

    @handles("table.sort")
    def sort(self) -> None:
        """Sort by the next column."""
        table = focused_table(self._screen)
        if table is not None:
            self._screen.say(f"sorted by {table.sort_next() or 'nothing: the original order'}")

    @handles("table.reverse")
    def reverse(self) -> None:
        """Reverse the order."""
        table = focused_table(self._screen)
        if table is not None:
            table.reverse_order()
            self._screen.say("order reversed")
