"""Words that reverse the sense of a quote: directly before or after it in its source, or under its ellipses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from store.evidence.allowed_edits import NEGATIONS, Part, in_words
from store.evidence.comparable_words import Word
from store.evidence.evidence_text import Evidence
from store.evidence.rules import EditingRules

HEDGE_WORDS = 6
"""Words before a quote, in its sentence, that are checked for a hedge."""
WORDS_AFTER = 7
"""Words after a quote that are compared with the phrases that reverse its sense."""
WORDS_BEFORE = 12
TURNS_NEXT_SENTENCE = frozenset({"but", "unless", "except", "only if", "however"})
"""The words that also reverse a sentence from the beginning of the next one."""
CONTINUED_WORDS = 2
"""So many words of the source after a fragment must begin the next one for the story to go on as the source does."""
HIDDEN = NEGATIONS | {"unless", "except", "if", "only", "allegedly", "supposedly", "reportedly"}
"""Words that an ellipsis may never replace."""


class Neighbours(NamedTuple):
    """The keys of the fragments before and after one in the story, so that what is quoted there is not cut off here."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def cut(
    parts: Sequence[Part],
    evidence: Evidence,
    rules: EditingRules,
    neighbours: Neighbours = Neighbours(),  # noqa: B008
) -> str:
    """Words directly before or after the quote, in the same turn, that reverse its sense; "" if none do.

    Words that the story quotes in the next fragment, or in the one before, are not cut off.
    """
    first, last = parts[0].found.first, parts[-1].found.last
    following = _following(evidence, last)
    keys = [word.key for word in following]
    while keys and rules.is_filler(keys[:1]):
        keys = keys[1:]
    ends = evidence.words[last].ends
    goes_on = bool(keys) and tuple(keys[:CONTINUED_WORDS]) == neighbours.after[: len(keys[:CONTINUED_WORDS])]
    for phrase in () if goes_on else rules.turns:
        wanted = phrase.split()
        if keys[: len(wanted)] == wanted and (not ends or phrase in TURNS_NEXT_SENTENCE):
            return f"goes on: {in_words(following)}"
    before = _sentence_before(evidence, first)
    if (
        before
        and tuple(w.key for w in before[-CONTINUED_WORDS:]) == neighbours.before[-len(before[-CONTINUED_WORDS:]) :]
    ):
        return ""
    near = before[-HEDGE_WORDS:]
    hedge = next((word for word in near if word.key in rules.hedges and not _is_an_answer(word, evidence)), None)
    return f"begins: {in_words(before[-8:])}" if hedge is not None else ""


def hidden(between: Sequence[Word]) -> str:
    """The words replaced by an ellipsis, if one of them reverses the sense; else ""."""
    return in_words(between) if any(word.key in HIDDEN for word in between) else ""


def _is_an_answer(word: Word, evidence: Evidence) -> bool:
    """Whether a "no" answers a question, as in "No, we will": it negates nothing that follows."""
    return word.key == "no" and evidence.text[word.end : word.end + 1] == ","


def _following(evidence: Evidence, last: int) -> list[Word]:
    found: list[Word] = []
    for n in range(last, min(last + WORDS_AFTER, len(evidence.words) - 1)):
        if not evidence.goes_on(n):
            break
        found.append(evidence.words[n + 1])
    return found


def _sentence_before(evidence: Evidence, first: int) -> list[Word]:
    """The words before a word in the same sentence and turn."""
    found: list[Word] = []
    for n in range(first - 1, max(-1, first - WORDS_BEFORE), -1):
        word = evidence.words[n]
        if word.ends or not evidence.goes_on(n):
            break
        found.append(word)
    return found[::-1]
