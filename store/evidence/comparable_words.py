"""Splits a text into comparable words: differences of typography, case and line breaks are ignored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

ELLIPSIS = "…"
"""The key of an ellipsis, with or without brackets around it."""
BRACKET, CUT_OFF, ENDS, PROPER = 1, 2, 4, 8
"""The flags of a word as bits; see `Word`."""
_TOKEN = re.compile(
    r"(?P<gap>\[\s*(?:…|\.{3,}|\. \. \.)\s*\]|\(\s*(?:…|\.{3,})\s*\)|…|\.{3,}|\. \. \.)"
    r"|(?P<partial>\[[^\W\d_]{1,3}\][^\W\d_]+|[^\W\d_]+\[[^\W\d_]{1,5}\])"
    r"|(?P<bracket>\[[^\[\]\n]{1,80}\])"
    r"|(?P<number>[$€£]?\d+(?:[.,\u00a0\u202f' ]\d{3}(?!\d))*(?:[.,:]\d+)*(?:st\b|nd\b|rd\b|th\b)?)"
    r"|(?P<percent>%|per[ \u00a0]cent\b)"
    r"|(?P<word>[^\W\d_]+(?:\u00ad?['’‘`´ʼ]?\u00ad?[^\W\d_]+)*)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[\"”’»')\]]*[.!?](?!\w)(?!\.\.)")
_CUT_OFF = re.compile(r"[-–—](?:\s|$)")
_SEPARATOR = re.compile(r"(?<=\d)[,\u00a0\u202f' ](?=\d{3}(?!\d))")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´ʼ", "'"))
_FIRST_PERSON = frozenset({"I", "I'm", "I’m", "I've", "I’ve", "I'll", "I’ll", "I'd", "I’d"})
_COUNTED = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"""
_NUMBER_WORDS = {word: str(n) for word, n in zip(_COUNTED.split(), [*range(21), *range(30, 100, 10)], strict=True)}
"""Numbers in words and in digits are the same number."""
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_CURRENCIES = {"dollar": "$", "dollars": "$", "euro": "€", "euros": "€", "pound": "£", "pounds": "£"}
_SIGNS = frozenset("$€£")
_DECIMAL = re.compile(r"\d{1,12}(?:\.\d{1,6})?")


class Word(NamedTuple):
    """One word: `key` is compared, `start` and `end` are code points of the text.

    `bracket` is a word in square brackets, added by the editor; `cut_off` one that breaks off in a dash, as transcripts
    print a false start; `ends` one that ends a sentence; `proper` a capitalised word that does not begin a sentence.
    """

    key: str
    start: int
    end: int
    bracket: bool = False
    cut_off: bool = False
    ends: bool = False
    proper: bool = False

    @classmethod
    def marked(cls, key: str, start: int, end: int, marks: int) -> Word:
        """A word from its flags."""
        return cls(
            key, start, end, bool(marks & BRACKET), bool(marks & CUT_OFF), bool(marks & ENDS), bool(marks & PROPER)
        )


def words_of(text: str, offset: int = 0) -> list[Word]:
    """The words of `text`, with ellipses as words of their own; `offset` is added to their positions."""
    keys: dict[str, str] = {}
    return [Word.marked(key, start + offset, end + offset, marks)
            for key, start, end, marks in scan(text, 0, len(text), keys)]  # fmt: skip


def scan(text: str, begin: int, end: int, keys: dict[str, str]) -> Iterator[tuple[str, int, int, int]]:
    """Key, start, end and flags of each word between two positions of `text`.

    `keys` caches the keys of words already seen, so that a long text is read in one pass. Numbers in several words
    ("four thousand five hundred", "$4.5 million", "five dollars") are one word.
    """
    number: list[tuple[str, int, int, int]] = []
    for word in _scan(text, begin, end, keys):
        if number and not _goes_on(number, word, text):
            yield from _as_one(number)
            number = []
        key = word[0]
        if number or key in _SCALES or key[:1].isdigit() or key[:1] in _SIGNS:
            number.append(word)
        else:
            yield word
    yield from _as_one(number)


