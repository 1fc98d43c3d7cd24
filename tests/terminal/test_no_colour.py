"""NO_COLOR (https://no-color.org): no colour is sent, and every state can still be told from the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.pty import Terminal, copydesk

pytestmark = pytest.mark.terminal

_LOOK = re.compile(rb"\x1b\[([0-9;:]*)m")
_ATTRIBUTES = {"", *(str(number) for number in (0, 1, 2, 3, 4, 7, 9, 22, 23, 24, 27, 29))}
"""What SGR may say without saying a colour: https://ecma-international.org/publications-and-standards/standards/ecma-48/"""


@pytest.fixture
def term(tmp_path: Path, seed: Path) -> Iterator[Terminal]:
    """The seed article, read, with NO_COLOR set."""
    command = ["env", "NO_COLOR=1", *copydesk("--home", str(tmp_path), str(seed))]
    with Terminal(command, size=(80, 24)) as term:
        term.wait_for("n/N quote")
        term.wait_for("│")
        yield term


def looks(term: Terminal, words: str) -> set[str]:
    """How the first appearance of `words` below the title is drawn."""
    y, line = next((y, line) for y, line in enumerate(term.screen.display) if y and words in line)
    cell = term.screen.buffer[y][line.index(words)]
    kinds = {"bold": cell.bold, "underline": cell.underscore, "reverse": cell.reverse, "italic": cell.italics}
    assert cell.fg == cell.bg == "default"
    return {name for name, on in kinds.items() if on}


def test_every_state_is_reported_without_colour(term: Terminal) -> None:
    term.wait_for("│ The US claims")
    term.pump(0.3)  # the rest of that update
    assert looks(term, "Photo:") == set()
    assert looks(term, "Lavrov (tv)") == {"bold"}, "a mention"
    assert looks(term, "biggest military") == set(), "a paraphrase: the bar in the margin says so"
    term.press("n")
    term.wait_for("Quote 1/")
    assert looks(term, "helping Russia") >= {"underline", "reverse"}, "the quote at hand"
    term.press("/")
    term.type("foreign")
    term.press("enter")
    term.wait_for(r"Match 1/")
    term.wait_for("next match")
    term.pump(0.3)
    assert looks(term, "Foreign Minister Sergey") == {"bold", "underline", "reverse"}, "the match at hand"
    assert looks(term, "Foreign Minister Wang") >= {"reverse"}, "another match"
    assert "underline" not in looks(term, "Foreign Minister Wang")
    term.press("escape")
    term.pump(0.5)  # a key right behind Escape would be Alt and that key
    term.press("n", "f")
    term.type("who counted?")
    term.press("escape")
    term.wait_for("saved")
    term.press("4")
    term.wait_for("fact-check +open")
    assert looks(term, "fact-check") >= {"reverse"}, "the row at hand"
    assert looks(term, "►4 Notes") >= {"bold", "reverse"}, "the pane with the keyboard"
    term.press("s")
    term.wait_for("fact-check +verif")
    term.press("3")
    term.wait_for("►3 Quotes")
    assert re.search(r"~ +○ US officials", term.text), "a kind is a sign, and so is a speaker without a name"
    term.press("w")
    term.pump(0.3)
    term.type("Jane Doe")
    term.press("enter")
    term.wait_for(r"[●○] Jane Doe \*")
    parameters = {part.decode() for look in _LOOK.findall(term.output) for part in re.split(rb"[;:]", look)}
    assert parameters <= _ATTRIBUTES, "a colour was sent"
