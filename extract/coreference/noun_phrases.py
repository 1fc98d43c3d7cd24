"""Links a noun phrase to its actor: "the minister", "its lawyer, Ann Bell,", "the company"."""

from __future__ import annotations

from extract.actors.clusters import Cluster, fold
from extract.actors.mention_candidates import Spot
from extract.actors.nominals import LONE
from extract.coreference.antecedents import choose_antecedent
from extract.coreference.discourse import Link, Walk
from extract.coreference.pairs import link_pair
from extract.lexicon.words import (
    COUNTRY_NOUNS,
    OWN_NOUNS,
    PLACE_NOUNS,
)
from extract.types import ActorKind

_MADE = frozenset(
    [
        "commissioned",
        "compiled",
        "conducted",
        "issued",
        "made",
        "prepared",
        "produced",
        "published",
        "released",
        "written",
        "filed",
    ]
)


def link_phrase(walk: Walk, spot: Spot, speaks: bool) -> Link | None:
    """The actor of a noun phrase: a known or a new one; None if it has none."""
    if spot.document:
        return _document(walk, spot)
    pair = link_pair(walk, spot)
    if pair is not None or spot.label in LONE:
        return pair
    whole = _named_body(walk, spot)
    if whole is not None:
        return Link(whole, 0.9)
    if spot.label in PLACE_NOUNS | COUNTRY_NOUNS and (spot.owner or spot.country is not None):
        owner = _owner_place(walk, spot)
        if owner is not None:
            return Link(owner, 0.9)
    apposed = _apposed(walk, spot)
    if apposed is not None:
        apposed.nouns.add(spot.label)
        return Link(apposed, 0.95)
    chosen = choose_antecedent(walk, spot, speaks)
    if chosen.cluster is not None:
        return Link(chosen.cluster, chosen.sure)
    if spot.type == "organisation" and spot.label in COUNTRY_NOUNS:
        return None
    assert spot.type is not None
    cluster = Cluster(spot.type, spot.name, country=spot.country, gender=spot.gender, plural=spot.plural, named=False)
    cluster.nouns.add(spot.label)
    walk.clusters.append(cluster)
    return Link(cluster, chosen.sure)


def _document(walk: Walk, spot: Spot) -> Link:
    """The named maker of a document ("a report by Acme"), else the document, which is not an actor."""
    page = walk.doc.pages[spot.page]
    at, tokens = walk.heads.get(spot.page, {}), page.tokens
    for i in range(spot.first, spot.head):
        if i in at and at[i].type != "place":
            return Link(at[i], 0.8)
    for child in tokens[spot.head].children:
        made = tokens[child].dep == "acl" and tokens[child].lower in _MADE
        for prep in tokens[child].children if made else (child,):
            if tokens[prep].lower in ("by", "from"):
                makers = [at[i] for i in tokens[prep].children if i in at]
                if makers:
                    return Link(makers[0], 0.8)
    chosen = choose_antecedent(walk, spot, True)
    if chosen.cluster is not None:
        return Link(chosen.cluster, chosen.sure)
    kind: ActorKind = "anonymous" if spot.plural else "organisation"
    cluster = Cluster(kind, spot.name, plural=spot.plural, named=False, nouns={spot.label}, document=True)
    walk.clusters.append(cluster)
    return Link(cluster, chosen.sure)


def _named_body(walk: Walk, spot: Spot) -> Cluster | None:
    """The organisation named before its own noun: "the Acme company", "the M5R party"."""
    page = walk.doc.pages[spot.page]
    owner = walk.heads.get(spot.page, {}).get(spot.head - 1)
    if owner is None or owner.type != "organisation" or spot.plural or spot.label not in OWN_NOUNS:
        return None
    return owner if page.tokens[spot.head - 1].tag.startswith("NNP") else None


def _owner_place(walk: Walk, spot: Spot) -> Cluster | None:
    """The place itself in "the Lombardy region", "the American side"."""
    return walk.places.get(fold(spot.country.name if spot.country is not None else spot.owner))


def _apposed(walk: Walk, spot: Spot) -> Cluster | None:
    """The named actor that this phrase is in apposition to or equated with: "Moxon, a lawyer", "the head, Ann Bell"."""
    page = walk.doc.pages[spot.page]
    tokens = page.tokens
    token = tokens[spot.head]
    at = walk.heads.get(spot.page, {})
    following = _beside(walk, spot, at)
    if following is not None:
        return following
    if token.dep == "appos" and token.head in at and not spot.plural and _may_be(at[token.head], spot):
        return at[token.head]
    for child in token.children:
        if tokens[child].dep == "appos" and child in at and not spot.plural and _may_be(at[child], spot):
            return at[child]
    if token.dep == "attr" and not spot.plural:
        for child in tokens[token.head].children:
            if tokens[child].dep == "nsubj" and child in at and _may_be(at[child], spot):
                return at[child]
    return None


def _beside(walk: Walk, spot: Spot, at: dict[int, Cluster]) -> Cluster | None:
    """The person whose name follows the phrase after a comma: "its lawyer, Tamsin Rourke, said"."""
    tokens = walk.doc.pages[spot.page].tokens
    if spot.plural or spot.type != "anonymous" or spot.last + 1 >= len(tokens) or tokens[spot.last].text != ",":
        return None
    for head in range(spot.last + 1, min(spot.last + 6, len(tokens))):
        if tokens[head].text in (",", "and", "."):
            return None
        cluster = at.get(head)
        if cluster is not None and cluster.type == "person":
            closes = head + 1 >= len(tokens) or tokens[head + 1].text in (",", ".", ";", ")", "–", "—")
            return cluster if closes and _may_be(cluster, spot) else None
    return None


def _may_be(cluster: Cluster, spot: Spot) -> bool:
    if cluster.type == "person":
        return spot.type == "anonymous" and not (cluster.gender and spot.gender and cluster.gender != spot.gender)
    if cluster.type == "organisation":
        return spot.type == "organisation"
    return cluster.type in ("place", "country") and spot.label in PLACE_NOUNS | COUNTRY_NOUNS
