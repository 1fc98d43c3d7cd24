"""What stops, continues and ends the app in a real terminal, and what is left of it and of the terminal's modes."""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.drops import processes_left, stored_texts
from tests.faults.ssh_drops import not_reset
from tests.terminal.pty import Terminal, copydesk

pytestmark = pytest.mark.terminal

ARTICLE = "Mayor says no\n\n“No,” said Ann Lee, the mayor of Springfield.\n"
NO_HANGUP = ["sh", "-c", "trap '' HUP; \"$@\"; true", "sh"]
"""The leader of a session that ignores its terminal's end, and so does not pass it on."""
SLOW_DISK = """
import os, time
real = os.fdatasync
os.fsync = os.fdatasync = lambda file: time.sleep(120) if os.path.exists(os.environ["STALLED"]) else real(file)
from tui.__main__ import main
main()
"""
"""The app on a disk that stalls while the file $STALLED is there."""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "mayor.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return file


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"COPYDESK_HOME": str(tmp_path / "desk"), "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}


def modes(line: Terminal) -> tuple[int, int]:
    """The terminal's input and local modes."""
    attributes = termios.tcgetattr(line.descriptor)
    return attributes[0], attributes[3]


def wait_until(so: Callable[[], bool], line: Terminal, seconds: float = 60.0) -> None:
    """Wait for something to be so, while the terminal takes what the app writes."""
    until = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < until
        line.pump(0.02)
        time.sleep(0.01)


def test_going_on_starts_nothing_twice_and_gives_the_terminal_back(article: Path, env: dict[str, str]) -> None:
    with Terminal(copydesk(str(article)), env=env, size=(80, 24)) as line:
        before = modes(line)
        line.wait_for("Mayor says no")
        at_work = modes(line)
        assert at_work != before
        for _ in range(3):
            os.kill(line.pid, signal.SIGSTOP)
            attributes = termios.tcgetattr(line.descriptor)  # as a shell does, whose job has stopped
            attributes[0], attributes[3] = before
            termios.tcsetattr(line.descriptor, termios.TCSANOW, attributes)
            line.screen.reset()
            os.kill(line.pid, signal.SIGCONT)
            line.wait_for("Mayor says no")
            line.pump(0.2)
        assert modes(line) == at_work
        line.press("q")
        assert line.wait_exit() == 0
        assert modes(line) == before
        assert not_reset(line.output) == []


def test_a_job_that_was_stopped_goes_on(article: Path, env: dict[str, str]) -> None:
    with Terminal(copydesk(str(article)), env=env, size=(80, 24)) as line:
        before = modes(line)
        line.wait_for(r"3 Quotes \d")  # the first paint alone does not listen to signals yet
        os.kill(line.pid, signal.SIGTSTP)
        wait_until(lambda: modes(line) == before and not_reset(line.output) == [], line)
        os.kill(line.pid, signal.SIGCONT)
        wait_until(lambda: modes(line) != before, line)
        line.wait_for("Mayor says no")
        line.press("q")
        assert line.wait_exit() == 0
        assert modes(line) == before


@pytest.mark.parametrize("wrapper", [[], NO_HANGUP], ids=["alone", "in a session that ignores it"])
def test_a_terminal_that_is_closed_ends_it(wrapper: list[str], article: Path, env: dict[str, str]) -> None:
    with Terminal([*wrapper, *copydesk("--author", "ada", str(article))], env=env, size=(120, 40)) as line:
        line.wait_for(r"3 Quotes 1")
        line.press("a")
        line.wait_for("the article")
        line.type("until it was gone")
        line.wait_for("until it was gone")
        line.hang_up()
        home = Path(env["COPYDESK_HOME"])
        assert processes_left(home, 30) == []
        assert stored_texts(home) == ["until it was gone"]
        assert line.wait_exit() == (0 if wrapper else 129)
        assert "ended by SIGHUP" in (home / "copydesk.log").read_text()


def test_an_editor_that_goes_on_keeps_no_app(article: Path, env: dict[str, str], tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\ntrap '' HUP TERM\ntouch \"$0.at-it\"\nsleep 300 & wait\n")
    editor.chmod(0o700)
    with Terminal(
        copydesk("--author", "ada", str(article)), env={**env, "VISUAL": str(editor)}, size=(120, 40)
    ) as line:
        line.wait_for(r"3 Quotes 1")
        line.press("a")
        line.wait_for("the article")
        line.type("before it was lent")
        line.press("escape")
        line.wait_for(r"4 Notes 1")
        line.send("]")
        line.pump(0.3)
        line.send("e")
        wait_until(Path(f"{editor}.at-it").exists, line)
        line.hang_up()
        assert line.wait_exit(60) == 129
    for pid in processes_left(Path(env["COPYDESK_HOME"]), 0):  # the editor, which no longer keeps anybody
        os.kill(pid, signal.SIGKILL)
    assert stored_texts(Path(env["COPYDESK_HOME"])) == ["before it was lent"]


def test_a_disk_that_stalls_keeps_no_process(article: Path, env: dict[str, str], tmp_path: Path) -> None:
    home, stalled = Path(env["COPYDESK_HOME"]), tmp_path / "stalled"
    command = [sys.executable, "-c", SLOW_DISK, "--author", "ada", str(article)]
    with Terminal(command, env={**env, "STALLED": str(stalled)}, size=(120, 40)) as line:
        line.wait_for(r"3 Quotes 1")
        line.press("a")
        line.wait_for("the article")
        line.type("until it stalled")
        drafts = home / "drafts"
        wait_until(lambda: "until it stalled" in "".join(file.read_text() for file in drafts.glob("*")), line)
        stalled.touch()
        line.type(" and")
        line.wait_for("stalled and")
        line.hang_up()
        assert line.wait_exit(60) == 129
    assert processes_left(home, 30) == []
    assert {text[:16] for text in stored_texts(home)} == {"until it stalled"}


def test_a_signal_that_comes_as_the_terminal_is_opened_gives_it_back(article: Path, env: dict[str, str]) -> None:
    for _ in range(3):
        with Terminal(copydesk(str(article)), env=env) as line:
            before = modes(line)
            while b"?1049h" not in line.output:
                line.pump(0.001)
            os.kill(line.pid, signal.SIGTERM)
            assert line.wait_exit() == 143
            assert modes(line) == before
            assert not_reset(line.output) == []
