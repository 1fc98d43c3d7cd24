"""Reads a page's metadata about its article: JSON-LD, meta elements, and the text around the headline.

Nothing is guessed: the date is one that the page gives for the article, never from a copyright line, and the author is
marked or printed as the byline.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from store.formats import times
from store.formats.markup import text_of
from store.formats.pages.dating import dates
from store.formats.pages.places import is_outside
from store.formats.prose import field as plain
from store.formats.prose import first, is_byline, words

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_JSON_CHARS = 400_000
MAX_BYLINE_CHARS = 160

_ARTICLES = re.compile(
    r"(?:News|Reportage|Analysis|Opinion|Background|Review|Satirical|Tech|Scholarly|Liveblog)?Article$|"
    r"BlogPosting$|LiveBlogPosting$|Report$|AdvertiserContentArticle$"
)
_BY = re.compile(
    r"^\W*(?:by|written by|words by|story by|te(?:ks|x)t[eo]?|von|par|por|av|af|skrevet av|foto og tekst|"
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
_WORD = re.compile(r"[^\W\d_]{2,}")
_BETWEEN_NAMES = re.compile(r"\s*(?:[,;&/]|\b(?:and|og|och|und|et|y)\b)\s*", re.IGNORECASE)
_JOINING = frozenset({"AND", "OG", "OCH", "UND", "ET", "VON", "VAN", "DE"})
_SURE_MARKS = (" | ", " :: ", " » ", " · ", " • ")
"""Marks that only page titles have between a headline and the name of the site."""
_STANDFIRSTS = (
    "standfirst", "dek", "subtitle", "sub-title", "subheadline", "subhead", "article__summary", "article-summary",
    "ingress", "chapeau", "chapo", "entradilla", "vorspann", "manchet", "lede", "lead", "intro", "deck", "article-lead",
)  # fmt: skip


@dataclass(slots=True)
class About:
    """The metadata found; None, () or False for what the page does not give."""

    headline: str | None = None
    standfirst: str | None = None
    printed_standfirst: bool = False
    byline: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    site: str | None = None
    url: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    copyright: str | None = None
    usage_terms: str | None = None
    paywalled: bool = False
    warnings: list[str] = field(default_factory=list)


def about(root: _Element, url: str | None) -> About:
    """Read the metadata of a page from its tree, as sent; `url` is its address."""
    metas = _metas(root)
    data = next(iter(_articles(root)), {})
    site = first(
        plain(metas.get("og:site_name"), 200), _name(data.get("publisher")), plain(metas.get("application-name"), 200)
    )
    canonical = _canonical(root, metas, url)
    found = About(site=site, url=canonical or url)
    found.headline = headline(root, data, metas, site, canonical or url)
    found.byline = _byline(root, data, metas, site, canonical or url)
    found.published, found.updated = dates(root, data, metas, canonical or url, found.warnings)
    printed = _standfirst(root)
    found.printed_standfirst = printed is not None
    candidate = (data.get("description"), metas.get("og:description"), metas.get("description"))
    found.standfirst = first(printed, *(plain(each, 800) for each in candidate))
    found.language = first(
        plain(root.get("lang"), 40),
        plain(data.get("inLanguage"), 40),
        plain(metas.get("og:locale"), 40),
        plain(metas.get("content-language"), 40),
    )
    found.section = first(plain(_one(data.get("articleSection")), 100), plain(metas.get("article:section"), 100))
    tags = data.get("keywords")
    listed = tags if isinstance(tags, list) else str(tags or metas.get("news_keywords") or "").split(",")
    found.keywords = words(listed)
    found.copyright = first(_name(data.get("copyrightHolder")), plain(metas.get("copyright"), 300))
    found.usage_terms = plain(data.get("license"), 300) if isinstance(data.get("license"), str) else None
    found.paywalled = _is_paywalled(data, metas)
    return found


# -- JSON-LD and meta -------------------------------------------------------------------------------------------------


def _metas(root: _Element) -> dict[str, str]:
    """The first content of every meta element, by its name, property or itemprop in lower case."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        candidate = (meta.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
        name = next(filter(None, candidate), "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def _articles(root: _Element) -> Iterator[dict[str, Any]]:
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        text = (script.text or "").strip().removeprefix("<![CDATA[").removesuffix("]]>").rstrip("; \n")
        if len(text) > MAX_JSON_CHARS:
            continue
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (each for each in _objects(value, 0) if any(map(_ARTICLES.search, _types(each))))


def _objects(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for each in value[:200]:
            yield from _objects(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _objects(value.get(key), depth + 1)


def _types(value: dict[str, Any]) -> list[str]:
    kind = value.get("@type")
    return [str(each) for each in (kind if isinstance(kind, list) else [kind])]


def _one(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _name(value: object) -> str | None:
    value = _one(value)
    return plain(value.get("name"), 200) if isinstance(value, dict) else plain(value, 200)


def _canonical(root: _Element, metas: dict[str, str], url: str | None) -> str | None:
    links = [link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for candidate in (*links, metas.get("og:url")):
        absolute = plain(urljoin(url or "", candidate.strip()), 2000) if candidate and len(candidate) < 2000 else None
        if absolute and absolute.startswith(("http://", "https://")) and urlsplit(absolute).path.strip("/"):
            return absolute
    return None


def _is_paywalled(data: dict[str, Any], metas: dict[str, str]) -> bool:
    parts = data.get("hasPart")
    candidate = [data, *(each for each in (parts if isinstance(parts, list) else [parts]) if isinstance(each, dict))]
    tier = (metas.get("article:content_tier") or "").lower()
    return any(str(each.get("isAccessibleForFree")).lower() == "false" for each in candidate) or tier in (
        "locked",
        "metered",
        "premium",
    )


# -- headline ---------------------------------------------------------------------------------------------------------


def headline(
    root: _Element, data: dict[str, Any], metas: dict[str, str], site: str | None, url: str | None
) -> str | None:
    """The headline as printed (the h1 named in the page's own titles, else the article's first), else as declared."""
    declared = [
        data.get("headline"),
        metas.get("og:title"),
        metas.get("twitter:title"),
        text_of(next(root.iter("title"), None)),
    ]
    titles = [bare for each in declared if (bare := without_site(plain(_one(each), 500), site, url))]
    printed = [text for h1 in root.iter("h1") if not is_outside(h1) and (text := plain(text_of(h1), 500))]
    inside = [text for h1 in root.iter("h1") if _within(h1, ("article", "main")) and (text := plain(text_of(h1), 500))]
    named = next((each for title in titles for each in (*inside, *printed) if _alike(each, title)), None)
    if named is not None:
        return named
    only = inside or printed
    if only and _alike_site(only[0], site):
        only = only[1:]
    return only[0] if only else titles[0] if titles else None


def without_site(title: str | None, site: str | None, url: str | None) -> str | None:
    """A title without the site's name and section after it: "Pier closes | Local news | The Skerry Post"."""
    if not title:
        return None
    for mark in (*_SURE_MARKS, " « ", " — ", " – ", " - ", " / ", " // ", ": "):
        parts = title.split(mark)
        if len(parts) > 1 and _alike_site(parts[0], site, url):
            return mark.join(parts[1:]).strip()
        if len(parts) > 1 and mark != ": " and (mark in _SURE_MARKS or _alike_site(parts[-1], site, url)):
            names_left = parts[:-1]
            while (
                len(names_left) > 1
                and len(names_left[-1].split()) <= 3
                and (mark == " | " or len(names_left[0].split()) > 3)
            ):
                names_left.pop()
            longest = mark.join(names_left).strip()
            if len(longest.split()) >= 2 or len(names_left) == 1:
                return longest
    return title


def _alike_site(text: str, site: str | None, url: str | None = None) -> bool:
    letters = re.sub(r"\W", "", re.sub(r"^the\s", "", text, flags=re.IGNORECASE)).casefold()
    if site and len(text) > 1 and text == "".join(word[0] for word in site.split() if word[0].isupper()):
        return True
    host = (urlsplit(url).hostname or "") if url else ""
    own = re.sub(r"\W", "", re.sub(r"^the\s", "", site, flags=re.IGNORECASE)).casefold() if site else ""
    return bool(letters) and (letters == own or (bool(host) and letters in re.sub(r"\W", "", host).casefold()))


def _alike(one: str, other: str) -> bool:
    a, b = (re.sub(r"\W+", " ", each).casefold().split() for each in (one, other))
    common = len(set(a) & set(b))
    return (
        bool(common) and common >= 0.7 * min(len(set(a)), len(set(b))) and common >= 0.4 * max(len(set(a)), len(set(b)))
    )


def _within(element: _Element, names: tuple[str, ...]) -> bool:
    return any(each.tag in names for each in element.iterancestors())


# -- byline -----------------------------------------------------------------------------------------------------------


def _byline(
    root: _Element, data: dict[str, Any], metas: dict[str, str], site: str | None, url: str | None
) -> str | None:
    """The names from JSON-LD, else from the printed byline, else from a meta element."""
    for names in (_declared(data), _printed(root), _of_metas(metas)):
        names_left = _names(names, site, url)
        if names_left:
            return ", ".join(names_left)
    return None


def _declared(data: dict[str, Any]) -> list[str]:
    authors = data.get("author")
    rows = authors if isinstance(authors, list) else [authors]
    return [name for row in rows if (name := _name(row))]


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
            inner = element.xpath(".//a[@rel='author'] | .//*[@itemprop='name']")
            texts = [text_of(each) for each in inner] or [text_of(element)]
            found += [text for text in texts if text and len(text) <= MAX_BYLINE_CHARS]
        if names := [each for each in found if clean_byline(each)]:
            return names[:6]
    return []


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
    people = {key: name for key, name in names_left.items() if not _alike_site(name, site, url)}
    return list((people or {}).values())


# -- standfirst -------------------------------------------------------------------------------------------------------


def _standfirst(root: _Element) -> str | None:
    """The standfirst as printed below the headline."""
    for name in _STANDFIRSTS:
        path = f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
        for element in root.xpath(path):
            text = plain(text_of(element), 800)
            if text and len(text) > 20 and not is_outside(element) and element.tag not in ("span", "a", "li"):
                return text
    return None
