"""Quotes that were edited by hand, over two transcripts that were written by hand: each has its verdict."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from store.evidence.transcript_reading import read_evidence
from store.evidence.verdicts import PROVEN, Prover

FOLDER = Path(__file__).parents[2] / "data" / "evidence-by-hand"


def test_quotes_by_hand() -> None:
    """97 of 100 have the right verdict, and none that is wrong is proven."""
    evidence = {path.name: read_evidence(path.name, path.read_bytes()) for path in FOLDER.iterdir()}
    right: Counter[bool] = Counter()
    for line in (FOLDER / "quotes.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        wanted, name, speaker, quote = line.split("\t")
        verdict = Prover([evidence[name]]).prove(quote, [speaker])
        right[verdict.kind == wanted] += 1
        assert verdict.kind not in PROVEN or wanted in PROVEN, (quote, verdict)
    assert right.total() == 78
    assert right[True] >= 0.97 * right.total()
