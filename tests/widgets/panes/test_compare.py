"""The comparison pane: signs on every line, pairs beside each other where there is room, nothing a terminal obeys."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from extract.span import Span
from widgets.panes.compare import MIN_SIDE_BY_SIDE_CELLS, ComparePane, Pair, Row

ROWS: Sequence[Row | Pair] = (
    Row("Changes", look="heading"),
    Row("the same " * 30, look="faint"),
    Row("came", "+", "added", stop=True),
    Pair(Row("was " * 20, "~-", "removed"), Row("is " * 20, "~+", "added"), stop=True),
    *(Row(f"line {number}") for number in range(60)),
    Row("went", "-", "removed", stop=True),
)


class Host(App[None]):
    """The pane alone."""

    def compose(self) -> ComposeResult:
        yield ComparePane(id="compare")


@asynccontextmanager
async def shown(rows: Sequence[Row | Pair], size: tuple[int, int] = (80, 24)) -> AsyncIterator[ComparePane]:
    app = Host()
    async with app.run_test(size=size) as pilot:
        pane = app.query_one(ComparePane)
        pane.show(rows)
        await pilot.pause()
        yield pane


def lines(pane: ComparePane) -> list[str]:
    return [pane.render_line(y).text for y in range(pane.size.height)]


async def test_every_line_of_a_row_has_its_sign() -> None:
    async with shown([Row("one two three " * 20, "+", "added")]) as pane:
        drawn = [line for line in lines(pane) if line.strip()]
        assert len(drawn) > 3
        assert all(line.startswith("+  ") for line in drawn)
        assert " ".join(line[3:].strip() for line in drawn) == ("one two three " * 20).strip()


@pytest.mark.parametrize("width", [40, MIN_SIDE_BY_SIDE_CELLS - 1, MIN_SIDE_BY_SIDE_CELLS, 200])
async def test_a_pair_is_side_by_side_where_there_is_room(width: int) -> None:
    async with shown([Pair(Row("before", "~-", "removed"), Row("after", "~+", "added"))], (width, 10)) as pane:
        first, second = lines(pane)[:2]
        if width >= MIN_SIDE_BY_SIDE_CELLS:
            assert first.index("~- before") == 0
            assert first.index("~+ after") == width // 2
        else:
            assert (first.rstrip(), second.rstrip()) == ("~- before", "~+ after")
        assert all(len(line) == width for line in lines(pane))


async def test_scrolling_and_jumping() -> None:
    async with shown(ROWS) as pane:
        assert pane.place == "top"
        assert pane.step(1)
        assert lines(pane)[0].startswith("+  came")
        assert pane.step(1)
        assert lines(pane)[0].startswith("~- was")
        assert pane.step(-1)
        assert lines(pane)[0].startswith("+  came")
        assert not pane.step(-1)
        pane.go_bottom()
        assert pane.place == "end"
        assert lines(pane)[-1].startswith("-  went")
        assert not pane.step(1)
        pane.scroll_pages(-1)
        assert pane.place.endswith("%")


async def test_rows_put_above_do_not_move_what_is_read() -> None:
    async with shown(ROWS) as pane:
        pane.step(1)
        pane.show([Row("new"), Row("rows"), *ROWS], added_above=2)
        assert lines(pane)[0].startswith("+  came")
        pane.show(ROWS)
        assert lines(pane)[0].strip() == "Changes"


async def test_another_width_keeps_the_row_at_the_top() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.query_one(ComparePane)
        pane.show(ROWS)
        await pilot.pause()
        pane.step(1)
        for width in (120, 50):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            assert lines(pane)[0].startswith("+  came")


async def test_what_changed_in_a_row_stands_out() -> None:
    async with shown([Row("in May", "~-", "removed", (Span(3, 6),))]) as pane:
        strong = [s.text for s in pane.render_line(0) if s.style is not None and s.style.underline]
        assert strong == ["May"]


async def test_nothing_in_a_text_reaches_the_terminal_as_a_command() -> None:
    hostile = "a\x1b]0;x\x07b\u202ec\x00d\te\r\nf"
    async with shown([Row(hostile, "+", "added", (Span(0, 4),)), Pair(Row(hostile), Row(hostile))]) as pane:
        drawn = "".join(lines(pane))
        assert not set(drawn) & set("\x1b\x07\u202e\x00\t\r\n")
        assert "a␛]0;x␇b" in drawn


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.text("ab 漢\u0301\n\x1b", max_size=30), max_size=4),
    st.integers(20, 130),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=3),
)
async def test_any_rows_are_drawn_at_any_width(texts: list[str], width: int, marks: list[tuple[int, int]]) -> None:
    strong = tuple(Span(min(pair), max(pair)) for pair in marks)
    rows = [Pair(Row(text, "~-", "removed", strong), Row(text, "~+", "added", strong)) for text in texts]
    async with shown(rows, (width, 12)) as pane:
        assert all(pane.render_line(y).cell_length == width for y in range(12))
        pane.go_bottom()
        assert all(pane.render_line(y).cell_length == width for y in range(12))
