"""Which actor a pronoun stands for: agreement, syntax, recency, and who is speaking."""

from __future__ import annotations

from extract.actors.clusters import Cluster
from extract.actors.mention_candidates import Page, Spot
from extract.coreference.discourse import Link, Turn, Walk, latest
from extract.coreference.pairs import link_pair
from extract.lexicon.words import (
    FIRST,
    FIRST_PLURAL,
    KIN,
    NEUTER,
    PLURAL,
)

REACH = 7
"""How many sentences back a pronoun looks for its actor."""

_SINGLE = frozenset({"person", "anonymous"})


def link_pronoun(walk: Walk, spot: Spot, said: int | None, speaks: bool) -> Link | None:
    if speaks and spot.name == "it":
        return _impersonal(walk, spot)
    if spot.name in PLURAL and spot.acts:
        pair = link_pair(walk, spot)
        if pair is not None:
            return pair
    scored: dict[int, tuple[float, Cluster]] = {}
    neuter = spot.name in NEUTER
    here = walk.sentence(spot)
    barred = _barred(walk, spot)
    quoter = walk.speakers.get(said) if said is not None else None
    for turn in reversed(walk.turns[-80:]):
        distance = here - turn.sentence
        if distance > REACH:
            break
        cluster = turn.cluster
        if turn.spot.span.end > spot.span.start or id(cluster) in barred or cluster is quoter:
            continue
        if neuter and not speaks and (distance > 1 or not turn.subject):
            continue
        fit = _agrees(cluster, spot)
        if fit is None:
            continue
        score = fit - 0.9 * distance + _salience(walk, turn, spot, said)
        if speaks and cluster is walk.speaker:
            score += 1.0 if spot.page - walk.speaker_page <= 2 else 0.4
        old = scored.get(id(cluster))
        if old is None or score > old[0]:
            scored[id(cluster)] = (score, cluster)
    if not scored:
        return _remote(walk, spot) if speaks or spot.gender else None
    ranked = sorted(scored.values(), key=lambda pair: -pair[0])
    margin = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else 2.0
    if not ranked[0][1].gender and spot.gender and ranked[0][1].type in ("person", "anonymous"):
        ranked[0][1].gender = spot.gender
    return Link(ranked[0][1], min(0.9, 0.57 + 0.16 * margin))


def _agrees(cluster: Cluster, spot: Spot) -> float | None:
    """How well an actor fits a pronoun in number and gender; None when it cannot be."""
    if spot.gender:
        if cluster.type not in ("person", "anonymous") or cluster.plural or cluster.document:
            return None
        if cluster.gender:
            return 0.3 if cluster.gender == spot.gender else None
        return 0.0 if cluster.type == "person" else -0.2
    if cluster.document:
        return 0.2 if spot.name in NEUTER else None
    if spot.name in NEUTER:
        if cluster.type in ("organisation", "country"):
            return 0.2
        return -0.4 if cluster.type == "place" else None
    if cluster.type == "group" or cluster.plural:
        return 0.6
    if cluster.type == "organisation":
        return -0.2
    return -1.2 if cluster.type in ("person", "anonymous") else None


def _salience(walk: Walk, turn: Turn, spot: Spot, said: int | None) -> float:
    score = 0.7 * turn.subject + 0.04 * min(len(turn.cluster.spots), 12)
    if turn.spot.kind == "demonym":
        score -= 0.8
    if turn.spot.kind == "nominal" and turn.spot.label in KIN:
        score -= 0.6
    if turn.said is not None and turn.said != said:
        score -= 0.9
    if turn.spot.page == spot.page:
        score += 0.3
    if turn.spot.place:
        score -= 0.6
    if turn.spot.kind == "pronoun" and turn.spot.gender == spot.gender and turn.spot.name not in ("its", "their"):
        score += 0.25
    page = walk.doc.pages[spot.page]
    if _reports(walk.doc.pages[spot.page], turn, spot):
        score += 1.2
    if turn.spot.page == spot.page and turn.subject:
        mine, theirs = _clause(page, spot.head), page.deed_of(turn.spot.head)
        if theirs is not None and mine == theirs.i:
            score += 0.6
    return score


