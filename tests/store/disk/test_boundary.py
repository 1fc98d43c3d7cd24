"""What a restricted login may read and write; the rest is tried through a real sshd in tests/ssh."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.articles.sources import Source, expand, load
from store.disk.boundary import Boundary, check_output, check_readable, set_boundary
from store.disk.files import make_folder, open_named, write_inside, write_output
from store.model.source_names import SourceError
from tui.config.author import author
from tui.newsroom.external_editor import editor_command


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    for name in ("home", "exports", "wire", "secret"):
        (tmp_path / name).mkdir()
    (tmp_path / "wire" / "a.txt").write_text("Text.\n")
    (tmp_path / "secret" / "b.txt").write_text("Secret.\n")
    (tmp_path / "wire" / "link.txt").symlink_to(tmp_path / "secret" / "b.txt")
    real = tmp_path.resolve()
    set_boundary(Boundary(real / "home", real / "exports", (real / "wire",), "ada"))
    yield real
    set_boundary(None)


def test_files_are_read_only_where_the_administrator_says(place: Path) -> None:
    assert load(Source("file", str(place / "wire" / "a.txt"))).text == "Text.\n"
    for path in (place / "secret" / "b.txt", place / "wire" / "link.txt", place / "wire" / ".." / "secret" / "b.txt"):
        with pytest.raises(SourceError, match="may not read it"):
            load(Source("file", str(path)))
        with pytest.raises(SourceError, match="may not read it"):
            expand([str(path.parent if path.name == "b.txt" else path)], stdin=False)
        with pytest.raises(PermissionError):
            open_named(path)
    check_readable(place / "exports" / "mine.md")


def test_output_is_written_in_one_folder_once_and_with_no_dot(place: Path) -> None:
    target = place / "exports" / "notes.md"
    write_output(target, [b"one"])
    with pytest.raises(FileExistsError, match="overwrites nothing"):
        write_output(target, [b"two"])
    assert target.read_bytes() == b"one"
    for path in (place / "x", place / "home" / "x", place / "exports" / ".x", place / "exports" / ".x" / "y",
                 place / "exports", place / "exports" / ".." / "x"):  # fmt: skip
        with pytest.raises(PermissionError, match="this login writes"):
            check_output(path)
    with pytest.raises(PermissionError):
        make_folder(place / "new" / "folder")
    with pytest.raises(PermissionError):
        write_inside(place / "wire", place / "wire" / ".ledger", [b""])
    make_folder(place / "exports" / "more")
    write_inside(place / "home", place / "home" / "notes.json", [b"{}"])


def test_the_author_is_the_login_and_no_editor_is_started(place: Path) -> None:
    assert author("somebody else") == "ada"
    assert editor_command({"EDITOR": "cat"}) == "this login may not start an editor of its own"
