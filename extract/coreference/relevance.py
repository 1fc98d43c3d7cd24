"""Decides whether a name or noun phrase is an actor of the article, or a ship, a law or a place in passing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from extract.actors.clusters import Cluster, fold
from extract.actors.mention_candidates import Document, Spot
from extract.learned import Features
from extract.lexicon.words import (
    ANYBODY,
    BODIES,
    FEMALE_NAMES,
    LOCATIVE,
    MALE_NAMES,
    ORG_WORDS,
    PEOPLE,
    PREMISES,
    ROLE_WORDS,
    THINGS,
)

MAX_MENTIONS = 60
"""The number of mentions of one actor that are examined."""


def is_open(cluster: Cluster) -> bool:
    """Whether a cluster can be an actor at all: it has mentions and is not an unquoted document."""
    return bool(cluster.spots) and not (cluster.document and not cluster.quote_count)


def may_act(cluster: Cluster) -> bool:
    """Whether the text shows a cluster as an actor, and not only as a place or a part of a name."""
    if cluster.named and cluster.type not in ("country", "place", "group"):
        return True
    acts = any(spot.acts for spot in cluster.spots)
    if cluster.type == "country":
        return acts or any(not spot.place and spot.kind != "demonym" for spot in cluster.spots)
    if cluster.type == "organisation" and cluster.nouns & PREMISES:
        return False
    return acts or (cluster.type == "group" and cluster.named and cluster.name.endswith("s"))


def is_passing(cluster: Cluster) -> bool:
    """Whether a nameless actor is mentioned only in passing: once, or generically ("every voter")."""
    once = len(cluster.spots) == 1
    if cluster.named:
        return False
    if cluster.type == "anonymous":
        return cluster.nouns <= ANYBODY or (once and cluster.spots[0].indefinite)
    return once and cluster.country is None


def relevance(doc: Document, cluster: Cluster, quoted: int, others: int) -> float:
    """The probability that `cluster`, with `quoted` quotes among `others` candidates, is an actor."""
    return doc.decisions.chance("actor", actor_features(doc, cluster, quoted, others), cluster)


def actor_features(doc: Document, cluster: Cluster, quoted: int, others: int) -> Features:
    """The features of whether a cluster is an actor."""
    spots = cluster.spots[:MAX_MENTIONS]
    kind = f"{cluster.type}{'' if cluster.named else ' unnamed'}"
    found: Features = {"bias": 1.0, kind: 1.0}
    counts = Counter(spot.kind for spot in spots)
    plain: Features = {
        "mentions": math.log1p(len(cluster.spots)),
        "once": float(len(cluster.spots) == 1),
        "names": math.log1p(counts["name"]),
        "nominals": math.log1p(counts["nominal"]),
        "pronouns": math.log1p(counts["pronoun"]),
        "demonyms": counts["demonym"] / len(spots),
        "acts": sum(s.acts for s in spots) / len(spots),
        "acts at all": float(any(s.acts for s in spots)),
        "only says where": sum(s.place for s in spots) / len(spots),
        "always says where": float(all(s.place for s in spots)),
        "quoted": float(quoted > 0),
        "may act": float(may_act(cluster)),
        "crowd": math.log1p(others),
    }
    plain.update((name, 1.0) for name, holds in _shape(cluster).items() if holds)
    plain.update(_surroundings(doc, spots))
    found.update(plain)
    found.update((f"{name} / {kind}", value) for name, value in plain.items() if value)
    return found


def _shape(cluster: Cluster) -> dict[str, bool]:
    """The features of the name itself."""
    words = fold(cluster.name).split() or [""]
    spots = cluster.spots[:MAX_MENTIONS]
    labels = Counter(s.label for s in spots if s.kind == "name")
    label = labels.most_common(1)[0][0] if labels else "none"
    return {
        f"label {label}" if cluster.named else "": True,
        f"words {min(len(words), 5)}": True,
        "capitals": cluster.name.isupper() and len(cluster.name) > 1,
        "digits": any(c.isdigit() for c in cluster.name),
        "mixed case": any(c.isupper() for c in cluster.name[1:].replace(" ", "")) and not cluster.name.isupper(),
        "lower case": cluster.name[:1].islower(),
        "thing": words[-1] in THINGS or words[0] in THINGS,
        "body word": words[-1] in ORG_WORDS or words[0] in ORG_WORDS,
        "role word": words[-1] in ROLE_WORDS or words[0] in ROLE_WORDS,
        "given name": words[0] in MALE_NAMES or words[0] in FEMALE_NAMES,
        "surname ending": words[-1].endswith(("son", "sen", "ov", "ova", "ez", "ian", "ski", "man")),
        "plural": words[-1].endswith("s"),
        "title": any(s.title for s in spots),
        "owner": any(s.owner for s in spots),
        "country": cluster.country is not None,
        "gender": bool(cluster.gender),
        "sure": any(s.sure for s in spots),
        "anybody": bool(cluster.nouns) and cluster.nouns <= ANYBODY,
        "premises": bool(cluster.nouns & PREMISES),
        "body noun": bool(cluster.nouns & BODIES),
        "people noun": bool(cluster.nouns & PEOPLE),
        "indefinite": not cluster.named and spots[0].indefinite,
        "definite": not cluster.named and spots[0].definite,
        "many": cluster.plural,
        "and": " and " in cluster.name or " & " in cluster.name,
        "of": " of " in cluster.name,
        "long": len(words) > 4,
    }


def _surroundings(doc: Document, spots: Sequence[Spot]) -> Features:
    """The features of the mentions' places: shares by grammar and neighbours, and where the first one is."""
    found: Counter[str] = Counter()
    for spot in spots:
        page = doc.pages[spot.page]
        tokens = page.tokens
        token = tokens[spot.head]
        above = tokens[token.head]
        before = tokens[spot.first - 1] if spot.first else None
        after = tokens[spot.last] if spot.last < len(tokens) else None
        found[f"as {token.dep}"] += 1
        found[f"tag {token.tag}"] += 1
        if token.dep == "pobj":
            found[f"after {above.lower}" if above.lower in _PREPOSITIONS else "after another preposition"] += 1
            found["after a place word"] += above.lower in LOCATIVE
        if token.dep in ("compound", "nmod", "amod", "poss"):
            person = above.lower in ROLE_WORDS or above.lower in PEOPLE
            found["of a person" if person else "of a thing"] += 1
        if before is not None:
            found["the before"] += before.lower == "the"
            found["a before"] += before.lower in ("a", "an")
            found["quote mark before"] += before.text in ("“", '"', "‘", "'", "``")
            found["comma before"] += before.text == ","
            found["and before"] += before.lower == "and"
            found["title before"] += before.lower in ROLE_WORDS
        if after is not None:
            found["possessor"] += after.tag == "POS"
            found["who after"] += after.lower == "who"
            found["comma after"] += after.text == ","
            found["noun after"] += after.tag in ("NN", "NNS")
            found["name after"] += after.tag == "NNP"
            found["bracket after"] += after.text == "("
        found["in brackets"] += before is not None and before.text == "("
        found["in a quote"] += doc.attribution_at(spot.span.start) is not None
        found["speaks"] += doc.speaks(spot.span)
        found["addressed"] += any(a.addressee is not None and a.addressee.covers(spot.span) for a in doc.attributions)
        found[f"in a {page.kind}"] += 1
        verb = page.verb_of(spot.head)
        if verb is not None:
            found["does what people do"] += verb.tag == "VBD" or verb.tag == "VBZ"
            found["is something"] += verb.lower in ("is", "was", "are", "were")
    shares: Features = {name: count / len(spots) for name, count in found.items() if count}
    first = spots[0]
    shares["first paragraph"] = float(first.page <= 2)
    shares["opens a sentence"] = float(doc.pages[first.page].sentence(first.head)[0] == first.first)
    shares["how late"] = first.page / max(1, len(doc.pages))
    return shares


_PREPOSITIONS = frozenset(
    {"of", "in", "at", "by", "from", "with", "to", "for", "on", "against", "between", "near", "under", "about", "like"}
)
