"""Links noun phrases and pronouns to actors, in text order."""

from __future__ import annotations

from extract.actors.clusters import Cluster, fold
from extract.actors.mention_candidates import Document, Spot
from extract.coreference.discourse import Link, Walk
from extract.coreference.noun_phrases import link_phrase
from extract.coreference.pronouns import link_pronoun
from extract.lexicon.words import (
    FIRST,
    FIRST_PLURAL,
    GENERIC_PEOPLE,
    SECOND,
)

MAX_PARAGRAPHS_TO_NAME = 6
"""For an actor without a name in the first paragraph, the name follows within this many paragraphs."""


def resolve_all(doc: Document, clusters: list[Cluster], spots: list[Spot], speaking: dict[int, int]) -> Walk:
    """Link names, noun phrases and third-person pronouns in text order.

    `spots` are all spots, in text order; those already in a cluster are names. `speaking` maps the id of a spot to the
    index of the attribution whose speaker it is. New actors are added to `clusters`.
    """
    walk = Walk(doc, clusters)
    known = {id(spot): cluster for cluster in clusters for spot in cluster.spots}
    walk.speakers.update({i: known[spot] for spot, i in speaking.items() if spot in known})
    for spot in spots:
        cluster = known.get(id(spot))
        if cluster is not None:
            walk.note(spot, cluster, 0.97)
        elif spot.kind == "nominal":
            link = link_phrase(walk, spot, id(spot) in speaking)
            if link is None:
                continue
            link.cluster.add(spot)
            walk.note(spot, link.cluster, link.sure)
        elif spot.name in FIRST or spot.name in FIRST_PLURAL or spot.name in SECOND:
            continue
        else:
            link = link_pronoun(walk, spot, id(spot) in speaking)
            if link is None:
                continue
            link.cluster.add(spot)
            walk.note(spot, link.cluster, link.sure)
        if id(spot) in speaking:
            walk.speaker, walk.speaker_page = walk.links[id(spot)].cluster, spot.page
            walk.speakers[speaking[id(spot)]] = walk.speaker
            walk.speaker.quote_count += 1
    return walk


def settle_headline(walk: Walk) -> None:
    """Merge nameless actors of the headline with those of the text: "Minister promises", "say sources"."""
    top = {page.number for page in walk.doc.pages if page.kind in ("headline", "standfirst")}
    for cluster in [
        c for c in walk.clusters if not c.named and not c.document and c.spots and all(s.page in top for s in c.spots)
    ]:
        target = _named_below(walk, cluster, top)
        if target is None:
            continue
        _give(walk, cluster, target)


def settle_lead(walk: Walk) -> None:
    """Merge a nameless actor of the first paragraph with the name that follows: "A mayor ... Mayor Ann Bell"."""
    lead = next((page.number for page in walk.doc.pages if page.kind == "paragraph"), -1)
    for cluster in [c for c in walk.clusters if c.type == "anonymous" and c.spots and not (c.plural or c.document)]:
        spot = cluster.spots[0]
        if spot.page != lead or walk.doc.pages[lead].tokens[spot.first].lower not in ("a", "an"):
            continue
        fits = [
            c for c in walk.people
            if c.named and c.spots and spot.label in c.nouns and c.spots[0].span.start > spot.span.start
            and not (c.gender and cluster.gender and c.gender != cluster.gender)
        ]  # fmt: skip
        if len(fits) == 1 and fits[0].spots[0].page <= lead + MAX_PARAGRAPHS_TO_NAME:
            _give(walk, cluster, fits[0])


def _give(walk: Walk, cluster: Cluster, target: Cluster) -> None:
    """Merge `cluster` into `target`."""
    for spot in cluster.spots:
        target.add(spot)
        walk.links[id(spot)] = Link(target, 0.7)
    cluster.spots.clear()
    target.quote_count += cluster.quote_count
    walk.speakers.update({i: target for i, c in walk.speakers.items() if c is cluster})


def _named_below(walk: Walk, cluster: Cluster, top: set[int]) -> Cluster | None:
    """The first actor of the text that a nameless one of the headline can be; None for none."""
    label = cluster.spots[0].label
    body = [
        t.cluster for t in walk.turns if t.spot.page not in top and t.cluster is not cluster and not t.cluster.document
    ]
    fits = [c for c in dict.fromkeys(body) if not (c.gender and cluster.gender and c.gender != cluster.gender)]
    if cluster.type == "organisation":
        bodies = [c for c in fits if c.type == "organisation" and c.named]
        known = [c for c in bodies if label in c.nouns or label in fold(c.name).split()]
        return next(iter(known or (bodies if cluster.quote_count else [])), None)
    if cluster.plural:
        sources = [c for c in fits if c.plural and c.type in ("group", "anonymous")]
        same = [c for c in sources if label in c.nouns or (label == "source" and c.type == "anonymous")]
        return next(iter(same), None)
    people = [c for c in fits if c.type in ("person", "anonymous") and not c.plural]
    same = [c for c in people if label in c.nouns]
    if same:
        return max(same, key=lambda c: c.quote_count)
    if cluster.quote_count or label in GENERIC_PEOPLE:
        return next((c for c in people if c.type == "person" and (c.quote_count or not cluster.quote_count)), None)
    return None
