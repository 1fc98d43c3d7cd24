"""Who speaks in the desk's recent articles, from their previews: reads no text."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from store.disk.clock import utc

DAYS = 7
MAX_ARTICLES = 500
"""The newest articles that are counted."""
Form = tuple[int, int, int]
"""Numbers of words: direct, partial, in paraphrase."""


@dataclass(slots=True)
class RecentSpeakers:
    """Words of the main speakers of recent articles; a story that several articles tell counts once.

    `named` are those with a name, the most words first; `unnamed` all others together; `words` all words quoted.
    """

    named: dict[str, Form] = field(default_factory=dict)
    unnamed: Form = (0, 0, 0)
    words: int = 0


def recent_speakers(base: sqlite3.Connection, now: datetime) -> RecentSpeakers:
    """Who speaks in the articles on the desk of the last `DAYS` days."""
    rows = base.execute(
        "SELECT p.made, max(a.moment) AS newest"
        " FROM articles a JOIN previews p USING (id) LEFT JOIN stories s USING (id)"
        " WHERE a.shelf = 0 AND a.moment >= ? AND a.moment <= ?"
        " GROUP BY coalesce(s.story, -id) ORDER BY newest DESC LIMIT ?",
        (utc(now - timedelta(days=DAYS)), utc(now), MAX_ARTICLES),
    )
    found = RecentSpeakers()
    for made, _moment in rows:
        try:
            preview = json.loads(made)
            words = int(preview["words"])
            voices = [
                ("" if each["unnamed"] else str(each["name"]),
                 (int(each["direct"]), int(each["mixed"]), int(each["indirect"]))) for each in preview["voices"]
            ]  # fmt: skip
        except (ValueError, KeyError, TypeError):
            continue  # edited by another program
        found.words += words
        for name, form in voices:
            if name:
                found.named[name] = _sum(found.named.get(name, (0, 0, 0)), form)
            else:
                found.unnamed = _sum(found.unnamed, form)
    found.named = dict(sorted(found.named.items(), key=lambda each: -sum(each[1])))
    return found


def _sum(one: Form, other: Form) -> Form:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]
