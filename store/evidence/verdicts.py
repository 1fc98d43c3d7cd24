"""What the evidence says of a quote: verbatim, edited, altered, cut, spliced, said by somebody else, or not there.

docs/proving.md says what each verdict promises. A fragment is the words of a quote between two quotation marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

from store.evidence.comparable_words import ELLIPSIS, Word, is_number, words_of
from store.evidence.evidence_text import Evidence, Place
from store.evidence.quote_alignment import Alignment, Step, align, candidates, exact_places
from store.evidence.rules import EditingRules

Kind = Literal["verbatim", "edited", "altered", "cut", "spliced", "misattributed", "not comparable", "not found"]
PROVEN: frozenset[Kind] = frozenset({"verbatim", "edited"})

MIN_SAME = 0.55
"""A fragment of which a smaller part (0 to 1) is in the evidence in a row is not found there."""
MIN_SPLICE_WORDS = 3
"""Words at least on both sides of an unmarked join, and between them in the source."""
CONTEXT_WORDS = 12
"""Words before and behind the place that are shown."""
HEDGE_WORDS = 6
"""Words before a quote, in its sentence, that may reverse its sense."""
NEGATIONS = frozenset(
    """not no never none nobody nothing neither nor cannot without hardly can't don't doesn't didn't won't wouldn't
    isn't wasn't aren't weren't haven't hasn't hadn't shouldn't couldn't mustn't ain't""".split()  # noqa: SIM905
)
TURNS_NEXT_SENTENCE = frozenset({"but", "unless", "except", "only if", "however"})
"""Of the words that turn a sentence, those that do so from the beginning of the next one."""
DATES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december today tomorrow yesterday""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of words that differ: as quoted and as in the evidence, either may be ""."""

    quoted: str
    source: str
    allowed: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one piece of evidence says of a fragment.

    `place` is None where it was not found. `differences` are in the order of the quote; `reason` says in a line why it
    is not verbatim. `before`, `words` and `after` are the evidence's own words at the place and around it.
    """

    kind: Kind
    evidence: str = ""
    place: Place | None = None
    differences: tuple[Difference, ...] = ()
    reason: str = ""
    before: str = ""
    words: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The words between two ellipses of a fragment, where they were found."""

    words: Sequence[Word]
    found: Alignment


class Prover:
    """Holds fragments against evidence. `speakers` maps labels of the evidence to names, as a person corrected them."""

    def __init__(
        self, evidence: Sequence[Evidence], rules: EditingRules | None = None, speakers: Mapping[str, str] | None = None
    ) -> None:
        self._evidence = evidence
        self._rules = rules or EditingRules()
        self._speakers = {label.casefold(): name for label, name in (speakers or {}).items()}

    def prove(self, fragment: str, names: Sequence[str] = ()) -> Verdict:
        """The best verdict on a fragment, spoken by someone with one of these `names` (none: any speaker).

        Words that the right speaker says come before the same words of another, and a proof before a finding.
        """
        words = words_of(fragment)
        if not any(word.key != ELLIPSIS for word in words):
            return Verdict("not comparable", reason="no words")
        found = [verdict for each in self._evidence for verdict in self._against(words, each, names)]
        return min(found, key=_rank, default=Verdict("not found"))

    def _against(self, words: Sequence[Word], evidence: Evidence, names: Sequence[str]) -> list[Verdict]:
        pieces = [list(run) for gap, run in groupby(words, key=lambda word: word.key == ELLIPSIS) if not gap]
        found: list[Verdict] = []
        for first in self._places(pieces[0], evidence):
            parts = [Part(pieces[0], first)]
            for piece in pieces[1:]:
                following = self._next(piece, evidence, parts[-1].found.last)
                if following is None:
                    break
                parts.append(Part(piece, following))
            found.append(self._judged(parts, len(pieces), evidence, names))
        if len(pieces) == 1 and all(map(_is_far_off, found)):
            found += self._halves(pieces[0], evidence)
        return found

    def _halves(self, words: Sequence[Word], evidence: Evidence) -> list[Verdict]:
        """Words whose beginning and end are verbatim at two different places: joined without a mark."""
        keys = [word.key for word in words]
        for split in range(len(keys) - MIN_SPLICE_WORDS, MIN_SPLICE_WORDS - 1, -1):
            head, tail = (next(exact_places(half, evidence), None) for half in (keys[:split], keys[split:]))
            if head is None or tail is None:
                continue
            before, passage, after = _around(evidence, head, head + split - 1)
            place = evidence.place(head, head + split - 1)
            line = evidence.place(tail, tail).line
            reason = f"goes on with words that stand elsewhere, at line {line}: {_text(words[split:])}"
            return [Verdict("spliced", evidence.name, place, (), reason, before, passage, after)]
        return []

    def _places(self, words: Sequence[Word], evidence: Evidence) -> list[Alignment]:
        """The alignments of words at their likeliest places, those that are enough like them."""
        keys = [word.key for word in words]
        exact = [_exact(start, len(keys)) for start in exact_places(keys, evidence)]
        if exact:
            return exact[:50]
        found = [align(words, evidence, begin, self._rules) for begin in candidates(keys, evidence)]
        good = [each for each in found if each is not None and _is_enough(each, words)]
        return sorted(good, key=lambda each: each.cost)[:3]

    def _next(self, words: Sequence[Word], evidence: Evidence, last: int) -> Alignment | None:
        """Where words after an ellipsis continue: the nearest later place, else the best one."""
        places = self._places(words, evidence)
        following = [each for each in places if each.first > last]
        return min(following, key=lambda each: each.first) if following else next(iter(places), None)

    # -- judging ------------------------------------------------------------------------------------------------------

    def _judged(self, parts: Sequence[Part], pieces: int, evidence: Evidence, names: Sequence[str]) -> Verdict:
        first, last = parts[0].found.first, parts[-1].found.last
        low, high = min(p.found.first for p in parts), max(p.found.last for p in parts)
        before, passage, after = _around(evidence, low, high)
        place = evidence.place(first, max(first, last))
        verdict = Verdict("verbatim", evidence.name, place, before=before, words=passage, after=after)
        differences = [each for part in parts for each in self._differences(part, evidence)]
        verdict = replace(verdict, differences=tuple(differences))
        if len(parts) < pieces:
            return replace(verdict, kind="altered", reason="what stands behind the ellipsis is not in the evidence")
        wrong = next((each for each in differences if not each.allowed), None)
        if wrong is not None:
            kind: Kind = "spliced" if any(map(_has_gap, parts)) else "altered"
            return replace(verdict, kind=kind, reason=_described(wrong))
        joined = self._joins(parts, evidence)
        if joined is not None:
            return replace(verdict, kind=joined[0], reason=joined[1])
        speaker = self._other_speaker(parts, evidence, names)
        if speaker:
            return replace(verdict, kind="misattributed", reason=f"said by {speaker}")
        cut = self._cut(parts, evidence)
        if cut:
            return replace(verdict, kind="cut", reason=cut)
        if differences or pieces > 1:
            return replace(
                verdict, kind="edited", reason="; ".join(map(_described, differences)) or "shortened, and shown"
            )
        return verdict

    def _differences(self, part: Part, evidence: Evidence) -> list[Difference]:
        found: list[Difference] = []
        for same, run in groupby(part.found.steps, key=lambda step: step.kind == "same"):
            if same:
                continue
            steps = list(run)
            quoted = [part.words[step.quoted] for step in steps if step.quoted is not None]
            numbers = [step.source for step in steps if step.source is not None]
            source = [evidence.words[n] for n in numbers]
            allowed = self._is_allowed(quoted, source, numbers, evidence)
            found.append(Difference(_text(quoted), _text(source), allowed))
        return found

    def _is_allowed(
        self, quoted: Sequence[Word], source: Sequence[Word], numbers: Sequence[int], evidence: Evidence
    ) -> bool:
        """Whether the house's rules allow words to become these."""
        rules, keys = self._rules, [word.key for word in source]
        if quoted and not (rules.brackets and all(word.bracket for word in quoted)):
            return False
        if quoted:
            return len(source) <= rules.max_bracket_words and not any(map(_is_strict, source))
        if rules.is_filler(keys) or (rules.repetitions and _is_repeated(numbers, evidence)):
            return True
        return self._are_false_starts(source, numbers, evidence)

    def _are_false_starts(self, source: Sequence[Word], numbers: Sequence[int], evidence: Evidence) -> bool:
        """Whether each word left out is a filler, breaks off, or belongs to a phrase of few words that does."""
        if not self._rules.false_starts or any(map(_is_strict, source)):
            return False
        left = [word for word in source if not self._rules.is_filler([word.key])]
        return bool(left) and left[-1].cut_off and len(left) <= 4

    def _joins(self, parts: Sequence[Part], evidence: Evidence) -> tuple[Kind, str] | None:
        """What is wrong with the ellipses of a fragment, if anything is."""
        for one, other in pairwise(parts):
            between = evidence.words[one.found.last + 1 : other.found.first]
            if other.found.first <= one.found.last:
                return "spliced", "the ellipsis joins words in another order than they were said"
            if not self._rules.ellipses or len(between) > self._rules.max_ellipsis_words:
                return "spliced", f"the ellipsis joins words that are {len(between)} words apart"
            here, there = (evidence.place(p.found.first, p.found.first).speaker for p in (one, other))
            if here != there:
                return "spliced", f"the ellipsis joins words of {here or 'one'} and of {there or 'another'}"
            hidden = next((word for word in between if word.key in NEGATIONS or word.key in ("unless", "except")), None)
            if hidden is not None:
                return "cut", f"the ellipsis hides: {_text(between)}"
        return None

    def _other_speaker(self, parts: Sequence[Part], evidence: Evidence, names: Sequence[str]) -> str:
        """Who says these words, if that is known and not the speaker that the story names; else ""."""
        label = evidence.place(parts[0].found.first, parts[0].found.first).speaker
        if not label or not names:
            return ""
        name = self._speakers.get(label.casefold(), label)
        return "" if any(same_name(name, each) for each in names) else name

    def _cut(self, parts: Sequence[Part], evidence: Evidence) -> str:
        """Words directly before or after the quote, in the same turn, that reverse its sense; "" for none."""
        first, last = parts[0].found.first, parts[-1].found.last
        following: list[Word] = []
        for n in range(last, min(last + 7, len(evidence.words) - 1)):
            if not evidence.goes_on(n):
                break
            following.append(evidence.words[n + 1])
        keys = [word.key for word in following]
        while keys and self._rules.is_filler(keys[:1]):
            keys = keys[1:]
        ends = evidence.words[last].ends
        for phrase in self._rules.turns:
            wanted = phrase.split()
            if keys[: len(wanted)] == wanted and (
                not ends or phrase in ("but", "unless", "except", "only if", "however")
            ):
                return f"goes on: {_text(following)}"
        before = _sentence_before(evidence, first)
        hedge = next((word for word in before[-HEDGE_WORDS:] if word.key in self._rules.hedges), None)
        return f"begins: {_text(before[-8:])}" if hedge is not None else ""


