"""Ctrl+Z goes to the shell and fg comes back; Ctrl+L draws the screen again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.keys import environment, read_desk
from tests.conftest import ROOT
from tests.terminal.pty import Terminal, copydesk
from tests.terminal.test_shift import stored_notes

pytestmark = pytest.mark.terminal

SEED = str(ROOT / "seeds" / "us-china-russia.txt")
HEADLINE = "The US claims that China"


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A desk on which the seed article has been read."""
    with read_desk() as folder:
        yield folder


@pytest.fixture
def home(folder: Path) -> Path:
    """A data folder of the test's own."""
    return Path(environment(folder, "ansi")["COPYDESK_HOME"])


@pytest.fixture
def shell(home: Path) -> Iterator[Terminal]:
    """A shell with job control in a terminal; the program runs as its job."""
    env = {"COPYDESK_HOME": str(home), "PS1": "shell> "}
    with Terminal(["bash", "--norc", "--noprofile", "-i"], env=env) as term:
        term.wait_for("shell>")
        term.type(" ".join(copydesk(SEED)) + "\r")
        term.wait_for(HEADLINE)
        term.wait_for("│ China is helping")
        yield term


@pytest.mark.action("app.suspend")
def test_ctrl_z_suspends_also_while_a_note_is_written(shell: Terminal, home: Path) -> None:
    shell.press("ctrl+z")
    shell.wait_for(r"Stopped[\s\S]*shell>")
    shell.type("fg\r")
    shell.wait_for(HEADLINE)
    shell.press("n", "a")
    shell.type("half a note")
    shell.wait_for("half a note")
    shell.press("ctrl+z")
    shell.wait_for(r"Stopped[\s\S]*shell>")
    shell.type(f"grep -rl 'half a note' {home} | wc -l | sed 's/^/drafts: /'\r")
    shell.wait_for(r"drafts: [1-9]")
    shell.type("fg\r")
    shell.wait_for("half a note")
    shell.type(", whole")
    shell.press("escape")
    shell.wait_for("saved")
    shell.press("q")
    shell.wait_for("shell> ")
    assert [note["body"] for note in stored_notes(home)] == ["half a note, whole"]
    shell.type("exit\r")
    assert shell.wait_exit() == 0


def test_ctrl_z_in_the_help_comes_back_to_the_help(shell: Terminal) -> None:
    shell.press("?")
    shell.wait_for("Help: Article")
    shell.press("ctrl+z")
    shell.wait_for(r"Stopped[\s\S]*shell>")
    shell.type("fg\r")
    shell.wait_for("Help: Article")
    shell.press("escape")
    shell.wait_for(HEADLINE)
    shell.press("q")
    shell.wait_for("shell> ")


def test_without_a_shell_ctrl_z_says_so(folder: Path) -> None:
    with Terminal(copydesk(SEED), env=environment(folder, "ansi")) as term:
        term.wait_for("│ China is helping")
        term.press("ctrl+z")
        term.wait_for("this login has no shell to go to")
        term.press("q")
        assert term.wait_exit() == 0


@pytest.mark.action("app.redraw")
def test_ctrl_l_takes_away_what_another_program_wrote(folder: Path) -> None:
    with Terminal(copydesk(SEED), env=environment(folder, "ansi")) as term:
        term.wait_for("│ China is helping")
        whole = term.text
        for where in ("", "?"):
            term.press(*where)
            term.pump(0.5)
            before = term.text
            term.show_foreign(b"\x1b7\x1b[5;5HGARBAGE\x1b[24;70HMORE\x1b8")
            assert "GARBAGE" in term.text
            term.press("ctrl+l")
            term.pump(0.5)
            assert term.text == before
        term.press("escape")
        term.wait_for(HEADLINE)
        term.pump(0.3)
        assert term.text == whole
        term.press("q")
        assert term.wait_exit() == 0
