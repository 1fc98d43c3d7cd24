"""Finds the date of a page's article. Ignores copyright years, and never invents a month or day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from store.formats import times
from store.formats.markup import text_of
from store.formats.pages.places import is_outside, lines_below
from store.formats.prose import field as plain
from store.formats.prose import first

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ELEMENTS = 400
"""The most elements searched for a printed date."""

_STAMP = re.compile(
    r"(?:published|posted|publisert|publicerad|udgivet|offentliggjort|veröffentlicht|erstellt|stand|"
    r"publié(?:\sle)?|publicado(?:\sel)?|first published|date)\b\s*:?\s*",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"(?:last\s)?(?:updated|modified|oppdatert|uppdaterad|opdateret|aktualisiert|mis à jour(?:\sle)?|"
    r"actualizado(?:\sel)?)\b\s*:?\s*",
    re.IGNORECASE,
)
_DATE_CLASS = re.compile(r"byline|author|date|meta|time|dateline")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])(?:/|-)")


class Known(Protocol):
    """What is known of a page before its dates are looked for; `warnings` is added to."""

    headline: str | None
    url: str | None
    warnings: list[str]


def dates(root: _Element, data: dict[str, Any], metas: dict[str, str], known: Known) -> tuple[str | None, str | None]:
    """The times of publication and change, from JSON-LD, meta elements, printed dates, and the address."""
    keys = ("article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.created",
            "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date",
            "article.published", "dc.date", "date", "cxenseparse:recs:publishtime", "rnews:datepublished")  # fmt: skip
    declared = [data.get("datePublished"), *(metas.get(key) for key in keys)]
    printed, changed = _printed_dates(root)
    printed = printed or _printed_below(root, known.headline)
    published = first(*(times.iso(each) for each in declared if isinstance(each, str)), printed)
    if published is None:
        unread = next((line for each in declared if (line := times.unreadable(each))), None)
        known.warnings += [unread] if unread else []
        created = data.get("dateCreated")
        published = first(times.iso(created) if isinstance(created, str) else None, _url_day(known.url))
    modified = [
        data.get("dateModified"),
        *(metas.get(key) for key in ("article:modified_time", "og:updated_time", "datemodified", "lastmod")),
    ]
    updated = first(*(times.iso(each) for each in modified if isinstance(each, str)), changed)
    return published, updated if updated != published else None


def _printed_dates(root: _Element) -> tuple[str | None, str | None]:
    """The times in time elements by the headline and the byline, and in lines there that are dates."""
    published = changed = None
    h1 = next((each for each in root.iter("h1") if not is_outside(each)), None)
    scope = next((each for each in (h1.iterancestors("article", "main", "body") if h1 is not None else ())), root)
    for element in islice(_times(scope), 20):
        if is_outside(element) or _paragraphs_before(element, scope) > 2:
            continue
        attributes = (times.iso(element.get(name)) for name in ("datetime", "content", "title"))
        moment = first(*attributes, times.iso(plain(text_of(element), 64)))
        if moment and _is_change(element):
            changed = changed or moment
        else:
            published = published or moment
    if published is None:
        for element in islice(scope.iter("p", "div", "span", "li"), MAX_ELEMENTS):
            text = plain(text_of(element), 200) if not len(element) or element.tag in ("p", "span") else None
            if not text or len(text) > 90 or is_outside(element) or _paragraphs_before(element, scope) > 2:
                continue
            first_moment, later = _stamped(text, loose=_DATE_CLASS.search(element.get("class") or "") is not None)
            changed = changed or later
            if first_moment:
                return first_moment, changed
    return published, changed


def _times(scope: _Element) -> Iterator[_Element]:
    """Elements made for a time, in their order."""
    for element in scope.iter("time", "abbr", "span", "div", "p", "meta"):
        stamped = element.tag == "abbr" and "published" in (element.get("class") or "")
        if stamped or element.tag == "time" or element.get("itemprop") in ("datePublished", "dateModified"):
            yield element


def _printed_below(root: _Element, headline: str | None) -> str | None:
    """The day in a line below the headline that is only a date, or that "Published" stands before."""
    lines = lines_below(root, headline)
    for number, line in enumerate(lines):
        bare = _STAMP.match(line)
        if bare is not None and bare.end() == len(line) and number + 1 < len(lines):
            line, bare = lines[number + 1], None  # a term and its value
        if not _CHANGED.match(line) and (moment := times.iso(line[bare.end() if bare else 0 :])):
            return moment
    return None


def _stamped(text: str, *, loose: bool) -> tuple[str | None, str | None]:
    """The times of publication and change in a line: "Published 3 May 2026. Updated 4 May 2026".

    A line with more than dates counts only if `loose`: marked as a byline or as a date.
    """
    change = _CHANGED.search(text)
    at = change.start() if change else len(text)
    parts = [text[:at].strip(" .,;|·•–—-/("), text[change.end() :].strip(" .)") if change else ""]
    found: list[str | None] = []
    for part in parts:
        bare = _STAMP.match(part)
        moment = times.iso(part[bare.end() :] if bare else part)
        if moment is None and loose:
            day = times.find_day(part)
            moment = times.iso(part[day.start :][:64]) if day else None
        found.append(moment)
    return found[0], found[1]


def _is_change(element: _Element) -> bool:
    """Whether a time element is the time of a change."""
    classes = (element.get("class") or "").split()
    if ("updated" in classes and "published" not in classes) or element.get("itemprop") == "dateModified":
        return True
    if "published" in classes:  # as WordPress marks a time that is both
        return False
    before = f"{element.get('class') or ''} {text_of(element.getparent()) or ''}"[:200]
    return _CHANGED.search(before) is not None and _STAMP.search(before) is None


def _paragraphs_before(element: _Element, scope: _Element) -> int:
    """The number of paragraphs of running text before an element: dates further down belong to the events reported."""
    return sum(
        1 for each in element.xpath("preceding::p") if len(text_of(each) or "") > 100 and scope in each.iterancestors()
    )


def _url_day(url: str | None) -> str | None:
    found = _URL_DAY.search(url or "")
    return times.iso("-".join(found.groups())) if found else None
