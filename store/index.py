"""Notes found by article, version, tag, type and status, and by the words in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from store.notes import Note

Keys = dict[str, dict[str, None]]

_TERM = re.compile(r'"([^"]*)"?|(\S+)')


def by_position(note: Note) -> tuple[int, int, str]:
    """Sorts notes in text order; those on the whole article come first."""
    return (-1, -1, note.created) if note.anchor is None else (note.anchor.start, note.anchor.end, note.created)


def fold(text: str) -> str:
    """`text` for comparing: without case and accents, blanks made one."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return " ".join(text.lower().split())


def terms(query: str) -> list[str]:
    """The words of a query, folded; words between double quotes stay together."""
    found = (fold(m[1] if m[1] is not None else m[2]) for m in _TERM.finditer(query))
    return [term for term in found if term]


@dataclass(slots=True)
class Index:
    """Live notes only. Sets keep the order in which notes came."""

    notes: dict[str, Note] = field(default_factory=dict)
    articles: Keys = field(default_factory=dict)
    versions: Keys = field(default_factory=dict)
    tags: Keys = field(default_factory=dict)
    types: Keys = field(default_factory=dict)
    statuses: Keys = field(default_factory=dict)
    _folded: dict[str, str] = field(default_factory=dict)

    def put(self, uid: str, note: Note | None) -> None:
        """Make `note` the one with this uid; None takes it out."""
        old = self.notes.get(uid)
        if old is not None:
            for keys, values in self._keys(old):
                for value in values:
                    holders = keys[value]
                    holders.pop(uid, None)
                    if not holders:
                        del keys[value]
            self._folded.pop(uid, None)
        if note is None:
            self.notes.pop(uid, None)
            return
        self.notes[uid] = note
        for keys, values in self._keys(note):
            for value in values:
                keys.setdefault(value, {})[uid] = None

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
        return sorted((self.notes[uid] for uid in uids), key=by_position)

    def select(
        self,
        *,
        article: str | None = None,
        tag: str | None = None,
        type: str | None = None,
        status: str | None = None,
    ) -> list[Note]:
        """The notes that have all that is asked for, oldest first."""
        wanted = ((self.articles, article), (self.tags, tag), (self.types, type), (self.statuses, status))
        sets = [keys.get(value, {}) for keys, value in wanted if value is not None]
        if not sets:
            return list(self.notes.values())
        smallest = min(sets, key=len)
        found = [self.notes[uid] for uid in smallest if all(uid in other for other in sets)]
        return sorted(found, key=lambda note: (note.created, note.uid))

    def search(self, query: str, titles: Mapping[str, str]) -> list[Note]:
        """The notes that hold every term in body, quote, tags, speaker or title of the article; latest change first."""
        wanted = terms(query)
        if not wanted:
            return []
        by_title = {key: fold(title) for key, title in titles.items()}
        found: Iterable[Note] = (
            note
            for uid, note in self.notes.items()
            if _holds(wanted, self._text(uid, note), by_title.get(note.article, ""))
        )
        return sorted(found, key=lambda note: (note.updated, note.uid), reverse=True)

    def _text(self, uid: str, note: Note) -> str:
        folded = self._folded.get(uid)
        if folded is None:
            said = note.about
            parts = [
                note.body,
                note.anchor.exact if note.anchor else "",
                *note.tags,
                said.actor,
                said.speaker,
                said.role,
            ]
            folded = self._folded[uid] = fold("\n".join(part for part in parts if part))
        return folded


def _holds(wanted: list[str], text: str, title: str) -> bool:
    return all(term in text or term in title for term in wanted)
