"""Explains a reading: for each quote, the rule that found it and the rule that led to its actor.

For bug reports and for people who change rules. It is not part of the extraction contract.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from extract.coreference.actors import Reason
from extract.quotes.attribution import Attribution
from extract.reader import Reading
from extract.types import Article, Block, Quote, Span

SCHEMA = "copydesk.explanation/1"

CARRIED = frozenset({"carried over", "last speaker"})
"""The rules that give a quote without speaker words the actor of another quote."""


def explain(reading: Reading) -> dict[str, Any]:
    """The reading as `copydesk extract --explain --format json` prints it, ready for `json.dumps`.

    `rule` found the quote and `actor_rule` its actor; `from` is the quote whose actor was carried over. `confidence` is
    the quote's own, `found` that of its content and `resolved` that of its actor; `decision` is the learned choice of
    the actor, if one was made, with the three features that weighed most. `set_apart` are passages in quotation marks
    that are not quotes. All offsets count code points of the article's text.
    """
    article = reading.article
    return {
        "schema": SCHEMA,
        "id": article.id,
        "source": article.source,
        "sha256": article.sha256,
        "engine": {"version": article.engine.version, "model": article.engine.model},
        "zones": [{"kind": block.kind, **_span(block.span, article.text)} for block in article.blocks],
        "quotes": [
            {**_quote(article, at, attribution, rule, zone), "decision": _decision(reason)}
            for at, (attribution, rule, zone, reason) in enumerate(
                zip(reading.findings.attributions, reading.resolved, _zones(article), reading.reasons, strict=True)
            )
        ],
        "set_apart": [_span(span, article.text) for span in reading.findings.scare_quotes],
        "warnings": list(article.warnings),
    }


def _quote(article: Article, at: int, attribution: Attribution, actor_rule: str, zone: Block | None) -> dict[str, Any]:
    quote = article.quotes[at]
    actor = article.actor(quote.actor)
    named = {"id": actor.id, "name": actor.name, "kind": actor.kind} if actor is not None else None
    resolved = quote.confidence / attribution.confidence if actor is not None and attribution.confidence else 0.0
    return {
        "id": quote.id,
        "kind": quote.kind,
        "zone": zone.kind if zone is not None else None,
        "fragments": [_span(fragment, article.text) for fragment in quote.fragments],
        "rule": attribution.rule,
        "cue": _span(quote.cue, article.text) if quote.cue else None,
        "speaker": _span(quote.speaker, article.text) if quote.speaker else None,
        "addressee": _span(quote.addressee, article.text) if quote.addressee else None,
        "actor": named,
        "anonymous": quote.anonymous,
        "actor_rule": actor_rule or None,
        "from": _carried_from(article.quotes, at, attribution) if actor_rule in CARRIED else None,
        "confidence": round(quote.confidence, 3),
        "found": round(attribution.confidence, 3),
        "resolved": round(min(1.0, resolved), 3),
    }


def _decision(reason: Reason | None) -> dict[str, Any] | None:
    """The learned decision that chose the actor, with its three weightiest features and their weights (log odds)."""
    if reason is None:
        return None
    weighed = [{"feature": name, "weight": round(weight, 2)} for name, weight in reason.features]
    return {"name": reason.decision, "features": weighed}


def _carried_from(quotes: Sequence[Quote], at: int, attribution: Attribution) -> str | None:
    """The id of the quote that this one's actor comes from: the one it follows, else the last one with that actor."""
    if attribution.follows is not None:
        return quotes[attribution.follows].id
    return next((other.id for other in reversed(quotes[:at]) if other.actor == quotes[at].actor), None)


def _zones(article: Article) -> Iterator[Block | None]:
    """The zone in which each quote starts; quotes and zones are in text order."""
    blocks = article.blocks
    at = 0
    for quote in article.quotes:
        while at < len(blocks) and blocks[at].span.end <= quote.span.start:
            at += 1
        yield blocks[at] if at < len(blocks) else None


def _span(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}
