"""Which actor a noun phrase or pronoun stands for, read in text order with what was said before in mind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.clusters import Cluster, fold
from extract.lexicon import (
    COUNTRY_NOUNS,
    FIRST,
    FIRST_PLURAL,
    GENERIC_PEOPLE,
    KIN,
    NEUTER,
    PLACE_NOUNS,
    PLAIN_BODIES,
    SECOND,
)
from extract.spots import Document, Page, Spot

REACH = 7
"""How many sentences back a pronoun looks for its actor."""

MEMORY = 500
"""How many mentions back a noun phrase looks for its actor."""


_SINGLE = frozenset({"person", "anonymous"})


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
    _sentences: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for cluster in self.clusters:
            for spot in cluster.spots:
                if spot.kind == "name":
                    self.heads.setdefault(spot.page, {})[spot.head] = cluster
            if cluster.type in ("place", "country"):
                self.places.setdefault(fold(cluster.name), cluster)
        self.strangers = {fold(cluster.name): cluster for cluster in self.clusters}
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
        self.turns.append(Turn(cluster, spot, self.sentence(spot), spot.acts, self.doc.said_by(spot.span.start)))


def resolve_all(doc: Document, clusters: list[Cluster], spots: list[Spot], speaking: dict[int, int]) -> Walk:
    """Walk through names, noun phrases and third-person pronouns in text order.

    `spots` are all spots, in text order; those already in a cluster are names. `speaking` maps the id of a spot to the
    index of the attribution whose speaker it is. New actors are added to `clusters`.
    """
    walk = Walk(doc, clusters)
    known = {id(spot): cluster for cluster in clusters for spot in cluster.spots}
    for spot in spots:
        said = doc.said_by(spot.span.start, whole=True)
        cluster = known.get(id(spot))
        if cluster is not None:
            walk.note(spot, cluster, 0.97)
        elif spot.kind == "nominal":
            link = _nominal(walk, spot, id(spot) in speaking)
            if link is None:
                continue
            link.cluster.add(spot)
            walk.note(spot, link.cluster, link.sure)
        elif spot.name in FIRST or spot.name in FIRST_PLURAL or spot.name in SECOND:
            continue
        else:
            link = _pronoun(walk, spot, said, id(spot) in speaking)
            if link is None:
                continue
            link.cluster.add(spot)
            walk.note(spot, link.cluster, link.sure)
        if id(spot) in speaking:
            walk.speaker, walk.speaker_page = walk.links[id(spot)].cluster, spot.page
            walk.speakers[speaking[id(spot)]] = walk.speaker
            walk.speaker.said += 1
    return walk


def settle_headline(walk: Walk) -> None:
    """Give the nameless of the headline their names: "Minister promises", "Ferry firm blames", "say sources"."""
    top = {page.number for page in walk.doc.pages if page.kind in ("headline", "standfirst")}
    for cluster in [c for c in walk.clusters if not c.named and c.spots and all(s.page in top for s in c.spots)]:
        target = _named_below(walk, cluster, top)
        if target is None:
            continue
        for spot in cluster.spots:
            target.add(spot)
            walk.links[id(spot)] = Link(target, 0.7)
        cluster.spots.clear()
        target.said += cluster.said
        walk.speakers.update({i: target for i, c in walk.speakers.items() if c is cluster})


def _named_below(walk: Walk, cluster: Cluster, top: set[int]) -> Cluster | None:
    """The first actor of the story that the nameless one of the headline can be."""
    label = cluster.spots[0].label
    body = [t.cluster for t in walk.turns if t.spot.page not in top and t.cluster is not cluster]
    fits = [c for c in dict.fromkeys(body) if not (c.gender and cluster.gender and c.gender != cluster.gender)]
    if cluster.type == "organisation":
        return next((c for c in fits if c.type == "organisation" and (c.named or label in c.nouns)), None)
    if cluster.plural:
        sources = [c for c in fits if c.plural and c.type in ("group", "anonymous")]
        same = [c for c in sources if label in c.nouns or (label == "source" and c.type == "anonymous")]
        return next(iter(same), None)
    people = [c for c in fits if c.type in ("person", "anonymous") and not c.plural]
    same = [c for c in people if label in c.nouns]
    if same:
        return max(same, key=lambda c: c.said)
    if cluster.said or label in GENERIC_PEOPLE:
        return next((c for c in people if c.type == "person" and (c.said or not cluster.said)), None)
    return None


# --- noun phrases ---------------------------------------------------------------------------------------------------


def _nominal(walk: Walk, spot: Spot, speaks: bool) -> Link | None:
    """The actor behind a noun phrase: one known before, or a new one."""
    if spot.label in PLACE_NOUNS | COUNTRY_NOUNS and (spot.owner or spot.country is not None):
        owner = _owner_place(walk, spot)
        if owner is not None:
            return Link(owner, 0.9)
    apposed = _apposed(walk, spot)
    if apposed is not None:
        apposed.nouns.add(spot.label)
        return Link(apposed, 0.95)
    if spot.type == "organisation":
        found = _body(walk, spot)
    elif spot.plural:
        found = _group(walk, spot)
    elif spot.definite:
        found = _definite_person(walk, spot)
    else:
        found = None
    if found is not None:
        return found
    if spot.type == "organisation" and spot.label in COUNTRY_NOUNS:
        return None
    assert spot.type is not None
    cluster = Cluster(spot.type, spot.name, country=spot.country, gender=spot.gender, plural=spot.plural, named=False)
    cluster.nouns.add(spot.label)
    walk.clusters.append(cluster)
    return Link(cluster, 0.9)


def _owner_place(walk: Walk, spot: Spot) -> Cluster | None:
    """The place itself in "the Lombardy region", "the American side"."""
    return walk.places.get(fold(spot.country.name if spot.country is not None else spot.owner))


def _apposed(walk: Walk, spot: Spot) -> Cluster | None:
    """The named actor that this phrase stands beside or is said to be: "Moxon, a lawyer", "the head, Ann Bell"."""
    page = walk.doc.pages[spot.page]
    tokens = page.tokens
    token = tokens[spot.head]
    at = walk.heads.get(spot.page, {})
    beside = _beside(walk, spot, at)
    if beside is not None:
        return beside
    if token.dep == "appos" and token.head in at and not spot.plural and _may_be(at[token.head], spot):
        return at[token.head]
    for child in token.children:
        if tokens[child].dep == "appos" and child in at and not spot.plural and _may_be(at[child], spot):
            return at[child]
    if token.dep == "attr" and not spot.plural:
        for child in tokens[token.head].children:
            if tokens[child].dep == "nsubj" and child in at and _may_be(at[child], spot):
                return at[child]
    return None


def _beside(walk: Walk, spot: Spot, at: dict[int, Cluster]) -> Cluster | None:
    """The person whose name follows the phrase after a comma: "its lawyer, Tamsin Rourke, said"."""
    tokens = walk.doc.pages[spot.page].tokens
    if spot.plural or spot.type != "anonymous" or spot.last + 1 >= len(tokens) or tokens[spot.last].text != ",":
        return None
    for head in range(spot.last + 1, min(spot.last + 6, len(tokens))):
        if tokens[head].text in (",", "and", "."):
            return None
        cluster = at.get(head)
        if cluster is not None and cluster.type == "person":
            closes = head + 1 >= len(tokens) or tokens[head + 1].text in (",", ".", ";", ")", "–", "—")
            return cluster if closes and _may_be(cluster, spot) else None
    return None


def _may_be(cluster: Cluster, spot: Spot) -> bool:
    if cluster.type == "person":
        return spot.type == "anonymous" and not (cluster.gender and spot.gender and cluster.gender != spot.gender)
    if cluster.type == "organisation":
        return spot.type == "organisation"
    return cluster.type in ("place", "country") and spot.label in PLACE_NOUNS | COUNTRY_NOUNS


def _body(walk: Walk, spot: Spot) -> Link | None:
    word = spot.label
    key = fold(spot.name)
    for turn in walk.recent():
        cluster = turn.cluster
        if cluster.type == "organisation" and not cluster.named and fold(cluster.name) == key:
            return Link(cluster, 0.85)
    if not spot.definite or spot.country is not None or spot.owner:
        return None
    if word in COUNTRY_NOUNS or word in PLACE_NOUNS:
        kinds = ("country",) if word in ("country", "nation", "kingdom", "republic") else ("place", "country")
        for turn in reversed(walk.turns[-40:]):
            if turn.cluster.type in kinds and turn.spot.kind != "demonym":
                return Link(turn.cluster, 0.7)
        return None
    for turn in walk.recent():
        if turn.cluster.type == "organisation" and word in fold(turn.cluster.name).split():
            return Link(turn.cluster, 0.9)
    if word in PLAIN_BODIES and len(key.split()) <= 2:
        return _latest(walk, spot, ("organisation",), 0.75)
    return None


def _latest(walk: Walk, spot: Spot, kinds: tuple[str, ...], sure: float) -> Link | None:
    here = walk.sentence(spot)
    best, best_score = None, -99.0
    for turn in reversed(walk.turns[-60:]):
        distance = here - turn.sentence
        if distance > 8:
            break
        if turn.cluster.type in kinds and not (turn.spot.span.end > spot.span.start):
            score = -distance + 0.8 * turn.subject + 0.05 * min(len(turn.cluster.spots), 10)
            score += 0.5 * (turn.cluster is walk.speaker)
            if score > best_score:
                best, best_score = turn.cluster, score
    return Link(best, sure) if best is not None else None


def _group(walk: Walk, spot: Spot) -> Link | None:
    """A group known by the same noun and the same country or house; a bare "the officials" is the last of that noun."""
    for turn in walk.recent():
        cluster = turn.cluster
        if (
            cluster.type not in ("group", "anonymous")
            or not cluster.plural
            or spot.label not in cluster.nouns
            or cluster.named
        ):
            continue
        same_land = cluster.country is spot.country
        if fold(cluster.name) == fold(spot.name) or (same_land and spot.country is not None):
            return Link(cluster, 0.9)
        bare = spot.country is None and not spot.owner and len(spot.name.split()) == 1
        if bare and spot.definite:
            return Link(cluster, 0.8)
    return None


def _definite_person(walk: Walk, spot: Spot) -> Link | None:
    """ "the minister", "the official", "his father": someone known by that noun."""
    page = walk.doc.pages[spot.page]
    opening = page.tokens[spot.first]
    word = spot.label
    if word in KIN and (opening.tag == "PRP$" or any(t.tag == "POS" for t in page.tokens[spot.first : spot.head])):
        for turn in walk.recent():
            if not turn.cluster.named and fold(turn.cluster.name) == fold(spot.name):
                return Link(turn.cluster, 0.7)
        kin = [c for c in walk.people if word in c.nouns]
        return Link(kin[0], 0.7) if len(kin) == 1 else None
    for turn in walk.recent():
        cluster = turn.cluster
        if cluster.type not in ("person", "anonymous") or cluster.plural or word not in cluster.nouns:
            continue
        if cluster.gender and spot.gender and cluster.gender != spot.gender:
            continue
        if spot.country is not None and cluster.country is not None and spot.country is not cluster.country:
            continue
        return Link(cluster, 0.88)
    if word in GENERIC_PEOPLE:
        return _person_before(walk, spot, spot.gender)
    if opening.lower == "the" and len(spot.name.split()) < 3 and spot.country is None and not spot.owner:
        return _person_without_role(walk, spot)
    return None


def _person_without_role(walk: Walk, spot: Spot) -> Link | None:
    """The last person spoken of whose trade nobody has told: the farmer, when "Ann Bell" is all we know."""
    here = walk.sentence(spot)
    for turn in reversed(walk.turns[-40:]):
        cluster = turn.cluster
        if here - turn.sentence > 4:
            return None
        if (
            cluster.type == "person"
            and cluster.named
            and not cluster.nouns
            and (turn.subject or cluster is walk.speaker)
        ):
            return Link(cluster, 0.55)
    return None


def _person_before(walk: Walk, spot: Spot, gender: str) -> Link | None:
    here = walk.sentence(spot)
    for turn in reversed(walk.turns[-30:]):
        if here - turn.sentence > 3:
            break
        cluster = turn.cluster
        if cluster.type not in ("person", "anonymous") or cluster.plural:
            continue
        if not gender or not cluster.gender or gender == cluster.gender:
            return Link(cluster, 0.6)
    return None


# --- pronouns -------------------------------------------------------------------------------------------------------


def _pronoun(walk: Walk, spot: Spot, said: int | None, speaks: bool) -> Link | None:
    if speaks and spot.name == "it":
        return _impersonal(walk, spot)
    scored: dict[int, tuple[float, Cluster]] = {}
    neuter = spot.name in NEUTER
    here = walk.sentence(spot)
    barred = _barred(walk, spot)
    quoter = walk.speakers.get(said) if said is not None else None
    for turn in reversed(walk.turns[-80:]):
        distance = here - turn.sentence
        if distance > REACH:
            break
        cluster = turn.cluster
        if turn.spot.span.end > spot.span.start or id(cluster) in barred or cluster is quoter:
            continue
        if neuter and not speaks and (distance > 1 or not turn.subject):
            continue
        fit = _agrees(cluster, spot)
        if fit is None:
            continue
        score = fit - 0.9 * distance + _salience(walk, turn, spot, said)
        if speaks and cluster is walk.speaker:
            score += 1.0 if spot.page - walk.speaker_page <= 2 else 0.4
        old = scored.get(id(cluster))
        if old is None or score > old[0]:
            scored[id(cluster)] = (score, cluster)
    if not scored:
        return _remote(walk, spot) if speaks or spot.gender else None
    ranked = sorted(scored.values(), key=lambda pair: -pair[0])
    margin = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else 2.0
    if not ranked[0][1].gender and spot.gender and ranked[0][1].type in ("person", "anonymous"):
        ranked[0][1].gender = spot.gender
    return Link(ranked[0][1], min(0.93, 0.6 + 0.16 * margin))


def _agrees(cluster: Cluster, spot: Spot) -> float | None:
    """How well an actor fits a pronoun in number and gender; None when it cannot be."""
    if spot.gender:
        if cluster.type not in ("person", "anonymous") or cluster.plural:
            return None
        if cluster.gender:
            return 0.3 if cluster.gender == spot.gender else None
        return 0.0 if cluster.type == "person" else -0.2
    if spot.name in NEUTER:
        if cluster.type in ("organisation", "country"):
            return 0.2
        return -0.4 if cluster.type == "place" else None
    if cluster.type == "group" or cluster.plural:
        return 0.6
    if cluster.type == "organisation":
        return -0.2
    return -1.2 if cluster.type in ("person", "anonymous") else None


def _salience(walk: Walk, turn: Turn, spot: Spot, said: int | None) -> float:
    score = 0.7 * turn.subject + 0.04 * min(len(turn.cluster.spots), 12)
    if turn.spot.kind == "demonym":
        score -= 0.8
    if turn.said is not None and turn.said != said:
        score -= 0.9
    if turn.spot.page == spot.page:
        score += 0.3
    if turn.spot.place:
        score -= 0.6
    if turn.spot.kind == "pronoun" and turn.spot.gender == spot.gender and turn.spot.name not in ("its", "their"):
        score += 0.25
    page = walk.doc.pages[spot.page]
    if _reports(walk.doc.pages[spot.page], turn, spot):
        score += 1.2
    if turn.spot.page == spot.page and turn.subject:
        mine, theirs = _clause(page, spot.head), page.verb_of(turn.spot.head)
        if theirs is not None and mine == theirs.i:
            score += 0.6
    return score


def _reports(page: Page, turn: Turn, spot: Spot) -> bool:
    """Whether the turn is the subject of the verb that the pronoun's clause completes: "Key said he believes"."""
    if turn.spot.page != spot.page or not turn.subject or page.tokens[spot.head].dep not in ("nsubj", "nsubjpass"):
        return False
    verb = page.tokens[page.tokens[spot.head].head]
    above = page.verb_of(turn.spot.head)
    return above is not None and verb.dep in ("ccomp", "xcomp", "advcl") and verb.head == above.i


