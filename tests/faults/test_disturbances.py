"""Two versions on one folder, stopped processes, clocks that jump, no processes to be had, a reader that is killed."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.disk.journal import encode
from store.notes.notebook import Notebook, NotebookError
from tests.conftest import ROOT
from tests.faults.kill9 import NoteTruth, Tally, Truth, Writer, check, exports_of, listen, reap, start
from tests.store.formats.corpus.feeds import item, rss
from tests.store.formats.corpus.nitf import nitf
from tests.store.formats.corpus.office import page, pdf, word
from tests.store.formats.corpus.pages import html, zipped
from tests.store.formats.corpus.sample import BODY
from tests.terminal.pty import Terminal, copydesk

YEAR = timedelta(days=365)
UNPRIVILEGED = [
    "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups",
    "--inh-caps", "+dac_override,+dac_read_search", "--ambient-caps", "+dac_override,+dac_read_search",
]  # fmt: skip
"""As nobody, who may read this checkout all the same: root is exempt from RLIMIT_NPROC."""


def add(book: Notebook, body: str) -> str:
    return book.add(article="a", version="0" * 64, anchor=None, body=body).uid


def bodies(home: Path) -> list[str]:
    book = Notebook.open(home, author="checker", announce=False)
    found = sorted(note.body for note in book.all())
    book.close(compact=False)
    return found


def test_a_newer_version_takes_over_the_folder_and_its_file_is_left_alone(tmp_path: Path) -> None:
    book = Notebook.open(tmp_path, author="kim")
    add(book, "before")
    book.compact()
    newer = json.loads((tmp_path / "notes.json").read_text())
    newer["meta"]["1"] |= {"schema": 2, "stamp": "newer"}
    newer["votes"] = {"1": {"for": "something that this version does not know"}}
    data = json.dumps(newer).encode()
    (tmp_path / "notes.json").write_bytes(data)
    with pytest.raises(NotebookError, match="schema 2, this Copydesk knows up to 1: upgrade it"):
        book.refresh()
    add(book, "after")
    book.close()
    assert (tmp_path / "notes.json").read_bytes() == data
    assert any(b'"after"' in path.read_bytes() for path in (tmp_path / "journal").glob("*.log"))
    with pytest.raises(NotebookError, match="upgrade it"):
        Notebook.open(tmp_path, author="kim")


def test_what_a_newer_version_writes_into_journals_and_notes_is_preserved(tmp_path: Path) -> None:
    book = Notebook.open(tmp_path, author="kim")
    uid = add(book, "mine")
    book.close()
    state = json.loads((tmp_path / "notes.json").read_text())["notes"]["1"]
    session = "20300101T000000-0123abcd"
    lines = [
        {
            "op": "session",
            "session": session,
            "author": "ada",
            "host": "h",
            "pid": 1,
            "started": "2030-01-01T00:00:00Z",
        },
        {"op": "vote", "base": [], "note": state | {"op": f"{session}:1"}},
        {"op": "edit", "base": [state["op"]], "note": state | {"op": f"{session}:2", "body": "hers", "mood": "new"}},
    ]
    (tmp_path / "journal" / f"{session}.000001.log").write_bytes(b"".join(map(encode, lines)))
    for _ in range(3):
        again = Notebook.open(tmp_path, author="kim")
        assert [note.body for note in again.states(uid)] == ["hers"]
        add(again, "more")
        again.close()
    stored = [path.read_bytes() for path in (tmp_path / "journal").iterdir() if path.name.startswith(session)]
    assert b'"vote"' in b"".join(stored), "a line that is not understood is never thrown away"


def test_an_older_version_beside_this_one_costs_no_note(tmp_path: Path) -> None:
    """An older one drops the fields that it does not know, and names its sessions without the user's number."""
    new = Notebook.open(tmp_path, author="kim")
    uids = [add(new, f"new {number}") for number in range(3)]
    new.compact()
    old = json.loads((tmp_path / "notes.json").read_text())
    for row in old["notes"].values():
        for name in ("original_author", "original_editor", "foreign"):
            row.pop(name, None)
    session = "20260101T000000-0123abcd"
    note = old["notes"]["1"] | {"uid": "0d1e-old", "body": "old", "op": f"{session}:1"}
    head = {
        "op": "session",
        "session": session,
        "author": "ada",
        "host": "h",
        "pid": 1,
        "started": "2026-01-01T00:00:00Z",
    }
    (tmp_path / "journal" / f"{session}.000001.log").write_bytes(
        encode(head) + encode({"op": "add", "base": [], "note": note})
    )
    old["meta"]["1"] |= {"stamp": "old", "previous": old["meta"]["1"]["stamp"]}
    (tmp_path / "notes.json").write_text(json.dumps(old))
    new.refresh()
    new.edit(uids[0], body="new 0, edited")
    new.close()
    assert bodies(tmp_path) == ["new 0, edited", "new 1", "new 2", "old"]


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_stopped_writer_goes_on_and_nothing_is_lost(tmp_path: Path) -> None:
    home, tally, chance = tmp_path / "home", Tally(), random.Random(7)
    with_notes = Notebook.open(home, author="first")
    shared = [add(with_notes, "shared")]
    truth = Truth({shared[0]: NoteTruth({"shared"})})
    writers: list[Writer] = [start(home, seed, shared) for seed in (1, 2)]
    for number in range(12):
        stopped = writers[number % 2]
        os.kill(stopped.pid, signal.SIGSTOP)
        note = with_notes.get(shared[0])
        assert note is not None
        with_notes.edit(shared[0], base=note, body=f"{note.body} first{number}")
        truth.notes[shared[0]].words.add(f"first{number}")
        with_notes.compact(patience=1.0)
        with_notes.compact(patience=1.0)
        with_notes.refresh()
        os.kill(stopped.pid, signal.SIGCONT)
        until = time.monotonic() + chance.uniform(0.02, 0.1)
        while time.monotonic() < until:
            listen(stopped, truth, tally)
    for writer in writers:
        reap(writer, truth, tally)
    with_notes.close()
    check(home, truth, writers, True, tally)
    shutil.rmtree(exports_of(home), ignore_errors=True)
    assert (tally.lost, tally.damaged) == ([], [])
    assert tally.acknowledged > 12


