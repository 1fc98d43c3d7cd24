"""The actors of an article, and which of them is behind every speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extract.actors.clusters import Cluster, cluster_names, fold
from extract.actors.joins import join_names
from extract.actors.mention_candidates import Document, Spot
from extract.actors.names import find_names
from extract.actors.nominals import find_nominals, find_pronouns
from extract.actors.roles import Affiliations
from extract.coreference.discourse import Walk
from extract.coreference.links import resolve_all, settle_headline, settle_lead
from extract.coreference.offices import Bodies, choose_role
from extract.coreference.pronouns import link_first_persons
from extract.coreference.relevance import is_open, is_passing, may_act, relevance
from extract.coreference.speakers import Behind, find_behind, find_speaking
from extract.learned import Decisions, Features, log_odds, shipped, weightiest
from extract.lexicon.countries import Country
from extract.parse.spacy_parser import Parse, Token
from extract.quotes.attribution import Attribution
from extract.types import Actor, Block, Mention, MentionKind, Quote, Span

CONFIDENCE_DIGITS = 3
"""A reading is the same before it is stored and after."""
CROWD = 6
"""Most actors an article may have before the nameless who only pass by are left out."""


SURE = 0.7
"""From which probability on one is an actor whom nothing in the text shows acting."""


class Reason(NamedTuple):
    """A learned decision: its name, and the three features that weighed most with what each added to the score."""

    decision: str
    features: list[tuple[str, float]]


class Found(NamedTuple):
    """Actors in order of prominence, quotes in text order with their actors, and warnings.

    For `--explain`, `rules` names what led to the actor of each quote ("" where there is none), and `reasons` the
    learned decision behind it, if one was.
    """

    actors: list[Actor]
    quotes: list[Quote]
    warnings: list[str]
    rules: list[str]
    also_named: list[Actor]
    reasons: list[Reason | None]


def resolve(
    text: str,
    blocks: Sequence[Block],
    parses: Sequence[Parse],
    attributions: Sequence[Attribution],
    decisions: Decisions | None = None,
) -> Found:
    """Find the actors and give every attribution its actor."""
    doc = Document(text, blocks, parses, attributions, decisions or shipped())
    names = find_names(doc)
    clusters = join_names(doc, cluster_names(doc, names))
    named = [spot for cluster in clusters for spot in cluster.spots]
    spots = sorted(
        [*named, *find_nominals(doc, names), *find_pronouns(doc)], key=lambda spot: (spot.span.start, -spot.span.end)
    )
    speaking = find_speaking(doc, spots)
    walk = resolve_all(doc, clusters, spots, speaking)
    settle_headline(walk)
    settle_lead(walk)
    behind = find_behind(doc, walk, spots)
    asker = Affiliations(clusters, _home(clusters))
    roles = _offices(walk, clusters, asker)
    _mention_bodies(doc, clusters, asker)
    voices = _voices(clusters, roles)
    link_first_persons(walk, spots, {i: b.cluster for i, b in behind.items()}, voices)
    return _build(doc, clusters, behind, roles, asker)


def _offices(
    walk: Walk, clusters: Sequence[Cluster], asker: Affiliations
) -> dict[int, tuple[str | None, str | None, Country | None]]:
    """Role, affiliation and country of each actor."""
    bodies = Bodies(walk)
    offices = {}
    for cluster in clusters:
        office = cluster.named and cluster.type not in ("country", "place")
        role = asker.title(cluster) or (choose_role(walk, cluster) if office else None) or asker.role(cluster)
        affiliation, country = asker.affiliation(cluster)
        if cluster.type not in ("country", "place") and cluster.spots:
            body = bodies.choose(cluster, role)
            if affiliation is None and body is not None:
                affiliation, country = body.name, body.country
        offices[id(cluster)] = (role, affiliation, country)
    return offices


def _mention_bodies(doc: Document, clusters: Sequence[Cluster], asker: Affiliations) -> None:
    """Let "Embassy" in "Embassy spokesman Ann Bell" be a mention of the embassy the article speaks of."""
    for cluster in clusters:
        body = asker.short_body(cluster) if cluster.type == "person" else None
        for spot in cluster.spots if body is not None else ():
            page = doc.pages[spot.page]
            if body is None or spot.lead < 0 or not spot.title.lower().startswith(page.tokens[spot.lead].lower):
                continue
            at = spot.lead
            body.add(Spot(doc.span(page, at, at + 1), page.number, at, at + 1, at, "nominal", body.type, body.name))


def _voices(
    clusters: Sequence[Cluster], roles: dict[int, tuple[str | None, str | None, Country | None]]
) -> dict[int, Cluster]:
    """For whom a speaker says "we": the actor that is its affiliation, a government's country."""
    by_name = {fold(c.name): c for c in clusters if c.type in ("country", "organisation")}
    lands = {c.country.iso2: c for c in clusters if c.type == "country" and c.country is not None}
    voices = {}
    for cluster in clusters:
        _, affiliation, country = roles.get(id(cluster), (None, None, None))
        body = by_name.get(fold(affiliation)) if affiliation else None
        if body is not None and (not body.named or "embassy" in fold(body.name)) and country and country.iso2 in lands:
            body = lands[country.iso2]
        if body is not None and body is not cluster:
            voices[id(cluster)] = body
    return voices


