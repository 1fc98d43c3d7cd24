"""Finds speakers by position: the words between a quote and its cue, or right after the cue.

A parser misled by a quote finds speakers inside it, or none. Beside a closing mark or a comma the word order is enough:
'..." Rep. Cummings (D-Md.) said', '..." sighed his sister'. There any verb can be a cue, known or not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extract.lexicon.cues import AS, DIRECT, TIMES, VERBS, Verb
from extract.lexicon.words import PEOPLE, ROLES
from extract.parse.tree import Tree
from extract.quotes.content_spans import trim
from extract.quotes.cue_frames import Frame
from extract.types import Span

_NAMEABLE = frozenset({"NNP", "NNPS", "PRP", "NN", "NNS"})
_STARTS = frozenset({"NNP", "NNPS", "PRP", "DT", "NN", "JJ", "NNS", "PRP$", "CD"})
_CLOSING = frozenset("\"”’'»“")
_MARKS = frozenset({",", "''", "``", ".", ":", "-LRB-"})
_PERSONS = frozenset({"he", "she", "they", "i", "we"})
_PEOPLE = PEOPLE | ROLES
_PAST_OR_PRESENT = frozenset({"VBD", "VBZ", "VBP"})
_STATES = frozenset({
    "was", "were", "is", "are", "am", "be", "been", "being", "has", "have",
    "had", "does", "did", "do", "would", "could", "can", "may", "might", "will",
    "shall", "should",
})  # fmt: skip


def _parted(breaks: Sequence[int], start: int, end: int) -> bool:
    """Whether a sentence begins between `start` (exclusive) and `end` (inclusive). `breaks` are sorted."""
    return bisect_right(breaks, end) > bisect_right(breaks, start)


def speaker_between(frame: Frame, gap: Span, text: str, breaks: Sequence[int]) -> bool:
    """Set the speaker of `frame` to the words of `gap`, up to the cue, if they are a noun phrase; return whether.

    `breaks` are the offsets at which sentences start; a gap with one inside is refused.
    """
    tree = frame.tree
    words = text[gap.start : gap.end]
    if not words.strip(" ,") or len(words) > 160 or _parted(breaks, gap.start, gap.end):
        return False
    first, last = tree.at(gap.start), tree.before(gap.end - 1)
    while first <= last and tree.tokens[first].tag in _MARKS:
        first += 1
    nouns = [i for i in range(first, last + 1) if tree.tokens[i].tag in _NAMEABLE]
    if not nouns and first < last and tree.tokens[last].tag == "JJ":
        nouns = [last]
    # No base form of a verb follows a closing mark: a word tagged as one there is a noun.
    noun = tree.tokens[first].tag == "VB" and text[gap.start - 1 : gap.start] in _CLOSING
    if not nouns or (tree.tokens[first].tag not in _STARTS and not noun):
        return False
    if tree.tokens[last].tag in ("IN", "TO", "CC", "MD") or tree.finite(first, nouns[0]):
        return False
    clause = next((i for i in range(first, last + 1) if tree.tokens[i].tag in ("WP", "WDT")), last + 1)
    if tree.finite(first, clause - 1):
        return False
    begin, end = tree.tokens[first].start, tree.tokens[max(first, clause - 1)].end
    frame.speaker, frame.subject, frame.left = trim(text, begin, end), nouns[0], begin
    return True


def speaker_after(frame: Frame) -> bool:
    """Set the speaker of `frame` to the name after its cue, if there is one; return whether."""
    tree = frame.tree
    i = frame.head + 1
    if i >= len(tree.tokens) or tree.tokens[i].tag not in _STARTS:
        return False
    while tree.tokens[i].tag not in _NAMEABLE and i + 1 < len(tree.tokens):
        i += 1
    while tree.tokens[i].dep in ("compound", "amod", "det", "poss") and tree.tokens[i].head > i:
        i = tree.tokens[i].head
    if tree.tokens[i].lower in TIMES or tree.tokens[i].ent in ("DATE", "TIME"):
        return False
    begin, end = tree.phrase(i, frame.head + 1)
    frame.subject, frame.speaker = i, tree.chars(begin, end)
    frame.right = max(frame.right, frame.speaker.end)
    return True


def any_cue(tree: Tree, text: str, start: int, limit: int, breaks: Sequence[int]) -> Frame | None:
    """A cue right after `start`, the end of direct speech, with any verb: "he groused", "deadpanned Lee"; or None."""
    first = tree.at(start)
    while first < len(tree.tokens) and tree.tokens[first].tag in _MARKS:
        first += 1
    for i in range(first, min(first + 25, len(tree.tokens))):
        token = tree.tokens[i]
        if token.start >= limit or _parted(breaks, start, token.start):
            return None
        closes = token.lower in VERBS and i > first and text[token.end : token.end + 1] in (".", ",", "")
        closes = closes and text[start - 1 : start] in _CLOSING
        acts = token.tag in _PAST_OR_PRESENT and token.lower[:1].isalpha() and token.lower not in _STATES
        if acts or closes:
            verb = VERBS.get(token.lower, Verb(token.lower, DIRECT))
            frame = Frame(tree, "verb", i, verb.takes | DIRECT, Span(token.start, token.end), token.start, token.end,
                          verb.lemma, verb)  # fmt: skip
            placed = (
                speaker_after(frame) if i == first else speaker_between(frame, Span(start, token.start), text, breaks)
            )
            return frame if placed else None
        if token.tag in ("IN", "TO", "CC", "MD", "WRB", "VBG", "RB") and i == first:
            return None
    return None


def cue_before(tree: Tree, floor: int, limit: int) -> Frame | None:
    """The first verb with a person as subject between `floor` and the colon before `limit`: "then she apologised:"."""
    for token in tree.tokens[tree.at(floor) : tree.before(limit - 1) + 1]:
        if token.tag not in _PAST_OR_PRESENT or not token.lower[:1].isalpha():
            continue
        if token.lower in _STATES or tree.child(token.i, "auxpass") is not None:
            continue
        subject = tree.child(token.i, "nsubj")
        if subject is None or not floor <= subject.start < token.start:
            continue
        if subject.lower not in _PERSONS and subject.ent != "PERSON" and subject.lower not in _PEOPLE:
            continue
        verb = VERBS.get(token.lower, Verb(token.lower, DIRECT))
        first, last = tree.phrase(subject.i, 0, token.i - 1)
        if verb.takes & AS:
            return None
        return Frame(tree, "verb", token.i, verb.takes | DIRECT, Span(token.start, token.end), tree.tokens[first].start,
                     token.end, verb.lemma, verb, subject.i, tree.chars(first, last))  # fmt: skip
    return None
