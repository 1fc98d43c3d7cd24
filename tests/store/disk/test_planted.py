"""What somebody may plant in a shared data folder: links of six kinds, pipes, sockets, folders, second names."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from store.disk.files import (
    PlantedFileError,
    belongs_to_data_folder,
    locked,
    make_folder,
    open_inside,
    read_inside,
    write_inside,
    write_output,
)
from store.disk.private import own_file, safe_name

SECRET = b"a secret of another user's"


def link_to_file(path: Path, far: Path) -> None:
    path.symlink_to(far / "secret")


def relative_link(path: Path, far: Path) -> None:
    path.symlink_to(os.path.relpath(far / "secret", path.parent))


def link_to_link(path: Path, far: Path) -> None:
    (far / "between").symlink_to(far / "secret")
    path.symlink_to(far / "between")


def dangling_link(path: Path, far: Path) -> None:
    path.symlink_to(far / "not-there-yet")


def link_in_a_circle(path: Path, far: Path) -> None:
    path.symlink_to(path)


def link_to_folder(path: Path, far: Path) -> None:
    path.symlink_to(far)


def pipe(path: Path, far: Path) -> None:
    os.mkfifo(path)


def unix_socket(path: Path, far: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path is short
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


def folder(path: Path, far: Path) -> None:
    path.mkdir()


PLANTS = (
    link_to_file, relative_link, link_to_link, dangling_link, link_in_a_circle, link_to_folder, pipe, unix_socket,
    folder,
)  # fmt: skip
Plant = Callable[[Path, Path], None]


@pytest.fixture
def far(tmp_path: Path) -> Path:
    made = tmp_path / "far"
    made.mkdir()
    (made / "secret").write_bytes(SECRET)
    return made


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    (made / "journal").mkdir(parents=True)
    return made


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("plant", PLANTS)
@pytest.mark.parametrize("flags", [os.O_RDONLY, os.O_WRONLY | os.O_APPEND | os.O_CREAT, os.O_RDWR | os.O_CREAT])
def test_only_a_regular_file_is_opened(home: Path, far: Path, plant: Plant, flags: int) -> None:
    path = home / "journal" / "x.log"
    plant(path, far)
    with pytest.raises(OSError, match=r"x\.log"):
        os.close(open_inside(home, path, flags))
    assert (far / "secret").read_bytes() == SECRET
    assert not (far / "not-there-yet").exists()


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("plant", PLANTS)
def test_writing_replaces_and_never_follows(home: Path, far: Path, plant: Plant) -> None:
    path = home / "notes.json"
    plant(path, far)
    if plant is folder:
        with pytest.raises(IsADirectoryError, match=r"notes\.json"):
            write_inside(home, path, [b"new"])
    else:
        write_inside(home, path, [b"new"])
        assert stat.S_ISREG(path.lstat().st_mode)
        assert read_inside(home, path) == b"new"
    assert (far / "secret").read_bytes() == SECRET
    assert sorted(each.name for each in home.iterdir()) == ["journal", "notes.json"]


@pytest.mark.parametrize("flags", [os.O_RDONLY, os.O_WRONLY | os.O_CREAT])
def test_a_linked_folder_below_the_data_folder_is_not_entered(home: Path, far: Path, flags: int) -> None:
    (home / "journal").rmdir()
    (home / "journal").symlink_to(far)
    with pytest.raises(PlantedFileError, match="journal"):
        open_inside(home, home / "journal" / "secret", flags)
    with pytest.raises(PlantedFileError, match="journal"):
        write_inside(home, home / "journal" / "secret", [b"new"])
    assert (far / "secret").read_bytes() == SECRET


def test_a_data_folder_may_be_a_link(home: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(home)
    write_inside(link, link / "notes.json", [b"new"])
    assert read_inside(home, home / "notes.json") == b"new"
    with locked(link, link / "notes.lock"):
        pass


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("plant", PLANTS)
def test_what_stands_in_the_place_of_a_lock_stops_nobody(home: Path, far: Path, plant: Plant) -> None:
    plant(home / "feeds.lock", far)
    with locked(home, home / "feeds.lock"):
        assert stat.S_ISREG((home / "feeds.lock").lstat().st_mode)
    assert len(list(home.glob("feeds.lock.damaged-*"))) == 1
    assert (far / "secret").read_bytes() == SECRET


def test_a_file_with_a_second_name_is_read_and_replaced_but_not_written(home: Path, far: Path) -> None:
    path = home / "imported.log"
    path.hardlink_to(far / "secret")
    assert read_inside(home, path) == SECRET
    with pytest.raises(PlantedFileError, match="second name"):
        open_inside(home, path, os.O_WRONLY | os.O_APPEND)
    write_inside(home, path, [b"new"])
    assert (far / "secret").read_bytes() == SECRET


def test_a_long_file_is_refused_by_its_name(home: Path) -> None:
    path = home / "feeds.json"
    with path.open("wb") as file:
        file.truncate(3 << 20)
    assert len(read_inside(home, path)) == 3 << 20
    with pytest.raises(OSError, match=r"longer than 2 MB: not read.*feeds\.json"):
        read_inside(home, path, max_bytes=2 << 20)


@pytest.mark.skipif(os.geteuid() != 0, reason="gives a file to another user")
def test_a_private_file_must_be_the_user_s_own(home: Path) -> None:
    path = home / "session-kim.json"
    write_inside(home, path, [b"{}"], private=True)
    os.chown(path, 54321, -1)
    with pytest.raises(PlantedFileError, match="another user"):
        read_inside(home, path, private=True)
    os.chown(home / "journal", 54321, -1)
    with pytest.raises(PlantedFileError, match="not a folder of yours"):
        make_folder(home / "journal", private=True)


def test_private_files_have_a_folder_of_their_own_where_others_may_write(home: Path) -> None:
    home.chmod(0o750)
    assert own_file(home, "yank.txt", "kim") == home / "yank-kim.txt"
    home.chmod(0o2770)
    assert own_file(home, "yank.txt", "kim") == home / "private-kim" / "yank.txt"
    names = ["kim", "Kim", "k/m", "k\\m", "..", "", "k" * 60, "k" * 61]
    assert len({safe_name(name) for name in names}) == len(names)
    assert not any("/" in safe_name(name) for name in names)


def test_a_lock_that_is_held_is_waited_for_so_long_and_no_longer(home: Path) -> None:
    with locked(home, home / "feeds.lock"), pytest.raises(TimeoutError, match=r"held this lock.*feeds\.lock"):  # noqa: SIM117
        with locked(home, home / "feeds.lock", timeout=0.1):
            pass


@pytest.mark.parametrize(
    "name",
    ["notes.json", "notes.json.bak", "journal/x.log", "articles/a.json", "desk.sqlite", "desk.sqlite-wal",
     "feeds.json", "searches.json", "imported.log", "copydesk.log", "session-kim.json", "yank-kim.txt",
     "drafts/x.log", "private-kim/yank.txt", "archive/0/a.html"],
)  # fmt: skip
def test_an_output_never_lands_among_a_data_folder_s_files(home: Path, tmp_path: Path, name: str) -> None:
    path = home / name
    path.parent.mkdir(parents=True, exist_ok=True)
    link = tmp_path / "out"
    link.symlink_to(path)
    for there in (False, True):
        if there:
            path.write_text("kept")
        for target in (path, link, home / "journal" / ".." / name):
            with pytest.raises(PermissionError, match="a file of a data folder: not overwritten"):
                write_output(target, [b"new"])
    assert path.read_text() == "kept"


def test_other_outputs_may_lie_in_a_data_folder_or_anywhere(home: Path, tmp_path: Path) -> None:
    (home / "vault").mkdir()
    for path in (home / "vault" / "a.md", home / "mine.md", tmp_path / "notes.json"):
        assert not belongs_to_data_folder(path)
        write_output(path, [b"new"])
        assert path.read_bytes() == b"new"
