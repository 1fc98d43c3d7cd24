"""`copydesk import`: notes from files into the data folder, twice as well as once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui import locations
from tui.cli import Parser, fail

if TYPE_CHECKING:
    from store.interchange.incoming import Batch

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
    parser.add_argument("--dry-run", action="store_true", help="say what would come of each file; keep nothing")
    parser.add_argument("--author", metavar="NAME", help="who signs notes without a name (default: your login name)")
    args = parser.parse_args(argv)
    from store.interchange.files import ImportFault, parse
    from store.interchange.taking import Taking
    from store.library import Library
    from store.notebook import Notebook, NotebookError
    from store.sources import printable

    home = locations.data_home(args.home)
    batches: list[tuple[str, Batch]] = []
    for name in args.files:
        try:
            batches.append((printable(name), parse(_text(name))))
        except ImportFault as error:
            fail(f"{printable(name)}: {error}")
    if not batches:
        return 1
    try:
        book = Notebook.open(home, author=_author(args.author), present=not args.dry_run, reading=args.dry_run)
    except (NotebookError, OSError) as error:
        return fail(str(error))
    try:
        for line in book.told:
            fail(line)
        taking = Taking(Library(home), book, dry=args.dry_run)
        for name, batch in batches:
            report = taking.take(batch.notes)
            _tell(batch.faults, name)
            print(f"{name}: {report.in_words()}" + (" (nothing kept: --dry-run)" if args.dry_run else ""))
    except (NotebookError, OSError) as error:
        return fail(str(error))
    finally:
        book.close()
    return 1 if len(batches) < len(args.files) or any(batch.faults for _, batch in batches) else 0


def _text(name: str) -> str:
    from store.interchange.files import LIMIT, decode, read_text

    return decode(sys.stdin.buffer.read(LIMIT + 1)) if name == "-" else read_text(Path(name))


def _tell(faults: Sequence[str], name: str) -> None:
    """Say what of a file could not be taken: the first few, and how many more."""
    for fault in faults[:TOLD]:
        fail(f"{name}: {fault}")
    if len(faults) > TOLD:
        fail(f"{name}: {len(faults) - TOLD} more like these")


def _author(chosen: str | None) -> str:
    from tui import settings
    from tui.launch import login

    return chosen or settings.load(locations.config_file())[0].author or login()
