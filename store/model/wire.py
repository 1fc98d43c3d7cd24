"""A wire's metadata about an article: its sender, its urgency, and when it may be used.

The fields are those that IPTC NITF, NewsML-G2, ninjs, feeds and mail headers share. Every parser of `store.formats`
fills those of its format; the others are None, 0 or ().
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, tzinfo
from typing import Any, NamedTuple

INDEFINITE = "9999-12-31T23:59:59+00:00"
"""The embargo of an article that is held until further notice."""


class Subject(NamedTuple):
    """A subject of an article: a code such as `medtop:11000000`, a name such as `politics`, or both."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Wire:
    """One article's wire metadata.

    `published`, `updated` and `embargo` are ISO 8601; `embargo` always has a zone, so that it can be compared (see
    `embargo_ends`). `urgency` and `priority` run from 1 (most urgent) to 9, None if not given. `guid` is the sender's
    own name for the item, the same in every version; `version` counts those. `source` is the sender; `agency` is the
    news agency that wrote it, if a wire names one. `time_codes` are those of a transcript's paragraphs, in order.
    `pub_status` is `usable`, `withheld`, `canceled` (IPTC newsprovider statuses), or as sent in lower case.
    """

    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: str | None = None
    updated: str | None = None
    version: str | None = None
    urgency: int | None = None
    priority: int | None = None
    subjects: tuple[Subject, ...] = ()
    keywords: tuple[str, ...] = ()
    embargo: str | None = None
    editor_note: str | None = None
    copyright: str | None = None
    usage_terms: str | None = None
    credit: str | None = None
    language: str | None = None
    guid: str | None = None
    url: str | None = None
    source: str | None = None
    agency: str | None = None
    pub_status: str | None = None
    time_codes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The given fields, ready for `json.dumps`; empty fields are left out."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        plain = {name: value for name, value in values.items() if value not in (None, ())}
        if self.subjects:
            plain["subjects"] = [subject._asdict() for subject in self.subjects]
        for name in ("keywords", "time_codes"):
            if name in plain:
                plain[name] = list(plain[name])
        return plain

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Wire:
        """Rebuild the metadata from `to_dict`, ignoring unknown keys and values of the wrong type. Never raises."""
        return cls(**{each.name: _read(each.name, data.get(each.name)) for each in fields(cls)})


def _read(name: str, value: object) -> Any:
    if name in ("urgency", "priority"):
        return value if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9 else None
    if name in ("keywords", "time_codes"):
        return tuple(word for word in value if isinstance(word, str)) if isinstance(value, list) else ()
    if name == "subjects":
        rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        return tuple(Subject(str(row.get("code") or ""), str(row.get("name") or "")) for row in rows)
    return value if isinstance(value, str) else None


def embargo_ends(wire: Wire | None, now: datetime) -> datetime | None:
    """The end of the article's embargo, in UTC; None if it has none or it is over at `now` (with a zone)."""
    if wire is None or wire.embargo is None:
        return None
    try:
        ends = datetime.fromisoformat(wire.embargo)
        ends = (ends.replace(tzinfo=UTC) if ends.tzinfo is None else ends).astimezone(UTC)
    except OverflowError:
        ends = datetime.fromisoformat(INDEFINITE)
    except ValueError:
        return None
    return ends if now < ends else None


def embargo_in_words(wire: Wire | None, now: datetime, zone: tzinfo | None = UTC) -> str | None:
    """`EMBARGOED until 25 Nov 2026 06:00 UTC` while the article may not be used; None once it may.

    `zone`: the clock that is shown; None is the user's.
    """
    ends = embargo_ends(wire, now)
    if ends is None:
        return None
    if ends.year >= 9999:
        return "EMBARGOED until further notice"
    ends = ends.astimezone(zone)
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[ends.month - 1]
    return f"EMBARGOED until {ends.day} {month} {ends.year} {ends:%H:%M %Z}"


def held(wire: Wire | None, now: datetime, zone: tzinfo | None = UTC) -> list[str]:
    """Why the article may not be used at `now`, in words: it was withdrawn, it is embargoed. Empty if it may."""
    return [line for line in (status_in_words(wire), embargo_in_words(wire, now, zone)) if line]


def status_in_words(wire: Wire | None) -> str | None:
    """`CANCELED by the sender: do not use` for an article that was withdrawn or is held; None for a usable one."""
    status = wire.pub_status if wire is not None else None
    if status is None or status == "usable":
        return None
    return f"{status.upper()} by the sender: do not use"
