"""Converts times in wires, feeds, mails and press releases to ISO 8601, without guessing.

A day stays a day, a time keeps its zone, and a time without a zone stays without. Months and weekdays are read in the
languages of a newsroom's feeds and releases: English, German, French, Spanish, Italian, Portuguese, Dutch, Norwegian,
Danish and Swedish.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

from store.model.wire import INDEFINITE

MAX_TIME_CHARS = 64

_NAMES = (
    "jan january januar janvier enero ene gennaio gen janeiro januari janv",
    "feb february februar février fevrier févr fevr febrero febbraio fevereiro fev februari",
    "mar march märz maerz mär mrz mars marzo março marco maart mrt marts",
    "apr april avril avr abril abr aprile",
    "may mai maggio mag mayo maio mei maj",
    "jun june juni juin junio giugno giu junho",
    "jul july juli juillet juil julio luglio lug julho",
    "aug august août aout agosto ago augustus augusti",
    "sep sept september septembre septiembre set settembre setembro",
    "oct october oktober okt octobre octubre ottobre ott outubro out",
    "nov november novembre noviembre novembro",
    "dec december dezember dez décembre decembre déc diciembre dic dicembre dezembro desember des",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
ZONES = {
    "GMT": 0, "UTC": 0, "UT": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12,
    "NZDT": 13, "EDT": -4, "ET": -5, "EST": -5, "CDT": -5, "CT": -6, "CST": -6, "MDT": -6, "MT": -7, "MST": -7,
    "PDT": -7, "PT": -8, "PST": -8,
}  # fmt: skip
"""Hours from UTC. For an ambiguous name, the zone in which an embargo ends later."""
LATEST_ZONE = timezone(timedelta(hours=-12))
"""The zone where a day ends last: an embargo without a zone is held until its time has passed everywhere."""

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d(?::?\d\d)?|UTC|GMT)?)?"
)
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?")
"""Unix time in seconds or milliseconds, from 2001 to 2033."""
_ASCTIME = re.compile(
    r"(?:[A-Za-z]{3}\s+)?(?P<month>[A-Za-z]{3})\s+(?P<day>\d{1,2})\s+(?P<clock>\d\d:\d\d:\d\d)\s+"
    r"(?P<zone>[A-Z]{2,5}|[+-]\d{4}|)\s*(?P<year>\d{4})$"
)
"""Printed by C's asctime and the command date: `Mon May 3 21:05:00 UTC 2027`."""
_UNSET = re.compile(r"000[01]-|(?:1900|1970)-01-01(?:T00:00:00(?:\+00:00)?)?$")
"""The zero of a program's clock: a date that was never set."""
_MONTH = rf"(?P<{{}}>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<{}>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|er|º|ª|\.)?"
_DATE = re.compile(
    rf"""(?<![\d:.])(?:
      (?P<y1>\d{{4}})(?P<s1>[-/])(?P<m1>\d\d)(?P=s1)(?P<d1>\d\d)(?!\d)
    | (?P<a>\d{{1,2}})(?P<s2>[./-])(?P<b>\d{{1,2}})(?P=s2)(?P<y2>\d{{4}}|(?<=\.)\d\d)(?![\d:])
    | {_DAY.format("d3")}[\s-]*(?:of\s|de\s)?\s*{_MONTH.format("m3")},?[\s-]*(?:de\s|del\s)?
      (?P<y3>\d{{4}}|\d\d(?=\s\d?\d:))(?!\d)
    | {_MONTH.format("m4")}\s*{_DAY.format("d4")},?\s+(?P<y4>\d{{4}})(?!\d)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CLOCK = re.compile(
    r"""\b(?P<h>[01]?\d|2[0-3])(?:[:.]|\s?h\s?)(?P<min>[0-5]\d)(?::(?P<s>[0-5]\d))?(?:\s*(?P<half>[ap])\.?\s?m\b)?
    |\b(?P<h4>[01]\d|2[0-3])(?P<min4>[0-5]\d)(?=\s*(?:hrs?|hours|h|[A-Z]{2,4})\b)
    |\b(?P<h2>1[0-2]|0?\d)\s*(?P<half2>[ap])\.?\s?m\b
    |(?:\bkl(?:\.|okken|okka|ockan)?\s*|\ba\s+las\s+|\bat\s+)(?P<h5>[01]?\d|2[0-3])(?![\d:.]\d|\s?[ap]\.?m|\d)\b
    |\b(?P<h6>[01]?\d|2[0-3])\s?(?:Uhr|h|heures?|horas|hs)\b
    |\b(?P<noon>noon|midday|mittags?|midi|mediod[ií]a|klokka\s+tolv)\b
    |\b(?P<midnight>midnight|mitternacht|minuit|medianoche|midnatt|midnat)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_OFFSET = re.compile(
    r"\b(?:GMT|UTC)\s?(?P<sign>[+-])(?P<h>\d\d?):?(?P<m>\d\d)?\b|(?<=[0-5]\d)\s?(?P<sign2>[+-])(?P<h2>\d\d):?(?P<m2>\d\d)\b"
)
_ZONE = re.compile(rf"(?:\b|(?<=\d))(?:{'|'.join(ZONES)})\b")
_CENTRAL_EUROPE = re.compile(
    r"heure\s+de\s+paris|hora\s+(?:peninsular|de\s+madrid)|(?:norsk|dansk|svensk|deutscher)\s+(?:tid|zeit)",
    re.IGNORECASE,
)


EMPTY_EMBARGO = "the sender's embargo is empty: held until further notice"


class Day(NamedTuple):
    """A day in running text: its span, and its ISO form; None if day and month are ambiguous."""

    start: int
    end: int
    iso: str | None


def iso(value: str | None) -> str | None:
    """A time as ISO 8601, from ISO 8601 (basic or extended), RFC 5322, Unix seconds, or words with day, month and year.

    None for anything else, and for the zero of a program's clock.
    """
    if not value or len(value) > MAX_TIME_CHARS:
        return None
    read = _read(_ASCTIME.sub(r"\g<day> \g<month> \g<year> \g<clock> \g<zone>", value.strip()).strip())
    return None if read is None or _UNSET.match(read) else read


def _read(value: str) -> str | None:
    if _SECONDS.fullmatch(value):
        return datetime.fromtimestamp(int(value[:10]), UTC).isoformat()
    found = _ISO.fullmatch(value)
    try:
        if found is None:
            return _in_words(value)
        year, month, day, hour, minute, second, zone = found.groups()
        if hour is None:
            return date(int(year), int(month), int(day)).isoformat()
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))
        return moment.replace(tzinfo=_iso_zone(zone)).isoformat()
    except (ValueError, OverflowError):
        return None