def _has_gap(part: Part) -> bool:
    """Whether words that are apart in the evidence stand side by side without a mark."""
    steps = part.found.steps
    for kind, run in groupby(range(len(steps)), key=lambda n: steps[n].kind):
        numbers = list(run)
        left = sum(step.kind == "same" for step in steps[: numbers[0]])
        right = sum(step.kind == "same" for step in steps[numbers[-1] + 1 :])
        if kind == "left out" and len(numbers) >= MIN_SPLICE_WORDS and min(left, right) >= 2:
            return True
    return False


def _is_far_off(verdict: Verdict) -> bool:
    """Whether several words of the fragment are not at the place that was found."""
    wrong = sum(len(each.quoted.split()) for each in verdict.differences if not each.allowed)
    return wrong >= MIN_SPLICE_WORDS


def same_name(one: str, other: str) -> bool:
    """Whether a label and a name may be one person's: the last word of the shorter is the other's last, or all are in.

    "LEE", "Ann Lee", "Minister Lee" and "Lee, Ann" are one; "Ann Lee" and "Bo Lee" are two.
    """
    mine, theirs = (_name_parts(name) for name in (one, other))
    if not mine or not theirs:
        return True
    shorter, longer = sorted((mine, theirs), key=len)
    return shorter <= longer or (len(shorter & longer) >= 2)


