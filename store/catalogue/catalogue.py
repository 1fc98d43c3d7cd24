"""An index of the library's articles and their words, so that thousands are listed at once.

The JSON files are authoritative. `refresh` updates the index from changed files, `index` adds the words of texts and
readings, newest first, and `take_notes` the notes; searches meanwhile see what is already indexed. Every method may be
called from any thread: writers wait for each other, readers never wait.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zlib import crc32

from store.articles.entry import Entry, parse_entry
from store.articles.library import Library
from store.catalogue import database, note_rows, previews, stories
from store.catalogue.index_rows import Row, row_of, stamps_in, utf8
from store.catalogue.indexed_words import words_of
from store.catalogue.listed import LISTED_COLUMNS, Listed, listed_rows
from store.catalogue.query import Query
from store.catalogue.sql import any_of, conditions
from store.disk.clock import utc
from store.disk.json_reader import parse
from store.notes.note import Note

BATCH_ARTICLES = 200
"""Articles written per transaction, during which other sessions wait."""
SETTLED_NANOSECONDS = 50_000_000
"""Age after which a folder's time is sure to change with the next file: file systems count in ticks."""
QUERY_TIMEOUT_SECONDS = 10.0
"""Limit for one query; the whole desk of 50,000 articles is listed in less than one second."""
PROGRESS_STEPS = 100_000
"""Steps of SQLite's virtual machine between two checks of the clock."""


class CatalogueError(Exception):
    """The reason there is no index, in one line. The library works without one."""


