"""The order of a table in words. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from widgets.tables.columns import Column


def label_of(column: Column) -> str:
    """What a column is called in the line that asks for one; "" for a column of signs."""
    return (column.name or column.title or (column.key if column.min_cells > 1 else "")).casefold()


def order_in_words(column: Column | None, reverse_key: str, *, reverse: bool) -> str:
    """By which column a table is sorted, None for the order of the text, and the key that reverses the order."""
    name = label_of(column) if column is not None else "text order"
    first = ", most first" if column is not None and column.largest_first and not reverse else ""
    return f"By {name}{first} · {reverse_key} reverses"
