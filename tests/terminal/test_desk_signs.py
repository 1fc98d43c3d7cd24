"""The desk without colour, and without Unicode: every state can be told by its sign or word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.line.desk_keys import full_desk
from tests.terminal.pty import Terminal, copydesk

pytestmark = pytest.mark.terminal


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A desk with articles read and unread, and notes late and due."""
    with full_desk() as folder:
        yield folder / "desk"


@pytest.mark.parametrize(
    ("setting", "signs"),
    [
        ("NO_COLOR=1", {"unread": "•", "here": "►", "selected": "▸", "later": "◆", "quote": "● “"}),
        ("LC_ALL=C", {"unread": "*", "here": ">", "selected": ">", "later": "*", "quote": '* "'}),
    ],
    ids=["no-color", "ascii"],
)
def test_every_state_of_the_desk_has_a_sign(home: Path, setting: str, signs: dict[str, str]) -> None:
    with Terminal(["env", setting, *copydesk("--home", str(home))], size=(80, 24)) as term:
        term.wait_for(r"speakers")
        term.wait_for(r"1 Due 5 .* 1 late")
        lines = term.screen.display
        late = next(line for line in lines if "late 2 h" in line)
        assert late.lstrip(" ▸>").startswith("! late 2 h"), "what is late"
        assert any(line.startswith(f" {signs['later']} tomorrow") for line in lines), "what is due later"
        title = next(y for y, line in enumerate(lines) if "2 Articles" in line)
        assert f"{signs['here']}2 Articles" in lines[title], "where the keyboard is"
        assert term.screen.buffer[title][4].reverse
        rows = lines[title + 1 : title + 10]
        assert {row[1] for row in rows} == {" ", signs["unread"]}, "read and unread"
        assert any("1 late" in row for row in rows)
        assert any("1 open" in row for row in rows)
        assert term.screen.buffer[title + 1][20].reverse, "the selected row, the keyboard is here"
        assert any(f" {signs['quote']}" in line for line in lines), "a speaker with a name, and the words in marks"
        term.press("1")
        term.wait_for(f"{signs['here']}1 Due")
        assert term.screen.display[title + 1].startswith(signs["selected"]), "the selected row, the keyboard elsewhere"
        colours = {(cell.fg, cell.bg) for line in term.screen.buffer.values() for cell in line.values()}
        assert colours == {("default", "default")} or setting != "NO_COLOR=1"
        term.press("ctrl+q")
        term.wait_exit()
