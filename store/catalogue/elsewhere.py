"""Finds the same actor, the same quote, and the same story in other articles of the library.

The index proposes candidates; the readings themselves decide.
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
"""Time limit for indexing first; the remaining articles are read one by one."""
MAX_ARTICLES = 50
"""The most candidates searched for the same quote."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """An actor in another article: the entry, the reading, the actor as read there, and their quotes."""

    entry: Entry
    article: Article
    actor: Actor
    quotes: tuple[Quote, ...]


def appearances(library: Library, actor: Actor, *, exclude: str | None = None) -> Iterator[Appearance]:
    """The articles with an actor of the same name and a compatible role, newest first.

    `exclude` is the key of the article to leave out. Unread articles are skipped. Nameless actors ("officials") never
    match.
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
    """Whether two articles refer to the same actor: same kind, same name, and no contradicting country.

    People change office, so a different role is allowed; a different country is not.
    """
    if one.kind != other.kind or not _names(one) & _names(other):
        return False
    return agree(one.country, other.country)


def agree(one: str | None, other: str | None) -> bool:
    """Whether two countries may be the same: None is unknown."""
    return one is None or other is None or one == other


def _names(actor: Actor) -> set[str]:
    """The full names of an actor, folded; for a person a surname alone does not count."""
    names = (actor.name, *(alias for alias in actor.aliases if actor.kind != "person" or " " in alias))
    return {folded(name) for name in names}


def folded(name: str) -> str:
    """A name or role in comparable form: without case, with all blanks alike."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same quote in another article.

    `words` are its own, `likeness` (0 to 1) is the share of the shorter one in both, `wording` the two side by side.
    """

    entry: Entry
    article: Article
    quote: Quote
    words: str
    likeness: float
    wording: tuple[Wording, ...]


def repeats(library: Library, words: str, *, exclude: str | None = None) -> list[Repeat]:
    """Where else in the library `words` are quoted, the most similar first. `exclude` is the key of an article."""
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
    """The other articles that tell the story of the article `key`, with the share (0 to 1) of the shorter text in both.

    The share is 0 if only further articles link the two. Empty if there is no index.
    """
    shares: dict[str, float] = {}

    def ask(catalogue: Catalogue) -> list[str]:
        shares.update(catalogue.similar(key))
        return list(shares)

    return [(entry, shares[entry.key]) for entry in _likely(library, ask) if entry.key in shares]


def _likely(library: Library, ask: Callable[[Catalogue], Iterable[str]]) -> list[Entry]:
    """The articles that `ask` finds in the index, in its order, then those not indexed yet.

    All of them if there is no index.
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
