"""`copydesk feed`: manages the feeds that a desk subscribes to."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commands.argument_parser import Parser, add_output
from tui.console import fail, is_quiet

if TYPE_CHECKING:
    from store.feeds.refresh import Looked
    from store.feeds.subscriptions import Subscription, Subscriptions
    from store.web.fetch import Web

EPILOG = """\
examples:
  copydesk feed add https://example.org/feed.xml      subscribe; a page that links to a feed works too
  copydesk feed add --folder Wires https://a.example/ https://b.example/
  copydesk feed refresh                               fetch every feed now; also for cron
  copydesk feed list                                  the feeds and their faults
  copydesk feed remove https://example.org/feed.xml   its articles stay
  copydesk feed import subscriptions.opml             from any other feed reader
  copydesk feed export > subscriptions.opml

While the desk is open, feeds are fetched automatically every `refresh` minutes (config.toml). New items are unread
articles on the desk; an item with only a summary is fetched when you open it, if the site's robots.txt allows it.
Exit code 1: a feed could not be read; one line on standard error says which and why.
"""


def parser() -> argparse.ArgumentParser:
    """The options of `copydesk feed`."""
    arguments = Parser("copydesk feed", "Subscribe to feeds: RSS, Atom and JSON Feed.", EPILOG)
    arguments.add_argument(
        "--allow-private", action="store_true", help="allow URLs with private and loopback addresses"
    )
    commands = arguments.add_subparsers(
        dest="command",
        metavar="COMMAND",
        required=True,
        parser_class=argparse.ArgumentParser,
    )
    add_command = partial(commands.add_parser, parents=[_anywhere()], allow_abbrev=False)
    add = add_command("add", help="subscribe to feeds", description="Subscribe to feeds.")
    add.add_argument("urls", nargs="+", metavar="URL", help="a feed, or a page that links to one")
    add.add_argument("--folder", default="", metavar="NAME", help="the group in the list")
    listed = add_command("list", help="list the feeds", description="List the feeds.")
    listed.add_argument("--json", action="store_true", help="one JSON object per line")
    remove = add_command("remove", help="unsubscribe", description="Unsubscribe.")
    remove.add_argument("urls", nargs="+", metavar="URL", help="the feed's URL, as shown by `list`")
    refresh = add_command("refresh", help="refresh the feeds now", description="Refresh the feeds now.")
    refresh.add_argument("urls", nargs="*", metavar="URL", help="only these feeds")
    refresh.add_argument("--read", action="store_true", help="then read the new articles, as copydesk read does")
    refresh.add_argument("--jobs", type=int, default=1, metavar="N", help="articles to read at once (default: 1)")
    import_command = add_command("import", help="subscribe to the feeds of an OPML file")
    import_command.add_argument("file", metavar="FILE", help="the OPML file, or - for standard input")
    add_output(add_command("export", help="print the feeds as OPML"), "feeds.opml")
    return arguments


def _anywhere() -> argparse.ArgumentParser:
    """The options allowed before or after the subcommand; left out of the subcommands' help."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--home", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    shared.add_argument("--quiet", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    shared.add_argument("--allow-private", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return shared


def main(argv: Sequence[str]) -> int:
    """Run `copydesk feed` with its arguments and return the exit code."""
    args = parser().parse_args(argv)
    from store.feeds.subscriptions import Subscriptions
    from tui.config import locations

    subscriptions = Subscriptions(locations.data_home(args.home))
    try:
        match args.command:
            case "add":
                return _add(args, subscriptions)
            case "list":
                return _list(subscriptions.all(), as_json=args.json)
            case "remove":
                unknown = [url for url in args.urls if subscriptions.remove(url) is None]
                return fail(f"not subscribed: {', '.join(unknown)}") if unknown else 0
            case "refresh":
                return _refresh(args, subscriptions)
            case "import":
                return _import(args.file, subscriptions)
            case _:
                from store.feeds import opml
                from tui.console import write

                write([opml.write(subscriptions.all())], args.output, "feeds.opml")
                return 0
    except (OSError, ValueError) as error:
        from store.disk.files import why

        return fail(f"{error.filename or 'feeds'}: {why(error)}" if isinstance(error, OSError) else str(error))


