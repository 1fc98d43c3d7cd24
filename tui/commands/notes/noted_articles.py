"""The notes of a data folder with their articles, for `copydesk notes`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.notes.note import Note
    from store.notes.notebook import Notebook
    from tui.jobs.collection import Collection


@dataclass(slots=True)
class NotedArticles:
    """The notes with their articles, each looked up once."""

    collection: Collection
    _entries: dict[str, Entry] | None = None
    _versions: dict[str, tuple[Note, ...]] | None = None

    @property
    def book(self) -> Notebook:
        """The notebook."""
        return self.collection.notebook

    @property
    def entries(self) -> dict[str, Entry]:
        """The stored articles by key."""
        if self._entries is None:
            self._entries = {entry.key: entry for entry in self.collection.library.entries()}
        return self._entries

    def title(self, note: Note) -> str:
        """The title of a note's article, or its key if the article is not stored."""
        entry = self.entries.get(note.article)
        return entry.title if entry else note.article

    def versions(self, note: Note) -> tuple[Note, ...]:
        """The states of a note that was edited in two places at once; otherwise empty."""
        if self._versions is None:
            self._versions = {conflict.uid: conflict.versions for conflict in self.book.conflicts()}
        return self._versions.get(note.uid, ())

    def to_dict(self, note: Note) -> dict[str, Any]:
        """A note in the form of --json."""
        entry, versions = self.entries.get(note.article), self.versions(note)
        return {
            **note.to_dict(),
            "title": entry.title if entry else None,
            "source": entry.source if entry else None,
            **({"versions": [version.to_dict() for version in versions]} if versions else {}),
        }

    def find(self, ref: str, among: Iterable[Note]) -> Note:
        """The one note whose uid is or begins with `ref`. Raises NotebookError."""
        from store.notes.notebook import NotebookError

        found = [note for note in among if note.uid.startswith(ref)]
        exact = [note for note in found if note.uid == ref]
        if len(exact or found) != 1 or not ref:
            several = "; candidates: " + " or ".join(note.uid for note in found[:3]) if found and ref else ""
            raise NotebookError(f"no note {ref}{several}")
        return (exact or found)[0]