def _home(clusters: Sequence[Cluster]) -> Country | None:
    """The country the article is at home in: the one it names most."""
    lands = [c for c in clusters if c.type == "country" and any(s.kind == "name" for s in c.spots)]
    best = max(lands, key=lambda c: len(c.spots), default=None)
    return best.country if best is not None else None


# --- the answer -----------------------------------------------------------------------------------------------------


def _build(
    doc: Document,
    clusters: Sequence[Cluster],
    behind: dict[int, Behind],
    roles: dict[int, tuple[str | None, str | None, Country | None]],
    asker: Affiliations,
) -> Found:
    joint = _speaking_together(doc, clusters, behind)
    quoted = Counter([*(id(b.cluster) for b in behind.values()), *(id(c) for both in joint.values() for c in both)])
    candidates = [c for c in clusters if is_open(c) and fold(c.name) not in asker.slips]
    sure = {id(c): relevance(doc, c, quoted[id(c)], len(candidates)) for c in candidates}
    threshold = doc.decisions.threshold("actor")
    candidates.sort(key=lambda c: (-quoted[id(c)], -len(c.spots), min(s.span.start for s in c.spots)))
    crowd = sum(quoted[id(c)] > 0 or sure[id(c)] >= threshold for c in candidates) > CROWD
    kept = [
        c for c in candidates
        if quoted[id(c)]
        or (sure[id(c)] >= (threshold if may_act(c) else SURE) and not (crowd and is_passing(c)))
        or (c.type == "country" and any(spot.acts for spot in c.spots))
    ]  # fmt: skip
    ids = {id(c): f"a{i}" for i, c in enumerate(kept, 1)}
    also = [c for c in candidates if c.named and id(c) not in ids]
    ids.update({id(c): f"a{i}" for i, c in enumerate(also, len(kept) + 1)})
    nobody = (None, None, None)
    actors = [
        _actor(ids[id(c)], c, *roles.get(id(c), nobody), round(sure[id(c)], CONFIDENCE_DIGITS)) for c in (*kept, *also)
    ]
    quotes = []
    for i, a in enumerate(doc.attributions):
        cluster = behind[i].cluster if i in behind else None
        actor = ids.get(id(cluster)) if cluster is not None else None
        nameless = actor is not None and cluster is not None and _is_nameless(cluster)
        features = _quote_features(a, behind.get(i), sure.get(id(cluster), 0.0))
        confidence = round(doc.decisions.chance("right", features, (a.fragments, cluster)), CONFIDENCE_DIGITS)
        speaker = _without_adverbs(doc, a.speaker)
        quotes.append(
            Quote(
                f"q{i + 1}",
                a.kind,
                tuple(a.fragments),
                speaker,
                actor,
                a.cue,
                a.addressee,
                nameless,
                confidence,
                (actor, *(ids[id(c)] for c in joint.get(i, ()) if id(c) in ids)) if actor is not None else (),
            )
        )
    rules = [behind[i].rule if i in behind else "" for i in range(len(quotes))]
    return Found(
        actors[: len(kept)],
        quotes,
        asker.warnings,
        rules,
        actors[len(kept) :],
        [_reason(doc, behind.get(i)) for i in range(len(quotes))],
    )


