"""Assigns colours to speakers: the same in the text, the tables and the preview of one article. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.types import Quote

MAX_COLOURED_SPEAKERS = 4
"""In most articles four speakers have nine tenths of the quoted words; a fifth colour would be hard to tell apart."""


class SpeakerColours:
    """Numbers from 1 to `MAX_COLOURED_SPEAKERS` for the speakers with the most words, ties by who speaks first.

    An actor keeps its number while the article is open, so that a correction does not change other speakers' colours.
    """

    def __init__(self) -> None:
        self._text = ""
        self._numbers: dict[str, int] = {}

    def numbers(self, quotes: Sequence[Quote], text: str) -> dict[str, int]:
        """The colour numbers by actor id, for the `quotes` of the article `text`."""
        if text != self._text:
            self._text, self._numbers = text, {}
        words: dict[str, int] = {}
        for quote in sorted(quotes, key=lambda quote: quote.span):
            if quote.actor is not None:
                words[quote.actor] = words.get(quote.actor, 0) + quote.word_count(text)
        free = [number for number in range(1, MAX_COLOURED_SPEAKERS + 1) if number not in self._numbers.values()]
        for actor in sorted(words, key=lambda actor: -words[actor]):
            if free and actor not in self._numbers:
                self._numbers[actor] = free.pop(0)
        return {actor: number for actor, number in self._numbers.items() if actor in words}
