"""`copydesk backup` and `copydesk restore` as processes."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from store.notes.notebook import Notebook
from tests.conftest import ROOT


def run(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run `copydesk` as a user would."""
    return subprocess.run([sys.executable, "-m", "tui", *args], input=stdin, capture_output=True, cwd=ROOT, check=False)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A desk with a note."""
    home = tmp_path / "home"
    book = Notebook.open(home, author="ada")
    book.add(article="a", version="v", anchor=None, body="the only note")
    book.close()
    return home


def test_a_desk_goes_through_a_file(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "desk.tar.gz"
    done = run("backup", "--home", str(home), "-o", str(out), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["file"] == str(out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600, "drafts are in it"
    restored = tmp_path / "restored"
    assert b"intact" in run("restore", str(out), "--home", str(restored), "--dry-run").stdout
    assert not restored.exists()
    assert run("restore", str(out), "--home", str(restored)).returncode == 0
    assert b"the only note" in run("notes", "list", "--home", str(restored)).stdout


def test_a_desk_goes_through_a_pipe(home: Path, tmp_path: Path) -> None:
    done = run("backup", "--home", str(home), "-o", "-", "--quiet")
    assert (done.returncode, done.stderr) == (0, b"")
    done = run("restore", "-", "--home", str(tmp_path / "restored"), "--quiet", stdin=done.stdout)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_folder_gets_a_file_named_by_the_time(home: Path, tmp_path: Path) -> None:
    done = run("backup", "--home", str(home), "-o", f"{tmp_path}/")
    (made,) = tmp_path.glob("copydesk-backup-*Z.tar.gz")
    assert str(made).encode() in done.stdout


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["backup", "--home", "{tmp}/nowhere", "-o", "{tmp}/x"], b"no data folder"),
        (["backup", "--home", "{tmp}/home", "-o", "{tmp}/home/x"], b"cannot be inside the data folder"),
        (["backup", "--home", "{tmp}/home", "-o", "{tmp}/no/such/folder"], b"No such file"),
        (["restore", "{tmp}/nothing.tar.gz", "--home", "{tmp}/new"], b"No such file"),
        (["restore", "{tmp}/home/notes.json", "--home", "{tmp}/new"], b"not a backup"),
    ],
)
def test_what_cannot_be_done_is_one_line(home: Path, tmp_path: Path, words: list[str], complaint: bytes) -> None:
    done = run(*(word.replace("{tmp}", str(tmp_path)) for word in words))
    assert done.returncode == 1
    assert complaint in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]
