"""The quotes pane: what was said, by whom really, with which verb, named or anonymous."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from extract.naming import UNSURE_BELOW
from extract.types import Actor, Quote, QuoteKind
from widgets.tables.columns import Column, Row
from widgets.tables.table import Table

SIGNS: dict[QuoteKind, str] = {"direct": "D", "indirect": "I", "mixed": "M"}


class QuotesPane(Table):
    """A row for each quote, in the order given.

    The first column holds three signs: D, I or M for direct, indirect or mixed; `a` where nobody is named anywhere;
    `?` where the speaker is unsure, `h` where a human said so.
    """

    EMPTY = "no quotes found"
    WAITING = "not read yet"
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("kind", "", 3, drop=2),
        Column("speaker", "speaker", 10, share=2),
        Column("cue", "cue", 5, share=1, drop=3),
        Column("content", "what was said", 8, share=6, drop=1),
    )

    @dataclass
    class Chosen(Message):
        """The user moved the cursor to a quote."""

        quote_id: str

    @dataclass
    class Entered(Message):
        """The user asked for a quote: Enter, or a second click."""

        quote_id: str

    def show(
        self, quotes: Sequence[Quote], actors: Sequence[Actor], text: str, human: Collection[str] = frozenset()
    ) -> None:
        """Show `quotes` of the article `text`, with the names of the actors behind them.

        `human` are the ids of the quotes that are as a human said.
        """
        names = {actor.id: actor.name for actor in actors}
        self.set_rows([_row(quote, names, text, quote.id in human) for quote in quotes])

    def chosen(self, key: str) -> None:
        self.post_message(self.Chosen(key))

    def entered(self, key: str) -> None:
        self.post_message(self.Entered(key))


def _row(quote: Quote, names: Mapping[str, str], text: str, human: bool) -> Row:
    doubt = "h" if human else "?" if quote.confidence < UNSURE_BELOW else ""
    signs = SIGNS[quote.kind] + ("a" if quote.anonymous else " ") + doubt
    speaker = names.get(quote.actor or "") or (quote.speaker.of(text) if quote.speaker else "nobody named")
    content = quote.said(text)
    return Row(
        quote.id,
        (signs, speaker, quote.cue.of(text) if quote.cue else "", content),
        order=(None, None, None, quote.span.start),
    )
