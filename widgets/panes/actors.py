"""The actors pane: who acts in the article, for whom they speak, how often they are named and quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from extract.naming import Naming, actor_naming
from extract.types import Actor, ActorKind, Quote
from widgets.tables.columns import Column, Row
from widgets.tables.table import Table

SIGNS: dict[ActorKind, str] = {
    "person": "P",
    "organisation": "O",
    "country": "C",
    "place": "L",
    "group": "G",
    "anonymous": "?",
}
"""The first column: what kind of actor it is; `?` has no name anywhere in the article; then `h`: a human said so."""


class ActorsPane(Table):
    """A row for each actor, in the order given."""

    EMPTY = "no actors found"
    WAITING = "not read yet"
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("kind", "", 1, share=1),
        Column("name", "actor", 12, share=3),
        Column("role", "role", 8, share=2, drop=4),
        Column("affiliation", "for", 8, share=2, drop=5),
        Column("mentions", "ment", 4, right=True, drop=3),
        Column("quotes", "quot", 4, right=True, drop=2),
        Column("words", "words", 5, right=True, drop=6),
        Column("named", "named", 5, drop=7),
    )

    @dataclass
    class Chosen(Message):
        """The user moved the cursor to an actor."""

        actor_id: str

    @dataclass
    class Walked(Message):
        """The user asked to be taken along the evidence for an actor: what it says and where it is named."""

        actor_id: str

    def show(
        self, actors: Sequence[Actor], quotes: Sequence[Quote], text: str = "", human: Collection[str] = frozenset()
    ) -> None:
        """Show `actors`. With the article's `text`, the words quoted from each are counted too.

        `human` are the ids of the actors that are as a human said.
        """
        self.set_rows(actor_rows(actors, quotes, text, human))

    def chosen(self, key: str) -> None:
        self.post_message(self.Chosen(key))

    def entered(self, key: str) -> None:
        self.post_message(self.Walked(key))


def actor_rows(
    actors: Sequence[Actor], quotes: Sequence[Quote], text: str, human: Collection[str] = frozenset()
) -> list[Row]:
    """`actors` as the table draws them; the arguments are those of `ActorsPane.show`."""
    said = Counter(quote.actor for quote in quotes)
    words: Counter[str | None] = Counter()
    for quote in quotes:
        words[quote.actor] += quote.words(text)
    return [
        _row(actor, actor_naming(actor, quotes, text), said[actor.id], words[actor.id], actor.id in human)
        for actor in actors
    ]


def _row(actor: Actor, naming: Naming, said: int, words: int, human: bool) -> Row:
    mentions = len(actor.mentions)
    return Row(
        actor.id,
        (
            SIGNS[actor.kind] + ("h" if human else ""),
            actor.name,
            actor.role or "",
            actor.affiliation or "",
            str(mentions),
            str(said or ""),
            str(words or ""),
            "named" if naming == "named" else "anon",
        ),
        order=(None, None, None, None, -mentions, -said, -words),
    )
