"""Finds notes by article, version, tag, type and status, and by their words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter

from store.notes.note import Note

Place = tuple[int, int, str]
Keys = dict[str, dict[str, Place]]

_COMPOSED = re.compile("[^\0-\u00bf\u2010-\u201f\u2026]")
_MARKS = re.compile("[\u0300-\u036f]+")
_TERM = re.compile(r'"([^"]*)"?|(\S+)')


def by_position(note: Note) -> Place:
    """Sort key for text order; notes on the whole article come first."""
    return (-1, -1, note.created) if note.anchor is None else (note.anchor.start, note.anchor.end, note.created)


def fold(text: str) -> str:
    """`text` folded for comparison: without case and accents, with single blanks."""
    if text.isascii():
        text = text.lower()
    else:
        text = text.casefold()
        if _COMPOSED.search(text):
            text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return " ".join(text.split())


def terms(query: str) -> list[str]:
    """The words of a query, folded; words between double quotes stay together."""
    found = (fold(m[1] if m[1] is not None else m[2]) for m in _TERM.finditer(query))
    return [term for term in found if term]


@dataclass(slots=True)
class Index:
    """Live notes only. Each key maps to the uids of its notes and their places in the text."""

    notes: dict[str, Note] = field(default_factory=dict)
    articles: Keys = field(default_factory=dict)
    versions: Keys = field(default_factory=dict)
    tags: Keys = field(default_factory=dict)
    types: Keys = field(default_factory=dict)
    statuses: Keys = field(default_factory=dict)
    _folded: dict[str, str] = field(default_factory=dict)
    _unfolded: dict[str, None] = field(default_factory=dict)

    def put(self, uid: str, note: Note | None) -> None:
        """Set the note with this uid; None removes it."""
        old = self.notes.get(uid)
        if old is not None:
            for keys, values in self._keys(old):
                for value in values:
                    holders = keys[value]
                    holders.pop(uid, None)
                    if not holders:
                        del keys[value]
            self._folded.pop(uid, None)
            self._unfolded.pop(uid, None)
        if note is None:
            self.notes.pop(uid, None)
            return
        self.notes[uid] = note
        self._unfolded[uid] = None
        place = by_position(note)
        for keys, values in self._keys(note):
            for value in values:
                keys.setdefault(value, {})[uid] = place

    def _keys(self, note: Note) -> tuple[tuple[Keys, tuple[str, ...]], ...]:
        return (
            (self.articles, (note.article,)),
            (self.versions, (note.version,)),
            (self.tags, note.tags),
            (self.types, (note.type,)),
            (self.statuses, (note.status,)),
        )

    def for_article(self, key: str, version: str | None) -> list[Note]:
        """The notes of an article and those on the same text under another key, in text order."""
        uids = self.articles.get(key, {})
        if version is not None and version in self.versions:
            uids = uids | self.versions[version]
        return [self.notes[uid] for uid in sorted(uids, key=uids.__getitem__)]

    def select(
        self,
        *,
        article: str | None = None,
        tag: str | None = None,
        type: str | None = None,
        status: str | None = None,
    ) -> list[Note]:
        """The notes that match every condition, oldest first. Tags are compared without case and accents."""
        wanted = ((self.articles, article), (self.types, type), (self.statuses, status))
        sets = [keys.get(value, {}) for keys, value in wanted if value is not None]
        if tag is not None:
            named = fold(tag)
            sets.append(
                {uid: at for each, uids in self.tags.items() if fold(each) == named for uid, at in uids.items()}
            )
        if not sets:
            return list(self.notes.values())
        smallest = min(sets, key=len)
        found = [self.notes[uid] for uid in smallest if all(uid in other for other in sets)]
        return sorted(found, key=lambda note: (note.created, note.uid))

    def search(self, query: str, titles: Mapping[str, str]) -> list[Note]:
        """The notes with every term in body, quote, tags, speaker or title of the article; latest change first."""
        wanted = terms(query)
        if not wanted:
            return []
        self.prepare()
        by_title = {key: fold(title) for key, title in titles.items()}
        left = self._folded
        for term in wanted:
            titled = {uid for key, title in by_title.items() if term in title for uid in self.articles.get(key, ())}
            left = {uid: text for uid, text in left.items() if term in text or uid in titled}
        found = [self.notes[uid] for uid in left]
        found.sort(key=attrgetter("uid"))
        found.sort(key=attrgetter("updated"), reverse=True)
        return found

    def prepare(self, most: int | None = None) -> bool:
        """Prepare the texts that `search` uses, up to `most` at once. Returns whether all are ready."""
        for uid in list(self._unfolded if most is None else islice(self._unfolded, most)):
            note = self.notes[uid]
            attribution = note.about
            parts = (
                note.body,
                note.anchor.exact if note.anchor else "",
                *note.tags,
                attribution.actor,
                attribution.speaker,
                attribution.role,
            )
            self._folded[uid] = fold(" ".join(part for part in parts if part))
            del self._unfolded[uid]
        return not self._unfolded
