"""One sample: a file's bytes and what must come of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

HEADLINE = "Harbour bridge closes after cracks found"
STANDFIRST = "Ferries to run around the clock"
FIRST = (
    "The harbour bridge was closed to all traffic on Tuesday after inspectors found cracks in two of its supporting "
    "beams, the transport ministry said."
)
SECOND = (
    "“We will not reopen it until every beam has been examined,” Transport Minister Ines Dahl told reporters. She said "
    "the work could take three weeks."
)
THIRD = "“Nobody listened to us,” said Karim Osei, who runs a bakery beside the southern ramp."
BODY = (FIRST, SECOND, THIRD)


@dataclass(frozen=True)
class Want:
    """One article expected: wire fields, words its text has and lacks, words its warnings have."""

    wire: dict[str, Any] = field(default_factory=dict)
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] | None = None
    part: str | None = None
    zones: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sample:
    """A file: `name` with its suffix, its bytes, and its articles or the error that is told.

    `schema` names what it is held against (`tests/store/formats/schemas.py`); `invalid` has words of why it is not
    valid, for those that are so on purpose: agencies send them, and they are read all the same.
    """

    name: str
    data: bytes
    articles: tuple[Want, ...] = ()
    error: str = ""
    schema: str = ""
    invalid: str = ""
    charset: str | None = None


def bad(name: str, data: bytes, error: str) -> Sample:
    """A sample that must be refused with `error` in the one line told."""
    return Sample(name, data, error=error)
