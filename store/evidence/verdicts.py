"""Verdicts of the evidence on a quote: verbatim, edited, altered, cut, spliced, by another speaker, or not found.

docs/proving.md says what each verdict promises. A fragment is the words of a quote between two quotation marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

from extract.languages.detection import Language
from store.evidence.allowed_edits import Difference, Part, described, differences, in_words
from store.evidence.comparable_words import ELLIPSIS, Word, words_of
from store.evidence.evidence_text import Evidence, Place, place_in_words
from store.evidence.quote_alignment import Alignment, Step, align, candidates
from store.evidence.rules import EditingRules
from store.evidence.sense import Neighbours, cut, hidden
from store.evidence.speaker_resolution import SpeakerLabels

Kind = Literal["verbatim", "edited", "altered", "cut", "spliced", "misattributed", "not comparable", "not found"]
PROVEN: frozenset[Kind] = frozenset({"verbatim", "edited"})

MIN_SAME = 0.55
"""A fragment counts as not found if a smaller share of it (0 to 1) is in the evidence in sequence."""
MIN_SAME_ACROSS_LANGUAGES = 0.9
"""In evidence in another language, words that are less alike are a translation."""
MIN_LANGUAGE_WORDS = 40
"""Evidence with fewer words is compared in any language."""
MIN_SPLICE_WORDS = 3
"""The fewest words on either side of an unmarked join, and between them in the source."""
MIN_TELLING_WORDS = 5
"""A fragment of at least this many words that is cut at one place is not proven by another place."""
CONTEXT_WORDS = 12
"""Words of context shown before and after the place."""
MAX_EXACT_PLACES = 50
"""The most places with exactly these words that are judged."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict of one piece of evidence on a fragment.

    `place` is None if it was not found. `differences` are in the order of the quote; `reason` says in one line why it
    is not verbatim, or what is uncertain about a proof. `before`, `words` and `after` are the evidence's own words at
    and around the place.
    """

    kind: Kind
    evidence: str = ""
    place: Place | None = None
    differences: tuple[Difference, ...] = ()
    reason: str = ""
    before: str = ""
    words: str = ""
    after: str = ""


class Prover:
    """Checks fragments against evidence. `language` is the story's (BCP 47), "" if unknown."""

    def __init__(
        self,
        evidence: Sequence[Evidence],
        rules: EditingRules | None = None,
        labels: SpeakerLabels | None = None,
        language: str = "",
    ) -> None:
        self._evidence = evidence
        self._rules = rules or EditingRules()
        self._labels = labels or SpeakerLabels()
        self._language = language

    def prove(self, fragment: str, names: Sequence[str] = (), before: str = "", after: str = "") -> Verdict:
        """The best verdict on a fragment, spoken by someone with one of these `names` (empty: any speaker).

        `before` and `after` are the fragments next to it in the story.

        The right speaker's words rank before the same words of another, and a proof before a finding. If the right
        speaker says several such words twice and one of them is cut, the cut ranks first, so that both places get
        checked.
        """
        words = words_of(fragment)
        spoken = [word for word in words if word.key != ELLIPSIS]
        if not spoken:
            return Verdict("not comparable", reason="no words")
        neighbours = Neighbours(*(tuple(word.key for word in words_of(text)) for text in (before, after)))
        found = [verdict for each in self._evidence for verdict in self._against(words, each, names, neighbours)]
        best = min(found, key=_rank, default=Verdict("not found"))
        if best.kind in PROVEN:
            turned = next((each for each in found if each.kind == "cut" and _are_apart(each, best)), None)
            if turned is not None:
                if len(spoken) >= MIN_TELLING_WORDS:
                    return replace(turned, reason=f"{turned.reason}; the same words stand alone at {_where(best)}")
                return replace(best, reason=_and(best.reason, f"but at {_where(turned)}: {turned.reason}"))
            return best
        return best if best.kind != "not found" else self._not_found()

    def _not_found(self) -> Verdict:
        """Not found, or nothing to compare if some of the evidence is in another language."""
        other = next((each for each in self._evidence if self._is_foreign(each)), None)
        if other is None:
            return Verdict("not found")
        return Verdict("not comparable", other.name, reason=f"the evidence is in {other.language.name}: translated?")

    def _is_foreign(self, evidence: Evidence) -> bool:
        if not self._language or len(evidence.words) < MIN_LANGUAGE_WORDS:
            return False
        tag = _primary(evidence.language)
        return tag not in ("und", _primary(Language(self._language, "")))

    def _against(
        self, words: Sequence[Word], evidence: Evidence, names: Sequence[str], neighbours: Neighbours
    ) -> list[Verdict]:
        pieces = [list(run) for gap, run in groupby(words, key=lambda word: word.key == ELLIPSIS) if not gap]
        found: list[Verdict] = []
        for first in self._places(pieces[0], evidence):
            parts = [Part(pieces[0], first)]
            for piece in pieces[1:]:
                following = self._next(piece, evidence, parts[-1].found.last)
                if following is None:
                    break
                parts.append(Part(piece, following))
            found.append(self._judged(parts, len(pieces), evidence, names, neighbours))
        if len(pieces) == 1 and all(map(_is_far_off, found)):
            found += self._halves(pieces[0], evidence)
        if self._is_foreign(evidence):
            found = [each for each in found if _share_same(each, words) >= MIN_SAME_ACROSS_LANGUAGES]
        return found

    def _halves(self, words: Sequence[Word], evidence: Evidence) -> list[Verdict]:
        """Words whose beginning and end are verbatim at two different places: joined without a mark."""
        keys, source = [word.key for word in words], evidence.words
        for split in range(len(keys) - MIN_SPLICE_WORDS, MIN_SPLICE_WORDS - 1, -1):
            head, tail = (next(source.exact_places(half), None) for half in (keys[:split], keys[split:]))
            if head is None or tail is None:
                continue
            before, passage, after = _around(evidence, head, head + split - 1)
            place = evidence.place(head, head + split - 1)
            line = evidence.place(tail, tail).line
            reason = f"goes on with words that stand elsewhere, at line {line}: {in_words(words[split:])}"
            return [Verdict("spliced", evidence.name, place, (), reason, before, passage, after)]
        return []

    def _places(self, words: Sequence[Word], evidence: Evidence) -> list[Alignment]:
        """The alignments of words at their likeliest places, if similar enough."""
        keys = [word.key for word in words]
        exact = [_exact(start, len(keys)) for start in evidence.words.exact_places(keys)]
        if exact:
            return exact[:MAX_EXACT_PLACES]
        found = [align(words, evidence, begin, self._rules) for begin in candidates(keys, evidence)]
        good = {(each.first, each.last): each for each in found if each is not None and _is_enough(each, words)}
        return sorted(good.values(), key=lambda each: each.cost)[:3]

    def _next(self, words: Sequence[Word], evidence: Evidence, last: int) -> Alignment | None:
        """The continuation of words after an ellipsis: the nearest later place, else the best one."""
        places = self._places(words, evidence)
        behind = [each for each in places if each.first > last]
        return min(behind, key=lambda each: each.first) if behind else next(iter(places), None)

    # -- judging ------------------------------------------------------------------------------------------------------

    def _judged(
        self, parts: Sequence[Part], pieces: int, evidence: Evidence, names: Sequence[str], neighbours: Neighbours
    ) -> Verdict:
        first, last = parts[0].found.first, parts[-1].found.last
        low, high = min(p.found.first for p in parts), max(p.found.last for p in parts)
        before, passage, after = _around(evidence, low, high)
        place = evidence.place(first, max(first, last))
        made = Verdict("verbatim", evidence.name, place, before=before, words=passage, after=after)
        changes = [each for part in parts for each in differences(part, evidence, self._rules)]
        made = replace(made, differences=tuple(changes))
        if len(parts) < pieces:
            return replace(made, kind="altered", reason="what follows the ellipsis is not in the evidence")
        wrong = next((each for each in changes if not each.allowed), None)
        if wrong is not None:
            kind: Kind = "spliced" if any(map(_has_gap, parts)) else "altered"
            return replace(made, kind=kind, reason=described(wrong))
        joined = self._joins(parts, evidence)
        if joined is not None:
            return replace(made, kind=joined[0], reason=joined[1])
        label = place.speaker
        if label and names and not self._labels.is_one_of(label, names):
            return replace(made, kind="misattributed", reason=f"said by {self._labels.name(label)}")
        turned = cut(parts, evidence, self._rules, neighbours)
        if turned:
            return replace(made, kind="cut", reason=turned)
        doubt = self._doubt(label, names)
        if changes or pieces > 1:
            edits = "; ".join(map(described, changes)) or "shortened, and shown"
            return replace(made, kind="edited", reason=_and(edits, doubt))
        return replace(made, reason=doubt)

    def _doubt(self, label: str, names: Sequence[str]) -> str:
        """The uncertainty about the speaker, if nothing contradicts the attribution."""
        rivals = self._labels.rivals(label, names) if label and names else []
        return f"{label} may also be {rivals[0]}" if rivals else ""

    def _joins(self, parts: Sequence[Part], evidence: Evidence) -> tuple[Kind, str] | None:
        """The fault in a fragment's ellipses, or in a part that two people speak."""
        for part in parts:
            used = [step.source for step in part.found.steps if step.source is not None and step.kind != "left out"]
            speakers = [evidence.speaker(number) for number in used]
            if len(set(speakers)) > 1:
                return "spliced", f"joins words of {speakers[0] or 'one'} and of {speakers[-1] or 'another'}"
        for one, other in pairwise(parts):
            between = evidence.words[one.found.last + 1 : other.found.first]
            if other.found.first <= one.found.last:
                return "spliced", "the ellipsis joins words in another order than they were said"
            if not self._rules.ellipses or len(between) > self._rules.max_ellipsis_words:
                return "spliced", f"the ellipsis joins words that are {len(between)} words apart"
            here, there = (evidence.speaker(p.found.first) for p in (one, other))
            if here != there:
                return "spliced", f"the ellipsis joins words of {here or 'one'} and of {there or 'another'}"
            if turned := hidden(between):
                return "cut", f"the ellipsis hides: {turned}"
        return None


