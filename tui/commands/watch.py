"""`copydesk watch`: imports files dropped into a folder, a line for each, until it is stopped."""

from __future__ import annotations

import json
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commands.argument_parser import Parser
from tui.console import fail, is_quiet

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.drop_folder import Drop, DroppedFile

EPILOG = """\
examples:
  copydesk watch /srv/wire                 dropped files are on the desk within two seconds
  copydesk watch --json /srv/wire >> log   one JSON object per file
  copydesk watch --once /srv/wire          import the present files, and exit

Every format that the desk opens is imported. A half-written file waits until its size has not changed for a moment;
names that begin with a dot or end in .tmp, .part or ~ wait until they are renamed. A changed file is a new version of
its article. With `watch = "/srv/wire"` in config.toml the open desk does the same automatically.

SIGINT and SIGTERM end it (exit code 0). Each skipped file is one line on standard error, with the reason, and the
last line has their number; with --once the exit code is then 1. On a network file system set
WATCHFILES_FORCE_POLLING=1.
"""


def parser() -> Parser:
    """The options of `copydesk watch`."""
    arguments = Parser("copydesk watch", "Import files dropped into a folder.", EPILOG)
    arguments.add_argument("folder", metavar="FOLDER", help="the folder, with its subfolders")
    arguments.add_argument("--once", action="store_true", help="import the present files, and exit")
    arguments.add_argument("--read", action="store_true", help="read imported articles, as copydesk read does")
    arguments.add_argument("--json", action="store_true", help="one JSON object per file")
    return arguments


def main(argv: Sequence[str]) -> int:
    """Run `copydesk watch` with its arguments and return the exit code."""
    args = parser().parse_args(argv)
    import asyncio

    from store.catalogue.indexed_library import open_library
    from store.drop_folder import Drop
    from store.formats.limits import Limits
    from store.model.source_names import SourceError
    from store.processes.parser import Sandbox
    from tui.commands.read import read_entries
    from tui.config import locations
    from tui.config.settings import load
    from tui.jobs.library_reader import LibraryReader

    settings = load(locations.config_file())[0]
    limits = Limits.of(settings.largest, settings.empty_embargo_is_none)
    library, sandbox = open_library(locations.data_home(args.home)), Sandbox(limits)
    if library.read_only:
        return fail(library.read_only)
    drop = Drop(Path(args.folder), library, sandbox)
    tally = Counter[bool]()

    async def watch() -> None:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, task.cancel)
        reader = LibraryReader(library) if args.read else None
        try:
            with suppress(asyncio.CancelledError):
                async for dropped in drop.take():
                    tally[bool(dropped.fault)] += 1
                    _report(drop, dropped, as_json=args.json)
                    if reader is not None:
                        await reader.read(reader.unread(dropped.entries), _report_reading)
        finally:
            if reader is not None:
                await reader.close()

    try:
        if args.once:
            found = drop.take_all()
            for dropped in found:
                tally[bool(dropped.fault)] += 1
                _report(drop, dropped, as_json=args.json)
            code = 1 if any(dropped.fault for dropped in found) else 0
            if args.read:
                code = read_entries(library, [entry for dropped in found for entry in dropped.entries], jobs=1) or code
            return code
        asyncio.run(watch())
    except SourceError as error:
        return fail(str(error))
    except OSError as error:
        from store.disk.files import why

        return fail(f"{args.folder}: {why(error)}")
    finally:
        sandbox.close()
        if tally[True]:
            print(f"copydesk: skipped {tally[True]} of {tally.total()} files", file=sys.stderr)
    return 0


def _report_reading(entry: Entry, fault: str) -> None:
    if fault:
        fail(f"{entry.title}: {fault}")


def _report(drop: Drop, dropped: DroppedFile, *, as_json: bool) -> None:
    if dropped.fault:
        fail(dropped.fault)
    if as_json:
        articles = [{"article": e.key, "title": e.title, "versions": len(e.versions)} for e in dropped.entries]
        record = {"file": str(dropped.path), "articles": articles, "fault": dropped.fault or None}
        print(json.dumps(record), flush=True)
    elif not dropped.fault and not is_quiet():
        from widgets.text.safe import one_line

        first = dropped.entries[0]
        more = f" and {len(dropped.entries) - 1} more" if len(dropped.entries) > 1 else ""
        what = "changed" if len(first.versions) > 1 else "new"
        print(one_line(f"{what}: {drop.name_of(dropped.path)}: {first.title}{more}", 500), flush=True)
    sys.stdout.flush()
