"""Decides whether two names are one person's, spelled in two ways.

The guard is against merging two people: a single letter separates Hansen from Hanson, and both exist. Two names count
as one person's only if their first names agree and no title or country contradicts it, or if their surnames agree and
their titles do too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import OSA

from extract.lexicon.offices import parts_of, words_of
from extract.span import Span
from extract.types import Actor, Article
from store.catalogue.elsewhere import agree
from store.sourcing.title_comparison import contradict, same_title
from store.texts.escaping import plain

MIN_SLIP_LETTERS = 4
"""A shorter part of a name never counts as misspelled: Ann, Ane; Lee, Leo."""
MIN_BARE_SURNAME_LETTERS = 6
"""A bare surname without a title needs this many letters to count as a misspelling of a full name in the article."""
_BARE = ("person", "organisation", "place")
"""Kinds that the reader may give a surname that it does not find again in the article."""
TWO_SLIPS_LETTERS = 8
"""A surname of at least this many letters may differ in two of them: Zelenskiy, Zelenskyy."""


class Place(NamedTuple):
    """The place of a name: the article's key, and the span of the first mention, if any."""

    article: str
    span: Span | None


@dataclass(slots=True)
class Person:
    """One spelling of one person's name: as printed, its folded parts, known details, and its places."""

    name: str
    parts: tuple[str, ...]
    kind: str
    country: str | None
    roles: dict[str, list[Place]] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)

    @property
    def articles(self) -> int:
        """The number of articles with this spelling."""
        return len({place.article for place in self.places})


