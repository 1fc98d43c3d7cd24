"""Groups names into actors: full names and surnames, long and short organisation names, acronyms, countries."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extract.actors.mention_candidates import Document, Spot
from extract.lexicon.countries import Country
from extract.lexicon.words import FEMALE_NAMES, LEGAL_SUFFIX, MALE_NAMES, ORG_WORDS, ROLES
from extract.types import ActorKind

MAX_COMPARISONS = 40
"""The most clusters or spots that one name is compared with, so that time stays linear on hostile text."""

_BRACKETS = re.compile(r"\s?\(\W?([^()\n]{2,60})\W?\)")


@dataclass(slots=True, eq=False)
class Cluster:
    """One actor being built: its spots, and what they say about it."""

    type: ActorKind
    name: str
    spots: list[Spot] = field(default_factory=list)
    country: Country | None = None
    gender: str = ""
    plural: bool = False
    named: bool = True
    nouns: set[str] = field(default_factory=set)
    document: bool = False
    quote_count: int = 0
    title_words: set[str] = field(default_factory=set)
    phrases: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)

    def add(self, spot: Spot) -> None:
        """Add a spot and its properties."""
        self.spots.append(spot)
        self.gender = self.gender or spot.gender
        if spot.country is not None and self.country is None:
            self.country = spot.country
        if spot.kind == "nominal":
            self.phrases.add(fold(spot.name))
        if spot.owner:
            self.owners.add(fold(spot.owner))
        if spot.title:
            self.title_words.update(fold(spot.title).split())
            head = re.split(r" (?:of|by|for|at|in) ", spot.title)[0]
            self.nouns.update(word.lower() for word in re.findall(r"[\w-]+", re.split(r"['’]s? ", head)[-1]))

    @property
    def names(self) -> list[Spot]:
        """The spots of kind name."""
        return [spot for spot in self.spots if spot.kind == "name"]


_WORDS = re.compile(r"[\w-]+")
_POSSESSIVE = re.compile(r"['’]s?\b")


@lru_cache(maxsize=8192)
def fold(words: str) -> str:
    """`words` in a form for comparisons: without accents, case, dots, quotes and possessives."""
    plain = words.lower()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(_WORDS.findall(_POSSESSIVE.sub("", plain).replace(".", "")))


def strip_legal(words: Sequence[str]) -> list[str]:
    """A company name without "Inc." and the like."""
    name = [word for word in words if word.lower().strip(",") not in LEGAL_SUFFIX]
    return [word.strip(",") for word in name] or list(words)


def cluster_names(doc: Document, spots: Iterable[Spot]) -> list[Cluster]:
    """Group the name spots into actors. Spots that turn out not to name an actor are left out."""
    names = [spot for spot in spots if not (spot.kind == "metonym" and spot.place)]
    _settle_types(doc, names)
    clusters: list[Cluster] = []
    clusters += _countries([s for s in names if s.type == "country"])
    clusters += _people([s for s in names if s.type == "person"])
    clusters += _bodies(doc, [s for s in names if s.type in ("organisation", "place", "group")])
    return clusters


# --- which type a name has ------------------------------------------------------------------------------------------


def _settle_types(doc: Document, names: list[Spot]) -> None:
    """Set one type for each name: sure evidence first, then a full name's surname, then the majority."""
    votes: dict[str, Counter[ActorKind]] = {}
    sure: dict[str, ActorKind] = {}
    for spot in names:
        if spot.country is not None and spot.type == "country":
            continue
        key = fold(spot.name)
        if spot.type is not None:
            votes.setdefault(key, Counter())[spot.type] += 1
        if spot.sure and spot.type is not None:
            sure.setdefault(key, spot.type)
    for key, kind in list(sure.items()):
        if votes[key].total() > 4 * votes[key][kind]:
            del sure[key]
    for spot in names:
        if spot.type != "country":
            key = fold(spot.name)
            if key in sure:
                spot.type = sure[key]
            elif key in votes:
                spot.type = votes[key].most_common(1)[0][0]
    formal = {fold(s.name) for s in names if s.type == "person" and s.sure and " " not in fold(s.name)}
    for spot in names:
        words = fold(spot.name).split()
        if 1 < len(words) < 5 and words[-1] in formal and not spot.sure and spot.type != "country":
            spot.type = "person"
    people: dict[str, int] = {}
    for spot in names:
        words = fold(spot.name).split()
        if spot.type == "person" and 1 < len(words) < 6:
            people[words[-1]] = people.get(words[-1], 0) + 1
            people.setdefault(words[0], 0)
    bodies = {word for spot in names if spot.type == "organisation" for word in fold(spot.name).split()[:1]}
    seen = Counter(fold(spot.name) for spot in names if spot.type is None)
    joined = _conjuncts(doc, names)
    for spot in names:
        key = fold(spot.name)
        if spot.type == "person" and not spot.sure and " " not in key and key in bodies and key not in people:
            spot.type = "organisation"
        metonym = spot.type == "country" and not spot.place and spot.kind != "demonym"
        settled = spot.type in ("person", "country") or spot.sure or not people.get(key)
        if spot.type is not None and not metonym and settled:
            continue
        if people.get(key) and not spot.sure:
            spot.type, spot.country, spot.kind, spot.place = "person", None, "name", False
        elif spot.type is None:
            spot.type = _guess(doc, spot, key, people, bodies, seen, joined)


