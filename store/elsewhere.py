"""The same actor in other articles of the library, and what they said there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from extract.types import Actor, Article, Quote
from store.library import Entry, Library


@dataclass(frozen=True, slots=True)
class Appearance:
    """An actor in another article: the entry, the reading, the actor as read there, and the quotes given to it."""

    entry: Entry
    article: Article
    actor: Actor
    quotes: tuple[Quote, ...]


def appearances(library: Library, actor: Actor, *, but: str | None = None) -> Iterator[Appearance]:
    """Where else in the library an actor of the same name and a compatible role appears, newest article first.

    `but` is the key of the article to leave out. Articles not read yet are passed over. Nameless actors ("officials")
    are never the same.
    """
    if actor.kind in ("group", "anonymous"):
        return
    for entry in library.entries():
        if entry.key == but:
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
    return one.country is None or other.country is None or one.country == other.country


def _names(actor: Actor) -> set[str]:
    """The full names an actor goes by, folded; for a person a surname alone does not do."""
    names = (actor.name, *(alias for alias in actor.aliases if actor.kind != "person" or " " in alias))
    return {" ".join(unicodedata.normalize("NFKC", name).casefold().split()) for name in names}
