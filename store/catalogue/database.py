"""The index's SQLite file: created, opened, and deleted if it is damaged or of another version.

WAL, so that a search never waits for a writer. It holds no original data: it repeats the JSON files under `articles/`
and the notes.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from functools import cache
from pathlib import Path

from store.catalogue import note_rows, previews, stories
from store.disk.files import make_folder, open_inside

NAME = "desk.sqlite"
TABLES_VERSION = 5
"""The version of the tables; a file of another version is rebuilt."""
LOCK_TIMEOUT_SECONDS = 5.0
"""How long to wait for another session's write."""

TABLES = """
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL, title TEXT NOT NULL,
    source TEXT NOT NULL, places TEXT NOT NULL, added TEXT NOT NULL, moment TEXT NOT NULL, version TEXT NOT NULL,
    unread INTEGER NOT NULL, actors INTEGER, quotes INTEGER, embargo TEXT, status TEXT, site TEXT NOT NULL,
    versions INTEGER NOT NULL, changed INTEGER NOT NULL, shelf INTEGER NOT NULL,
    notes INTEGER NOT NULL DEFAULT 0, open_notes INTEGER NOT NULL DEFAULT 0, noted TEXT NOT NULL DEFAULT '',
    doc INTEGER, seq INTEGER NOT NULL);
CREATE TABLE records (key TEXT PRIMARY KEY, kept TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX by_time ON articles (added DESC, key DESC, doc, unread, notes, open_notes, moment, embargo, shelf);
CREATE INDEX by_site ON articles (shelf, site, unread);
CREATE UNIQUE INDEX by_doc ON articles (doc);
CREATE INDEX by_seq ON articles (seq);
CREATE INDEX to_index ON articles (added DESC) WHERE doc IS NULL;
CREATE INDEX with_notes ON articles (key) WHERE noted <> '';
CREATE VIRTUAL TABLE texts USING fts5 (
    title, body, said, speakers, content='', prefix='1 2 3', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE noted USING fts5 (body, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2');
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('seq', 0), ('doc', 0);
"""
"""In `articles.shelf`, 0 is the desk, 1 hidden, 2 removed."""


def connect(home: Path) -> sqlite3.Connection:
    """Open the index of the data folder `home`, creating it if it is missing or unusable.

    Raises OSError or sqlite3.Error if that is impossible.
    """
    path = home / NAME
    try:
        return _connect(path)
    except sqlite3.OperationalError:
        raise  # locked, or no space: not a fault of the file
    except sqlite3.DatabaseError:
        throw_away(home)
        return _connect(path)


def in_memory() -> sqlite3.Connection:
    """An index for this session only, if none can be written. Raises sqlite3.Error if SQLite lacks FTS5."""
    base = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _make_tables(base)
    return base


def throw_away(home: Path) -> None:
    """Remove the index. Sessions that have it open keep theirs. Raises OSError."""
    for name in (NAME, f"{NAME}-wal", f"{NAME}-shm"):
        with contextlib.suppress(FileNotFoundError):
            (home / name).unlink()


def _connect(path: Path) -> sqlite3.Connection:
    make_folder(path.parent)
    os.close(
        open_inside(path.parent, path, os.O_RDWR | os.O_CREAT)
    )  # SQLite gives its other files the mode of this one
    base = sqlite3.connect(path, timeout=LOCK_TIMEOUT_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
        base.execute("PRAGMA temp_store = MEMORY")
        if _make(base) != TABLES_VERSION:
            _make_tables(base)
        if _schema(base) != _expected_schema():
            raise sqlite3.DatabaseError("an index with other tables")
        base.execute("BEGIN IMMEDIATE")  # an index that no other user can write is useless
        base.execute("ROLLBACK")
        base.execute("SELECT seq FROM articles ORDER BY seq DESC LIMIT 1").fetchone()
    except BaseException:
        base.close()
        raise
    return base


def _make(base: sqlite3.Connection) -> int:
    return int(base.execute("PRAGMA user_version").fetchone()[0])


def _schema(base: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """The tables, indexes and so on of a file, without SQLite's internal ones."""
    found = base.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
    return [row for row in found if not str(row[1]).startswith(("sqlite_", "texts_", "noted_"))]


@cache
def _expected_schema() -> list[tuple[str, str, str]]:
    base = in_memory()
    try:
        return _schema(base)
    finally:
        base.close()


def _make_tables(base: sqlite3.Connection) -> None:
    """Create the tables. Raises DatabaseError for a file with other tables, which is then deleted."""
    base.execute("BEGIN IMMEDIATE")
    if _make(base) != TABLES_VERSION:  # another session may have been first
        if base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            base.execute("ROLLBACK")
            raise sqlite3.DatabaseError("an index of another make")
        for statement in (TABLES + stories.TABLES + previews.TABLES + note_rows.TABLES).split(";\n"):
            if statement.strip():
                base.execute(statement)
        base.execute(f"PRAGMA user_version = {TABLES_VERSION}")
    base.execute("COMMIT")
