"""Times as wires, feeds and mails write them, into ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from store.model.wire import INDEFINITE

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d(?::?\d\d)?|UTC|GMT)?)?"
)
LATEST_ZONE = timezone(timedelta(hours=-12))
"""Where a day ends last: an embargo without a zone is held until its time has come everywhere."""


def iso(value: str | None) -> str | None:
    """A time in ISO 8601 (basic or extended, as NITF's `norm`, NewsML-G2, ninjs and Atom have it) or RFC 5322.

    A date alone stays one, and a time without a zone stays without. None for anything else.
    """
    if not value or len(value) > 64:
        return None
    value = value.strip()
    found = _ISO.fullmatch(value)
    try:
        if found is None:
            return parsedate_to_datetime(value).replace(microsecond=0).isoformat()
        year, month, day, hour, minute, second, zone = found.groups()
        if hour is None:
            return datetime(int(year), int(month), int(day), tzinfo=UTC).date().isoformat()
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))
        return moment.replace(tzinfo=_zone(zone)).isoformat()
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text[0] not in "+-":
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def embargo(value: str | None) -> tuple[str | None, tuple[str, ...]]:
    """When an embargo ends, always with a zone, and what to warn of.

    Held to be on the safe side: what names no zone ends when its time has come everywhere (UTC-12), a date alone when
    the day begins there, and what cannot be read holds until further notice. NewsML-G2's empty `embargoed` does too.
    """
    if value is None:
        return None, ()
    if not value.strip():
        return INDEFINITE, ()
    found = iso(value)
    if found is None:
        return INDEFINITE, (f"the embargo “{value.strip()[:40]}” cannot be read: held until further notice",)
    moment = datetime.fromisoformat(found)
    if moment.tzinfo is None:
        warning = f"the embargo {found} names no time zone: held until it has passed everywhere"
        return moment.replace(tzinfo=LATEST_ZONE).isoformat(), (warning,)
    return found, ()
