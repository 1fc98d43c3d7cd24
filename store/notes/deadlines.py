"""Parses deadlines as people type them, and finds overdue notes. The caller supplies the clock."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from store.notes.note import Note

FORMS = "14:00, tomorrow 9, fri 10, +2h, in 3 days, 2026-11-25 14:00"
"""The forms that `parse` accepts, by example."""
END_OF_DAY = time(23, 59)
WAITING = frozenset({"open", "asked"})
"""The states in which a note is waited for; any other is settled."""
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_STEP = re.compile(r"(\d{1,4}|an?)\s*(m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)(?![a-z])\s*(?:and\s+)?")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2})?)?\s*(am|pm)?")


def parse(text: str, now: datetime) -> datetime:
    """The time that `text` denotes on the user's clock, in UTC. `now` has a time zone.

    A date alone means its last minute, a time alone the next such time, a weekday the next such day, which may be
    today. Raises ValueError, in one line for the user, if it is not a time, or is past.
    """
    words = re.sub(r"^(\d{4}-\d\d-\d\d)t", r"\1 ", " ".join(text.split()).casefold().removeprefix("by "))
    if words.startswith("in "):
        words = f"+{words.removeprefix('in ')}"
    try:
        when = _after(words, now) if words.startswith("+") else _on_the_clock(words, now.astimezone())
    except OverflowError as error:
        raise ValueError("that is too far away") from error
    if when is None:
        raise ValueError(f"not a time: try {FORMS}")
    if when <= now:
        raise ValueError("that time is past")
    return when.astimezone(UTC)


def stored(when: datetime) -> str:
    """The form in which notes store it: ISO 8601 in UTC, to the second."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(due: str | None) -> datetime | None:
    """The time in the form of `stored`; None for anything else."""
    try:
        when = datetime.fromisoformat(due or "")
    except ValueError:
        return None
    return when if when.tzinfo is not None else when.replace(tzinfo=UTC)


def waited_for(note: Note) -> datetime | None:
    """The note's deadline; None if it has none or is settled."""
    return moment(note.due) if note.status in WAITING else None


def overdue(note: Note, now: datetime) -> bool:
    """Whether the note's deadline has passed and it is not settled."""
    when = waited_for(note)
    return when is not None and when <= now


def _after(words: str, now: datetime) -> datetime | None:
    rest = words[1:].strip()
    if not rest or _STEP.sub("", rest):
        return None
    steps = ((int(count) if count.isdecimal() else 1, _UNITS[unit[0]]) for count, unit in _STEP.findall(rest))
    return now + sum((timedelta(**{unit: count}) for count, unit in steps), timedelta())


def _on_the_clock(words: str, here: datetime) -> datetime | None:
    first, _, rest = words.partition(" ")
    day = _day(first, here.date())
    if day is None:
        clock = _clock(words.removeprefix("at "))
        if clock is None:
            return None
        when = datetime.combine(here.date(), clock).astimezone()
        return when if when > here else datetime.combine(here.date() + timedelta(1), clock).astimezone()
    clock = _clock(rest.removeprefix("at "), bare=True) if rest else END_OF_DAY
    if clock is None:
        return None
    when = datetime.combine(day, clock).astimezone()
    return when if when > here or first not in _weekdays() else datetime.combine(day + timedelta(7), clock).astimezone()


def _weekdays() -> dict[str, int]:
    return {name[:length]: number for number, name in enumerate(_DAYS) for length in range(3, len(name) + 1)}


def _day(word: str, today: date) -> date | None:
    if word in ("today", "tomorrow"):
        return today + timedelta(word == "tomorrow")
    number = _weekdays().get(word)
    if number is not None:
        return today + timedelta((number - today.weekday()) % 7)
    try:
        day = date.fromisoformat(word) if len(word) == 10 else None
    except ValueError:
        return None
    return day if day is not None and day.year < date.max.year else None  # no zone shifts it past the last year


def _clock(words: str, *, bare: bool = False) -> time | None:
    """A time of day; `bare`: behind a day an hour may stand alone, as in `fri 10`."""
    found = _CLOCK.fullmatch(words)
    marked = bare or (found is not None and (found[2] or found[3] or ":" in words or "h" in words))
    if found is None or not marked:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