class People:
    """The named people and organisations of the added articles, by spelling."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], list[Person]] = {}

    def add(self, key: str, article: Article) -> None:
        """Add an article's actors. Names of one part are left to the article's own check."""
        for actor in article.actors:
            for name, span in spellings(actor, article.text):
                person = self._person(actor, name)
                place = Place(key, span)
                person.places.append(place)
                if actor.role:
                    person.roles.setdefault(plain(actor.role), []).append(place)

    def _person(self, actor: Actor, name: str) -> Person:
        known = self._known.setdefault((actor.kind, name), [])
        for person in known:
            if agree(person.country, actor.country):
                person.country = person.country or actor.country
                return person
        person = Person(name, parts_of(name), actor.kind, actor.country)
        known.append(person)
        return person

    def all(self) -> Iterator[Person]:
        """Every spelling."""
        for known in self._known.values():
            yield from known

    def pairs(self) -> Iterator[tuple[Person, Person]]:
        """Pairs of spellings of one name, the more common one first; each pair once."""
        seen: set[tuple[int, int]] = set()
        for block in self._blocks():
            for i, one in enumerate(block):
                for other in block[i + 1 :]:
                    pair = (id(one), id(other)) if id(one) < id(other) else (id(other), id(one))
                    if pair not in seen and two_spellings(one, other):
                        seen.add(pair)
                        yield (one, other) if _rank(one) <= _rank(other) else (other, one)

    def _blocks(self) -> Iterator[list[Person]]:
        """Groups of spellings that may be one name: all parts but one in common, in any order, and one end of it."""
        blocks: dict[tuple[str, ...], list[Person]] = {}
        for person in self.all():
            parts = tuple(sorted(person.parts))
            keys: set[tuple[str, ...]] = {("".join(person.parts),)}
            if person.kind == "person":
                for i, part in enumerate(parts):
                    rest = parts[:i] + parts[i + 1 :]
                    keys |= {(*rest, f"{part[0]}-"), (*rest, f"-{part[-1]}")}
            for key in keys:
                blocks.setdefault((person.kind, *key), []).append(person)
        yield from (block for block in blocks.values() if len(block) > 1)


def _rank(person: Person) -> tuple[int, str]:
    return (-person.articles, person.name)


def spellings(actor: Actor, text: str) -> Iterator[tuple[str, Span | None]]:
    """The full names of an actor, as printed, each with its first span."""
    if actor.kind not in ("person", "organisation"):
        return
    seen: set[str] = set()
    for name in (actor.name, *actor.aliases):
        printed = plain(name)
        proper = [part for part in words_of(printed) if not part[0].islower()]
        if printed in seen or len(proper) < 2:
            continue  # a surname, or no name: "former secretary of State"
        seen.add(printed)
        yield printed, where(actor, name, text)


def where(actor: Actor, name: str, text: str) -> Span | None:
    """The first mention that reads `name`, else the first that contains it, else the first; None without mentions."""
    spans = [mention.span for mention in actor.mentions]
    wanted = plain(name)
    same = (span for span in spans if plain(span.of(text)) == wanted)
    holds = (span for span in spans if wanted in plain(span.of(text)))
    return next(same, None) or next(holds, None) or next(iter(spans), None)


def two_spellings(one: Person, other: Person) -> bool:
    """Whether these are two spellings of one person's, or one organisation's, name."""
    if one.kind != other.kind or not agree(one.country, other.country):
        return False
    if one.name == other.name or one.name.isupper() or other.name.isupper():
        return False  # a headline in capitals is not a spelling of its own
    if "".join(one.parts) == "".join(other.parts):  # José, Jose; Jean-Luc, Jean Luc; McDonald, Mcdonald
        same = one.name.casefold() == other.name.casefold()
        return not same or (one.kind == "person" and one.name[1:] != other.name[1:])
    if one.kind != "person" or len(one.parts) != len(other.parts):
        return False
    if sorted(one.parts) == sorted(other.parts):
        return True  # Liu Pengyu, Pengyu Liu
    different = [i for i, part in enumerate(one.parts) if part != other.parts[i]]
    if len(different) != 1 or not slip(one.parts[different[0]], other.parts[different[0]]):
        return False
    if different[0] == len(one.parts) - 1:  # Kari Hansen, Kari Hanson
        return not one.roles or not other.roles or _share_a_title(one, other)
    return _share_a_title(one, other)  # Sergey Lavrov, Sergei Lavrov


def slip(one: str, other: str) -> bool:
    """Whether two parts of names are close enough that one may be a misspelling or a variant of the other."""
    shorter = min(len(one), len(other))
    if one == other or shorter < MIN_SLIP_LETTERS or one == f"{other}s" or other == f"{one}s":
        return False
    most = 2 if shorter >= TWO_SLIPS_LETTERS else 1
    return OSA.distance(one, other, score_cutoff=most) <= most


def _share_a_title(one: Person, other: Person) -> bool:
    return any(same_title(mine, theirs) for mine in one.roles for theirs in other.roles)


def near_surnames(actors: Iterable[Actor], text: str) -> Iterator[tuple[Actor, Actor, str, Span | None]]:
    """Bare surnames a slip away from the surname of one actor, and no other, whose full name the article has.

    Yields the actor with the full name, the actor with the surname, the surname, and its span.
    """
    some = [actor for actor in actors if actor.kind in _BARE]
    full = [(actor, parts) for actor in some if actor.kind == "person" and len(parts := parts_of(actor.name)) > 1]
    surnames = {parts[-1] for _actor, parts in full}
    for actor in some:
        for name in (actor.name, *actor.aliases):
            parts = parts_of(name)
            if len(parts) != 1 or parts[0] in surnames:
                continue
            near = {known[-1]: other for other, known in full if _means(actor, parts[0], other, known[-1])}
            if len(near) == 1:  # the same surname, though a family may share it
                yield next(iter(near.values())), actor, plain(name), where(actor, name, text)


def _means(actor: Actor, bare: str, other: Actor, surname: str) -> bool:
    """Whether the bare surname of `actor` is likely a misspelling of the `surname` of `other`, who has a full name."""
    if not slip(bare, surname) or not agree(actor.country, other.country):
        return False
    if other is actor or (actor.role and other.role and same_title(actor.role, other.role)):
        return True
    if min(len(bare), len(surname)) < MIN_BARE_SURNAME_LETTERS or _of_one_family(bare, surname):
        return False
    return not (actor.role and other.role and contradict(actor.role, other.role))


def _of_one_family(one: str, other: str) -> bool:
    """Whether two surnames may be the male and female forms of one family name: Novak and Novaka, Kowalski and
    Kowalska.
    """
    short, long = sorted((one, other), key=len)
    if long == f"{short}a":
        return True
    return one[:-1] == other[:-1] and {one[-1], other[-1]} <= set("aeiy")
