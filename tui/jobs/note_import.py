"""Imports a file of notes into the notebook, for the command line and the screens. Everything here blocks."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from store.articles.library import Library
    from store.interchange.incoming_notes import Batch
    from store.notes.note import Note
    from store.notes.notebook import Notebook

EXCERPT_CHARACTERS = 60
"""Length of a note's excerpt in a list of imported notes."""
_OUTCOMES = {"conflict": "in conflict:", "trash": "in the trash:"}


class ImportResult(NamedTuple):
    """The result of importing a file.

    `summary` counts the notes in words, `faults` has a line for each item that could not be imported, and `notes` are
    the notes with their outcome: new, changed, conflict, trash or known.
    """

    summary: str
    faults: Sequence[str]
    notes: Sequence[tuple[str, Note]] = ()


def content_of(text: str) -> Batch | str:
    """The content of a file: its notes; or the text itself, if it is exported Markdown.

    Raises ImportFileError, in one line, if it has no notes.
    """
    from store.interchange.note_files import is_markdown, parse

    return text if is_markdown(text) else parse(text)


class Importer:
    """Imports the contents of files into `book`, or with `dry_run` only reports the result."""

    def __init__(self, library: Library, book: Notebook, *, dry_run: bool) -> None:
        from store.interchange.note_importer import NoteImporter

        self.library = library
        self._book = book
        self._dry_run = dry_run
        self._notes = NoteImporter(library, book, dry=dry_run)

    def run(self, content: Batch | str) -> ImportResult:
        """Import a file's content. Raises NotebookError and OSError; notes imported before that are stored."""
        if not isinstance(content, str):
            report = self._notes.take(content.notes)
            return ImportResult(report.in_words(), content.faults, report.notes)
        from store.export.markdown_import import take_markdown
        from widgets.text.tags import tags_of

        imported = take_markdown(content, self._book, tags_of, dry=self._dry_run)
        notes = [("conflict" if conflicting else "changed", note) for conflicting, note in imported.notes]
        return ImportResult(imported.in_words(), imported.faults, notes)


def note_lines(result: ImportResult, library: Library) -> list[str]:
    """One line for each note of a file: its outcome, text, author, and its article's title."""
    from store.interchange.note_importer import MAX_REPORTED_NOTES
    from store.texts.escaping import plain

    titles = {entry.key: entry.title for entry in library.entries()} if result.notes else {}
    lines = []
    for outcome, note in result.notes[:MAX_REPORTED_NOTES]:
        excerpt = shorten(plain(note.body), EXCERPT_CHARACTERS, placeholder="…")
        signed = f", {note.signature}" if note.author else ""
        title = titles.get(note.article, "an article not here")
        lines.append(plain(f"{_OUTCOMES.get(outcome, outcome)} {note.type}: “{excerpt}”{signed}, on {title}"))
    return [*lines, "…"] if len(result.notes) >= MAX_REPORTED_NOTES else lines
