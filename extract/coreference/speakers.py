"""Which actor a speaker's words name: "Bell", "his sister Ann", "who", or no words at all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from extract.actors.clusters import Cluster, fold
from extract.actors.mention_candidates import Document, Page, Spot, left_edge
from extract.actors.nominals import LONE, head_of
from extract.coreference.discourse import Link, Walk
from extract.coreference.interviews import interview
from extract.coreference.narrator import narrator
from extract.learned import Features
from extract.lexicon.words import FIRST, FIRST_PLURAL, HONORIFICS, ROLE_WORDS, ROLES, TITLE_WORDS
from extract.parse.spacy_parser import Token
from extract.quotes.attribution import Attribution
from extract.types import Span


class Behind(NamedTuple):
    """The actor behind an attribution, how sure that is (0 to 1), which rule says so, and what a learned choice saw."""

    cluster: Cluster
    sure: float
    rule: str
    reason: tuple[str, Features] | None = None


class SpotIndex:
    """Spots by the token they are headed by."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        self._spots = sorted(spots, key=lambda spot: (spot.page, spot.head))
        self._heads = [(spot.page, spot.head) for spot in self._spots]

    def headed(self, page: int, first: int, last: int) -> list[Spot]:
        """The spots of a page whose head is one of the tokens [first, last)."""
        return self._spots[bisect_left(self._heads, (page, first)) : bisect_left(self._heads, (page, last))]


def find_speaking(doc: Document, spots: Sequence[Spot]) -> dict[int, int]:
    """The spot that is each attribution's speaker: id of the spot to index of the attribution."""
    near = SpotIndex(spots)
    speaking = {}
    for i, attribution in enumerate(doc.attributions):
        if attribution.speaker is None:
            continue
        found = _speaker_spot(doc, attribution, attribution.speaker, near)
        if found is not None:
            speaking[id(found)] = i
    return speaking


def _speaker_spot(doc: Document, attribution: Attribution, speaker: Span, near: SpotIndex) -> Spot | None:
    """The spot at the head of the speaker's words; a name beside it in apposition is the same actor anyway."""
    found = doc.tokens_in(speaker)
    if found is None:
        return None
    page, first, last = found
    if speaker.end <= page.body.start and attribution.cue is not None:
        return _subject_behind(doc, page, attribution.cue, near)
    while first < last - 1 and not page.inside(page.tokens[first]):
        first += 1
    head = head_of(page.tokens, first, last)
    inside = near.headed(page.number, first, last)
    covering = [s for s in inside if s.head == head] or [s for s in inside if s.first <= head < s.last]
    named = [s for s in inside if s.type == "person" and s.kind == "name" and _is_own(page, s, first)]
    if not named and (beyond := _name_beyond(page, last, near)) is not None:
        return beyond
    if covering and not (named and covering[0].type != "person" and len(named) == 1):
        return covering[0]
    if named:
        return named[0]
    if page.tokens[head].tag in ("WP", "WDT"):
        above = _antecedent(page.tokens, head)
        around = near.headed(page.number, above - 12, above + 12)
        return next((s for s in around if s.first <= above < s.last), None)
    people = [s for s in inside if s.type == "person"]
    return next(iter(people or inside), None)


def _subject_behind(doc: Document, page: Page, cue: Span, near: SpotIndex) -> Spot | None:
    """The last one to act between a dateline, taken for the speaker, and the cue."""
    found = doc.tokens_in(Span(page.body.start, max(cue.start, page.body.start + 1)))
    spots = near.headed(page.number, found[1], found[2]) if found is not None else []
    return next((s for s in reversed(spots) if s.acts), None)


def _name_beyond(page: Page, last: int, near: SpotIndex) -> Spot | None:
    """The person whose name goes on where the speaker's words stop too early: "Acme co|-founder Ann Bell said"."""
    for spot in near.headed(page.number, last, last + 6):
        between = page.tokens[last : spot.first]
        joined = all(t.text == "-" or t.lower in ROLES or t.text[:1].isupper() for t in between)
        if joined and spot.kind == "name" and spot.type == "person":
            told = page.tokens[last - 1].lower in HONORIFICS or page.verb_of(spot.head) is not None
            return spot if told else None
    return None


def _is_own(page: Page, spot: Spot, first: int) -> bool:
    """Whether a name in a speaker's words is the speaker's: not after "for", "of", "to" and not a possessor."""
    tokens = page.tokens
    if spot.last < len(tokens) and tokens[spot.last].tag == "POS":
        return False
    before = (spot.lead if spot.lead >= 0 else spot.first) - 1
    while before > first and tokens[before].lower in HONORIFICS:
        before -= 1
    return before < first or tokens[before].tag not in ("IN", "TO", "POS")


def _antecedent(tokens: Sequence[Token], i: int) -> int:
    """The noun that a relative pronoun stands for."""
    for _ in range(6):
        token = tokens[i]
        if token.dep == "relcl" or token.head == i:
            return token.head
        i = token.head
    return i