def _has_gap(part: Part) -> bool:
    """Whether words that are apart in the evidence are adjacent in the quote without a mark."""
    steps = part.found.steps
    for kind, run in groupby(range(len(steps)), key=lambda n: steps[n].kind):
        numbers = list(run)
        left = sum(step.kind == "same" for step in steps[: numbers[0]])
        right = sum(step.kind == "same" for step in steps[numbers[-1] + 1 :])
        if kind == "left out" and len(numbers) >= MIN_SPLICE_WORDS and min(left, right) >= 2:
            return True
    return False


def _is_far_off(verdict: Verdict) -> bool:
    """Whether several words of the fragment are missing at the place found."""
    wrong = sum(len(each.quoted.split()) for each in verdict.differences if not each.allowed)
    return wrong >= MIN_SPLICE_WORDS


def _exact(start: int, length: int) -> Alignment:
    steps = tuple(Step("same", n, start + n) for n in range(length))
    return Alignment(steps, start, start + length - 1, 0.0)


def _is_enough(found: Alignment, words: Sequence[Word]) -> bool:
    own = [n for n, word in enumerate(words) if not word.bracket]
    same = {step.quoted for step in found.steps if step.kind == "same"}
    matched = sum(n in same for n in own)
    return bool(own) and matched / len(own) >= MIN_SAME and matched >= min(2, len(own))


