"""Imports the edits inside an exported Markdown file's blocks into the notebook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store.export import markers
from store.export.file_edits import TagsOf, returns, take

if TYPE_CHECKING:
    from store.notes.note import Note
    from store.notes.notebook import Notebook


@dataclass(frozen=True, slots=True)
class MarkdownImport:
    """The result of a file: how many notes were `changed`, `conflicting` (stored twice: both changed) and `known`.

    `faults` are one line each: a file that cannot be read, or blocks of notes that the notebook lacks. `notes` are the
    changed notes as in the file, each with whether it is stored twice.
    """

    changed: int = 0
    conflicting: int = 0
    known: int = 0
    faults: tuple[str, ...] = ()
    notes: tuple[tuple[bool, Note], ...] = ()

    def in_words(self) -> str:
        """One line: "notes: 3 changed, 1 in conflict, 12 known"."""
        counts = ((self.changed, "changed"), (self.conflicting, "in conflict"), (self.known, "known"))
        counted = ", ".join(f"{count} {name}" for count, name in counts if count)
        return f"notes: {counted}" if counted else "no notes"


def take_markdown(text: str, book: Notebook, tags_of: TagsOf, *, dry: bool = False) -> MarkdownImport:
    """Import the edits in an exported file, which is left unchanged. Repeating it changes nothing.

    `dry` stores nothing. A deleted or moved block has no effect on its note. Raises NotebookError.
    """
    try:
        document = markers.parse(text)
    except markers.MarkerError as error:
        return MarkdownImport(faults=(str(error),))
    blocks = [block for block in document.blocks() if block.kind == "note"]
    if not blocks:
        return MarkdownImport(faults=("no notes: it is Markdown, but not as 'copydesk export' writes it",))
    back = returns(document, book, tags_of)
    if not dry:
        take(back.edits, book, foreign=True)
    conflicting = sum(edit.conflicting for edit in back.edits)
    return MarkdownImport(
        len(back.edits) - conflicting,
        conflicting,
        len(blocks) - len(back.edits) - len(back.foreign),
        tuple(
            f"note {id} is not in this notebook; JSON-LD brings notes from desk to desk" for id in sorted(back.foreign)
        ),
        tuple((edit.conflicting, replace(edit.base, **edit.changes)) for edit in back.edits),
    )