def test_a_clock_that_jumps_a_year_either_way_loses_nothing(tmp_path: Path) -> None:
    began = datetime.now(UTC)
    shift = [timedelta()]
    kim = Notebook.open(tmp_path, author="kim", clock=lambda: began + shift[0])
    uid = add(kim, "today")
    for jump in (YEAR, -YEAR, -YEAR, YEAR):
        shift[0] += jump
        moment = began + shift[0]
        other = Notebook.open(tmp_path, author="ada", clock=lambda: began + shift[0])
        note = other.get(uid)
        assert note is not None
        other.edit(uid, base=note, body=f"{note.body}, {moment.year}")
        add(other, f"added in {moment.year}")
        other.close()
        kim.refresh()
        changed = kim.get(uid)
        assert changed is not None
        kim.edit(uid, base=changed, body=f"{changed.body}, kim")
        kim.draft("k", "half a tho")
        kim.compact()
    assert kim.conflicts() == []
    years = [(began + each).year for each in (YEAR, 0 * YEAR, -YEAR, 0 * YEAR)]
    last = kim.get(uid)
    kim.undo()
    assert kim.get(uid) != last
    kim.redo()
    again = kim.get(uid)
    assert last is not None
    assert again is not None
    assert again.body == last.body
    kim.close()
    assert bodies(tmp_path) == sorted(
        [*(f"added in {year}" for year in years), "today" + "".join(f", {year}, kim" for year in years)]
    )
    assert [draft.text for draft in Notebook.open(tmp_path, author="kim").recovered()] == ["half a tho"]


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("setpriv") is None, reason="needs another user to become")
@pytest.mark.parametrize("limit", [1, 2])
def test_no_process_to_be_had_is_one_line_and_costs_nothing(tmp_path: Path, limit: int) -> None:
    book = Notebook.open(tmp_path / "home", author="kim")
    add(book, "kept")
    book.close()
    page = tmp_path / "page.html"
    page.write_text("<html><body><article><p>“No,” said Ann Lee, the mayor.</p></article></body></html>")
    tmp_path.chmod(0o777)
    for command in (["notes", "list"], ["read", str(page)], ["extract", str(page), str(page), "--jobs", "2"],
                    ["list"], ["export", "--format", "jsonld"]):  # fmt: skip
        words = [sys.executable, "-m", "tui", *command[:1], "--home", str(tmp_path / "home"), *command[1:]]
        if command[0] == "extract":
            words = [sys.executable, "-m", "tui", *command]
        shell = ["bash", "-c", f'ulimit -u {limit}; exec "$@"', "bash", *words]
        done = subprocess.run(
            [*UNPRIVILEGED, *shell], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
        )
        assert "Traceback" not in done.stderr, (command, done.stderr)
        assert done.returncode in (0, 1), (command, done)
        if done.returncode:
            assert "copydesk: " in done.stderr, (command, done.stderr)
    assert bodies(tmp_path / "home") == ["kept"]


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("setpriv") is None, reason="the other tests are that user's")
def test_an_ordinary_user_to_whom_every_limit_applies_reads_every_kind_of_file(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    files = {"a.pdf": pdf(page(BODY)), "b.docx": word(), "c.html": html().encode(), "d.xml": nitf().encode(),
             "e.zip": zipped(("b.txt", "\n\n".join(BODY).encode())), "f.rss": rss(item())}  # fmt: skip
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    command = [sys.executable, "-m", "tui", "extract", "--format", "jsonl", *(str(tmp_path / name) for name in files)]
    done = subprocess.run(
        [*UNPRIVILEGED, "env", f"HOME={tmp_path}", *command], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == len(files)


@pytest.mark.terminal
def test_a_reader_that_is_killed_again_and_again_costs_no_note(tmp_path: Path, seed: Path) -> None:
    home = tmp_path / "desk"
    with Terminal(copydesk("--home", str(home), str(seed)), size=(120, 36)) as line:
        line.wait_for("4 Notes")
        killed = 0
        until = time.monotonic() + 40
        while killed < 3 and time.monotonic() < until and "Quotes 14" not in line.text:
            for child in children(line.pid, "reader_child"):
                os.kill(child, signal.SIGKILL)
                killed += 1
            line.pump(0.1)
        assert killed >= 1
        line.send("a")
        line.wait_for("Esc save")
        line.type("written meanwhile")
        line.send("escape")
        line.wait_for(r"saved \d\d:\d\d|written meanwhile")
        line.pump(1.0)
        line.send("ctrl+q")
        assert line.wait_exit() == 0
        assert b"Traceback" not in line.output
    assert bodies(home) == ["written meanwhile"]


def children(parent: int, module: str) -> list[int]:
    """The processes that `parent` started, with `module` in their command line."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            ancestor = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if ancestor == parent and module.encode() in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except (OSError, ValueError, IndexError):
            continue
    return found
