"""The short form of `tests.faults.drops`, and two real apps on one data folder."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal.pty import Terminal, copydesk

pytestmark = pytest.mark.terminal


def test_a_dropped_line_loses_no_more_than_it_may() -> None:
    command = [sys.executable, "-m", "tests.faults.drops", "--drops", "4", "--first", "1"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 drops, 0 bad" in done.stdout


def test_two_apps_on_one_folder_see_each_other_and_their_notes_within_two_seconds(tmp_path: Path) -> None:
    article = tmp_path / "short.txt"
    article.write_text("Mayor says no\n\n“No,” said Ann Lee, the mayor of Springfield.\n", encoding="utf-8")
    env = {"COPYDESK_HOME": str(tmp_path / "desk")}
    size = (120, 40)
    with (
        Terminal(copydesk("--author", "ada", str(article)), size=size, env=env) as ada,
        Terminal(copydesk("--author", "bob", str(article)), size=size, env=env) as bob,
    ):
        for one, other in ((ada, "bob"), (bob, "ada")):
            one.wait_for(r"3 Quotes \(1\)")
            one.wait_for(f"4 Notes .*with {other}")
        ada.press("a")
        ada.wait_for("the article")
        ada.type("from ada")
        ada.press("escape")
        ada.wait_for("saved")
        saved = time.monotonic()
        bob.wait_for(r"4 Notes \(1\)")
        assert time.monotonic() - saved < 2.0
        assert "from ada" in bob.text
        bob.press("u")
        bob.wait_for("nothing to undo")
        ada.press("q")
        assert ada.wait_exit() == 0
        bob.wait_for("left the desk: ada")