_TITLES = frozenset(
    ("mr", "mrs", "ms", "dr", "prof", "sir", "dame", "minister", "mayor", "senator", "president", "the", "of")
)


def _name_parts(name: str) -> frozenset[str]:
    parts = frozenset(word.key for word in words_of(name))
    return parts - _TITLES or parts


def _exact(start: int, length: int) -> Alignment:
    steps = tuple(Step("same", n, start + n) for n in range(length))
    return Alignment(steps, start, start + length - 1, 0.0)


def _is_enough(found: Alignment, words: Sequence[Word]) -> bool:
    own = [n for n, word in enumerate(words) if not word.bracket]
    same = {step.quoted for step in found.steps if step.kind == "same"}
    matching = sum(n in same for n in own)
    return bool(own) and matching / len(own) >= MIN_SAME and matching >= min(2, len(own))


def _is_strict(word: Word) -> bool:
    """Whether a word must never change or go: a number, a date, a name or a negation."""
    return is_number(word.key) or word.key in NEGATIONS or word.key in DATES or word.proper


def _is_repeated(numbers: Sequence[int], evidence: Evidence) -> bool:
    """Whether words left out are said again right behind, or were said right before."""
    keys, size = evidence.keys, len(numbers)
    first, last = numbers[0], numbers[-1]
    if last - first + 1 != size:
        return False
    run = keys[first : last + 1]
    return keys[last + 1 : last + 1 + size] == run or (first >= size and keys[first - size : first] == run)


