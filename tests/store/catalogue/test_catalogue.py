"""The index over the library: it says what the files say, whatever happens to it, and finds what is asked for."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.reader import Reader
from extract.types import Article
from store.articles.entry import Entry
from store.articles.library import Library
from store.articles.sources import Loaded
from store.catalogue import database
from store.catalogue.catalogue import Catalogue, CatalogueError
from store.catalogue.database import NAME
from store.catalogue.indexed_library import open_library
from store.catalogue.query import FLAGS, VALUES, parse
from store.catalogue.searches import expand, load, save
from store.model.wire import Wire
from store.notes.notebook import Notebook
from tests.bench.large_desk import write_home

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LAVROV = """Moscow rejects plan

“We will not accept it,” Foreign Minister Sergey Lavrov said on Monday.

The café in Ghent stayed open, the mayor said.
"""


@cache
def reading() -> Article:
    """What the reader finds in the first article."""
    return Reader().read(LAVROV, id="one", source="one")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder of three articles: one from a wire and read by the reader, two plain ones."""
    library = Library(tmp_path, lambda: NOW)
    wire = Wire(published="2026-11-23T08:00:00+01:00", source="Reuters", embargo="2026-11-25T06:00:00+00:00")
    first = library.keep(Loaded("https://a.example/1", "one", LAVROV, "Moscow rejects plan", wire=wire), unread=True)
    library.keep_reading(first.key, reading())
    library.keep(Loaded("b.txt", "two", "Budget agreed\n\nThe council met.\n", "Budget agreed", location="/b.txt"))
    library.keep(Loaded("c.txt", "three", "Ferry delayed\n\nNo comment.\n", "Ferry delayed", location="/c.txt"))
    return tmp_path


@pytest.fixture
def catalogue(home: Path) -> Iterator[Catalogue]:
    """The index of `home`, words and all."""
    made = Catalogue(home)
    made.refresh()
    assert made.index() == 0
    yield made
    made.close()


def found(catalogue: Catalogue, line: str) -> list[str]:
    """The titles that a query finds, in order of the alphabet."""
    titles = {listed.key: listed.title for listed in catalogue.changed(0)}
    return sorted(titles[key] for key in catalogue.search(parse(line, NOW), NOW))


MOSCOW, BUDGET, FERRY = "Moscow rejects plan", "Budget agreed", "Ferry delayed"


@pytest.mark.parametrize(
    ("line", "titles"),
    [
        ("", [BUDGET, FERRY, MOSCOW]),
        ("moscow", [MOSCOW]),
        ("coun", [BUDGET]),
        ("cafe ghent", [MOSCOW]),
        ("cafe council", []),
        ("cafe -council open unread", [MOSCOW]),
        ('"no comment"', [FERRY]),
        ('"no comm"', []),
        ("-moscow", [BUDGET, FERRY]),
        ("unread", [MOSCOW]),
        ("read", [BUDGET, FERRY]),
        ("-unread budget", [BUDGET]),
        ("quotes:lavrov", [MOSCOW]),
        ("quotes:ghent", []),
        ('said:"not accept"', [MOSCOW]),
        ("said:foreign", []),
        ("title:ferry", [FERRY]),
        ("title:council", []),
        ("source:reuters", [MOSCOW]),
        ("source:REUT source:a.example", [MOSCOW]),
        ("source:.txt", [BUDGET, FERRY]),
        ("embargoed", [MOSCOW]),
        ("since:2026-11-24", [BUDGET, FERRY]),
        ("until:2026-11-23", [MOSCOW]),
        ("since:yesterday until:yesterday", [MOSCOW]),
        ("since:2026-11 until:2026-11", [BUDGET, FERRY, MOSCOW]),
        ("since:0d", [BUDGET, FERRY]),
        ("open-notes", []),
        ("12:30", []),
        ("- “ %", [BUDGET, FERRY, MOSCOW]),
    ],
)
def test_queries(catalogue: Catalogue, line: str, titles: list[str]) -> None:
    assert found(catalogue, line) == titles


def test_notes_are_found_and_counted(home: Path, catalogue: Catalogue) -> None:
    notebook = Notebook.open(home, author="ada")
    keys = {listed.title: listed.key for listed in catalogue.changed(0)}
    entry = Library(home).entry(keys[FERRY])
    assert entry is not None
    note = notebook.add(article=entry.key, version=entry.version, anchor=None, body="call the harbour", tags=("tides",))
    assert catalogue.take_notes(notebook.all())
    assert not catalogue.take_notes(notebook.all())
    for line in ("open-notes", "notes", "harbour", "note:call", "tides"):
        assert found(catalogue, line) == [FERRY]
    assert found(catalogue, "harbour comment") == [FERRY]  # one word in the note, one in the text
    assert found(catalogue, "harbour council") == []
    notebook.edit(note.uid, status="done")
    catalogue.take_notes(notebook.all())
    assert found(catalogue, "open-notes") == []
    assert found(catalogue, "notes") == [FERRY]
    notebook.delete(note.uid)
    catalogue.take_notes(notebook.all())
    assert found(catalogue, "harbour") == found(catalogue, "notes") == []
    notebook.close()


