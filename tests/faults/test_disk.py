"""Full disks, damaged files, links and folders taken away: nothing readable is lost, and what happened is said."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store.notes.notebook import Notebook, NotebookError
from store.verify import verify

VERSION = "0" * 64
ROOT = Path(__file__).parents[2]


def add(book: Notebook, body: str) -> str:
    return book.add(article="a", version=VERSION, anchor=None, body=body).uid


def bodies(home: Path) -> list[str]:
    book = Notebook.open(home, author="kim", announce=False)
    try:
        return sorted(note.body for note in book.all())
    finally:
        book.close(compact=False)


def damage(home: Path) -> list[str]:
    return [finding.file for finding in verify(home) if finding.state == "damage"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with four notes in the snapshot, two of them in the backup too, and one more in a journal."""
    home = tmp_path / "home"
    for numbers in ((1, 2), (3, 4), (5,)):
        book = Notebook.open(home, author="kim")
        for number in numbers:
            add(book, f"note {number}")
        book.close(compact=5 not in numbers)
    return home


ALL = [f"note {number}" for number in (1, 2, 3, 4, 5)]


def zeroes(data: bytes) -> bytes:
    return b"\0" * len(data)


def nothing(data: bytes) -> bytes:
    return data[:0]


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def all_but_the_end(data: bytes) -> bytes:
    return data[:-2]


def nonsense(data: bytes) -> bytes:
    return b"[1, 2, 3]"


def flipped(data: bytes) -> bytes:
    place = data.index(b'"note ')
    return data[:place] + b"\xff" + data[place + 1 :]


@pytest.mark.parametrize("spoil", [zeroes, nothing, half, all_but_the_end, nonsense, flipped])
def test_a_damaged_snapshot_is_set_aside_and_made_good(home: Path, spoil: Callable[[bytes], bytes]) -> None:
    path = home / "notes.json"
    spoiled = spoil(path.read_bytes())
    path.write_bytes(spoiled)
    assert damage(home) == ["notes.json"]
    book = Notebook.open(home, author="kim")
    assert sorted(note.body for note in book.all()) == ALL
    (line,) = book.notices
    assert line.startswith("notes.json was damaged and is kept as notes.json.damaged-")
    book.close()
    (aside,) = home.glob("notes.json.damaged-*")
    assert aside.read_bytes() == spoiled
    assert damage(home) == []
    assert bodies(home) == ALL


def test_with_the_backup_damaged_too_whole_lines_are_saved(home: Path) -> None:
    path = home / "notes.json"
    (home / "notes.json.bak").write_bytes(b"\0" * 50)
    for journal in (home / "journal").iterdir():
        journal.unlink()
    path.write_bytes(path.read_bytes()[:-60].rpartition(b"\n")[0])
    book = Notebook.open(home, author="kim")
    assert sorted(note.body for note in book.all()) == ALL[:4]
    assert len(book.notices) == 2
    book.close()
    assert damage(home) == []
    assert bodies(home) == ALL[:4]


def test_a_snapshot_damaged_while_open_is_rewritten_from_memory(home: Path) -> None:
    book = Notebook.open(home, author="kim")
    add(book, "note 6")
    (home / "notes.json").write_bytes(b"\0" * 100)
    assert book.refresh() == frozenset()
    assert "damaged" in book.notices[0]
    book.compact()
    (home / "notes.json").unlink()
    book.refresh()
    book.close()
    assert damage(home) == []
    assert bodies(home) == [*ALL, "note 6"]


def test_a_damaged_journal_line_costs_that_line_and_the_file_is_preserved(tmp_path: Path) -> None:
    book = Notebook.open(tmp_path, author="kim")
    for number in (1, 2, 3):
        add(book, f"note {number}")
    book.close(compact=False)
    (journal,) = (tmp_path / "journal").iterdir()
    data = journal.read_bytes()
    journal.write_bytes(data.replace(b"note 2", b"nose 2") + b'deadbeef {"torn')
    assert damage(tmp_path) == [f"journal/{journal.name}"]
    assert bodies(tmp_path) == ["note 1", "note 3"]
    for number in (4, 5):
        book = Notebook.open(tmp_path, author="kim")
        add(book, f"note {number}")
        shown_notices = book.notices
        book.close()
    assert shown_notices == [f"{journal.name}: 1 damaged lines; the file is kept as {journal.stem}.damaged"]
    assert (tmp_path / "journal" / f"{journal.stem}.damaged").exists()
    assert damage(tmp_path) == []


def test_a_linked_snapshot_is_set_aside_and_what_it_leads_to_is_neither_read_nor_written(home: Path) -> None:
    far = home.parent / "profile"
    far.write_text("as it was")
    (home / "notes.json").unlink()
    (home / "notes.json").symlink_to(far)
    book = Notebook.open(home, author="kim")
    add(book, "note 6")
    (line,) = book.notices
    assert "notes.json was damaged and is kept as notes.json.damaged-" in line
    book.close()
    assert far.read_text() == "as it was"
    assert bodies(home) == [*ALL, "note 6"]
    assert not (home / "notes.json").is_symlink()


