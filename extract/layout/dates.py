"""Parses printed dates to ISO 8601. A printed time zone is used; none is ever assumed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"  # noqa: E501
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?,?"

_YEAR = re.compile(r"\d{4}")
"""Every date has a year: the other patterns are compiled only at the first line with one."""
_CHANGE = re.compile(r"\b(?:last\s)?(?:updated|modified|changed|revised)\b", re.IGNORECASE)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"


@cache
def _date() -> re.Pattern[str]:
    return re.compile(
        rf"""(?:{WEEKDAY}\s+)?
    (?: (?P<y1>\d{{4}})-(?P<m1>\d{{2}})-(?P<d1>\d{{2}})
      | (?P<a>\d{{1,2}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?P=sep)(?P<y2>\d{{4}})
      | (?P<m3>{MONTH})\s+(?P<d3>{_DAY})\s*,?\s+(?P<y3>\d{{4}})
      | (?P<d4>{_DAY})\s+(?P<m4>{MONTH}),?\s+(?P<y4>\d{{4}}) )(?!\d)""",
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _time() -> re.Pattern[str]:
    return re.compile(
        r"""[\s,|–—-]*(?:T|at\s+|kl\.?\s*)?(?P<h>[01]?\d|2[0-3])[:.](?P<min>[0-5]\d)(?:[:.](?P<s>[0-5]\d))?
    (?:\s*(?P<half>[ap])\.?m\b\.?)?(?:\s*(?P<zone>Z\b|UTC\b|GMT\b|[+-]\d{2}:?\d{2}\b)|\s*\(?(?:[A-Z]{2,4}T|ET|PT)\b\)?)?""",
        re.VERBOSE | re.IGNORECASE,
    )


class Dated(NamedTuple):
    """A printed date: its offsets in the searched string, its ISO form, and whether it has a time.

    `iso` is None if day and month are ambiguous ("04/05/2024") or the day does not exist.
    """

    start: int
    end: int
    iso: str | None
    timed: bool


def find_date(line: str, start: int = 0) -> Dated | None:
    """The first full date (day, month and year) in `line` from `start` on, with the time of day that follows it."""
    found = _date().search(line, start) if _YEAR.search(line, start) else None
    if found is None:
        return None
    day = _day(found)
    time = _time().match(line, found.end())
    if time is None or day is None:
        return Dated(found.start(), found.end(), day, False)
    return Dated(found.start(), time.end(), f"{day}T{_clock(time)}", True)


def printed_dates(lines: Iterable[str]) -> tuple[str | None, str | None]:
    """The dates of publication and of the last change in date lines and bylines; those with a time are preferred.

    What follows "updated" or the like is of the last change: "Published 9 May 2026 09:10, updated 14:25" has both.
    """
    published: list[Dated] = []
    updated: list[Dated] = []
    for line in lines:
        label = _CHANGE.search(line)
        before = find_date(line[: label.start()] if label else line)
        after = find_date(line, label.end()) if label else None
        if label and before and before.iso and after is None:
            after = _same_day(before.iso, line[label.end() :].lstrip(" :")) or before
            before = None if after is before else before
        published += [before] if before and before.iso else []
        updated += [after] if after and after.iso else []
    return _best(published), _best(updated)


def _same_day(moment: str, clock: str) -> Dated | None:
    """The time of day that `clock` begins with, on the day of `moment`."""
    time = _time().match(clock)
    return Dated(time.start(), time.end(), f"{moment[:10]}T{_clock(time)}", True) if time else None


def _best(found: Sequence[Dated]) -> str | None:
    return next((each.iso for each in (*filter(lambda dated: dated.timed, found), *found)), None)


def _day(found: re.Match[str]) -> str | None:
    g = found.groupdict()
    if g["y1"]:
        year, month, day = int(g["y1"]), int(g["m1"]), int(g["d1"])
    elif g["y2"]:
        a, b, year = int(g["a"]), int(g["b"]), int(g["y2"])
        if g["sep"] == "." or a > 12:
            day, month = a, b
        elif b > 12 or a == b:
            month, day = a, b
        else:
            return None
    else:
        which = "3" if g["y3"] else "4"
        year, month = int(g["y" + which]), MONTHS[g["m" + which].lower().rstrip(".")]
        day = int(re.sub(r"\D", "", g["d" + which]))
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _clock(found: re.Match[str]) -> str:
    hour = int(found["h"])
    if found["half"] and hour <= 12:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    clock = f"{hour:02}:{found['min']}" + (f":{found['s']}" if found["s"] else "")
    zone = (found["zone"] or "").upper()
    if zone in ("Z", "UTC", "GMT"):
        return clock + "+00:00"
    return clock + (f"{zone[:3]}:{zone[-2:]}" if zone else "")
