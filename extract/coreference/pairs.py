"""Links mentions of two actors named together: "the two", "both countries", "the former", "they"."""

from __future__ import annotations

from extract.actors.clusters import Cluster
from extract.actors.mention_candidates import Spot
from extract.actors.nominals import EACH, TWO
from extract.coreference.discourse import Link, Walk

MAX_DISTANCE_SENTENCES = 3
"""The number of sentences back in which two actors may have been named together."""

_KINDS = {
    "country": ("country",), "nation": ("country",), "state": ("country",), "company": ("organisation",),
    "firm": ("organisation",), "party": ("organisation",), "man": ("person",), "woman": ("person",),
    "leader": ("person", "country"), "minister": ("person",), "candidate": ("person",), "president": ("person",),
}  # fmt: skip
"""Nouns whose plural, after "the two" or "both", means two actors of these kinds."""


def link_pair(walk: Walk, spot: Spot) -> Link | None:
    """The first of the two actors meant by a noun phrase or "they"; the other one gets the mention too."""
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
        max_distance = 1 if counted == {"the"} else MAX_DISTANCE_SENTENCES
        found = (
            _named_together(walk, spot, _KINDS[word], max_distance)
            if spot.plural and counted and word in _KINDS
            else None
        )
    if found is None:
        return None
    found[1].add(spot)
    return Link(found[0], 0.65)


def _named_alone(walk: Walk, spot: Spot) -> tuple[Cluster, Cluster] | None:
    """The only two actors named in the last sentence, in text order; None if there are not two."""
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
    walk: Walk, spot: Spot, kinds: tuple[str, ...], max_distance: int = MAX_DISTANCE_SENTENCES, *, rival: bool = False
) -> tuple[Cluster, Cluster] | None:
    """The last two actors joined by "and", at most `max_distance` sentences back.

    With `rival`, None if another group was mentioned since.
    """
    here = walk.sentence(spot)
    for turn in reversed(walk.turns[-40:]):
        if here - turn.sentence > max_distance:
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
