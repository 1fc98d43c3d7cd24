"""Articles taken off the desk and put back, marked read and unread, and deleted for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extract.types import Article, Engine
from store.articles.library import Library
from store.articles.sources import Loaded
from store.articles.trash import Mark, expired, mark_all, purge, put_back
from store.notes.notebook import Notebook

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def loaded(name: str, text: str = "Hello.\n") -> Loaded:
    return Loaded(f"https://a.example/{name}", name, text, location=f"https://a.example/{name}")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path, lambda: NOW)


@pytest.mark.parametrize("mark", ["remove", "hide"])
def test_what_is_removed_from_the_desk_is_not_listed_and_comes_back(library: Library, mark: Mark) -> None:
    one, other = library.keep(loaded("one")), library.keep(loaded("two"))
    before = mark_all(library, [one.key], mark)
    assert before == [one]
    assert library.entries() == [other]
    assert {entry.key for entry in library.everything()} == {one.key, other.key}
    assert library.text(one.version) == "Hello.\n"
    assert mark_all(library, [one.key], mark) == [], "once"
    put_back(library, before)
    assert library.entry(one.key) == one
    mark_all(library, [one.key], mark)
    mark_all(library, [one.key], "restore")
    assert library.entry(one.key) == one


def test_putting_back_keeps_later_changes(library: Library) -> None:
    one = library.keep(loaded("one"))
    before = mark_all(library, [one.key], "remove")
    library.change([one.key], lambda entry: replace(entry, title="Later"))
    put_back(library, before)
    assert [entry.title for entry in library.entries()] == ["Later"]


def test_read_and_unread(library: Library) -> None:
    one = library.keep(loaded("one"), unread=True)
    assert one.opened is None
    before = mark_all(library, [one.key], "read")
    assert library.entries()[0].opened is not None
    put_back(library, before)
    assert library.entries()[0].opened is None


def test_a_text_that_changes_after_it_was_read_says_so_until_it_is_read_again(library: Library) -> None:
    first = library.keep(loaded("one"), unread=True)
    changed = library.keep(loaded("one", "Hello again.\n"), unread=True)
    assert changed.read_version is None, "nobody had read it"
    library.mark_opened(first.key)
    third = library.keep(loaded("one", "Goodbye.\n"), unread=True)
    assert third.read_version == changed.version
    opened = library.mark_opened(first.key)
    assert opened is not None
    assert opened.read_version is None
    mark_all(library, [first.key], "unread")
    assert library.entries()[0].read_version is None, "marked by hand, not changed"


def test_opening_a_removed_article_brings_it_back(library: Library) -> None:
    one = library.keep(loaded("one"))
    mark_all(library, [one.key], "remove")
    assert library.was_removed(one.key)
    assert library.find(one.key) is None
    library.keep(loaded("one"))
    assert [entry.key for entry in library.entries()] == [one.key]
    assert not library.was_removed(one.key)


def test_what_was_removed_long_ago_is_purged_with_its_notes(library: Library, tmp_path: Path) -> None:
    text = "Shared text.\n"
    deleted, remaining = library.keep(loaded("gone", text)), library.keep(loaded("kept", text))
    own = library.keep(loaded("gone", "A later version of its own.\n"))
    library.keep_reading(own.key, Article("gone", "gone", own.version, library.text(own.version), Engine("1", "m")))
    notebook = Notebook.open(tmp_path, author="ada")
    note = notebook.add(article=deleted.key, version=deleted.version, anchor=None, body="ask")
    other = notebook.add(article=remaining.key, version=remaining.version, anchor=None, body="stays")
    mark_all(library, [deleted.key], "remove")
    removed = library.entry(deleted.key)
    assert removed is not None
    assert removed.removed is not None
    moment = datetime.fromisoformat(removed.removed)
    assert expired(library, 30, moment + timedelta(days=29)) == []
    due = expired(library, 30, moment + timedelta(days=31))
    assert due == [removed]
    purge(library, notebook, due)
    assert library.entry(deleted.key) is None
    assert not library.text_path(own.version).exists()
    assert not library.reading_path(own.version).exists()
    assert library.text(remaining.version) == text, "another article has it too"
    assert notebook.get(note.uid) is None
    assert notebook.get(other.uid) == other
    assert library.was_removed(deleted.key), "a feed that still has it does not bring it back"
    library.keep(loaded("gone"))
    assert not library.was_removed(deleted.key)
    notebook.close()


def test_a_purge_that_was_interrupted_goes_on(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    one = library.keep(loaded("one"))
    mark_all(library, [one.key], "remove")
    removed = list(library.everything())

    def stop(_key: str) -> Path:
        raise OSError("pulled out")

    with monkeypatch.context() as patched:
        patched.setattr(library, "entry_path", stop)
        with pytest.raises(OSError, match="pulled out"):
            library.forget(removed)
    assert expired(library, 30, NOW) == removed
    purge(library, None, expired(library, 30, NOW))
    assert list(library.everything()) == []
