"""A text as words that can be compared: what typography, case and line width change is the same word."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

ELLIPSIS = "…"
"""The key of an ellipsis, with or without brackets around it."""
_TOKEN = re.compile(
    r"(?P<gap>\[\s*(?:…|\.{3,}|\. \. \.)\s*\]|\(\s*(?:…|\.{3,})\s*\)|…|\.{3,}|\. \. \.)"
    r"|(?P<bracket>\[[^\[\]\n]{1,80}\])"
    r"|(?P<number>[$€£]?\d+(?:[.,\u00a0\u202f' ]\d{3}(?!\d))*(?:[.,:]\d+)*(?:\s?%|st\b|nd\b|rd\b|th\b)?)"
    r"|(?P<word>[^\W\d_]+(?:\u00ad?['’‘`´ʼ]?\u00ad?[^\W\d_]+)*)"
)
_SEPARATOR = re.compile(r"(?<=\d)[,\u00a0\u202f' ](?=\d{3}(?!\d))")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´ʼ", "'"))
_COUNTED = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"""
_NUMBER_WORDS = {word: str(n) for word, n in zip(_COUNTED.split(), [*range(21), *range(30, 100, 10)], strict=True)}
"""Numbers in words and in digits are the same number."""


class Word(NamedTuple):
    """One word: `key` is what is compared, `start` and `end` are code points of the text.

    `bracket` is a word in square brackets, which the editor put there; `cut_off` one that breaks off in a dash, as a
    transcript prints a false start; `ends` one that a sentence ends with; `proper` one with a capital that is not the
    first of a sentence.
    """

    key: str
    start: int
    end: int
    bracket: bool = False
    cut_off: bool = False
    ends: bool = False
    proper: bool = False


def words_of(text: str, offset: int = 0) -> list[Word]:
    """The words of `text`, with ellipses as words of their own; `offset` is added to their places."""
    found: list[Word] = []
    begins = True
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match["gap"]:
            found.append(Word(ELLIPSIS, start + offset, end + offset))
            continue
        if match["bracket"]:
            inner = words_of(match[0][1:-1], start + 1 + offset)
            found += [word._replace(bracket=True, proper=False) for word in inner]
            continue
        after = text[end : end + 3]
        ends = re.match(r"[\"”’»')\]]*[.!?](?!\w)", after) is not None and not after.startswith("...")
        cut_off = re.match(r"[-–—](?:\s|$)", after) is not None
        proper = not begins and match[0][:1].isupper() and match[0] not in ("I", "I'm", "I’m")
        found.append(Word(key_of(match[0]), start + offset, end + offset, False, cut_off, ends, proper))
        begins = ends
    return found


def key_of(word: str) -> str:
    """What is compared of a word: without case, accents composed, one apostrophe, numbers as digits."""
    folded = unicodedata.normalize("NFKC", word.replace("\u00ad", "")).casefold().translate(_APOSTROPHES)
    folded = unicodedata.normalize("NFC", folded)
    if folded[:1].isdigit() or folded[:1] in "$€£":
        folded = re.sub(r"(?:st|nd|rd|th)$", "", _SEPARATOR.sub("", folded)).replace(" ", "").strip()
    return _NUMBER_WORDS.get(folded, folded)


def is_number(key: str) -> bool:
    """Whether a word is a number."""
    return any(character.isdigit() for character in key)