def _around(evidence: Evidence, first: int, last: int) -> tuple[str, str, str]:
    """The evidence's own text before, at and after these words."""
    words = evidence.words
    start, end = words[first].start, words[last].end
    low = words[max(0, first - CONTEXT_WORDS)].start
    high = words[min(len(words) - 1, last + CONTEXT_WORDS)].end
    text = evidence.text
    return text[low:start], text[start:end], text[end:high]


ORDER: tuple[Kind, ...] = (
    "verbatim", "edited", "cut", "spliced", "misattributed", "altered", "not comparable", "not found",
)  # fmt: skip


def _rank(verdict: Verdict) -> tuple[int, int]:
    """Sort key, the best first: a proof, then the nearest to one."""
    wrong = sum(not each.allowed for each in verdict.differences)
    return ORDER.index(verdict.kind), wrong


def _are_apart(one: Verdict, other: Verdict) -> bool:
    """Whether two verdicts concern different words of the evidence."""
    here, there = one.place, other.place
    if here is None or there is None:
        return False
    return one.evidence != other.evidence or here.end <= there.start or there.end <= here.start


def _where(verdict: Verdict) -> str:
    assert verdict.place is not None
    return f"{place_in_words(verdict.place)} of {verdict.evidence}"


def _and(one: str, other: str) -> str:
    return "; ".join(filter(None, (one, other)))


def _share_same(verdict: Verdict, words: Sequence[Word]) -> float:
    """The share of a fragment, 0 to 1, that is the source's or an allowed edit."""
    wrong = sum(len(each.quoted.split()) for each in verdict.differences if not each.allowed)
    return 1.0 - wrong / max(1, len(words))


def _primary(language: Language) -> str:
    """A language without region or script: "en" for "en-GB"."""
    return language.tag.partition("-")[0].lower()
