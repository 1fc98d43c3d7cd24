"""Whether confidence means what it says: of the quotes given 0.8, eight in ten should be right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from extract.types import Article, Quote, Span

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
OVERLAP = 0.8
"""Share of the characters, intersection over union, from which two passages are the same."""

_STRIP = " \t\n\u00a0\"“”„«»‘’'–—-,.;:!?…()[]"
_SMALL = frozenset(["the", "a", "an", "of", "for", "and", "to", "in", "on", "at", "mr", "mrs", "ms", "dr"])


def judged(golds: Sequence[Mapping[str, Any]], articles: Sequence[Article]) -> Iterator[tuple[float, bool]]:
    """Confidence and rightness of every quote that the gold can judge.

    A quote is right when one of its fragments is a gold passage (OVERLAP) and its actor is the gold's speaker: their
    names share a word, or the words beside the cue are the gold's. Those that meet a passage the annotators left open
    (`ignore`, no speech) are not judged.
    """
    by_id = {article.id: article for article in articles}
    for gold in golds:
        article = by_id[gold["id"]]
        for quote in article.quotes:
            verdict = _verdict(quote, article, gold["quotes"])
            if verdict is not None:
                yield quote.confidence, verdict


def _verdict(quote: Quote, article: Article, gold: Sequence[Mapping[str, Any]]) -> bool | None:
    open_ones = [g for g in gold if g.get("ignore") or not g.get("speech", True)]
    right = False
    for fragment in quote.fragments:
        for g in gold:
            overlap = _overlap(fragment, Span(g["start"], g["end"]), article.text)
            if g in open_ones and overlap >= 0.3:
                return None
            right = right or (overlap >= OVERLAP and _same_speaker(quote, article, g))
    return right


def _same_speaker(quote: Quote, article: Article, gold: Mapping[str, Any]) -> bool:
    entity = gold.get("speaker_entity")
    actor = article.actor(quote.actor)
    if entity:
        return actor is not None and bool(_words(actor.name) & _words(entity))
    if gold.get("speaker_start") is None:
        return True
    speaker_span = quote.speaker
    return (
        speaker_span is not None
        and speaker_span.start < gold["speaker_end"]
        and gold["speaker_start"] < speaker_span.end
    )


def _overlap(one: Span, two: Span, text: str) -> float:
    one, two = _bare(one, text), _bare(two, text)
    common = min(one.end, two.end) - max(one.start, two.start)
    return common / (max(one.end, two.end) - min(one.start, two.start)) if common > 0 else 0.0


def _bare(span: Span, text: str) -> Span:
    start, end = span
    while start < end and text[start] in _STRIP:
        start += 1
    while end > start and text[end - 1] in _STRIP:
        end -= 1
    return Span(start, end)


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"\w+", name)} - _SMALL


def reliability(golds: Sequence[Mapping[str, Any]], articles: Sequence[Article]) -> Iterator[str]:
    """The table, a line a bin, and the expected calibration error: the mean distance of stated from found, weighted."""
    found = list(judged(golds, articles))
    yield "confidence   quotes   stated   right"
    error = 0.0
    for low, high in pairwise(EDGES):
        inside = [(sure, right) for sure, right in found if low <= sure < high]
        if inside:
            stated = sum(sure for sure, _ in inside) / len(inside)
            right = sum(right for _, right in inside) / len(inside)
            error += len(inside) / len(found) * abs(stated - right)
            yield f"{low:.1f} to {min(high, 1.0):.1f}   {len(inside):6}     {stated:.2f}    {right:.2f}"
    yield f"expected calibration error {error:.3f} over {len(found)} quotes"
