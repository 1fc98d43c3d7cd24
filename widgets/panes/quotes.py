"""The quotes pane: kind, speaker, content and cue of each quote."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import cell_len
from textual.message import Message

from extract.naming import KIND_WORDS, UNSURE_BELOW
from extract.types import Actor, Quote
from widgets.panes.actors import BY_PERSON, NAMED, UNNAMED
from widgets.tables.columns import Column, Row
from widgets.tables.table import Table
from widgets.text.safe import one_line
from widgets.text.speaker_colours import SpeakerColours

KIND_SIGNS = {"direct": "“”", "partial": "“…", "paraphrase": "~"}
"""Signs for the kinds in a narrow column."""
UNSURE = "?"
"""Precedes the content of a quote whose speaker is unsure."""


VERDICT_SIGNS = {"verbatim": "✓", "edited": "≈", "not found": "?", "not comparable": "?"}
"""Signs that can be distinguished without colour; every other verdict is a cross."""
NOT_PROVEN = "✗"
TALL_HEAD = "verb · kind"
"""The head of rows of two lines, whose right end is the kind."""


def _with_verdict(row: Row, verdict: str) -> Row:
    kind, speaker, content, _sign, _verdict, cue = row.cells
    sign = VERDICT_SIGNS.get(verdict, NOT_PROVEN) if verdict else ""
    return replace(row, cells=(kind, speaker, content, sign, verdict, cue))


def _kind(word: str, cells: int) -> str:
    """The kind as a word, or as a sign if the word does not fit."""
    return word if len(word) <= cells else KIND_SIGNS.get(word, "")[:cells]


class QuotesPane(Table):
    """A row for each quote, in the order given.

    In a column of its own (`tall`) each row has two lines, speaker and verb with the kind at the right end, then the
    words; and a blank line below them if all rows fit so.
    """

    EMPTY = "no quotes found"
    WAITING = "not read yet"
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("kind", "", 2, drop=2, roomy=(54, 10), cut=_kind, name="Kind"),
        Column("speaker", "", 12, share=2, name="Speaker"),
        Column("content", "", 8, share=6, drop=1, name="Quote"),
        Column("proof", "", 0, whole=True),
        Column("verdict", "evidence", 0, share=1, drop=4, from_width=70),
        Column("cue", "verb", 0, share=1, drop=3, roomy=(54, 8), from_width=54, name="Verb"),
    )

    @dataclass
    class Chosen(Message):
        """The user moved the cursor to a quote."""

        quote_id: str

    @dataclass
    class Entered(Message):
        """The user pressed Enter on a quote, or clicked it a second time."""

        quote_id: str

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._colours = SpeakerColours()
        self._verdicts: Mapping[str, str] = {}
        self._quotes: Sequence[Row] = ()
        self.colours: Mapping[str, int] = {}
        """The colour numbers of the speakers, by actor id."""
        self._tall = False

    @property
    def tall(self) -> bool:
        """Whether each row has two lines."""
        return self._tall

    @tall.setter
    def tall(self, tall: bool) -> None:
        if tall != self._tall:
            self._tall = tall
            self.refit()

    def show(
        self, quotes: Sequence[Quote], actors: Sequence[Actor], text: str, human: Collection[str] = frozenset()
    ) -> None:
        """Show `quotes` of the article `text`, with the names of their speakers among `actors`.

        `human` are the ids of the quotes that a person corrected.
        """
        names = {actor.id: actor.name for actor in actors}
        self.colours = self._colours.numbers(quotes, text)
        self._quotes = [_row(quote, names, text, quote.id in human, self.colours) for quote in quotes]
        self._show()

    def show_verdicts(self, verdicts: Mapping[str, str]) -> None:
        """Show the verdicts on quotes, by their ids: a sign, and the word if there is room."""
        self._verdicts = dict(verdicts)
        self._show()

    def _show(self) -> None:
        self.set_rows([_with_verdict(row, self._verdicts.get(row.key, "")) for row in self._quotes])

    def lines_per_row(self) -> int:
        return 1 if not self._tall else 3 if len(self.rows) * 3 <= self.size.height + 1 else 2

    def heads(self) -> list[tuple[int, str]]:
        if not self._tall:
            return super().heads()
        by = next((column for column in self.COLUMNS if column.key == self.order[0]), None)
        head = f"{(by.name or by.title).lower()}{self.arrow(by)}" if by is not None else TALL_HEAD
        return [(max(1, self.size.width - cell_len(head) - 2), head)]

    def cells(self, row: Row, part: int) -> Iterator[tuple[str, str]]:
        if not self._tall:
            yield from super().cells(row, part)
            return
        kind, speaker, content, sign, verdict, cue = row.cells
        if part == 0:
            end = " ".join(filter(None, (f"{sign} {verdict}".strip(), kind)))
            room = max(0, self.size.width - cell_len(end) - 3)
            who = one_line(speaker, room)
            verb = f" · {one_line(cue.lower(), room - cell_len(who) - 3)}" if cue and room - cell_len(who) > 4 else ""
            yield f" {who}", row.look_of(1)
            yield verb, ""
            yield f"{' ' * (room - cell_len(who) - cell_len(verb) + 1)}{end}", "table--dim"
        elif part == 1:
            yield f"   {one_line(content, max(0, self.size.width - 4))}", ""

    def chosen(self, key: str) -> None:
        self.post_message(self.Chosen(key))

    def entered(self, key: str) -> None:
        self.post_message(self.Entered(key))


def _row(quote: Quote, names: Mapping[str, str], text: str, human: bool, colours: Mapping[str, int]) -> Row:
    speaker = names.get(quote.actor or "") or (quote.speaker.of(text) if quote.speaker else "no one named")
    unsure = not human and quote.confidence < UNSURE_BELOW
    colour = colours.get(quote.actor or "", 0)
    look = f"table--speaker{colour}" if colour else ""
    return Row(
        quote.id,
        (
            KIND_WORDS[quote.kind],
            f"{UNNAMED if quote.anonymous or quote.actor is None else NAMED} {speaker}" + f" {BY_PERSON}" * human,
            (f"{UNSURE} " if unsure else "") + quote.content(text),
            "",
            "",
            quote.cue.of(text) if quote.cue else "",
        ),
        order=(None, speaker, quote.span.start),
        looks=("", look),
    )