def _speaking_together(
    doc: Document, clusters: Sequence[Cluster], behind: Mapping[int, Behind]
) -> dict[int, list[Cluster]]:
    """Who else says what each attribution's actor says: "Bell and Diaz said", "US and Chinese officials said"."""
    at: dict[int, list[tuple[Spot, Cluster]]] = {}
    for cluster in clusters:
        for spot in cluster.spots:
            if spot.kind != "pronoun":
                at.setdefault(spot.page, []).append((spot, cluster))
    joint: dict[int, list[Cluster]] = {}
    for i, found in behind.items():
        speaker = doc.attributions[i].speaker
        place = doc.tokens_in(speaker) if speaker is not None else None
        if place is None:
            continue
        page, first, last = place
        inside = [(s, c) for s, c in at.get(page.number, ()) if first <= s.head < last and s.last <= last]
        heads = {s.head for s, c in inside if c is found.cluster}
        others = [
            c for s, c in inside
            if c is not found.cluster and c.type != "place"
            and ((s.head in heads and s.kind == "nominal") or _joins(page.tokens[s.head], heads))
        ]  # fmt: skip
        if others:
            joint[i] = list(dict.fromkeys(others))
    return joint


def _joins(token: Token, heads: set[int]) -> bool:
    """Whether a name is listed with one of those headed by `heads`."""
    return token.dep == "conj" and token.head in heads and token.tag in ("NNP", "NNPS")


def _reason(doc: Document, behind: Behind | None) -> Reason | None:
    if behind is None or behind.reason is None:
        return None
    name, features = behind.reason
    return Reason(name, weightiest(features, doc.decisions.weights(name)))


def _quote_features(attribution: Attribution, behind: Behind | None, sure: float) -> Features:
    """What tells how far to trust a quote with its actor, who is one with probability `sure`."""
    found = log_odds(attribution.confidence)
    if behind is None:
        return {"bias": 1.0, "nobody": 1.0, "found": found, f"rule {attribution.rule}": 1.0}
    cluster, link = behind.cluster, log_odds(behind.sure)
    kind = f"{cluster.type}{'' if cluster.named else ' unnamed'}"
    return {
        "bias": 1.0, "found": found, "link": link, "actor": log_odds(sure),
        f"rule {attribution.rule}": 1.0, f"rule {attribution.rule} found": found, f"{attribution.kind}": 1.0,
        f"by {behind.rule}": 1.0, f"by {behind.rule} link": link, f"of {kind}": 1.0, f"of {kind} link": link,
        "document": float(cluster.document), "mentions": min(len(cluster.spots), 10) / 10,
    }  # fmt: skip


def _without_adverbs(doc: Document, speaker: Span | None) -> Span | None:
    """A speaker's words without the adverb of the verb beside them: "Bell briefly" -> "Bell"."""
    found = doc.tokens_in(speaker) if speaker is not None else None
    if speaker is None or found is None:
        return speaker
    page, first, last = found
    while last - first > 1 and page.tokens[last - 1].tag == "RB" and page.tokens[last - 1].lower.endswith("ly"):
        last -= 1
    return Span(speaker.start, page.tokens[last - 1].end) if last < found[2] else speaker


def _is_nameless(cluster: Cluster) -> bool:
    """Whether nothing in the article tells who an actor is; "the police", "the company" answer for themselves."""
    return cluster.type in ("anonymous", "group") and not cluster.named


def _actor(
    actor_id: str, cluster: Cluster, role: str | None, affiliation: str | None, country: Country | None, sure: float
) -> Actor:
    mentions: dict[Span, MentionKind] = {}
    for spot in sorted(cluster.spots, key=lambda s: s.span):
        mentions.setdefault(spot.span, _mention_kind(spot))
    name = cluster.name
    shown = dict.fromkeys(spot.name for spot in cluster.spots if spot.kind != "pronoun" and spot.name != name)
    country = cluster.country or country
    return Actor(
        actor_id, name, cluster.type, role, affiliation if affiliation != name else None,
        country.iso2 if country is not None else None, tuple(shown), tuple(Mention(s, k) for s, k in mentions.items()),
        sure,
    )  # fmt: skip


def _mention_kind(spot: Spot) -> MentionKind:
    return "name" if spot.kind == "metonym" and spot.place else spot.kind
