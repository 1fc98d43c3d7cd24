"""The same actor, the same quote, and the same story in other articles of the library.

The index says which articles to look at; what is found there is decided on the readings themselves.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.types import Actor, Article, Quote
from store.articles.entry import Entry
from store.articles.library import Library
from store.texts.similarity import Wording, distinctive_words, same_quote, wording

if TYPE_CHECKING:
    from store.catalogue.catalogue import Catalogue

INDEXING_SECONDS = 2.0
"""Seconds to spend on indexing first; the remaining articles are read one by one."""
MAX_ARTICLES = 50
"""Most likely articles to search for the same quote."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """An actor in another article: the entry, the reading, the actor as read there, and the quotes given to it."""

    entry: Entry
    article: Article
    actor: Actor
    quotes: tuple[Quote, ...]


def appearances(library: Library, actor: Actor, *, exclude: str | None = None) -> Iterator[Appearance]:
    """Where else in the library an actor of the same name and a compatible role appears, newest article first.

    `exclude` is the key of the article to leave out. Unread articles are skipped. Nameless actors ("officials") are
    never the same.
    """
    if actor.kind in ("group", "anonymous"):
        return
    names = (actor.name, *actor.aliases)
    for entry in _likely(library, lambda catalogue: catalogue.naming(names)):
        if entry.key == exclude:
            continue
        article = library.reading(entry.version)
        if article is None:
            continue
        for other in article.actors:
            if same(actor, other):
                yield Appearance(entry, article, other, tuple(q for q in article.quotes if q.actor == other.id))


def same(one: Actor, other: Actor) -> bool:
    """Whether two articles speak of the same actor: same kind, same name, and no country that contradicts.

    People change office, so another role is no objection; another country is.
    """
    if one.kind != other.kind or not _names(one) & _names(other):
        return False
    return agree(one.country, other.country)


def agree(one: str | None, other: str | None) -> bool:
    """Whether two countries may be one: None is unknown."""
    return one is None or other is None or one == other


def _names(actor: Actor) -> set[str]:
    """The full names an actor goes by, folded; for a person a surname alone is not enough."""
    names = (actor.name, *(alias for alias in actor.aliases if actor.kind != "person" or " " in alias))
    return {folded(name) for name in names}


def folded(name: str) -> str:
    """A name or role as it is compared across articles: without case, and blanks alike."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same quote in another article. `words` are its own, `likeness` (0 to 1) how much of the shorter one both
    have, `wording` the two side by side.
    """

    entry: Entry
    article: Article
    quote: Quote
    words: str
    likeness: float
    wording: tuple[Wording, ...]


def repeats(library: Library, words: str, *, exclude: str | None = None) -> list[Repeat]:
    """Where else in the library `words` are quoted, the most alike first. `exclude` is the key of an article."""
    found = []
    for entry in _likely(library, lambda catalogue: catalogue.saying(distinctive_words(words), MAX_ARTICLES)):
        article = library.reading(entry.version) if entry.key != exclude else None
        for quote in article.quotes if article is not None else ():
            assert article is not None
            theirs = quote.content(article.text)
            if likeness := same_quote(words, theirs):
                found.append(Repeat(entry, article, quote, theirs, likeness, tuple(wording(words, theirs))))
    return sorted(found, key=lambda each: (-each.likeness, each.entry.key, each.quote.span))


def same_story(library: Library, key: str) -> list[tuple[Entry, float]]:
    """The other articles that tell the story of the article `key`, and how much (0 to 1) of the shorter text both have;
    0 where only further articles link the two. None are known where there is no index.
    """
    shares: dict[str, float] = {}

    def ask(catalogue: Catalogue) -> list[str]:
        shares.update(catalogue.similar(key))
        return list(shares)

    return [(entry, shares[entry.key]) for entry in _likely(library, ask) if entry.key in shares]


def _likely(library: Library, ask: Callable[[Catalogue], Iterable[str]]) -> list[Entry]:
    """The articles that `ask` finds in the index, in its order, then those not indexed yet.

    All of them where there is no index.
    """
    from store.catalogue.catalogue import Catalogue, CatalogueError

    try:
        catalogue = Catalogue(library.home, library)
        try:
            catalogue.refresh()
            until = time.monotonic() + INDEXING_SECONDS
            while (left := catalogue.index()) and time.monotonic() < until:
                pass
            keys = dict.fromkeys([*ask(catalogue), *(catalogue.unindexed() if left else ())])
        finally:
            catalogue.close()
    except CatalogueError:
        return library.entries()
    return [entry for key in keys if (entry := library.entry(key)) is not None]
