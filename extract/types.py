"""The data types that all packages share: spans, and an article with its actors and quotes.

Frozen dataclasses that only read and write the extraction contract (`copydesk.extraction/1`), so that a screen can
import them without the reader. All offsets count Unicode code points of `Article.text`; `start` is inclusive, `end`
exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from extract.span import Span as Span

SCHEMA = "copydesk.extraction/1"

BlockKind = Literal[
    "date", "headline", "standfirst", "byline", "caption", "credit", "crosshead", "paragraph", "boilerplate"
]
ActorKind = Literal["person", "organisation", "country", "place", "group", "anonymous"]
MentionKind = Literal["name", "nominal", "pronoun", "demonym", "metonym"]
QuoteKind = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True)
class Block:
    """A zone of the text: every non-blank line of an article is in exactly one."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Meta:
    """Metadata from the article and its sender; None or () for unknown.

    Times are ISO 8601: a date alone if no time is given, never an invented hour or zone. `byline` joins several names
    with ", ". `language` is the BCP 47 tag declared by the sender, else the detected one; `urgency` runs from 1 (most
    urgent) to 9; `subjects` are names, or codes without names; `embargoed` is the end of the embargo, with a zone;
    `status` is as sent, such as `usable`, `withheld` or `canceled`; `outlet` is the sender or publisher; `key` is the
    article's key on the desk.
    """

    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    agency: str | None = None
    dateline: str | None = None
    published: str | None = None
    updated: str | None = None
    section: str | None = None
    copyright: str | None = None
    usage_terms: str | None = None
    url: str | None = None
    language: str | None = None
    version: str | None = None
    status: str | None = None
    urgency: int | None = None
    subjects: tuple[str, ...] = ()
    embargoed: str | None = None
    editor_note: str | None = None
    outlet: str | None = None
    key: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Every field, ready for `json.dumps`."""
        return {name: getattr(self, name) for name in Meta.__slots__} | {"subjects": list(self.subjects)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Meta:
        """The reverse of `to_dict`; fields missing from an older version are None or ()."""
        named: dict[str, Any] = {name: data.get(name) for name in Meta.__slots__}
        return cls(**{**named, "subjects": tuple(map(str, named["subjects"] or ()))})


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an actor in the text."""

    span: Span
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that acts in an article.

    `name` is canonical and without title ("Sergey Lavrov"); `role` is as printed ("Foreign Minister");
    `affiliation` is the country or organisation the actor speaks or acts for; `country` is ISO 3166-1 alpha-2;
    `confidence` (0 to 1) says how sure it is that this is an actor of the article.
    """

    id: str
    name: str
    kind: ActorKind
    role: str | None = None
    affiliation: str | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote: its content, speaker and cue.

    `fragments` are the contiguous parts of the content, without outer quotation marks, quotation dash, a leading "that"
    or the comma before the cue; `speaker` are the words beside the cue that name the speaker ("he"); `actor` is the id
    of the actor they refer to, the first of `actors` if several speak together. `anonymous` is true if the article
    nowhere names the speaker. `confidence` (0 to 1) is that of content and actor together.
    """

    id: str
    kind: QuoteKind
    fragments: tuple[Span, ...]
    speaker: Span | None = None
    actor: str | None = None
    cue: Span | None = None
    addressee: Span | None = None
    anonymous: bool = False
    confidence: float = 1.0
    actors: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """From the first fragment's start to the last one's end."""
        return Span(self.fragments[0].start, self.fragments[-1].end)

    def content(self, text: str, between: str = " … ") -> str:
        """The words of the fragments in the article `text`, joined by `between`."""
        return between.join(fragment.of(text) for fragment in self.fragments)

    def word_count(self, text: str) -> int:
        """The number of words, runs of non-blanks, of the fragments in the article `text`."""
        return sum(len(fragment.of(text).split()) for fragment in self.fragments)


