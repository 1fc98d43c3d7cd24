"""docs/tasks.md: every task is done with the keys that the page names, at most six beside the text."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal.pty import Terminal, copydesk

pytestmark = pytest.mark.terminal

MOST_KEYS = 6
ROW = re.compile(r"^\| (?P<task>[^|]+) \| (?P<keys>[^|]+) \| `(?P<shows>[^`]+)` \|$", re.MULTILINE)
NAMES = {"Enter": "enter", "Esc": "escape", "F4": "f4"}


def tasks() -> list[tuple[str, list[str], str]]:
    """Each task, its keys and texts (texts begin with a quotation mark), and what the screen shows afterwards."""
    page = (ROOT / "docs" / "tasks.md").read_text(encoding="utf-8").partition("<!-- tasks -->")[2]
    rows = [each for each in ROW.finditer(page) if not each["task"].startswith(("Task", "---"))]
    return [(each["task"], re.findall(r"`[^`]+`|“[^”]+”", each["keys"]), each["shows"]) for each in rows]


def test_there_are_twelve_and_none_takes_more_than_six_keys() -> None:
    assert len(tasks()) == 12
    for task, keys, _shows in tasks():
        assert sum(key.startswith("`") for key in keys) <= MOST_KEYS, task


def test_every_task_is_done_by_its_keys(tmp_path: Path) -> None:
    folder, home = tmp_path / "wire", tmp_path / "desk"
    folder.mkdir()
    for name in ("silica-mine-plan.txt", "us-china-russia.txt"):
        shutil.copy(ROOT / "seeds" / name, folder / name)
    with Terminal(copydesk("--home", str(home), str(folder)), size=(80, 24)) as term:
        term.wait_for("The US claims")
        term.press("j" if "silica" not in term.text else "G")
        for task, keys, shows in tasks():
            for key in keys:
                if key.startswith("`"):
                    term.press(NAMES.get(key.strip("`"), key.strip("`")))
                    if key == "`E`":
                        term.wait_for("Enter write")  # nothing is written that was not shown
                else:
                    term.type(key.strip("“”"))
            try:
                term.wait_for(shows)
            except AssertionError as error:
                raise AssertionError(f"{task}: {error}") from error
            term.pump(0.8)
        assert not term.exited()
