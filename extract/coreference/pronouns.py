"""Links pronouns to actors."""

from __future__ import annotations

from extract.actors.clusters import Cluster
from extract.actors.mention_candidates import Spot
from extract.coreference.antecedents import choose_antecedent
from extract.coreference.discourse import Link, Walk
from extract.coreference.pairs import link_pair
from extract.lexicon.words import (
    FIRST,
    FIRST_PLURAL,
    PLURAL,
)


def link_pronoun(walk: Walk, spot: Spot, speaks: bool) -> Link | None:
    """The actor of a third-person pronoun; None if no candidate is sure enough."""
    if spot.name in PLURAL and spot.acts:
        pair = link_pair(walk, spot)
        if pair is not None:
            return pair
    chosen = choose_antecedent(walk, spot, speaks, _barred(walk, spot))
    cluster = chosen.cluster
    if cluster is None:
        return None
    if not cluster.gender and spot.gender and cluster.type in ("person", "anonymous"):
        cluster.gender = spot.gender
    return Link(cluster, chosen.sure)


def _barred(walk: Walk, spot: Spot) -> list[Cluster]:
    """Actors a pronoun cannot be: the subject of the verb it is an object of ("Devocht told him")."""
    page = walk.doc.pages[spot.page]
    token = page.tokens[spot.head]
    if token.tag != "PRP" or spot.name.endswith("self") or spot.name.endswith("selves"):
        return []
    above = page.tokens[token.head]
    if token.dep == "pobj":
        above = page.tokens[above.head]
    elif token.dep not in ("dobj", "dative", "iobj"):
        return []
    barred = []
    for turn in reversed(walk.turns[-40:]):
        if turn.spot.page != spot.page:
            break
        verb = page.clause_verb_of(turn.spot.head)
        if verb is not None and verb.i == above.i:
            barred.append(turn.cluster)
    return barred


def link_first_persons(walk: Walk, spots: list[Spot], quotes: dict[int, Cluster], voices: dict[int, Cluster]) -> None:
    """Link "I" in a quote to its speaker, and "we" to the body or country the speaker speaks for (`voices`)."""
    for spot in spots:
        if spot.kind != "pronoun" or id(spot) in walk.links:
            continue
        attribution = walk.doc.attribution_at(spot.span.start)
        if attribution is None or attribution not in quotes:
            continue
        cluster = quotes[attribution]
        if spot.name in FIRST:
            target = cluster
        elif spot.name in FIRST_PLURAL:
            body = voices.get(id(cluster))
            if body is None:
                continue
            target = body
        else:
            continue
        target.add(spot)
        walk.links[id(spot)] = Link(target, 0.85)
