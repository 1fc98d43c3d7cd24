"""Joins the parts of an article into a text whose zones `extract.layout.zones` recognises; cleans wire fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.text import normalise
from store.formats.document import Document, FormatError
from store.formats.times import MONTHS, ZONES
from store.model.wire import Wire

MAX_FIELD_CHARS = 4000
"""Maximum length of a metadata field, in characters."""
CORRECTION = "the sender marks this as a correction"
MAX_WORDS = 100
"""Maximum number of keywords or subjects."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_TEXT = {
    **dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127)),
    **{code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)},
}
"""Replacements for control characters in text: C0 is removed, C1 read as Windows-1252, as HTML reads `&#146;`."""
_AUTHORED = re.compile(r"(?:by|of|from|text|words|story|written|reporting|compiled)\b|[(\[]", re.IGNORECASE)
_LOGIN = re.compile(
    r"@?[a-z0-9]+(?:[._/@-][a-z0-9]+)*|[\w.+-]+@[\w.-]+|(?:www\.)?[\w-]+(?:\.[\w-]+)+|\w+\\\w+|[A-Za-z]+\d+|"
    r"\([a-z]{2,4}\)|[A-Z]{2}(?:/[A-Z]{2,3})+"
)
_LABELS = re.compile(
    r"user\s?name|username|user|admin(?:istrator)?|author|editor|staff|guest|anonymous|unknown|log ?in|sign ?in|none|"
    r"null|undefined|n/?a|root|test|posted by|comments?|share|subscribe|register|webmaster|logg? (?:inn|ind|in)|"
    r"anmelden|einloggen|se connecter|connexion|iniciar sesión|registrarse|registrieren|bli abonnent|abonnieren",
    re.IGNORECASE,
)
_STAMP = re.compile(
    rf"\b(?:{'|'.join(ZONES)}|T(?=\d)|[AP]M|{'|'.join(sorted(MONTHS, key=len, reverse=True))}|"
    r"(?:mo|tu|we|th|fr|sa|su)\w{0,3}day|mon|tues?|wed|thu(?:rs)?|fri|sat|sun|\w+tag|mittwoch|\w+di|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|"
    r"domingo|\w+dag|at|kl|uhr|um|den|le|el|de|of|st|nd|rd|th|h)\b|(?<=\d)(?:[TZ](?=[\d+Z]|$)|st|nd|rd|th|h)|\d",
    re.IGNORECASE,
)
"""Tokens of a line that is only a date."""
_LETTERS = re.compile(r"[^\W\d_]")
MAX_HEADER_LINES = 12
"""Lines searched for a repeated headline."""
_DASHED = re.compile(r"[\s,.:;–—-]+$")