def test_what_changed_on_disk_is_indexed(home: Path, catalogue: Catalogue) -> None:
    library = Library(home, lambda: NOW + timedelta(hours=1))
    assert not catalogue.refresh()
    library.keep(Loaded("b.txt", "two", "Budget fails\n\nThe mayor left.\n", "Budget fails", location="/b.txt"))
    removed = next(listed for listed in catalogue.changed(0) if listed.title == FERRY)
    (home / "articles" / f"{removed.key}.json").unlink()
    damaged = next(listed for listed in catalogue.changed(0) if listed.title == MOSCOW)
    (home / "articles" / f"{damaged.key}.json").write_text("{")
    assert catalogue.refresh()
    assert found(catalogue, "") == ["Budget fails"]
    assert found(catalogue, "council") == ["Budget fails"] or catalogue.index() == 0
    assert found(catalogue, "council") == []
    assert found(catalogue, "mayor") == ["Budget fails"]


def test_many_entries_come_from_the_index_and_are_the_same(tmp_path: Path) -> None:
    write_home(tmp_path, 520)
    library = open_library(tmp_path)
    by_index = library.entries()
    assert (tmp_path / NAME).exists()
    by_file = [library.entry(entry.key) for entry in by_index]
    assert by_index == by_file
    assert [entry.added for entry in by_index] == sorted((entry.added for entry in by_index), reverse=True)
    assert library.find(by_index[7].key[:20]) == by_index[7]


@pytest.mark.parametrize("harm", ["garbage", "other tables", "cut", "newer"])
def test_an_index_that_cannot_be_used_is_rebuilt(home: Path, harm: str) -> None:
    with_words = Catalogue(home)
    with_words.refresh()
    with_words.index()
    with_words.close()
    path = home / NAME
    if harm == "garbage":
        path.write_bytes(b"no database at all " * 300)
    elif harm == "cut":
        path.write_bytes(path.read_bytes()[:5000])
    else:
        path.unlink()
        base = sqlite3.connect(path)
        base.execute("CREATE TABLE articles (mine)")
        base.execute(f"PRAGMA user_version = {99 if harm == 'newer' else 0}")
        base.commit()
        base.close()
    made = Catalogue(home)
    made.refresh()
    while made.index():
        pass
    assert found(made, "quotes:lavrov") == [MOSCOW]
    made.close()


def opened(path: Path) -> int:
    """How many files of the index this process has open."""
    links = (each.readlink() for each in Path("/proc/self/fd").iterdir() if each.is_symlink())
    return sum(str(link).startswith(str(path)) for link in links)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files")
def test_damage_met_while_open_leaves_no_file_open_and_nothing_of_the_new_index_is_lost(home: Path) -> None:
    made = Catalogue(home)
    counts = set()
    for _ in range(4):
        made.refresh()
        while made.index():
            pass
        assert found(made, "quotes:lavrov") == [MOSCOW]
        counts.add(opened(home / NAME))
        for base in (made.writer, made.reader):
            base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with (home / NAME).open("r+b") as file:
            file.seek(100)
            file.write(b"\xff" * 200_000)
        made.reader.execute("PRAGMA shrink_memory")
        with pytest.raises(CatalogueError, match="rebuilt"):
            made.changed(0)
    assert len(counts) == 1
    made.refresh()
    made.close()
    assert opened(home / NAME) == 0
    again = Catalogue(home)
    assert len(again.changed(0)) == 3
    again.close()


def test_calls_that_meet_the_same_damage_rebuild_the_index_once(home: Path) -> None:
    made = Catalogue(home)
    made.refresh()
    began, failed = threading.Event(), threading.Event()

    def fail_in(call: AbstractContextManager[sqlite3.Connection], until: threading.Event | None = None) -> None:
        def fail() -> None:
            with call:
                began.set()
                assert until is None or until.wait(10)
                raise sqlite3.DatabaseError("database disk image is malformed")

        with pytest.raises(CatalogueError, match="rebuilt"):
            fail()

    thread = threading.Thread(target=fail_in, args=(made.write(), failed))
    thread.start()
    assert began.wait(10)
    old = made.writer
    fail_in(made.ask())
    new = made.writer
    assert new is not old
    assert made.replaced == [old]
    failed.set()
    thread.join(10)
    assert made.writer is new
    made.refresh()
    assert len(made.changed(0)) == 3
    made.close()
    with pytest.raises(sqlite3.ProgrammingError):
        old.execute("SELECT 1")


