"""A file of notes of any kind into the notebook, for the command line and the screens. Everything here blocks."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from store.articles.library import Library
    from store.interchange.incoming_notes import Batch
    from store.notes.note import Note
    from store.notes.notebook import Notebook

SHOWN = 60
"""Characters of a note in a list of those that come."""
_CAME = {"conflict": "in conflict:", "trash": "in the trash:"}


class Came(NamedTuple):
    """What came of a file, in words; in a line each what of it could not be taken; and what came of which note."""

    words: str
    faults: Sequence[str]
    notes: Sequence[tuple[str, Note]] = ()


def content_of(text: str) -> Batch | str:
    """What the text of a file has: notes; or itself, where it is Markdown that was exported.

    Raises ImportFault, in one line, where it has no notes.
    """
    from store.interchange.note_files import is_markdown, parse

    return text if is_markdown(text) else parse(text)


class Importing:
    """Takes the contents of files into `book`, or with `dry` says what would come of them."""

    def __init__(self, library: Library, book: Notebook, *, dry: bool) -> None:
        from store.interchange.note_importer import NoteImporter

        self._book = book
        self._dry = dry
        self._taking = NoteImporter(library, book, dry=dry)

    def take(self, content: Batch | str) -> Came:
        """Take what a file has. Raises NotebookError and OSError; what was taken before is kept."""
        if not isinstance(content, str):
            report = self._taking.take(content.notes)
            return Came(report.in_words(), content.faults, report.notes)
        from store.export.markdown_import import take_markdown
        from widgets.text.tags import tags_of

        taken = take_markdown(content, self._book, tags_of, dry=self._dry)
        notes = [("conflict" if torn else "changed", note) for torn, note in taken.notes]
        return Came(taken.in_words(), taken.faults, notes)


def listed(came: Came, library: Library) -> list[str]:
    """The notes of a file in a line each: what came of it, what it says, who wrote it, and its article's title."""
    from store.interchange.note_importer import MAX_REPORTED_NOTES
    from store.texts.escaping import plain

    titles = {entry.key: entry.title for entry in library.entries()} if came.notes else {}
    lines = [
        plain(
            f"{_CAME.get(outcome, outcome)} {note.type}: “{shorten(plain(note.body), SHOWN, placeholder='…')}”"
            f"{f', {note.author}' if note.author else ''}, on {titles.get(note.article, 'an article not here')}"
        )
        for outcome, note in came.notes[:MAX_REPORTED_NOTES]
    ]
    return [*lines, "…"] if len(came.notes) >= MAX_REPORTED_NOTES else lines
