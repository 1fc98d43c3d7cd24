"""The quotes that are counted: each quote of an article once, with its words, its form, and its speaker if known.

A quote with an uncertain speaker is not dropped: it counts under an unknown speaker, in every table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extract.naming import UNSURE_BELOW, QuoteNaming, quote_naming
from extract.types import Actor, Article, QuoteKind, Span
from store.articles.entry import Entry
from store.texts.escaping import plain


@dataclass(frozen=True, slots=True)
class CountedQuote:
    """One quote. `actor` is None if the speaker is uncertain; `words` are runs of non-blanks in its fragments.

    `naming` is that of `extract.naming`.
    """

    id: str
    span: Span
    form: QuoteKind
    words: int
    naming: QuoteNaming
    actor: Actor | None
    content: str
    cue: str = ""


def counted_quotes(article: Article) -> Iterator[CountedQuote]:
    """Every quote of `article`, in text order; people's corrections must already be applied."""
    actors = {actor.id: actor for actor in article.actors}
    for quote in article.quotes:
        content = plain(quote.content(article.text))
        actor = actors.get(quote.actor or "") if quote.confidence >= UNSURE_BELOW else None
        naming: QuoteNaming = quote_naming(quote, actor, article.text)
        cue = plain(quote.cue.of(article.text)) if quote.cue else ""
        yield CountedQuote(
            quote.id, quote.span, quote.kind, quote.word_count(article.text), naming, actor, content, cue
        )


def published(entry: Entry, article: Article | None) -> date | None:
    """The article's date of publication, in its own zone; None if it gives none."""
    for date_text in (entry.published, article.meta.published if article else None):
        try:
            return date.fromisoformat((date_text or "")[:10])
        except ValueError:
            continue
    return None


def may_be_many(actor: Actor) -> bool:
    """Whether actors of this description in two articles may be different people, such as "officials"."""
    return actor.kind in ("group", "anonymous")
