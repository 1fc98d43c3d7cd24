"""Chooses roles and affiliations that titles alone do not give, by learned decisions among the article's words.

A role is a phrase beside the name ("catcher Ann Bell", "Bell, who is a doctor"); an affiliation is another actor of the
article in such a phrase or owning it. Either may be none of the candidates: empty is better than wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.actors.clusters import Cluster, fold
from extract.actors.mention_candidates import Document, Page, Spot, noun_lemma
from extract.coreference.discourse import Walk
from extract.learned import Features
from extract.lexicon.words import BODIES, HONORIFICS, KIN, PARTICLES, PEOPLE, ROLE_WORDS, TITLE_WORDS
from extract.parse.spacy_parser import Token

MAX_MENTIONS = 8
"""The number of mentions of one actor that are examined."""
MAX_DISTANCE_TOKENS = 16
"""The largest distance of an affiliation from a name, in tokens."""

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_STOPS = frozenset({".", ";", ":", "“", "”", '"', "!", "?"})


class _Phrase(NamedTuple):
    """A candidate for a role: its words, their position relative to the name, and their head noun."""

    words: str
    place: str
    head: str


def choose_role(walk: Walk, cluster: Cluster) -> str | None:
    """The actor's role in the article's own words; None if it has none."""
    phrases = list(dict.fromkeys(_phrases(walk.doc, cluster)))
    if not phrases:
        return None
    by_words: dict[str, list[_Phrase]] = {}
    for phrase in phrases:
        by_words.setdefault(phrase.words.lower(), []).append(phrase)
    options = list(by_words.values())
    titles = [spot.title.lower() for spot in cluster.spots]
    rows = [_role_features(cluster, group, i, titles, len(options)) for i, group in enumerate(options)]
    rows.append({"none": 1.0, f"none {cluster.type}": 1.0, f"none of {min(len(options), 4)}": 1.0})
    choice = walk.doc.decisions.choose("role", rows, (cluster, [group[0].words for group in options]))
    return options[choice.best][0].words if choice.best < len(options) else None


def _role_features(
    cluster: Cluster, group: Sequence[_Phrase], rank: int, titles: Sequence[str], option_count: int
) -> Features:
    first = group[0]
    word = first.head
    tests = {
        "first": rank == 0,
        "only": option_count == 1,
        "often": titles.count(first.words.lower()) > 1,
        "role noun": word in ROLE_WORDS,
        "people noun": word in PEOPLE,
        "body noun": word in BODIES,
        "kin": word in KIN,
        "unknown noun": word not in ROLE_WORDS and word not in PEOPLE and word not in BODIES,
        "capital": first.words[:1].isupper(),
        "former": first.words.lower().startswith(("former", "ex")),
        f"long {min(len(first.words.split()), 6)}": True,
        f"noun {word}": True,
    }
    row: Features = {f"type {cluster.type}": 1.0}
    for phrase in group:
        row[f"place {phrase.place}"] = row[f"place {phrase.place} {cluster.type}"] = 1.0
    row.update((name, 1.0) for name, holds in tests.items() if holds)
    row.update((f"{name} / {first.place}", 1.0) for name in ("role noun", "people noun", "kin", "unknown noun", "first")
               if tests[name])  # fmt: skip
    return row


def _phrases(doc: Document, cluster: Cluster) -> Iterator[_Phrase]:
    """Candidates for a role, in text order: titles, words before a name, appositions, and predicates of "is"."""
    for spot in cluster.spots[: 4 * MAX_MENTIONS]:
        page = doc.pages[spot.page]
        if spot.kind == "name":
            if spot.title:
                yield _Phrase(spot.title, "title", spot.title.split()[-1].lower())
            yield from _before_name(doc, page, spot)
            yield from _beside_name(doc, page, spot)
        elif spot.kind == "nominal" and spot.title:
            token = page.tokens[spot.head]
            place = {"appos": "apposed", "attr": "is"}.get(token.dep, "definite" if spot.definite else "nominal")
            yield _Phrase(spot.title, place, spot.label)


def _before_name(doc: Document, page: Page, spot: Spot) -> Iterator[_Phrase]:
    """The nouns right before a name that modify it: "catcher | Ann Bell"."""
    tokens, first = page.tokens, spot.first
    while first > 0 and spot.first - first < 6:
        token = tokens[first - 1]
        noun = token.tag in _NOUNS and token.dep in ("compound", "nmod", "appos", "amod")
        known = noun or token.lower in TITLE_WORDS or token.text == "-"
        if not known or token.lower in PARTICLES or token.lower in HONORIFICS or not page.inside(token):
            break
        first -= 1
    while first < spot.first and not tokens[first].text[0].isalnum():
        first += 1
    if first < spot.first and tokens[spot.first - 1].text[0].isalnum():
        yield _Phrase(doc.words(page, first, spot.first), "before", noun_lemma(tokens[spot.first - 1]))


def _beside_name(doc: Document, page: Page, spot: Spot) -> Iterator[_Phrase]:
    """Nouns in apposition to a name, and predicates of it."""
    tokens = page.tokens
    token = tokens[spot.head]
    nouns = [tokens[c] for c in token.children if tokens[c].dep == "appos" and c >= spot.last]
    places = ["after"] * len(nouns)
    if token.dep == "appos" and token.head < spot.first:
        nouns, places = [*nouns, tokens[token.head]], [*places, "in front"]
    verb = tokens[token.head]
    if token.dep == "nsubj" and verb.lower in ("is", "was", "are", "became", "remains"):
        is_ = [tokens[c] for c in verb.children if tokens[c].dep == "attr"]
        nouns, places = [*nouns, *is_], [*places, *["is"] * len(is_)]
    for noun, place in zip(nouns, places, strict=True):
        if noun.tag in ("NN", "NNS", "NNP"):
            yield _Phrase(_noun_phrase(doc, page, noun), place, noun_lemma(noun))


def _noun_phrase(doc: Document, page: Page, noun: Token) -> str:
    """A noun with its modifiers on the left, without article and owner, and the "of" phrase after it."""
    tokens, first = page.tokens, noun.i
    while first > 0 and tokens[first - 1].dep in ("compound", "amod", "nmod", "punct", "advmod") and noun.i - first < 8:
        if tokens[first - 1].dep == "punct" and tokens[first - 1].text != "-":
            break
        first -= 1
    last = noun.i + 1
    of = next((tokens[c] for c in noun.children if c == last and tokens[c].lower == "of"), None)
    if of is not None:
        last += 1
        while last < len(tokens) and last - noun.i < 8 and tokens[last].tag in (*_NOUNS, "JJ", "DT", "PRP$"):
            last += 1
        if last == noun.i + 2:
            last = noun.i + 1
    return doc.words(page, first, last)


# --- affiliations -----------------------------------------------------------------------------------------------------


class Bodies:
    """The bodies, countries and places of one article: the candidates for affiliations."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._at: dict[int, list[tuple[int, int, Cluster, Spot]]] = {}
        for cluster in walk.clusters:
            if cluster.type in ("organisation", "country", "place", "group") and not cluster.document:
                for spot in cluster.spots:
                    self._at.setdefault(spot.page, []).append((spot.first, spot.last, cluster, spot))
        for row in self._at.values():
            row.sort(key=lambda item: item[:2])
        lands = [c for c in walk.clusters if c.type == "country" and c.spots]
        self._home = max(lands, key=lambda c: len(c.spots), default=None)

    def choose(self, cluster: Cluster, role: str | None) -> Cluster | None:
        """The actor's affiliation among the bodies and countries, or None."""
        found: dict[int, tuple[Cluster, Features]] = {}
        for spot in [s for s in cluster.spots if s.kind != "pronoun"][:MAX_MENTIONS]:
            for body, relation in self._bodies_beside(cluster, spot):
                _, row = found.setdefault(id(body), (body, {}))
                for name in (relation, f"{relation} {body.type}", f"{cluster.type} {relation}"):
                    row[name] = row.get(name, 0.0) + 1.0
        if self._home is not None and self._home is not cluster:
            found.setdefault(id(self._home), (self._home, {}))
        if not found:
            return None
        options = list(found.values())
        rows = [self._complete(cluster, body, row, role, len(options)) for body, row in options]
        word = (role or "no role").lower().split()[-1]
        kind = f"{cluster.type}{'' if cluster.named else ' unnamed'}"
        rows.append({"none": 1.0, f"none {kind}": 1.0, f"none {word}": 1.0, f"none, role {role is not None}": 1.0})
        about = (cluster, [body for body, _ in options])
        choice = self._walk.doc.decisions.choose("affiliation", rows, about)
        return options[choice.best][0] if choice.best < len(options) else None

    def _complete(
        self, cluster: Cluster, body: Cluster, row: Features, role: str | None, option_count: int
    ) -> Features:
        """The features of one candidate. A relation counts once; "again" is a further feature for more."""
        word = (role or "no role").lower().split()[-1]
        owners = {fold(spot.owner) for spot in cluster.spots if spot.owner}
        tests = {
            f"body {body.type}": True,
            f"{cluster.type} of {body.type}{'' if body.named else ' unnamed'}": True,
            f"{word} {body.type}": True,
            f"home {word}": body is self._home,
            f"home {cluster.type}": body is self._home,
            "only": option_count == 1,
            "owner": fold(body.name) in owners or any(fold(s.name) in owners for s in body.spots[:MAX_MENTIONS]),
            "same country": cluster.country is not None and body.country is cluster.country and body.type == "country",
            "most spoken of": len(body.spots) > 4,
            "no relation": not row,
        }
        complete: Features = dict.fromkeys(row, 1.0)
        complete.update((f"{name} again", 1.0) for name, count in row.items() if count > 1)
        complete.update((name, 1.0) for name, holds in tests.items() if holds)
        return complete

    def _bodies_beside(self, cluster: Cluster, spot: Spot) -> Iterator[tuple[Cluster, str]]:
        """The bodies near one mention of an actor, and their relation to it."""
        page = self._walk.doc.pages[spot.page]
        tokens = page.tokens
        lead = spot.lead if 0 <= spot.lead < spot.first else spot.first
        first, last = page.sentence(spot.head)
        for start, end, body, other in self._at.get(spot.page, ()):
            if (
                body is cluster
                or end <= max(first, lead - MAX_DISTANCE_TOKENS)
                or start >= min(last, spot.last + MAX_DISTANCE_TOKENS)
            ):
                continue
            if start < spot.last and end > spot.first:
                inside = "owner inside" if end < len(tokens) and tokens[end].tag in ("POS", "NN") else "inside"
                yield body, "inside" if spot.kind == "name" else inside
            elif end <= spot.first:
                yield body, self._before_mention(page, start, end, lead, spot)
            else:
                yield body, self._after_name(page, start, spot, other)

    def _before_mention(self, page: Page, start: int, end: int, lead: int, spot: Spot) -> str:
        """ "Acme chief | Bell", "Acme's | Bell", "the head of Acme, | Bell"."""
        tokens = page.tokens
        if start >= lead:
            before = tokens[start - 1].lower if start else ""
            return "in the title, of" if before in ("of", "for", "at", "the") else "in the title"
        between = tokens[end : spot.first]
        if any(t.text in _STOPS or t.tag in ("VBD", "VBZ", "VBP") for t in between):
            return "earlier in the sentence"
        if between and between[0].tag == "POS":
            return "owns" if len(between) < 6 else "owns, far"
        if tokens[start].tag == "PRP$":
            return "its" if len(between) < 6 else "its, far"
        if not between:
            return "right before"
        before = tokens[start - (2 if start > 1 and tokens[start - 1].lower == "the" else 1)].lower if start else ""
        if before in ("of", "for", "at", "from") and between[-1].text == ",":
            return f"head {before} it, apposed"
        return "before" if len(between) < 5 else "before, far"

    def _after_name(self, page: Page, start: int, spot: Spot, other: Spot) -> str:
        """ "Bell of Acme", "Bell, a lawyer at Acme", "Bell, who runs Acme"."""
        tokens = page.tokens
        between = tokens[spot.last : start]
        skip = 2 if start > 1 and tokens[start - 1].lower == "the" else 1
        before = tokens[start - skip].lower
        prep = before if before in ("of", "for", "at", "from", "with", "in", "by", "to") else "no preposition"
        verbs = [t for t in between if t.tag.startswith("VB") or t.tag == "MD"]
        if len(between) <= skip:
            return f"name {prep}" if prep != "no preposition" else f"right behind {''.join(t.text for t in between)}"
        if between[0].text == "(":
            return "in brackets"
        if between[0].text in (",", "–", "—"):
            if not verbs:
                return f"apposed {prep}"
            if any(t.lower in ("who", "which", "whose") for t in between[:3]):
                return f"who {prep}" if len(verbs) > 1 or prep != "no preposition" else f"who {verbs[0].lower}"
        if not verbs:
            return f"phrase {prep}"
        return f"clause {prep}" if other.page == spot.page and len(verbs) == 1 else "later in the sentence"
