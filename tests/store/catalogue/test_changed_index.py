"""An index that somebody changed or holds locked: it heals, or the session keeps one in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from store.articles.library import Library
from store.articles.sources import Loaded
from store.catalogue.catalogue import Catalogue, CatalogueError
from store.catalogue.database import NAME


@pytest.fixture
def home(tmp_path: Path) -> Path:
    library = Library(tmp_path)
    for number in range(3):
        library.keep(Loaded(f"{number}.txt", f"a{number}", f"Head {number}\n\nText.\n", location=f"/{number}.txt"))
    return tmp_path


HARMS: dict[str, Sequence[str]] = {
    "missing column": ("DROP INDEX by_time", "ALTER TABLE articles DROP COLUMN embargo"),
    "missing table": ("DROP TABLE records",),
    "endless view": (
        "DROP TABLE records",
        "CREATE VIEW records AS WITH RECURSIVE c(n) AS(SELECT 1 UNION ALL SELECT n+1 FROM c)SELECT n key,n kept FROM c",
    ),
    "trigger": ("CREATE TRIGGER t AFTER UPDATE ON meta BEGIN DELETE FROM articles; END",),
    "wrong values": ("UPDATE articles SET title = x'00ff', added = 5, notes = 'a'",),
    "wrong numbers": ("UPDATE meta SET value = 'x'",),
    "records": ("UPDATE records SET kept = '" + "[" * 100_000 + "'",),
}


@pytest.mark.parametrize("harm", HARMS)
def test_an_index_that_somebody_changed_heals(home: Path, harm: str) -> None:
    made = Catalogue(home)
    made.refresh()
    made.close()
    base = sqlite3.connect(home / NAME)
    for statement in HARMS[harm]:
        base.execute(statement)
    base.commit()
    base.close()
    for _ in range(3):  # the call that meets the damage may fail, with a reason; the ones after it do not
        try:
            made = Catalogue(home)
            made.refresh()
            titles = sorted(listed.title for listed in made.changed(0))
            entries = len(made.entries())
            made.close()
        except CatalogueError:
            continue
        break
    assert titles == sorted(entry.title for entry in Library(home).entries())
    assert entries == len(titles) or harm == "records"


def test_an_index_that_is_locked_for_ever_is_replaced_by_one_in_memory(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.catalogue.database.LOCK_TIMEOUT_SECONDS", 0.1)
    Catalogue(home).close()
    other = sqlite3.connect(home / NAME, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    made = Catalogue(home)
    made.refresh()
    assert len(made.changed(0)) == len(Library(home).entries())
    made.close()
    other.close()
