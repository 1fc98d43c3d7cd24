"""What the index stores of a text: its words, those of its quotes, the speakers, and its preview on the desk."""

from __future__ import annotations

from typing import NamedTuple

from store.articles.library import Library
from store.catalogue.index_rows import utf8
from store.catalogue.previews import Preview, preview_of

MAX_INDEXED_CHARACTERS = 2_000_000
"""Characters of a text that are indexed."""


class Words(NamedTuple):
    """The text, its quotes, and the names of their speakers, one a line. `preview`: None if never read."""

    body: str
    quotes: str = ""
    speakers: str = ""
    preview: Preview | None = None


def words_of(library: Library, version: str) -> Words:
    """The words of a stored version; empty if it cannot be read."""
    try:
        text = library.text(version)
    except OSError:
        return Words("")
    article = library.reading(version)
    if article is None:
        return Words(text[:MAX_INDEXED_CHARACTERS])
    quotes = (quote.content(article.text) for quote in article.quotes)
    speakers: dict[str, None] = {}
    for quote in article.quotes:
        actor = article.actor(quote.actor)
        if actor is not None:
            speakers.update(dict.fromkeys((actor.name, *actor.aliases)))
        elif quote.speaker is not None:
            speakers[quote.speaker.of(article.text)] = None
    return Words(text[:MAX_INDEXED_CHARACTERS], utf8("\n".join(quotes)), utf8("\n".join(speakers)), preview_of(article))
