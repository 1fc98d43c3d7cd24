"""Keys that come before or while a screen is built wait for it: none is lost, none runs on half a screen."""

from __future__ import annotations

import os
import signal
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.keys import environment, read_desk
from tests.conftest import ROOT
from tests.faults.keys import stopped_openings
from tests.terminal.pty import Terminal, copydesk
from tests.terminal.test_shift import stored_notes

pytestmark = pytest.mark.terminal

SEED = str(ROOT / "seeds" / "us-china-russia.txt")
STOPS = 10


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A desk on which the seed article has been read."""
    with read_desk() as folder:
        yield folder


def test_words_typed_at_the_start_are_a_note(folder: Path) -> None:
    env = environment(folder, "ansi")
    with Terminal(copydesk(SEED), env=env) as term:
        term.send_bytes(b"nnnnfnumbers? due June\x1b")
        term.wait_for("saved")
        term.press("q")
        assert term.wait_exit() == 0
    (note,) = stored_notes(Path(env["COPYDESK_HOME"]))
    assert (note["type"], note["body"]) == ("fact-check", "numbers? due June")
    assert note["about"]["kind"] == "mixed", "that of the fourth quote"


def test_keys_wait_for_the_reading_of_an_article_never_read(tmp_path: Path) -> None:
    with Terminal(copydesk("--home", str(tmp_path / "desk"), SEED)) as term:
        term.send_bytes(b"nnnnfnumbers?")
        term.wait_for(r"fact-check: [\s\S]*numbers\?")
        term.press("escape")
        term.wait_for("saved")
        term.press("q")
        assert term.wait_exit() == 0
    assert [note["body"] for note in stored_notes(tmp_path / "desk")] == ["numbers?"]


def test_keys_that_wait_can_be_dropped(tmp_path: Path) -> None:
    with Terminal(copydesk("--home", str(tmp_path / "desk"), SEED)) as term:
        term.wait_for("►1 ")
        term.send_bytes(b"nnf")
        term.wait_for(r"waits until this is done · Ctrl\+C drops it|Quote 2/|Quote 2/")
        term.press("ctrl+c")
        term.press("q")
        term.pump(0.5)
        if not term.exited():
            term.press("escape", "q")
        assert term.wait_exit() == 0


def test_no_key_is_lost_while_the_process_is_stopped(folder: Path) -> None:
    faults = stopped_openings(folder, STOPS)
    assert faults == []


def test_a_stop_in_the_middle_of_a_key_keeps_the_order(folder: Path) -> None:
    env = environment(folder, "ansi")
    with Terminal(copydesk(SEED), env=env) as term:
        term.wait_for("│ China is helping")
        term.pump(1)
        term.send_bytes(b"nf")
        os.kill(term.pid, signal.SIGSTOP)
        term.send_bytes(b"one\x1bnftwo\x1b")
        time.sleep(1.3)
        os.kill(term.pid, signal.SIGCONT)
        term.pump(2)
        term.press("q")
        assert term.wait_exit() == 0
    assert [note["body"] for note in stored_notes(Path(env["COPYDESK_HOME"]))] == ["one", "two"]


def early(env: dict[str, str]) -> Iterator[Terminal]:
    """The app just after its start, when it takes keys but has no screen; a busy machine may miss that moment."""
    for _ in range(10):
        with Terminal(copydesk(SEED), env=env) as term:
            before = termios.tcgetattr(term.descriptor)
            term.wait_for_keys()
            term.pump(0.001)
            if b"\x1b[?1049h" not in term.output:
                yield term
                assert termios.tcgetattr(term.descriptor) == before, "the terminal is given back as it was"
                return
    raise AssertionError("no key was taken before the screen was begun")


def test_keys_that_a_terminal_obeys_itself_wait_too(folder: Path) -> None:
    env = environment(folder, "ansi")
    for term in early(env):
        term.send_bytes(b"nnnnnn\x15f\x13numbers\x7f?\x1b")  # Ctrl+U, Ctrl+S, Backspace
        term.pump(0.5)
        term.send_bytes(b"\x11")  # Ctrl+Q
        assert term.wait_exit() == 0
    (note,) = stored_notes(Path(env["COPYDESK_HOME"]))
    assert note["body"] == "number?"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_before_the_screen_gives_the_terminal_back(number: int, code: int, folder: Path) -> None:
    for term in early(environment(folder, "ansi")):
        os.kill(term.pid, number)
        assert term.wait_exit() == code


def test_a_source_that_cannot_be_opened_gives_the_terminal_back(tmp_path: Path) -> None:
    with Terminal(copydesk(str(tmp_path / "missing.txt"))) as term:
        before = termios.tcgetattr(term.descriptor)
        assert term.wait_exit() != 0
        assert termios.tcgetattr(term.descriptor) == before
