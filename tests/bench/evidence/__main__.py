"""How long proving takes: 40 quotes against a transcript of three hours, and against a dossier of a million words.

`python -m tests.bench.evidence` prints the figures of docs/proving.md, and ends with 1 where one is over its bar.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from store.evidence.kept_evidence import store_index, stored_index
from store.evidence.transcript_reading import read_evidence
from store.evidence.verdicts import Prover
from tests.store.evidence.generate import Maker

T = TypeVar("T")
QUOTES = 40
BARS = {
    "hearing: index": 1.0, "hearing: 40 quotes": 0.5, "hearing: index from disk": 1.0,
    "dossier: 40 quotes": 3.0,
}  # fmt: skip
"""Seconds, from the issue that asked for the feature."""


def timed(name: str, work: Callable[[], T]) -> tuple[T, bool]:
    """What `work` gives, and whether it took no longer than its bar; the seconds are printed."""
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    bar = BARS.get(name)
    print(f"{name:<28} {seconds:8.3f} s" + (f"   (bar {bar:g} s)" if bar else ""))
    return result, bar is None or seconds <= bar


def transcript(maker: Maker, words: int) -> str:
    """WebVTT of so many words, three speakers in turn."""
    people = [maker.person() for _ in range(3)]
    cues: list[str] = []
    count = 0
    while count < words:
        uttered = maker.sentence().uttered
        n = len(cues)
        start = f"{n * 4 // 3600:02}:{n * 4 // 60 % 60:02}:{n * 4 % 60:02}.000"
        cues.append(f"{start} --> {start[:-3]}900\n<v {people[n % 3]}>{uttered}")
        count += len(uttered.split())
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


def fragments(text: str, maker: Maker) -> list[str]:
    """Quotes from all over the text: a third as said, a third with a word changed, a third that nobody said."""
    uttered = [line.partition(">")[2] for line in text.split("\n") if line.startswith("<v ")]
    found = []
    for n in range(QUOTES):
        words = uttered[n * len(uttered) // QUOTES].rstrip(".").split()
        if n % 3 == 1:
            words[len(words) // 2] = "elephants"
        elif n % 3 == 2:
            words = f"{maker.sentence().clean} {maker.sentence().clean}".split()
        found.append(" ".join(words))
    return found


def measure(what: str, words: int) -> bool:
    """Index, prove, keep and load again; whether all was within the bars."""
    maker = Maker(7)
    text = transcript(maker, words)
    quotes = fragments(text, maker)
    data = text.encode()
    evidence, _ok = timed(f"{what}: read", lambda: read_evidence("hearing.vtt", data))
    evidence = replace(evidence, sha256=hashlib.sha256(data).hexdigest())
    count, built = timed(f"{what}: index", lambda: len(evidence.words.columns()[1]))
    print(f"{what}: {count:,} words, {len(data) / 1e6:.1f} MB")
    prover = Prover([evidence])
    verdicts, quick = timed(f"{what}: {QUOTES} quotes", lambda: [prover.prove(quote) for quote in quotes])
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        timed(f"{what}: keep", lambda: store_index(home, evidence))
        loaded, stored = timed(f"{what}: index from disk", lambda: stored_index(home, evidence.sha256, "hearing.vtt"))
        assert loaded is not None
        again, still = timed(f"{what}: {QUOTES} quotes again", lambda: [Prover([loaded]).prove(q) for q in quotes])
    assert again == verdicts
    return built and quick and stored and still


def main() -> int:
    """Print the figures."""
    results = [measure("hearing", 30_000), measure("dossier", 1_000_000)]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
