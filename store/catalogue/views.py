"""The desk's views: predefined searches, saved ones, and one for each source, with their counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from store.catalogue.query import parse
from store.catalogue.searches import expand
from store.catalogue.sql import conditions
from store.disk.clock import utc

if TYPE_CHECKING:
    from store.catalogue.catalogue import Catalogue

VIEWS = (("All", ""), ("Due", "due"), ("Embargoed", "embargoed"), ("Changed", "changed"), ("Open notes", "open-notes"))
"""The name and the search of each view."""
MAX_SITES = 100


class View(NamedTuple):
    """A view: its name, its search, how many articles it has and how many of them are unread."""

    name: str
    line: str
    articles: int
    unread: int


def views(catalogue: Catalogue, searches: Mapping[str, str], now: datetime, due_days: int) -> list[View]:
    """The predefined views, then the saved searches."""
    wanted = [*VIEWS, *((f"@{name}", f"@{name}") for name in searches)]
    found: list[View] = []
    for name, line in wanted:
        query = parse(expand(line, searches), now.astimezone(), due_days)
        where, values = conditions(query.terms, utc(now))
        with catalogue.ask() as base:
            row = base.execute(f"SELECT count(*), total(a.unread) FROM articles a {where}", values).fetchone()
        found.append(View(name, line, int(row[0]), int(row[1])))
    return found


def sites(catalogue: Catalogue) -> list[View]:
    """The sources with the most unread articles first, then by name."""
    with catalogue.ask() as base:
        rows = base.execute(
            "SELECT site, count(*), total(unread) FROM articles WHERE shelf = 0 GROUP BY site"
            " ORDER BY total(unread) DESC, site LIMIT ?",
            (MAX_SITES,),
        ).fetchall()
    return [View(str(name), f"site:{name}", int(count), int(unread)) for name, count, unread in rows]
