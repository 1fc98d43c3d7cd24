"""`copydesk import`: imports notes from files; importing a file again changes nothing."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commands.argument_parser import Parser
from tui.commands.collection import opened
from tui.config import locations
from tui.config.author import author
from tui.console import fail, is_quiet

if TYPE_CHECKING:
    from store.articles.library import Library
    from tui.jobs.note_import import Importer, ImportResult

EPILOG = """\
The format of a file is recognised by its content: the JSON-LD, CSV (or TSV) and Markdown that 'copydesk export' writes,
also edited; W3C Web Annotations of other programs; annotations of Hypothesis, as its API answers or its client exports
them.

One line for each file counts its notes by outcome:
  new          not in the data folder
  changed      a later state of a note in the data folder
  in conflict  differs from the note in the data folder: both versions are kept, 'c' on the note settles it
  known        already imported, even if changed or deleted since

An article is found by its address or its text. A note whose article is not on the desk is kept until it is;
a note whose passage is not found for certain is an orphan, and the app asks about it when the article is opened.
Importing a file again changes nothing.

Exit codes: 0 everything was imported; 1 something was not, see standard error; 2 usage.

examples:
  copydesk import notes.jsonld
  copydesk import colleague/*.md --dry-run
  curl -s 'https://api.hypothes.is/api/search?uri=https://example.org/a' | copydesk import -
"""
MAX_REPORTED_FAULTS = 5
"""The most faults of a file that are reported one by one."""
MAX_LINE_CELLS = 500


def parser() -> Parser:
    """The options of `copydesk import`."""
    arguments = Parser("copydesk import", "Import notes from files into the data folder.", EPILOG)
    arguments.add_argument("files", nargs="+", metavar="FILE", help="a file of notes, or - for standard input")
    arguments.add_argument("--dry-run", action="store_true", help="report what would happen; change nothing")
    arguments.add_argument("--json", action="store_true", help="one JSON object per file: file, summary, faults")
    arguments.add_argument("--author", metavar="NAME", help="author of the imported notes (default: your login name)")
    return arguments


def main(argv: Sequence[str]) -> int:
    """Run `copydesk import` and return the exit code."""
    args = parser().parse_args(argv)
    from store.disk.files import describe_error
    from store.interchange.note_files import ImportFileError
    from store.model.source_names import printable
    from store.notes.notebook import NotebookError
    from tui.jobs.collection import CollectionError
    from tui.jobs.note_import import content_of

    faults = 0
    try:
        with ExitStack() as stack:
            importer: Importer | None = None
            for file in args.files:
                name = printable(file)
                try:
                    content = content_of(_text(file))
                except ImportFileError as error:
                    faults += 1
                    fail(f"{name}: {error}")
                    continue
                importer = importer or _importer(args, stack)
                faults += _report(
                    name, importer.run(content), importer.library if args.dry_run else None, as_json=args.json
                )
    except (CollectionError, NotebookError, OSError) as error:
        return fail(describe_error(error))
    return 1 if faults else 0


def _importer(args: argparse.Namespace, stack: ExitStack) -> Importer:
    """Open the data folder until `stack` closes, once there is something to import. Raises CollectionError."""
    from tui.jobs.note_import import Importer

    fresh = not args.dry_run and not locations.data_home(args.home).exists()  # otherwise there is nothing to report
    signed = author(args.author)
    collection = stack.enter_context(opened(args.home, author=signed, read_only=args.dry_run, announce=fresh))
    return Importer(collection.library, collection.notebook, dry_run=args.dry_run)


def _report(name: str, result: ImportResult, library: Library | None, *, as_json: bool) -> bool:
    """Print the result of importing the file `name`, the first faults one by one; returns whether there were any.

    `library`: this is a dry run; the articles of this library are listed with the notes that would be imported.
    """
    for fault in result.faults[:MAX_REPORTED_FAULTS]:
        fail(f"{name}: {fault}")
    if len(result.faults) > MAX_REPORTED_FAULTS:
        fail(f"{name}: {len(result.faults) - MAX_REPORTED_FAULTS} more like these")
    if as_json:
        print(json.dumps({"file": name, "summary": result.summary, "faults": list(result.faults)}))
    elif not is_quiet():
        print(f"{name}: {result.summary}" + (" (nothing changed: --dry-run)" if library else ""))
    if library and not as_json and not is_quiet():
        from tui.jobs.note_import import note_lines
        from widgets.text.safe import one_line

        for line in note_lines(result, library):
            print(f"  {one_line(line, MAX_LINE_CELLS)}")
    return bool(result.faults)


def _text(name: str) -> str:
    from store.interchange.note_files import MAX_FILE_BYTES, decode, read_text

    return decode(sys.stdin.buffer.read(MAX_FILE_BYTES + 1)) if name == "-" else read_text(Path(name))
