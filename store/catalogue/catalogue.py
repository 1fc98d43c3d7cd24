"""The library's articles and the words in them, kept so that a list of thousands is there at once.

The JSON files are the truth. `refresh` takes in which of them changed, `index` the words of texts and readings, newest
first, and `take_notes` the notes; who asks meanwhile gets what is in already. Every method may be called from any
thread: those that write wait for each other, those that ask for nobody.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from store.catalogue import database
from store.catalogue.query import Query, utc
from store.catalogue.sql import conditions
from store.files import why
from store.index import fold
from store.library import Entry, Library, parse_entry
from store.notes import Note
from store.wire import embargo_ends, status_in_words

BATCH = 200
"""Articles written in one step: other sessions wait for no more."""
SETTLED = 50_000_000
"""Nanoseconds after which a folder's time is sure to change with the next file: file systems count in ticks."""
LONGEST = 2_000_000
"""Characters of a text that are indexed."""

Row = tuple[object, ...]


class CatalogueError(Exception):
    """Why there is no index, in one line. The library works without one."""


class Listed(NamedTuple):
    """An article as a list shows it. `time` and `embargo` are ISO 8601; `status`: in words, if it was taken back."""

    key: str
    title: str
    source: str
    time: str
    actors: int | None
    quotes: int | None
    notes: int
    open_notes: int
    unread: bool
    embargo: str | None
    status: str | None
    seq: int


_LISTED = "key, title, source, moment, actors, quotes, notes, open_notes, unread, embargo, status, seq"


