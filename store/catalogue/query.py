"""A one-line search of the desk: `unread source:reuters quotes:lavrov since:2026-11-01 open-notes "no comment"`.

Words, and phrases in double quotes, are searched for in titles, texts, quotes and notes; all must match. The last word
also matches as a prefix. A minus before a word or a filter excludes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches

from store.catalogue.due import DUE_DAYS, cutoff
from store.disk.clock import utc

FLAGS = {
    "unread": "not opened yet, or changed since",
    "read": "opened",
    "notes": "with notes",
    "open-notes": "with notes that are open, or asked and not answered",
    "embargoed": "not to be used yet",
    "due": "with a deadline, an embargo that lifts, or a fact-check that is open too long",
    "changed": "whose text has changed since you read it",
    "hidden": "hidden from the desk",
    "removed": "removed from the desk, and not purged yet",
    "retold": "whose story other articles tell too",
}
"""Filters that are a single word, with the articles that each keeps."""
VALUES = {
    "source": "a part of where it came from: reuters, example.org, wire/",
    "site": "exactly this host, or `files`",
    "title": "words of the headline",
    "quotes": "who is quoted",
    "said": "words of a quote",
    "note": "words of a note",
    "story": "an article's key: that article, and those that tell the same story",
    "since": "a day, 2026-11-01, 2026-11, today, yesterday, or 7d for the last seven days",
    "until": "the same; the day counts",
}
"""Filters with a value after a colon, with the meaning of the value."""

_TERM = re.compile(r'(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"?|(\S+))')
_AGO = re.compile(r"(\d{1,4})d")
_DATE = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Term:
    """One condition. `name` is a key of FLAGS or VALUES, or "" for words; `whole_word`: not a prefix."""

    name: str
    value: str = ""
    negated: bool = False
    whole_word: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Matches if all of `terms` do. `faults` has a line for each term that was not understood and is ignored."""

    terms: tuple[Term, ...] = ()
    faults: tuple[str, ...] = ()


def parse(line: str, now: datetime, due_days: int = DUE_DAYS) -> Query:
    """Parse the query in `line`; days are in the zone of `now`. Never raises.

    An open fact-check without a deadline is due after `due_days` days.
    """
    terms: list[Term] = []
    faults: list[str] = []
    for found in _TERM.finditer(line):
        minus, name, quoted, bare = found[1] == "-", (found[2] or "").lower(), found[3], found[4]
        value = quoted if quoted is not None else bare
        if not name and quoted is None and value.lower() in FLAGS:
            since = cutoff(now, due_days) if value.lower() == "due" else ""
            terms.append(Term(value.lower(), since, negated=minus))
        elif name in ("since", "until"):
            moment = _moment(value, now, end=name == "until")
            if moment is None:
                faults.append(f"{name}:{value}: no such day; 2026-11-01, 2026-11, today, yesterday or 7d")
            else:
                terms.append(Term(name, moment, minus))
        elif name in VALUES:
            if value.strip():
                terms.append(Term(name, value, minus, quoted is not None))
        elif name and (similar := get_close_matches(name, VALUES, 1, 0.75)):
            faults.append(f"{name}:{value}: no such filter; {similar[0]}: is one")
        elif value.strip():
            if name:  # a colon in plain words, such as a time
                value = f"{name}:{value}"
            terms.append(Term("", value, minus, quoted is not None))
    return Query(tuple(terms), tuple(faults))


def completions(line: str) -> Sequence[str]:
    """The filters that begin with the last word of `line`, in the order of the documentation."""
    word = line.rpartition(" ")[2].removeprefix("-")
    offered = [*FLAGS, *(f"{name}:" for name in VALUES)]
    return [each for each in offered if each.startswith(word) and each != word] if word else []


def _moment(value: str, now: datetime, *, end: bool) -> str | None:
    """The start of the day or month in `value`, or with `end` the start of the next; None if there is none."""
    local = now.astimezone() if now.tzinfo is None else now
    day = local.replace(hour=0, minute=0, second=0, microsecond=0)
    word = value.lower()
    try:
        if word in ("today", "yesterday"):
            day -= timedelta(days=word == "yesterday")
        elif ago := _AGO.fullmatch(word):
            day -= timedelta(days=int(ago[1]))
        elif date := _DATE.fullmatch(word):
            day = day.replace(year=int(date[1]), month=int(date[2]), day=int(date[3] or 1))
            if end and not date[3]:
                return utc((day + timedelta(days=31)).replace(day=1))
        else:
            return None
        return utc(day + timedelta(days=1) if end else day)
    except (ValueError, OverflowError):
        return None
