"""Filtering and sorting the focused table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from widgets.bars import PaneTitle
from widgets.tables.table import Table

if TYPE_CHECKING:
    from tui.screens.base import AppScreen


def focused_table(screen: AppScreen) -> Table | None:
    """The focused table; None if there is none, and the status line shows how to focus one."""
    if isinstance(screen.focused, Table):
        return screen.focused
    tables = ", ".join(f"{screen.key(f'pane.{name}')} {name}" for name in ("actors", "quotes", "notes"))
    screen.refuse(f"go to a table first: {tables}")
    return None


class TableFilter:
    """Filters the rows of a table by words."""

    def __init__(self, screen: AppScreen, on_filtered: Callable[[Table, str], None]) -> None:
        """`on_filtered` is called after each change with the table and the words, "" for none."""
        self._screen = screen
        self._on_filtered = on_filtered

    @handles("table.filter")
    def ask(self) -> None:
        """Ask for words and filter at every key."""
        table = focused_table(self._screen)
        if table is None:
            return
        from tui.dialogs.filter import FilterScreen

        self._screen.app.push_screen(
            FilterScreen(lambda words: self._filter(table, words)), lambda _result: self._select_row(table)
        )

    def _select_row(self, table: Table) -> None:
        """Select the row under the cursor after filtering."""
        if table.selected is not None:
            table.chosen(table.selected)

    def _filter(self, table: Table, words: str) -> None:
        shown = table.filter(words)
        for box in table.ancestors:
            for title in box.query_children(PaneTitle):
                title.note = f"only “{words}”" if words else ""
        rows = f"{shown} {'row' if shown == 1 else 'rows'}"
        self._screen.say(f"{rows} with “{words}”; Esc shows all" if words else "every row")
        self._on_filtered(table, words)

    def escape(self) -> bool:
        """Remove the filter of the focused table; return whether there was one."""
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