def _scan(text: str, begin: int, end: int, keys: dict[str, str]) -> Iterator[tuple[str, int, int, int]]:
    """`scan`, with each word of a number on its own."""
    begins = True
    for match in _TOKEN.finditer(text, begin, end):
        start, stop = match.span()
        kind = match.lastgroup
        if kind == "gap":
            yield ELLIPSIS, start, stop, 0
            continue
        if kind == "partial":
            yield _partial(match[0], start, stop)
            begins = False
            continue
        if kind == "bracket":
            for key, low, high, marks in _scan(text, start + 1, stop - 1, keys):
                yield key, low, high, (marks | BRACKET) & ~PROPER
            continue
        if kind == "number" and " " in match[0] and len({*match[0].split(" ")}) == 1:  # "350 350": said twice
            for part in re.finditer(r"\d+", match[0]):
                yield part[0], start + part.start(), start + part.end(), 0
            begins = False
            continue
        raw = match[0]
        key = keys.get(raw) or keys.setdefault(raw, "percent" if kind == "percent" else key_of(raw))
        marks = 0 if begins or not raw[0].isupper() or raw in _FIRST_PERSON else PROPER
        following = text[stop : stop + 1]
        begins = False
        if following != " ":
            if _ENDS.match(text, stop, end):
                marks |= ENDS
                begins = True
            elif _CUT_OFF.match(text, stop, end):
                marks |= CUT_OFF
        yield key, start, stop, marks


def _partial(word: str, start: int, end: int) -> tuple[str, int, int, int]:
    """A word that is partly in brackets: "[T]he" is "the"; "want[ed]" keeps its bracket."""
    if word.startswith("[") and word.index("]") == 2:
        return key_of(word.replace("[", "").replace("]", "")), start, end, 0
    return key_of(word), start, end, BRACKET


def key_of(word: str) -> str:
    """The comparable form of a word: without case, accents composed, one apostrophe, numbers as digits."""
    folded = unicodedata.normalize("NFKC", word.replace("\u00ad", "")).casefold().translate(_APOSTROPHES)
    folded = unicodedata.normalize("NFC", folded)
    if folded[:1].isdigit() or folded[:1] in "$€£":
        folded = re.sub(r"(?:st|nd|rd|th)$", "", _SEPARATOR.sub("", folded)).replace(" ", "").strip()
    return _NUMBER_WORDS.get(folded, folded)


def is_number(key: str) -> bool:
    """Whether a word is a number."""
    return any(character.isdigit() for character in key)


# -- numbers in several words -----------------------------------------------------------------------------------------


def _goes_on(number: list[tuple[str, int, int, int]], word: tuple[str, int, int, int], text: str) -> bool:
    """Whether a word may continue the number before it: both form one number, with only a blank between them."""
    last, key = number[-1][0], word[0]
    between = text[number[-1][2] : word[1]]
    if between not in (" ", "-", "\u00a0", "\u2011", "\n") or number[-1][3] & (BRACKET | CUT_OFF) != word[3] & BRACKET:
        return False
    if key in _CURRENCIES:
        plain = last in _SCALES or _DECIMAL.fullmatch(last) is not None
        return plain and all(each[0][:1] not in _SIGNS for each in number)
    if last in _CURRENCIES:
        return False
    if key in _SCALES:
        return _DECIMAL.fullmatch(last.lstrip("$€£")) is not None or last in _SCALES
    if not key.isdigit():
        return False
    if last in _SCALES:
        return text[word[1]].isalpha()
    tens = last.isdigit() and 20 <= int(last) < 100 and int(last) % 10 == 0
    return tens and 0 < int(key) < 10 and text[word[1]].isalpha() and text[number[-1][1]].isalpha()


def _as_one(number: list[tuple[str, int, int, int]]) -> list[tuple[str, int, int, int]]:
    """The words of a number merged into one."""
    if len(number) < 2:
        return number
    sign = number[0][0][:1] if number[0][0][:1] in _SIGNS else ""
    total, part = Decimal(0), Decimal(0)
    for key, *_place in number:
        if key in _CURRENCIES:
            sign = _CURRENCIES[key]
            continue
        scale = _SCALES.get(key)
        if scale is None:
            part += Decimal(key.lstrip("$€£"))
        elif scale == 100:
            part = (part or Decimal(1)) * 100
        else:
            total += (part or Decimal(1)) * scale
            part = Decimal(0)
    key = f"{sign}{(total + part).normalize():f}"
    return [(key, number[0][1], number[-1][2], number[-1][3] & ~PROPER)]
