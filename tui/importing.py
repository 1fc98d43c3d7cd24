"""A file of notes of any kind into the notebook, for the command line and the screens. Everything here blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from store.interchange.incoming import Batch
    from store.library import Library
    from store.notebook import Notebook


class Came(NamedTuple):
    """What came of a file, in words, and in a line each what of it could not be taken."""

    words: str
    faults: Sequence[str]


def content_of(text: str) -> Batch | str:
    """What the text of a file has: notes; or itself, where it is Markdown that was exported.

    Raises ImportFault, in one line, where it has no notes.
    """
    from store.interchange.files import is_markdown, parse

    return text if is_markdown(text) else parse(text)


class Importing:
    """Takes the contents of files into `book`, or with `dry` says what would come of them."""

    def __init__(self, library: Library, book: Notebook, *, dry: bool) -> None:
        from store.interchange.taking import Taking

        self._book = book
        self._dry = dry
        self._taking = Taking(library, book, dry=dry)

    def take(self, content: Batch | str) -> Came:
        """Take what a file has. Raises NotebookError and OSError; what was taken before is kept."""
        if not isinstance(content, str):
            return Came(self._taking.take(content.notes).in_words(), content.faults)
        from store.export.importing import take_markdown
        from widgets.tags import tags_of

        taken = take_markdown(content, self._book, tags_of, dry=self._dry)
        return Came(taken.in_words(), taken.faults)
