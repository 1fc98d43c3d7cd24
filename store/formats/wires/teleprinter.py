"""Teleprinter formats: IPTC 7901 (https://iptc.org/std/IPTC7901/) and ANPA 1312.

Both frame a header, a text and a trailer with control characters. Anything further varies by sender; the parser reads
what agencies have in common.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from store.formats.charsets import decode_bytes
from store.formats.document import Document, FormatError
from store.formats.embargoes import embargo_in_text
from store.formats.prose import article, field
from store.model.wire import Subject, Wire

MAX_BYLINE_LINES = 3

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]+")
_IPTC_HEAD = re.compile(
    r"(?P<service>[A-Za-z]{2,4})(?P<number>\d{3,4})\s+(?P<priority>[1-9])\s+(?P<category>[A-Za-z]{1,5})\s+(?P<words>\d+)"
    r"(?:[ \t]+(?P<agency>[A-Za-z]{2,6})\b)?"
)
_IPTC_SENT = re.compile(
    r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)\s*(?:GMT|UTC|Z)?\s+(?P<month>[A-Za-z]{3})[a-z]*\s+(?P<year>\d\d)\b"
)
_ANPA_SENT = re.compile(r"(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)\s+(?P<hour>\d\d)(?P<minute>\d\d)\s*(?:GMT|UTC)")
_ANPA_HEAD = re.compile(r"\s*(?P<priority>[a-z])\s+(?P<category>[a-z0-9])(?:\s|$)")
_VERSION = re.compile(
    r"\b\d(?:st|nd|rd|th)\s+L(?:ea)?d(?:-Writethru)?|\bWritethru\b|\b\d(?:st|nd|rd|th)\s+Add\b", re.IGNORECASE
)
_URGENCIES = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 6, "w": 6, "s": 6, "a": 5}
"""ANPA's letters: flash, bulletin, urgent, regular, deferred; weekend and Sunday copy is deferred too."""
_CATEGORIES = {
    "a": "domestic", "b": "special events", "d": "food", "e": "entertainment", "f": "finance", "i": "international",
    "k": "commentary", "l": "lifestyle", "n": "state and regional", "o": "weather", "p": "politics", "q": "scores",
    "r": "racing", "s": "sport", "t": "travel", "v": "advisory", "w": "Washington", "y": "advisory",
}  # fmt: skip


def is_teleprinter(data: bytes) -> bool:
    """Whether this begins as a teleprinter message: SYN or SOH, then a service and a number."""
    return re.match(rb"[\x00\r\n\s]*\x16*\x01[A-Za-z]{1,5}\d{1,5}[\x1f\s]", data[:200]) is not None


def parse(data: bytes) -> list[Document]:
    """The messages in a file, one after the other. Raises FormatError."""
    text, warnings = decode_bytes(data)
    messages = [part for part in re.split(r"\x04|(?=\x16{2,}\x01)|(?<=[\r\n\x7f])(?=\x01)", text) if "\x01" in part]
    found = [_message(each, str(number) if len(messages) > 1 else "") for number, each in enumerate(messages, 1)]
    if not found:
        raise FormatError("a wire message without a header")
    first = found[0]
    return [Document(first.text, first.title, first.part, first.wire, (*warnings, *first.warnings)), *found[1:]]


def _message(text: str, part: str) -> Document:
    head, _, rest = text.partition("\x01")[2].partition("\x02")
    if not rest:
        head, _, rest = head.partition("\n\n")
    body, _, tail = rest.partition("\x03")
    if "\x1f" in head.split("\n")[0] or "\x13" in head or "\x11" in head:
        return _anpa(head, body, tail, part)
    return _iptc(head, body, tail, part)


# -- IPTC 7901 --------------------------------------------------------------------------------------------------------


def _iptc(head: str, body: str, tail: str, part: str) -> Document:
    found = _IPTC_HEAD.search(head)
    keywords = [word for line in head.split("\n")[1:] for word in line.strip().split("/") if word]
    lines, notes = _without_notes(_plain(body).split("\n"))
    headline = standfirst = None
    at = next((n for n, line in enumerate(lines[:8]) if line.rstrip().endswith("=")), None)
    if at is not None:
        begin = at
        while begin and _is_headline(lines[begin - 1]):
            begin -= 1
        headline = field(" ".join(line.strip() for line in lines[begin : at + 1]).rstrip("= "))
        standfirst, lines = field(" ".join(lines[:begin])), lines[at + 1 :]
    wire = Wire(
        headline=headline,
        keywords=tuple(keywords),
        urgency=int(found["priority"]) if found else None,
        priority=int(found["priority"]) if found else None,
        subjects=(Subject(found["category"], ""),) if found else (),
        published=_sent(_IPTC_SENT.search(tail)),
        editor_note=field(" ".join(filter(None, (standfirst, notes)))),
        guid=field(f"{found['service']}{found['number']}") if found else None,
        source=(found["agency"] or found["service"]) if found else None,
        agency=found["agency"] if found else None,
    )
    return article(wire, _paragraphs(lines), part=part)


