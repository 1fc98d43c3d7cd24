"""Moments as people read them: on the user's clock, with the zone named. Machine formats keep UTC."""

from __future__ import annotations

from datetime import datetime, tzinfo

DAY_CHARACTERS = 10


def local_minute(moment: str, zone: tzinfo | None = None) -> str:
    """`2026-11-30 14:05 CET` for a moment in ISO 8601 with its zone; a day alone stays a day, other text as it is.

    `zone` None: the user's. A moment without a zone stays without one.
    """
    when = _parsed(moment)
    if when is None:
        return moment
    if when.tzinfo is None:
        return when.strftime("%Y-%m-%d %H:%M")
    return when.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")


def local_day(moment: str, zone: tzinfo | None = None) -> str:
    """`2026-11-30`: the day of a moment, on the user's clock; other text as it is, cut to a day's length."""
    when = _parsed(moment)
    if when is None or when.tzinfo is None:
        return moment[:DAY_CHARACTERS]
    return when.astimezone(zone).strftime("%Y-%m-%d")


def zone_name(moment: datetime | None = None) -> str:
    """The name of the user's time zone at a moment, else now: `CET`, or `+0530` where it has no name."""
    return (moment or datetime.now().astimezone()).astimezone().strftime("%Z")


def _parsed(moment: str) -> datetime | None:
    """The moment; None for a day alone, and for what is none or lies beyond the calendar."""
    if len(moment) <= DAY_CHARACTERS:
        return None
    try:
        when = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return when if 1 < when.year < 9999 else None  # no zone leads past the first or the last year
