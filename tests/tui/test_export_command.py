"""`copydesk export` as a process: Markdown out, the data folder left as it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from store.library import Library
from store.notebook import Notebook
from store.sources import Source, load
from tests.conftest import ROOT


def run(home: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run `copydesk export` on `home` as a user would."""
    command = [sys.executable, "-m", "tui", "export", *args, "--home", str(home)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


@pytest.fixture
def home(tmp_path: Path, seed: Path) -> Path:
    """The seed article with one note."""
    home = tmp_path / "desk"
    entry = Library(home).keep(load(Source("file", str(seed))), title="The US claims")
    book = Notebook.open(home, author="ada")
    book.add(article=entry.key, version=entry.version, anchor=None, body="Ask the mayor.")
    book.close()
    return home


def contents(home: Path) -> dict[str, bytes]:
    """Every file under `home`."""
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_one_article_goes_to_standard_output_and_all_to_files(home: Path, tmp_path: Path) -> None:
    before = contents(home)
    one = run(home, "The US claims")
    assert one.returncode == 0, one.stderr
    assert one.stdout.startswith("---\n")
    assert "Ask the mayor." in one.stdout
    every = run(home, "--output", str(tmp_path))
    assert every.returncode == 0, every.stderr
    [name] = every.stdout.splitlines()
    assert Path(name).read_text(encoding="utf-8") == one.stdout
    assert contents(home) == before


def test_nothing_is_made_where_there_is_nothing(tmp_path: Path) -> None:
    for args in ([], ["story.txt"]):
        done = run(tmp_path / "none", *args)
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
    assert not (tmp_path / "none").exists()


def test_notes_of_a_newer_version_are_refused_in_one_line(home: Path) -> None:
    path = home / "notes.json"
    path.write_text(path.read_text().replace('"schema": 1', '"schema": 99'))
    done = run(home)
    assert done.returncode == 1
    assert done.stderr.startswith("copydesk: ")
    assert "schema 99" in done.stderr
    assert done.stderr.count("\n") == 1