def _reports(page: Page, turn: Turn, spot: Spot) -> bool:
    """Whether the turn is the subject of the verb that the pronoun's clause completes: "Key said he believes"."""
    if turn.spot.page != spot.page or page.tokens[spot.head].dep not in ("nsubj", "nsubjpass"):
        return False
    verb = page.tokens[page.tokens[spot.head].head]
    if verb.dep not in ("ccomp", "xcomp", "advcl"):
        return False
    above = page.deed_of(turn.spot.head)
    return (turn.subject and above is not None and verb.head == above.i) or _who(page, verb.head) == turn.spot.head


def _who(page: Page, verb: int) -> int:
    """The noun whose relative pronoun is the subject of a verb: of "Bell" in "Bell, who told him"; -1 for others."""
    token = page.tokens[verb]
    subject = next((page.tokens[c] for c in token.children if page.tokens[c].dep == "nsubj"), None)
    return token.head if token.dep == "relcl" and subject is not None and subject.lower == "who" else -1


def _clause(page: Page, i: int) -> int:
    """Index of the verb whose clause a token is in."""
    tokens = page.tokens
    for _ in range(10):
        if tokens[i].tag.startswith("VB") or tokens[i].head == i:
            return i
        i = tokens[i].head
    return i


def _barred(walk: Walk, spot: Spot) -> set[int]:
    """Actors a pronoun cannot be: the subject of the verb it is an object of ("Devocht told him")."""
    page = walk.doc.pages[spot.page]
    token = page.tokens[spot.head]
    if token.tag != "PRP" or spot.name.endswith("self") or spot.name.endswith("selves"):
        return set()
    above = page.tokens[token.head]
    if token.dep == "pobj":
        above = page.tokens[above.head]
    elif token.dep not in ("dobj", "dative", "iobj"):
        return set()
    barred = set()
    for turn in reversed(walk.turns[-40:]):
        if turn.spot.page != spot.page:
            break
        verb = page.deed_of(turn.spot.head)
        if verb is not None and verb.i == above.i:
            barred.add(id(turn.cluster))
    return barred


def _impersonal(walk: Walk, spot: Spot) -> Link | None:
    """ "it says" after what somebody said: whoever said it, if that is no single person; else the last body named."""
    before = walk.speaker
    if (
        before is not None
        and spot.page - walk.speaker_page <= 1
        and (before.plural or before.document or before.type not in _SINGLE)
    ):
        return Link(before, 0.8)
    return latest(walk, spot, ("organisation", "country", "group"), 0.6)


def _remote(walk: Walk, spot: Spot) -> Link | None:
    """The last person anywhere before who fits a he or she that has nobody near."""
    for turn in walk.recent():
        fit = _agrees(turn.cluster, spot)
        if fit is not None and fit >= 0 and turn.spot.span.end <= spot.span.start:
            return Link(turn.cluster, 0.5)
    return None


def link_first_persons(walk: Walk, spots: list[Spot], quotes: dict[int, Cluster], voices: dict[int, Cluster]) -> None:
    """Give "I" in a quote to its speaker, "we" to the body or country the speaker speaks for (`voices`)."""
    for spot in spots:
        if spot.kind != "pronoun" or id(spot) in walk.links:
            continue
        said = walk.doc.said_by(spot.span.start)
        if said is None or said not in quotes:
            continue
        cluster = quotes[said]
        if spot.name in FIRST:
            target = cluster
        elif spot.name in FIRST_PLURAL:
            target = voices.get(id(cluster), cluster)
        else:
            continue
        target.add(spot)
        walk.links[id(spot)] = Link(target, 0.85)
