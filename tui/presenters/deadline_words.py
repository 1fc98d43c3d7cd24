"""A deadline in few words, on the user's clock: `late 2 h`, `16:00 today`, `tomorrow`, `3 Dec`."""

from __future__ import annotations

from datetime import datetime, timedelta

from tui.presenters.desk_states import MONTHS

MAX_HOURS = 36
"""What is late by more hours is late by days."""


def deadline_words(when: datetime, now: datetime) -> str:
    """The deadline `when` as it stands at `now`; both have a time zone."""
    there, here = when.astimezone(), now.astimezone()
    if there <= here:
        return f"late {_length(here - there)}"
    if there.date() == here.date():
        return f"{there:%H:%M} today"
    if there.date() == here.date() + timedelta(1):
        return "tomorrow"
    year = "" if there.year == here.year else f" {there.year}"
    return f"{there.day} {MONTHS[there.month - 1]}{year}"


def _length(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return f"{max(1, minutes)} min"
    hours = minutes // 60
    return f"{hours} h" if hours < MAX_HOURS else f"{hours // 24} d"
