"""The actors pane: the article's actors with role, quotes, words quoted and mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from extract.naming import Naming, actor_naming
from extract.types import Actor, ActorKind, Quote
from widgets.tables.columns import Column, Row
from widgets.tables.table import Table
from widgets.text.speaker_colours import SpeakerColours

NAMED, UNNAMED, NOT_QUOTED = "●", "○", "·"
"""Signs of the first column: a named speaker, an unnamed one, and an actor who is not quoted."""
BY_PERSON = "*"
"""Follows the name of an actor that a person corrected."""
KINDS: dict[ActorKind, str] = {
    "person": "person",
    "organisation": "organisation",
    "country": "country",
    "place": "place",
    "group": "group",
    "anonymous": "person",
}
"""Labels of actors without role and affiliation."""


def _sign(cell: str, _cells: int) -> str:
    """The sign alone; the word after it in the cell is there for the filter."""
    return cell[:1]


class ActorsPane(Table):
    """A row for each actor, in the order given."""

    EMPTY = "no actors found"
    WAITING = "not read yet"
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("naming", "", 1, cut=_sign),
        Column("name", "", 12, share=3, name="Name"),
        Column("who", "", 0, share=2, drop=4, roomy=(50, 14), from_width=45, name="Who they are"),
        Column("quotes", "quot", 4, right=True, drop=2, short="qts", largest_first=True),
        Column("words", "words", 4, right=True, drop=3, roomy=(45, 5), short="wds", largest_first=True),
        Column("mentions", "ment", 4, right=True, drop=5, from_width=45, largest_first=True),
    )

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._colours = SpeakerColours()

    @dataclass
    class Chosen(Message):
        """The user moved the cursor to an actor."""

        actor_id: str

    @dataclass
    class Entered(Message):
        """The user pressed Enter on an actor, to step through its quotes and mentions."""

        actor_id: str

    def show(
        self, actors: Sequence[Actor], quotes: Sequence[Quote], text: str = "", human: Collection[str] = frozenset()
    ) -> None:
        """Show `actors`, in this order; `text`, the article's, is needed to count the words quoted from each.

        `human` are the ids of the actors that a person corrected.
        """
        self.set_rows(actor_rows(actors, quotes, text, human, self._colours.numbers(quotes, text)))

    def chosen(self, key: str) -> None:
        self.post_message(self.Chosen(key))

    def entered(self, key: str) -> None:
        self.post_message(self.Entered(key))


def actor_rows(
    actors: Sequence[Actor],
    quotes: Sequence[Quote],
    text: str,
    human: Collection[str] = frozenset(),
    colours: Mapping[str, int] | None = None,
) -> list[Row]:
    """The table's rows. The arguments are those of `ActorsPane.show`; `colours` are colour numbers by actor id."""
    counts = Counter(quote.actor for quote in quotes)
    words: Counter[str | None] = Counter()
    for quote in quotes:
        words[quote.actor] += quote.word_count(text)
    colours = colours or {}
    return [
        _row(
            actor,
            counts[actor.id],
            words[actor.id],
            actor_naming(actor, quotes, text),
            actor.id in human,
            colours.get(actor.id, 0),
        )
        for actor in actors
    ]


def who_is(actor: Actor, naming: Naming) -> str:
    """Role and affiliation, such as `mayor, Springfield`; the actor's kind if the article gives neither."""
    known = ", ".join(part for part in (actor.role, actor.affiliation) if part)
    return known or (KINDS[actor.kind] if naming == "named" else f"{naming} {KINDS[actor.kind]}")


def _row(actor: Actor, quotes: int, words: int, naming: Naming, human: bool, colour: int) -> Row:
    mentions = len(actor.mentions)
    sign = (NAMED if naming == "named" else UNNAMED) if quotes else NOT_QUOTED
    look = f"table--speaker{colour}" if colour else "" if quotes else "table--dim"
    return Row(
        actor.id,
        (
            f"{sign} {naming}",
            actor.name + (f" {BY_PERSON}" if human else ""),
            who_is(actor, naming),
            str(quotes or ""),
            str(words or ""),
            str(mentions),
        ),
        order=(naming, None, None, -quotes, -words, -mentions),
        looks=(look, look if colour else ""),
    )
