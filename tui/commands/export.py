"""`copydesk export`: exports notes as Markdown that can be edited and exported again, or as data."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from store.interchange.machine_formats import MACHINE
from tui.commands.argument_parser import Parser
from tui.commands.collection import with_collection
from tui.config import locations
from tui.config.author import SHARED, author, trusted_author
from tui.console import fail, is_quiet, report

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.export.writing import Exporter, Outcome
    from store.notes.notebook import Notebook
    from tui.jobs.collection import Collection

EPILOG = """\
ARTICLE is a file in its current state, stored or not, or an article of the desk: its URL, title, or key prefix;
- is standard input. With it, the Markdown goes to standard output, or into FILE (or the folder DIR)
with --output. Without it, every article that has notes, or with --desk every article, gets a file of its own in the
folder --output (default: the current one), and the files that were written are named.

The Markdown has YAML front matter, then for each note the words it is about, who said them, the note, and the position.
Edit it where you like. Exporting again changes only what is between the markers <!-- copydesk:... -->; what you wrote
below a note's <!-- copydesk:text --> goes into the note first ('copydesk import FILE.md' does only that). A block you
delete stays out. A file whose markers are damaged is left alone, and the export is written beside it, as ....new.md.

templates of the Markdown (--template):
  notes        every note, with the words it is about and who said them (the default)
  fact-check   what is to be checked, with room for what was found
  quotes       every quote, with who said it, how, and where
  NAME, FILE   your own, in Jinja2: NAME.md in the folder templates/ beside config.toml, or any file

formats beside md, each one file for all articles, or for ARTICLE:
  jsonld                     notes as W3C Web Annotations, without a loss; 'copydesk import' takes them
  notes-csv, -excel, -tsv    notes as a table; 'copydesk import' takes it, also edited
  quotes-csv, -excel, -tsv   one row a quote: who said what, named or not, where
  actors-csv, -excel, -tsv   who acts in the articles, and how much they say
  ...-jsonl, ...-parquet     the same tables with types (Parquet needs pyarrow)
  csl, bibtex, ris           the articles for reference managers and Pandoc

examples:
  copydesk export story.txt
  copydesk export "Minister rules out price cap" --output notes.md
  copydesk export --output ~/notes
  copydesk export --desk --output ~/vault --dry-run
  copydesk export story.txt --template fact-check --output checks/
  copydesk export --format quotes-excel --output quotes.csv
  copydesk export --format bibtex > desk.bib
