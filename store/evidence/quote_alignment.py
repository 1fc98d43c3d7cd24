"""Locates the words of a quote in the evidence, and compares them word by word.

Candidates come from the rarest words of the quote: each of their occurrences votes for the position where the quote
would begin (S. Burkhardt and J. Kärkkäinen use q-grams this way, "Better Filtering with Gapped q-Grams", 2003). At the
best positions the quote is aligned with free ends (P. Sellers, "The Theory and Computation of Evolutionary Distances",
1980); a word left out costs less than one inserted, and a filler or a repetition almost nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal, NamedTuple

from store.evidence.comparable_words import Word
from store.evidence.evidence_text import Evidence
from store.evidence.rules import EditingRules

VOTING_WORDS = 8
"""The number of the quote's rarest words that vote."""
MAX_OCCURRENCES = 400
"""The most occurrences of one word that vote; a more frequent word says little."""
MAX_CANDIDATES = 6
"""The most positions at which a quote is aligned."""
MARGIN_WORDS = 12
"""Words before and after the candidate position that the alignment may use."""
MAX_REPETITION_WORDS = 4
"""The longest phrase whose omitted repetition costs almost nothing."""

SUBSTITUTION, INSERTION, DELETION, LIGHT_DELETION = 1.6, 1.0, 0.75, 0.12
"""Costs: a word changed, inserted, left out; a filler, a repetition or a false start left out."""


class Step(NamedTuple):
    """One step of an alignment: `same`, `changed`, `put in` or `left out`, with word numbers, None if there is no word.

    `quoted` counts in the quote, `source` in the evidence.
    """

    kind: Literal["same", "changed", "put in", "left out"]
    quoted: int | None
    source: int | None


@dataclass(frozen=True, slots=True)
class Alignment:
    """A quote's words aligned with the evidence: the steps in order, and the first and last source word used."""

    steps: tuple[Step, ...]
    first: int
    last: int
    cost: float

    @property
    def same(self) -> int:
        """The number of identical words."""
        return sum(step.kind == "same" for step in self.steps)


def candidates(keys: Sequence[str], evidence: Evidence) -> list[int]:
    """The numbers of the source words at which the quote may begin, the likeliest first."""
    positions = {key: evidence.words.positions(key) for key in keys}
    known = [(len(positions[key]), n, key) for n, key in enumerate(keys) if positions[key]]
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


def align(quoted: Sequence[Word], evidence: Evidence, begin: int, rules: EditingRules) -> Alignment | None:
    """The cheapest alignment of the quote with the words around `begin`; None if no word matches."""
    low = max(0, begin - MARGIN_WORDS)
    high = min(len(evidence.words), begin + len(quoted) + len(quoted) // 2 + 3 * MARGIN_WORDS)
    source, keys = evidence.words[low:high], evidence.words.keys(low, high)
    light = [LIGHT_DELETION if each else DELETION for each in _light_words(source, keys, rules)]
    rows = _costs(quoted, keys, light)
    last = rows[-1]
    end = min(range(len(last)), key=lambda n: (last[n], n))
    steps = _steps(rows, quoted, keys, light, end)
    steps = _ends_as_changes(steps, quoted, len(keys))
    used = [step.source for step in steps if step.source is not None and step.kind in ("same", "changed")]
    if not any(step.kind == "same" for step in steps):
        return None
    first, final = used[0], used[-1]
    steps = [step for step in steps if step.source is None or first <= step.source <= final]
    shifted = tuple(step._replace(source=None if step.source is None else step.source + low) for step in steps)
    return Alignment(shifted, first + low, final + low, last[end])


def _ends_as_changes(steps: Sequence[Step], quoted: Sequence[Word], count: int) -> list[Step]:
    """Words put in at an end of the quote, as changes of the source's next words, which is what the reader compares."""
    sources = [step.source for step in steps if step.source is not None]
    if not sources:
        return list(steps)
    head = list(takewhile(lambda step: step.kind == "put in", steps))
    tail = list(takewhile(lambda step: step.kind == "put in", reversed(steps)))[::-1]
    middle = list(steps[len(head) : len(steps) - len(tail)])
    first, last = min(sources), max(sources)
    if any(quoted[step.quoted].bracket for step in (*head, *tail) if step.quoted is not None):
        return list(steps)
    if first < len(head) or last + len(tail) >= count:
        return list(steps)
    before = [Step("changed", step.quoted, first - len(head) + n) for n, step in enumerate(head)]
    after = [Step("changed", step.quoted, last + 1 + n) for n, step in enumerate(tail)]
    return [*before, *middle, *after]


def _light_words(source: Sequence[Word], keys: Sequence[str], rules: EditingRules) -> list[bool]:
    """For each word, whether omitting it is a usual edit: a filler, a repetition, or one that breaks off."""
    light = [(rules.false_starts and word.cut_off) or word.bracket for word in source]
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for filler in rules.filler_words:
        by_first.setdefault(filler[0], []).append(filler)
    for n, key in enumerate(keys):
        for filler in by_first.get(key, ()):
            if tuple(keys[n : n + len(filler)]) == filler:
                light[n : n + len(filler)] = [True] * len(filler)
        if rules.repetitions:
            for size in range(1, MAX_REPETITION_WORDS + 1):
                if (
                    n + 2 * size <= len(keys)
                    and key == keys[n + size]
                    and keys[n : n + size] == keys[n + size : n + 2 * size]
                ):
                    light[n : n + size] = [True] * size
    return light


def _costs(quoted: Sequence[Word], keys: Sequence[str], light: Sequence[float]) -> list[list[float]]:
    """The cheapest cost of each prefix of the quote up to each source word. `light` marks the words that are cheap to
    omit.
    """
    rows = [[0.0] * (len(keys) + 1)]
    for word in quoted:
        before = rows[-1]
        change, wanted = 0.4 if word.bracket else SUBSTITUTION, word.key
        put_in = 0.3 if word.bracket and "[" not in word.key else INSERTION
        left = before[0] + put_in
        row = [left]
        add = row.append
        for key, diagonal, above, deletion in zip(keys, before, before[1:], light, strict=False):
            cost = diagonal if key == wanted else diagonal + change
            if above + put_in < cost:
                cost = above + put_in
            if left + deletion < cost:
                cost = left + deletion
            add(cost)
            left = cost
        rows.append(row)
    return rows


def _steps(
    rows: Sequence[Sequence[float]], quoted: Sequence[Word], keys: Sequence[str], light: Sequence[float], end: int
) -> list[Step]:
    """Trace the steps back through the costs, from the last word of the quote at `end`."""
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
            if abs(rows[n][m - 1] + light[m - 1] - cost) < 1e-9:
                m -= 1
                found.append(Step("left out", None, m))
                continue
        n -= 1
        found.append(Step("put in", n, None))
    return found[::-1]
