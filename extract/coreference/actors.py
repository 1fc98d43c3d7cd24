"""The actors of an article, and the actor of every quote."""

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
from extract.coreference.speakers import SpeakerLink, find_speakers, link_speakers
from extract.learned import Decisions, Features, log_odds, shipped, weightiest
from extract.lexicon.countries import Country
from extract.parse.spacy_parser import Parse, Token
from extract.quotes.attribution import Attribution
from extract.types import Actor, Block, Mention, MentionKind, Quote, Span

CONFIDENCE_DIGITS = 3
"""Rounded to these digits, so that a reading is the same before it is stored and after."""
CROWDED_ACTORS = 6
"""With more actors than these, nameless ones mentioned in passing are left out."""


MIN_IDLE_PROBABILITY = 0.7
"""The probability from which a candidate is an actor although nothing in the text shows it acting."""


class Reason(NamedTuple):
    """A learned decision: its name, and the three weightiest features with what each added to the score."""

    decision: str
    features: list[tuple[str, float]]


class ResolvedActors(NamedTuple):
    """Actors in order of prominence, quotes in text order with their actors, and warnings.

    For `--explain`, `rules` names the rule that led to the actor of each quote ("" if it has none), and `reasons` the
    learned decision behind it, if any.
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
) -> ResolvedActors:
    """Find the actors, and the actor of every attribution. `parses` and `blocks` are in text order."""
    doc = Document(text, blocks, parses, attributions, decisions or shipped())
    names = find_names(doc)
    clusters = join_names(doc, cluster_names(doc, names))
    named = [spot for cluster in clusters for spot in cluster.spots]
    spots = sorted(
        [*named, *find_nominals(doc, names), *find_pronouns(doc)], key=lambda spot: (spot.span.start, -spot.span.end)
    )
    speaking = find_speakers(doc, spots)
    walk = resolve_all(doc, clusters, spots, speaking)
    settle_headline(walk)
    settle_lead(walk)
    links = link_speakers(doc, walk, spots)
    affiliations = Affiliations(clusters, _home(clusters))
    roles = _offices(walk, clusters, affiliations)
    _mention_bodies(doc, clusters, affiliations)
    voices = _voices(clusters, roles)
    link_first_persons(walk, spots, {i: b.cluster for i, b in links.items()}, voices)
    return _build(doc, clusters, links, roles, affiliations)


def _offices(
    walk: Walk, clusters: Sequence[Cluster], affiliations: Affiliations
) -> dict[int, tuple[str | None, str | None, Country | None]]:
    """Role, affiliation and country of each actor."""
    bodies = Bodies(walk)
    offices = {}
    for cluster in clusters:
        office = cluster.named and cluster.type not in ("country", "place")
        role = (
            affiliations.title(cluster)
            or (choose_role(walk, cluster) if office else None)
            or affiliations.role(cluster)
        )
        affiliation, country = affiliations.affiliation(cluster)
        if cluster.type not in ("country", "place") and cluster.spots:
            body = bodies.choose(cluster, role)
            if affiliation is None and body is not None:
                affiliation, country = body.name, body.country
        offices[id(cluster)] = (role, affiliation, country)
    return offices


def _mention_bodies(doc: Document, clusters: Sequence[Cluster], affiliations: Affiliations) -> None:
    """Make "Embassy" in "Embassy spokesman Ann Bell" a mention of the embassy in the article."""
    for cluster in clusters:
        body = affiliations.short_body(cluster) if cluster.type == "person" else None
        for spot in cluster.spots if body is not None else ():
            page = doc.pages[spot.page]
            if body is None or spot.lead < 0 or not spot.title.lower().startswith(page.tokens[spot.lead].lower):
                continue
            at = spot.lead
            body.add(Spot(doc.span(page, at, at + 1), page.number, at, at + 1, at, "nominal", body.type, body.name))


def _voices(
    clusters: Sequence[Cluster], roles: dict[int, tuple[str | None, str | None, Country | None]]
) -> dict[int, Cluster]:
    """The actor meant by "we", by the id of the speaker's cluster: its affiliation, or a government's country."""
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
    """The article's home country: the most frequently named one."""
    lands = [c for c in clusters if c.type == "country" and any(s.kind == "name" for s in c.spots)]
    best = max(lands, key=lambda c: len(c.spots), default=None)
    return best.country if best is not None else None