def test_where_nothing_can_be_written_the_index_is_in_memory(home: Path) -> None:
    (home / NAME).mkdir()
    made = Catalogue(home)
    made.refresh()
    made.index()
    assert found(made, "quotes:lavrov") == [MOSCOW]
    notebook = Notebook.open(home, author="ada")
    entry = entry_of(home, FERRY)
    notebook.add(article=entry.key, version=entry.version, anchor=None, body="call the harbour")
    made.take_notes(notebook.all())
    notebook.close()
    assert found(made, "harbour") == [FERRY]
    made.close()
    assert list((home / NAME).iterdir()) == []


def test_a_sqlite_that_cannot_search_texts_is_reported(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = database.TABLES.replace("fts5", "no_such_module")
    monkeypatch.setattr(database, "TABLES", tables)
    with pytest.raises(CatalogueError, match="no such module"):
        Catalogue(home)
    assert len(Library(home).entries()) == 3


def test_two_sessions_write_at_once_and_see_the_same(tmp_path: Path) -> None:
    write_home(tmp_path, 300)
    both = [Catalogue(tmp_path), Catalogue(tmp_path)]

    def work(catalogue: Catalogue) -> None:
        catalogue.refresh()
        while catalogue.index(7):
            pass

    threads = [threading.Thread(target=work, args=(each,)) for each in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    one, other = (each.search(parse("said:council unread", NOW), NOW) for each in both)
    assert one
    assert one == other
    for each in both:
        each.close()


@given(st.text(max_size=60) | st.lists(st.sampled_from([*FLAGS, *VALUES, ":", "-", '"', " ", "*", "a"])).map("".join))
@settings(max_examples=150, deadline=None)
def test_no_query_is_an_error(line: str) -> None:
    query = parse(line, NOW)
    queried.search(query, NOW)
    assert all("no such day" in fault or "no such filter" in fault for fault in query.faults)


@pytest.fixture(autouse=True, scope="module")
def an_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An index for the queries that Hypothesis makes up."""
    global queried
    home = tmp_path_factory.mktemp("asked")
    write_home(home, 20)
    queried = Catalogue(home)
    queried.refresh()
    queried.index()
    yield
    queried.close()


queried: Catalogue


def test_days_are_those_of_the_user(home: Path) -> None:
    midnight_in_oslo = parse("since:2026-11-24", NOW.astimezone(timezone(timedelta(hours=1)))).terms[0].value
    assert midnight_in_oslo == "2026-11-23T23:00:00Z"


def test_saved_searches_stand_for_themselves(tmp_path: Path) -> None:
    save(tmp_path, "morning", "unread  since:today")
    save(tmp_path, "mine", "@morning source:ntb")
    assert load(tmp_path) == {"mine": "@morning source:ntb", "morning": "unread since:today"}
    assert expand("@mine oslo @nobody", load(tmp_path)) == "unread since:today source:ntb oslo @nobody"
    save(tmp_path, "loop", "@loop @loop")
    assert len(expand("@loop", load(tmp_path))) <= 4000
    save(tmp_path, "mine", None)
    assert "mine" not in load(tmp_path)
    with pytest.raises(ValueError, match="a name is"):
        save(tmp_path, "../x", "a")
    (tmp_path / "searches.json").write_text("[]")
    assert load(tmp_path) == {}
    with pytest.raises(ValueError, match="not a list of searches"):
        save(tmp_path, "mine", "a")
    assert (tmp_path / "searches.json").read_text() == "[]"


def entry_of(home: Path, title: str) -> Entry:
    """The entry with this title."""
    return next(entry for entry in Library(home).entries() if entry.title == title)


def test_what_comes_by_itself_is_unread_until_opened(home: Path) -> None:
    library = Library(home, lambda: NOW)
    entry = entry_of(home, MOSCOW)
    assert entry.opened is None
    assert library.mark_opened(entry.key)
    assert entry_of(home, MOSCOW).opened
    same = library.keep(Loaded("https://a.example/1", "one", LAVROV), unread=True)
    assert same.opened
    assert same.title == MOSCOW
    changed = library.keep(Loaded("https://a.example/1", "one", LAVROV + "More.\n", MOSCOW), unread=True)
    assert changed.opened is None
    assert len(changed.versions) == 2


def test_feeds_and_sessions_that_change_one_article_at_once_lose_nothing(tmp_path: Path) -> None:
    first = Library(tmp_path).keep(Loaded("a", "a", "Text 0\n", location="/a"), unread=True)

    def keep(start: int) -> None:
        for n in range(start, start + 15):
            Library(tmp_path).keep(Loaded("a", "a", f"Text {n}\n", location="/a"), unread=True)

    def mark() -> None:
        for _ in range(15):
            Library(tmp_path).mark_opened(first.key)

    threads = [threading.Thread(target=keep, args=(n,)) for n in (1, 100)] + [threading.Thread(target=mark)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    entry = Library(tmp_path).entry(first.key)
    assert entry is not None
    assert len(entry.versions) == 31
