"""Links speakers to actors: "Bell", "his sister Ann", "who", or quotes without words for the speaker."""

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


class SpeakerLink(NamedTuple):
    """The actor of an attribution, its probability (0 to 1), the rule behind it, and a learned choice's features."""

    cluster: Cluster
    sure: float
    rule: str
    reason: tuple[str, Features] | None = None


class SpotIndex:
    """Spots by their head token."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        self._spots = sorted(spots, key=lambda spot: (spot.page, spot.head))
        self._heads = [(spot.page, spot.head) for spot in self._spots]

    def headed(self, page: int, first: int, last: int) -> list[Spot]:
        """The spots of a page with a head among the tokens [first, last)."""
        return self._spots[bisect_left(self._heads, (page, first)) : bisect_left(self._heads, (page, last))]


def find_speakers(doc: Document, spots: Sequence[Spot]) -> dict[int, int]:
    """The spots that are speakers: `id` of the spot to index of the attribution."""
    index = SpotIndex(spots)
    speaking = {}
    for i, attribution in enumerate(doc.attributions):
        if attribution.speaker is None:
            continue
        found = _speaker_spot(doc, attribution, attribution.speaker, index)
        if found is not None:
            speaking[id(found)] = i
    return speaking


def _speaker_spot(doc: Document, attribution: Attribution, speaker: Span, index: SpotIndex) -> Spot | None:
    """The spot at the head of the speaker's words; a name in apposition to it is the same actor."""
    found = doc.tokens_in(speaker)
    if found is None:
        return None
    page, first, last = found
    if speaker.end <= page.body.start and attribution.cue is not None:
        return _subject_after_dateline(doc, page, attribution.cue, index)
    while first < last - 1 and not page.inside(page.tokens[first]):
        first += 1
    head = head_of(page.tokens, first, last)
    inside = index.headed(page.number, first, last)
    covering = [s for s in inside if s.head == head] or [s for s in inside if s.first <= head < s.last]
    named = [s for s in inside if s.type == "person" and s.kind == "name" and _is_own(page, s, first)]
    if not named and (beyond := _name_after(page, last, index)) is not None:
        return beyond
    if covering and not (named and covering[0].type != "person" and len(named) == 1):
        return covering[0]
    if named:
        return named[0]
    if page.tokens[head].tag in ("WP", "WDT"):
        above = _antecedent(page.tokens, head)
        around = index.headed(page.number, above - 12, above + 12)
        return next((s for s in around if s.first <= above < s.last), None)
    people = [s for s in inside if s.type == "person"]
    return next(iter(people or inside), None)


def _subject_after_dateline(doc: Document, page: Page, cue: Span, index: SpotIndex) -> Spot | None:
    """The last spot that acts between a dateline, mistaken for the speaker, and the cue."""
    found = doc.tokens_in(Span(page.body.start, max(cue.start, page.body.start + 1)))
    spots = index.headed(page.number, found[1], found[2]) if found is not None else []
    return next((s for s in reversed(spots) if s.acts), None)


def _name_after(page: Page, last: int, index: SpotIndex) -> Spot | None:
    """The person named right after speaker words that end too early: "Acme co|-founder Ann Bell said"."""
    for spot in index.headed(page.number, last, last + 6):
        between = page.tokens[last : spot.first]
        joined = all(t.text == "-" or t.lower in ROLES or t.text[:1].isupper() for t in between)
        if joined and spot.kind == "name" and spot.type == "person":
            is_speaker = page.tokens[last - 1].lower in HONORIFICS or page.verb_of(spot.head) is not None
            return spot if is_speaker else None
    return None


def _is_own(page: Page, spot: Spot, first: int) -> bool:
    """Whether a name in a speaker's words is the speaker's: not after "for", "of" or "to", and not a possessor."""
    tokens = page.tokens
    if spot.last < len(tokens) and tokens[spot.last].tag == "POS":
        return False
    before = (spot.lead if spot.lead >= 0 else spot.first) - 1
    while before > first and tokens[before].lower in HONORIFICS:
        before -= 1
    return before < first or tokens[before].tag not in ("IN", "TO", "POS")


def _antecedent(tokens: Sequence[Token], i: int) -> int:
    """Index of the antecedent of a relative pronoun."""
    for _ in range(6):
        token = tokens[i]
        if token.dep == "relcl" or token.head == i:
            return token.head
        i = token.head
    return i


