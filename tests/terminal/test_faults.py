"""What goes wrong in a real terminal: one line and a code, or a desk that works and says what it cannot do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from store.notes.notebook import Notebook
from tests.conftest import ROOT
from tests.terminal.pty import Terminal, copydesk
from tui.screens.key_intake import PAUSE_SECONDS

pytestmark = pytest.mark.terminal

MORTAL = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
"""Root may write anywhere; without these capabilities it is held to file modes like anyone else."""

needs_modes = pytest.mark.skipif(
    os.geteuid() == 0 and shutil.which("setpriv") is None, reason="root ignores file modes and setpriv is missing"
)


def refused(*args: str, env: dict[str, str] | None = None, prefix: list[str] | None = None) -> tuple[int, str]:
    """Run the app in a terminal where it must refuse: the exit code and all it wrote."""
    with Terminal([*(prefix or []), *copydesk(*args)], env=env) as terminal:
        code = terminal.wait_exit()
        return code, terminal.output.decode()


def one_line(output: str) -> str:
    """The single line of `output`."""
    lines = [line for line in output.replace("\r", "").split("\n") if line]
    assert len(lines) == 1, output
    assert "\x1b" not in lines[0]
    return lines[0]


def test_a_dumb_terminal_is_refused() -> None:
    code, output = refused("seeds", env={"TERM": "dumb"})
    assert code == 1
    assert "TERM" in one_line(output)


def test_no_terminal_is_refused() -> None:
    done = subprocess.run(copydesk("seeds"), capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 1
    assert "terminal" in one_line(done.stderr)
    assert done.stdout == ""


def test_sources_that_are_none(tmp_path: Path) -> None:
    binary = tmp_path / "a.txt"
    binary.write_bytes(b"\x7fELF\x02\x01\x01" + bytes(200))
    empty = tmp_path / "empty"
    empty.mkdir()
    hostile = "no\x1b]0;owned\x07\u202esuch.txt"
    for source, words in (
        (str(tmp_path / "gone.txt"), "gone.txt: No such file"),
        (str(binary), "a.txt: looks binary"),
        (str(empty), "no articles"),
        (hostile, "such.txt"),
        ("https://", "not a URL"),
    ):
        code, output = refused(source)
        assert code == 1
        assert words in one_line(output)


@needs_modes
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("x")
    secret.chmod(0)
    code, output = refused(str(secret), prefix=MORTAL)
    assert code == 1
    assert "permission denied" in one_line(output).lower()


@needs_modes
def test_a_read_only_data_folder_is_a_working_desk_that_says_so(tmp_path: Path, seed: Path) -> None:
    home = tmp_path / "desk"
    home.mkdir()
    home.chmod(0o555)
    command = [*MORTAL, *copydesk(str(seed))]
    with Terminal(command, size=(120, 40), env={"COPYDESK_HOME": str(home)}) as terminal:
        terminal.wait_for("read-only")
        terminal.wait_for(r"3 Quotes 14")
        terminal.press("n")
        terminal.wait_for("Quote 1/")
        terminal.press("a")
        terminal.wait_for("read-only, no notes")
        terminal.pump(PAUSE_SECONDS * 1.5)  # a key right behind the refused one is ignored
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert list(home.iterdir()) == []


def test_a_url_that_cannot_be_fetched_ends_with_one_line() -> None:
    with Terminal(copydesk("http://127.0.0.1:9/a")) as terminal:
        assert terminal.wait_exit() == 1
        last = terminal.output.decode().replace("\r", "").rstrip().split("\n")[-1]
    assert "copydesk: " in last
    assert "127.0.0.1" in last
    assert "Traceback" not in last


def test_an_article_that_drives_terminals_does_not_drive_this_one(tmp_path: Path) -> None:
    article = tmp_path / "evil.txt"
    article.write_text(
        "Head\x1b]0;owned\x07line\n\n\x1b[2J\x1b[31m“No,” said \u202eAnn\u202c Lee.\n\x9b31m\n", encoding="utf-8"
    )
    with Terminal(copydesk(str(article))) as terminal:
        terminal.wait_for("Ann")
        terminal.pump(1)
        assert b"owned\x07" not in terminal.output
        assert b"\x1b[2J\x1b[31m" not in terminal.output
        assert "\u202e".encode() not in terminal.output
        assert "\x9b".encode() not in terminal.output
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_piped_text_is_read_and_keys_still_come_from_the_terminal(tmp_path: Path) -> None:
    command = f"printf 'Mayor says no\\n\\n\"No,\" said Ann Lee, the mayor.\\n' | {sys.executable} -m tui -"
    with Terminal(["sh", "-c", command]) as terminal:
        terminal.wait_for("Mayor says no")
        terminal.press("q")
        assert terminal.wait_exit() == 0


@pytest.mark.parametrize("number", [1, 15], ids=["SIGHUP", "SIGTERM"])
def test_a_signal_saves_the_note_being_written(number: int, tmp_path: Path, seed: Path) -> None:
    home = tmp_path / "desk"
    with Terminal(copydesk(str(seed)), env={"COPYDESK_HOME": str(home)}) as terminal:
        terminal.wait_for("The US claims")
        terminal.pump(2)
        terminal.press("a")
        terminal.wait_for("4 Notes")
        terminal.type("typed until the line dropped")
        terminal.wait_for("line dropped")
        os.kill(terminal.pid, number)
        assert terminal.wait_exit() == 128 + number
    book = Notebook.open(home, author="ada", announce=False)
    assert [note.body for note in book.all()] == ["typed until the line dropped"]
