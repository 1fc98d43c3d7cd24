"""Right answers from annotated articles: the gold actor of a span, a cluster or a speaker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extract.actors.clusters import Cluster
from extract.lexicon.words import FEMININE, FIRST, FIRST_PLURAL, MASCULINE, NEUTER, PLURAL, SECOND
from extract.span import Span
from extract.training.corpus import Annotated, Mark
from extract.types import MentionKind

NAMED = ("person", "organisation", "country")
MIN_RIGHT_OVERLAP = 0.8
"""Overlap (intersection over union) from which content is right."""
MIN_QUOTE_OVERLAP = 0.5
"""Overlap (intersection over union, without outer marks) from which content belongs to a gold quote."""
MIN_MENTION_OVERLAP = 0.25
"""Overlap (intersection over union) from which a span is a mention, if it covers the mention's head."""

_PRONOUNS = (
    MASCULINE | FEMININE | NEUTER | PLURAL | FIRST | FIRST_PLURAL | SECOND
    | {"this", "that", "these", "those", "who", "whom", "whose", "which", "one"}
)  # fmt: skip
_PARTS = re.compile(r",|\s(?:of|who|which|that|for|in|at|with|from|on|as|including|to|by|near|behind|after)\s")


class GoldMention(NamedTuple):
    """A mention of a gold actor: its span, the bare name or noun in it (`core`) and where its head starts."""

    actor: str
    span: Span
    core: Span
    head: int
    kind: MentionKind


class GoldQuote(NamedTuple):
    """One piece of content with its actor (None: no one named)."""

    span: Span
    actor: str | None
    thought: bool


class Gold:
    """The right answers for one article."""

    def __init__(self, article: Annotated) -> None:
        self.id, self.text, self.actors = article.id, article.text, article.actors
        self.mentions = sorted(
            (_mention(article, mark) for mark in article.marks if mark.tag == "m"), key=lambda m: m.span
        )
        heads = {mention.head for mention in self.mentions}
        speakers = [_mention(article, mark) for mark in article.marks if mark.tag == "s"]
        self.speakers = [mention for mention in speakers if mention.head not in heads]
        """Speakers' words that are not a mention of their actor: "the study", for its authors."""
        self.quotes = _quotes(article)

    def at(self, span: Span, *, speakers: bool = True) -> GoldMention | None:
        """The mention at `span`, or None; with `speakers` also speakers' words that are not a mention."""
        best, best_overlap = None, MIN_MENTION_OVERLAP
        for mention in self.speakers if speakers else ():
            if span.start <= mention.head < span.end:
                return mention
        for mention in self.mentions:
            if mention.span.start >= span.end:
                break
            if span.start <= mention.head < span.end:
                near = max(_overlap(span, other) for other in _variants(mention))
                if near >= best_overlap:
                    best, best_overlap = mention, near
        return best

    def is_quote(self, fragments: Sequence[Span]) -> bool | None:
        """Whether content is that of a gold quote; None if the gold marks it as thought, which is neither."""
        spans = [self._bare(fragment) for fragment in fragments]
        pairs = [(_overlap(span, self._bare(q.span)), not q.thought) for span in spans for q in self.quotes]
        best = max(pairs, default=(0.0, True))
        if best[0] >= MIN_QUOTE_OVERLAP:
            return True if best[1] else None
        loose = any(q.thought and _overlap(f, q.span) >= 0.5 for f in fragments for q in self.quotes)
        return None if loose else False

    def quote_of(self, fragments: Sequence[Span]) -> GoldQuote | None:
        """The gold quote whose content one of the fragments is (RIGHT); None if there is none."""
        spans = [self._bare(fragment) for fragment in fragments]
        pairs = [(_overlap(span, self._bare(q.span)), -i) for span in spans for i, q in enumerate(self.quotes)]
        best = max(pairs, default=(0.0, 0))
        return self.quotes[-best[1]] if best[0] >= MIN_RIGHT_OVERLAP else None

    def best_end(self, start: int, spans: Sequence[Span]) -> int | None:
        """Index of the span that is gold content; None if no content starts there or no span ends where it does."""
        for quote in self.quotes:
            gold = self._bare(quote.span)
            if abs(gold.start - self._bare(Span(start, quote.span.end)).start) <= 2:
                near = [abs(self._bare(span).end - gold.end) for span in spans]
                return near.index(min(near)) if min(near) <= 3 else None
        return None

    def _bare(self, span: Span) -> Span:
        """A span without outer marks, blanks and a leading "that"."""
        start, end = span
        while start < end and not self.text[start].isalnum():
            start += 1
        while end > start and not self.text[end - 1].isalnum():
            end -= 1
        that = re.match(r"that\b\W*", self.text[start:end])
        return Span(start + that.end(), end) if that and start + that.end() < end else Span(start, end)

    def cluster(self, cluster: Cluster) -> tuple[str | None, Counter[str]]:
        """The gold actor of most of a cluster's mentions, with the count for each; None if none leads."""
        counts: Counter[str] = Counter()
        strong: Counter[str] = Counter()
        for spot in cluster.spots:
            mention = self.at(spot.span)
            if mention is not None:
                counts[mention.actor] += 1
                strong[mention.actor] += 3 if mention.kind == "name" else 1
        if not counts:
            return None, counts
        return max(strong, key=lambda actor: (strong[actor], actor)), counts

    def identities(self, clusters: Sequence[Cluster]) -> dict[int, str]:
        """The gold actor that each cluster *is*, one to one; keys are ids of clusters.

        It has over half of the actor's names (nominals, if there are none), and at least half of its own mentions are
        the actor's.
        """
        pairs = []
        kinds: dict[str, Counter[str]] = {}
        for mention in self.mentions:
            kinds.setdefault(mention.actor, Counter())[mention.kind] += 1
        for at, cluster in enumerate(clusters):
            own: Counter[str] = Counter()
            share: Counter[tuple[str, str]] = Counter()
            for spot in cluster.spots:
                found = self.at(spot.span, speakers=False)
                if found is not None:
                    own[found.actor] += 1
                    share[found.actor, found.kind] += 1
            for actor, count in own.items():
                key = next(kind for kind in ("name", "nominal", "pronoun") if kinds[actor][kind])
                got = share[actor, key]
                if 2 * count >= own.total() and 2 * got > kinds[actor][key]:
                    pairs.append((got / kinds[actor][key], count, -at, actor))
        result: dict[int, str] = {}
        for _, _, at, actor in sorted(pairs, reverse=True):
            if id(clusters[-at]) not in result and actor not in result.values():
                result[id(clusters[-at])] = actor
        return result