def _guess(
    doc: Document,
    spot: Spot,
    key: str,
    people: dict[str, int],
    bodies: set[str],
    seen: Counter[str],
    joined: dict[int, ActorKind],
) -> ActorKind | None:
    """The type of a name that the model missed and that has no sure evidence."""
    page = doc.pages[spot.page]
    after = page.tokens[spot.last] if spot.last < len(page.tokens) else None
    if key in people:
        return "person"
    if key in bodies or (
        after is not None and (after.lower in ROLES or after.lower == "co") and after.tag.startswith("NN")
    ):
        return "organisation"
    if id(spot) in joined:
        return joined[id(spot)]
    if page.tokens[spot.head].tag == "NNPS" and key.endswith(("ans", "ers", "ists", "ites", "crats")):
        return "group"
    if _speaks(doc, spot) and len(key.split()) < 4:
        return "person" if " " in key else "organisation"
    tokens = page.tokens
    proper = all(t.tag in ("NNP", "NNPS") for t in tokens[spot.first : spot.last])
    is_introduced = (
        spot.last - spot.first > 1 and spot.first > 0 and (spot.acts or tokens[spot.first - 1].lower == "the")
    )
    if proper and (seen[key] > 2 or is_introduced) and tokens[spot.head].dep not in ("compound", "amod", "nmod"):
        return "organisation"
    return None


def _conjuncts(doc: Document, names: list[Spot]) -> dict[int, ActorKind]:
    """The type of a name that is listed with others: "Zeus, Hera and Poseidon"."""
    at = {(spot.page, spot.head): spot for spot in names}
    shared: dict[int, ActorKind] = {}
    for spot in names:
        if spot.type is not None:
            continue
        page, i = doc.pages[spot.page], spot.head
        for _ in range(8):
            token = page.tokens[i]
            others = [c for c in token.children if page.tokens[c].dep == "conj"]
            around = [token.head, *others] if token.dep == "conj" else others
            kinds = [at[spot.page, k].type for k in around if (spot.page, k) in at]
            kind = next((k for k in kinds if k in ("person", "organisation")), None)
            if kind is not None:
                shared[id(spot)] = kind
                break
            if token.dep != "conj":
                break
            i = token.head
    return shared


def _speaks(doc: Document, spot: Spot) -> bool:
    return doc.speaks(spot.span)


# --- grouping -------------------------------------------------------------------------------------------------------


def _countries(spots: list[Spot]) -> list[Cluster]:
    found: dict[str, Cluster] = {}
    for spot in spots:
        assert spot.country is not None
        cluster = found.setdefault(spot.country.name, Cluster("country", spot.country.name, country=spot.country))
        cluster.add(spot)
    return list(found.values())


