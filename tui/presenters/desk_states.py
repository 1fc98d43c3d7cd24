"""What the desk says of an article in a column of 16 cells: the gravest first, of each what tells it apart first."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def state(*parts: str) -> str:
    """The parts that say something, as one."""
    return "; ".join(part for part in parts if part)


def withdrawal(status: str | None) -> str:
    """`CANCELED` of `CANCELED by the sender: do not use`."""
    return (status or "").partition(" by ")[0]


def embargo(ends: datetime | None) -> str:
    """`EMBARGO 25 Nov 07:00 CET`, on the user's clock; "" for none. `ends` is from `embargo_ends`."""
    if ends is None:
        return ""
    if ends.year >= 9999:
        return "EMBARGO, no end"
    ends = ends.astimezone()
    year = "" if ends.year == datetime.now(UTC).year else f" {ends.year}"
    return f"EMBARGO {ends.day} {MONTHS[ends.month - 1]}{year} {ends:%H:%M %Z}"


def draft(moment: str, zone: tzinfo | None = None) -> str:
    """`draft 14:02` of a draft of today, `draft 3 Nov` of an older one; `moment` is ISO 8601.

    `zone` None: the user's.
    """
    try:
        when, today = datetime.fromisoformat(moment).astimezone(zone), datetime.now(zone).astimezone(zone)
    except (ValueError, OverflowError):
        return "draft"
    return f"draft {when:%H:%M}" if when.date() == today.date() else f"draft {when.day} {MONTHS[when.month - 1]}"