def find_behind(doc: Document, walk: Walk, spots: Sequence[Spot]) -> dict[int, Behind]:
    """The actor behind every attribution that has one, with how sure the resolution is."""
    behind: dict[int, Behind] = {}
    near = SpotIndex(spots)
    last: Behind | None = None
    asked = interview(doc, walk)
    author = narrator(doc, walk, spots)
    for i, attribution in enumerate(doc.attributions):
        if i in asked:
            behind[i] = Behind(asked[i], 0.9, "interview")
        elif attribution.speaker is not None and attribution.speaker.of(doc.text).lower() in FIRST | FIRST_PLURAL:
            outer = _enclosing(doc, i)
            if outer is not None and outer in behind:
                behind[i] = Behind(behind[outer].cluster, 0.8, "first person in a quote")
            elif author is not None and doc.said_by(attribution.speaker.start) is None:
                behind[i] = Behind(author, 0.7, "author")
        elif attribution.speaker is not None:
            found = _speaker_spot(doc, attribution, attribution.speaker, near)
            link = walk.links.get(id(found)) if found is not None else None
            if found is not None and link is not None and link.cluster.document:
                link = _maker(doc, walk, found, near) or link
            if found is not None and link is not None:
                behind[i] = Behind(link.cluster, link.sure, _rule(found, link.cluster), walk.reasons.get(id(found)))
            else:
                stranger = _stranger(doc, walk, attribution.speaker)
                if stranger is not None:
                    behind[i] = Behind(stranger, 0.5, "words as they stand")
        elif attribution.follows is not None and attribution.follows in behind:
            before = behind[attribution.follows]
            behind[i] = Behind(before.cluster, before.sure * 0.9, "carried over")
        elif last is not None and attribution.follows is None:
            beside = _same_page(doc, i)
            if beside or attribution.kind == "direct":
                behind[i] = Behind(last.cluster, 0.82 if beside else 0.6, "last speaker")
        last = behind.get(i, last)
    for i, attribution in enumerate(doc.attributions):
        if i not in behind and attribution.follows in behind:
            before = behind[attribution.follows]
            behind[i] = Behind(before.cluster, before.sure * 0.9, "carried over")
    return behind


def _maker(doc: Document, walk: Walk, spot: Spot, near: SpotIndex) -> Link | None:
    """The nameless maker of a document: "a report by the inspectors", "the department's figures"."""
    tokens = doc.pages[spot.page].tokens
    for other in near.headed(spot.page, max(0, spot.head - 6), spot.head + 10):
        above = tokens[tokens[other.head].head]
        owns = tokens[other.head].dep == "poss" and above.i == spot.head
        by = above.lower in ("by", "from") and above.head == spot.head
        link = walk.links.get(id(other))
        if (owns or by) and other.kind == "nominal" and link is not None and not link.cluster.document:
            return Link(link.cluster, 0.75)
    return None


def _rule(spot: Spot, cluster: Cluster) -> str:
    """What ties a speaker's words to their actor."""
    if spot.kind != "name" or fold(spot.name) == fold(cluster.name):
        return spot.kind
    return "surname" if cluster.type == "person" and fold(spot.name) in fold(cluster.name).split() else "alias"


def _same_page(doc: Document, i: int) -> bool:
    """Whether attribution `i` stands in the same paragraph as the one before it."""
    here, before = doc.attributions[i].fragments[0], doc.attributions[i - 1].fragments[0]
    return i > 0 and doc.page_at(here.start) is doc.page_at(before.start)


def _antecedent_words(doc: Document, speaker: Span) -> str:
    """The noun phrase before a relative pronoun."""
    found = doc.tokens_in(speaker)
    if found is None:
        return ""
    page, first, _ = found
    head = _antecedent(page.tokens, first)
    return doc.words(page, left_edge(page, head), head + 1) if page.tokens[head].tag.startswith("N") else ""


def _enclosing(doc: Document, i: int) -> int | None:
    """The attribution within whose words attribution `i` is made."""
    inner = doc.attributions[i].fragments[0]
    for j in range(max(0, i - 50), min(i + 50, len(doc.attributions))):
        outer = doc.attributions[j]
        if j != i and any(fragment.covers(inner) and fragment != inner for fragment in outer.fragments):
            return j
    return None


def _stranger(doc: Document, walk: Walk, speaker: Span) -> Cluster | None:
    """An actor made of speaker words that no rule knows; None of words that name nothing."""
    words = " ".join(speaker.of(doc.text).split())
    if words.lower() in ("who", "which", "that"):
        words = _antecedent_words(doc, speaker) or words
    key = fold(words)
    known = walk.strangers.get(key)
    if known is not None and known.spots:  # not one that was given to another
        return known
    found = doc.tokens_in(speaker)
    if not key or found is None or set(key.split()) & LONE:
        return None
    parts = set(key.split())
    people = [c for c in walk.people if c.named and parts <= set(fold(c.name).split())]
    if len(people) == 1:
        return people[0]
    page, first, last = found
    head = page.tokens[head_of(page.tokens, first, last)]
    named = all(word[:1].isupper() for word in words.split()) and head.tag in ("NNP", "NNPS") and page.inside(head)
    named = named and head.lower not in HONORIFICS and head.lower not in ROLE_WORDS
    if not named:
        return None
    name = first
    titles = ROLE_WORDS | TITLE_WORDS | HONORIFICS.keys()
    while name < last - 1 and page.tokens[name].lower in titles:
        name += 1
    words, title = doc.words(page, name, last), doc.words(page, first, name)
    gender = HONORIFICS.get(title.lower(), "")
    title = "" if title.lower() in HONORIFICS else title
    cluster = Cluster("person", words, gender=gender)
    cluster.add(Spot(speaker, page.number, name, last, last - 1, "name", "person", words, title, acts=True))
    walk.clusters.append(cluster)
    walk.strangers[key] = cluster
    return cluster
