"""Backups of a data folder: what is in them, whole while others write, and nothing restored from a bad one."""

from __future__ import annotations

import gzip
import io
import os
import stat
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.articles.library import Library
from store.articles.sources import Source, load
from store.backup_archive import FOLDER, MANIFEST, BackupError, BackupReport, pack, unpack
from store.notes.notebook import Notebook
from store.verify import verify
from tests.conftest import ROOT

WRITER = """
import sys
from pathlib import Path
from store.notes.notebook import Notebook

book = Notebook.open(Path(sys.argv[1]), author=sys.argv[2])
last = None
for number in range(int(sys.argv[3])):
    last = book.add(article="a", version="v", anchor=None, body=str(number))
    book.edit(last.uid, status="done")
    if number % 10 == 9:
        book.compact(patience=1.0)
    print(number, flush=True)
book.close()
"""


def packed(home: Path) -> bytes:
    """A backup of `home`."""
    return b"".join(pack(home, BackupReport()))


def files(home: Path) -> dict[str, bytes]:
    """Every file below `home` that is no index and no lock."""
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file()
        and path.suffix != ".lock"
        and path.name != ".lock"
        and not path.name.startswith("desk.sqlite")
    }


@pytest.fixture
def home(tmp_path: Path, seed: Path) -> Path:
    """A desk with an article, notes and a draft."""
    home = tmp_path / "home"
    entry = Library(home).keep(load(Source("file", str(seed))))
    book = Notebook.open(home, author="ada")
    for number in range(5):
        book.add(article=entry.key, version=entry.version, anchor=None, body=f"note {number}")
    book.draft("draft", "half a sentence")
    book.close()
    return home


def test_what_is_restored_is_what_was_saved(home: Path, tmp_path: Path) -> None:
    report = BackupReport()
    data = b"".join(pack(home, report))
    restored = tmp_path / "new" / "restored"
    found = unpack(io.BytesIO(data), restored)
    assert files(restored) == files(home)
    assert (found.files, found.bytes) == (report.files, report.bytes) == (len(files(home)), found.bytes)
    assert not [each for each in verify(restored) if each.state == "damage"]
    assert len(Notebook.open(restored, author="ada", read_only=True).all()) == 5


def test_private_files_stay_private(home: Path, tmp_path: Path) -> None:
    private = {name for name in files(home) if (home / name).stat().st_mode & 0o077 == 0}
    assert private
    unpack(io.BytesIO(packed(home)), tmp_path / "restored")
    assert all(stat.S_IMODE((tmp_path / "restored" / name).stat().st_mode) == 0o600 for name in private)


def test_a_folder_that_is_in_use_is_not_overwritten(home: Path) -> None:
    before = files(home)
    with pytest.raises(BackupError, match="not empty"):
        unpack(io.BytesIO(packed(home)), home)
    assert files(home) == before


def test_links_and_pipes_are_left_out_and_named(home: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("not for the backup", encoding="utf-8")
    (home / "articles" / "link.json").symlink_to(secret)
    os.mkfifo(home / "searches.json")
    report = BackupReport()
    data = b"".join(pack(home, report))
    assert {line.partition(":")[0] for line in report.skipped} == {"articles/link.json", "searches.json"}
    assert b"not for the backup" not in gzip.decompress(data)


def test_a_backup_made_while_two_write_is_a_state_that_was(home: Path, tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(home), name, "60"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for name in ("bob", "eve")
    ]
    backup_count = 0
    while any(writer.poll() is None for writer in writers):
        restored = tmp_path / f"restored-{backup_count}"
        unpack(io.BytesIO(packed(home)), restored)
        assert not [each for each in verify(restored) if each.state == "damage"]
        book = Notebook.open(restored, author="ada", read_only=True)
        for author in ("bob", "eve"):
            bodies = [int(note.body) for note in book.all() if note.author == author]
            assert sorted(bodies) == list(range(len(bodies))), "no note without those before it"
        assert not book.notices
        backup_count += 1
    assert backup_count >= 2
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.close()
        assert writer.wait() == 0


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small backup."""
    home = tmp_path_factory.mktemp("small") / "home"
    book = Notebook.open(home, author="ada")
    book.add(article="a", version="v", anchor=None, body="one")
    book.close()
    return packed(home)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(data=st.data())
def test_a_damaged_backup_restores_nothing(archive: bytes, tmp_path: Path, data: st.DataObject) -> None:
    if data.draw(st.booleans()):
        bad = archive[: data.draw(st.integers(0, len(archive) - 1))]
    else:
        place = data.draw(st.integers(10, len(archive) - 1))  # the bytes before say nothing of what is packed
        bad = archive[:place] + bytes([archive[place] ^ data.draw(st.integers(1, 255))]) + archive[place + 1 :]
    target = tmp_path / "restored"
    with pytest.raises(BackupError):
        unpack(io.BytesIO(bad), target)
    assert not target.exists()
    assert not list(tmp_path.glob("restored.restoring-*"))


def _link(info: tarfile.TarInfo) -> None:
    info.type, info.linkname, info.size = tarfile.SYMTYPE, "/etc/passwd", 0


def _device(info: tarfile.TarInfo) -> None:
    info.type, info.size = tarfile.CHRTYPE, 0


def _named(name: str) -> Callable[[tarfile.TarInfo], None]:
    def rename(info: tarfile.TarInfo) -> None:
        info.name = name

    return rename


@pytest.mark.parametrize(
    "change",
    [
        _link,
        _device,
        *map(
            _named, ("../outside", "/outside", "desk/../../outside", "desk", "other/notes.json", f"desk/{'x' * 1001}")
        ),
    ],
)
def test_nothing_is_written_outside_the_folder(tmp_path: Path, change: Callable[[tarfile.TarInfo], None]) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        info = tarfile.TarInfo(f"{FOLDER}/notes.json")
        info.size = 2
        change(info)
        archive.addfile(info, io.BytesIO(b"{}"))
        archive.addfile(tarfile.TarInfo(MANIFEST))
    (tmp_path / "in").mkdir()
    with pytest.raises(BackupError):
        unpack(io.BytesIO(made.getvalue()), tmp_path / "in" / "restored")
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")] == ["in"]


def test_a_full_disk_leaves_nothing_behind(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(home)
    script = "import sys, io, resource; from pathlib import Path; from store.backup_archive import unpack\n"
    script += "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); import signal\n"
    script += "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    script += "unpack(sys.stdin.buffer, Path(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "restored")],
        input=data,
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert b"File too large" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]


def test_no_data_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="no data folder"):
        packed(tmp_path / "nowhere")