@dataclass(frozen=True, slots=True)
class Engine:
    """The versions of rules and model that an article was read with."""

    version: str
    model: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its reading: text, zones, actors and quotes.

    `sha256` is of `text` in UTF-8: the article version that notes refer to. `also_named` are names in the text that are
    probably not actors; their ids continue those of `actors`.
    """

    id: str
    source: str
    sha256: str
    text: str
    engine: Engine
    language: str = "en"
    meta: Meta = field(default_factory=Meta)
    blocks: tuple[Block, ...] = ()
    actors: tuple[Actor, ...] = ()
    quotes: tuple[Quote, ...] = ()
    warnings: tuple[str, ...] = ()
    also_named: tuple[Actor, ...] = ()

    def actor(self, actor_id: str | None) -> Actor | None:
        """The actor with this id, or None."""
        return next((actor for actor in self.actors if actor.id == actor_id), None)

    def to_dict(self) -> dict[str, Any]:
        """The article as the extraction contract defines it, ready for `json.dumps`."""
        return {
            "schema": SCHEMA,
            "id": self.id,
            "source": self.source,
            "sha256": self.sha256,
            "text": self.text,
            "language": self.language,
            "meta": {
                **self.meta.to_dict(),
                "also_named": [_actor_to_dict(actor, self.text) for actor in self.also_named],
            },
            "blocks": [{"kind": block.kind, "start": block.span.start, "end": block.span.end} for block in self.blocks],
            "actors": [_actor_to_dict(actor, self.text) for actor in self.actors],
            "quotes": [_quote_to_dict(quote, self.text) for quote in self.quotes],
            "engine": {"version": self.engine.version, "model": self.engine.model},
            "warnings": list(self.warnings),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Article:
        """The reverse of `to_dict`. Raises KeyError, TypeError or ValueError for other data."""
        if data["schema"] != SCHEMA:
            raise ValueError(f"not {SCHEMA}: {data['schema']!r}")
        return cls(
            id=data["id"],
            source=data["source"],
            sha256=data["sha256"],
            text=data["text"],
            engine=Engine(data["engine"]["version"], data["engine"]["model"]),
            language=data["language"],
            meta=Meta.from_dict(data["meta"]),
            blocks=tuple(Block(block["kind"], Span(block["start"], block["end"])) for block in data["blocks"]),
            actors=tuple(_actor_from_dict(actor) for actor in data["actors"]),
            quotes=tuple(_quote_from_dict(quote) for quote in data["quotes"]),
            warnings=tuple(data["warnings"]),
            also_named=tuple(_actor_from_dict(actor) for actor in data["meta"].get("also_named", ())),
        )


def _span_to_dict(span: Span | None, text: str) -> dict[str, Any] | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.of(text)}


def _span_from_dict(data: Mapping[str, Any] | None) -> Span | None:
    return None if data is None else Span(data["start"], data["end"])


def _actor_to_dict(actor: Actor, text: str) -> dict[str, Any]:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "role": actor.role,
        "affiliation": actor.affiliation,
        "country": actor.country,
        "aliases": list(actor.aliases),
        "mentions": [
            {"start": m.span.start, "end": m.span.end, "text": m.span.of(text), "kind": m.kind} for m in actor.mentions
        ],
        "confidence": round(actor.confidence, 3),
    }


def _actor_from_dict(data: Mapping[str, Any]) -> Actor:
    return Actor(
        id=data["id"],
        name=data["name"],
        kind=data["kind"],
        role=data["role"],
        affiliation=data["affiliation"],
        country=data.get("country"),
        aliases=tuple(data["aliases"]),
        mentions=tuple(Mention(Span(m["start"], m["end"]), m["kind"]) for m in data["mentions"]),
        confidence=data.get("confidence", 1.0),
    )


def _quote_to_dict(quote: Quote, text: str) -> dict[str, Any]:
    return {
        "id": quote.id,
        "kind": quote.kind,
        "fragments": [_span_to_dict(fragment, text) for fragment in quote.fragments],
        "speaker": _span_to_dict(quote.speaker, text),
        "actor": quote.actor,
        "cue": _span_to_dict(quote.cue, text),
        "addressee": _span_to_dict(quote.addressee, text),
        "anonymous": quote.anonymous,
        "confidence": round(quote.confidence, 3),
        "actors": list(quote.actors),
    }


def _quote_from_dict(data: Mapping[str, Any]) -> Quote:
    return Quote(
        id=data["id"],
        kind=data["kind"],
        fragments=tuple(Span(f["start"], f["end"]) for f in data["fragments"]),
        speaker=_span_from_dict(data["speaker"]),
        actor=data["actor"],
        cue=_span_from_dict(data["cue"]),
        addressee=_span_from_dict(data.get("addressee")),
        anonymous=data["anonymous"],
        confidence=data["confidence"],
        actors=tuple(data.get("actors", ())),
    )
