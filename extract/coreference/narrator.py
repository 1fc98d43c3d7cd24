"""The "I" who writes: a column's author, when what is said in it hangs on that."""

from __future__ import annotations

from collections.abc import Sequence

from extract.actors.clusters import Cluster
from extract.actors.mention_candidates import Document, Spot
from extract.coreference.discourse import Walk
from extract.lexicon.words import FIRST

LEAST = 3
"""In how many paragraphs an "I" stands outside all quotes before it is an author's."""


def narrator(doc: Document, walk: Walk, spots: Sequence[Spot]) -> Cluster | None:
    """The author as an actor with every "I" outside quotes as a mention; None where nobody narrates.

    Called "author": the byline says who that is, and is no part of the text.
    """
    told = [s for s in spots if s.kind == "pronoun" and s.name in FIRST and doc.said_by(s.span.start) is None]
    if len({s.page for s in told}) < LEAST:
        return None
    if not any(a.speaker is not None and a.speaker.of(doc.text).lower() in FIRST for a in doc.attributions):
        return None
    cluster = Cluster("person", "author", named=False)
    for spot in told:
        cluster.add(spot)
        walk.note(spot, cluster, 0.7)
    walk.clusters.append(cluster)
    return cluster