def _add(args: argparse.Namespace, subscriptions: Subscriptions) -> int:
    import asyncio
    from dataclasses import replace

    from store.disk.clock import utc
    from store.feeds.refresh import find
    from store.model.source_names import SourceError
    from store.processes.parser import Sandbox

    async def look_for(url: str, sandbox: Sandbox) -> Subscription:
        web = _web(allow_private=args.allow_private)
        try:
            return await find(url, web, sandbox)
        finally:
            await web.close()

    code = 0
    sandbox = Sandbox()
    try:
        for url in args.urls:
            try:
                feed = asyncio.run(look_for(url, sandbox))
            except SourceError as error:
                code = fail(str(error))
                continue
            feed = replace(feed, folder=args.folder, added=utc(datetime.now(UTC)))
            _report(f"{'added' if subscriptions.add([feed]) else 'already subscribed'}: {_name(feed)}")
    finally:
        sandbox.close()
    return code


def _refresh(args: argparse.Namespace, subscriptions: Subscriptions) -> int:
    import asyncio

    from store.catalogue.indexed_library import open_library
    from store.feeds.refresh import refresh
    from store.processes.parser import Sandbox
    from tui.config import locations

    feeds = subscriptions.all()
    if args.urls:
        unknown = [url for url in args.urls if all(feed.url != url for feed in feeds)]
        if unknown:
            return fail(f"not subscribed: {', '.join(unknown)}")
        feeds = [feed for feed in feeds if feed.url in args.urls]

    def report(looked: Looked) -> None:
        if looked.fault:
            fail(looked.fault)
        elif looked.new:
            _report(f"{looked.new} new: {_name(looked.feed)}")

    library = open_library(locations.data_home(args.home))

    async def look(sandbox: Sandbox) -> list[Looked]:
        web = _web(allow_private=args.allow_private)
        try:
            return await refresh(feeds, subscriptions, library, web, sandbox, report)
        finally:
            await web.close()

    sandbox = Sandbox()
    try:
        found = asyncio.run(look(sandbox))
    finally:
        sandbox.close()
    code = 1 if any(each.fault for each in found) else 0
    if args.read:
        from tui.commands.read import read_entries

        new = [entry for entry in library.entries() if entry.quotes is None]
        code = read_entries(library, new, jobs=max(1, args.jobs)) or code
    return code


def _list(feeds: Sequence[Subscription], *, as_json: bool) -> int:
    from widgets.text.moments import local_minute

    for feed in feeds:
        if as_json:
            print(json.dumps(asdict(feed)))
        else:
            state = feed.fault or (f"fetched {local_minute(feed.looked)}" if feed.looked else "not fetched yet")
            _print("  ".join(part for part in (feed.folder, _name(feed), state) if part))
    return 0


def _import(name: str, subscriptions: Subscriptions) -> int:
    from store.disk.files import open_named
    from store.feeds.opml import MAX_BYTES, read
    from store.model.source_names import SourceError

    try:
        if name == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with os.fdopen(open_named(Path(name)), "rb") as file:
                data = file.read(MAX_BYTES + 1)
        feeds, left_out = read(data)
    except SourceError as error:
        return fail(f"{name}: {error}")
    added = subscriptions.add(feeds)
    for line in left_out:
        fail(f"left out: {line}")
    _report(f"{len(added)} added, {len(feeds) - len(added)} already subscribed")
    return 1 if left_out else 0


def _web(*, allow_private: bool) -> Web:
    """The web within the limits of `config.toml`, whose faults the app reports."""
    from store.web.fetch import Web
    from tui.config import locations
    from tui.config.settings import load

    settings = load(locations.config_file())[0]
    return Web(allow_private, settings.largest * 2**20, settings.timeout)


def _name(feed: Subscription) -> str:
    return f"{feed.title} <{feed.url}>" if feed.title else feed.url


def _report(line: str) -> None:
    if not is_quiet():
        _print(line)


def _print(line: str) -> None:
    from widgets.text.safe import one_line

    print(one_line(line, 500))
