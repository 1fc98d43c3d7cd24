"""Articles made of speakers and what they say, with right offsets."""

from __future__ import annotations

from collections.abc import Iterable

from extract.text import sha256
from extract.types import Actor, Article, Engine, Meta, Quote, QuoteKind, Span
from store.articles.entry import Entry

Saying = tuple[Actor | None, str] | tuple[Actor | None, str, QuoteKind] | tuple[Actor | None, str, QuoteKind, float]


def article(key: str, sayings: Iterable[Saying], *, published: str | None = None) -> tuple[Entry, Article]:
    """An article that holds each saying on a line of its own: speaker (None: nobody sure), words, kind, confidence."""
    text, quotes, actors = "", [], {}
    for i, saying in enumerate(sayings, 1):
        actor, words = saying[0], saying[1]
        kind: QuoteKind = saying[2] if len(saying) > 2 else "direct"
        confidence = saying[3] if len(saying) > 3 else 0.9
        span = Span(len(text), len(text) + len(words))
        text += f"{words}\n"
        if actor is not None:
            actors[actor.id] = actor
        nameless = actor is None or actor.kind in ("anonymous", "group")
        quotes.append(
            Quote(f"q{i}", kind, (span,), actor=actor.id if actor else None, anonymous=nameless, confidence=confidence)
        )
    version = sha256(text)
    made = Article(
        key, key, version, text, Engine("1", "m"), meta=Meta(published=published),
        actors=tuple(actors.values()), quotes=tuple(quotes),
    )  # fmt: skip
    return Entry(key, key, key, f"Title of {key}", "2026-01-01T00:00:00Z", version), made
