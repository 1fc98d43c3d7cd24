"""`copydesk export`: notes out of the data folder as Markdown."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from store.interchange.formats import MACHINE
from tui import locations
from tui.cli import Parser, fail

if TYPE_CHECKING:
    from store.library import Entry, Library
    from store.notebook import Notebook
    from tui.machine_export import MachineExport

EPILOG = """\
ARTICLE is what the desk shows: the file, URL or title you opened, or the beginning of the article's key. With it, the
Markdown goes to standard output, or to FILE with --output. Without it, every article that has notes is written to a
file of its own in the folder --output (default: the current one), and the files' names are printed.

The Markdown has YAML front matter, then for each note the words it is about, who said them, the note, and the position.

formats beside md, each one file for all articles, or for ARTICLE:
  jsonld                     notes as W3C Web Annotations, without a loss; 'copydesk import' takes them
  notes-csv, -excel, -tsv    notes as a table; 'copydesk import' takes it, also edited
  quotes-csv, -excel, -tsv   who said what, with which verb, named or anonymous
  actors-csv, -excel, -tsv   who acts in the articles, and how much they say
  csl, bibtex, ris           the articles for reference managers and Pandoc

examples:
  copydesk export story.txt
  copydesk export "Minister rules out price cap" --output notes.md
  copydesk export --output ~/notes
  copydesk export --format quotes-excel --output quotes.csv
  copydesk export --format bibtex > desk.bib
"""


def main(argv: Sequence[str]) -> int:
    """Run `copydesk export` and return the exit code."""
    parser = Parser("copydesk export", "Write notes as Markdown.", EPILOG)
    parser.add_argument("article", nargs="?", metavar="ARTICLE", help="the article; default: all that have notes")
    parser.add_argument("--format", choices=("md", *MACHINE), default="md", metavar="NAME", help="default: md")
    parser.add_argument("--output", "-o", metavar="FILE|DIR", help="where to write")
    args = parser.parse_args(argv)
    from store.library import Library
    from store.notebook import Notebook, NotebookError
    from tui.machine_export import MachineExport

    home = locations.data_home(args.home)
    library = Library(home)
    try:
        notebook = Notebook.open(home, author="", reading=True)
    except (NotebookError, OSError) as error:
        return fail(str(error))
    try:
        if args.format != "md":
            entry = library.find(args.article) if args.article is not None else None
            if args.article is not None and entry is None:
                return fail(f"{args.article}: no such article in {home}; 'copydesk' lists them")
            return _machine(
                MachineExport(library, notebook, args.format, None if entry is None else [entry]), args.output
            )
        if args.article is None:
            return _export_all(library, notebook, Path(args.output or "."))
        entry = library.find(args.article)
        if entry is None:
            return fail(f"{args.article}: no such article in {home}; 'copydesk' lists them")
        if args.output is None:
            _print(markdown(library, notebook, entry))
        else:
            _write(Path(args.output), markdown(library, notebook, entry))
    except (OSError, ValueError) as error:
        return fail(str(error))
    finally:
        notebook.close()
    return 0


def _machine(export: MachineExport, output: str | None) -> int:
    """Write one file of many articles, or write it to standard output."""
    if output is not None:
        _print(f"{export.write(Path(output))}\n")
    else:
        for piece in export.pieces():
            _print(piece.decode())
    if export.unread:
        fail(f"{export.unread} of {export.articles} articles were never read and have no rows: open them once")
    return 0


def markdown(library: Library, notebook: Notebook, entry: Entry) -> str:
    """The notes on `entry` as Markdown. Raises OSError where the article's text cannot be read."""
    from store.markdown import to_markdown

    notes = notebook.for_article(entry.key, entry.version)
    text = library.text(entry.version)
    return to_markdown(entry, library.reading(entry.version), text, notes, accessed=entry.opened or entry.added)


def export_article(library: Library, notebook: Notebook, entry: Entry, folder: Path) -> Path:
    """Write the notes on `entry` into `folder` under their own name and return the file. Raises OSError, ValueError."""
    from store.markdown import file_name

    path = folder / file_name(entry, entry.published or entry.added)
    _write(path, markdown(library, notebook, entry))
    return path


def _export_all(library: Library, notebook: Notebook, folder: Path) -> int:
    written = [
        export_article(library, notebook, entry, folder)
        for entry in library.entries()
        if notebook.for_article(entry.key, entry.version)
    ]
    if not written:
        return fail("no article has notes")
    for path in written:
        _print(f"{path}\n")
    return 0


def _write(path: Path, text: str) -> None:
    from store.markdown import write

    write(path, text)


def _print(text: str) -> None:
    if sys.stdout.isatty():
        from widgets.safe import visible

        text = visible(text)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.flush()
