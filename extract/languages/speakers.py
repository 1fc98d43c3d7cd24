"""Finds the words that name a speaker beside a cue, by word order and capitals."""

from __future__ import annotations

import re

from extract.languages.lexicon import WORDS, Words, cue_pattern, held
from extract.types import Span

MAX_SPEAKER_TOKENS = 10

_TOKEN = re.compile(r"(?:\d{1,3}-)?[^\W\d_](?:[\w’'-]|\.(?=[^\W\d_]))*")
_GAP = re.compile(r"[ \t\u00a0\u202f]*")
_ABBREVIATED = re.compile(r"(?:Dr|Prof|St|Mr|Mme|M|Sr|Sra|dr|prof)\.")
_CAPITAL = r"[A-ZÀ-ÞÆØÅ][\w’'-]+"
_FULL_NAME = re.compile(rf"{_CAPITAL}\s+(?:(?:von|van|de|del|la|du|af|av)\s+)*{_CAPITAL}")
_APPOSED = re.compile(
    rf",\s+({_CAPITAL}(?:\s+(?:(?:von|van|de|del|la|du|af|av)\s+)*{_CAPITAL}){{1,2}})"
    r"(?=\s*(?:[.,;:)—–\n]|$))"
)
_OFFICE_THEN_NAME = re.compile(rf"i\s+[^\W\d_]+(?:\s[^\W\d_]+)?,\s+{_CAPITAL}\s{_CAPITAL}")
_SMALL = frozenset(
    [
        "von",
        "van",
        "der",
        "den",
        "de",
        "del",
        "du",
        "des",
        "la",
        "le",
        "di",
        "da",
        "af",
        "av",
        "von",
        "und",
        "et",
        "y",
        "og",
        "och",
        "i",
        "d",
    ]
)


def tokens(text: str, start: int, end: int) -> list[Span]:
    """The words from `start` on with only blanks between them."""
    found: list[Span] = []
    at = start
    while at < end and len(found) < MAX_SPEAKER_TOKENS + 4:
        gap = _GAP.match(text, at, end)
        assert gap is not None
        word = _TOKEN.match(text, gap.end(), end)
        if word is None:
            break
        stop = word.end()
        if stop < end and _ABBREVIATED.fullmatch(text, word.start(), stop + 1):
            stop += 1
        found.append(Span(word.start(), stop))
        at = stop
    return found


def speaker_after(text: str, start: int, end: int, tag: str, *, bare: bool = False) -> Span | None:
    """The speaker after a cue, up to a comma, an adverbial or an addressee; None if there is none.

    `bare` is for "according to", where the verb may follow the speaker at once.
    """
    words = WORDS[tag]
    row = tokens(text, start, end)
    while row and row[0].of(text).casefold() in held(words.between):
        row.pop(0)
    if not row:
        return None
    first = row[0].of(text)
    if first.casefold() in held(words.pronouns) and not first[0].isupper():
        return row[0]
    speaker: list[Span] = []
    for number, word in enumerate(row[:MAX_SPEAKER_TOKENS]):
        following = row[number + 1].of(text) if number + 1 < len(row) else ""
        if _ends(text, word, following, speaker, tag, bare=bare):
            break
        speaker.append(word)
    found = _checked(text, speaker, words, tag)
    return _with_name(text, found, end) if found is not None else None


def _with_name(text: str, found: Span, end: int) -> Span:
    """A description with the name after its comma: "el portavoz de la naviera, Jon Brevik"."""
    words = found.of(text)
    if _FULL_NAME.search(words):
        return found
    named = _APPOSED.match(text, found.end, end)
    return Span(found.start, named.end(1)) if named else found


def _ends(text: str, word: Span, following: str, speaker: list[Span], tag: str, *, bare: bool) -> bool:
    """Whether a word no longer belongs to the speaker; with `bare` a comma does not end the speaker."""
    words = WORDS[tag]
    written = word.of(text)
    low = written.casefold()
    nordic = tag in ("nb", "nn", "da", "sv")
    if nordic and low == "i":
        return not following[:1].isupper() and _OFFICE_THEN_NAME.match(text, word.start) is None
    if low in held(words.stops) and (not written[0].isupper() or tag == "de"):
        return bool(speaker) or not written[0].isupper()
    if (
        not written[0].isupper()
        and low not in _SMALL
        and (_has_name(text, speaker) or (bare and _has_noun(text, speaker, tag)))
    ):
        return True
    if words.has_cases and low in ("von", "vom", "aus") and _has_name(text, speaker):
        return low != "von" or following in ("der", "dem", "den")  # her institution, not her name
    return words.has_cases and low in ("der", "dem", "den", "die") and _has_name(text, speaker)


def _has_noun(text: str, speaker: list[Span], tag: str) -> bool:
    """Whether the last word is a noun: capitalised in German, elsewhere any word but an article."""
    if not speaker:
        return False
    last = speaker[-1].of(text)
    return last[0].isupper() if tag == "de" else last.casefold() not in held(WORDS[tag].articles)


def _has_name(text: str, speaker: list[Span]) -> bool:
    """Whether the last two words are capitalised."""
    return len(speaker) >= 2 and all(word.of(text)[0].isupper() for word in speaker[-2:])


def _checked(text: str, speaker: list[Span], words: Words, tag: str) -> Span | None:
    """The words as a span, without lower-case ones at the end; None if they are not a noun phrase."""
    while speaker and (low := speaker[-1].of(text).casefold()) and (low in _SMALL or low in held(words.articles)):
        if speaker[-1].of(text)[0].isupper():
            break
        speaker.pop()
    if not speaker:
        return None
    first = speaker[0].of(text)
    named = any(word.of(text)[0].isupper() for word in speaker)
    low = first.casefold()
    determined = first[0].isupper() or low in held(words.articles) or re.match(r"[ld][’']", low) is not None
    if not determined and (tag in ("de", "fr", "es") or (not named and len(speaker) > 3)):
        return None
    return Span(speaker[0].start, speaker[-1].end)


def speaker_before(text: str, start: int, end: int, tag: str) -> Span | None:
    """The speaker before a cue, from the beginning of its sentence; None if there is none."""
    words = WORDS[tag]
    clause = text[start:end]
    parts = clause.split(",")
    if len(parts) > 2 or (len(parts) == 2 and not parts[1].strip()):
        begin = start  # "Petra Holm, die Vorsitzende, sagte"
    else:
        begin = start if len(parts) == 1 else start + len(parts[0]) + 1
    row = tokens(text, begin, start + len(parts[0]) if begin == start and len(parts) > 1 else end)
    if not row:
        gap = re.compile(r"[\s–—\"“”«»]*").match(text, begin, end)
        row = tokens(text, gap.end(), end) if gap else []
    while row and row[-1].of(text).casefold() in held(words.between) and len(row) > 1:
        row.pop()
    if row and row[0].of(text).casefold() in ("wie", "comme", "como", "som"):
        row.pop(0)
    if not row or len(row) > MAX_SPEAKER_TOKENS:
        return None
    first = row[0].of(text)
    low = first.casefold()
    if low in held(words.pronouns) and len(row) == 1:
        return row[0]
    if low in held(words.stops) or any(cue_pattern(tag).fullmatch(word.of(text)) for word in row):
        return None
    return _checked(text, row, words, tag)
