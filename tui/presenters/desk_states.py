"""The desk's 16-cell column for an article's state: the most serious first, each with its distinctive part first."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def state(*parts: str) -> str:
    """The non-empty parts, joined."""
    return "; ".join(part for part in parts if part)


def withdrawal(status: str | None) -> str:
    """`CANCELED` for `CANCELED by the sender: do not use`."""
    return (status or "").partition(" by ")[0]


def embargo(ends: datetime | None, zone: tzinfo | None = None) -> str:
    """`EMBARGO 18:00` of today, else `EMBARGO 25 Nov`; "" for none. `ends` is as `store.model.wire.embargo_ends` has
    it; `zone` None: the user's.
    """
    if ends is None:
        return ""
    if ends.year >= 9999:
        return "EMBARGO, no end"
    there, here = ends.astimezone(zone), datetime.now(UTC).astimezone(zone)
    if there.date() == here.date():
        return f"EMBARGO {there:%H:%M}"
    year = "" if there.year == here.year else f" {there.year}"
    return f"EMBARGO {there.day} {MONTHS[there.month - 1]}{year}"


def draft(moment: str, zone: tzinfo | None = None) -> str:
    """`draft 14:02` for a draft of today, `draft 3 Nov` for an older one; `moment` is ISO 8601.

    `zone` None: the user's.
    """
    try:
        when, today = datetime.fromisoformat(moment).astimezone(zone), datetime.now(zone).astimezone(zone)
    except (ValueError, OverflowError):
        return "draft"
    return f"draft {when:%H:%M}" if when.date() == today.date() else f"draft {when.day} {MONTHS[when.month - 1]}"
