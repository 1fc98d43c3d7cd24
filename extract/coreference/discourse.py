"""The walk through an article: who was spoken of before, where, and how prominently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.actors.clusters import Cluster, fold
from extract.actors.mention_candidates import Document, Spot
from extract.learned import Features

MEMORY = 500
"""How many mentions back a noun phrase looks for its actor."""


@dataclass(slots=True)
class Turn:
    """One mention on the way through the text: who, where, and how prominently."""

    cluster: Cluster
    spot: Spot
    sentence: int
    subject: bool
    said: int | None


@dataclass(slots=True)
class Link:
    """The actor a spot was given to, and how sure that is (0 to 1)."""

    cluster: Cluster
    sure: float


@dataclass(slots=True, eq=False)
class Walk:
    """The state of one walk through the article."""

    doc: Document
    clusters: list[Cluster]
    turns: list[Turn] = field(default_factory=list)
    links: dict[int, Link] = field(default_factory=dict)
    speaker: Cluster | None = None
    speaker_page: int = -9
    speakers: dict[int, Cluster] = field(default_factory=dict)
    heads: dict[int, dict[int, Cluster]] = field(default_factory=dict)
    people: list[Cluster] = field(default_factory=list)
    places: dict[str, Cluster] = field(default_factory=dict)
    strangers: dict[str, Cluster] = field(default_factory=dict)
    reasons: dict[int, tuple[str, Features]] = field(default_factory=dict)
    main: Cluster | None = None
    top: frozenset[int] = frozenset()
    _sentences: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for cluster in self.clusters:
            for spot in cluster.spots:
                if spot.kind == "name":
                    self.heads.setdefault(spot.page, {})[spot.head] = cluster
            if cluster.type in ("place", "country"):
                self.places.setdefault(fold(cluster.name), cluster)
        self.strangers = {fold(cluster.name): cluster for cluster in self.clusters}
        self.top = frozenset(page.number for page in self.doc.pages if page.kind in ("headline", "standfirst"))
        self.main = max(self.clusters, key=lambda c: len(c.spots), default=None)
        self.people = [c for c in self.clusters if c.type == "person"][:MEMORY]
        total = 0
        for page in self.doc.pages:
            self._sentences.append(total)
            total += len(page.parse.sentences)

    def recent(self) -> Iterator[Turn]:
        """The turns before, latest first; at most MEMORY of them."""
        return iter(self.turns[: -MEMORY - 1 : -1])

    def sentence(self, spot: Spot) -> int:
        """Running number of the sentence a spot is in, over the whole article."""
        return self._sentences[spot.page] + self.doc.pages[spot.page].tokens[spot.head].sent

    def note(self, spot: Spot, cluster: Cluster, sure: float) -> None:
        """Record that a spot speaks of an actor."""
        self.links[id(spot)] = Link(cluster, sure)
        subject = spot.acts or (cluster.type == "person" and self.doc.pages[spot.page].deed_of(spot.head) is not None)
        self.turns.append(Turn(cluster, spot, self.sentence(spot), subject, self.doc.said_by(spot.span.start)))
