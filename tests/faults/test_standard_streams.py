"""Standard streams that are closed or full, and no memory: one line and an exit code, and nothing lost."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from store.articles.library import Library
from store.articles.sources import Loaded
from store.notes.notebook import Notebook
from tests.conftest import ROOT

COMMANDS = ("notes list", "notes list --json", "list", "export --format jsonld", "check --desk", "feed list")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("desk")
    entry = Library(made).keep(Loaded("a.txt", "a", "Head\n\nText.\n", location="/a.txt"), title="Head")
    book = Notebook.open(made, author="kim")
    book.add(article=entry.key, version=entry.version, anchor=None, body="kept")
    book.close()
    return made


def run(home: Path, command: str, streams: str) -> tuple[int, list[str]]:
    line = f"{shlex.quote(sys.executable)} -m tui {command} --home {shlex.quote(str(home))} {streams}"
    done = subprocess.run(["sh", "-c", line], stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False, timeout=60)
    return done.returncode, done.stderr.splitlines()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("streams", [">&-", ">/dev/full", "<&- >&-"])
def test_standard_output_that_takes_nothing(home: Path, command: str, streams: str) -> None:
    if "full" in streams and not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    code, errors = run(home, command, streams)
    if command == "feed list":
        assert code in (0, 1), errors  # there is nothing to print
    else:
        assert code in (1, 2), errors
        assert len(errors) == 1, errors
        assert errors[0].startswith("copydesk: "), errors
    assert "Traceback" not in "".join(errors)
    with_notes = Notebook.open(home, author="", read_only=True)
    assert [note.body for note in with_notes.all()] == ["kept"]
    with_notes.close()


def test_closed_streams_never_take_what_is_printed_into_a_file(home: Path, tmp_path: Path) -> None:
    wire = tmp_path / "a.jsonld"
    item = {"type": "Annotation", "id": "urn:x:1", "target": "http://a.example/", "body": "imported"}
    wire.write_text(json.dumps({"@context": "http://www.w3.org/ns/anno.jsonld", **item}))
    code, errors = run(tmp_path / "desk", f"import {shlex.quote(str(wire))}", "<&- >&- 2>&-")
    assert (code in (0, 1), errors) == (True, [])
    for path in (tmp_path / "desk").rglob("*"):
        if path.is_file() and path.suffix in (".json", ".log"):
            assert b"copydesk:" not in path.read_bytes()


@pytest.mark.parametrize("command", ["notes list", "export --format jsonld"])
def test_little_memory_is_reported_in_one_line(home: Path, command: str) -> None:
    codes = {}
    for kilobytes in (*range(20_000, 40_000, 2_000), 60_000, 120_000, 200_000, 1_000_000):
        line = (
            f"ulimit -v {kilobytes}; exec {shlex.quote(sys.executable)} -m tui {command} "
            f"--home {shlex.quote(str(home))}"
        )
        done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, cwd=ROOT, check=False, timeout=60)
        codes[kilobytes] = done.returncode
        if done.returncode == 0:
            assert ("kept" in done.stdout, done.stderr) == (True, "")
        else:
            assert done.returncode == 1, (kilobytes, done)
            assert done.stderr.count("\n") == 1, (kilobytes, done.stderr)
            assert done.stderr.startswith("copydesk: "), (kilobytes, done.stderr)
    assert set(codes.values()) == {0, 1}, (codes, done)
    book = Notebook.open(home, author="", read_only=True)
    assert [note.body for note in book.all()] == ["kept"]
    book.close()
