"""Groups the articles of the index by story, using samples of their texts.

A sample (`store.texts.similarity.sample`) is stored twice: whole by article, so that it can be removed again, and by
shingle, so that articles with shingles in common with a new one are found at once. Groups are the connected components:
an article joins the group of each article it resembles, and those groups merge.
"""

from __future__ import annotations

import sqlite3
from array import array

from store.texts.similarity import MIN_SHARED, containment, same_story, sample

BOILERPLATE_ARTICLES = 200
"""A shingle in more articles than this says nothing about their story: it is an agency's standing line."""
TABLES = """
CREATE TABLE samples (id INTEGER PRIMARY KEY, hashes BLOB NOT NULL);
CREATE TABLE shingles (hash INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (hash, id)) WITHOUT ROWID;
CREATE TABLE stories (id INTEGER PRIMARY KEY, story INTEGER NOT NULL);
CREATE INDEX by_story ON stories (story);
"""
"""`stories` has only articles whose story another one tells too; `story` is the id of one of them."""


def put(base: sqlite3.Connection, id: int, text: str) -> set[int]:
    """Add or replace the text of an article; returns the ids whose group has changed."""
    hashes = sample(text)
    old = _hashes(base, id)
    touched = set[int]()
    if old == hashes:
        return touched
    touched |= drop(base, id)
    base.execute("INSERT INTO samples VALUES (?, ?)", (id, array("I", sorted(hashes)).tobytes()))
    base.executemany("INSERT INTO shingles VALUES (?, ?)", [(value, id) for value in hashes])
    return touched | _join(base, id, [other for other, _share in similar(base, id)])


def drop(base: sqlite3.Connection, id: int) -> set[int]:
    """Remove an article; returns the ids whose group has changed. Articles that only it linked stay together."""
    base.executemany("DELETE FROM shingles WHERE hash = ? AND id = ?", [(value, id) for value in _hashes(base, id)])
    base.execute("DELETE FROM samples WHERE id = ?", (id,))
    group = others(base, id)
    base.execute("DELETE FROM stories WHERE id = ?", (id,))
    if len(group) == 1:
        base.execute("DELETE FROM stories WHERE id = ?", tuple(group))
    return {*group, id} if group else set()


def similar(base: sqlite3.Connection, id: int) -> list[tuple[int, float]]:
    """The articles that tell the story of the article `id`, with the share (0 to 1) of the shorter text in both."""
    mine = _hashes(base, id)
    shared: dict[int, int] = {}
    for value in mine:
        found = base.execute(
            "SELECT id FROM shingles WHERE hash = ? LIMIT ?", (value, BOILERPLATE_ARTICLES + 1)
        ).fetchall()
        for (other,) in found if len(found) <= BOILERPLATE_ARTICLES else ():
            shared[other] = shared.get(other, 0) + 1
    shared.pop(id, None)
    sizes = {other: len(_hashes(base, other)) for other, count in shared.items() if count >= MIN_SHARED}
    likely = [
        (other, containment(shared[other], len(mine), size))
        for other, size in sizes.items()
        if same_story(shared[other], len(mine), size)
    ]
    return sorted(likely, key=lambda each: (-each[1], each[0]))


def others(base: sqlite3.Connection, id: int) -> set[int]:
    """The ids of the other articles of the group of `id`."""
    rows = base.execute("SELECT id FROM stories WHERE story = (SELECT story FROM stories WHERE id = ?)", (id,))
    return {other for (other,) in rows} - {id}


def _join(base: sqlite3.Connection, id: int, found: list[int]) -> set[int]:
    if not found:
        return set()
    group = {id, *found}
    for other in found:
        group |= others(base, other)
    story = min(group)
    base.executemany("INSERT OR REPLACE INTO stories VALUES (?, ?)", [(each, story) for each in group])
    return group


def _hashes(base: sqlite3.Connection, id: int) -> frozenset[int]:
    row = base.execute("SELECT hashes FROM samples WHERE id = ?", (id,)).fetchone()
    if row is None:
        return frozenset()
    values = array("I")
    values.frombytes(row[0])
    return frozenset(values)
