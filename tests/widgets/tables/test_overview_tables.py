"""Bars made of characters, and the tables of counts and findings."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from widgets.tables.bars_table import BarRow, BarsTable
from widgets.tables.findings import ArticleFindingsTable, FindingRow, FindingsTable
from widgets.tables.table import Table
from widgets.text.chart import PARTS, bar


class Host(App[None]):
    """An app with one table."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table

    def compose(self) -> ComposeResult:
        yield self._table


def test_bars() -> None:
    assert bar((2, 1, 1), 4, 8) == "████▒▒░░"
    assert bar((0, 0, 1), 100, 10) == "░"
    assert bar((0, 0, 0), 4, 8) == bar((1, 0, 0), 0, 8) == ""


@settings(max_examples=200, deadline=None)
@given(st.tuples(*[st.integers(0, 10**6)] * 3), st.integers(0, 10**6), st.integers(1, 200))
def test_a_bar_is_as_long_as_its_share_and_shows_what_is_not_nothing(
    parts: tuple[int, int, int], more: int, width: int
) -> None:
    total, most = sum(parts), sum(parts) + more
    drawn = bar(parts, most, width)
    assert len(drawn) <= width
    assert bool(drawn) == bool(total)
    if len(drawn) > 1:
        assert abs(len(drawn) - width * total / most) <= 0.5 + 1e-9
    for glyph, part in zip(PARTS, parts, strict=True):
        assert part or glyph not in drawn
    assert drawn == "".join(sorted(drawn, key=PARTS.index))


async def test_findings_are_sorted_by_gravity_and_line() -> None:
    rows = [
        FindingRow("a", "Story", "10:1", "note", "r", "m"),
        FindingRow("b", "Story", "9:12", "error", "r", "m"),
        FindingRow("c", "Story", "", "warning", "r", "m"),
    ]
    for table in (FindingsTable(), ArticleFindingsTable()):
        async with Host(table).run_test(size=(80, 10)):
            table.show(rows)
            table.sort_by("severity")
            assert [row.key for row in table.rows] == ["b", "c", "a"]
            table.sort_by("place")
            assert [row.key for row in table.rows] == ["b", "a", "c"]
            assert ("Story" in table.rows[0].cells) == (type(table) is FindingsTable)


async def test_counts_are_sorted_as_numbers() -> None:
    table = BarsTable()
    async with Host(table).run_test(size=(80, 10)):
        table.show([BarRow("a", "A", 2, 1000, 83.3, (1000, 0, 0)), BarRow("b", "B", 10, 200, 16.7, (0, 0, 200))])
        assert [row.cells[4] for row in table.rows] == ["█" * 24, "░" * 5]
        table.sort_by("words")
        assert [row.cells[2] for row in table.rows] == ["1,000", "200"]
        table.sort_by("quotes")
        assert [row.key for row in table.rows] == ["b", "a"]
