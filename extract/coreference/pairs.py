"""Two named together and spoken of together afterwards: "the two", "both countries", "the former", "they"."""

from __future__ import annotations

from extract.actors.clusters import Cluster
from extract.actors.mention_candidates import Spot
from extract.actors.nominals import EACH, TWO
from extract.coreference.discourse import Link, Walk

REACH = 3
"""How many sentences back two actors may have been named together."""

_KINDS = {
    "country": ("country",), "nation": ("country",), "state": ("country",), "company": ("organisation",),
    "firm": ("organisation",), "party": ("organisation",), "man": ("person",), "woman": ("person",),
    "leader": ("person", "country"), "minister": ("person",), "candidate": ("person",), "president": ("person",),
}  # fmt: skip
"""Nouns that, in the plural after "the two" or "both", mean two actors of these kinds."""


def link_pair(walk: Walk, spot: Spot) -> Link | None:
    """The first of the two actors that a noun phrase or "they" stands for; the other one gets the mention too."""
    page = walk.doc.pages[spot.page]
    word = spot.label or spot.name
    if spot.kind == "pronoun":
        found = _named_together(walk, spot, ("person",), 1, rival=True)
    elif word in EACH:
        found = _named_together(walk, spot, ("person", "organisation", "country")) or _named_alone(walk, spot)
        return Link(found[EACH[word]], 0.75) if found is not None else None
    elif word in TWO:
        found = _named_together(walk, spot, ("person", "organisation", "country"))
    else:
        counted = {t.lower for t in page.tokens[spot.first : spot.head]} & {"two", "both"}
        counted |= {"the"} if word in ("country", "nation") and spot.definite else set()
        near = 1 if counted == {"the"} else REACH
        found = _named_together(walk, spot, _KINDS[word], near) if spot.plural and counted and word in _KINDS else None
    if found is None:
        return None
    found[1].add(spot)
    return Link(found[0], 0.65)


def _named_alone(walk: Walk, spot: Spot) -> tuple[Cluster, Cluster] | None:
    """The only two that the sentence before names, in the order of their names."""
    here = walk.sentence(spot)
    named: list[Cluster] = []
    for turn in reversed(walk.turns[-40:]):
        if here - turn.sentence > 1:
            break
        acts = turn.spot.kind == "name" and turn.cluster.type != "place" and not turn.spot.place
        if acts and turn.cluster not in named:
            named.append(turn.cluster)
    return (named[1], named[0]) if len(named) == 2 else None


def _named_together(
    walk: Walk, spot: Spot, kinds: tuple[str, ...], near: int = REACH, *, rival: bool = False
) -> tuple[Cluster, Cluster] | None:
    """The last two actors joined by "and", at most `near` sentences back.

    With `rival`, None if some other group was spoken of since.
    """
    here = walk.sentence(spot)
    for turn in reversed(walk.turns[-40:]):
        if here - turn.sentence > near:
            return None
        if rival and (turn.cluster.plural or turn.cluster.type == "group"):
            return None
        token = walk.doc.pages[turn.spot.page].tokens[turn.spot.head]
        first = walk.heads.get(turn.spot.page, {}).get(token.head) if token.dep == "conj" else None
        if first is None or first is turn.cluster or (rival and not turn.subject):
            continue
        if first.type in kinds and turn.cluster.type in kinds and turn.spot.kind == "name":
            return first, turn.cluster
    return None
