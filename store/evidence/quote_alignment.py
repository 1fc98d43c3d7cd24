"""Where words of a quote stand in the evidence, and word by word what differs.

Candidates come from the rarest words of the quote: each of their occurrences votes for the place where the quote would
begin (S. Burkhardt and J. Kärkkäinen use q-grams so, "Better Filtering with Gapped q-Grams", 2003). At the best places
the quote is aligned with free ends (P. Sellers, "The Theory and Computation of Evolutionary Distances", 1980); a word
left out costs less than one put in, and a filler or a repetition hardly anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from store.evidence.comparable_words import Word
from store.evidence.evidence_text import Evidence
from store.evidence.rules import EditingRules

VOTING_WORDS = 8
"""The rarest words of a quote vote for its place."""
MAX_OCCURRENCES = 400
"""Occurrences of one word that vote; a word that stands more often than that says little."""
MAX_CANDIDATES = 6
"""Places at which a quote is aligned."""
MARGIN_WORDS = 12
"""Words before and behind the place that was voted for that the alignment may use."""

SUBSTITUTION, INSERTION, DELETION, LIGHT_DELETION = 1.6, 1.0, 0.75, 0.12
"""Costs: a word changed, put in, left out; a filler, a repetition or a false start left out."""


class Step(NamedTuple):
    """One step of an alignment: `same`, `changed`, `put in` or `left out`; numbers of words, None where there is none.

    `quoted` counts in the quote, `source` in the evidence.
    """

    kind: Literal["same", "changed", "put in", "left out"]
    quoted: int | None
    source: int | None


@dataclass(frozen=True, slots=True)
class Alignment:
    """A quote's words set against the evidence: the steps in order, and the first and last source word that is used."""

    steps: tuple[Step, ...]
    first: int
    last: int
    cost: float

    @property
    def same(self) -> int:
        """How many words are the same."""
        return sum(step.kind == "same" for step in self.steps)


def candidates(keys: Sequence[str], evidence: Evidence) -> list[int]:
    """The numbers of the source words at which the quote may begin, the likeliest first."""
    positions = evidence.positions
    known = [(len(positions[key]), n, key) for n, key in enumerate(keys) if key in positions]
    votes: Counter[int] = Counter()
    weights: dict[int, float] = {}
    for count, n, key in sorted(known)[:VOTING_WORDS]:
        for place in positions[key][:MAX_OCCURRENCES]:
            bucket = (place - n) // MARGIN_WORDS
            weights[bucket] = weights.get(bucket, 0.0) + 1.0 / (1 + count) + 0.2
            votes[bucket] += 1
    merged = {bucket: weight + weights.get(bucket + 1, 0.0) for bucket, weight in weights.items()}
    best = sorted(merged, key=lambda bucket: (-merged[bucket], bucket))
    chosen: list[int] = []
    for bucket in best:
        if all(abs(bucket - other) > 1 for other in chosen):
            chosen.append(bucket)
        if len(chosen) == MAX_CANDIDATES:
            break
    return [bucket * MARGIN_WORDS for bucket in chosen]


def exact_places(keys: Sequence[str], evidence: Evidence) -> Iterator[int]:
    """The numbers of the source words at which exactly these words stand in a row."""
    positions, source = evidence.positions, evidence.keys
    if not keys or any(key not in positions for key in keys):
        return
    rarest = min(range(len(keys)), key=lambda n: len(positions[keys[n]]))
    wanted = list(keys)
    for place in positions[keys[rarest]]:
        start = place - rarest
        if start >= 0 and source[start : start + len(keys)] == wanted:
            yield start


def align(quoted: Sequence[Word], evidence: Evidence, begin: int, rules: EditingRules) -> Alignment | None:
    """The cheapest alignment of the quote with the words around `begin`; None where nothing is the same."""
    low = max(0, begin - MARGIN_WORDS)
    high = min(len(evidence.words), begin + len(quoted) + len(quoted) // 2 + 3 * MARGIN_WORDS)
    source, keys = evidence.words[low:high], evidence.keys[low:high]
    light = [_is_light(source, keys, n, rules) for n in range(len(source))]
    rows = _costs(quoted, keys, light)
    last = rows[-1]
    end = min(range(len(last)), key=lambda n: (last[n], n))
    steps = _steps(rows, quoted, keys, light, end)
    used = [step.source for step in steps if step.source is not None and step.kind in ("same", "changed")]
    if not any(step.kind == "same" for step in steps):
        return None
    first, final = used[0], used[-1]
    steps = [step for step in steps if step.source is None or first <= step.source <= final]
    shifted = tuple(step._replace(source=None if step.source is None else step.source + low) for step in steps)
    return Alignment(shifted, first + low, final + low, last[end])


def _is_light(source: Sequence[Word], keys: Sequence[str], n: int, rules: EditingRules) -> bool:
    """Whether leaving this word out is a usual edit: a filler, the first of two, or one that breaks off."""
    if rules.false_starts and source[n].cut_off:
        return True
    if any(keys[n : n + len(f)] == list(f) or (len(f) == 2 and n and keys[n - 1 : n + 1] == list(f))
           for f in rules.filler_words):  # fmt: skip
        return True
    return rules.repetitions and any(
        list(keys[begin : begin + size]) == list(keys[begin + size : begin + 2 * size])
        for size in (1, 2, 3, 4)
        for begin in range(max(0, n - size + 1), n + 1)
        if begin + 2 * size <= len(keys)
    )


def _costs(quoted: Sequence[Word], keys: Sequence[str], light: Sequence[bool]) -> list[list[float]]:
    rows = [[0.0] * (len(keys) + 1)]
    for word in quoted:
        before = rows[-1]
        insertion_cost = 0.3 if word.bracket else INSERTION
        row = [before[0] + insertion_cost]
        for m, key in enumerate(keys, 1):
            step = before[m - 1] + (0.0 if key == word.key else 0.4 if word.bracket else SUBSTITUTION)
            step = min(step, before[m] + insertion_cost, row[m - 1] + (LIGHT_DELETION if light[m - 1] else DELETION))
            row.append(step)
        rows.append(row)
    return rows


def _steps(
    rows: Sequence[Sequence[float]], quoted: Sequence[Word], keys: Sequence[str], light: Sequence[bool], end: int
) -> list[Step]:
    """The way back through the costs, from the last word of the quote at `end`."""
    found: list[Step] = []
    n, m = len(rows) - 1, end
    while n:
        word = quoted[n - 1]
        cost = rows[n][m]
        if m:
            same = keys[m - 1] == word.key
            change = 0.0 if same else 0.4 if word.bracket else SUBSTITUTION
            if abs(rows[n - 1][m - 1] + change - cost) < 1e-9:
                n, m = n - 1, m - 1
                found.append(Step("same" if same else "changed", n, m))
                continue
            if abs(rows[n][m - 1] + (LIGHT_DELETION if light[m - 1] else DELETION) - cost) < 1e-9:
                m -= 1
                found.append(Step("left out", None, m))
                continue
        n -= 1
        found.append(Step("put in", n, None))
    return found[::-1]
