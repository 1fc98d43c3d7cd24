"""The short form of `tests.faults.drops`, and two real apps on one data folder."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tests.faults.drops import SEED, dropped, stored_texts
from tests.terminal.pty import Terminal, copydesk

pytestmark = pytest.mark.terminal


def test_a_dropped_line_loses_no_more_than_it_may() -> None:
    assert "4 drops, 0 bad" in dropped("--drops", "4")


@pytest.mark.parametrize(("how", "code"), [("closed", 129), ("SIGTERM", 143)])
def test_a_terminal_that_stalls_stops_neither_drafts_nor_the_end(how: str, code: int, tmp_path: Path) -> None:
    home, typed = tmp_path / "desk", "the minister did not say when " * 5
    with Terminal(copydesk("--author", "ada", str(SEED)), env={"COPYDESK_HOME": str(home)}, size=(120, 40)) as line:
        line.wait_for(r"4 Notes 0")
        for key in "Gg" * 40 + "a":  # and nobody reads what the app answers
            line.send(key)
            time.sleep(0.03)
        time.sleep(0.5)
        for character in typed:
            line.send(character)
            time.sleep(0.004)
        until = time.monotonic() + 60
        while typed not in "".join(path.read_text() for path in (home / "drafts").glob("*")):
            time.sleep(0.1)
            assert time.monotonic() < until, "the draft stopped"
        if how == "closed":
            line.hang_up()
        else:
            os.kill(line.pid, signal.SIGTERM)
            time.sleep(1)
        assert line.wait_exit() == code
    assert stored_texts(home) == [typed]


def test_two_apps_on_one_folder_see_each_other_and_their_notes_within_two_seconds(tmp_path: Path) -> None:
    """Two seconds on a machine that has time for both: a later note is given another try."""
    article = tmp_path / "short.txt"
    article.write_text("Mayor says no\n\n“No,” said Ann Lee, the mayor of Springfield.\n", encoding="utf-8")
    env = {"COPYDESK_HOME": str(tmp_path / "desk")}
    size = (120, 40)
    with (
        Terminal(copydesk("--author", "ada", str(article)), size=size, env=env) as ada,
        Terminal(copydesk("--author", "bob", str(article)), size=size, env=env) as bob,
    ):
        for one, other in ((ada, "bob"), (bob, "ada")):
            one.wait_for(r"3 Quotes 1")
            one.wait_for(f"4 Notes .*with {other}")
        took: list[float] = []
        while not took or (took[-1] > 2.0 and len(took) < 5):
            ada.press("a")
            ada.wait_for("the article")
            ada.type(f"from ada, {len(took)}")
            ada.press("escape")
            ada.wait_for(rf"4 Notes {len(took) + 1}")
            saved = time.monotonic()
            bob.wait_for(rf"4 Notes {len(took) + 1}")
            took.append(time.monotonic() - saved)
        assert took[-1] <= 2.0, took
        assert "from ada, 0" in bob.text
        bob.press("u")
        bob.wait_for("nothing to undo")
        ada.press("q")
        assert ada.wait_exit() == 0
        bob.wait_for("left the desk: ada")
