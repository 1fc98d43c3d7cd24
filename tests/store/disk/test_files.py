"""Replacing files: whole or not at all, links and modes kept; what TinyDB sees."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB

from store.disk.files import TEMPORARY, describe_error, locked, sweep, write_inside, write_output
from store.disk.tinydb_storage import AtomicJSONStorage


def test_stock_tinydb_reads_and_writes_what_ours_wrote(tmp_path: Path) -> None:
    path = tmp_path / "notes.json"
    ours = TinyDB(path, storage=AtomicJSONStorage)
    ours.table("notes").insert({"body": "«nei» \ud800 \x1b[2J"})
    ours.close()
    with TinyDB(path) as stock:
        assert [row["body"] for row in stock.table("notes").all()] == ["«nei» \ud800 \x1b[2J"]
        stock.table("notes").insert({"body": "two"})
    assert path.read_bytes().isascii()
    with TinyDB(path, storage=AtomicJSONStorage) as again:
        assert len(again.table("notes")) == 2


def test_a_file_that_is_not_tinydbs_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.json"
    assert AtomicJSONStorage(path).read() is None
    path.write_text("[1, 2]")
    with pytest.raises(ValueError, match="TinyDB"):
        AtomicJSONStorage(path).read()


def test_links_stay_links_and_modes_stay(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    target = tmp_path / "far" / "export.md"
    target.write_text("old")
    target.chmod(0o600)
    link = tmp_path / "export.md"
    link.symlink_to(target)
    write_output(link, [b"new"])
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_modes_follow_the_umask_and_a_data_folder_s_files_are_never_for_the_world(tmp_path: Path) -> None:
    for umask, inside, outside in ((0o000, 0o660, 0o666), (0o022, 0o640, 0o644), (0o077, 0o600, 0o600)):
        old = os.umask(umask)
        try:
            write_inside(tmp_path, tmp_path / f"{umask}-inside", [b""])
            write_inside(tmp_path, tmp_path / f"{umask}-private", [b""], private=True)
            write_output(tmp_path / f"{umask}-outside", [b""])
        finally:
            os.umask(old)
        for kind, mode in (("inside", inside), ("private", 0o600), ("outside", outside)):
            assert stat.S_IMODE((tmp_path / f"{umask}-{kind}").stat().st_mode) == mode


def test_a_full_disk_leaves_the_old_file_and_no_temporary_one(tmp_path: Path) -> None:
    path = tmp_path / "notes.json"
    path.write_text("old")
    code = (
        "import resource, sys, pathlib; from store.disk.files import write_output\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "try: write_output(pathlib.Path(sys.argv[1]), [b'x' * 5000])\n"
        "except OSError: sys.exit(7)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert done.returncode == 7
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["notes.json"]


def test_what_is_found_wrong_just_before_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "export.md"
    path.write_text("old")

    def changed() -> None:
        assert [p.read_text() for p in tmp_path.glob(f"{TEMPORARY}of-*")] == ["new"]
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - our own, two lines above
        write_output(path, [b"new"], durable=False, begins=f"{TEMPORARY}of-", before=changed)
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["export.md"]


def test_a_lock_is_waited_for_by_another_process(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    code = (
        "import pathlib, sys; from store.disk.files import locked\n"
        "print('at it', flush=True)\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "with locked(path.parent, path): print('held', flush=True)"
    )
    with locked(tmp_path, path):
        other = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True)
        assert other.stdout is not None
        assert other.stdout.readline() == "at it\n"
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(0.2)
    assert other.communicate(timeout=60)[0] == "held\n"


def test_stale_temporary_files_are_swept(tmp_path: Path) -> None:
    (tmp_path / f"{TEMPORARY}a").write_text("")
    (tmp_path / "kept").write_text("")
    assert sweep(tmp_path, older_than=0) == 0
    assert sweep(tmp_path, older_than=2**40) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["kept"]


def test_an_error_is_reported_with_the_user_s_file_and_without_a_number(tmp_path: Path) -> None:
    with pytest.raises(OSError) as missing:  # noqa: PT011
        write_output(tmp_path / "none" / "a.md", [b"x"])
    assert describe_error(missing.value) == f"{tmp_path / 'none'}: No such file or directory"
    assert describe_error(FileNotFoundError(2, "No such file", "/a/b")) == "/a/b: No such file"
    assert describe_error(OSError(28, "No space left on device")) == "No space left on device"
    assert describe_error(OSError("a.md was changed meanwhile")) == "a.md was changed meanwhile"
    assert describe_error(ValueError("as it is")) == "as it is"
