"""Reads an annotated article with its right answers: every decision becomes a training case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extract.actors.clusters import Cluster, fold
from extract.actors.mention_candidates import Spot
from extract.learned import Choice, Decisions, Features
from extract.span import Span
from extract.training.gold import NAMED, Gold


@dataclass(slots=True)
class Cases:
    """Cases of all decisions: yes-or-no ones by name, and choices by name (candidates and the right one's index)."""

    chances: dict[str, list[tuple[Features, bool]]] = field(default_factory=dict)
    choices: dict[str, list[tuple[list[Features], int]]] = field(default_factory=dict)

    def add(self, other: Cases) -> None:
        """Add the cases of another article."""
        for name, rows in other.chances.items():
            self.chances.setdefault(name, []).extend(rows)
        for name, groups in other.choices.items():
            self.choices.setdefault(name, []).extend(groups)


class Recorder(Decisions):
    """Decides as the gold does, if possible, and records every case.

    With `own`, links follow that model instead of the gold, so that training also covers the states that it leads to;
    the recorded answer is still the right one.
    """

    def __init__(self, gold: Gold, own: Decisions | None = None) -> None:
        super().__init__({})
        self.cases = Cases()
        self.clusters: list[Cluster] = []
        self._gold, self._own = gold, own

    def threshold(self, name: str) -> float:
        """Return 0.5, since the answers are 0 or 1."""
        return 0.5

    def chance(self, name: str, features: Features, about: Any) -> float:
        """1.0 if the gold says yes, else 0.0."""
        if name == "actor":
            self.clusters.append(about)
            self.cases.chances.setdefault(name, []).append((features, False))
            return 1.0
        if name == "right":
            return 0.5
        if name == "quote":
            is_quote = self._gold.is_quote(about)
            if is_quote is not None:
                self.cases.chances.setdefault(name, []).append((features, is_quote))
            return float(is_quote is not False)
        a, b = about
        right = self._same(a, b)
        if right is not None:
            self.cases.chances.setdefault(name, []).append((features, right))
        if self._own is not None:
            return float(self._own.chance(name, features, about) >= self._own.threshold(name))
        return float(bool(right))

    def _same(self, a: Cluster, b: Cluster) -> bool | None:
        one, _ = self._gold.cluster(a)
        other, _ = self._gold.cluster(b)
        return None if one is None and other is None else one == other

    def choose(self, name: str, candidates: Sequence[Features], about: Any) -> Choice:
        """The candidate that the gold links to; the last one ("other") if it is none of them."""
        first, others = about
        if name == "end":
            right = self._gold.best_end(first, others)
        elif name in ("role", "affiliation"):
            right = self._office(name, first, others)
        else:
            right = self._right(first, others, name)
        if right is not None and right < len(candidates):
            self.cases.choices.setdefault(name, []).append((list(candidates), right))
        if self._own is not None:
            return self._own.choose(name, candidates, about)
        best = right if right is not None and right < len(candidates) else len(candidates) - 1
        if name == "end" and right is None:
            best = next((i for i, row in enumerate(candidates) if "rule" in row), best)
        return Choice(best, [float(i == best) for i in range(len(candidates))])

    def _right(self, spot: Spot, clusters: Sequence[Cluster], name: str) -> int | None:
        """Index of the right candidate; None if the gold does not tell, so that nothing is learned from it."""
        mention = self._gold.at(spot.span)
        if mention is None:
            return None if name == "pronoun" and spot.gender else len(clusters)
        fits = []
        for i, cluster in enumerate(clusters):
            actor, counts = self._gold.cluster(cluster)
            if actor == mention.actor:
                fits.append((counts[actor], -i))
        if fits:
            return -max(fits)[1]
        return None if name == "pronoun" else len(clusters)

    def _office(self, name: str, cluster: Cluster, options: Sequence[Cluster | str]) -> int | None:
        """Index of the option that shares most words with the gold's role or affiliation; the last one for none."""
        actor, _ = self._gold.cluster(cluster)
        if actor is None or (cluster.named and self._gold.actors[actor]["kind"] != cluster.type):
            return None
        wanted = _words(self._gold.actors[actor].get(name, ""))
        shared = []
        for i, option in enumerate(options):
            names = {option} if isinstance(option, str) else {option.name, *(s.name for s in option.names)}
            own = max(len(_words(words) & wanted) / len(_words(words) | wanted or {""}) for words in names)
            shared.append((own, -i))
        best = max(shared, default=(0.0, 0))
        return -best[1] if best[0] else len(options)

    def settle(self) -> None:
        """Mark the clusters that are actors of the gold, after the reading."""
        same = self._gold.identities(self.clusters)
        rows = self.cases.chances.get("actor", [])
        for i, cluster in enumerate(self.clusters):
            features, _ = rows[i]
            kind = self._gold.actors[same[id(cluster)]]["kind"] if id(cluster) in same else None
            rows[i] = features, kind is not None and (not cluster.named or kind in (*NAMED, "group", "anonymous"))


class Judge(Decisions):
    """Decides by models trained without the article and records which quotes are right, to fit the confidence."""

    def __init__(self, models: Mapping[str, Any], gold: Gold) -> None:
        super().__init__(models)
        self.clusters: list[Cluster] = []
        self._gold = gold
        self._decided: list[tuple[Features, Sequence[Span], Cluster | None]] = []

    def chance(self, name: str, features: Features, about: Any) -> float:
        """Decide by the models; record the cases of "right" and the actors for `cases`."""
        if name == "actor":
            self.clusters.append(about)
        if name == "right":
            self._decided.append((features, *about))
        return super().chance(name, features, about)

    def cases(self) -> list[tuple[Features, bool, bool]]:
        """For each quote that the gold can judge: its features, whether it is right, and whether its content is."""
        same = self._gold.identities(self.clusters)
        judged = []
        for features, fragments, cluster in self._decided:
            quote = self._gold.quote_of(fragments)
            if quote is None:
                if self._gold.is_quote(fragments) is not None:
                    judged.append((features, False, False))
            elif not quote.thought:
                right = quote.actor is None or (cluster is not None and same.get(id(cluster)) == quote.actor)
                judged.append((features, right, True))
        return judged


def _words(phrase: str) -> set[str]:
    """The words of a phrase without articles and prepositions."""
    return set(fold(phrase).split()) - {"the", "a", "an", "of", "for", "and"}
