"""Who wrote a page's article: what is marked or printed as its byline, without what stands around the names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol

from store.formats import times
from store.formats.markup import text_of
from store.formats.pages.places import is_outside, lines_below, spaced
from store.formats.pages.site_names import alike_site
from store.formats.prose import field as plain
from store.formats.prose import is_byline

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BYLINE_CHARS = 160

_BY = re.compile(
    r"^\W*(?:by|written by|words(?: by)?|story by|te(?:ks|x)t[eo]?|von|par|por|av|af|skrevet av|foto og tekst|"
    r"reporter|author)\b\s*:?\s*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[|•·,/–—-]\s*)?(?:\b(?:published|posted|updated|publisert|oppdatert|publicerad|opdateret|"
    r"veröffentlicht|aktualisiert|publié|"
    r"publicado|on|le|el|den|am|last modified)\b.*|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*)$",
    re.IGNORECASE,
)
_CLOCK_TAIL = re.compile(
    r"[\s,|·•–—-]*(?:\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?)?[\s,|·•–—-]*$", re.IGNORECASE
)
_READING_TIME = re.compile(
    r"[\s|·•–—-]*\b\d{1,2}[\s-]?min(?:ute)?s?\b(?:\s(?:read|lesetid|läsning|de lecture))?", re.IGNORECASE
)
_AUTHOR_CLASSES = ("byline", "author-name", "article-author", "article__author", "post-author", "entry-author")
_MARKED = (
    ".//*[@itemprop='author']", ".//*[@rel='author' or contains(concat(' ', @rel, ' '), ' author ')]",
    ".//*[contains(concat(' ', normalize-space(@class), ' '), ' byline ')]",
    f".//*[{' or '.join(f'contains(@class, {name!r})' for name in _AUTHOR_CLASSES)}]",
    ".//*[contains(concat(' ', normalize-space(@class), ' '), ' author ')]",
    ".//*[contains(concat(' ', normalize-space(@class), ' '), ' vcard ')]",
    ".//address",
)  # fmt: skip
_INNER = (
    ".//a[@rel='author'] | .//*[@itemprop='name'] | .//*[contains(@class, 'author__name') or contains(@class, "
    "'author-name') or contains(@class, 'authorName')]"
)
"""Where the bare name is, in an element that is marked as the byline."""
_AUTHOR_TOKEN = re.compile(
    r"(?:^|[-_])(?:byline|authors?|autor(?:en|in|es)?|auteurs?|forfatter|skribent)(?:[-_]{1,2}name)?$"
)
_NAMED = re.compile(
    r"(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Aa]v|[Aa]f|(?i:te[kx]ste?|words|ord)(?::| by| av))\s+"
    r"(?:(?:[A-ZÀ-Þ][\w.'’-]*|von|van|de|la|and|og|och|und|et|y|&)(?:,?\s|$)){2,7}"
)
_ENDED = re.compile(r"\s*(?:$|[.|·•–—;]\s|(?:Pictures|Photos?|Photographs?|Fotos?|Bilder|Illustrations?)\b)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_BETWEEN_NAMES = re.compile(r"\s*(?:[,;&/]|\b(?:and|og|och|und|et|y)\b)\s*", re.IGNORECASE)
_JOINING = frozenset({"AND", "OG", "OCH", "UND", "ET", "VON", "VAN", "DE"})


class Known(Protocol):
    """What is known of a page before its byline is looked for."""

    headline: str | None
    site: str | None
    url: str | None


def byline(root: _Element, data: dict[str, Any], metas: dict[str, str], known: Known) -> str | None:
    """The names from JSON-LD, else from the printed byline, else from a meta element."""
    sources: tuple[Callable[[], list[str]], ...] = (
        lambda: _declared(data),
        lambda: _printed(root),
        lambda: _of_metas(metas),
        lambda: _named_by_class(root),
        lambda: _printed_below(root, known.headline),
    )
    for find in sources:
        names_left = _names(find(), known.site, known.url)
        if names_left:
            return ", ".join(names_left)
    return None


def _declared(data: dict[str, Any]) -> list[str]:
    authors = data.get("author")
    rows = authors if isinstance(authors, list) else [authors]
    return [name for row in rows if (name := name_of(row))]


def first_of(value: object) -> object:
    """The first of a list, else the value: JSON-LD has either."""
    return value[0] if isinstance(value, list) and value else value


def name_of(value: object) -> str | None:
    """The name of an object of JSON-LD, or the string in its place."""
    value = first_of(value)
    return plain(value.get("name"), 200) if isinstance(value, dict) else plain(value, 200)


def _of_metas(metas: dict[str, str]) -> list[str]:
    keys = (
        "author",
        "article:author",
        "byl",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "citation_author",
    )
    candidate = (metas.get(key) for key in keys)
    return [each for each in candidate if each and not each.startswith(("http://", "https://"))][:1]


def _printed(root: _Element) -> list[str]:
    for path in _MARKED:
        found: list[str] = []
        for element in root.xpath(path):
            if is_outside(element) or element.tag in ("meta", "link", "script", "input", "label"):
                continue
            inner = element.xpath(_INNER)
            texts = [text_of(each) for each in inner] or [spaced(element)]
            found += [text for text in texts if text and len(text) <= MAX_BYLINE_CHARS]
        if names := [each for each in found if clean_byline(each)]:
            return names[:6]
    return []


def _named_by_class(root: _Element) -> list[str]:
    """Elements whose class or data attribute ends in a word for an author, such as `metadata__author`."""
    found: list[str] = []
    for element in root.iter("div", "span", "p", "a", "li", "h3", "h4", "h5", "strong", "em"):
        if is_outside(element):
            continue
        if any(_AUTHOR_TOKEN.search(token) for token in (element.get("class") or "").split()):
            inner = [text_of(each) for each in element.xpath(_INNER)] or [spaced(element)]
        elif "byline" in f"{element.get('data-testid') or ''}{element.get('data-component') or ''}":
            inner = [next((text for each in element.itertext() if (text := " ".join(str(each).split()))), None)]
        else:
            continue
        found += [text for text in inner if text and len(text) <= MAX_BYLINE_CHARS and clean_byline(text)]
    return found[:6]


def _printed_below(root: _Element, headline: str | None) -> list[str]:
    """A line below the headline that is "By" and a name."""
    found = (_NAMED.match(line) for line in lines_below(root, headline))
    return [each[0].strip(" ,.;") for each in found if each is not None and _ENDED.match(each.string, each.end())][:1]


def clean_byline(text: str) -> str | None:
    """A printed byline without "By", a date after it and capitals; None if it has no name."""
    name = _READING_TIME.sub("", _BY.sub("", " ".join(text.split())))
    day = times.find_day(name)
    if day is not None:
        name = name[: day.start] if day.start > 3 else name[day.end :]
        name = _CLOCK_TAIL.sub("", name)
    name = _each_once(_CLOCK_TAIL.sub("", _TAIL.sub("", name)).strip(" ,;|·•–—-/"))
    if (
        not name
        or not is_byline(name)
        or len(name.split()) > 14
        or name.endswith((".", "!", "?", ":"))
        or "http" in name
    ):
        return None
    if len(name) > 4 and name.isupper() and " " in name:
        name = _WORD.sub(lambda found: found[0].lower() if found[0] in _JOINING else found[0].capitalize(), name)
    return name


def _each_once(name: str) -> str:
    """`Ana Lindqvist and ANA LINDQVIST` as one name; different names stay as printed."""
    parts = [part for part in _BETWEEN_NAMES.split(name) if part]
    once = {part.casefold(): part for part in reversed(parts)}
    return name if len(once) == len(parts) else ", ".join(reversed(once.values()))


def _names(texts: Iterable[str], site: str | None, url: str | None) -> list[str]:
    """The names, each once, without the site's own if there are people's."""
    names_left: dict[str, str] = {}
    for text in texts:
        for part in re.split(r"\s*[;|]\s*", text):
            name = clean_byline(part)
            if name and not times.find_day(name):
                names_left.setdefault(re.sub(r"\W+", " ", name).casefold(), name)
    people = {key: name for key, name in names_left.items() if not alike_site(name, site, url)}
    return list((people or {}).values())