def test_a_journal_removed_under_a_session_is_recreated(tmp_path: Path) -> None:
    book = Notebook.open(tmp_path, author="kim")
    add(book, "note 1")
    shutil.rmtree(tmp_path / "journal")
    add(book, "note 2")
    book.close()
    assert bodies(tmp_path) == ["note 1", "note 2"]


FULL = """
import resource, sys
from pathlib import Path
from store.notes.notebook import Notebook, NotebookError
home, limit = Path(sys.argv[1]), int(sys.argv[2])
book = Notebook.open(home, author="kim")
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
kept = [note.body for note in book.all()]
def add(body):
    kept.append(book.add(article="a", version="0" * 64, anchor=None, body=body).body)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
failures = []
for number in range(40):
    try:
        add(f"{number:03} " + "x" * (37 * number % 400))
    except NotebookError as error:
        failures.append(str(error))
try:
    book.compact()
except NotebookError as error:
    failures.append(str(error))
try:
    book.draft("k", "y" * limit)
except NotebookError as error:
    failures.append(str(error))
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
assert all("File too large" in line and str(home) in line and "\\n" not in line for line in failures), failures
assert len(failures) > 3, failures
add("after")
assert sorted(note.body for note in book.all()) == sorted(kept)
book.close(compact=False)
again = Notebook.open(home, author="kim")
assert sorted(note.body for note in again.all()) == sorted(kept), "lost"
assert not again.notices, again.notices
again.close()
"""


@pytest.mark.parametrize("limit", [1500, 4096, 5000, 9001])
def test_a_full_disk_refuses_what_does_not_fit_and_keeps_the_rest(home: Path, limit: int) -> None:
    subprocess.run([sys.executable, "-c", FULL, str(home), str(limit)], check=True, cwd=ROOT)
    assert damage(home) == []
    assert set(ALL) <= set(bodies(home))


TMPFS = """
import sys
from pathlib import Path
from store.notes.notebook import Notebook, NotebookError
from store.verify import verify
home = Path(sys.argv[1])
book = Notebook.open(home, author="kim")
kept, failures = [], []
for number in range(3000):
    try:
        kept.append(book.add(article="a", version="0" * 64, anchor=None, body=f"{number} " + "x" * (number % 500)).body)
    except NotebookError as error:
        failures.append(str(error))
        if len(failures) > 20:
            break
assert failures and all("No space left on device" in line for line in failures), failures
book.close()
again = Notebook.open(home, author="kim")
assert sorted(note.body for note in again.all()) == sorted(kept)
again.close()
assert not [finding for finding in verify(home) if finding.state == "damage"]
"""


def test_a_full_file_system_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    inside = f'mount -t tmpfs -o size=600k tmpfs "{tmp_path}" && exec "{sys.executable}" -c "$1" "{tmp_path}"'
    can = subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", str(tmp_path)], capture_output=True)
    if shutil.which("unshare") is None or can.returncode:
        pytest.skip("needs a private mount")
    subprocess.run(["unshare", "-m", "sh", "-c", inside, "sh", TMPFS], check=True, cwd=ROOT)


@pytest.mark.skipif(os.getuid() != 0, reason="gives up root in a child")
def test_a_writable_file_in_an_unwritable_folder_opens_read_only(home: Path, tmp_path: Path) -> None:
    for path in (*tmp_path.parents, tmp_path, home, *home.rglob("*")):
        if path != Path("/"):
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o666))
    code = (
        "import encodings.ascii, os, sys, pathlib, store.disk.tinydb_storage\n"
        "from store.notes.notebook import Notebook, NotebookError\n"
        "os.setuid(65534)\n"
        "book = Notebook.open(pathlib.Path(sys.argv[1]), author='kim')\n"
        "try: book.add(article='a', version='0' * 64, anchor=None, body='x')\n"
        "except NotebookError as error: print(error)\n"
        "print(len(book.all())); book.close()"
    )
    before = (home / "notes.json").read_bytes()
    done = subprocess.run([sys.executable, "-c", code, str(home)], capture_output=True, text=True, check=True)
    assert done.stdout == f"cannot write to {home}: Permission denied\n5\n"
    assert (home / "notes.json").read_bytes() == before


def test_what_cannot_be_a_snapshot_is_set_aside(home: Path) -> None:
    (home / "notes.json").unlink()
    (home / "notes.json").mkdir()
    book = Notebook.open(home, author="kim")
    assert sorted(note.body for note in book.all()) == ALL
    book.close()
    assert [path.is_dir() for path in home.glob("notes.json.damaged-*")] == [True]
    assert bodies(home) == ALL


@pytest.mark.skipif(os.getuid() == 0, reason="root may read all")
def test_a_notebook_that_cannot_be_read_says_so_in_one_line(home: Path) -> None:
    (home / "notes.json").chmod(0)
    with pytest.raises(NotebookError, match=r"cannot read .*: Permission denied"):
        Notebook.open(home, author="kim")
