"""Chooses the antecedent of a noun phrase or pronoun among the actors mentioned before, by a learned decision.

Candidates are the actors of the last turns that agree in number, gender and kind; a noun phrase may also introduce a
new actor, and a pronoun may refer to none ("it rained"). Documents, pairs, appositions and copulas are resolved
earlier.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.actors.clusters import Cluster, fold
from extract.actors.mention_candidates import Page, Spot
from extract.coreference.discourse import Turn, Walk
from extract.learned import Features
from extract.lexicon.words import (
    BODIES,
    COUNTRY_NOUNS,
    GENERIC_PEOPLE,
    KIN,
    NEUTER,
    PLACE_NOUNS,
    PLAIN_BODIES,
    PLURAL,
    ROLES,
)

MAX_TURNS = 120
"""The number of turns searched for candidates."""

MAX_CANDIDATES = 16
"""The number of candidates compared."""

MAX_PRONOUN_SENTENCES = 9
"""The number of sentences back that a pronoun's antecedent can be."""


class Antecedent(NamedTuple):
    """The actor chosen (None for a new one, or none) and the probability of that choice."""

    cluster: Cluster | None
    sure: float


class _Candidate(NamedTuple):
    """A possible antecedent, with its last turn and its rank among the actors by latest turn, from 1."""

    cluster: Cluster
    turn: Turn
    rank: int


def choose_antecedent(walk: Walk, spot: Spot, speaks: bool, barred: Sequence[Cluster] = ()) -> Antecedent:
    """The most probable antecedent of `spot`, except those in `barred`; `speaks` says that `spot` is a speaker."""
    name = "pronoun" if spot.kind == "pronoun" else "nominal"
    found = [c for c in _candidates(walk, spot) if not any(c.cluster is other for other in barred)]
    if name == "pronoun" and not found:
        return Antecedent(None, 0.0)
    rows = [_features(walk, spot, speaks, candidate, found) for candidate in found]
    if name == "nominal" or not speaks:
        rows.append(_other(walk, spot, speaks, found))
    choice = walk.doc.decisions.choose(name, rows, (spot, [c.cluster for c in found]))
    chosen = found[choice.best].cluster if choice.best < len(found) else None
    walk.reasons[id(spot)] = (name, rows[choice.best])
    return Antecedent(chosen, choice.chances[choice.best])


def _candidates(walk: Walk, spot: Spot) -> list[_Candidate]:
    """The last turn of each actor that agrees with `spot`, latest first."""
    here = walk.sentence(spot)
    seen: set[int] = set()
    found: list[_Candidate] = []
    for turn in walk.turns[: -MAX_TURNS - 1 : -1]:
        cluster = turn.cluster
        if id(cluster) in seen or turn.spot.span.end > spot.span.start:
            continue
        seen.add(id(cluster))
        distance = here - turn.sentence
        if spot.kind == "pronoun" and distance > (3 if spot.name in NEUTER else MAX_PRONOUN_SENTENCES):
            break
        if agrees(cluster, spot) and not (walk.stands_apart(spot, turn) and _unrelated(cluster, spot)):
            found.append(_Candidate(cluster, turn, len(seen)))
            if len(found) == MAX_CANDIDATES:
                break
    return found


def _unrelated(cluster: Cluster, spot: Spot) -> bool:
    """Whether nothing says that a named actor has the role, or is the body, that a noun phrase names."""
    known = cluster.nouns | cluster.title_words | set(fold(cluster.name).split())
    return spot.kind == "nominal" and cluster.named and spot.label not in known


