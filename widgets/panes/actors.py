"""The actors pane: who acts in the article, who they are, how much they say and how often they are mentioned."""

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
"""The first column: a speaker with a name, a speaker without one, and who is not quoted."""
BY_PERSON = "*"
"""Behind the name of what a person set."""
KINDS: dict[ActorKind, str] = {
    "person": "person",
    "organisation": "organisation",
    "country": "country",
    "place": "place",
    "group": "group",
    "anonymous": "person",
}
"""Who an actor is, where the article gives neither role nor affiliation."""


def _sign(cell: str, _cells: int) -> str:
    """Only the sign of a cell that has the word behind it, to be found by a filter."""
    return cell[:1]


class ActorsPane(Table):
    """A row for each actor, in the order given."""

    EMPTY = "no actors found"
    WAITING = "not read yet"
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("naming", "", 1, cut=_sign),
        Column("name", "", 12, share=3),
        Column("who", "", 0, share=2, drop=4, from_width=45),
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
        """The user asked to be taken along the evidence for an actor: what it says and where it is named."""

        actor_id: str

    def show(
        self, actors: Sequence[Actor], quotes: Sequence[Quote], text: str = "", human: Collection[str] = frozenset()
    ) -> None:
        """Show `actors`. With the article's `text`, the words quoted from each are counted too.

        `human` are the ids of the actors that a person set.
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
    """`actors` as the table draws them; the arguments are those of `ActorsPane.show`, `colours` those of speakers."""
    counts = Counter(quote.actor for quote in quotes)
    words: Counter[str | None] = Counter()
    for quote in quotes:
        words[quote.actor] += quote.words(text)
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
    """Role and affiliation, `mayor, Springfield`; the kind of the actor where the article gives neither."""
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
