"""The whole path with the keyboard alone in a real tmux: open, step to a quote, annotate, quit, start again, export."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed (.ci/run installs it)"),
]


class Tmux:
    """One tmux server with one window of a given size."""

    def __init__(self, columns: int, rows: int) -> None:
        self._socket = f"copydesk-{uuid.uuid4().hex[:8]}"
        self._run("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows), "-s", "t", "sh")
        self.send("PS1='$ '", "Enter")

    def _run(self, *args: str) -> str:
        # An explicit environment: pytest loads readline, which puts COLUMNS and LINES into the one a child inherits.
        done = subprocess.run(
            ["tmux", "-L", self._socket, *args], check=True, capture_output=True, text=True, env=dict(os.environ)
        )
        return done.stdout

    def send(self, *keys: str) -> None:
        """Press keys by tmux's names; words are typed."""
        self._run("send-keys", "-t", "t", *keys)

    def screen(self) -> str:
        """What is on the screen."""
        return self._run("capture-pane", "-p", "-t", "t")

    def wait_for(self, words: str, seconds: float = 40.0) -> str:
        """Wait until `words` are on the screen; return the screen."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if words in (screen := self.screen()):
                return screen
            time.sleep(0.1)
        raise AssertionError(f"never saw {words!r} on:\n{self.screen()}")

    def press_until(self, key: str, words: str, seconds: float = 40.0) -> None:
        """Press `key` again and again, at a person's pace, until `words` are on the screen."""
        until = time.monotonic() + seconds
        while words not in self.screen():
            assert time.monotonic() < until, f"never saw {words!r} on:\n{self.screen()}"
            self.send(key)
            time.sleep(0.3)

    def close(self) -> None:
        """End the server and all in it."""
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run("kill-server")


@pytest.fixture(params=[(80, 24), (200, 50)], ids=["80x24", "200x50"])
def tmux(request: pytest.FixtureRequest) -> Iterator[Tmux]:
    window = Tmux(*request.param)
    yield window
    window.close()


@pytest.mark.action("note.add")
def test_annotate_quit_come_back_export(tmux: Tmux, tmp_path: Path) -> None:
    command = f"cd {ROOT}; COPYDESK_HOME={tmp_path / 'desk'} {sys.executable} -m tui seeds/*.txt"
    tmux.send(command, "Enter")
    tmux.wait_for("The US claims that China")
    tmux.send("G", "Enter")
    tmux.wait_for("4 Notes")
    tmux.press_until("n", "Quote 1/")
    tmux.press_until("n", "· direct · Liu Pengyu")
    tmux.send("a")
    tmux.wait_for("►4 Notes")
    tmux.send("Ask for the full text", "Escape")
    tmux.wait_for("saved")
    tmux.send("q")
    tmux.wait_for("border")
    tmux.send("q")
    tmux.wait_for("$ ")
    tmux.send("clear; " + command, "Enter")
    tmux.wait_for("The US claims that China")
    tmux.send("G", "Enter")
    tmux.wait_for("4 Notes")
    tmux.send("4")
    tmux.wait_for("Ask for the full text")
    tmux.send("E")
    tmux.wait_for("new file")
    tmux.send("Enter")
    tmux.wait_for("exported to")
    (file,) = (tmp_path / "desk/exports").iterdir()
    exported = file.read_text(encoding="utf-8")
    assert re.search(r"(?m)^> \W{0,3}We encourage the American side to refrain from slandering", exported)
    assert "Said by **Liu Pengyu**" in exported
    assert "Ask for the full text" in exported