def agrees(cluster: Cluster, spot: Spot) -> bool:
    """Whether an actor agrees with a noun phrase or pronoun in number, gender and kind."""
    single = cluster.type in ("person", "anonymous") and not cluster.plural
    if spot.kind == "pronoun":
        if spot.gender:
            return single and not cluster.document and cluster.gender in ("", spot.gender)
        if spot.name in NEUTER:
            return not single or cluster.document
        return True
    if spot.document:
        return not cluster.document or spot.label in cluster.nouns
    if cluster.document:
        return False
    if spot.country is not None and cluster.country not in (None, spot.country) and not cluster.named:
        return False
    if spot.plural:
        return not single
    if spot.type == "organisation":
        return not single
    if not cluster.named and "source" in cluster.nouns and spot.label not in cluster.nouns | GENERIC_PEOPLE:
        return False  # "the governor" is not "a source"
    return single and not (cluster.gender and spot.gender and cluster.gender != spot.gender)


def _spot_class(spot: Spot, speaks: bool) -> str:
    if spot.kind == "pronoun":
        name = "it" if spot.name in NEUTER else "they" if spot.name in PLURAL else "he"
        return f"{name}{' says' if speaks else ''}"
    if spot.document:
        return "document"
    kind = "body" if spot.type == "organisation" and not spot.plural else "people" if spot.plural else "one"
    return f"{kind}{' says' if speaks else ''}"


def _features(walk: Walk, spot: Spot, speaks: bool, candidate: _Candidate, found: Sequence[_Candidate]) -> Features:
    """The features of whether a candidate is the antecedent of `spot`."""
    cluster, turn, rank = candidate
    distance = walk.sentence(spot) - turn.sentence
    spot_class = _spot_class(spot, speaks)
    page = walk.doc.pages[spot.page]
    kind = f"{cluster.type}{'' if cluster.named else ' unnamed'}{' many' if cluster.plural else ''}"
    attribution = walk.doc.attribution_at(spot.span.start)
    tests = {
        f"kind {kind}": True,
        f"far {distance if distance < 4 else 4 if distance < 7 else 7 if distance < 15 else 15}": True,
        f"rank {rank if rank < 4 else 4 if rank < 8 else 8}": True,
        "nearest that fits": candidate is found[0],
        "only one that fits": len(found) == 1,
        "same paragraph": turn.spot.page == spot.page,
        "subject": turn.subject,
        "last as pronoun": turn.spot.kind == "pronoun",
        "last as nominal": turn.spot.kind == "nominal",
        "last as demonym": turn.spot.kind == "demonym",
        "last says where": turn.spot.place,
        "last in a quote": turn.attribution is not None and turn.attribution != attribution,
        "same quote": attribution is not None and turn.attribution == attribution,
        "last speaker": cluster is walk.speaker and spot.page - walk.speaker_page <= 2,
        "spoke before": cluster.quote_count > 0,
        "speaker of this quote": attribution is not None and walk.speakers.get(attribution) is cluster,
        "main actor": cluster is walk.main,
        "gender agrees": bool(spot.gender and cluster.gender == spot.gender),
        "gender unknown": not cluster.gender,
        f"last was {page_of(walk, turn).tokens[turn.spot.head].dep}": True,
        "in the headline": bool(cluster.spots) and cluster.spots[0].page in walk.top,
    }
    number = min(len(cluster.spots), 12) / 12
    if spot.kind == "pronoun":
        tests.update(_clause_tests(page, turn, spot))
        label = cluster.spots[0].label if cluster.named and cluster.spots else ""
        tests[f"label {label}"] = cluster.named
        tests["known by title"] = cluster.named and bool(cluster.nouns)
    else:
        tests.update(_noun_tests(walk, spot, cluster))
        tests.update(_equation_tests(page, turn, spot))
    found_: Features = {"times spoken of": number, f"times spoken of / {spot_class}": number}
    for name, holds in tests.items():
        if holds:
            found_[name] = found_[f"{name} / {spot_class}"] = 1.0
    return found_