def _in_words(value: str) -> str | None:
    day = find_day(value)
    if day is None or day.iso is None:
        return None
    rest = f"{value[: day.start]} {value[day.end :]}"
    if len(re.sub(r"[\W\d_]", "", _CLOCK.sub(" ", _ZONE.sub(" ", _OFFSET.sub(" ", rest))))) > 14:
        return None  # a sentence that mentions a day is not a time stamp
    clock = find_clock(rest)
    if clock is None:
        return day.iso
    zone = find_zone(rest)
    return datetime.fromisoformat(f"{day.iso}T{clock}").replace(tzinfo=zone).isoformat()


def find_day(text: str, start: int = 0) -> Day | None:
    """The first day with month and year in `text` from `start` on."""
    found = _DATE.search(text, start)
    if found is None:
        return None
    g = found.groupdict()
    if g["y1"]:
        numbers: tuple[int, int, int] | None = int(g["y1"]), int(g["m1"]), int(g["d1"])
    elif g["y2"]:
        numbers = _day_and_month(int(g["a"]), int(g["b"]), g["s2"], _full_year(g["y2"]))
    else:
        which = "3" if g["y3"] else "4"
        month = MONTHS[g["m" + which].lower()]
        numbers = _full_year(g["y" + which]), month, int(g["d" + which])
    try:
        return Day(found.start(), found.end(), date(*numbers).isoformat() if numbers else None)
    except ValueError:
        return Day(found.start(), found.end(), None)


def _day_and_month(one: int, other: int, separator: str, year: int) -> tuple[int, int, int] | None:
    if separator == "." or one > 12 or one == other:
        return year, other, one
    return (year, one, other) if other > 12 else None


def _full_year(digits: str) -> int:
    """A two-digit year as RFC 5322, 4.3 defines it."""
    number = int(digits)
    return number if len(digits) == 4 else number + (2000 if number < 50 else 1900)


def find_clock(text: str) -> str | None:
    """The first time of day in `text`, as `HH:MM:SS`."""
    found = _CLOCK.search(text)
    if found is None:
        return None
    if found["noon"] or found["midnight"]:
        return "12:00:00" if found["noon"] else "00:00:00"
    hour = int(next(found[name] for name in ("h", "h4", "h2", "h5", "h6") if found[name]))
    half = (found["half"] or found["half2"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{found['min'] or found['min4'] or '00'}:{found['s'] or '00'}"


def find_zone(text: str) -> timezone | None:
    """The zone named in `text`, by its offset or its usual abbreviation."""
    offset = _OFFSET.search(text)
    if offset is not None:
        away = timedelta(hours=int(offset["h"] or offset["h2"]), minutes=int(offset["m"] or offset["m2"] or 0))
        if away <= timedelta(hours=14):
            return timezone(-away if "-" in (offset["sign"], offset["sign2"]) else away)
    named = _ZONE.search(text)
    if named:
        return UTC if not ZONES[named[0]] else timezone(timedelta(hours=ZONES[named[0]]))
    return timezone(timedelta(hours=1)) if _CENTRAL_EUROPE.search(text) else None


def _iso_zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text[0] not in "+-":
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def unreadable(value: object) -> str | None:
    """A warning for an unreadable date; None for a readable or missing one."""
    plain_date = " ".join(value.split()) if isinstance(value, str) else ""
    return (
        None
        if not plain_date or iso(plain_date)
        else f"the date “{plain_date[:40]}” cannot be read: the day is unknown"
    )


def embargo(value: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The end of an embargo, always with a zone, and warnings.

    In doubt the article is held: a time without a zone ends when it has passed everywhere (UTC-12), a date alone when
    the day begins there, and an unreadable value, like NewsML-G2's empty `embargoed`, holds until further notice.
    """
    if value is None:
        return None, ()
    if not value.strip():
        return INDEFINITE, (EMPTY_EMBARGO,)
    found = iso(value)
    if found is None:
        return INDEFINITE, (f"the embargo “{value.strip()[:40]}” cannot be read: held until further notice",)
    moment = datetime.fromisoformat(found)
    if moment.tzinfo is None:
        warning = f"the embargo {found} names no time zone: held until it has passed everywhere"
        return moment.replace(tzinfo=LATEST_ZONE).isoformat(), (warning,)
    return found, ()
