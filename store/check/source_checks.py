"""What an article rests on: claims that only nameless people make, quotes nobody stands behind, one voice alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from extract.types import Article
from store.articles.entry import Entry
from store.check.findings import shorten
from store.check.note_checks import Match
from store.check.unnamed_speakers import answerable, asks
from store.model.wire import embargo_in_words, status_in_words
from store.sourcing.counted_quotes import counted_quotes
from store.sourcing.voices import echoes, voiced
from store.texts.escaping import plain


def sourcing(article: Article) -> Iterator[Match]:
    """The claims and quotes of an article that need a second look."""
    quotes = list(counted_quotes(article))
    for said, others in zip(quotes, echoes(quotes), strict=True):
        if said.naming == "anonymous" and not asks(said) and not any(other.naming == "named" for other in others):
            assert said.actor is not None
            rule = "claim-institution" if answerable(said.actor, article.text) else "claim-anonymous"
            yield rule, f"only from {plain(said.actor.name)}: “{shorten(said.content)}”", said.span, None
        elif said.naming == "unknown":
            yield "speaker-unknown", f"nobody sure said “{shorten(said.content)}”", said.span, None
    if len(quotes) > 1 and voiced(quotes) == "one voice":
        assert quotes[0].actor is not None
        message = f"all {len(quotes)} quotes are {plain(quotes[0].actor.name)}’s"
        yield "single-source", message, None, None


def release(entry: Entry, now: datetime) -> Iterator[Match]:
    """What the sender of an article says against using it."""
    embargo, status = embargo_in_words(entry.wire, now), status_in_words(entry.wire)
    if embargo:
        yield "embargo", embargo, None, None
    if status:
        yield "withdrawn", plain(status), None, None
