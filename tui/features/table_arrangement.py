"""Filtering and sorting the table at hand, whichever it is."""

from __future__ import annotations

from tui.screens.base import DeskScreen
from widgets.bars import PaneTitle
from widgets.tables.table import Table


class Arranging(DeskScreen):
    """The part of a screen that arranges its tables."""

    def _table_at_hand(self) -> Table | None:
        """The table that has the keyboard; says so where none has."""
        if isinstance(self.focused, Table):
            return self.focused
        tables = ", ".join(f"{self._key(f'pane.{name}')} {name}" for name in ("actors", "quotes", "notes"))
        self.say(f"go to a table first: {tables}")
        return None

    def action_table_filter(self) -> None:
        """Show only the rows that hold some words."""
        table = self._table_at_hand()
        if table is not None:
            from tui.dialogs.filter import FilterScreen

            self.app.push_screen(
                FilterScreen(lambda words: self._filter(table, words)), lambda _kept: self._found(table)
            )

    def _found(self, table: Table) -> None:
        """What a filter left under the cursor is what the next key is about."""
        if table.filtered_by and table.selected is not None:
            table.chosen(table.selected)

    def _filter(self, table: Table, words: str) -> None:
        left = table.filter(words)
        for box in table.ancestors:
            for title in box.query_children(PaneTitle):
                title.note = f"only “{words}”" if words else ""
        self._title_changed(table)
        self.say(f"{left} {'row' if left == 1 else 'rows'} with “{words}”; Esc shows all" if words else "every row")

    def show_every_row(self) -> bool:
        """Take the filter of the table at hand away, as Escape does; whether there was one."""
        table = self.focused
        if not isinstance(table, Table) or not table.filtered_by:
            return False
        self._filter(table, "")
        return True

    def _title_changed(self, table: Table) -> None:
        """A filter changed what is said beside a table's title."""

    def action_table_sort(self) -> None:
        """Sort by the next column."""
        table = self._table_at_hand()
        if table is not None:
            self.say(f"sorted by {table.sort_next() or 'nothing: as it came'}")

    def action_table_reverse(self) -> None:
        """Turn the order round."""
        table = self._table_at_hand()
        if table is not None:
            table.reverse_order()
            self.say("order turned round")
