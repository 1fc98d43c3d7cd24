"""Reads a page's metadata about its article: JSON-LD, meta elements, and the text around the headline.

Nothing is guessed: the date is one that the page gives for the article, never from a copyright line, and the author is
marked or printed as the byline.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from store.formats.markup import text_of
from store.formats.pages.bylines import byline, first_of, name_of
from store.formats.pages.dating import dates
from store.formats.pages.places import is_outside
from store.formats.pages.site_names import alike_site, without_site
from store.formats.prose import field as plain
from store.formats.prose import first, words

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_JSON_CHARS = 400_000
_ARTICLES = re.compile(
    r"(?:News|Reportage|Analysis|Opinion|Background|Review|Satirical|Tech|Scholarly|Liveblog)?Article$|"
    r"BlogPosting$|LiveBlogPosting$|Report$|AdvertiserContentArticle$"
)
_TITLE_CLASS = re.compile(
    r"(?:^|\s)(?:(?:entry|post|article|news|story|page|blog)[-_]{1,2}(?:title|headline)|headline)(?:\s|$)"
)
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
        plain(metas.get("og:site_name"), 200), name_of(data.get("publisher")), plain(metas.get("application-name"), 200)
    )
    canonical = _canonical(root, metas, url)
    found = About(site=site, url=canonical or url)
    found.headline = headline(root, data, metas, site, canonical or url)
    found.byline = byline(root, data, metas, found)
    found.published, found.updated = dates(root, data, metas, found)
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
    found.section = first(plain(first_of(data.get("articleSection")), 100), plain(metas.get("article:section"), 100))
    tags = data.get("keywords")
    listed = tags if isinstance(tags, list) else str(tags or metas.get("news_keywords") or "").split(",")
    found.keywords = words(listed)
    found.copyright = first(name_of(data.get("copyrightHolder")), plain(metas.get("copyright"), 300))
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
    titles = [bare for each in declared if (bare := without_site(plain(first_of(each), 500), site, url))]
    printed = [text for h1 in root.iter("h1") if not is_outside(h1) and (text := plain(text_of(h1), 500))]
    inside = [text for h1 in root.iter("h1") if _within(h1, ("article", "main")) and (text := plain(text_of(h1), 500))]
    named = next((each for title in titles for each in (*inside, *printed) if _alike(each, title)), None)
    if named is not None:
        return named
    only = [each for each in inside or printed if not alike_site(each, site)] or _classed_titles(root, titles)
    return only[0] if only else titles[0] if titles else None


def _classed_titles(root: _Element, titles: list[str]) -> list[str]:
    """Headings other than h1 that are marked as the title, or that the page's own titles name."""
    headings = [each for each in root.iter("h2", "h3", "h4", "div", "span", "b", "strong") if not is_outside(each)]
    headed = [(each, plain(text_of(each), 500)) for each in headings if len(each.xpath(".//p")) == 0]
    marked = [text for each, text in headed if text and _TITLE_CLASS.search(_marks(each)) and len(text.split()) > 2]
    return marked or [text for each, text in headed if text and each.tag != "div" and text in titles]


def _marks(element: _Element) -> str:
    return f"{element.get('class') or ''} {element.get('itemprop') or ''}"


def _alike(one: str, other: str) -> bool:
    a, b = (re.sub(r"\W+", " ", each).casefold().split() for each in (one, other))
    common = len(set(a) & set(b))
    return (
        bool(common) and common >= 0.7 * min(len(set(a)), len(set(b))) and common >= 0.4 * max(len(set(a)), len(set(b)))
    )


def _within(element: _Element, names: tuple[str, ...]) -> bool:
    return any(each.tag in names for each in element.iterancestors())


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
