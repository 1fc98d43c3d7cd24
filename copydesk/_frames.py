"""Articles as pandas DataFrames. pandas is not installed with Copydesk: `pip install 'copydesk[pandas]'`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from copydesk._errors import CopydeskError

if TYPE_CHECKING:
    import pandas as pd

    from copydesk._article import Actor, Article, Kind

_ARTICLE = ("article", "source", "sha256", "headline", "published", "language")
QUOTES = (
    *_ARTICLE, "quote", "kind", "speaker", "actor", "actor_kind", "role", "affiliation", "country", "anonymous", "cue",
    "addressee", "confidence", "words", "start", "end", "text",
)  # fmt: skip
"""The columns of quotes: `speaker` is as printed ("he"), `actor` the name behind it."""
ACTORS = (*_ARTICLE, "id", "name", "kind", "role", "affiliation", "country", "aliases", "mentions", "quotes", "words")
"""The columns of actors: `mentions`, `quotes` and `words` are counts, `aliases` a list."""


def to_dataframe(articles: Iterable[Article], kind: Kind = "quotes") -> pd.DataFrame:
    """One DataFrame of many articles, a row for each quote, or for each actor with `kind="actors"`.

    The columns are there for no article, too. Raises CopydeskError where pandas is missing, ValueError for another
    kind.
    """
    if kind not in ("quotes", "actors"):
        raise ValueError(f"no table of {kind!r}: 'quotes' or 'actors'")
    try:
        import pandas as pd
    except ImportError as error:
        raise CopydeskError("to_dataframe needs pandas: pip install 'copydesk[pandas]'") from error
    rows, columns = (_quotes, QUOTES) if kind == "quotes" else (_actors, ACTORS)
    return pd.DataFrame([row for article in articles for row in rows(article)], columns=list(columns))


def _lead(article: Article) -> tuple[Any, ...]:
    return tuple(getattr(article, "id" if name == "article" else name) for name in _ARTICLE)


def _quotes(article: Article) -> Iterator[tuple[Any, ...]]:
    for quote in article.quotes:
        who: Actor | None = quote.actor
        actor = (who.name, who.kind, who.role, who.affiliation, who.country) if who else (None,) * 5
        yield (
            *_lead(article), quote.id, quote.kind, quote.speaker, *actor, quote.anonymous, quote.cue, quote.addressee,
            quote.confidence, quote.words, quote.start, quote.end, quote.text,
        )  # fmt: skip


def _actors(article: Article) -> Iterator[tuple[Any, ...]]:
    for actor in article.actors:
        said = [quote for quote in article.quotes if quote.actor == actor]
        yield (
            *_lead(article), actor.id, actor.name, actor.kind, actor.role, actor.affiliation, actor.country,
            list(actor.aliases), len(actor.mentions), len(said), sum(quote.words for quote in said),
        )  # fmt: skip