"""

PROGRESS_SECONDS = 0.2
"""Interval between two lines of progress on a terminal."""
MAX_FAULTS = 20
"""Failed articles after which the export stops."""
MIN_FILES_WITHOUT_FSYNC = 100
"""From this many files on, the system decides when each reaches the disk; each is still replaced atomically."""


def parser() -> Parser:
    """The options of `copydesk export`."""
    arguments = Parser("copydesk export", "Export notes as Markdown, or as data for other programs.", EPILOG)
    arguments.add_argument("article", nargs="?", metavar="ARTICLE", help="the article (default: all with notes)")
    arguments.add_argument("--desk", action="store_true", help="every article, with or without notes")
    arguments.add_argument("--format", choices=("md", *MACHINE), default="md", metavar="NAME", help="default: md")
    arguments.add_argument("--template", metavar="NAME|FILE", help="the Markdown's template (default: notes)")
    arguments.add_argument("-o", "--output", metavar="FILE|DIR", help="output file or folder; - is standard output")
    arguments.add_argument("--dry-run", action="store_true", help="report what would happen; change nothing")
    arguments.add_argument(
        "--trust-notes", action="store_true", help="keep code, HTML and links of any kind in your own notes"
    )
    arguments.add_argument("--author", metavar="NAME", help="author of imported edits (default: your login name)")
    return arguments


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    arguments = parser()
    args = arguments.parse_args(argv)
    if args.desk and args.article is not None:
        arguments.error("--desk and ARTICLE exclude each other")
    if args.output == "-":
        if args.format == "md" and args.article is None:
            arguments.error("-o - needs an ARTICLE")
        args.output = None
    if args.format != "md" and (args.template or args.dry_run):
        arguments.error("--template and --dry-run apply to Markdown only")
    return args


def main(argv: Sequence[str]) -> int:
    """Run `copydesk export` and return the exit code."""
    args = _arguments(argv)
    return with_collection(args.home, lambda collection: _export(collection, args))


def _export(collection: Collection, args: argparse.Namespace) -> int:
    """Write the export; returns the exit code. Raises CollectionError, NotebookError and OSError."""
    entries = None if args.article is None else collection.find(args.article)
    try:
        if args.format != "md":
            return _data(collection, args, entries)
        if entries is not None and len(entries) != 1:
            return fail(f"{args.article}: {len(entries)} articles; Markdown needs one: give its title")
        return _markdown(collection, args, entries[0] if entries else None)
    except ValueError as error:  # a faulty template, or a name that exports may not use
        return fail(str(error))


def _data(collection: Collection, args: argparse.Namespace, entries: Sequence[Entry] | None) -> int:
    """Write one file of many articles, to disk or to standard output."""
    from tui.jobs.data_export import DataExport

    if args.output is None and args.format.endswith("-parquet"):
        return fail("Parquet is not text: use --output FILE", 2)
    source_of = None if entries is None else collection.article
    export = DataExport(
        collection.library, collection.notebook, args.format, entries, source_of, _trusted_author(collection, args)
    )
    if args.output is not None:
        path = export.write(Path(args.output), folder=args.output.endswith("/"))
        if not is_quiet():
            _print(f"{path}\n")
    else:
        for piece in export.pieces():
            _print(piece.decode())
    if export.unread:
        fail(f"{export.unread} of {export.articles} articles were never read and have no rows: open them once")
    return 0


def _trusted_author(collection: Collection, args: argparse.Namespace) -> str:
    """The author whose notes keep their code: "" unless it was asked for and no one else can write in their name."""
    from tui.config.settings import load

    settings, _faults = load(locations.config_file())
    if not (args.trust_notes or settings.trust_notes):
        return ""
    found = trusted_author(collection.home, author(args.author, settings))
    if not found:
        fail(SHARED)
    return found


def _markdown(collection: Collection, args: argparse.Namespace, entry: Entry | None) -> int:
    from store.export.templates import template
    from store.export.writing import Exporter
    from widgets.text.tags import tags_of

    style = template(args.template or "notes", locations.templates())
    exporter = Exporter(
        collection.library, collection.notebook, style, tags_of, lambda: collection.writer(author(args.author))
    )
    exporter.trusted_author = _trusted_author(collection, args)
    if entry is None:
        return _many(exporter, Path(args.output or "."), args)
    stored = collection.library.entry(entry.key)
    if stored is None or stored.version != entry.version:
        exporter.source_of = collection.article
    if args.output is None:
        _print(exporter.text(entry))
        return 0
    target = Path(args.output)
    file = not (target.is_dir() or args.output.endswith("/"))
    outcome = (exporter.preview if args.dry_run else exporter.export)(entry, target, file=file)
    _report(outcome, dry_run=args.dry_run)
    if not args.dry_run and (outcome.imported or outcome.left_out):
        from tui.jobs.markdown_export import summary

        report(summary([outcome]))
    return 0


def _many(exporter: Exporter, folder: Path, args: argparse.Namespace) -> int:
    """Export every article into `folder`; failures are reported and skipped."""
    from store.disk.files import describe_error
    from store.export.templates import StyleError
    from store.notes.notebook import NotebookError

    entries = exporter.library.entries()
    if not args.desk:
        entries = [e for e in entries if exporter.book.for_article(e.key, e.version)]
    if not entries:
        return fail("no article has notes" if not args.desk else "the desk is empty")
    exporter.durable = len(entries) < MIN_FILES_WITHOUT_FSYNC
    progress = _Progress(len(entries))
    faults = 0
    for number, entry in enumerate(entries):
        progress.show(number)
        try:
            outcome = (exporter.preview if args.dry_run else exporter.export)(entry, folder)
        except (OSError, NotebookError, StyleError) as error:
            progress.clear()
            faults += 1
            fail(f"{entry.title}: {describe_error(error)}")
            if isinstance(error, StyleError) or faults == MAX_FAULTS:
                return fail(f"stopped at article {number + 1} of {len(entries)}; the files written so far stay")
            continue
        if outcome.state != "same" or outcome.warnings:
            progress.clear()
            _report(outcome, dry_run=args.dry_run)
        progress.count(outcome)
    progress.end(dry_run=args.dry_run)
    if args.desk and (missing := _count_without_article(exporter.book, entries)):
        fail(f"{missing} notes are on articles that are not on the desk; --format jsonld has them")
    return 1 if faults else 0


def _count_without_article(book: Notebook, entries: Sequence[Entry]) -> int:
    """The number of notes on none of the articles."""
    keys, versions = {entry.key for entry in entries}, {entry.version for entry in entries}
    return sum(note.article not in keys and note.version not in versions for note in book.all())


class _Progress:
    """Shows the progress of exporting many articles on standard error, if that is a terminal."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._terminal = sys.stderr.isatty() and not is_quiet()
        self._shown_at = time.monotonic()
        self._line_open = False
        self._outcomes: list[Outcome] = []

    def show(self, number: int) -> None:
        if self._terminal and time.monotonic() - self._shown_at > PROGRESS_SECONDS:
            self._shown_at = time.monotonic()
            self._line_open = True
            print(f"\rexporting {number:,} of {self._total:,}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._line_open:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._line_open = False

    def count(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)

    def end(self, *, dry_run: bool) -> None:
        """Print one line on the result; in a pipe only if it concerns the notes."""
        from tui.jobs.markdown_export import summary

        self.clear()
        if self._terminal or any(outcome.imported or outcome.left_out for outcome in self._outcomes):
            report(f"{'would be: ' if dry_run else ''}{summary(self._outcomes)}")


def _report(outcome: Outcome, *, dry_run: bool) -> None:
    """Print the file's name and any warnings."""
    for warning in outcome.warnings:
        fail(warning)
    if dry_run:
        from tui.jobs.markdown_export import in_words

        _print(f"{outcome.state:<7}  {outcome.path}  notes: {in_words(outcome)}\n")
    elif outcome.state != "same" and not is_quiet():
        _print(f"{outcome.path}\n")


def _print(text: str) -> None:
    if sys.stdout.isatty():
        from tui.console import in_charset
        from widgets.text.safe import visible

        text = in_charset(visible(text))
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.flush()
