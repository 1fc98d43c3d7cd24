"""The notes of many articles for export, each state once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.export.source import ExportedArticle
    from store.notes.note import Note


class Outgoing(NamedTuple):
    """One state of a note with the article it is shown on. `state` numbers those of a note edited in two places.

    `trusted`: code in it may be exported.
    """

    entry: Entry
    note: Note
    state: int
    trusted: bool


def outgoing(sources: Iterable[ExportedArticle]) -> Iterator[Outgoing]:
    """Every state of every note of the articles, in their order and in text order.

    Articles of the same text show one another's notes: such a note is listed with the article it was made on, or last
    if that is not among them.
    """
    seen: set[str] = set()
    other_articles: dict[str, tuple[ExportedArticle, tuple[Note, ...]]] = {}
    for source in sources:
        for note in source.notes:
            states = source.others.get(note.uid) or (note,)
            if note.article != source.entry.key:
                other_articles.setdefault(note.uid, (source, states))
            elif note.uid not in seen:
                seen.add(note.uid)
                yield from _each(source, states)
    for uid, (source, states) in other_articles.items():
        if uid not in seen:
            yield from _each(source, states)


def _each(source: ExportedArticle, states: tuple[Note, ...]) -> Iterator[Outgoing]:
    return (Outgoing(source.entry, note, number, source.trusts(note)) for number, note in enumerate(states, 1))