class Catalogue:
    """The index of one data folder, created if missing; in memory if it cannot be written, or with `in_memory`.

    A damaged index is deleted and rebuilt. Raises CatalogueError if SQLite lacks full-text search.
    """

    def __init__(self, home: Path, library: Library | None = None, *, in_memory: bool = False) -> None:
        self._home = home
        self._library = library or Library(home)
        self._folder_time = 0
        self._writing = threading.RLock()
        self._asking = threading.RLock()
        self._renewing = threading.Lock()
        # Connections to a damaged file that are still in use by a call; closed with the catalogue.
        self.replaced: list[sqlite3.Connection] = []
        if in_memory:
            self._open_in_memory()
        else:
            self._open()

    def _open(self) -> None:
        try:
            self.writer = database.connect(self._home)
            self.reader = database.connect(self._home)
        except (OSError, sqlite3.OperationalError):
            self._open_in_memory()
        except sqlite3.Error as error:
            raise CatalogueError(f"no index: {error}") from error

    def _open_in_memory(self) -> None:
        """Open one connection for all callers, used in turn."""
        try:
            self.writer = self.reader = database.in_memory()
        except sqlite3.Error as error:
            raise CatalogueError(f"no index: {error}") from error
        self._asking = self._writing

    def close(self) -> None:
        """Close the file. No query is allowed afterwards."""
        with self._writing, self._asking:
            for base in (self.writer, self.reader, *self.replaced):
                base.close()

    # -- taking in what changed ---------------------------------------------------------------------------------------

    def refresh(self) -> bool:
        """Update the index from new, changed and removed files; returns whether there were any. Fast if not."""
        folder = self._home / "articles"
        now = time.time_ns()
        try:
            changed = folder.stat().st_mtime_ns
        except OSError:
            changed = 0
        if changed and changed == self._folder_time:
            return False
        found = stamps_in(folder)
        with self.write() as base:
            known: dict[str, str] = dict(base.execute("SELECT key, stamp FROM articles"))
        fresh = [key for key, stamp in found.items() if known.get(key) != stamp]
        removed = [key for key in known if key not in found]
        for start in range(0, len(fresh), BATCH_ARTICLES):
            self._take(fresh[start : start + BATCH_ARTICLES], found)
        if removed:
            with self.write() as base:
                _drop(base, removed)
                _next(base, "seq")
        self._folder_time = changed if now - changed > SETTLED_NANOSECONDS else 0
        return bool(fresh or removed)

    def _take(self, keys: list[str], stamps: dict[str, str]) -> None:
        found = {key: row_of(self._home, self._home / "articles" / f"{key}.json", stamps[key]) for key in keys}
        rows = [row for row in found.values() if row is not None]
        with self.write() as base:
            seq = _next(base, "seq")
            moved = _moved(base, rows)
            base.executemany(
                "INSERT INTO articles (key, stamp, title, source, places, added, moment, version, unread,"
                " actors, quotes, embargo, status, site, versions, changed, shelf, seq)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE SET stamp = excluded.stamp,"
                " title = excluded.title, source = excluded.source, places = excluded.places, added = excluded.added,"
                " moment = excluded.moment, unread = excluded.unread, embargo = excluded.embargo,"
                " status = excluded.status, site = excluded.site, versions = excluded.versions,"
                " changed = excluded.changed, shelf = excluded.shelf, seq = excluded.seq,"
                " doc = CASE WHEN version = excluded.version AND title = excluded.title AND quotes IS excluded.quotes"
                " AND actors IS excluded.actors THEN doc END,"
                " version = excluded.version, actors = excluded.actors, quotes = excluded.quotes",
                [(*row, seq) for row, _record in rows],
            )
            base.executemany("INSERT OR REPLACE INTO records VALUES (?, ?)", [(row[0], record) for row, record in rows])
            _touch(base, {id for each in moved for id in stories.others(base, each)})
            _drop(base, [key for key, row in found.items() if row is None])

    def index(self, most: int = 20) -> int:
        """Index the words of up to `most` articles that lack them; returns how many articles are left."""
        with self.ask() as base:
            rows = base.execute(
                "SELECT id, title, version FROM articles WHERE doc IS NULL ORDER BY added DESC LIMIT ?", (most,)
            ).fetchall()
        if not rows:
            return 0
        words = [(id, version, title, words_of(self._library, version)) for id, title, version in rows]
        with self.write() as base:
            doc = _next(base, "doc", len(words))
            live = base.execute("SELECT count(doc) FROM articles").fetchone()[0]
            if doc > 3 * live + 10_000:  # most of it belongs to removed texts
                base.execute("INSERT INTO texts (texts) VALUES ('delete-all')")
                base.execute("UPDATE articles SET doc = NULL")
            regrouped: set[int] = set()
            for n, (id, version, title, found) in enumerate(words):
                base.execute(
                    "INSERT INTO texts (rowid, title, body, said, speakers) VALUES (?, ?, ?, ?, ?)",
                    (doc - n, title, found.body, found.quotes, found.speakers),
                )
                base.execute(
                    "UPDATE articles SET doc = ? WHERE id = ? AND version = ? AND title = ?",
                    (doc - n, id, version, title),
                )
                regrouped |= stories.put(base, id, found.body)
                previews.put(base, id, found.preview)
            _touch(base, regrouped)
            return int(base.execute("SELECT count(*) FROM articles WHERE doc IS NULL").fetchone()[0])

    def take_notes(self, notes: Iterable[Note]) -> bool:
        """Update the index to `notes`, which are all there are; returns whether any had changed.

        As in the article, notes made on the very text of an article under another key are that article's too.
        """
        found: defaultdict[str, list[Note]] = defaultdict(list)
        same_text: defaultdict[str, list[str]] = defaultdict(list)
        with self.ask() as base:
            for key, version in base.execute("SELECT key, version FROM articles"):
                same_text[version].append(key)
        for note in notes:
            for key in {note.article, *same_text.get(note.version, ())}:
                found[key].append(note)
        marks = {key: f"{crc32(' '.join(sorted(note.op for note in each)).encode()):x}" for key, each in found.items()}
        with self.ask() as base:
            known: dict[str, str] = dict(base.execute("SELECT key, noted FROM articles WHERE noted <> ''"))
            there = {key for (key,) in base.execute("SELECT key FROM articles")} if marks != known else set()
        changed = [key for key in {*marks, *known} if marks.get(key, "") != known.get(key, "") and key in there]
        for start in range(0, len(changed), BATCH_ARTICLES):
            with self.write() as base:
                seq = _next(base, "seq")
                for key in changed[start : start + BATCH_ARTICLES]:
                    note_rows.take(base, key, found.get(key, []), marks.get(key, ""), seq)
        return bool(changed)

    # -- asking -------------------------------------------------------------------------------------------------------

    def search(self, query: Query, now: datetime) -> list[str]:
        """The keys of the articles that match all of `query`, last added first."""
        where, values = conditions(query.terms, utc(now))
        values = [utf8(value) if isinstance(value, str) else value for value in values]
        with self.ask() as base:
            found = base.execute(f"SELECT key FROM articles a {where} ORDER BY added DESC, key DESC", values)
            return [key for (key,) in found]

    def newest(self, most: int) -> list[Listed]:
        """The articles added last."""
        with self.ask() as base:
            found = base.execute(
                f"SELECT {LISTED_COLUMNS} FROM articles WHERE shelf = 0 ORDER BY added DESC, key DESC LIMIT ?", (most,)
            )
            return listed_rows(found)

    def changed(self, since: int) -> list[Listed]:
        """The articles whose `seq` is above `since`, unordered; 0 gives all."""
        with self.ask() as base:
            return listed_rows(base.execute(f"SELECT {LISTED_COLUMNS} FROM articles WHERE seq > ?", (since,)))

    def listed(self, keys: Iterable[str]) -> list[Listed]:
        """The articles with these keys, unordered."""
        with self.ask() as base:
            found = (
                base.execute(f"SELECT {LISTED_COLUMNS} FROM articles WHERE key = ?", (key,)).fetchone() for key in keys
            )
            return listed_rows(row for row in found if row is not None)

    def similar(self, key: str) -> list[tuple[str, float]]:
        """The other articles of the same story, the most similar first, with their `containment` (0 to 1).

        It is 0 for articles linked to this one only through others.
        """
        with self.ask() as base:
            row = base.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
            if row is None:
                return []
            shares = dict(stories.similar(base, *row))
            ids = {*shares, *stories.others(base, *row)}
            one = "SELECT key FROM articles WHERE id = ? AND shelf = 0"
            keys = ((base.execute(one, (id,)).fetchone(), id) for id in ids)
            found = [(each[0], shares.get(id, 0.0)) for each, id in keys if each is not None]
        return sorted(found, key=lambda each: (-each[1], each[0]))

    def naming(self, names: Iterable[str]) -> list[str]:
        """The keys of the articles whose text contains one of `names` in full, newest first."""
        match = " OR ".join(f"({words})" for name in names if (words := any_of([name])))
        return self._matching(match, "added DESC", -1) if match else []

    def saying(self, words: Iterable[str], most: int) -> list[str]:
        """The keys of up to `most` articles whose quotes contain most of `words`, the likeliest first."""
        match = any_of(words)
        return self._matching(f"{{said}} : ({match})", "rank", most) if match else []

    def _matching(self, match: str, order: str, most: int) -> list[str]:
        with self.ask() as base:
            tables = "texts JOIN articles ON doc = texts.rowid"
            found = base.execute(
                f"SELECT key FROM {tables} WHERE texts MATCH ? AND shelf = 0 ORDER BY {order} LIMIT ?", (match, most)
            )
            return [key for (key,) in found]

    def unindexed(self) -> list[str]:
        """The keys of the articles whose words are not indexed yet, newest first."""
        with self.ask() as base:
            return [
                key
                for (key,) in base.execute(
                    "SELECT key FROM articles WHERE doc IS NULL AND shelf = 0 ORDER BY added DESC"
                )
            ]

    def to_read(self, most: int) -> list[str]:
        """The keys of up to `most` of the newest articles whose actors and quotes are unknown."""
        with self.ask() as base:
            wanted = "quotes IS NULL AND shelf = 0"
            found = base.execute(f"SELECT key FROM articles WHERE {wanted} ORDER BY added DESC LIMIT ?", (most,))
            return [key for (key,) in found]

    def entries(self) -> list[Entry]:
        """Every article on the desk, newest first, as of the last `refresh`."""
        with self.ask() as base:
            tables = "articles JOIN records USING (key) WHERE shelf = 0"
            rows = base.execute(f"SELECT key, kept FROM {tables} ORDER BY added DESC, key DESC")
            records = rows.fetchall()
        found = []
        for key, record in records:
            try:
                found.append(parse_entry(parse(record), key))
            except (ValueError, KeyError, TypeError):
                continue  # edited by another program: treated as damaged
        return found

    # -- the file -----------------------------------------------------------------------------------------------------

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A transaction. Raises CatalogueError if the index is damaged."""
        with self._writing, self._renewing_damaged(self.writer) as base:
            base.execute("BEGIN IMMEDIATE")
            try:
                yield base
            except BaseException:
                if base.in_transaction:
                    base.execute("ROLLBACK")
                raise
            base.execute("COMMIT")

    @contextmanager
    def ask(self) -> Iterator[sqlite3.Connection]:
        """A connection for reading, for a limited time. Raises CatalogueError as `write` does."""
        with self._asking, self._renewing_damaged(self.reader) as base:
            deadline = time.monotonic() + QUERY_TIMEOUT_SECONDS
            base.set_progress_handler(lambda: time.monotonic() > deadline, PROGRESS_STEPS)
            try:
                yield base
            finally:
                base.set_progress_handler(None, PROGRESS_STEPS)

    @contextmanager
    def _renewing_damaged(self, base: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
        """Rebuild a damaged file for the next call; this one fails with CatalogueError."""
        try:
            yield base
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_ERROR:  # a missing table or column
                self._renew(base)
            raise CatalogueError(f"the index cannot be used now: {error}") from error
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:
                raise
            self._renew(base)
            raise CatalogueError("the index was damaged and is being rebuilt") from error

    def _renew(self, damaged: sqlite3.Connection) -> None:
        """Rebuild the index, unless another call that hit the same damage has."""
        with self._renewing:
            old = ((self.writer, self._writing), (self.reader, self._asking))
            if all(base is not damaged for base, _lock in old):
                return
            self._folder_time = 0
            database.throw_away(self._home)
            self._open()
            for base, lock in old:
                if lock.acquire(blocking=False):
                    try:
                        base.close()
                    finally:
                        lock.release()
                else:
                    self.replaced.append(base)  # another call is using it


def _next(base: sqlite3.Connection, name: str, by: int = 1) -> int:
    base.execute("UPDATE meta SET value = value + ? WHERE name = ?", (by, name))
    return int(base.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()[0])


def _touch(base: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Mark the articles with these ids as changed, so that they are listed again."""
    seq = _next(base, "seq")
    base.executemany("UPDATE articles SET seq = ? WHERE id = ?", [(seq, id) for id in ids])


def _drop(base: sqlite3.Connection, keys: list[str]) -> None:
    for key in keys:
        row = base.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
        if row is not None:
            _touch(base, stories.drop(base, *row))
            previews.put(base, row[0], None)
            note_rows.drop(base, *row)
    for table in ("articles", "records"):
        base.executemany(f"DELETE FROM {table} WHERE key = ?", [(key,) for key in keys])


def _moved(base: sqlite3.Connection, rows: Iterable[tuple[Row, str]]) -> list[int]:
    """The ids of the articles that these rows add to the desk or remove from it."""
    found: list[int] = []
    for row, _record in rows:
        before = base.execute("SELECT id, shelf FROM articles WHERE key = ?", (row[0],)).fetchone()
        if before is not None and before[1] != row[-1]:
            found.append(before[0])
    return found
