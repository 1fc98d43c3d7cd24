"""The preview of the article under the cursor, made when its words are indexed: showing it reads no text.

The best quotes follow a predictable rule: direct before partial before paraphrase, the longest first, each speaker's
first one before anyone's second; only quotes of a certain speaker, of at most `MAX_QUOTE_WORDS` words.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from extract.naming import UNSURE_BELOW, QuoteNaming, actor_naming, quote_naming
from extract.quotation import PARAPHRASE, Quotations
from extract.types import Actor, Article, Quote, QuoteKind

BEST_QUOTES = 4
"""Quotes stored per article; a short preview shows three."""
MAX_QUOTE_WORDS = 60
MAX_VOICES = 6
MAX_COLOURED_SPEAKERS = 4
"""As many as `widgets.text.speaker_colours` has; a test checks that both assign the same numbers."""
MAX_LEAD_CHARACTERS = 600
TABLES = """
CREATE TABLE previews (id INTEGER PRIMARY KEY, made TEXT NOT NULL);
"""
_KINDS: tuple[QuoteKind, ...] = ("direct", "mixed", "indirect")


@dataclass(frozen=True, slots=True)
class PreviewQuote:
    """A printable quote. `start` and `end` count code points; `colour` is the speaker's, 0 for none."""

    words: str
    kind: QuoteKind
    speaker: str
    role: str
    cue: str
    naming: QuoteNaming
    colour: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker of an article, and their number of words: direct, partial, paraphrased."""

    name: str
    unnamed: bool
    colour: int
    direct: int
    mixed: int
    indirect: int

    @property
    def words(self) -> int:
        """The total."""
        return self.direct + self.mixed + self.indirect


@dataclass(frozen=True, slots=True)
class Preview:
    """One article. `words` are those of all its `quotes_total` quotes, `unnamed_words` those of unnamed speakers."""

    headline: str = ""
    standfirst: str = ""
    byline: str = ""
    lead: str = ""
    quotes: tuple[PreviewQuote, ...] = ()
    voices: tuple[Voice, ...] = ()
    speakers: int = 0
    quotes_total: int = 0
    words: int = 0
    unnamed_words: int = 0
    form: tuple[int, int, int] = (0, 0, 0)
    """The words quoted directly, partially and in paraphrase."""


def preview_of(article: Article) -> Preview:
    """The preview of an extracted article."""
    text = article.text
    colours = _colours(article.quotes, text)
    actors = {actor.id: actor for actor in article.actors}
    namings = [quote_naming(quote, actors.get(quote.actor or ""), text) for quote in article.quotes]
    counts = [quote.word_count(text) for quote in article.quotes]
    quotations = Quotations(text, article.blocks) if article.quotes else None
    named = dict(zip(article.quotes, namings, strict=True))
    best = (
        _shown(quote, actors.get(quote.actor or ""), quotations, named[quote], colours, text)
        for quote in best_quotes(article)
        if quotations is not None
    )
    return Preview(
        headline=_line(article.meta.headline),
        standfirst=_line(article.meta.standfirst),
        byline=_line(article.meta.byline),
        lead=_line(next((b.span.of(text) for b in article.blocks if b.kind == "paragraph"), ""))[:MAX_LEAD_CHARACTERS],
        quotes=tuple(best),
        voices=tuple(_voices(article, colours)),
        speakers=len({quote.actor for quote in article.quotes if quote.actor is not None}),
        quotes_total=len(article.quotes),
        words=sum(counts),
        unnamed_words=sum(count for count, naming in zip(counts, namings, strict=True) if naming == "unnamed"),
        form=(_words(article, "direct"), _words(article, "mixed"), _words(article, "indirect")),
    )


def best_quotes(article: Article) -> list[Quote]:
    """The quotes to show, the best first."""
    text = article.text
    sizes = {quote.id: quote.word_count(text) for quote in article.quotes}
    sure = [q for q in article.quotes if q.confidence >= UNSURE_BELOW and 0 < sizes[q.id] <= MAX_QUOTE_WORDS]
    sure.sort(key=lambda quote: (_KINDS.index(quote.kind), -sizes[quote.id], quote.span))
    rounds: dict[str, int] = {}
    ranked: list[tuple[int, int, Quote]] = []
    for place, quote in enumerate(sure):
        who = quote.actor or (quote.speaker.of(text) if quote.speaker else "")
        rounds[who] = rounds.get(who, 0) + 1
        ranked.append((rounds[who], place, quote))
    return [quote for _round, _place, quote in sorted(ranked, key=lambda each: each[:2])][:BEST_QUOTES]


def put(base: sqlite3.Connection, id: int, preview: Preview | None) -> None:
    """Replace an article's preview; None if the article was not read."""
    if preview is None:
        base.execute("DELETE FROM previews WHERE id = ?", (id,))
    else:
        made = json.dumps(asdict(preview))
        base.execute("INSERT OR REPLACE INTO previews VALUES (?, ?)", (id, made))


