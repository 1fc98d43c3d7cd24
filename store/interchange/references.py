"""The bibliographic reference of an article, before it is written as CSL-JSON, BibTeX or RIS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from extract.types import Meta
from store.export.citekeys import citekey
from store.model.wire import Wire, embargo_in_words, status_in_words
from store.texts.escaping import plain

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.export.source import ExportedArticle

_LEAD = re.compile(
    r"^(?:words\s+)?(?:(?:story|text|report|reporting|written)\s+)?(?:by|av|von|par|por|di|door)\b[:\s]+"
    r"|^(?:text|tekst|words|author|report(?:ing)?)\s*:\s*",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\s+(?:in|i|at|from|reporting from)\s+[A-Z].*$")
_BETWEEN = re.compile(r"\s*(?:,|;|/|&|\band\b|\bog\b|\bund\b|\bet\b|\by\b)\s*")
_HOUSE = re.compile(
    r"\b(?:staff|desk|agenc(?:y|ies)|news|newsroom|press|bureau|correspondents?|reporters?|editors?|team|service|"
    r"wire|media|times|post|radio|tv)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset({
    "af", "al", "av", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "ibn", "la", "le", "ten",
    "ter", "van", "von", "zu",
})  # fmt: skip
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:$|[T ])")


class Name(NamedTuple):
    """An author: `family` and `given`, or an indivisible name in `family` with `given` None."""

    family: str
    given: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """One article as literature. Texts are single lines without control characters; None if unknown.

    `publication` is the agency or paper; `published` and `accessed` are year, month, day as far as known; `url` has
    only characters that RFC 3986 allows; `language` is a BCP 47 tag; `restrictions` are those of `restrictions`.
    """

    key: str
    title: str
    authors: tuple[Name, ...] = ()
    publication: str | None = None
    published: tuple[int, ...] = ()
    accessed: tuple[int, ...] = ()
    url: str | None = None
    language: str | None = None
    restrictions: str | None = None

    @property
    def date(self) -> str | None:
        """The day of publication as ISO 8601: `2026`, `2026-11` or `2026-11-24`."""
        return "-".join(f"{part:0{4 if i == 0 else 2}}" for i, part in enumerate(self.published)) or None


def reference(source: ExportedArticle) -> Reference:
    """The article's metadata: its wire's first, then that of its text."""
    entry, wire, meta = source.entry, source.entry.wire or Wire(), source.meta or Meta()
    agency = plain(wire.source or wire.credit or meta.agency or "")
    return Reference(
        citekey(entry.key),
        plain(entry.title) or plain(entry.key),
        tuple(authors(wire.byline or meta.byline or "", agency)),
        agency or None,
        date_parts(entry.published or wire.published or meta.published),
        date_parts(source.accessed),
        next(filter(None, map(web_address, (entry.location, entry.source, wire.url, meta.url))), None),
        plain(wire.language or "") or (source.article.language if source.article else None),
        restrictions(entry) or None,
    )


def source_of(entry: Entry) -> str:
    """The IRI of an article: its web address, else one derived from its key; paths of files are private."""
    wired = entry.wire.url if entry.wire else None
    web = next(filter(None, map(web_address, (entry.location, entry.source, wired))), None)
    return web or f"urn:x-copydesk:article:{quote(entry.key, safe='')}"


def restrictions(entry: Entry) -> str:
    """How long an article is embargoed, and whether its sender withdrew it; "" if its use is unrestricted.

    The embargo is included even when it has passed: an export is the same at any time.
    """
    found = (status_in_words(entry.wire), embargo_in_words(entry.wire, _LONG_AGO))
    return "; ".join(plain(line) for line in found if line)


def authors(byline: str, agency: str = "") -> Iterator[Name]:
    """The authors in a byline such as "By Jane Doe and Lars van den Berg, NTB"; no `agency` beside other authors.

    Only a plausible name of two to five words is split; anything else stays whole.
    """
    text = _LEAD.sub("", plain(byline))
    found = [_PLACE.sub("", part).strip(" .") for part in _BETWEEN.split(text)]
    people = [part for part in dict.fromkeys(found) if part and not _is_house(part, agency)]
    if people:
        yield from map(_name, people)
    elif text.strip(" ."):
        yield Name(text.strip(" ."))


def _is_house(part: str, agency: str) -> bool:
    """Whether this is an agency, a desk or a post rather than a person."""
    return (
        part.casefold() == agency.casefold()
        or bool(_HOUSE.search(part))
        or (part.isupper() and " " not in part)
        or "@" in part
        or part[:1].islower()
    )


def _name(part: str) -> Name:
    words = part.split()
    if not 2 <= len(words) <= 5 or any(c.isdigit() or c in "()[]{}|:" for c in part):
        return Name(part)
    family = len(words) - 1
    while family > 1 and words[family - 1].casefold() in _PARTICLES:
        family -= 1
    return Name(" ".join(words[family:]), " ".join(words[:family]))


def date_parts(time: str | None) -> tuple[int, ...]:
    """The known parts of an ISO 8601 date or time, as year, month, day; empty for anything else."""
    match = _DATE.match(time or "")
    parts = tuple(int(part) for part in match.groups() if part is not None) if match else ()
    fits = len(parts) < 2 or 1 <= parts[1] <= 12
    return parts if fits and (len(parts) < 3 or 1 <= parts[2] <= 31) else parts[:1]


def web_address(text: str | None) -> str | None:
    """`text` if it is an http or https URL, with characters outside RFC 3986 percent-encoded; else None."""
    if text is None or not re.match(r"https?://[^/\s]", text, re.IGNORECASE):
        return None
    try:
        urlsplit(text)
    except ValueError:
        return None
    return quote(plain(text), safe="%:/?#[]@!$&'()*+,;=-._~")
