"""`copydesk articles`: hides, removes, restores and purges articles, and marks them as read or unread."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tui.commands.argument_parser import Parser
from tui.commands.collection import with_collection
from tui.commands.list_articles import bring_up_to_date, quoted
from tui.config.author import author
from tui.console import fail, report

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.articles.trash import Mark
    from store.catalogue.catalogue import Catalogue
    from tui.config.settings import Settings
    from tui.jobs.collection import Collection

EPILOG = """\
commands:
  remove QUERY...        move articles to the trash; text, versions and notes
                         are kept for trash_days (config.toml; 30), then purged
  hide QUERY...          hide articles permanently; nothing is deleted
  restore QUERY...       put removed and hidden articles back on the desk
  purge [QUERY...]       delete removed articles now; without QUERY those that
                         are due, and fetched pages older than archive_days
                         (config.toml). Notes go to the trash of the notes
  mark-read QUERY...     mark articles as read
  mark-unread QUERY...   mark articles as unread

QUERY is as in 'copydesk list', or the key of an article; all terms must
match. --all takes every article instead. A feed that still has a removed or
purged article does not restore it; opening the article does.

Each changed article is printed: its key, a tab, its title. The last line, on standard
error, counts them.

Exit codes: 0 done; 1 no article matches, or something could not be changed; 2
usage.

examples:
  copydesk articles remove source:spam.example
  copydesk articles restore source:spam.example
  copydesk articles mark-read --all
  copydesk articles hide until:2026-10-31 read --dry-run
  copydesk articles purge
"""

MARKS: Mapping[str, Mark] = {
    "remove": "remove",
    "hide": "hide",
    "restore": "restore",
    "mark-read": "read",
    "mark-unread": "unread",
}
DONE = {
    "remove": "removed", "hide": "hidden", "restore": "restored", "purge": "purged", "mark-read": "marked read",
    "mark-unread": "marked unread",
}  # fmt: skip
"""The past tense of each command, for messages."""
SHELVES: Mapping[str, tuple[str, ...]] = {"restore": ("hidden", "removed"), "purge": ("removed",)}
"""The shelf on which each command looks for articles; by default the desk."""


def parser() -> Parser:
    """The options of `copydesk articles`."""
    made = Parser(
        "copydesk articles",
        "Remove, hide, restore and purge articles; mark them as read or unread.",
        EPILOG,
        usage="copydesk articles {remove,hide,restore,purge,mark-read,mark-unread}\n"
        "       (QUERY ... | --all) [options]",
    )
    made.add_argument("what", metavar="COMMAND", choices=tuple(DONE), help="a command listed below")
    made.add_argument("query", metavar="QUERY", nargs="*", help="words and filters; all must match")
    made.add_argument("--all", action="store_true", help="every article that the command applies to")
    made.add_argument("-n", "--dry-run", action="store_true", help="list what would change; change nothing")
    made.add_argument("--author", metavar="NAME", help="author of the purge (default: your login name)")
    return made


def main(argv: Sequence[str]) -> int:
    """Run `copydesk articles` and return the exit code."""
    made = parser()
    args = made.parse_intermixed_args(argv)
    if args.all and args.query:
        made.error("--all and QUERY exclude each other")
    if not args.all and not args.query and args.what != "purge":
        made.error(f"{args.what} takes QUERY, or --all")
    writes = args.what == "purge" and not args.dry_run
    code = with_collection(
        args.home,
        lambda collection: _mark(collection, args),
        author=author(args.author) if writes else "",
        read_only=not writes,
    )
    sys.stdout.flush()
    return code


def _mark(collection: Collection, args: argparse.Namespace) -> int:
    from store.articles.trash import mark_all, purge

    library = collection.library
    if library.read_only and not args.dry_run:
        return fail(library.read_only)
    try:
        found = _found(collection, args)
    except ValueError as error:
        return fail(str(error))
    if args.dry_run:
        changed = found
    elif args.what == "purge":
        purge(library, collection.notebook, found)
        changed = found
        if not args.query and not args.all:
            _expire_archive(collection)
    else:
        changed = mark_all(library, [entry.key for entry in found], MARKS[args.what])
    if not args.quiet:
        _report(changed, args)
    return 0 if found or (args.what == "purge" and not args.query) else fail("no article matches")


def _found(collection: Collection, args: argparse.Namespace) -> list[Entry]:
    """The selected articles. Raises ValueError for an invalid query, or without an index."""
    from store.articles.trash import expired
    from store.catalogue.catalogue import Catalogue, CatalogueError

    library = collection.library
    if args.what == "purge" and not args.query and not args.all:
        return expired(library, _settings().trash_days, datetime.now(UTC))
    shelves = SHELVES.get(args.what, ())
    if len(args.query) == 1:
        entry = library.entry(args.query[0])
        if entry is not None and (not entry.on_desk if shelves else entry.on_desk):
            return [entry]
    if not (collection.home / "articles").is_dir():
        return []
    try:
        catalogue = Catalogue(collection.home, library)
        try:
            keys = _keys(catalogue, collection, args, shelves)
        finally:
            catalogue.close()
    except CatalogueError as error:
        raise ValueError(str(error)) from error
    return [entry for key in keys if (entry := library.entry(key)) is not None]


def _keys(
    catalogue: Catalogue, collection: Collection, args: argparse.Namespace, shelves: Sequence[str]
) -> Sequence[str]:
    from store.catalogue.query import parse
    from store.catalogue.searches import expand, load

    bring_up_to_date(catalogue, collection.notebook)
    now = datetime.now(UTC)
    line = expand(" ".join(quoted(term) for term in args.query), load(collection.home))
    keys: dict[str, None] = {}
    for shelf in shelves or ("",):
        query = parse(f"{shelf} {line}", now.astimezone())
        if query.faults:
            raise ValueError(query.faults[0])
        keys |= dict.fromkeys(catalogue.search(query, now))
    return list(keys)


def _expire_archive(collection: Collection) -> None:
    """Delete the fetched pages that are older than the settings allow. Raises OSError."""
    from store.web.originals import expire

    days = _settings().archive_days
    if days and (count := expire(collection.home, datetime.now(UTC) - timedelta(days=days))):
        report(f"{count:,} fetched pages older than {days} days deleted")


def _settings() -> Settings:
    from tui.config import locations
    from tui.config.settings import load

    return load(locations.config_file())[0]


def _report(changed: Sequence[Entry], args: argparse.Namespace) -> None:
    from widgets.text.safe import one_line

    for entry in changed:
        print(f"{entry.key}\t{one_line(entry.title, 500)}")
    sys.stdout.flush()
    count = f"{len(changed):,} {'article' if len(changed) == 1 else 'articles'}"
    print(f"{count} would be {DONE[args.what]}" if args.dry_run else f"{count} {DONE[args.what]}", file=sys.stderr)