def _people(spots: list[Spot]) -> list[Cluster]:
    clusters: list[Cluster] = []
    by_word: dict[str, list[Cluster]] = {}
    by_name: dict[str, Cluster] = {}
    for spot in [s for s in spots if " " in fold(s.name)]:
        key = fold(spot.name)
        words = key.split()
        match = by_name.get(key)
        if match is None:
            near = dict.fromkeys(c for word in words for c in by_word.get(word, ())[:MAX_COMPARISONS])
            match = next((c for c in near if same_person(fold(c.name).split(), words)), None)
        if match is None:
            match = Cluster("person", spot.name)
            clusters.append(match)
        by_name[key] = match
        for word in words:
            if match not in by_word.setdefault(word, [])[:MAX_COMPARISONS]:
                by_word[word].append(match)
        match.add(spot)
    for cluster in clusters:
        shown = Counter(spot.name for spot in cluster.spots if not spot.name.isupper() or len(cluster.spots) == 1)
        if shown:
            cluster.name = max(shown, key=lambda name: (shown[name], len(name.split()) < 4, len(name)))
    for cluster in clusters:
        cluster.gender = cluster.gender or gender_of(cluster.name)
    last_bare: dict[str, Cluster] = {}
    for spot in sorted((s for s in spots if " " not in fold(s.name)), key=lambda s: s.span.start):
        key = fold(spot.name)
        fits = [c for c in by_word.get(key, ())[:MAX_COMPARISONS] if _fits(c, key, spot)]
        best = max((f for f, _ in fits_ranked(fits, key)), default=0)
        fits = [c for f, c in fits_ranked(fits, key) if f == best]
        if not fits:
            lone = Cluster("person", spot.name, gender=spot.gender or gender_of(spot.name))
            lone.add(spot)
            clusters.append(lone)
            by_word.setdefault(key, []).append(lone)
            continue
        bare = last_bare.get(key)
        chosen = bare if bare in fits and not spot.gender else _latest(fits, spot)
        assert chosen is not None
        chosen.add(spot)
        last_bare[key] = chosen
    return clusters


def fits_ranked(clusters: Iterable[Cluster], key: str) -> list[tuple[int, Cluster]]:
    """How well a single name fits each person: 3 as the last name, 2 as the first, 1 as another."""
    ranked = []
    for cluster in clusters:
        words = fold(cluster.name).split()
        ranked.append((3 if words[-1] == key else 2 if words[0] == key else 1, cluster))
    return ranked


def _fits(cluster: Cluster, key: str, spot: Spot) -> bool:
    if spot.gender and cluster.gender and spot.gender != cluster.gender:
        return False
    return key in fold(cluster.name).split()


def _latest(clusters: list[Cluster], spot: Spot) -> Cluster:
    """The cluster named last before the spot, else first after it; clusters with an agreeing title come first."""
    title = set(spot.title.lower().split())
    agreeing = [c for c in clusters if title and any(title & set(s.title.lower().split()) for s in c.spots[:200])]

    def nearness(cluster: Cluster) -> tuple[bool, int]:
        spots = cluster.spots[-200:]
        before = [s.span.start for s in spots if s.span.start < spot.span.start]
        return (bool(before), max(before) if before else -min(s.span.start for s in spots))

    return max(agreeing or clusters, key=nearness)


def same_person(a: list[str], b: list[str]) -> bool:
    """Whether two full names can be one person's: same surname, and given names that agree or abbreviate each other."""
    if a == b:
        return True
    if a[-1] != b[-1]:
        return set(a) <= set(b) or set(b) <= set(a)
    return (
        a[0] == b[0]
        or ((len(a[0]) == 1 or len(b[0]) == 1) and a[0][0] == b[0][0])
        or set(a) <= set(b)
        or set(b) <= set(a)
    )


def gender_of(name: str) -> str:
    """The usual gender of a given name: "m", "f", or "" if unknown."""
    for word in name.lower().split()[:2]:
        if word in MALE_NAMES and word not in FEMALE_NAMES:
            return "m"
        if word in FEMALE_NAMES and word not in MALE_NAMES:
            return "f"
    return ""


