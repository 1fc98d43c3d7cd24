"""`copydesk import` as a process: what it says, what it keeps, how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from store.interchange.jsonld import to_jsonld
from store.notes.note import About, Note
from tests.conftest import ROOT
from tests.store.interchange import made
from tui.config.author import login


def run(home: Path, *args: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run `copydesk import` on `home` as a user would."""
    command = [sys.executable, "-m", "tui", "import", *args, "--home", str(home)]
    return subprocess.run(command, input=given, capture_output=True, text=True, cwd=ROOT, check=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with one note."""
    time = "2026-11-24T09:00:00.000Z"
    note = Note(made.new_uid(), "ferry-1a2b3c4d", "a" * 64, None, "Who?", author="ada", created=time, updated=time,
                about=About("article"))  # fmt: skip
    file = tmp_path / "notes.jsonld"
    file.write_text("".join(to_jsonld([made.of([note])])))
    return file


def test_a_file_gets_a_line_and_its_notes_are_stored(file: Path, tmp_path: Path) -> None:
    home = tmp_path / "desk"
    dry = run(home, str(file), "--dry-run")
    assert dry.returncode == 0
    assert dry.stdout.splitlines() == [
        f"{file}: notes: 1 new; 1 waits for its article (nothing changed: --dry-run)",
        f"  new note: “Who?”, {login()} (original: ada), on an article not here",
    ]
    assert not home.exists()
    first, again = run(home, str(file)), run(home, "-", given=file.read_text())
    assert (first.returncode, first.stdout, first.stderr) == (0, f"{file}: notes: 1 new; 1 waits for its article\n", "")
    assert (again.returncode, again.stdout) == (0, "-: notes: 1 known\n")
    book = made.book(home)
    [note] = book.all()
    book.close()
    assert (note.body, note.author, note.original_author) == ("Who?", login(), "ada")


def test_what_cannot_be_imported_is_reported_and_the_rest_is_imported(file: Path, tmp_path: Path) -> None:
    home, bad = tmp_path / "desk", tmp_path / "bad\x1b[31m.json"
    rows = [{"uri": "https://e.org/a", "text": 7}] * 7 + [{"uri": "https://e.org/a", "text": "fine"}]
    bad.write_text(json.dumps({"rows": rows, "total": 8}))
    binary = tmp_path / "binary.csv"
    binary.write_bytes(b"\xff\xd8\xff\xe0 JFIF")
    done = run(home, str(bad), str(tmp_path / "none"), str(binary), str(file), str(tmp_path))
    assert done.returncode == 1
    assert [line.partition(": ")[2] for line in done.stdout.splitlines()] == [
        "notes: 1 new; 1 waits for its article", "notes: 1 new; 1 waits for its article",
    ]  # fmt: skip
    errors = done.stderr.splitlines()
    assert [line for line in errors if "annotation" in line] == errors[:5]
    assert [line.rpartition(": ")[2] for line in errors[5:]] == [
        "2 more like these", "No such file or directory", "not UTF-8; a spreadsheet saves that as “CSV UTF-8”",
        "not a file",
    ]  # fmt: skip
    assert all(line.startswith("copydesk: ") for line in errors)
    assert "\x1b" not in done.stderr + done.stdout


def test_markdown_that_was_edited_is_imported(tmp_path: Path) -> None:
    home, out = tmp_path / "desk", tmp_path / "out.md"
    entry = made.keep(home)
    book = made.book(home)
    book.add(article=entry.key, version=entry.version, anchor=None, body="Who pays?")
    book.close()
    command = [sys.executable, "-m", "tui", "export", entry.key, "-o", str(out), "--home", str(home)]
    subprocess.run(command, capture_output=True, cwd=ROOT, check=True)
    out.write_text(out.read_text().replace("Who pays?", "Who pays, and when? <!-- not copydesk:note -->"))
    assert run(home, str(out)).stdout == f"{out}: notes: 1 changed\n"
    assert run(home, str(out)).stdout == f"{out}: notes: 1 known\n"
    table = tmp_path / "notes.csv"
    subprocess.run([*command[:4], "--format", "notes-csv", "-o", str(table), *command[-2:]], cwd=ROOT, check=True)
    assert run(home, str(table)).stdout == f"{table}: notes: 1 known\n"


def test_nothing_is_made_where_nothing_can_be_imported(tmp_path: Path) -> None:
    home = tmp_path / "desk"
    for content in ("hello", "{}", "[" * 100_000, "a,b\r\n1,2"):
        done = run(home, "-", given=content)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert not home.exists()
    assert run(home).returncode == 2


def test_an_import_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    home, file, count = tmp_path / "desk", tmp_path / "many.json", 3000
    rows = [{"id": str(number), "uri": "https://e.org/a", "text": f"No. {number}"} for number in range(count)]
    file.write_text(json.dumps({"rows": rows}))
    command = [sys.executable, "-m", "tui", "import", str(file), "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT) as first:
        until = time.monotonic() + 30
        while time.monotonic() < until and not any(f.stat().st_size > 200_000 for f in home.glob("journal/*.log")):
            time.sleep(0.005)
        first.kill()
    book = made.book(home)
    before = len(book.all())
    book.close(compact=False)
    assert 0 < before <= count
    again = run(home, str(file))
    assert again.returncode == 0, again.stderr
    assert again.stdout.startswith(
        f"{file}: notes: {count - before} new, {before} known" if before < count else f"{file}: "
    )
    book = made.book(home)
    assert (len(book.all()), book.conflicts()) == (count, [])
    book.close()