class Catalogue:
    """The index of one data folder, made where there is none. Raises CatalogueError where there can be none.

    What is damaged is thrown away and made anew.
    """

    def __init__(self, home: Path, library: Library | None = None) -> None:
        self._home = home
        self._library = library or Library(home)
        self._folder_time = 0
        self._writing = threading.Lock()
        self._asking = threading.Lock()
        self._open()

    def _open(self) -> None:
        try:
            self._writer = database.connect(self._home)
            self._reader = database.connect(self._home)
        except OSError as error:
            raise CatalogueError(f"cannot write to {self._home}: {why(error)}") from error
        except sqlite3.Error as error:
            raise CatalogueError(f"no index: {error}") from error

    def close(self) -> None:
        """Close the file. Nothing may be asked afterwards."""
        with self._writing, self._asking:
            self._writer.close()
            self._reader.close()

    # -- taking in what changed ---------------------------------------------------------------------------------------

    def refresh(self) -> bool:
        """Take in the articles' files that are new, changed or gone; whether any was. Quick where none was."""
        folder = self._home / "articles"
        now = time.time_ns()
        try:
            changed = folder.stat().st_mtime_ns
        except OSError:
            changed = 0
        if changed and changed == self._folder_time:
            return False
        found = _stamps(folder)
        with self._write() as base:
            known: dict[str, str] = dict(base.execute("SELECT key, stamp FROM articles"))
        fresh = [key for key, stamp in found.items() if known.get(key) != stamp]
        gone = [key for key in known if key not in found]
        for start in range(0, len(fresh), BATCH):
            self._take(fresh[start : start + BATCH], found)
        if gone:
            with self._write() as base:
                _drop(base, gone)
                _next(base, "seq")
        self._folder_time = changed if now - changed > SETTLED else 0
        return bool(fresh or gone)

    def _take(self, keys: list[str], stamps: dict[str, str]) -> None:
        found = {key: _row(self._home / "articles" / f"{key}.json", stamps[key]) for key in keys}
        rows = [row for row in found.values() if row is not None]
        with self._write() as base:
            seq = _next(base, "seq")
            base.executemany(
                "INSERT INTO articles (key, stamp, title, source, places, added, moment, version, unread,"
                " actors, quotes, embargo, status, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE SET stamp = excluded.stamp,"
                " title = excluded.title, source = excluded.source, places = excluded.places, added = excluded.added,"
                " moment = excluded.moment, unread = excluded.unread, embargo = excluded.embargo,"
                " status = excluded.status, seq = excluded.seq, doc = CASE WHEN version = excluded.version"
                " AND title = excluded.title AND quotes IS excluded.quotes AND actors IS excluded.actors"
                " THEN doc END, version = excluded.version, actors = excluded.actors, quotes = excluded.quotes",
                [(*row, seq) for row, _record in rows],
            )
            base.executemany("INSERT OR REPLACE INTO records VALUES (?, ?)", [(row[0], record) for row, record in rows])
            _drop(base, [key for key, row in found.items() if row is None])

    def index(self, most: int = 20) -> int:
        """Take in the words of up to `most` articles whose words are not; returns how many articles are left."""
        with self._ask() as base:
            rows = base.execute(
                "SELECT id, title, version FROM articles WHERE doc IS NULL ORDER BY added DESC LIMIT ?", (most,)
            ).fetchall()
        if not rows:
            return 0
        words = [(id, version, title, *self._words(version)) for id, title, version in rows]
        with self._write() as base:
            doc = _next(base, "doc", len(words))
            live = base.execute("SELECT count(doc) FROM articles").fetchone()[0]
            if doc > 3 * live + 10_000:  # most of it is of texts that are gone
                base.execute("INSERT INTO texts (texts) VALUES ('delete-all')")
                base.execute("UPDATE articles SET doc = NULL")
            for n, (id, version, title, body, said, speakers) in enumerate(words):
                base.execute(
                    "INSERT INTO texts (rowid, title, body, said, speakers) VALUES (?, ?, ?, ?, ?)",
                    (doc - n, title, body, said, speakers),
                )
                base.execute(
                    "UPDATE articles SET doc = ? WHERE id = ? AND version = ? AND title = ?",
                    (doc - n, id, version, title),
                )
            return int(base.execute("SELECT count(*) FROM articles WHERE doc IS NULL").fetchone()[0])

    def _words(self, version: str) -> tuple[str, str, str]:
        """The words of a text, of its quotes, and the names of who is quoted."""
        try:
            text = self._library.text(version)
        except OSError:
            return "", "", ""
        article = self._library.reading(version)
        if article is None:
            return text[:LONGEST], "", ""
        said = (" … ".join(part.of(article.text) for part in quote.fragments) for quote in article.quotes)
        speakers: dict[str, None] = {}
        for quote in article.quotes:
            actor = article.actor(quote.actor)
            if actor is not None:
                speakers.update(dict.fromkeys((actor.name, *actor.aliases)))
            elif quote.speaker is not None:
                speakers[quote.speaker.of(article.text)] = None
        return text[:LONGEST], _utf8("\n".join(said)), _utf8("\n".join(speakers))

    def take_notes(self, notes: Iterable[Note]) -> bool:
        """Take in `notes`, all there are; whether any had changed."""
        found: defaultdict[str, list[Note]] = defaultdict(list)
        for note in notes:
            found[note.article].append(note)
        marks = {key: f"{crc32(' '.join(sorted(note.op for note in each)).encode()):x}" for key, each in found.items()}
        with self._ask() as base:
            known: dict[str, str] = dict(base.execute("SELECT key, noted FROM articles WHERE noted <> ''"))
            there = {key for (key,) in base.execute("SELECT key FROM articles")} if marks != known else set()
        changed = [key for key in {*marks, *known} if marks.get(key, "") != known.get(key, "") and key in there]
        for start in range(0, len(changed), BATCH):
            with self._write() as base:
                seq = _next(base, "seq")
                for key in changed[start : start + BATCH]:
                    self._put_notes(base, key, found.get(key, []), marks.get(key, ""), seq)
        return bool(changed)

    @staticmethod
    def _put_notes(base: sqlite3.Connection, key: str, notes: list[Note], mark: str, seq: int) -> None:
        row = base.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
        if row is None:
            return
        base.execute("DELETE FROM noted WHERE rowid = ?", row)
        if notes:
            body = "\n".join(f"{note.body} {' '.join('#' + tag for tag in note.tags)}" for note in notes)
            base.execute("INSERT INTO noted (rowid, body) VALUES (?, ?)", (*row, _utf8(body)))
        mine = [note for note in notes if note.type != "reading"]
        waiting = sum(note.status in ("open", "asked") for note in mine)
        base.execute(
            "UPDATE articles SET noted = ?, notes = ?, open_notes = ?, seq = ? WHERE id = ?",
            (mark, len(notes), waiting, seq, *row),
        )

    # -- asking -------------------------------------------------------------------------------------------------------

    def search(self, query: Query, now: datetime) -> list[str]:
        """The keys of the articles for which all of `query` holds, last added first."""
        where, values = conditions(query.terms, utc(now))
        with self._ask() as base:
            found = base.execute(f"SELECT key FROM articles a {where} ORDER BY added DESC, key DESC", values)
            return [key for (key,) in found]

    def newest(self, most: int) -> list[Listed]:
        """The articles added last."""
        with self._ask() as base:
            found = base.execute(f"SELECT {_LISTED} FROM articles ORDER BY added DESC, key DESC LIMIT ?", (most,))
            return [Listed(*row) for row in found]

    def changed(self, since: int) -> list[Listed]:
        """The articles whose `seq` is above `since`, in no order; 0 gives all."""
        with self._ask() as base:
            return [Listed(*row) for row in base.execute(f"SELECT {_LISTED} FROM articles WHERE seq > ?", (since,))]

    def listed(self, keys: Iterable[str]) -> list[Listed]:
        """The articles with these keys, in no order."""
        with self._ask() as base:
            found = (base.execute(f"SELECT {_LISTED} FROM articles WHERE key = ?", (key,)).fetchone() for key in keys)
            return [Listed(*row) for row in found if row is not None]

    def to_read(self, most: int) -> list[str]:
        """The keys of the newest articles whose actors and quotes are not known, up to `most`."""
        with self._ask() as base:
            found = base.execute("SELECT key FROM articles WHERE quotes IS NULL ORDER BY added DESC LIMIT ?", (most,))
            return [key for (key,) in found]

    def entries(self) -> list[Entry]:
        """Every article, newest first, as of the last `refresh`."""
        with self._ask() as base:
            rows = base.execute("SELECT kept FROM articles JOIN records USING (key) ORDER BY added DESC, key DESC")
            kept = [json.loads(each) for (each,) in rows]
        return [parse_entry(each) for each in kept]

    # -- the file -----------------------------------------------------------------------------------------------------

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        """A transaction."""
        with self._writing, self._mended():
            base = self._writer
            base.execute("BEGIN IMMEDIATE")
            try:
                yield base
            except BaseException:
                if base.in_transaction:
                    base.execute("ROLLBACK")
                raise
            base.execute("COMMIT")

    @contextmanager
    def _ask(self) -> Iterator[sqlite3.Connection]:
        with self._asking, self._mended():
            yield self._reader

    @contextmanager
    def _mended(self) -> Iterator[None]:
        """A file that turns out to be damaged is made anew for the next call; this one fails with CatalogueError."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise CatalogueError(f"the index cannot be used now: {error}") from error
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:
                raise
            self._folder_time = 0
            database.throw_away(self._home)
            self._open()
            raise CatalogueError("the index was damaged: it is made anew") from error


def _next(base: sqlite3.Connection, name: str, by: int = 1) -> int:
    base.execute("UPDATE meta SET value = value + ? WHERE name = ?", (by, name))
    return int(base.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()[0])


def _stamps(folder: Path) -> dict[str, str]:
    """The keys of the articles in `folder`, and what tells one state of a file from the next."""
    found: dict[str, str] = {}
    try:
        with os.scandir(folder) as files:
            for file in files:
                name = file.name
                if name.endswith(".json") and not name.startswith("."):
                    try:
                        state = file.stat()
                    except OSError:
                        continue
                    found[name[:-5]] = f"{state.st_mtime_ns}-{state.st_size}-{state.st_ino}"
    except OSError:
        return {}
    return found


def _drop(base: sqlite3.Connection, keys: list[str]) -> None:
    for table in ("articles", "records"):
        base.executemany(f"DELETE FROM {table} WHERE key = ?", [(key,) for key in keys])


def _row(path: Path, stamp: str) -> tuple[Row, str] | None:
    """An article's row and record; None for a file that is gone or damaged."""
    try:
        kept = path.read_bytes().decode("utf-8")
        entry = parse_entry(json.loads(kept))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    wire = entry.wire
    places = (entry.source, entry.location, (wire and wire.source) or "", (wire and wire.url) or "")
    ends = embargo_ends(wire, datetime.min.replace(tzinfo=UTC))
    row = (
        path.stem, stamp, _utf8(entry.title), _utf8(entry.source), _utf8(fold("\n".join(dict.fromkeys(places)))), entry.added,
        _moment(entry), entry.version, entry.opened is None, entry.actors, entry.quotes, ends and utc(ends),
        status_in_words(wire),
    )  # fmt: skip
    return row, kept


def _utf8(text: str) -> str:
    """`text` as SQLite can keep it: half a surrogate pair, such as stands for a file name's odd byte, is a "?"."""
    return text.encode("utf-8", "replace").decode()


def _moment(entry: Entry) -> str:
    """When an article is of: what it says itself, else when it came. A day without a time counts as its noon."""
    for said in (entry.published, entry.added):
        if said:
            try:
                moment = datetime.fromisoformat(said)
            except ValueError:
                continue
            if moment.tzinfo is None:
                noon = moment.replace(hour=12) if len(said) <= 10 else moment
                moment = noon.replace(tzinfo=UTC)
            try:
                return utc(moment)
            except (ValueError, OverflowError):
                continue
    return entry.added