def preview(base: sqlite3.Connection, key: str) -> Preview | None:
    """The preview of the article `key`; None if it was not read, or its words are not indexed yet."""
    row = base.execute("SELECT made FROM previews JOIN articles USING (id) WHERE key = ?", (key,)).fetchone()
    if row is None:
        return None
    try:
        made = json.loads(row[0])
        quotes = tuple(PreviewQuote(**each) for each in made.pop("quotes"))
        voices = tuple(Voice(**each) for each in made.pop("voices"))
        return Preview(**{**made, "quotes": quotes, "voices": voices, "form": tuple(made["form"])})
    except (ValueError, KeyError, TypeError, AttributeError):
        return None  # edited by another program


def _shown(
    quote: Quote,
    actor: Actor | None,
    quotations: Quotations,
    naming: QuoteNaming,
    colours: dict[str, int],
    text: str,
) -> PreviewQuote:
    span = quote.span
    return PreviewQuote(
        words=_line(quotations.printed(quote).removeprefix(PARAPHRASE)),
        kind=quote.kind,
        speaker=_line(actor.name if actor else quote.speaker.of(text) if quote.speaker else ""),
        role=_line((actor.role or actor.affiliation) if actor else ""),
        cue=_line(quote.cue.of(text)) if quote.cue else "",
        naming=naming,
        colour=colours.get(quote.actor or "", 0),
        start=span.start,
        end=span.end,
    )


def _voices(article: Article, colours: dict[str, int]) -> Iterator[Voice]:
    """The speakers, the most words first."""
    words: dict[str, dict[QuoteKind, int]] = {}
    for quote in article.quotes:
        if quote.actor is not None:
            counts = words.setdefault(quote.actor, dict.fromkeys(_KINDS, 0))
            counts[quote.kind] += quote.word_count(article.text)
    ranked = sorted(words.items(), key=lambda each: -sum(each[1].values()))
    for id, counts in ranked[:MAX_VOICES]:
        actor = article.actor(id)
        if actor is not None:
            unnamed = actor_naming(actor, article.quotes, article.text) == "unnamed"
            yield Voice(
                _line(actor.name), unnamed, colours.get(id, 0), counts["direct"], counts["mixed"], counts["indirect"]
            )


def _words(article: Article, kind: QuoteKind) -> int:
    return sum(quote.word_count(article.text) for quote in article.quotes if quote.kind == kind)


def _colours(quotes: Iterable[Quote], text: str) -> dict[str, int]:
    """The colours of the speakers with the most words, by actor: by words, then by order of appearance."""
    words: dict[str, int] = {}
    for quote in sorted(quotes, key=lambda quote: quote.span):
        if quote.actor is not None:
            words[quote.actor] = words.get(quote.actor, 0) + quote.word_count(text)
    ranked = sorted(words, key=lambda actor: -words[actor])[:MAX_COLOURED_SPEAKERS]
    return {actor: number for number, actor in enumerate(ranked, 1)}


def _line(text: str | None) -> str:
    return " ".join((text or "").encode("utf-8", "replace").decode().split())
