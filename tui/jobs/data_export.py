"""Exports in the formats that put many articles into one file: JSON-LD, tables, bibliographies.

For the command line and for the screens; every function blocks, so screens call them in a thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from store.interchange.machine_formats import MACHINE

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.articles.library import Library
    from store.export.source import ExportedArticle
    from store.notes.notebook import Notebook


class DataExport:
    """One file to be written: the articles `entries`, or all of the desk, in the format `name` of `MACHINE`.

    Formats of notes leave out articles without any. After writing, `articles` counts those included, and `unread` those
    without a reading, which have no quotes and actors yet.
    """

    def __init__(
        self,
        library: Library,
        notebook: Notebook,
        name: str,
        entries: Sequence[Entry] | None = None,
        source_of: Callable[[Entry], ExportedArticle] | None = None,
        trusted_author: str = "",
    ) -> None:
        """`source_of` creates the source for an entry that may not be stored; without it all of them are.

        The notes of `trusted_author` are Markdown for other programs even if they contain code.
        """
        self.name = name
        self.suffix, self.help, self._many = MACHINE[name]
        self.articles = self.unread = 0
        self._library, self._notebook = library, notebook
        self._entries = entries
        self._source_of = source_of
        self._trusted_author = trusted_author

    def pieces(self) -> Iterator[bytes]:
        """The bytes of the file, piece by piece, the same for the same desk."""
        self.articles = self.unread = 0
        yield from self._many(self._sources())

    def write(self, path: Path, *, folder: bool = False) -> Path:
        """Write the file atomically and return its path: `path`, or `file_name` in it if it is a folder.

        `folder`: it is a folder, though it does not exist yet. Raises OSError, and ValueError for a link or a name that
        exports may not use.
        """
        from store.disk.files import make_folder, write_output

        path = path / self.file_name if folder or path.is_dir() else path
        if path.name in ("", ".", "..") or path.is_symlink():
            raise ValueError(f"{path}: not a place for an export")
        make_folder(path.parent)
        write_output(path, self.pieces())
        return path

    @property
    def file_name(self) -> str:
        """The default name of the file: after the one article in it, else after the desk."""
        from store.export.citekeys import citekey

        entries = self._entries or ()
        return f"{citekey(entries[0].key) if len(entries) == 1 else 'copydesk'}{self.suffix}"

    def _sources(self) -> Iterator[ExportedArticle]:
        from store.export.source import conflicts, exported

        others = conflicts(self._notebook)
        of_notes = self.name == "jsonld" or self.name.startswith("notes-")
        of_readings = self.name.startswith(("quotes-", "actors-"))
        for entry in self._entries if self._entries is not None else self._library.entries():
            source = (
                self._source_of(entry)
                if self._source_of is not None
                else exported(self._library, self._notebook, entry, others)
            )
            source.trusted_author = self._trusted_author
            if of_notes and self._entries is None and not source.notes:
                continue
            self.articles += 1
            self.unread += of_readings and source.article is None
            yield source
