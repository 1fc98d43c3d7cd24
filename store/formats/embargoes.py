"""An embargo that stands in the text itself, as in press releases: "EMBARGOED UNTIL 06:00 GMT, 25 NOVEMBER 2026"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from extract.layout.dates import find_date
from store.formats.times import embargo
from store.model.wire import INDEFINITE

MAX_LINES = 15
"""How many lines from the top an embargo is looked for."""
MAX_LINE_CHARS = 200

_HELD = re.compile(
    r"\W*(?:(?:strictly|strict|under|press|media|news|note)[\s:]+)*embargo(?:ed)?\b(?P<sure>[^\n]{0,40}?\b(?:until|till)\b)?"
    r"|\W*not\s+for\s+(?:publication|release|broadcast|use)\b[^\n]{0,60}?\b(?P<before>before|until|till)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"""\b(?P<h>[01]?\d|2[0-3])[:.](?P<min>[0-5]\d)(?:\s*(?P<half>[ap])\.?m\b)?
    |\b(?P<h4>[01]\d|2[0-3])(?P<min4>[0-5]\d)(?=\s*(?:hrs?|hours|h|[A-Z]{2,4})\b)
    |\b(?P<h2>1[0-2]|0?\d)\s*(?P<half2>[ap])\.?m\b
    |\b(?P<word>noon|midnight)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_OFFSET = re.compile(
    r"\b(?:GMT|UTC)\s?(?P<sign>[+-])(?P<h>\d\d?):?(?P<m>\d\d)?\b|(?<=[0-5]\d)\s?(?P<sign2>[+-])(?P<h2>\d\d):(?P<m2>\d\d)\b"
)
_ZONES = {
    "GMT": 0, "UTC": 0, "Z": 0, "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "SGT": 8,
    "HKT": 8, "JST": 9, "AEST": 10, "AEDT": 11, "EDT": -4, "ET": -5, "EST": -5, "CDT": -5, "CT": -6, "CST": -6,
    "MDT": -6, "MT": -7, "MST": -7, "PDT": -7, "PT": -8, "PST": -8,
}  # fmt: skip
"""Hours from UTC. Of a name with two meanings the one is taken that ends the embargo later."""
_ZONE = re.compile(rf"\b(?:{'|'.join(_ZONES)})\b")


def embargo_in_text(text: str) -> tuple[str | None, tuple[str, ...]]:
    """When the embargo that the text begins with ends, ISO 8601 with a zone, and warnings that quote it.

    None without one. A line that is surely an embargo and names no day holds until further notice.
    """
    lines = [line.strip() for line in text[:6000].split("\n") if line.strip()][:MAX_LINES]
    for line in lines:
        found = _HELD.match(line) if len(line) <= MAX_LINE_CHARS else None
        if found is None:
            continue
        said = (f"the text says: “{' '.join(line.split())}”",)
        day = find_date(line)
        if day is None or day.iso is None:
            if found["before"] or (found["sure"] and "embargoed" in found[0].lower()):
                return INDEFINITE, said
            continue
        ends, more = _ends(line, day.iso[:10], line[: day.start] + " " + _after_day(line, day.start, day.end))
        return ends, (*said, *more)
    return None, ()


def _after_day(line: str, start: int, end: int) -> str:
    """What follows the day: its clock was taken for a part of the date where it stands right behind."""
    clock = _CLOCK.search(line, start, end)
    return line[clock.start() if clock and clock.start() > start + 5 else end :]


def _ends(line: str, day: str, rest: str) -> tuple[str | None, tuple[str, ...]]:
    clock = _CLOCK.search(rest)
    if clock is None:
        return embargo(day)
    hour, minute = int(clock["h"] or clock["h4"] or clock["h2"] or 0), int(clock["min"] or clock["min4"] or 0)
    half = (clock["half"] or clock["half2"] or "").lower()
    if clock["word"]:
        hour = 12 if clock["word"].lower() == "noon" else 0
    elif half:
        hour = hour % 12 + (12 if half == "p" else 0)
    bare = f"{day}T{hour:02}:{minute:02}:00"
    zone = _zone(line)
    if zone is None:
        return embargo(bare)
    return datetime.fromisoformat(bare).replace(tzinfo=zone).isoformat(), ()


def _zone(line: str) -> timezone | None:
    offset = _OFFSET.search(line)
    if offset is not None:
        hours = int(offset["h"] or offset["h2"])
        away = timedelta(hours=hours, minutes=int(offset["m"] or offset["m2"] or 0))
        if hours <= 14:
            return timezone(-away if "-" in (offset["sign"], offset["sign2"]) else away)
    named = _ZONE.search(line)
    return timezone(timedelta(hours=_ZONES[named[0]])) if named else None