def _clause(page: Page, i: int) -> int:
    """Index of the verb whose clause a token is in."""
    tokens = page.tokens
    for _ in range(10):
        if tokens[i].tag.startswith("VB") or tokens[i].head == i:
            return i
        i = tokens[i].head
    return i


def _barred(walk: Walk, spot: Spot) -> set[int]:
    """Actors a pronoun cannot be: the subject of the verb it is an object of ("Devocht told him")."""
    page = walk.doc.pages[spot.page]
    token = page.tokens[spot.head]
    if token.tag != "PRP" or spot.name.endswith("self") or spot.name.endswith("selves"):
        return set()
    above = page.tokens[token.head]
    if token.dep == "pobj":
        above = page.tokens[above.head]
    elif token.dep not in ("dobj", "dative", "iobj"):
        return set()
    barred = set()
    for turn in reversed(walk.turns[-40:]):
        if turn.spot.page != spot.page:
            break
        verb = page.verb_of(turn.spot.head)
        if verb is not None and verb.i == above.i:
            barred.add(id(turn.cluster))
    return barred


def _impersonal(walk: Walk, spot: Spot) -> Link | None:
    """ "it says" after what somebody said: whoever said it, if that is no single person; else the last body named."""
    before = walk.speaker
    if before is not None and spot.page - walk.speaker_page <= 1 and (before.plural or before.type not in _SINGLE):
        return Link(before, 0.8)
    return _latest(walk, spot, ("organisation", "country", "group"), 0.6)


def _remote(walk: Walk, spot: Spot) -> Link | None:
    """The last person anywhere before who fits a he or she that has nobody near."""
    for turn in walk.recent():
        fit = _agrees(turn.cluster, spot)
        if fit is not None and fit >= 0 and turn.spot.span.end <= spot.span.start:
            return Link(turn.cluster, 0.5)
    return None


def link_first_persons(walk: Walk, spots: list[Spot], quotes: dict[int, Cluster], voices: dict[int, Cluster]) -> None:
    """Give "I" in a quote to its speaker, "we" to the body or country the speaker speaks for (`voices`)."""
    for spot in spots:
        if spot.kind != "pronoun" or id(spot) in walk.links:
            continue
        said = walk.doc.said_by(spot.span.start)
        if said is None or said not in quotes:
            continue
        cluster = quotes[said]
        if spot.name in FIRST:
            target = cluster
        elif spot.name in FIRST_PLURAL:
            target = voices.get(id(cluster), cluster)
        else:
            continue
        target.add(spot)
        walk.links[id(spot)] = Link(target, 0.85)