def _overlap(a: Span, b: Span) -> float:
    inside = min(a.end, b.end) - max(a.start, b.start)
    return inside / (max(a.end, b.end) - min(a.start, b.start)) if inside > 0 else 0.0


def _variants(mention: GoldMention) -> tuple[Span, ...]:
    span, core = mention.span, mention.core
    return span, core, Span(core.start, span.end), Span(span.start, core.end)


def _mention(article: Annotated, mark: Mark) -> GoldMention:
    """The mention with its kind, head and core, found by the words of the actor's name."""
    actor = article.actors[mark.ref or ""]
    words = article.text[mark.start : mark.end]
    names = {w.lower() for w in re.findall(r"\w+", actor.get("name", "")) if len(w) > 2 and w[:1].isupper()}
    capitals = {w.lower() for w in re.findall(r"\w+", words) if w[:1].isupper()}
    kind: MentionKind = "nominal"
    if words.lower() in _PRONOUNS:
        kind = "pronoun"
    elif (capitals & names and actor["kind"] not in ("group", "anonymous")) or (words.isupper() and len(words) > 1):
        kind = "name"
    if kind == "name":
        found = list(re.finditer(r"\w+", words))
        hits = [m for m in found if m.group().lower() in names] or found
        head, core = hits[-1].start(), Span(mark.start + hits[0].start(), mark.start + hits[-1].end())
    else:
        cut = _PARTS.search(words)
        base = words[: cut.start()] if cut and cut.start() > 0 else words
        last = re.search(r"[\w’'.-]+$", base.rstrip(" ,."))
        head = last.start() if last else 0
        core = Span(mark.start, mark.start + max(last.end() if last else len(words), 1))
    return GoldMention(mark.ref or "", Span(mark.start, mark.end), core, mark.start + head, kind)


def _quotes(article: Annotated) -> list[GoldQuote]:
    speakers: dict[str, str] = {}
    for mark in sorted(article.marks, key=lambda mark: mark.tag != "s"):
        if mark.q is not None and mark.ref is not None and mark.tag in "sc":
            speakers.setdefault(mark.q, mark.ref)
    quotes = []
    for mark in article.marks:
        if mark.tag == "c" and mark.q is not None:
            actor = speakers.get(mark.q)
            unnamed = actor is not None and article.actors[actor]["name"].lower() in ("unnamed", "nobody named")
            quotes.append(GoldQuote(Span(mark.start, mark.end), None if unnamed else actor, mark.thought))
    return quotes