def _noun_tests(walk: Walk, spot: Spot, cluster: Cluster) -> dict[str, bool]:
    """What a noun phrase has in common with an actor."""
    names = fold(cluster.name).split()
    mine = set(fold(spot.name).split())
    label = spot.label
    more = mine - {label, page_word(walk, spot)}
    known = bool(more) and not more.isdisjoint(names)
    known = known or not more.isdisjoint(cluster.nouns) or not more.isdisjoint(cluster.title_words)
    titled = label in cluster.title_words and label not in cluster.nouns and label not in names
    owner = fold(spot.owner)
    det = _determiner(walk.doc.pages[spot.page], spot)
    return {
        "same noun": label in cluster.nouns,
        f"same noun {det}": label in cluster.nouns,
        "noun in the name": label in names,
        "noun ends the name": label == (names or [""])[-1],
        "noun in a title": titled,
        "same phrase": fold(spot.name) in cluster.phrases,
        "modifier known": known,
        "modifier unknown": bool(more) and not known,
        "other noun": bool(cluster.nouns) and label not in cluster.nouns and not cluster.named,
        "has a noun": bool(cluster.nouns) and label not in cluster.nouns and cluster.named,
        "no noun known": not cluster.nouns,
        "same land": spot.country is not None and cluster.country is spot.country,
        "other land": spot.country is not None and cluster.country is not None and cluster.country is not spot.country,
        "land unknown": spot.country is not None and cluster.country is None,
        "owner itself": bool(owner) and owner == fold(cluster.name),
        "same owner": bool(owner) and owner in cluster.owners,
        "other owner": bool(owner) and bool(cluster.owners) and owner not in cluster.owners,
        f"{det} {_sort_of(label)} {cluster.type}": True,
        f"{label} {cluster.type}": True,
        f"{label} {(names or [''])[-1]}": cluster.named and cluster.type in ("organisation", "country", "place"),
        "name overlaps": bool(mine & set(names)),
    }


def page_word(walk: Walk, spot: Spot) -> str:
    """The head of a noun phrase in lower case."""
    return walk.doc.pages[spot.page].tokens[spot.head].lower


def page_of(walk: Walk, turn: Turn) -> Page:
    """The page that a turn is on."""
    return walk.doc.pages[turn.spot.page]


def _equation_tests(page: Page, turn: Turn, spot: Spot) -> dict[str, bool]:
    """Whether the sentence equates the two: "She is the owner", "Bell, the owner,", "Bell, as the owner,"."""
    if turn.spot.page != page.number:
        return {}
    tokens = page.tokens
    token, other = tokens[spot.head], tokens[turn.spot.head]
    between = spot.first - turn.spot.last
    return {
        "is it": token.dep == "attr" and other.dep == "nsubj" and other.head == token.head,
        "beside it": token.dep == "appos" and token.head == other.i,
        "behind a comma": between == 1 and tokens[spot.first - 1].text in (",", "(", "–", "—"),
        "same clause": clause_of(page, token.i) == clause_of(page, other.i),
        "same sentence": token.sent == other.sent,
        "joined by and": token.dep == "conj" and token.head == other.i,
        "inside it": turn.spot.first <= spot.head < turn.spot.last or spot.first <= other.i < spot.last,
    }


def _clause_tests(page: Page, turn: Turn, spot: Spot) -> dict[str, bool]:
    """The relation of a pronoun's clause to that of the turn."""
    tokens = page.tokens
    token = tokens[spot.head]
    role = "subject" if token.dep in ("nsubj", "nsubjpass") else "owner" if token.dep == "poss" else "object"
    here = turn.spot.page == spot.page
    verb_of_turn = page.clause_verb_of(turn.spot.head) if here and turn.subject else None
    clause = clause_of(page, spot.head)
    reports = False
    if here and role == "subject":
        verb = tokens[token.head]
        reports = verb.dep in ("ccomp", "xcomp", "advcl") and (
            (verb_of_turn is not None and verb.head == verb_of_turn.i)
            or _relative_owner(page, verb.head) == turn.spot.head
        )
    return {
        f"{role} after {'subject' if turn.subject else 'other'}": True,
        "reported by it": reports,
        "same clause": verb_of_turn is not None and verb_of_turn.i == clause,
        "same clause, owner": verb_of_turn is not None and verb_of_turn.i == clause and role == "owner",
        "same sentence": here and tokens[turn.spot.head].sent == token.sent,
        "parallel": here and tokens[turn.spot.head].dep == token.dep,
        "same pronoun": turn.spot.kind == "pronoun" and turn.spot.gender == spot.gender and bool(spot.gender),
        "kin": turn.spot.kind == "nominal" and turn.spot.label in KIN,
    }


