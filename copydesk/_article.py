"""An article that was read: its text, its actors, and who said what.

Plain frozen dataclasses with resolved spans: a quote has its words, its speaker and its actor, not only offsets. Every
`start` and `end` counts Unicode code points into `Article.text`; `end` is exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from copydesk._errors import CopydeskError
from extract.types import Article as _Reading

if TYPE_CHECKING:
    import pandas as pd

    from extract.types import Actor as _Actor
    from extract.types import Quote as _Quote

Kind = Literal["quotes", "actors"]
"""The tables an article can be converted to."""

_ARTICLE = ("article", "source", "sha256", "headline", "published", "language")
QUOTES = (
    *_ARTICLE, "quote", "kind", "speaker", "actor", "actor_kind", "role", "affiliation", "country", "anonymous", "cue",
    "addressee", "confidence", "words", "start", "end", "text",
)  # fmt: skip
"""The columns of quotes: `speaker` is as printed ("he"), `actor` the resolved name."""
ACTORS = (*_ARTICLE, "id", "name", "kind", "role", "affiliation", "country", "aliases", "mentions", "quotes", "words")
"""The columns of actors: `mentions`, `quotes` and `words` are counts, `aliases` a list."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the text refers to an actor: its words, and the kind of reference.

    `kind` is "name", "nominal" ("the minister"), "pronoun", "demonym" or "metonym".
    """

    text: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, country, place, group or anonymous source that acts in the article.

    `name` is canonical and has no title; `role` is as printed; `affiliation` is whom the actor speaks or acts for;
    `country` is ISO 3166-1 alpha-2.
    """

    id: str
    name: str
    kind: str
    role: str | None
    affiliation: str | None
    country: str | None
    aliases: tuple[str, ...] = field(repr=False)
    mentions: tuple[Mention, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """One quote.

    `text` are the words, without quote marks; parts separated by the attribution are joined by " … ". `kind` is
    "direct", "indirect" or "mixed"; `speaker` the words that name the speaker ("he"), `actor` the actor they refer to,
    None if unknown; `cue` the reporting verb; `words` the number of words quoted. `confidence` runs from 0 to 1.
    """

    id: str
    kind: str
    text: str
    speaker: str | None
    actor: Actor | None
    cue: str | None
    addressee: str | None
    anonymous: bool
    confidence: float
    words: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its actors and quotes.

    `sha256` is of `text` in UTF-8; `published` is ISO 8601, without a time if the article gives none; `warnings` are
    for the user; `engine` is the reader's version and its language model.
    """

    id: str
    source: str
    sha256: str
    text: str = field(repr=False)
    language: str
    headline: str | None
    byline: str | None
    published: str | None
    actors: tuple[Actor, ...] = field(repr=False)
    quotes: tuple[Quote, ...] = field(repr=False)
    warnings: tuple[str, ...] = field(repr=False)
    engine: str = field(repr=False)
    _reading: _Reading = field(repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """The article in the schema `copydesk.extraction/1`, ready for `json.dumps`."""
        return self._reading.to_dict()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Article:
        """Rebuild an article from `to_dict` or `copydesk extract --format json`. Raises ValueError on anything else."""
        try:
            return of_reading(_Reading.from_dict(data))
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise ValueError(f"not an article of copydesk.extraction/1: {error!r}") from error

    def to_dataframe(self, kind: Kind = "quotes") -> pd.DataFrame:
        """A pandas DataFrame with a row for each quote, or each actor. Raises CopydeskError if pandas is missing."""
        return to_dataframe([self], kind)


def of_reading(reading: _Reading) -> Article:
    """The public form of a reading."""
    actors = {actor.id: _actor(actor, reading.text) for actor in reading.actors}
    meta = reading.meta
    return Article(
        reading.id, reading.source, reading.sha256, reading.text, reading.language, meta.headline, meta.byline,
        meta.published, tuple(actors.values()), tuple(_quote(quote, reading.text, actors) for quote in reading.quotes),
        reading.warnings, f"{reading.engine.version} {reading.engine.model}", reading,
    )  # fmt: skip


def _actor(actor: _Actor, text: str) -> Actor:
    mentions = (Mention(each.span.of(text), each.kind, each.span.start, each.span.end) for each in actor.mentions)
    return Actor(
        actor.id, actor.name, actor.kind, actor.role, actor.affiliation, actor.country, actor.aliases, tuple(mentions)
    )  # fmt: skip


def _quote(quote: _Quote, text: str, actors: Mapping[str, Actor]) -> Quote:
    speaker, cue, addressee = (span.of(text) if span else None for span in (quote.speaker, quote.cue, quote.addressee))
    return Quote(
        quote.id, quote.kind, quote.content(text), speaker, actors.get(quote.actor or ""), cue, addressee,
        quote.anonymous, round(quote.confidence, 3), quote.word_count(text), quote.span.start, quote.span.end,
    )  # fmt: skip


def to_dataframe(articles: Iterable[Article], kind: Kind = "quotes") -> pd.DataFrame:
    """One DataFrame of many articles, a row for each quote, or for each actor with `kind="actors"`.

    Without articles it has the columns, too. Raises CopydeskError if pandas is missing, ValueError for another kind.
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
        quotes = [quote for quote in article.quotes if quote.actor == actor]
        yield (
            *_lead(article), actor.id, actor.name, actor.kind, actor.role, actor.affiliation, actor.country,
            list(actor.aliases), len(actor.mentions), len(quotes), sum(quote.words for quote in quotes),
        )  # fmt: skip
