"""An article's metadata: first its sender's, then that of its own text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from store.model.wire import Wire

if TYPE_CHECKING:
    from extract.types import Article

_BY = re.compile(r"(?:by|von|par|por|av|af|text|words|story by|written by)\s*:?\s+(?=\S)", re.IGNORECASE)
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?\b")
_MACRO = {"no": ("nb", "nn", "no"), "nb": ("nb", "no"), "nn": ("nn", "no")}


def with_sender(article: Article, wire: Wire | None, key: str | None = None) -> Article:
    """`article` with all metadata that the sender gives; `key` is its key on the desk.

    The declared language becomes the article's; if the text is clearly in another one, a warning says so.
    """
    wire = wire or Wire()
    own = article.meta
    meta = replace(
        own,
        headline=wire.headline or own.headline,
        standfirst=wire.standfirst,
        byline=author(wire) or own.byline,
        agency=wire.agency or (own.agency if own.agency != author(wire) else None),
        dateline=wire.dateline,
        published=wire.published or (None if _is_change(own.published, wire.updated) else own.published),
        updated=wire.updated if wire.updated != wire.published else None,
        copyright=wire.copyright or own.copyright,
        usage_terms=wire.usage_terms,
        url=wire.url or own.url or _page(article.source),
        language=language_tag(wire.language) or own.language,
        version=wire.version,
        status=wire.pub_status,
        urgency=wire.urgency,
        subjects=tuple(dict.fromkeys(each.name or each.code for each in wire.subjects)),
        embargoed=wire.embargo,
        editor_note=wire.editor_note,
        outlet=outlet(wire, article.source),
        key=key,
    )
    return _with_language(replace(article, meta=meta), language_tag(wire.language))


def _is_change(printed: str | None, updated: str | None) -> bool:
    """Whether the time that is printed in the text is that of the last change."""
    return bool(printed and updated) and (updated or "").startswith(printed or "")


def author(wire: Wire) -> str | None:
    """The byline without the "By" before it."""
    return _BY.sub("", wire.byline, count=1) if wire.byline else None


def outlet(wire: Wire, source: str) -> str | None:
    """The article's publisher: the sender's name, else the host of its page."""
    page = wire.url or _page(source)
    host = urlsplit(page).hostname if page else None
    return wire.source or wire.agency or (host.removeprefix("www.") if host else None)


def _page(source: str) -> str | None:
    return source if source.startswith(("http://", "https://")) else None


def language_tag(declared: str | None) -> str | None:
    """A declared language as a BCP 47 tag: `en_GB` and `EN-gb` are `en-GB`; None for an invalid tag."""
    found = _TAG.fullmatch(declared.strip()) if declared else None
    if found is None:
        return None
    script, region = (found[2] or "").title(), (found[3] or "").upper()
    return "-".join(part for part in (found[1].lower(), script, region) if part)


def _with_language(article: Article, declared: str | None) -> Article:
    read = article.language
    if declared is None or declared.partition("-")[0] == "und":
        return article
    primary = declared.partition("-")[0]
    if read == "und" or read in _MACRO.get(primary, (primary,)):
        tag = read if primary == "no" and read in ("nb", "nn") else declared
        return replace(article, language=tag)
    warning = f"declared as “{declared}”, but the text reads as “{read}”: read by the rules of “{read}”"
    return replace(article, language=declared, warnings=(*article.warnings, warning))
