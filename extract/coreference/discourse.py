"""The state of reading an article in text order: who was mentioned before, where, and how prominently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.actors.clusters import Cluster, fold
from extract.actors.mention_candidates import Document, Page, Spot
from extract.learned import Features

_LIST_MARK = re.compile(r"[ \t]*(?:[-–—*•·▪‣◦●]|\d{1,2}[.)])[ \t\u00a0]+(?=\S)")
MAX_RECENT_MENTIONS = 500
"""The number of mentions searched for the actor of a noun phrase."""


@dataclass(slots=True)
class Turn:
    """One mention in text order: the actor, its place, and whether it is a subject or in an attribution's content."""

    cluster: Cluster
    spot: Spot
    sentence: int
    subject: bool
    attribution: int | None


@dataclass(slots=True)
class Link:
    """The actor of a spot, and its probability (0 to 1)."""

    cluster: Cluster
    sure: float


@dataclass(slots=True, eq=False)
class Walk:
    """The state of one pass through the article."""

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
    entries: frozenset[int] = frozenset()
    """The pages that are entries of a list: each stands alone."""
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
        self.entries = frozenset(page.number for page in self.doc.pages if self._is_entry(page))
        self.main = max(self.clusters, key=lambda c: len(c.spots), default=None)
        self.people = [c for c in self.clusters if c.type == "person"][:MAX_RECENT_MENTIONS]
        total = 0
        for page in self.doc.pages:
            self._sentences.append(total)
            total += len(page.parse.sentences)

    def _is_entry(self, page: Page) -> bool:
        """Whether the page's line begins with the mark of a list."""
        return _LIST_MARK.match(self.doc.text, self.doc.text.rfind("\n", 0, page.body.start) + 1) is not None

    def stands_apart(self, spot: Spot, turn: Turn) -> bool:
        """Whether the two are in different entries of a list, which do not refer to each other by office."""
        return spot.page != turn.spot.page and spot.page in self.entries and turn.spot.page in self.entries

    def recent(self) -> Iterator[Turn]:
        """The earlier turns, latest first; at most `MAX_RECENT_MENTIONS`."""
        return iter(self.turns[: -MAX_RECENT_MENTIONS - 1 : -1])

    def sentence(self, spot: Spot) -> int:
        """Number of the sentence of a spot, counted through the article."""
        return self._sentences[spot.page] + self.doc.pages[spot.page].tokens[spot.head].sent

    def note(self, spot: Spot, cluster: Cluster, sure: float) -> None:
        """Record that a spot mentions an actor."""
        self.links[id(spot)] = Link(cluster, sure)
        subject = spot.acts or (
            cluster.type == "person" and self.doc.pages[spot.page].clause_verb_of(spot.head) is not None
        )
        self.turns.append(Turn(cluster, spot, self.sentence(spot), subject, self.doc.attribution_at(spot.span.start)))
