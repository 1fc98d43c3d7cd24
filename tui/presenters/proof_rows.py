"""Proofs as rows for the screen: the quote and the passage of the evidence, with what differs marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.span import Span
from widgets.panes.compare import Look, Pair, Row

if TYPE_CHECKING:
    from store.evidence.proof_process import Context, ProvenStory
    from store.evidence.proofs import Proof
    from store.evidence.verdicts import Kind

MAX_SHOWN_CHARS = 500
"""Code points of the evidence shown before and after a passage."""


def kinds_by_quote(proofs: Sequence[Proof]) -> dict[str, str]:
    """The verdict on each quote by its id; of several fragments the one that proves least."""
    from store.evidence.verdicts import ORDER

    found: dict[str, Kind] = {}
    for proof in proofs:
        if proof.verdict is None:
            continue
        kind = proof.verdict.kind
        found[proof.quote] = max(found.get(proof.quote, kind), kind, key=ORDER.index)
    return dict(found)


def proof_rows(proof: Proof, context: Context | None, story: str) -> list[Row | Pair]:
    """The rows of one proof: verdict and place, quote beside passage, and each difference.

    `story` is the article's text.
    """
    from store.evidence.evidence_text import place_in_words
    from store.evidence.verdicts import PROVEN

    verdict = proof.verdict
    speaker = f"  {proof.speaker}" if proof.speaker else ""
    if verdict is None:
        rows: list[Row | Pair] = [Row(f"paraphrase{speaker}: no verdict; the nearest passages", look="heading")]
        rows.append(Row(proof.fragment, sign="S"))
        for each in proof.nearest:
            rows += [Row(""), Row(f"{each.evidence}, {place_in_words(each.place)}", look="faint")]
            rows.append(Row(each.words, sign="E"))
        return rows
    place = f"; {verdict.evidence}, {place_in_words(verdict.place)}" if verdict.place else ""
    look: Look = "added" if verdict.kind in PROVEN else "removed"
    rows = [Row(f"{verdict.kind}{speaker}{place}", sign="=" if verdict.kind in PROVEN else "!", look=look)]
    if verdict.reason:
        rows.append(Row(verdict.reason))
    rows.append(Row(""))
    quoted = _story_row(proof, story)
    if context is None or verdict.place is None:
        return [*rows, quoted]
    rows.append(Pair(quoted, _evidence_row(proof, context)))
    rows.append(Row(""))
    for difference in verdict.differences:
        words = f"“{difference.source or '-'}” in the evidence, “{difference.quoted or '-'}” in the story"
        rows.append(Row(f"{words}{'; allowed' if difference.allowed else ''}", sign="+" if difference.allowed else "!"))
    return rows


def _story_row(proof: Proof, story: str) -> Row:
    """The story around the quote; the quote's differing words are strong, or all of it if none differ."""
    start = max(0, story.rfind("\n", 0, proof.span.start) + 1, proof.span.start - MAX_SHOWN_CHARS)
    end = story.find("\n", proof.span.end)
    end = min(len(story) if end < 0 else end, proof.span.end + MAX_SHOWN_CHARS)
    spans = [each.quoted_at for each in proof.verdict.differences if each.quoted_at] if proof.verdict else []
    at = proof.span.start - start
    strong = [Span(each.start + at, each.end + at) for each in spans] or [Span(at, at + len(proof.fragment))]
    return Row(story[start:end], sign="S", strong=tuple(strong), stop=True)


def _evidence_row(proof: Proof, context: Context) -> Row:
    """The evidence around the passage, marked in the same way."""
    verdict = proof.verdict
    assert verdict is not None
    assert verdict.place is not None
    low = max(context.start, verdict.place.start - MAX_SHOWN_CHARS)
    high = min(context.start + len(context.text), verdict.place.end + MAX_SHOWN_CHARS)
    text = context.text[low - context.start : high - context.start]
    spans = [each.source_at for each in verdict.differences if each.source_at]
    strong = [Span(max(low, each.start) - low, min(high, each.end) - low) for each in spans if each.end > low]
    passage = Span(verdict.place.start - low, min(high, verdict.place.end) - low)
    return Row(text, sign="E", strong=tuple(strong or [passage]))


def note_body(proof: Proof, story: ProvenStory) -> str:
    """The text of the fact-check note on a proof: verdict, place, and the SHA-256 of the evidence."""
    from store.evidence.evidence_text import place_in_words

    verdict = proof.verdict
    assert verdict is not None
    lines = [verdict.kind + (f": {verdict.reason}" if verdict.reason else "")]
    if verdict.place is not None:
        lines += [f"{verdict.evidence}, {place_in_words(verdict.place)}", f"“{' '.join(verdict.words.split())}”"]
    sha256 = story.hashes.get(verdict.evidence)
    lines += [f"sha256 {sha256}"] if sha256 else [f"evidence: {', '.join(story.hashes)}"]
    return "\n".join(lines)
