"""Findings for quotes that the evidence does not support."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from store.check.findings import shorten
from store.check.note_checks import Match
from store.evidence.evidence_text import place_in_words
from store.evidence.proofs import Proof
from store.evidence.verdicts import Kind
from store.texts.escaping import plain

RULE_OF: Mapping[Kind, str] = {
    "altered": "quote-altered", "spliced": "quote-altered", "cut": "quote-cut", "misattributed": "quote-misattributed",
    "not found": "quote-unproven", "not comparable": "quote-unproven",
}  # fmt: skip
"""The rule for each verdict; a proven fragment has none."""


def unproven(proofs: Iterable[Proof]) -> Iterator[Match]:
    """The fragments in quotation marks that are neither verbatim nor edited within the house's rules."""
    for proof in proofs:
        verdict = proof.verdict
        if verdict is None or verdict.kind not in RULE_OF:
            continue
        words = shorten(plain(proof.fragment))
        why = f": {shorten(plain(verdict.reason), 100)}" if verdict.reason else ""
        where = f" ({plain(verdict.evidence)}, {plain(place_in_words(verdict.place))})" if verdict.place else ""
        yield RULE_OF[verdict.kind], f"{verdict.kind}: “{words}”{why}{where}", proof.span, None