def _relative_owner(page: Page, verb: int) -> int:
    """Index of the noun whose relative pronoun is the verb's subject: "Bell" in "Bell, who told him"; else -1."""
    token = page.tokens[verb]
    subject = next((page.tokens[c] for c in token.children if page.tokens[c].dep == "nsubj"), None)
    return token.head if token.dep == "relcl" and subject is not None and subject.lower == "who" else -1


def clause_of(page: Page, i: int) -> int:
    """Index of the verb of the clause that token `i` is in."""
    tokens = page.tokens
    for _ in range(10):
        if tokens[i].tag.startswith("VB") or tokens[i].head == i:
            return i
        i = tokens[i].head
    return i


def _other(walk: Walk, spot: Spot, speaks: bool, found: Sequence[_Candidate]) -> Features:
    """The features of a noun phrase that introduces a new actor, or of a pronoun that refers to none."""
    spot_class = _spot_class(spot, speaks)
    page = walk.doc.pages[spot.page]
    tests = {"other": True, "other, none fits": not found}
    if spot.kind == "nominal":
        det = _determiner(page, spot)
        words = spot.name.split()
        tests |= {
            f"other {det}": True,
            f"other {det} {_sort_of(spot.label)}": True,
            f"other {spot.label}": True,
            "other, modified": len(words) > 1,
            "other, long": len(words) > 3,
            "other, of a country": spot.country is not None,
            "other, owned": bool(spot.owner),
            "other, noun known": any(spot.label in c.cluster.nouns for c in found),
            "other, acts": spot.acts,
            f"other as {page.tokens[spot.head].dep}": True,
            "other, after as": spot.first > 0 and page.tokens[spot.first - 1].lower == "as",
            f"other in a {page.kind}": True,
            "other, first paragraphs": spot.page < 3,
        }
    else:
        token = page.tokens[spot.head]
        above = page.tokens[token.head]
        tests |= {
            f"other {spot.name} {token.dep}": True,
            "other, is": above.lower in ("is", "was", "be", "been", "'s", "’s"),
            "other, quote": walk.doc.attribution_at(spot.span.start) is not None,
        }
    result: Features = {}
    for name, holds in tests.items():
        if holds:
            result[name] = result[f"{name} / {spot_class}"] = 1.0
    return result


def _determiner(page: Page, spot: Spot) -> str:
    token = page.tokens[spot.first]
    if token.lower in ("the", "this", "that", "these", "those", "a", "an", "one", "both"):
        return {"an": "a", "these": "this", "those": "that"}.get(token.lower, token.lower)
    if token.tag == "PRP$" or any(t.tag == "POS" for t in page.tokens[spot.first : spot.head]):
        return "owned"
    return "any" if spot.indefinite else "number" if token.tag == "CD" else "bare"


_SORTS: tuple[tuple[frozenset[str], str], ...] = (
    (KIN, "kin"), (GENERIC_PEOPLE, "human"), (COUNTRY_NOUNS, "country"), (PLACE_NOUNS, "place"),
    (PLAIN_BODIES, "plain body"), (BODIES, "body"), (ROLES, "role"),
)  # fmt: skip


def _sort_of(label: str) -> str:
    return next((name for words, name in _SORTS if label in words), "people")
