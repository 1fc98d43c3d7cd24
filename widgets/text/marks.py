"""Marked spans of a text, looked up by offset. Pure data; the article pane draws them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from extract.span import Span

if TYPE_CHECKING:
    from extract.types import Actor, Quote

LABEL_LETTERS = "asdfghjklqwertyuiopzxcvbnm"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a quote or an actor, drawn with the component class `look`; higher ranks are drawn on top.

    `colour` is the number of the speaker's colour, 0 for none.
    """

    span: Span
    look: str
    rank: int
    quote: str | None = None
    actor: str | None = None
    colour: int = 0


class Marks:
    """Marks in text order."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self.all: Sequence[Mark] = sorted((m for m in marks if m.span.start < m.span.end), key=lambda m: m.span)
        self._starts = [mark.span.start for mark in self.all]
        self.quotes = frozenset(mark.quote for mark in self.all if mark.quote is not None)
        self._reach = list(accumulate((mark.span.end for mark in self.all), max))

    def over(self, start: int, end: int) -> list[Mark]:
        """The marks that overlap `start` to `end`, by rank and then by position."""
        last = bisect_left(self._starts, end)
        first = bisect_right(self._reach, start, 0, last)
        return sorted((m for m in self.all[first:last] if m.span.end > start), key=lambda m: m.rank)

    def at(self, offset: int) -> Mark | None:
        """The narrowest mark at `offset`; None for none."""
        found = self.over(offset, offset + 1)
        return min(found, key=lambda m: (m.span.end - m.span.start, -m.rank)) if found else None


def marks_of(quotes: Iterable[Quote], actors: Iterable[Actor], colours: Mapping[str, int] | None = None) -> Marks:
    """The marks of quotes, their cues and speakers, and of every mention of an actor.

    `colours` are the numbers of the speakers' colours by actor id.
    """
    colours = colours or {}
    marks = [
        Mark(m.span, "article--mention", 1, actor=actor.id, colour=colours.get(actor.id, 0))
        for actor in actors
        for m in actor.mentions
    ]
    for quote in quotes:
        colour = colours.get(quote.actor or "", 0)
        marks += [Mark(span, f"article--{quote.kind}", 0, quote=quote.id, colour=colour) for span in quote.fragments]
        if quote.speaker is not None:
            marks.append(Mark(quote.speaker, "article--speaker", 2, quote=quote.id, colour=colour))
        if quote.cue is not None:
            marks.append(Mark(quote.cue, "article--cue", 3, quote=quote.id))
    return Marks(marks)


def step(spans: Sequence[Span], here: int, by: int, *, inside: bool) -> tuple[int, bool]:
    """The index in `spans` (sorted, not empty) `by` steps from the offset `here`, and whether the step wrapped.

    With `inside` the span that starts at `here` is the current one, so that a step leaves it.
    """
    starts = [span.start for span in spans]
    if by > 0:
        index = (bisect_right(starts, here) if inside else bisect_left(starts, here)) + by - 1
    else:
        index = bisect_left(starts, here) + by
    return index % len(spans), not 0 <= index < len(spans)


def jump_labels(count: int) -> list[str]:
    """`count` labels, all of one letter or all of two, so that none is the beginning of another."""
    if count <= len(LABEL_LETTERS):
        return list(LABEL_LETTERS[:count])
    return [a + b for a in LABEL_LETTERS for b in LABEL_LETTERS][:count]
