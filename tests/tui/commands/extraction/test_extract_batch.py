"""`copydesk extract --jobs` and `-o`: thousands of articles, one bad one, and an end half way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal.pty import Terminal, copydesk


def run(*args: str) -> subprocess.CompletedProcess[str]:
    """Run `copydesk extract` as a user would."""
    return subprocess.run([sys.executable, "-m", "tui", "extract", *args], capture_output=True, text=True, check=False)


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    """A folder of the shipped articles and one that no reader can read."""
    folder = tmp_path / "wire"
    folder.mkdir()
    for path in (ROOT / "seeds").glob("*.txt"):
        shutil.copy(path, folder)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nno more")
    return folder


def test_many_at_once_print_what_one_after_the_other_does(wire: Path) -> None:
    one, two = run(str(wire), "--format", "jsonl"), run(str(wire), "--format", "jsonl", "--jobs", "2")
    assert one.returncode == two.returncode == 1, "one could not be read"
    assert "broken.pdf" in two.stderr
    assert [json.loads(line) for line in two.stdout.splitlines()] == [
        json.loads(line) for line in one.stdout.splitlines()
    ]
    assert len(two.stdout.splitlines()) == 5


def test_a_folder_of_results_is_added_to_where_it_was_left(wire: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run(str(wire), "-o", f"{out}/")
    assert first.returncode == 1
    assert first.stderr.splitlines()[-1] == "5 articles written, 1 could not be read"
    files = {path: path.stat().st_mtime_ns for path in out.glob("*.json")}
    assert len(files) == 5
    assert {json.loads(path.read_text())["schema"] for path in files} == {"copydesk.extraction/1"}
    (wire / "silica-mine-plan.txt").write_text("“No,” Ann Lee said.\n", encoding="utf-8")
    (wire / "broken.pdf").unlink()
    again = run(str(wire), "-o", f"{out}/")
    assert (again.returncode, again.stderr) == (0, "1 article written, 4 sources were already done\n")
    touched = [path.name for path, time_then in files.items() if path.stat().st_mtime_ns != time_then]
    assert len(touched) == 1
    assert touched[0].startswith("silica-mine-plan-")


def test_ctrl_c_says_how_to_go_on(tmp_path: Path) -> None:
    folder, out = tmp_path / "many", tmp_path / "out"
    folder.mkdir()
    text = (ROOT / "seeds" / "us-china-russia.txt").read_text(encoding="utf-8")
    for number in range(400):
        (folder / f"{number:03}.txt").write_text(f"{number}\n\n{text}", encoding="utf-8")
    with Terminal(copydesk("extract", str(folder), "-o", f"{out}/", "--jobs", "2")) as term:
        term.wait_for(r"\d+ of 400, \d+ (s|min) left", 30)
        os.kill(term.pid, signal.SIGINT)
        assert term.wait_exit() == 130
        assert "the same command continues from here" in term.text
    done = len(list(out.glob("*.json")))
    assert 0 < done < 400
    time.sleep(0.2)
    ledger = (out / ".copydesk-batch.jsonl").read_text().splitlines()
    assert len(ledger) in (done - 1, done)


@pytest.mark.parametrize(
    "args", [("--explain", "--jobs", "2"), ("-o", "x/", "--format", "jsonl"), ("--jobs", "-1")], ids=" ".join
)
def test_what_does_not_go_together_is_reported(args: tuple[str, ...]) -> None:
    done = run("seeds/us-china-russia.txt", *args)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()[-1]) < 200
