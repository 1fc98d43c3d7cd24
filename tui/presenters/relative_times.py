"""Moments in few words on the user's clock: when something came, until when it is due, how late it is."""

from __future__ import annotations

from datetime import datetime, timedelta

from tui.presenters.desk_states import MONTHS

HOURS_IN_WORDS = 36
"""What is late by more hours is late by days."""


def parsed(moment: str) -> datetime | None:
    """An ISO 8601 moment on the user's clock; None for a day alone, and for anything else."""
    if len(moment) <= len("2026-11-25T12:00") and not moment.endswith("Z"):
        return None
    try:
        when = datetime.fromisoformat(moment)
        return when.astimezone() if when.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def day(moment: str, now: datetime) -> str:
    """`30 Nov`, of another year `2025-11-30`. The moment may be a day alone."""
    try:
        when = parsed(moment) or datetime.fromisoformat(moment[:10])
    except ValueError:
        return moment[:10]
    return f"{when.day} {MONTHS[when.month - 1]}" if when.year == now.year else f"{when:%Y-%m-%d}"


def short(moment: str, now: datetime) -> str:
    """When an article is from: `09:10` of today, else the day."""
    when, here = parsed(moment), now.astimezone()
    return f"{when:%H:%M}" if when is not None and when.date() == here.date() else day(moment, here)


def long(moment: str, now: datetime) -> str:
    """`today 09:10 CET`, `30 Nov 09:10 CET`; the day alone if there is no time."""
    when, here = parsed(moment), now.astimezone()
    if when is None:
        return day(moment, here)
    return f"{'today' if when.date() == here.date() else day(moment, here)} {when:%H:%M %Z}"


def until(when: datetime, now: datetime) -> str:
    """A deadline: `late 2 h`, `16:00 today`, `tomorrow`, `3 Dec`."""
    there, here = when.astimezone(), now.astimezone()
    if there <= here:
        return f"late {span(here - there)}"
    if there.date() == here.date():
        return f"{there:%H:%M} today"
    if there.date() == here.date() + timedelta(1):
        return "tomorrow"
    return day(there.isoformat(), here)


def lifts(when: datetime, now: datetime) -> str:
    """When an embargo lifts: `lifts 18:00`, `lifts 3 Dec`."""
    there, here = when.astimezone(), now.astimezone()
    return f"lifts {there:%H:%M}" if there.date() == here.date() else f"lifts {day(there.isoformat(), here)}"


def span(length: timedelta) -> str:
    """`5 min`, `2 h`, `9 d`."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return f"{max(1, minutes)} min"
    hours = minutes // 60
    return f"{hours} h" if hours < HOURS_IN_WORDS else f"{hours // 24} d"
