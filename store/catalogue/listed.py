"""An article as lists show it, validated from a row of the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import cache
from types import NoneType
from typing import Any, NamedTuple


class Listed(NamedTuple):
    """An article as a list shows it. `time` and `embargo` are ISO 8601; `status`: in words, if it was withdrawn.

    `time` sorts; without `dated` it is the time of arrival, because the article's own date is unknown.

    `retelling_count` counts the other articles on the desk that tell the same story. `changed`: its text differs from
    the one that was read. `shelf` is 0 on the desk, 1 if hidden, 2 if removed; `site` the host, or `files`.
    """

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
    retelling_count: int
    dated: bool
    changed: bool
    shelf: int
    site: str
    seq: int


LISTED_COLUMNS = (
    "key, title, source, moment, actors, quotes, notes, open_notes, unread, embargo, status, "
    "(SELECT count(*) FROM stories o JOIN stories s USING (story) JOIN articles x ON x.id = o.id"
    " WHERE s.id = articles.id AND o.id <> s.id AND x.shelf = 0), "
    "moment <> added, changed, shelf, site, seq"
)

_KINDS: tuple[tuple[type, ...], ...] = (
    (str,), (str,), (str,), (str,), (int, NoneType), (int, NoneType), (int,), (int,), (int,), (str, NoneType),
    (str, NoneType), (int,), (int,), (int,), (int,), (str,), (int,),
)  # fmt: skip


@cache
def _are_listed(kinds: tuple[type, ...]) -> bool:
    return len(kinds) == len(_KINDS) and all(kind in allowed for kind, allowed in zip(kinds, _KINDS, strict=True))


def listed_rows(rows: Iterable[tuple[Any, ...]]) -> list[Listed]:
    """Rows of the table of articles. Raises DatabaseError for invalid values: SQLite stores any type in any column."""
    found = [*rows]
    if not all(_are_listed(tuple(map(type, row))) for row in found):
        raise sqlite3.DatabaseError("wrong values")
    return [Listed(*row) for row in found]
