"""An actor's role as printed, its affiliation and country, and warnings about them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.actors.clusters import Cluster, fold
from extract.lexicon.countries import Country, gazetteer
from extract.lexicon.words import KIN, OFFICE_COUNTRY, UNLIKELY_OFFICES

_NATIONAL = re.compile(
    r"(?:deputy |vice[ -]|acting )*(?:president|premier|chancellor|king|queen|ambassador"
    r"|(?:prime|foreign|finance|interior|defen[cs]e|home|energy|justice|trade|health|education|environment|oil|agriculture)"
    r" minister|minister of [a-z ]+)"
)
_SHORT_BODIES = frozenset({"embassy", "consulate", "ministry", "company", "party", "union", "council"})
"""Bodies that a title may name by their noun alone: "Embassy spokesman"."""


LOCAL_OFFICES = frozenset({"mayor", "councillor", "councilor", "alderman", "bishop", "archbishop"})
"""Town offices: "London mayor" speaks for London, not for the country of that capital."""


class Affiliations:
    """The roles and affiliations of one article. Countries count only if the article mentions them."""

    def __init__(self, clusters: Sequence[Cluster], home: Country | None) -> None:
        self._mentioned = {c.country.iso2: c for c in clusters if c.type == "country" and c.country is not None}
        self._home = home
        self._bodies: dict[str, Cluster] = {}
        self._kinds: dict[str, list[Cluster]] = {}
        for cluster in clusters:
            if cluster.type in ("organisation", "place"):
                for key in (fold(cluster.name), *(fold(spot.name) for spot in cluster.spots if spot.kind == "name")):
                    self._bodies.setdefault(key, cluster)
            if cluster.type == "organisation":
                for word in set(fold(cluster.name).split()) & _SHORT_BODIES:
                    self._kinds.setdefault(word, []).append(cluster)
        self.warnings: list[str] = []
        self.slips: set[str] = set()

    def title(self, cluster: Cluster) -> str | None:
        """The title most often beside the name; None for kinship, which is not an office."""
        titles = Counter(spot.title for spot in cluster.names if spot.title)
        if cluster.type in ("country", "place") or not titles:
            return None
        best = max(titles, key=lambda title: titles[title])
        return best if best.split()[-1].lower() not in KIN else None

    def role(self, cluster: Cluster) -> str | None:
        """The actor's most frequent title, as printed; None if it only repeats the name."""
        titles = Counter(spot.title for spot in cluster.spots if spot.title)
        if cluster.type in ("country", "place") or not titles:
            return None
        if not cluster.named and cluster.country is None and not any(spot.owner for spot in cluster.spots):
            return None
        first = next(spot.title for spot in cluster.spots if spot.title)
        return max(titles, key=lambda t: (titles[t], t == first))

    def affiliation(self, cluster: Cluster) -> tuple[str | None, Country | None]:
        """The name of the country or body that a title affiliates the actor with, and its country."""
        if cluster.type == "country":
            return None, cluster.country
        for spot in cluster.spots:
            if spot.owner:
                found = self._owner(spot.owner, spot.title, cluster)
                if found is not None:
                    return found
        if cluster.country is not None and cluster.type != "person":
            return cluster.country.name, cluster.country
        role = (self.role(cluster) or "").lower()
        embassy = self._embassy(role)
        if embassy is not None:
            return embassy.name, embassy.country
        if role in OFFICE_COUNTRY and OFFICE_COUNTRY[role] in self._mentioned:
            country = gazetteer().countries[OFFICE_COUNTRY[role]]
            return country.name, country
        if _NATIONAL.fullmatch(role) and self._home is not None:
            return self._home.name, self._home
        return None, None

    def _owner(self, owner: str, title: str, cluster: Cluster) -> tuple[str | None, Country | None] | None:
        for words in (owner, owner.split()[0], owner.split()[-1]):
            found = gazetteer().find(words)
            if found and words == owner:
                country = found[0]
                if found[1] == "capital" and LOCAL_OFFICES & set(title.lower().split()):
                    return owner, country
                self._check_office(country, title, cluster)
                return country.name, country
        key = fold(owner)
        other = self._bodies.get(key)
        if other is not None and other is not cluster:
            return other.name, other.country
        near = [c for c in gazetteer().near(owner) if c.iso2 in self._mentioned]
        if len(near) == 1:
            self.slips.add(key)
            self.warnings.append(
                f"“{owner}” beside {cluster.name} names nothing else in the article: one letter off {near[0].name}?"
            )
            return near[0].name, near[0]
        found = gazetteer().find(owner.split()[0])
        return owner, found[0] if found else None

    def short_body(self, cluster: Cluster) -> Cluster | None:
        """The body that an actor's title names by its noun alone: the embassy for "Embassy spokesman"."""
        return self._embassy((self.role(cluster) or "").lower())

    def _embassy(self, role: str) -> Cluster | None:
        first = role.split()[:1]
        fits = self._kinds.get(first[0], []) if first else []
        return fits[0] if len(fits) == 1 else None

    def _check_office(self, country: Country, title: str, cluster: Cluster) -> None:
        instead = UNLIKELY_OFFICES.get((country.iso2, title.lower()))
        if instead:
            self.warnings.append(f"“{title}” {cluster.name}: {country.name} has a {instead}")