def _sentence_before(evidence: Evidence, first: int) -> list[Word]:
    """The words of the same sentence and turn before a word."""
    found: list[Word] = []
    for n in range(first - 1, max(-1, first - 12), -1):
        word = evidence.words[n]
        if word.ends or not evidence.goes_on(n):
            break
        found.append(word)
    return found[::-1]


def _around(evidence: Evidence, first: int, last: int) -> tuple[str, str, str]:
    """The evidence's own text before, at and behind these words."""
    words = evidence.words
    start, end = words[first].start, words[last].end
    low = words[max(0, first - CONTEXT_WORDS)].start
    high = words[min(len(words) - 1, last + CONTEXT_WORDS)].end
    text = evidence.text
    return text[low:start], text[start:end], text[end:high]


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.key for word in words)


def _described(difference: Difference) -> str:
    if not difference.source:
        return f"put in: {difference.quoted}"
    if not difference.quoted:
        return f"left out: {difference.source}"
    return f"“{difference.source}” became “{difference.quoted}”"


_ORDER: tuple[Kind, ...] = (
    "verbatim", "edited", "cut", "spliced", "misattributed", "altered", "not comparable", "not found",
)  # fmt: skip


def _rank(verdict: Verdict) -> tuple[int, int]:
    """The best first: a proof, then what is nearest to one."""
    wrong = sum(not each.allowed for each in verdict.differences)
    return _ORDER.index(verdict.kind), wrong
