"""`copydesk import`: notes from files into the data folder, twice as well as once."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import Parser, fail
from tui.config import locations

if TYPE_CHECKING:
    from store.articles.library import Library
    from tui.jobs.note_import import Came

EPILOG = """\
What can be imported is told by its content: the JSON-LD, CSV (or TSV) and Markdown that 'copydesk export' writes, also
edited; W3C Web Annotations of other programs; annotations of Hypothesis, as its API answers or its client exports them.

Each file gets one line with what came of its notes:
  new          were not here
  changed      followed from what was here
  in conflict  differ from what is here and do not follow from it: both are kept, 'c' on the note settles it
  known        are here, or were and have been changed or deleted since

An article is found by its address or its text. A note whose article is not on the desk is kept and waits for it; one
whose passage is not in the text for certain is kept as an orphan and asked about when the article is opened. Importing
a file again changes nothing.

Exit codes: 0 all was taken; 1 something could not be, and a line on standard error says what; 2 usage.

examples:
  copydesk import notes.jsonld
  copydesk import colleague/*.md --dry-run
  curl -s 'https://api.hypothes.is/api/search?uri=https://example.org/a' | copydesk import -
"""
TOLD = 5
"""Faults of a file that are told one by one."""


def main(argv: Sequence[str]) -> int:
    """Run `copydesk import` and return the exit code."""
    parser = Parser("copydesk import", "Take notes from files into the data folder.", EPILOG)
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file of notes, or - for standard input")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would come of each file and note; keep nothing"
    )
    parser.add_argument("--author", metavar="NAME", help="who signs notes without a name (default: your login name)")
    args = parser.parse_args(argv)
    from store.disk.files import describe_error
    from store.interchange.note_files import ImportFileError
    from store.model.source_names import printable
    from store.notes.notebook import NotebookError
    from tui.jobs.note_import import content_of

    desk: _Desk | None = None
    faults = 0
    try:
        for file in args.files:
            name = printable(file)
            try:
                content = content_of(_text(file))
            except ImportFileError as error:
                faults += 1
                fail(f"{name}: {error}")
                continue
            desk = desk or _Desk(args)
            faults += _tell(name, desk.importing.take(content), desk.library if args.dry_run else None)
    except (NotebookError, OSError) as error:
        return fail(describe_error(error))
    finally:
        if desk is not None:
            desk.book.close()
    return 1 if faults else 0


class _Desk:
    """The data folder that notes are taken into; opened when there is something to take."""

    def __init__(self, args: argparse.Namespace) -> None:
        from store.catalogue.open import open_library
        from store.notes.notebook import Notebook
        from tui.jobs.note_import import Importing

        home = locations.data_home(args.home)
        fresh = not args.dry_run and not home.exists()  # a folder that is there need not hear that somebody came
        self.book = Notebook.open(home, author=_author(args.author), announce=fresh, read_only=args.dry_run)
        for line in self.book.notices:
            fail(line)
        self.library = open_library(home)
        self.importing = Importing(self.library, self.book, dry=args.dry_run)


def _tell(name: str, came: Came, planned: Library | None) -> bool:
    """Say what came of a file: the first faults one by one; whether there were any.

    `planned`: nothing was kept; the articles of this library are named with what would be.
    """
    for fault in came.faults[:TOLD]:
        fail(f"{name}: {fault}")
    if len(came.faults) > TOLD:
        fail(f"{name}: {len(came.faults) - TOLD} more like these")
    print(f"{name}: {came.words}" + (" (nothing kept: --dry-run)" if planned else ""))
    if planned:
        from tui.jobs.note_import import listed
        from widgets.text.safe import one_line

        for line in listed(came, planned):
            print(f"  {one_line(line, 500)}")
    return bool(came.faults)


def _text(name: str) -> str:
    from store.interchange.note_files import MAX_FILE_BYTES, decode, read_text

    return decode(sys.stdin.buffer.read(MAX_FILE_BYTES + 1)) if name == "-" else read_text(Path(name))


def _author(chosen: str | None) -> str:
    from tui.config import settings
    from tui.launch import login

    return chosen or settings.load(locations.config_file())[0].author or login()
