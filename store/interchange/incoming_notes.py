"""Notes from an untrusted file: every value is checked before it becomes a note."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar, get_args

from store.disk.clock import stamp
from store.notes.anchors import CONTEXT_CHARACTERS, Anchor
from store.notes.deadlines import moment
from store.notes.note import STATUSES, TARGETS, TYPES, About, Fix, Note

T = TypeVar("T")

MAX_TEXT_CHARACTERS = 1_000_000
"""Length of a note or of its passage."""
MAX_NOTES = 200_000
"""The most notes in one file."""
_UID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,127}")
KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
_VERSION = re.compile(r"(?:[0-9a-f]{64})?")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One state of a note in a file.

    `pages` are possible identifiers of its article: addresses, paths, keys, hashes. `ours`: Copydesk wrote it, so that
    key, version and positions are as in a data folder; for others only the words and their context count. `edited`: it
    differs from what Copydesk wrote, or its original is unknown. `is_version`: another state of the note is in the file
    too.
    """

    note: Note
    pages: tuple[str, ...] = ()
    ours: bool = True
    edited: bool = False
    is_version: bool = False


@dataclass(slots=True)
class Batch:
    """The notes of a file, and a line for each item that is not a note."""

    notes: list[Incoming] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def collect(self, found: Iterable[T], parse: Callable[[T], Incoming | None], noun: str, *, first: int = 1) -> None:
        """Add the note that `parse` returns for each item of `found`, up to `MAX_NOTES` items.

        Items that yield None are skipped; a ValueError becomes a fault. `noun` names an item in messages, and `first`
        is the number of the first.
        """
        for number, each in enumerate(found, first):
            if number > MAX_NOTES:
                self.faults.append(f"more than {MAX_NOTES:,} {noun}s")
                break
            try:
                if (note := parse(each)) is not None:
                    self.notes.append(note)
            except ValueError as error:
                self.faults.append(f"{noun} {number}: {error}")


def digest(note: Note) -> str:
    """Sixteen hexadecimal digits that identify this state of the note in any data folder."""
    plain = {name: value for name, value in note.to_dict().items() if name != "op"}
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:16]


def uid_of(*name: str) -> str:
    """A uid for a note with a foreign name or none: the same for the same name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(name)))


def checked_note(data: Mapping[str, Any]) -> Note:
    """The note in `data`, which is in the form of `Note.to_dict`. Raises ValueError, with a short reason.

    Defaults for missing fields: `rev` is 1, `status` open, `type` note, and texts are empty.
    """
    created = _time(data, "created")
    return Note(
        _like(_UID, data, "uid"),
        _like(KEY, data, "article"),
        _like(_VERSION, data, "version"),
        _anchor(data.get("selector")),
        text(data, "body"),
        _one_of(TYPES, data, "type", "note"),
        _one_of(STATUSES, data, "status", "open"),
        tuple(text({"tag": tag}, "tag", 1000) for tag in _list(data.get("tags"), "tags")),
        text(data, "author", 1000),
        created,
        _time(data, "updated") or created,
        natural_number(data.get("rev", 1), "rev", least=1),
        _about(data.get("about")),
        text(data, "op", 200),
        text(data, "editor", 1000),
        None,
        _due(data.get("due")),
        text(data, "original_author", 1000) or None,
        text(data, "original_editor", 1000) or None,
        data.get("foreign") in (True, "True"),
    )


def text(data: Mapping[str, Any], name: str, longest: int = MAX_TEXT_CHARACTERS) -> str:
    """The text `name`, "" if it is missing. Raises ValueError for anything else, and for a text that is too long."""
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"its {name} is no text")
    if len(value) > longest:
        raise ValueError(f"its {name} is longer than {longest:,} characters")
    return value


def natural_number(value: object, name: str, *, least: int = 0) -> int:
    """A whole number of at least `least`. Raises ValueError."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value < 2**40:
        raise ValueError(f"its {name} is no number from {least}")
    return value


def utc(time: str) -> str:
    """An ISO 8601 time as notes store it: UTC, to the millisecond. Without a zone it is UTC. "" for anything else."""
    try:
        when = datetime.fromisoformat(time)
        return stamp(when.replace(tzinfo=UTC) if when.tzinfo is None else when)
    except (ValueError, OverflowError):
        return ""


def quoted(exact: str, prefix: str = "", suffix: str = "", start: object = None) -> Anchor:
    """An anchor for words selected in another program; without a `start` their place is unknown."""
    prefix, suffix = (prefix[-CONTEXT_CHARACTERS:] if prefix else ""), suffix[:CONTEXT_CHARACTERS]
    if isinstance(start, int) and not isinstance(start, bool) and 0 <= start < 2**40:
        return Anchor(exact, prefix, suffix, start, start + len(exact))
    return Anchor(exact, prefix, suffix, 0, 0)


def _like(pattern: re.Pattern[str], data: Mapping[str, Any], name: str) -> str:
    value = text(data, name, 200)
    if not pattern.fullmatch(value):
        raise ValueError(f"its {name} is {'not one' if value else 'missing'}")
    return value


def _one_of(known: tuple[T, ...], data: Mapping[str, Any], name: str, default: T) -> T:
    value = data.get(name, default)
    for each in known:
        if each == value:
            return each
    raise ValueError(f"its {name} is not one of {', '.join(map(str, known))}")


def _list(value: object, name: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > 1000:
        raise ValueError(f"its {name} are no list")
    return value


def _time(data: Mapping[str, Any], name: str) -> str:
    value = text(data, name, 64)
    if value and not (_TIME.fullmatch(value) and utc(value)):
        raise ValueError(f"its {name} is no time in UTC")
    return value


def _due(value: object) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > 64 or moment(value) is None:
        raise ValueError("its due is no time")
    return value


def _anchor(selectors: object) -> Anchor | None:
    if selectors is None:
        return None
    try:
        quote, *positions = [selectors] if isinstance(selectors, dict) else _list(selectors, "selectors")
        if not positions and quote["type"] == "TextQuoteSelector":
            return quoted(text(quote, "exact"), text(quote, "prefix", 1000), text(quote, "suffix", 1000))
        (position,) = positions
        if (quote["type"], position["type"]) != ("TextQuoteSelector", "TextPositionSelector"):
            raise ValueError("its selectors are not a quote and a position")
        start, end = natural_number(position["start"], "start"), natural_number(position["end"], "end")
        if end < start:
            raise ValueError("its end is before its start")
        return Anchor(text(quote, "exact"), text(quote, "prefix", 1000), text(quote, "suffix", 1000), start, end)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("its selectors are not a quote and a position") from error


def _about(data: object) -> About:
    if data is None:
        return About()
    if not isinstance(data, dict):
        raise ValueError("its about is no object")
    values = {name: text(data, name, 10_000) for name in About.__slots__ if data.get(name) is not None}
    target = _one_of(TARGETS, data, "target", "text")
    fix: Fix | None = _one_of((*get_args(Fix), None), data, "fix", None)
    return About(**{**values, "target": target, "fix": fix})  # type: ignore[arg-type]
