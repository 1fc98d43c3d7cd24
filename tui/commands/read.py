"""`copydesk read`: stores and reads articles without the app, for cron and for the commands that need readings."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from tui.commands.argument_parser import Parser, add_fix_encoding, add_text_field
from tui.commands.collection import with_collection
from tui.console import fail, report

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.articles.library import Library
    from store.articles.sources import Source
    from tui.jobs.collection import Collection

EPILOG = """\
Readings are stored at once: after Ctrl+C the same command continues where it
stopped. 'sourcing', 'check', 'list quotes:' and 'export' use these readings like
those of the app. SOURCE may also be an article of the desk: its URL, title, or
key prefix.

Exit code 1: an article could not be fetched or read; a line on standard error
says which and why. The last line there has the totals.

examples:
  copydesk read story.txt wire/                store these articles, and read them
  copydesk read --desk --jobs 0                read the unread articles of the desk
  copydesk feed refresh --read                 fetch the feeds, and read the new articles
"""


def parser() -> Parser:
    """The options of `copydesk read`."""
    arguments = Parser(
        "copydesk read",
        "Store articles and extract their actors and quotes, without the app.",
        EPILOG,
        usage="copydesk read (SOURCE ... | --desk) [--jobs N]",
    )
    arguments.add_argument("sources", nargs="*", metavar="SOURCE", help="files, folders, URLs, or - for standard input")
    arguments.add_argument("--desk", action="store_true", help="every unread article of the desk")
    arguments.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="read N articles at once; 0: one per processor"
    )
    arguments.add_argument(
        "--allow-private", action="store_true", help="allow URLs with private and loopback addresses"
    )
    add_text_field(arguments)
    add_fix_encoding(arguments, "fix mojibake (â€™ for ’)")
    return arguments


def main(argv: Sequence[str]) -> int:
    """Run `copydesk read` and return the exit code."""
    arguments = parser()
    args = arguments.parse_intermixed_args(argv)
    if args.desk == bool(args.sources):
        arguments.error("give sources, or --desk")
    if args.jobs < 0:
        arguments.error("--jobs must be a number from 0")
    return with_collection(args.home, lambda collection: _read(collection, args))


def _read(collection: Collection, args: argparse.Namespace) -> int:
    """Store and read the selected articles; returns the exit code. Raises CollectionError and OSError."""
    library = collection.library
    if library.read_only:
        return fail(library.read_only)
    faults: list[str] = []
    entries = collection.select((), desk=True) if args.desk else _keep(library, args, faults)
    code = read_entries(library, entries, jobs=args.jobs or os.cpu_count() or 1)
    return 1 if faults else code


def _keep(library: Library, args: argparse.Namespace, faults: list[str]) -> list[Entry]:
    """Store the articles in the sources; failures are reported and added to `faults`."""
    from store.articles.sources import expand
    from store.formats.limits import Limits
    from store.model.source_names import SourceError
    from store.processes.parser import Sandbox
    from tui.config import locations
    from tui.config.settings import load
    from tui.jobs.loading import load_articles

    entries: dict[str, Entry] = {}
    sources: list[Source] = []
    for name in args.sources:
        try:
            sources += expand([name], stdin=True)
        except SourceError as error:
            stored = library.find(name)
            if stored is None:
                faults.append(str(error))
            else:
                entries[stored.key] = stored
    settings = load(locations.config_file())[0]
    with closing(Sandbox(Limits.of(settings.largest, settings.empty_embargo_is_none, args.text_field))) as sandbox:
        for source in sources:
            try:
                for loaded in load_articles(
                    source, sandbox, allow_private=args.allow_private, fix_encoding=args.fix_encoding
                ):
                    entry = library.keep(loaded, unread=True)
                    entries[entry.key] = entry
            except SourceError as error:
                faults.append(str(error))
    for fault in faults:
        fail(fault)
    return list(entries.values())


def read_entries(library: Library, entries: Sequence[Entry], *, jobs: int) -> int:
    """Read the unread ones of `entries`, report the result, and return the exit code."""
    from tui.commands.extraction.extract_batch import Progress
    from tui.jobs.library_reader import LibraryReader

    done, faults = 0, 0

    async def run() -> int:
        reader = LibraryReader(library, jobs=jobs)
        left = reader.unread(entries)
        progress = Progress(len(left))

        def on_read(entry: Entry, fault: str) -> None:
            nonlocal done, faults
            done += 1
            if fault:
                faults += 1
                progress.clear()
                fail(f"{entry.title}: {fault}")
            progress.show(done, faults)

        try:
            await reader.read(left, on_read)
        finally:
            progress.clear()
            await reader.close()
        return len(left)

    try:
        left = asyncio.run(run())
    except KeyboardInterrupt:
        fail("stopped; the same command continues from here")
        raise
    read = left - faults
    before = f", {len(entries) - left:,} were already read" if left < len(entries) else ""
    bad = f", {faults:,} could not be read" if faults else ""
    report(f"{read:,} {'article' if read == 1 else 'articles'} read{before}{bad}")
    return 1 if faults else 0
