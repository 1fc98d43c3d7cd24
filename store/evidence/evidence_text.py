"""Evidence: a transcript, a release or any other text, as turns of who speaks, when, and where it stands."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from store.evidence.comparable_words import ELLIPSIS, Word, words_of
from store.formats.charsets import decode_bytes
from store.formats.transcripts import cues, is_transcript

MAX_EVIDENCE_BYTES = 64 * 1024 * 1024
_TIME = r"(?:\[?\(?(?P<time>(?:\d{1,2}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?)\)?\]?[ \t]*[-–—]?[ \t]*)?"
_LABEL = re.compile(
    rf"[ \t]*{_TIME}(?:(?P<q>[QA])[.:]|(?P<name>[^\W\d_a-z][^\n:.!?“”\"]{{0,60}}?)"
    r"(?:[ \t]*\((?P<role>[^()\n]{1,60})\))?:)[ \t]+(?=\S)"
)
_ANYBODY = re.compile(r"(?:speaker|spk|unknown|voice|participant|person|q|a)[ _#-]*\w{0,3}", re.IGNORECASE)


class EvidenceError(Exception):
    """Why a file cannot be used as evidence, in a few words."""


class Turn(NamedTuple):
    """What one speaker says without a break: `start` to `end` are code points of the evidence's text.

    `speaker` is the label as printed, "" where there is none or where it names nobody ("Speaker 1"); `time` the time
    code of its beginning, "" where none is given.
    """

    start: int
    end: int
    speaker: str = ""
    time: str = ""


class Place(NamedTuple):
    """The place of words in the evidence: who speaks, the time code, the line from 1, and the code points."""

    speaker: str
    time: str
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Evidence:
    """One source to hold quotes against: its name, its text, and the turns in it, in order and without overlap."""

    name: str
    text: str
    turns: tuple[Turn, ...]

    @cached_property
    def words(self) -> list[Word]:
        """The words of all turns, without speakers' labels."""
        found: list[Word] = []
        for turn in self.turns:
            found += [word for word in words_of(self.text[turn.start : turn.end], turn.start) if word.key != ELLIPSIS]
        return found

    @cached_property
    def keys(self) -> list[str]:
        """What is compared of each word."""
        return [word.key for word in self.words]

    @cached_property
    def positions(self) -> Mapping[str, Sequence[int]]:
        """The index: where each word stands, by the numbers of `words`."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(self.keys):
            found[key].append(number)
        return dict(found)

    def turn_at(self, offset: int) -> int:
        """The number of the turn that holds a code point."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def goes_on(self, number: int) -> bool:
        """Whether the word behind this one is of the same speaker and paragraph."""
        one, other = self.words[number], self.words[number + 1]
        here, there = (self.turns[self.turn_at(word.start)].speaker for word in (one, other))
        return here == there and "\n\n" not in self.text[one.end : other.start]

    def place(self, first: int, last: int) -> Place:
        """Where the words with these numbers stand."""
        start, end = self.words[first].start, self.words[last].end
        turn = self.turns[self.turn_at(start)]
        return Place(turn.speaker, turn.time, bisect_right(self._lines, start), start, end)

    @cached_property
    def _starts(self) -> list[int]:
        return [turn.start for turn in self.turns]

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]


def read_evidence(name: str, data: bytes) -> Evidence:
    """The evidence in a file's bytes: WebVTT, SRT, JSON as Whisper writes it, or text with or without labels.

    What can be read of a damaged file is used. Raises EvidenceError, in a few words, where nothing can.
    """
    if len(data) > MAX_EVIDENCE_BYTES:
        raise EvidenceError(f"larger than {MAX_EVIDENCE_BYTES >> 20} MB")
    text, _warnings = decode_bytes(data, None)
    if text.lstrip()[:1] in ("{", "["):
        found = _whisper(text)
        if found is not None:
            return from_turns(name, found)
    if is_transcript(text.lstrip("\ufeff")[:2000]):
        return from_turns(name, cues(text))
    return from_text(name, text)


def from_turns(name: str, spoken: Iterable[tuple[str, str, str]]) -> Evidence:
    """Evidence of time codes, speakers ("" where unknown) and words, one turn a line. Raises EvidenceError for none."""
    text, turns = "", []
    speaker = ""
    for time, named, words in spoken:
        speaker = named or speaker
        line = " ".join(words.split())
        if not line:
            continue
        label = f"{speaker}: " if named else ""
        start = len(text) + len(label)
        text += f"{label}{line}\n"
        turns.append(Turn(start, start + len(line), _named(speaker), time))
    if not turns:
        raise EvidenceError("nobody speaks in it")
    return Evidence(name, text, tuple(turns))


def from_text(name: str, text: str) -> Evidence:
    """Evidence of a text. Where at least two paragraphs begin with a speaker's label, those say who speaks.

    A paragraph without a label goes on with the speaker before it. Raises EvidenceError for a text without words.
    """
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((at, at + len(line)))
        at += len(line) + 1
    labels = [_LABEL.match(text, start, end) for start, end in lines]
    labelled = sum(label is not None for label in labels) >= 2
    turns: list[Turn] = []
    speaker = time = ""
    for (start, end), label in zip(lines, labels, strict=True):
        if labelled and label is not None:
            speaker, time = _named(label["name"] or label["q"]), label["time"] or ""
            start = label.end()
        turns.append(Turn(start, end, speaker, time))
    if not any(word.key != ELLIPSIS for turn in turns for word in words_of(text[turn.start : turn.end])):
        raise EvidenceError("no words in it")
    return Evidence(name, text, tuple(turns))


def _named(label: str | None) -> str:
    label = " ".join((label or "").split())
    return "" if _ANYBODY.fullmatch(label) else label


def _whisper(text: str) -> Iterator[tuple[str, str, str]] | None:
    """The segments of Whisper's JSON; None where it is no such JSON."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    segments = document.get("segments") if isinstance(document, dict) else document
    listed = isinstance(document, dict) or any(isinstance(each, dict) and "text" in each for each in segments or ())
    if not isinstance(segments, list) or not listed:
        return None
    return (
        (_clock(each.get("start")), str(each.get("speaker") or ""), str(each["text"]))
        for each in segments
        if isinstance(each, dict) and isinstance(each.get("text"), str)
    )


def _clock(seconds: Any) -> str:
    """Seconds as a time code: `00:01:02.500`."""
    if not isinstance(seconds, int | float) or isinstance(seconds, bool) or not 0 <= seconds < 1e6:
        return ""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours:02}:{minutes:02}:{rest:06.3f}"
