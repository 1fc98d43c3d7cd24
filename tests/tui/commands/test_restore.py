"""`copydesk restore` on a desk that is in use."""

from __future__ import annotations

from pathlib import Path

from store.notes.notebook import Notebook
from tests.tui.commands.test_backup import run


def test_a_desk_is_never_overwritten(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "out.tar.gz"
    book = Notebook.open(home, author="ada")
    book.add(article="a", version="v", anchor=None, body="old")
    run("backup", "--home", str(home), "-o", str(out))
    book.add(article="a", version="v", anchor=None, body="new")
    book.close()
    done = run("restore", str(out), "--home", str(home))
    assert done.returncode == 1
    assert b"not empty" in done.stderr
    assert len(Notebook.open(home, author="ada", read_only=True).all()) == 2
