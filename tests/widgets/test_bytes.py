"""Through a real pty at 80x24: what reaches the terminal is little, and right."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator

import pytest

from tests.terminal.pty import Terminal
from tests.tui.terminal.test_diff_app import _cell

pytestmark = pytest.mark.terminal
STEPS = ("jjjj", "kk", "n", "nn", "f", "mm", "vv", "/", "l", "k", "s", "dd", "tt", "a", "hello", "sn", "s")
MAX_GREY_STEP = 5
"""How far of 255 the greys that xterm has numbers for are from those between them."""


def host(*options: str) -> Terminal:
    return Terminal([sys.executable, "-m", "tests.widgets.host", *options])


@pytest.fixture
def ansi() -> Iterator[Terminal]:
    with host("lean", "ansi") as terminal:
        settle(terminal, "Wednesday")
        yield terminal


def settle(terminal: Terminal, pattern: str) -> None:
    terminal.wait_for(pattern)
    quiet = 0
    while quiet < 3:
        before = len(terminal.output)
        terminal.pump(0.05)
        quiet = quiet + 1 if len(terminal.output) == before else 0


def cost(terminal: Terminal, key: str) -> int:
    """How many bytes the app sends for a key."""
    before = len(terminal.output)
    terminal.press(key)
    deadline = time.monotonic() + 3
    seen, since = before, time.monotonic()
    while time.monotonic() < deadline and time.monotonic() - since < 0.15:
        terminal.pump(0.05)
        if len(terminal.output) != seen:
            seen, since = len(terminal.output), time.monotonic()
    return len(terminal.output) - before


def like(colour: object, other: object) -> bool:
    """Whether two colours are greys of which one is sent in place of the other, by its number."""
    first, second = (re.fullmatch(r"([0-9a-f]{2})\1\1", str(each)) for each in (colour, other))
    return first is not None and second is not None and (abs(int(first[1], 16) - int(second[1], 16)) <= MAX_GREY_STEP)


def test_the_terminal_shows_what_textual_would_show() -> None:
    with host("lean") as lean, host("plain") as plain:
        for terminal in (lean, plain):
            settle(terminal, "Wednesday")
        assert len(lean.output) < len(plain.output) / 2
        for keys in STEPS:
            for terminal in (lean, plain):
                terminal.type(keys)
            for terminal in (lean, plain):
                settle(terminal, "q back")
            assert lean.text == plain.text, keys
            for y in range(24):
                row, expected = ([_cell(t.screen.buffer[y][x]) for x in range(80)] for t in (lean, plain))
                for cell, other in zip(row, expected, strict=True):
                    assert cell[0] == other[0], (keys, y)
                    assert cell[2:] == other[2:], (keys, y)
                    assert cell[1] == other[1] or (len(cell) > 2 and like(cell[1], other[1])), (keys, y)
        assert len(lean.output) < len(plain.output) / 3


def test_the_budget_of_every_key(ansi: Terminal) -> None:
    assert len(ansi.output) < 6_000
    costs = {key: [cost(ansi, key) for key in keys] for key, keys in (("scroll", "jjjjkk"), ("quote", "n"))}
    ansi.press("s")
    settle(ansi, "2 Actors")
    costs |= {"actor": [cost(ansi, "d") for _ in range(3)], "tab": [cost(ansi, "t") for _ in range(3)]}
    ansi.press("a")
    settle(ansi, "Liu Pengyu says")
    ansi.pump(0.5)
    idle = len(ansi.output)
    ansi.pump(1)
    assert len(ansi.output) == idle, "nothing is sent when nothing happens"
    costs["type"] = [cost(ansi, key) for key in "hello"]
    limits = {"scroll": 250, "quote": 1_200, "tab": 300, "actor": 450, "type": 100}
    assert all(sum(sent) > 0 for sent in costs.values())
    assert {name: max(sent) for name, sent in costs.items() if max(sent) > limits[name]} == {}


def test_a_resize_storm_ends_with_the_right_screen(ansi: Terminal) -> None:
    ansi.press("j", "j", "n")
    for size in ((200, 50), (20, 5), (80, 24), (41, 13), (80, 24)):
        ansi.resize(*size)
        ansi.pump(0.05)
    settle(ansi, "1 Article")
    with host("plain", "ansi") as plain:
        settle(plain, "Wednesday")
        plain.press("j", "j", "n")
        settle(plain, "quote q1")
        assert ansi.text == plain.text
