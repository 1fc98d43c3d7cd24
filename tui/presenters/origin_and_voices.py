"""An article in summary: where it is from, and who speaks in it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from extract.naming import actor_naming, quote_naming
from tui.presenters import relative_times
from tui.presenters.descriptions import some
from widgets.tables.speaker_bars import VoiceRow

if TYPE_CHECKING:
    from extract.types import Article, QuoteKind
    from store.articles.entry import Entry

MAX_VOICES = 6


def origin(entry: Entry, article: Article | None, now: datetime, retellings: int = 0) -> str:
    """Source, date and number of versions of a stored article: `vesthavn-avis.example · 30 Nov 09:10 · 2 versions`.

    `article` is None if it was not read yet; `retellings` are the other articles with the same story.
    """
    from store.catalogue.index_rows import FILES, site_of

    site = site_of(entry.location or entry.source)
    if site == FILES:
        site = PurePath(entry.source).name or site
    published = (article.meta.published if article else None) or entry.published
    parts = [site, relative_times.long(published, now) if published else ""]
    if len(entry.versions) > 1:
        parts.append(some(len(entry.versions), "version"))
    if retellings:
        parts.append(f"same story in {some(retellings, 'other')}")
    return " · ".join(filter(None, parts))


def voices(article: Article, colours: Mapping[str, int]) -> tuple[list[VoiceRow], str]:
    """The speakers with the most words, and a summary of all: `8 quotes · 167 words · unnamed 11%`.

    `colours` are colour numbers by actor id.
    """
    text = article.text
    words: dict[str, Counter[QuoteKind]] = {}
    counts: Counter[str] = Counter()
    total = unnamed = 0
    for quote in article.quotes:
        size, actor = quote.word_count(text), article.actor(quote.actor)
        total += size
        if quote_naming(quote, actor, text) == "unnamed":
            unnamed += size
        if actor is not None:
            words.setdefault(actor.id, Counter())[quote.kind] += size
            counts[actor.id] += 1
    rows = []
    for id in sorted(words, key=lambda id: -words[id].total())[:MAX_VOICES]:
        actor, form = article.actor(id), words[id]
        assert actor is not None
        rows.append(
            VoiceRow(
                actor.name,
                round(100 * form.total() / (total or 1)),
                (form["direct"], form["mixed"], form["indirect"]),
                named=actor_naming(actor, article.quotes, text) != "unnamed",
                colour=colours.get(id, 0),
                key=id,
                quotes=counts[id],
            )
        )
    parts = [some(len(article.quotes), "quote"), some(total, "word")]
    if unnamed:
        parts.append(f"unnamed {round(100 * unnamed / total)}%")
    return rows, " · ".join(parts)
