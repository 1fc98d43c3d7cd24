"""Articles kept: every version, found again, read-only folders that still open."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extract.text import sha256
from extract.types import Article, Engine, Meta
from store.articles.library import Library
from store.articles.sources import Loaded

ENGINE = Engine("1", "m")


class Clock:
    """A minute passes at every look."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "home", Clock())


def loaded(text: str = "Hello.\n", name: str = "a.txt") -> Loaded:
    return Loaded(name, Path(name).stem, text, location=f"/articles/{name}")


def test_nothing_is_made_before_the_first_article(tmp_path: Path, library: Library) -> None:
    assert library.entries() == []
    assert list(tmp_path.iterdir()) == []
    assert library.read_only is None


def test_an_article_is_stored_and_found(library: Library) -> None:
    entry = library.keep(loaded(), title="Hello to you")
    library.keep(loaded("Other.\n", "b.txt"))
    assert library.text(entry.version) == "Hello.\n"
    assert [e.title for e in library.entries()] == ["b", "Hello to you"]
    for ref in (entry.key, entry.key[:3], entry.version[:8], "a.txt", "/articles/a.txt", "Hello to you"):
        found = library.find(ref)
        assert found is not None, ref
        assert found.key == entry.key
    assert library.find("nothing") is None
    assert library.find("") is None


def test_the_same_file_again_is_another_version_of_the_same_article(library: Library) -> None:
    first = library.keep(loaded())
    second = library.keep(loaded("Hello again.\n"))
    assert second.key == first.key
    assert [v.sha256 for v in second.versions] == [first.version, second.version]
    assert library.text(first.version) == "Hello.\n"
    again = library.keep(loaded("Hello again.\n"))
    assert again.versions == second.versions
    assert again.added == first.added


def test_a_reading_is_stored_with_its_engine(library: Library) -> None:
    entry = library.keep(loaded())
    article = Article(
        "a", "a.txt", entry.version, "Hello.\n", ENGINE, meta=Meta(headline="Head", published="2024-04-13")
    )
    assert library.reading(entry.version) is None
    stored = library.keep_reading(entry.key, article)
    assert (stored.title, stored.published, stored.actors, stored.quotes) == ("Head", "2024-04-13", 0, 0)
    assert library.reading(entry.version, ENGINE) == article
    assert library.reading(entry.version, replace(ENGINE, version="2")) is None


def test_damage_is_seen_not_shown(library: Library, tmp_path: Path) -> None:
    entry = library.keep(loaded())
    texts = tmp_path / "home/articles/texts"
    (texts / f"{entry.version}.txt").write_text("Hallo.\n")
    with pytest.raises(OSError, match="damaged"):
        library.text(entry.version)
    (tmp_path / f"home/articles/{entry.key}.json").write_bytes(b"\0" * 100)
    assert library.entries() == []
    with pytest.raises(OSError, match="not a version"):
        library.text("../../etc/passwd")


def test_texts_with_any_character_are_stored(library: Library) -> None:
    text = "a\0b\u202e\U0001f600\ud800\r\nc"
    entry = library.keep(loaded(text))
    stored = library.text(entry.version)
    assert stored == "a\0b\u202e\U0001f600\ufffd\nc"
    assert sha256(stored) == entry.version


@pytest.mark.skipif(os.getuid() != 0, reason="gives up root in a child")
def test_a_folder_that_cannot_be_written_opens_read_only(tmp_path: Path) -> None:
    home = tmp_path / "home"
    Library(home, Clock()).keep(loaded())
    for path in (home, *home.rglob("*"), *tmp_path.parents, tmp_path):
        if path != Path("/"):
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
    code = (
        "import json, os, sys, pathlib, tinydb\n"
        "import store.disk.tinydb_storage\n"
        "from store.articles.library import Library\n"
        "from store.notes.notebook import Notebook\n"
        "os.setuid(65534)\n"
        "out = []\n"
        "for home in sys.argv[1:]:\n"
        "    library = Library(pathlib.Path(home)); book = Notebook.open(pathlib.Path(home), author='kim')\n"
        "    out.append([library.read_only, book.read_only, len(library.entries()), len(book.all())]); book.close()\n"
        "print(json.dumps(out))"
    )
    args = [sys.executable, "-c", code, str(home), str(tmp_path / "missing" / "home")]
    done = subprocess.run(args, capture_output=True, text=True, check=True)
    there, missing = json.loads(done.stdout)
    assert there[0] == f"cannot write to {home}: Permission denied"
    assert there[1]
    assert there[2:] == [1, 0]
    assert all(missing[:2])
    assert missing[2:] == [0, 0]