def field(value: object, max_chars: int = MAX_FIELD_CHARS) -> str | None:
    """A metadata value in one line, without control characters; None if nothing is left."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    plain = " ".join(_CONTROL.sub(" ", normalise(value)).translate(_TEXT).split())
    return (plain if len(plain) <= max_chars else plain[: max_chars - 1] + "…") or None


def words(values: Iterable[object]) -> tuple[str, ...]:
    """Keywords without repeats, in order."""
    plain = (field(value, 200) for value in values)
    return tuple(dict.fromkeys(word for word in plain if word))[:MAX_WORDS]


def grade(value: object) -> int | None:
    """An urgency or priority from 1 to 9."""
    text = str(value).strip() if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""
    number = int(float(text)) if re.fullmatch(r"\d{1,2}(?:\.0+)?", text) else 0
    return number if 1 <= number <= 9 else None


def first(*values: str | None) -> str | None:
    """The first value that is not empty."""
    return next((value for value in values if value), None)


def article(
    wire: Wire,
    paragraphs: Sequence[str],
    *,
    part: str = "",
    warnings: Sequence[str] = (),
) -> Document:
    """An article from wire metadata and running text, with headline, standfirst, byline and dateline for the zones.

    Parts that the text already has are not repeated. A headline without a text is a flash. Raises FormatError if there
    is neither.
    """
    body = [clean for each in paragraphs if (clean := _paragraph(each))]
    wire = _tidy(wire, body)
    if not body and not wire.headline:
        raise FormatError("no text in it")
    body = _without_header(body, wire)
    head: list[str] = []
    if wire.headline:
        head.append(body.pop(0) if body and _same(body[0], wire.headline) else wire.headline)
    if wire.standfirst and not any(_same(each, wire.standfirst) for each in body[:2]) and (body or not _begins(wire)):
        head.append(wire.standfirst)
    if wire.byline and not any(wire.byline in each for each in body[:2] if len(each) < 200):
        head.append(wire.byline if _AUTHORED.match(wire.byline) else f"By {wire.byline}")
    if wire.dateline and body:
        place = _DASHED.sub("", wire.dateline)
        if place and not _has_dateline(body[0], place):
            body[0] = f"{place} — {body[0]}"
    return Document("\n\n".join([*head, *body]) + "\n", wire.headline, part, wire, tuple(warnings))


def _tidy(wire: Wire, body: Sequence[str]) -> Wire:
    """The wire without false bylines, datelines and standfirsts: logins, initials, time stamps, a truncated body."""
    byline = wire.byline if wire.byline and is_byline(wire.byline) else None
    dateline = wire.dateline if wire.dateline and not _is_stamp(wire.dateline) else None
    cut = _squeezed(wire.standfirst or "").rstrip(".… ")
    for lead in (_squeezed(wire.headline or ""), _squeezed(_DASHED.sub("", dateline or ""))):
        cut = cut.removeprefix(lead).lstrip(" .:–—-") if lead else cut
    repeated = len(cut) > 30 and cut in _squeezed(" ".join(body)[: len(cut) + 400])
    return replace(wire, byline=byline, dateline=dateline, standfirst=None if repeated else wire.standfirst)


def is_byline(text: str) -> bool:
    """Whether this may be printed as an article's author: no login, domain, initials of a desk, or field label."""
    name = _AUTHORED.sub("", text, count=1).strip()
    nobody = _LOGIN.fullmatch(name) or _LOGIN.fullmatch(text.strip()) or _LABELS.fullmatch(name)
    return nobody is None and any(char.isalpha() for char in name)


def _begins(wire: Wire) -> bool:
    return _squeezed(wire.standfirst or "").startswith(_squeezed(wire.headline or ""))


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()


def _without_header(body: list[str], wire: Wire) -> list[str]:
    """The body without a header that repeats the headline after keywords and a date."""
    if not wire.headline:
        return body
    at = next((n for n, each in enumerate(body[:MAX_HEADER_LINES]) if _same(each, wire.headline)), None)
    if at is None or not all(_is_label(each) for each in body[:at]):
        return body
    rest = body[at + 1 :]
    while rest and _is_stamp(rest[0]):
        rest.pop(0)
    return [body[at], *rest]


def _is_label(paragraph: str) -> bool:
    """Whether a paragraph is a keyword with its bullet, or only a date."""
    return (paragraph.startswith("•") and len(paragraph) < 60) or _is_stamp(paragraph)


def _is_stamp(text: str) -> bool:
    """Whether a text is only a date or a time."""
    return not _LETTERS.search(_STAMP.sub(" ", text) if any(char.isdigit() for char in text) else text)


def _same(one: str, other: str) -> bool:
    """Whether two lines are equal except for case and blanks."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _has_dateline(paragraph: str, dateline: str) -> bool:
    """Whether a paragraph begins with the dateline, or with one of the same place printed in another way."""
    if paragraph.startswith(dateline[:60]):
        return True
    place = re.split(r"[,(–—]", dateline.casefold(), maxsplit=1)[0].strip()
    return (
        bool(place)
        and re.match(re.escape(place) + r"\b[^.!?]{0,60}?(?:--|[–—)]|\s-\s)", paragraph[:200].casefold()) is not None
    )


def paragraphs_of(text: str) -> list[str]:
    """Plain text split at its blank lines; if it has none, at every line."""
    parts = [part for part in re.split(r"\n[^\S\n]*\n", normalise(text)) if part.strip()]
    if len(parts) == 1 and "\n" in parts[0].strip():
        return [line for line in parts[0].split("\n") if line.strip()]
    return parts


def _paragraph(text: str) -> str:
    """A paragraph's lines, each stripped, without control characters."""
    lines = (line.strip() for line in normalise(text).translate(_TEXT).split("\n"))
    return "\n".join(line for line in lines if line)
