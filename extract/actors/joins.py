"""Joins clusters of names that are one actor's: a surname typed as a body, a cut name, another spelling.

The rules of `extract.actors.clusters` join what is certain. Here a learned decision judges the remaining pairs that
share something: a word, initials, or all but two letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from extract.actors.clusters import MAX_COMPARISONS, Cluster, fold, initials, is_in_brackets, strip_legal
from extract.actors.mention_candidates import Document, Spot
from extract.learned import Features
from extract.lexicon.words import FEMALE_NAMES, MALE_NAMES, ORG_WORDS, ROLE_WORDS, TITLE_WORDS

_TYPES = ("person", "organisation", "place", "group")


def join_names(doc: Document, clusters: list[Cluster]) -> list[Cluster]:
    """The clusters, with those of one actor merged, in the order of the first of each."""
    into: dict[int, Cluster] = {}
    threshold = doc.decisions.threshold("join")
    pairs = [(doc.decisions.chance("join", pair_features(doc, a, b, clusters), (a, b)), i, a, b)
             for i, (a, b) in enumerate(_pairs(doc, clusters))]  # fmt: skip
    for chance, _, a, b in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if chance < threshold:
            break
        one, other = _end(into, a), _end(into, b)
        if one is not other:
            target, source = (one, other) if _leads(one, other) else (other, one)
            _merge(target, source)
            into[id(source)] = target
    return [cluster for cluster in clusters if id(cluster) not in into]


def _end(into: dict[int, Cluster], cluster: Cluster) -> Cluster:
    while id(cluster) in into:
        cluster = into[id(cluster)]
    return cluster


def _leads(a: Cluster, b: Cluster) -> bool:
    """Whether the pair keeps the name and kind of `a`: a full person name first, then the longer name."""
    full_a, full_b = _is_full_name(a), _is_full_name(b)
    if full_a != full_b:
        return full_a
    return (len(fold(a.name).split()), len(a.spots)) >= (len(fold(b.name).split()), len(b.spots))


def _is_full_name(cluster: Cluster) -> bool:
    words = fold(cluster.name).split()
    return cluster.type == "person" and len(words) > 1 and words[-1] not in ORG_WORDS


def _merge(target: Cluster, source: Cluster) -> None:
    for spot in source.spots:
        spot.type = target.type
        if spot.kind == "metonym" or (target.type == "person" and spot.place):
            spot.kind, spot.place = "name", False
        target.add(spot)
    target.spots.sort(key=lambda spot: spot.span)
    target.nouns |= source.nouns
    source.spots = []


def _pairs(doc: Document, clusters: Sequence[Cluster]) -> Iterator[tuple[Cluster, Cluster]]:
    """Pairs of clusters that share something, the shorter name first; at most `MAX_COMPARISONS` for each cluster."""
    index: dict[str, list[int]] = {}
    named = [c for c in clusters if c.spots and c.type in _TYPES]
    keys = [_key(c) for c in named]
    for at, words in enumerate(keys):
        clues = {*words, "".join(words), *initials(words), *(word[:4] + "~" for word in words if len(word) > 4)}
        for clue in clues:
            index.setdefault(clue, []).append(at)
    seen: set[tuple[int, int]] = set()
    for places in index.values():
        for n, i in enumerate(places[:MAX_COMPARISONS]):
            for j in places[n + 1 : MAX_COMPARISONS]:
                if (i, j) not in seen:
                    seen.add((i, j))
                    a, b = (named[i], named[j]) if len(keys[i]) <= len(keys[j]) else (named[j], named[i])
                    if _is_near(_key(a), _key(b)):
                        yield a, b


def _key(cluster: Cluster) -> list[str]:
    return strip_legal(fold(cluster.name).split())


def _is_near(a: list[str], b: list[str]) -> bool:
    if not a or not b:
        return False
    small = {"of", "the", "and", "for", "de", "al", "st"}
    if (set(a) & set(b)) - small or "".join(a) in initials(b) or "".join(a) == "".join(b):
        return True
    return min(len(a[-1]), len(b[-1])) > 4 and Levenshtein.distance(a[-1], b[-1], score_cutoff=2) <= 2


def pair_features(doc: Document, a: Cluster, b: Cluster, clusters: Sequence[Cluster]) -> Features:
    """The features of whether two clusters, the shorter name first, are one actor."""
    x, y = _key(a), _key(b)
    shared = set(x) & set(y)
    found: Features = {"bias": 1.0, f"types {a.type} {b.type}": 1.0, "same type": float(a.type == b.type)}
    found["shared words"] = len(shared) / len(set(x) | set(y))
    found["words a"], found["words b"] = min(len(x), 5) / 5, min(len(y), 5) / 5
    tests = {
        "same words": x == y,
        "same letters": "".join(x) == "".join(y),
        "last of b": y[-len(x) :] == x and x != y,
        "first of b": y[: len(x)] == x and x != y,
        "inside b": set(x) < set(y),
        "same last": x[-1] == y[-1],
        "same first": x[0] == y[0],
        "first differs": len(x) > 1 and len(y) > 1 and x[-1] == y[-1] and x[0] != y[0],
        "initials": "".join(x) in initials(y) and len(y) > 1,
        "brackets": is_in_brackets(doc, a, b) or is_in_brackets(doc, b, a),
        "capitals a": a.name.isupper(),
        "capitals b": b.name.isupper(),
        "body word a": x[-1] in ORG_WORDS or x[0] in ORG_WORDS,
        "body word b": y[-1] in ORG_WORDS or y[0] in ORG_WORDS,
        "title in a": any(w in ROLE_WORDS or w in TITLE_WORDS for w in x[:-1]),
        "title in b": any(w in ROLE_WORDS or w in TITLE_WORDS for w in y[:-1]),
        "given name a": x[0] in MALE_NAMES or x[0] in FEMALE_NAMES,
        "given name b": y[0] in MALE_NAMES or y[0] in FEMALE_NAMES,
        "of in b": "of" in y,
        "gender differs": bool(a.gender and b.gender and a.gender != b.gender),
        "gender agrees": bool(a.gender and a.gender == b.gender),
        "land differs": a.country is not None and b.country is not None and a.country is not b.country,
        "title a": any(s.title for s in a.spots[:MAX_COMPARISONS]),
        "title b": any(s.title for s in b.spots[:MAX_COMPARISONS]),
        "title shared": bool(a.nouns & b.nouns),
        "b before a": b.spots[0].span.start < a.spots[0].span.start,
        "sure a": any(s.sure for s in a.spots[:MAX_COMPARISONS]),
        "sure b": any(s.sure for s in b.spots[:MAX_COMPARISONS]),
        "place a": all(s.place for s in a.spots[:MAX_COMPARISONS]),
        "speaks a": any(s.acts for s in a.spots[:MAX_COMPARISONS]),
        "once a": len(a.spots) == 1,
        "once b": len(b.spots) == 1,
        "modifies a": any(_modifies(doc, s) for s in a.spots[:MAX_COMPARISONS]),
    }
    letters = Levenshtein.distance(x[-1], y[-1], score_cutoff=2)
    tests[f"letters {letters}"] = 0 < letters <= 2
    rivals = sum(x[-1] in fold(c.name).split() for c in clusters[:MAX_COMPARISONS] if c is not a and c is not b)
    tests["rivals"] = rivals > 0
    tests["same sentence"] = _in_one_sentence(doc, a.spots, b.spots)
    tests["listed together"] = _listed(doc, a.spots, b.spots)
    found.update((name, 1.0) for name, holds in tests.items() if holds)
    kind = "full" if _is_full_name(b) else b.type
    found.update((f"{name} / {a.type} {kind}", 1.0) for name in _CROSSED if tests[name])
    return found


_CROSSED = ("last of b", "first of b", "inside b", "same last", "same first", "initials", "same words")


def _modifies(doc: Document, spot: Spot) -> bool:
    """Whether a name modifies the noun after it: "Acme shares"."""
    token = doc.pages[spot.page].tokens[spot.head]
    return token.dep in ("compound", "nmod", "amod") and token.head >= spot.last


def _in_one_sentence(doc: Document, a: Sequence[Spot], b: Sequence[Spot]) -> bool:
    at = {(s.page, doc.pages[s.page].tokens[s.head].sent) for s in a[:MAX_COMPARISONS]}
    return any((s.page, doc.pages[s.page].tokens[s.head].sent) in at for s in b[:MAX_COMPARISONS])


def _listed(doc: Document, a: Sequence[Spot], b: Sequence[Spot]) -> bool:
    """Whether the two are listed together somewhere; a name is not listed with itself."""
    heads = {(s.page, s.head) for s in a[:MAX_COMPARISONS]}, {(s.page, s.head) for s in b[:MAX_COMPARISONS]}
    for mine, theirs in (heads, heads[::-1]):
        for page, head in mine:
            token = doc.pages[page].tokens[head]
            if token.dep == "conj" and (page, token.head) in theirs:
                return True
    return False