# --- the answer -----------------------------------------------------------------------------------------------------


def _build(
    doc: Document,
    clusters: Sequence[Cluster],
    links: dict[int, SpeakerLink],
    roles: dict[int, tuple[str | None, str | None, Country | None]],
    affiliations: Affiliations,
) -> ResolvedActors:
    joint = _speaking_together(doc, clusters, links)
    quoted = Counter([*(id(b.cluster) for b in links.values()), *(id(c) for both in joint.values() for c in both)])
    candidates = [c for c in clusters if is_open(c) and fold(c.name) not in affiliations.slips]
    sure = {id(c): relevance(doc, c, quoted[id(c)], len(candidates)) for c in candidates}
    threshold = doc.decisions.threshold("actor")
    candidates.sort(key=lambda c: (-quoted[id(c)], -len(c.spots), min(s.span.start for s in c.spots)))
    crowd = sum(quoted[id(c)] > 0 or sure[id(c)] >= threshold for c in candidates) > CROWDED_ACTORS
    chosen = [
        c for c in candidates
        if quoted[id(c)]
        or (sure[id(c)] >= (threshold if may_act(c) else MIN_IDLE_PROBABILITY) and not (crowd and is_passing(c)))
        or (c.type == "country" and any(spot.acts for spot in c.spots))
    ]  # fmt: skip
    ids = {id(c): f"a{i}" for i, c in enumerate(chosen, 1)}
    also = [c for c in candidates if c.named and id(c) not in ids]
    ids.update({id(c): f"a{i}" for i, c in enumerate(also, len(chosen) + 1)})
    no_role = (None, None, None)
    actors = [
        _actor(ids[id(c)], c, *roles.get(id(c), no_role), round(sure[id(c)], CONFIDENCE_DIGITS))
        for c in (*chosen, *also)
    ]
    quotes = []
    for i, a in enumerate(doc.attributions):
        cluster = links[i].cluster if i in links else None
        actor = ids.get(id(cluster)) if cluster is not None else None
        nameless = actor is not None and cluster is not None and _is_nameless(cluster)
        features = _quote_features(a, links.get(i), sure.get(id(cluster), 0.0))
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
    rules = [links[i].rule if i in links else "" for i in range(len(quotes))]
    return ResolvedActors(
        actors[: len(chosen)],
        quotes,
        affiliations.warnings,
        rules,
        actors[len(chosen) :],
        [_reason(doc, links.get(i)) for i in range(len(quotes))],
    )


def _speaking_together(
    doc: Document, clusters: Sequence[Cluster], links: Mapping[int, SpeakerLink]
) -> dict[int, list[Cluster]]:
    """The other speakers of joint quotes, by attribution: "Bell and Diaz said", "US and Chinese officials said"."""
    at: dict[int, list[tuple[Spot, Cluster]]] = {}
    for cluster in clusters:
        for spot in cluster.spots:
            if spot.kind != "pronoun":
                at.setdefault(spot.page, []).append((spot, cluster))
    joint: dict[int, list[Cluster]] = {}
    for i, found in links.items():
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


def _reason(doc: Document, link: SpeakerLink | None) -> Reason | None:
    if link is None or link.reason is None:
        return None
    name, features = link.reason
    return Reason(name, weightiest(features, doc.decisions.weights(name)))


def _quote_features(attribution: Attribution, speaker: SpeakerLink | None, sure: float) -> Features:
    """The features of a quote's confidence; `sure` is the probability that its actor is one."""
    found = log_odds(attribution.confidence)
    if speaker is None:
        return {"bias": 1.0, "nobody": 1.0, "found": found, f"rule {attribution.rule}": 1.0}
    cluster, link = speaker.cluster, log_odds(speaker.sure)
    kind = f"{cluster.type}{'' if cluster.named else ' unnamed'}"
    return {
        "bias": 1.0, "found": found, "link": link, "actor": log_odds(sure),
        f"rule {attribution.rule}": 1.0, f"rule {attribution.rule} found": found, f"{attribution.kind}": 1.0,
        f"by {speaker.rule}": 1.0, f"by {speaker.rule} link": link, f"of {kind}": 1.0, f"of {kind} link": link,
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
    """Whether the article does not identify an actor; "the police" and "the company" are identified."""
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