def _bodies(doc: Document, spots: list[Spot]) -> list[Cluster]:
    by_name: dict[str, Cluster] = {}
    for spot in spots:
        assert spot.type is not None
        key = " ".join(strip_legal(fold(spot.name).split()))
        cluster = by_name.setdefault(key, Cluster(spot.type, spot.name))
        cluster.add(spot)
        if len(spot.name) > len(cluster.name) and spot.type == cluster.type:
            cluster.name = spot.name
    clusters = list(by_name.items())
    candidates = _longer_names(doc, by_name)
    merged: set[str] = set()
    for key, cluster in clusters:
        if cluster.type == "place" and f"church of {key}" in by_name:
            cluster.type = "organisation"
        if cluster.type == "place":
            continue
        near = [(k, by_name[k]) for k in candidates(key)]
        longer = [
            (k, c) for k, c in near if k != key and c.type == cluster.type and _is_short_for(doc, key, cluster, k, c)
        ]
        if len(longer) == 1 and longer[0][0] not in merged:
            target = longer[0][1]
            for spot in cluster.spots:
                target.add(spot)
            merged.add(key)
    return [cluster for key, cluster in clusters if key not in merged]


def _longer_names(doc: Document, by_name: dict[str, Cluster]) -> Callable[[str], Iterable[str]]:
    """A function from a short name to the few names that share a word with it, spell it out, or have it in brackets."""
    index: dict[str, list[str]] = {}
    for key, cluster in by_name.items():
        words = key.split()
        for clue in (*words, *initials(words)):
            index.setdefault(clue, []).append(key)
        for spot in cluster.spots[:MAX_COMPARISONS]:
            found = _BRACKETS.match(doc.text, spot.span.end)
            other = " ".join(strip_legal(fold(found[1]).split())) if found else ""
            if other in by_name:
                index.setdefault(key, []).append(other)
                index.setdefault(other, []).append(key)

    def near(key: str) -> Iterable[str]:
        clues = (key, key.replace(" ", ""), *key.split()[:1])
        return dict.fromkeys(k for clue in clues for k in index.get(clue, ())[:MAX_COMPARISONS])

    return near


def initials(words: list[str]) -> set[str]:
    """The acronyms that a name of these words can have; none for a single word."""
    small = ("of", "the", "and", "for", "on", "de")
    return {"".join(w[0] for w in words), "".join(w[0] for w in words if w not in small)} if len(words) > 1 else set()


def _is_short_for(doc: Document, short: str, a: Cluster, long: str, b: Cluster) -> bool:
    """Whether `short` is an acronym of `long`, its beginning, or what follows its "of"."""
    words, parts = long.split(), short.split()
    if len(words) <= len(parts):
        return False
    if short.replace(" ", "") in initials(words) and len(short) > 1:
        return True
    if is_in_brackets(doc, b, a) or is_in_brackets(doc, a, b):
        return True
    if len(parts) > 1 and parts[-1] in ORG_WORDS and f" {short} " in f" {long} " and not long.startswith(short):
        return True
    if (
        "of" in words
        and parts == words[words.index("of") + 1 :]
        and words[0] not in ("ministry", "department", "university", "bank", "government")
    ):
        return True
    rest = words[len(parts) :]
    if words[: len(parts)] != parts or len(rest) > 2 or any(word in ROLES for word in rest):
        return False
    return all(word in ORG_WORDS for word in rest) or b.spots[0].span.start <= a.spots[0].span.start


def is_in_brackets(doc: Document, a: Cluster, b: Cluster) -> bool:
    """Whether one of the two names, an acronym, is in brackets after the other."""
    if not a.name.isupper() and not b.name.isupper():
        return False
    pattern = re.compile(rf"\s?\(\W?{re.escape(b.name)}\W?\)")
    return any(pattern.match(doc.text, spot.span.end) for spot in a.spots[:MAX_COMPARISONS])
