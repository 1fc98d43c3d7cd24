"""Filtering and sorting the focused table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events

from tui.actions.handlers import handles
from tui.presenters.table_order import label_of, order_in_words
from widgets.bars import PaneTitle
from widgets.tables.table import Table

if TYPE_CHECKING:
    from tui.screens.base import AppScreen
    from widgets.tables.columns import Column


def focused_table(screen: AppScreen) -> Table | None:
    """The focused table; None if there is none, and the status line shows how to focus one."""
    if isinstance(screen.focused, Table):
        return screen.focused
    tables = ", ".join(f"{screen.key(f'pane.{name}')} {name}" for name in ("actors", "quotes", "notes"))
    screen.refuse(f"Nothing to sort or filter in the text · {tables}")
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
        left, total = table.filter(words), table.total
        for box in table.ancestors:
            for title in box.query_children(PaneTitle):
                title.note = f"“{words}”: {left} of {total}" if words else ""
        if not words:
            self._screen.say(f"All {total}")
        elif not left:
            self._screen.say(f"No rows with “{words}” · {self._leave_key()} shows all {total}")
        else:
            self._screen.say(f"{left} of {total} with “{words}” · {self._leave_key()} shows all")
        self._on_filtered(table, words)

    def _leave_key(self) -> str:
        return self._screen.key("mode.leave")

    def escape(self) -> bool:
        """Remove the filter of the focused table; return whether there was one."""
        table = self._screen.focused
        if not isinstance(table, Table) or not table.filtered_by:
            return False
        self._filter(table, "")
        return True


ORIGINAL = "t"
"""The letter of the original order."""


def letters_of(columns: Sequence[Column]) -> dict[str, Column]:
    """A letter for each column that can be sorted by: the first of its label that no column before it has."""
    letters: dict[str, Column] = {}
    for column in columns:
        free = (each for each in label_of(column) if each.isalpha() and each != ORIGINAL and each not in letters)
        letter = next(free, None)
        if letter is not None:
            letters[letter] = column
    return letters


class TableOrder:
    """Sorts the focused table. A mode: the key behind that of sorting names a column."""

    def __init__(self, screen: AppScreen) -> None:
        self._screen = screen
        self._table: Table | None = None

    @handles("table.sort")
    def sort(self) -> None:
        """Ask by which column to sort."""
        table = self._table = focused_table(self._screen)
        if table is not None:
            key, reverse = table.order
            letters = letters_of(table.COLUMNS)
            here = next((label_of(column) for column in table.COLUMNS if column.key == key), "text order")
            names = "  ".join(f"{letter} {label_of(column)}" for letter, column in letters.items())
            now = f" (now: {here}{', reversed' if reverse else ''})"
            self._screen.say(f"Sort by: {names}  {ORIGINAL} text order{now}")

    async def take_key(self, event: events.Key) -> bool:
        """Take the letter of a column; any other key leaves the order as it is."""
        table, self._table = self._table, None
        if table is None:
            return False
        column = letters_of(table.COLUMNS).get(event.key)
        if column is None and event.key != ORIGINAL:
            self._screen.say("Order unchanged")
            return event.is_printable or event.key == "escape"
        key = column.key if column is not None else None
        by, reversed_before = table.order
        table.sort_by(key, descending=not reversed_before if by == key else False)
        self._screen.say(order_in_words(column, self._screen.key("table.reverse"), reverse=table.order[1]))
        return True

    @handles("table.reverse")
    def reverse(self) -> None:
        """Reverse the order."""
        table = focused_table(self._screen)
        if table is not None:
            table.reverse_order()
            self._screen.say("Order reversed")
