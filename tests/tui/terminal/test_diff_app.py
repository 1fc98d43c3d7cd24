"""Whatever is drawn, a terminal that is sent only the changes shows what one that is sent everything shows."""

from __future__ import annotations

import string
from collections.abc import Callable
from functools import partial
from typing import Any

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.terminal.capabilities import TerminalKind
from tui.terminal.diff_app import DiffingApp, _row
from tui.terminal.screen_mirror import Mirror, Row

WIDTH, HEIGHT = 24, 8
STYLES = [
    Style.null(),
    Style(bold=True),
    Style(reverse=True),
    Style(underline=True, color="green"),
    Style(color="#102030", bgcolor="#405060"),
    Style(bgcolor="red"),
    Style(color="default", bgcolor="default"),
]
PIECES = st.tuples(
    st.text(st.sampled_from(string.ascii_lowercase + "     –“”│漢字éß"), min_size=1, max_size=14),
    st.sampled_from(STYLES),
)
LINES: st.SearchStrategy[list[tuple[str, Style]]] = st.one_of(st.just([]), st.lists(PIECES, max_size=5))
STEPS: st.SearchStrategy[list[tuple[str, int, list[Any]]]] = st.lists(
    st.one_of(
        st.tuples(st.just("line"), st.integers(0, HEIGHT - 1), LINES),
        st.tuples(st.just("scroll"), st.integers(-HEIGHT, HEIGHT), st.lists(LINES, min_size=HEIGHT, max_size=HEIGHT)),
        st.tuples(st.just("all"), st.just(0), st.lists(LINES, min_size=HEIGHT, max_size=HEIGHT)),
        st.tuples(st.just("forget"), st.just(0), st.just([])),
    ),
    min_size=1,
    max_size=6,
)


def row(pieces: list[tuple[str, Style]]) -> Row:
    return _row([Strip([Segment(text, style) for text, style in pieces])], WIDTH, TerminalKind())


def paint_plainly(rows: list[Row]) -> str:
    """Every cell, each with its own look: slow, and right."""
    out = ["\x1b[2J"]
    for y, line in enumerate(rows):
        for x, (cell, look) in enumerate(zip(line.cells, line.looks, strict=True)):
            if cell:
                out.append(f"\x1b[{y + 1};{x + 1}H\x1b[0{';' + look if look else ''}m{cell}")
    return "".join(out)


def shown(stream: str) -> list[list[tuple[object, ...]]]:
    """What a terminal shows after `stream`, cell by cell; the colour of letters does not show on a blank."""
    screen = pyte.Screen(WIDTH, HEIGHT)
    screen.reset_mode(pyte.modes.DECAWM)
    pyte.Stream(screen).feed(stream)
    return [[_cell(screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]


def _cell(char: pyte.screens.Char) -> tuple[object, ...]:
    if char.data == " " and not (char.reverse or char.underscore or char.strikethrough):
        return " ", char.bg
    return char.data, char.fg, char.bg, char.bold, char.underscore, char.reverse


@given(STEPS, st.booleans(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_what_is_sent_shows_what_is_meant(steps: list[tuple[str, int, list[Any]]], bce: bool, plain: bool) -> None:
    mirror = Mirror(erases_in_colour=bce, plain=plain)
    rows = [row([]) for _ in range(HEIGHT)]
    sent = mirror.paint(list(rows))
    for kind, number, given_lines in steps:
        if kind == "line":
            rows[number] = row(given_lines)
        elif kind == "all":
            rows = [row(pieces) for pieces in given_lines]
        elif kind == "scroll":
            fresh = [row(pieces) for pieces in given_lines]
            rows = [rows[y + number] if 0 <= y + number < HEIGHT else fresh[y] for y in range(HEIGHT)]
        else:
            mirror.forget()
        sent += mirror.paint(list(rows))
        assert shown(sent) == shown(paint_plainly(rows))
    assert mirror.paint(list(rows)) == "", "what is shown already is not sent"


def text_rows(*lines: str) -> list[Row]:
    return [row([(line, Style.null())]) for line in lines] + [row([])] * (HEIGHT - len(lines))


def test_one_changed_letter_is_one_letter_sent() -> None:
    mirror = Mirror()
    mirror.paint(text_rows("the quick brown fox", "jumps over"))
    assert mirror.paint(text_rows("the quick brown fox", "jumps oven")) == "\x1b[2;10Hn"


def test_a_line_that_became_short_is_erased_not_blanked() -> None:
    mirror = Mirror()
    mirror.paint(text_rows("the quick brown fox"))
    assert mirror.paint(text_rows("the")) == "\x1b[1;4H\x1b[K"


@pytest.mark.parametrize("by", [1, 2, -1, -3])
def test_scrolling_moves_what_is_there(by: int) -> None:
    text = [f"{letter * 12} some words" for letter in string.ascii_letters]
    mirror = Mirror()
    head, foot = "title stays", "foot stays"
    sent = mirror.paint(text_rows(head, *text[5:11], foot))
    after = text_rows(head, *text[5 + by : 11 + by], foot)
    update = mirror.paint(list(after))
    assert shown(sent + update) == shown(paint_plainly(after))
    assert len(update) < 30 + 24 * abs(by)


def test_a_doubtful_line_is_sent_whole_with_the_column_set_behind_each_doubt() -> None:
    mirror = Mirror()
    mirror.paint(text_rows("a 👩‍👩‍👧 b"))
    update = mirror.paint(text_rows("a 👩‍👩‍👧 c"))
    assert update == "\x1b[1H\x1b[Ka\x1b[C👩‍👩‍👧\x1b[1;6Hc"


def test_a_blank_is_sent_in_the_look_at_hand() -> None:
    mirror = Mirror()
    mirror.paint([Row.blank(WIDTH)] * HEIGHT)
    bold = [row([("one", Style(bold=True)), (" ", Style.null()), ("two", Style(bold=True))]), *[row([])] * (HEIGHT - 1)]
    assert mirror.paint(bold) == "\x1b[1H\x1b[1mone two"


async def test_after_a_stay_in_the_shell_everything_is_sent_again() -> None:
    app = DiffingApp[None]()
    returns: tuple[Callable[[], None], ...] = (partial(app.app_resume_signal.publish, app), app.redraw)
    async with app.run_test():
        for happens in returns:
            app.mirror.paint([Row.blank(WIDTH)] * HEIGHT)
            happens()
            assert app.mirror.rows is None
