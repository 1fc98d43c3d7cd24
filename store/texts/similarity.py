"""Decides which articles tell the same story in much the same words, and which quotes are the same.

Articles are compared by sampled shingles: runs of five words whose hash is 0 modulo 8 (A. Broder, "On the resemblance
and containment of documents", 1997; U. Manber, "Finding similar files in a large file system", 1994). The sample of a
text does not depend on any other, so that it can be stored in an index, and containment, unlike resemblance, finds the
short version of a long story. Quotes are short, so they are compared word by word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

SHINGLE_WORDS = 5
"""Words in a shingle."""
SAMPLE_ONE_IN = 8
"""One shingle in this many is sampled."""
MIN_STORY_CONTAINMENT = 0.3
"""Two articles tell the same story when this share (0 to 1) of the shorter one's sample is in the other's..."""
MIN_SHARED = 4
"""...and at least this many shingles are shared."""
MIN_QUOTE_LIKENESS = 0.75
"""Two quotes are the same when this share (0 to 1) of the shorter one's words is in the other, in order..."""
MIN_WORDS = 5
"""...and at least this many words, three of which are not among the commonest."""

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_COMMON = frozenset(
    """a an and are as at be been but by for from had has have he her his i in is it its not of on or our she that the
    their them there they this to was we were what which who will with would you your""".split()  # noqa: SIM905
)


def words(text: str) -> list[str]:
    """The words of `text`, folded: no case, no punctuation, one kind of apostrophe."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("’", "'"))


def sample(text: str) -> frozenset[int]:
    """The sampled shingles of `text`, each an unsigned 32-bit number. A text of few words may have none."""
    found = words(text)
    hashes = (crc32(" ".join(found[i : i + SHINGLE_WORDS]).encode()) for i in range(len(found) - SHINGLE_WORDS + 1))
    return frozenset(value for value in hashes if value % SAMPLE_ONE_IN == 0)


def containment(shared: int, one: int, other: int) -> float:
    """The share (0 to 1) of the smaller of two samples that is in the other, from their sizes and the overlap."""
    return shared / min(one, other) if one and other else 0.0


def same_story(shared: int, one: int, other: int) -> bool:
    """Whether two articles with samples of these sizes, and this many common shingles, tell the same story."""
    return shared >= MIN_SHARED and containment(shared, one, other) >= MIN_STORY_CONTAINMENT


def distinctive_words(text: str) -> list[str]:
    """The words of `text` that are not among the commonest, each once."""
    return list(dict.fromkeys(word for word in words(text) if word not in _COMMON))


@dataclass(frozen=True, slots=True)
class Wording:
    """A stretch of two quotes: the words of each, as printed. `same`: equal except for case and punctuation."""

    one: str
    other: str
    same: bool


def same_quote(one: str, other: str) -> float:
    """The share (0 to 1) of the shorter quote that is in the other one, in order; 0 if they are different quotes."""
    from rapidfuzz.distance import LCSseq

    mine, theirs = words(one), words(other)
    shorter = min(len(mine), len(theirs))
    if shorter < MIN_WORDS:
        return 0.0
    shared = LCSseq.similarity(mine, theirs)
    if shared < MIN_WORDS or shared < MIN_QUOTE_LIKENESS * shorter:
        return 0.0
    return shared / shorter if len((set(mine) & set(theirs)) - _COMMON) >= 3 else 0.0


def wording(one: str, other: str) -> list[Wording]:
    """Two quotes side by side, in order: the stretches they share, and those that differ. Joined, they restore both."""
    from rapidfuzz.distance import Indel

    mine, theirs = _spans(one), _spans(other)
    if not mine or not theirs:
        return [Wording(one, other, same=one == other)]
    found: list[Wording] = []
    for block in Indel.opcodes([word for word, _, _ in mine], [word for word, _, _ in theirs]):
        same = block.tag == "equal"
        left = _cut(one, mine, block.src_start, block.src_end)
        right = _cut(other, theirs, block.dest_start, block.dest_end)
        if found and not same and not found[-1].same:
            left, right = found[-1].one + left, found[-1].other + right
            found.pop()
        found.append(Wording(left, right, same))
    return found


def _spans(text: str) -> list[tuple[str, int, int]]:
    """The folded words, with the start of each and of the next."""
    found = [(" ".join(words(each[0])), each.start(), each.end()) for each in _WORD.finditer(text)]
    starts = [0, *(start for _, start, _ in found[1:]), len(text)]
    return [(word, starts[i], starts[i + 1]) for i, (word, _, _) in enumerate(found)]


def _cut(text: str, spans: Sequence[tuple[str, int, int]], first: int, last: int) -> str:
    return text[spans[first][1] : spans[last - 1][2]] if last > first else ""
