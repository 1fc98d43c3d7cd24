"""`copydesk articles` as a process: what it takes off the desk, puts back and deletes, and its exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from store.articles.library import Library
from store.articles.sources import Loaded
from store.notes.notebook import Notebook
from tests.conftest import ROOT
from tui.cli import COMMANDS


def run(home: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run `copydesk articles` on `home` as a user would."""
    command = [sys.executable, "-m", "tui", "articles", "--home", str(home), *args]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def loaded(name: str, site: str) -> Loaded:
    url = f"https://{site}/{name}"
    return Loaded(url, name, f"{name} words.\n", name, location=url)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Three articles, two of one site, none of them read."""
    library = Library(tmp_path / "desk")
    for name, site in (("vote", "a.example"), ("bank", "a.example"), ("ferry", "b.example")):
        library.keep(loaded(name, site), unread=True)
    return tmp_path / "desk"


def titles(home: Path) -> list[str]:
    return sorted(entry.title for entry in Library(home).entries())


def test_remove_restore_and_hide_by_query_and_by_key(home: Path) -> None:
    assert COMMANDS["articles"].module == "tui.commands.article_marks"
    tried = run(home, "remove", "--dry-run", "site:a.example")
    assert (tried.returncode, tried.stderr) == (0, "2 articles would be removed\n")
    assert titles(home) == ["bank", "ferry", "vote"]
    done = run(home, "remove", "site:a.example")
    assert (done.returncode, done.stderr) == (0, "2 articles removed\n")
    assert sorted(line.split("\t")[1] for line in done.stdout.splitlines()) == ["bank", "vote"]
    assert titles(home) == ["ferry"]
    key = next(entry.key for entry in Library(home).everything() if entry.title == "vote")
    assert run(home, "restore", key).returncode == 0
    assert titles(home) == ["ferry", "vote"]
    assert run(home, "hide", "title:ferry").stderr == "1 article hidden\n"
    assert titles(home) == ["vote"]
    assert run(home, "restore", "--all").stderr == "2 articles restored\n"
    assert titles(home) == ["bank", "ferry", "vote"]


def test_mark_read_and_unread(home: Path) -> None:
    assert run(home, "mark-read", "--all").stderr == "3 articles marked read\n"
    assert all(entry.opened for entry in Library(home).entries())
    assert run(home, "mark-read", "--all").stderr == "0 articles marked read\n"
    assert run(home, "mark-unread", "--quiet", "bank").stderr == ""
    assert [entry.title for entry in Library(home).entries() if entry.opened is None] == ["bank"]


def test_purge_deletes_what_is_removed_and_nothing_else(home: Path, tmp_path: Path) -> None:
    bank = next(entry for entry in Library(home).entries() if entry.title == "bank")
    book = Notebook.open(home, author="ada")
    note = book.add(article=bank.key, version=bank.version, anchor=None, body="ask")
    book.close()
    missed = run(home, "purge", "bank")
    assert (missed.returncode, missed.stderr) == (1, "0 articles purged\ncopydesk: no article matches\n")
    run(home, "remove", "bank")
    assert run(home, "purge").stderr == "0 articles purged\n", "removed less than trash_days ago"
    assert run(home, "purge", "bank").stderr == "1 article purged\n"
    assert not Library(home).text_path(bank.version).exists()
    assert titles(home) == ["ferry", "vote"]
    book = Notebook.open(home, author="ada", read_only=True)
    assert [each.uid for each in book.trash()] == [note.uid]
    book.close()


def test_what_it_refuses(home: Path, tmp_path: Path) -> None:
    assert run(home, "remove").returncode == 2
    assert run(home, "remove", "--all", "x").returncode == 2
    assert run(home, "shred", "x").returncode == 2
    nothing = run(home, "remove", "zzz")
    assert (nothing.returncode, nothing.stderr) == (1, "0 articles removed\ncopydesk: no article matches\n")
    assert run(home, "remove", "since:never").returncode == 1
    assert run(tmp_path / "nowhere", "remove", "x").returncode == 1
    assert not (tmp_path / "nowhere").exists()