def link_speakers(doc: Document, walk: Walk, spots: Sequence[Spot]) -> dict[int, SpeakerLink]:
    """The actors of attributions by their index; attributions without an actor are left out."""
    links: dict[int, SpeakerLink] = {}
    index = SpotIndex(spots)
    last: SpeakerLink | None = None
    interviewed = interview(doc, walk)
    author = narrator(doc, walk, spots)
    for i, attribution in enumerate(doc.attributions):
        if i in interviewed:
            links[i] = SpeakerLink(interviewed[i], 0.9, "interview")
        elif attribution.speaker is not None and attribution.speaker.of(doc.text).lower() in FIRST | FIRST_PLURAL:
            outer = _enclosing(doc, i)
            if outer is not None and outer in links:
                links[i] = SpeakerLink(links[outer].cluster, 0.8, "first person in a quote")
            elif author is not None and doc.attribution_at(attribution.speaker.start) is None:
                links[i] = SpeakerLink(author, 0.7, "author")
        elif attribution.speaker is not None:
            found = _speaker_spot(doc, attribution, attribution.speaker, index)
            spot_link = walk.links.get(id(found)) if found is not None else None
            if found is not None and spot_link is not None and spot_link.cluster.document:
                spot_link = _maker(doc, walk, found, index) or spot_link
            if found is not None and spot_link is not None:
                links[i] = SpeakerLink(
                    spot_link.cluster, spot_link.sure, _rule(found, spot_link.cluster), walk.reasons.get(id(found))
                )
            else:
                stranger = _stranger(doc, walk, attribution.speaker)
                if stranger is not None:
                    links[i] = SpeakerLink(stranger, 0.5, "words as they stand")
        elif attribution.follows is not None and attribution.follows in links:
            before = links[attribution.follows]
            links[i] = SpeakerLink(before.cluster, before.sure * 0.9, "carried over")
        elif last is not None and attribution.follows is None:
            same_page = _same_page(doc, i)
            if same_page or attribution.kind == "direct":
                links[i] = SpeakerLink(last.cluster, 0.82 if same_page else 0.6, "last speaker")
        last = links.get(i, last)
    for i, attribution in enumerate(doc.attributions):
        if i not in links and attribution.follows in links:
            before = links[attribution.follows]
            links[i] = SpeakerLink(before.cluster, before.sure * 0.9, "carried over")
    return links


def _maker(doc: Document, walk: Walk, spot: Spot, index: SpotIndex) -> Link | None:
    """The nameless maker of a document: "a report by the inspectors", "the department's figures"; None for none."""
    tokens = doc.pages[spot.page].tokens
    for other in index.headed(spot.page, max(0, spot.head - 6), spot.head + 10):
        above = tokens[tokens[other.head].head]
        owns = tokens[other.head].dep == "poss" and above.i == spot.head
        by = above.lower in ("by", "from") and above.head == spot.head
        spot_link = walk.links.get(id(other))
        if (owns or by) and other.kind == "nominal" and spot_link is not None and not spot_link.cluster.document:
            return Link(spot_link.cluster, 0.75)
    return None


def _rule(spot: Spot, cluster: Cluster) -> str:
    """The name of the rule that links a speaker's words to their actor."""
    if spot.kind != "name" or fold(spot.name) == fold(cluster.name):
        return spot.kind
    return "surname" if cluster.type == "person" and fold(spot.name) in fold(cluster.name).split() else "alias"


def _same_page(doc: Document, i: int) -> bool:
    """Whether attribution `i` is in the same paragraph as the one before it."""
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
    """Index of the attribution whose content includes attribution `i`; None for none."""
    inner = doc.attributions[i].fragments[0]
    for j in range(max(0, i - 50), min(i + 50, len(doc.attributions))):
        outer = doc.attributions[j]
        if j != i and any(fragment.covers(inner) and fragment != inner for fragment in outer.fragments):
            return j
    return None


def _stranger(doc: Document, walk: Walk, speaker: Span) -> Cluster | None:
    """An actor made from speaker words that no other rule resolves; None if they name no one."""
    words = " ".join(speaker.of(doc.text).split())
    if words.lower() in ("who", "which", "that"):
        words = _antecedent_words(doc, speaker) or words
    key = fold(words)
    known = walk.strangers.get(key)
    if known is not None and known.spots:  # unless it belongs to another actor
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
