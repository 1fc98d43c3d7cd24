"""Evidence: a transcript, a release or any other text, as turns with speaker, time and position."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from extract.languages.detection import Language, detect
from store.evidence.word_index import WordIndex


class Turn(NamedTuple):
    """An uninterrupted passage of one speaker: `start` to `end` are code points of the evidence's text.

    `speaker` is the label as printed, "" if there is none or it names no one ("Speaker 1"); `time` is the time code at
    its start, "" if none is given.
    """

    start: int
    end: int
    speaker: str = ""
    time: str = ""


class Place(NamedTuple):
    """A position in the evidence: the speaker, the time code, the line from 1, and the code points.

    `page` counts from 1, and `line` from the top of the page; `page` is 0 without pages.
    """

    speaker: str
    time: str
    line: int
    start: int
    end: int
    page: int = 0


def place_in_words(place: Place) -> str:
    """`00:01:02.500, Kari Lund`, `page 3, line 12`, or `line 12`."""
    page = f"page {place.page}, " if place.page else ""
    return ", ".join(part for part in (place.time or f"{page}line {place.line}", place.speaker) if part)


@dataclass(frozen=True)
class Evidence:
    """One source to check quotes against: its name, its text, and its turns, in order and without overlap.

    `pages` are the code points at which pages begin, if any; `sha256` is that of its bytes, "" if it has none of its
    own; `warnings` has a line for each part that could not be read.
    """

    name: str
    text: str
    turns: tuple[Turn, ...]
    pages: tuple[int, ...] = ()
    sha256: str = ""
    warnings: tuple[str, ...] = ()

    @cached_property
    def words(self) -> WordIndex:
        """The words of all turns, without speakers' labels."""
        return WordIndex.of(self.text, ((turn.start, turn.end) for turn in self.turns))

    @cached_property
    def language(self) -> Language:
        """Its language, judged by its beginning and its middle."""
        middle = len(self.text) // 2
        return detect(f"{self.text[:4000]}\n{self.text[middle : middle + 4000]}")

    def turn_at(self, offset: int) -> int:
        """The number of the turn that contains a code point."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def speaker(self, number: int) -> str:
        """The label of the speaker of a word, "" if unknown."""
        return self.turns[self.turn_at(self.words[number].start)].speaker

    def goes_on(self, number: int) -> bool:
        """Whether the next word belongs to the same speaker and paragraph."""
        one, other = self.words[number], self.words[number + 1]
        return self.speaker(number) == self.speaker(number + 1) and "\n\n" not in self.text[one.end : other.start]

    def place(self, first: int, last: int) -> Place:
        """The place of the words with these numbers."""
        start, end = self.words[first].start, self.words[last].end
        turn = self.turns[self.turn_at(start)]
        page = bisect_right(self.pages, start)
        line = bisect_right(self._lines, start)
        if page:
            line -= bisect_right(self._lines, self.pages[page - 1]) - 1
        return Place(turn.speaker, turn.time, line, start, end, page)

    @cached_property
    def _starts(self) -> list[int]:
        return [turn.start for turn in self.turns]

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]
