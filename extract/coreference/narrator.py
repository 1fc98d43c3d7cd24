"""The narrator: the "I" of a column, if quotes depend on it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.actors.clusters import Cluster
from extract.actors.mention_candidates import Document, Spot
from extract.coreference.discourse import Walk
from extract.lexicon.words import FIRST

MIN_FIRST_PERSON_PARAGRAPHS = 3
"""From this many paragraphs with an "I" outside quotes on, the "I" is the author."""


def narrator(doc: Document, walk: Walk, spots: Sequence[Spot]) -> Cluster | None:
    """The author as an actor, with every "I" outside quotes as a mention; None if there is no narrator.

    It is called "author": the byline, which has the name, is not part of the text.
    """
    first_persons = [
        s for s in spots if s.kind == "pronoun" and s.name in FIRST and doc.attribution_at(s.span.start) is None
    ]
    if len({s.page for s in first_persons}) < MIN_FIRST_PERSON_PARAGRAPHS:
        return None
    if not any(a.speaker is not None and a.speaker.of(doc.text).lower() in FIRST for a in doc.attributions):
        return None
    cluster = Cluster("person", "author", named=False)
    for spot in first_persons:
        cluster.add(spot)
        walk.note(spot, cluster, 0.7)
    walk.clusters.append(cluster)
    return cluster