def _is_headline(line: str) -> bool:
    """Whether a line may begin a headline that continues on later lines: no slug, no embargo."""
    line_text = line.strip()
    return bool(line_text) and not line_text.isupper() and embargo_in_text(line_text)[0] is None


def _without_notes(lines: list[str]) -> tuple[list[str], str]:
    """The text, and the lines from one that begins with "#": contacts and notes to editors."""
    at = next((n for n, line in enumerate(lines) if n > 2 and re.match(r"#+\s", line.strip())), len(lines))
    return lines[:at], " ".join(line.strip("# ") for line in lines[at:] if line.strip())


# -- ANPA 1312 --------------------------------------------------------------------------------------------------------


def _anpa(head: str, body: str, tail: str, part: str) -> Document:
    first, _, second = head.partition("\n")
    number, _, slug = first.partition("\x1f")
    found = _ANPA_HEAD.match(_CONTROLS.sub(" ", second))
    lines = _plain(body).split("\n")
    marked: list[str] = []
    while lines and (re.match(r"\s*\^|.*[<=]\s*$", lines[0]) or not lines[0].strip()):
        if line := lines.pop(0).strip().strip("^").rstrip("<= "):
            marked.append(line)
    slugline = marked.pop(0) if marked else field(_CONTROLS.sub(" ", second)[8:40])
    notes = [each for each in marked if re.match(r"Eds[.:]|Editors?\b|AP\s|Also\b", each)]
    bylines = [each for each in marked if re.match(r"By\s", each, re.IGNORECASE)]
    headline = next((each for each in marked if each not in notes and each not in bylines), None)
    category = found["category"] if found else ""
    version = _VERSION.search(slugline or "")
    source = next((each for each in marked if each not in (*notes, *bylines, headline)), None)
    wire = Wire(
        headline=headline or re.sub(r"^(?:AM|BC|PM)-+", "", (slugline or "").partition(",")[0]) or None,
        byline=field(bylines[0]) if bylines else None,
        editor_note=field(" ".join(re.sub(r"^Eds[.:]\s*", "", each) for each in notes)),
        urgency=_URGENCIES.get(found["priority"]) if found else None,
        subjects=(Subject(f"anpa:{category}", _CATEGORIES.get(category, "")),) if category else (),
        keywords=tuple(filter(None, (field(slug), field((slugline or "").partition(",")[0])))),
        published=_sent(_ANPA_SENT.search(tail)),
        version=version[0] if version else None,
        guid=field(number),
        source=field(source),
        agency=field(source) or _agency(tail),
    )
    return article(wire, _paragraphs(lines), part=part)


def _agency(tail: str) -> str | None:
    found = re.match(r"\s*\^?([A-Z]{2,5})-", tail)
    return found[1] if found else None


# -- both -------------------------------------------------------------------------------------------------------------


def _plain(body: str) -> str:
    """The text without control characters; tabs set paragraphs, device controls set columns."""
    text = body.replace("\t", "    ").replace("\x1e", "").replace("\x17", " ")
    text = re.sub(r"``|''", lambda found: "“" if found[0] == "``" else "”", text)
    text = re.sub(r"(?<=\S) _ (?=\S)", " — ", text)
    return "\n".join(_CONTROLS.sub("", line) for line in text.split("\n"))


def _paragraphs(lines: list[str]) -> list[str]:
    """The paragraphs, each begun by an indent or a blank line; a block of short, unindented lines is a table."""
    joined_lines: list[list[str]] = []
    gap = True
    rows = max((len(line.strip()) for line in lines), default=0) < 40
    for line in lines:
        text = line.strip()
        if not text:
            gap = True
            continue
        if gap or rows or line.startswith("  "):
            joined_lines.append([text.lstrip("^").rstrip("<")])
        else:
            joined_lines[-1].append(text.rstrip("<"))
        gap = False
    joined = [" ".join(" ".join(part).split()) for part in joined_lines]
    if joined and re.fullmatch(r"[a-z]{2,6}(?:[ /][a-z]{2,4}){0,4}", joined[-1]):
        joined.pop()  # the writers' initials
    return [each for each in joined if each]


def _sent(found: re.Match[str] | None) -> str | None:
    if found is None:
        return None
    month = found["month"].lower()
    number = _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else int(month) if month.isdigit() else 0
    try:
        day = date(2000 + int(found["year"]), number, int(found["day"]))
        return datetime(day.year, day.month, day.day, int(found["hour"]), int(found["minute"]), tzinfo=UTC).isoformat()
    except ValueError:
        return None
