"""Applies people's corrections to a reading: a human's decision takes precedence, and is marked.

A correction is a note of the type "reading": its anchor is the quote, the mention or the words concerned, and its
`About` gives the action:

- `not-a-quote`: the quote at the anchor is not a quote.
- `speaker`: `actor` said the quote at the anchor; an actor of that name is created if there is none.
- `quote`: the words at the anchor are a quote that was missed; `actor` said it, if given.
- `not-an-actor`: `actor` is not an actor.
- `merge`: `speaker` (a name) is the same actor as `actor`.
- `split`: the mention at the anchor is the actor named `actor`, if there is one, else a separate actor with that name.

Stored as notes, corrections are journaled, shared, undone and exported like any note, and survive another reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extract.naming import is_named
from extract.span import Span
from extract.types import Actor, Article, Mention, Quote, QuoteKind
from store.notes.anchors import locate
from store.notes.note import Note

MIN_OVERLAP = 0.5
"""Two spans that overlap in this share of their union are the same quote."""
OPENING = "\"“”„«»‘'–—"


@dataclass(frozen=True, slots=True)
class Corrected:
    """A corrected article, and the ids of the quotes and actors that a human decided."""

    article: Article
    human: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Desk:
    """The article while corrections are applied."""

    text: str
    actors: list[Actor]
    quotes: list[Quote]
    human: set[str] = field(default_factory=set)

    def actor_named(self, name: str) -> Actor | None:
        """The actor with this name or alias."""
        folded = name.casefold()
        exact = next((actor for actor in self.actors if actor.name.casefold() == folded), None)
        return exact or next((a for a in self.actors if folded in (alias.casefold() for alias in a.aliases)), None)

    def actor_or_new(self, name: str, uid: str) -> Actor:
        """The actor with this name, created if there is none."""
        actor = self.actor_named(name)
        if actor is None:
            actor = Actor(f"h{uid[:8]}", name, "person")
            self.actors.append(actor)
            self.human.add(actor.id)
        return actor

    def change(self, actor: Actor, **changes: object) -> Actor:
        """Replace an actor by its changed version."""
        new: Actor = replace(actor, **changes)  # type: ignore[arg-type]
        self.actors[next(i for i, each in enumerate(self.actors) if each.id == actor.id)] = new
        self.human.add(new.id)
        return new

    def quote_at(self, span: Span) -> Quote | None:
        """The quote that covers roughly the same words."""
        best = max(self.quotes, key=lambda quote: _share(quote.span, span), default=None)
        return best if best is not None and _share(best.span, span) >= MIN_OVERLAP else None


def corrected(article: Article, notes: Iterable[Note]) -> Corrected:
    """`article` with every correction among `notes` applied, in the order they were written.

    A correction whose place in this text is uncertain, or that has nothing to correct, has no effect.
    """
    fixes = [note for note in notes if note.type == "reading" and note.about.fix]
    if not fixes:
        return Corrected(article)
    desk = _Desk(article.text, list(article.actors), list(article.quotes))
    for note in sorted(fixes, key=lambda note: (note.created, note.uid)):
        _make(desk, note)
    quotes = sorted(desk.quotes, key=lambda quote: quote.span)
    return Corrected(replace(article, actors=tuple(desk.actors), quotes=tuple(quotes)), frozenset(desk.human))


def _make(desk: _Desk, note: Note) -> None:
    span = _place(desk.text, note)
    about = note.about
    if about.fix == "merge" and about.actor and about.speaker:
        _merge(desk, about.speaker, about.actor)
    elif about.fix == "not-an-actor" and about.actor:
        _remove(desk, about.actor)
    elif span is None:
        return
    elif about.fix == "not-a-quote":
        quote = desk.quote_at(span)
        desk.quotes = [each for each in desk.quotes if each is not quote]
    elif about.fix == "speaker" and about.actor:
        _respeak(desk, span, about.actor, note.uid)
    elif about.fix == "quote":
        _add(desk, span, about.actor, note.uid)
    elif about.fix == "split" and about.actor:
        _split(desk, span, about.actor, note.uid)


def _place(text: str, note: Note) -> Span | None:
    if note.anchor is None:
        return None
    located = locate(text, note.anchor)
    return located.span if located.how in ("position", "exact", "fuzzy") else None


def _merge(desk: _Desk, name: str, into: str) -> None:
    one, other = desk.actor_named(name), desk.actor_named(into)
    if one is None or other is None or one.id == other.id:
        return
    aliases = tuple(dict.fromkeys((*other.aliases, one.name, *one.aliases)))
    mentions = tuple(sorted({*other.mentions, *one.mentions}, key=lambda mention: mention.span))
    desk.change(
        other, aliases=aliases, mentions=mentions, role=other.role or one.role,
        affiliation=other.affiliation or one.affiliation, country=other.country or one.country,
    )  # fmt: skip
    desk.actors = [actor for actor in desk.actors if actor.id != one.id]
    desk.quotes = [replace(quote, actor=other.id) if quote.actor == one.id else quote for quote in desk.quotes]


def _remove(desk: _Desk, name: str) -> None:
    actor = desk.actor_named(name)
    if actor is None:
        return
    desk.actors = [each for each in desk.actors if each.id != actor.id]
    desk.quotes = [replace(quote, actor=None) if quote.actor == actor.id else quote for quote in desk.quotes]


def _respeak(desk: _Desk, span: Span, name: str, uid: str) -> None:
    quote = desk.quote_at(span)
    if quote is None:
        return
    actor = desk.actor_or_new(name, uid)
    new = replace(quote, actor=actor.id, anonymous=not is_named(actor), confidence=1.0)
    desk.quotes = [new if each is quote else each for each in desk.quotes]
    desk.human.add(quote.id)


def _add(desk: _Desk, span: Span, name: str | None, uid: str) -> None:
    if desk.quote_at(span) is not None:
        return
    actor = desk.actor_or_new(name, uid) if name else None
    quote = Quote(
        f"h{uid[:8]}", _kind(desk.text, span), (span,), actor=actor.id if actor else None,
        anonymous=actor is None or not is_named(actor),
    )  # fmt: skip
    desk.quotes.append(quote)
    desk.human.add(quote.id)


def _split(desk: _Desk, span: Span, name: str, uid: str) -> None:
    owner = next((actor for actor in desk.actors if any(m.span == span for m in actor.mentions)), None)
    if owner is None or len(owner.mentions) < 2:
        return
    moved = tuple(mention for mention in owner.mentions if mention.span == span)
    desk.change(owner, mentions=tuple(mention for mention in owner.mentions if mention.span != span))
    folded = name.casefold()
    other = next((actor for actor in desk.actors if actor.name.casefold() == folded and actor.id != owner.id), None)
    if other is not None:
        new = desk.change(other, mentions=_sorted((*other.mentions, *moved)))
    else:
        new = Actor(f"h{uid[:8]}", name, owner.kind, mentions=_sorted(moved))
        desk.actors.append(new)
        desk.human.add(new.id)
    for i, quote in enumerate(desk.quotes):
        if quote.actor == owner.id and quote.speaker is not None and quote.speaker.overlaps(span):
            desk.quotes[i] = replace(quote, actor=new.id, anonymous=not is_named(new), confidence=1.0)
            desk.human.add(quote.id)


def _sorted(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda mention: mention.span))


def _kind(text: str, span: Span) -> QuoteKind:
    """Direct if a mark or dash precedes the words, mixed if one is among them, else indirect."""
    before = text[: span.start].rstrip(" ")[-1:]
    if before and before in OPENING:
        return "direct"
    return "mixed" if any(mark in span.of(text) for mark in '"“«„') else "indirect"


def _share(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return 0.0 if common <= 0 else common / (max(one.end, other.end) - min(one.start, other.start))
