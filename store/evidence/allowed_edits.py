"""Describes the differences between a quote and its source, and whether the house's rules allow them.

Numbers, dates, names and negations may never be changed or left out, whatever the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.span import Span
from store.evidence.comparable_words import Word, is_number
from store.evidence.evidence_text import Evidence
from store.evidence.quote_alignment import Alignment
from store.evidence.rules import EditingRules

MAX_FALSE_START_WORDS = 4
MAX_REPEATED_WORDS = 6
NEGATIONS = frozenset(
    """not no never none nobody nothing neither nor cannot without hardly can't don't doesn't didn't won't wouldn't
    isn't wasn't aren't weren't haven't hasn't hadn't shouldn't couldn't mustn't ain't nowhere barely scarcely
    needn't""".split()  # noqa: SIM905
)
DATES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december today tomorrow yesterday""".split()  # noqa: SIM905
)
NOISES = frozenset(
    """laughter laughs laughing applause inaudible unintelligible crosstalk cross talk pause pauses music sighs coughs
    cheers cheering silence indistinct sic interruption interrupted overlapping noise""".split()  # noqa: SIM905
)
"""Sounds that transcripts note in brackets and that are not spoken words."""
_PAUSES = ",;:.!?–—-…()\n"


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of differing words: as quoted and as in the evidence; either may be "".

    `quoted_at` is in code points of the fragment, `source_at` of the evidence's text; None if there are no words.
    """

    quoted: str
    source: str
    allowed: bool
    quoted_at: Span | None = None
    source_at: Span | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The words between two ellipses of a fragment, with their place in the evidence."""

    words: Sequence[Word]
    found: Alignment


def differences(part: Part, evidence: Evidence, rules: EditingRules) -> list[Difference]:
    """The runs of differing words, in the order of the quote."""
    found: list[Difference] = []
    for same, run in groupby(part.found.steps, key=lambda step: step.kind == "same"):
        if same:
            continue
        steps = list(run)
        quoted = [part.words[step.quoted] for step in steps if step.quoted is not None]
        numbers = [step.source for step in steps if step.source is not None]
        source = [evidence.words[n] for n in numbers]
        allowed = _is_allowed(quoted, source, numbers, evidence, rules)
        found.append(Difference(in_words(quoted), in_words(source), allowed, _span(quoted), _span(source)))
    return found


def _span(words: Sequence[Word]) -> Span | None:
    return Span(words[0].start, words[-1].end) if words else None


def described(difference: Difference) -> str:
    """A difference in a few words."""
    if not difference.source:
        return f"put in: {difference.quoted}"
    if not difference.quoted:
        return f"left out: {difference.source}"
    return f"“{difference.source}” became “{difference.quoted}”"


def in_words(words: Sequence[Word]) -> str:
    """The compared words as text."""
    return " ".join(word.key for word in words)


def is_strict(word: Word) -> bool:
    """Whether a word may never be changed or left out: a number, a date, a name or a negation."""
    return is_number(word.key) or word.key in NEGATIONS or word.key in DATES or word.proper


def _is_allowed(
    quoted: Sequence[Word], source: Sequence[Word], numbers: Sequence[int], evidence: Evidence, rules: EditingRules
) -> bool:
    if quoted:
        return _is_bracketed(quoted, source, rules)
    if all(word.bracket and word.key in NOISES for word in source):
        return True
    if _are_fillers(source, evidence, rules) or (rules.repetitions and _is_repeated(numbers, source, evidence, rules)):
        return True
    return rules.false_starts and _is_false_start(source, rules)


def _is_bracketed(quoted: Sequence[Word], source: Sequence[Word], rules: EditingRules) -> bool:
    """Whether words in brackets are allowed: no negation, and in place of only a few words, none of them strict.

    If only part of a word is in brackets, as in "want[ed]", the rest must be the source's.
    """
    if not rules.brackets or not all(word.bracket for word in quoted):
        return False
    if any(_unbracketed(word.key) in NEGATIONS for word in quoted) or any(map(is_strict, source)):
        return False
    endings = [word.key.partition("[")[0] for word in quoted if "[" in word.key]
    if endings:
        return len(quoted) == len(source) == 1 and len(endings[0]) > 1 and source[0].key.startswith(endings[0])
    return len(source) <= rules.max_bracket_words


def _unbracketed(key: str) -> str:
    return key.replace("[", "").replace("]", "")


def _are_fillers(source: Sequence[Word], evidence: Evidence, rules: EditingRules) -> bool:
    """Whether all these words are fillers. A filler of several words counts only if a pause sets it off on both sides.

    "You know" is a filler in "it is, you know, old", and not in "do you know why".
    """
    at = 0
    while at < len(source):
        size = next(
            (
                len(each)
                for each in sorted(rules.filler_words, key=len, reverse=True)
                if tuple(word.key for word in source[at : at + len(each)]) == each
            ),
            0,
        )
        if not size or (size > 1 and not _is_set_off(source[at], source[at + size - 1], evidence.text)):
            return False
        at += size
    return True


def _is_set_off(first: Word, last: Word, text: str) -> bool:
    behind = text[last.end : last.end + 3].lstrip(" ")[:1]
    before = text[max(0, first.start - 3) : first.start].rstrip(" ")[-1:]
    if behind and behind in _PAUSES:
        return True
    return (not before or before in _PAUSES) and not behind


def _is_repeated(numbers: Sequence[int], source: Sequence[Word], evidence: Evidence, rules: EditingRules) -> bool:
    """Whether words left out are said again directly after, or were said directly before, fillers aside."""
    first, last = numbers[0], numbers[-1]
    run = [word.key for word in source if not rules.is_filler([word.key])]
    size = len(run)
    if not run or last - first + 1 != len(numbers) or size > MAX_REPEATED_WORDS:
        return False
    words = evidence.words
    return words.keys(last + 1, last + 1 + size) == run or (first >= size and words.keys(first - size, first) == run)


def _is_false_start(source: Sequence[Word], rules: EditingRules) -> bool:
    """Whether words left out are a short phrase that breaks off, fillers aside."""
    if any(map(is_strict, source)):
        return False
    left = [word for word in source if not rules.is_filler([word.key])]
    return bool(left) and left[-1].cut_off and len(left) <= MAX_FALSE_START_WORDS
