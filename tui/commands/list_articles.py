"""`copydesk list`: lists the articles of the desk that match a search."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui.commands.argument_parser import Parser, add_output
from tui.console import fail, sent_to

if TYPE_CHECKING:
    from pathlib import Path

    from store.catalogue.catalogue import Catalogue
    from store.catalogue.listed import Listed
    from store.notes.notebook import Notebook

NO_DATE = "no date"
"""Shown if the date of an article is unknown."""

EPILOG = """\
examples:
  copydesk list                                     every article, the last added first
  copydesk list unread source:reuters               articles not opened yet
  copydesk list quotes:lavrov since:2026-11-01      by speaker and date
  copydesk list open-notes 'said:"no comment"'      a phrase in a quote
  copydesk list -- @morning -embargoed              a saved search, with an exclusion
  copydesk list --searches                          the saved searches
  copydesk list --forget morning                    delete one of them
  copydesk list --json since:7d | jq -r .title

filters:
  unread, read, changed, due, notes, open-notes, embargoed, hidden, removed
  source: site: title: quotes: said: note: since: until:  (days: 2026-11-01, 2026-11, today, yesterday, 7d)
  retold, story: (whose story other articles tell too; an article's key, for those that tell its story)
  Other words are searched for in titles, texts, quotes and notes; the last one also matches as a prefix. A minus
  excludes a term, and goes after --: copydesk list -- -unread

Without hidden or removed only articles on the desk are listed.

An article with an unknown date has "no date" ("time": null with --json), and is sorted by its time of arrival.

Exit code 1: a term is invalid; one line on standard error says which.
"""


def parser() -> Parser:
    """The options of `copydesk list`."""
    arguments = Parser("copydesk list", "List the articles of the desk.", EPILOG)
    arguments.add_argument("query", nargs="*", metavar="TERM", help="words and filters; all must match")
    arguments.add_argument("--json", action="store_true", help="one JSON object per line")
    add_output(arguments, "articles.txt or articles.jsonl")
    arguments.add_argument("--searches", action="store_true", help="list the saved searches instead of articles")
    arguments.add_argument("--forget", metavar="NAME", help="delete a saved search")
    return arguments


def main(argv: Sequence[str]) -> int:
    """Run `copydesk list` with its arguments and return the exit code."""
    args = parser().parse_args(argv)
    from store.catalogue.catalogue import Catalogue, CatalogueError
    from store.catalogue.query import parse
    from store.catalogue.searches import expand, load
    from tui.config import locations

    home = locations.data_home(args.home)
    if args.searches or args.forget is not None:
        return _searches(home, args.forget)
    now = datetime.now(UTC)
    line = " ".join(quoted(term) for term in args.query)
    query = parse(expand(line, load(home)), now.astimezone())
    if query.faults:
        return fail(query.faults[0])
    if not (home / "articles").is_dir():
        return 0
    try:
        catalogue = Catalogue(home)
        try:
            _take_in(catalogue, args.home)
            keys = catalogue.search(query, now)
            rows = {listed.key: listed for listed in catalogue.changed(0)}
            with sent_to(args.output, "articles.jsonl" if args.json else "articles.txt"):
                for key in keys:
                    _print_row(rows[key], as_json=args.json)
        finally:
            catalogue.close()
    except CatalogueError as error:
        return fail(str(error))
    return 0


def _searches(home: Path, forget: str | None) -> int:
    """List the saved searches, or delete one."""
    from store.catalogue.searches import load, save
    from widgets.text.safe import one_line

    saved = load(home)
    if forget is None:
        for name, line in saved.items():
            print(f"@{name}\t{one_line(line, 500)}")
        return 0
    name = forget.removeprefix("@")
    if name not in saved:
        return fail(f"no saved search named {name}")
    try:
        save(home, name, None)
    except (OSError, ValueError) as error:
        return fail(str(error))
    return 0


def quoted(term: str) -> str:
    """An argument of several words as a query: several terms, unless it is a value with blanks (said:no comment)."""
    name, colon, value = term.partition(":")
    return f'{name}:"{value}"' if colon and " " in value and '"' not in value and name.lstrip("-").isalpha() else term


def bring_up_to_date(catalogue: Catalogue, notebook: Notebook | None) -> None:
    """Update the index from changed articles, texts and notes. Raises CatalogueError."""
    catalogue.refresh()
    while catalogue.index(100):
        pass
    if notebook is not None:
        catalogue.take_notes(notebook.all())


def _take_in(catalogue: Catalogue, home: str | None) -> None:
    from tui.commands.collection import opened
    from tui.jobs.collection import CollectionError

    try:
        with opened(home) as collection:
            bring_up_to_date(catalogue, collection.notebook)
    except CollectionError as error:
        bring_up_to_date(catalogue, None)
        fail(f"{error}: the notes are left out")


def _print_row(listed: Listed, *, as_json: bool) -> None:
    if as_json:
        row = listed._asdict()
        del row["seq"], row["dated"], row["shelf"]
        row |= {"unread": bool(listed.unread), "changed": bool(listed.changed)}
        print(json.dumps({**row, "time": _moment(listed.time) if listed.dated else None}))
        return
    from widgets.text.moments import local_minute
    from widgets.text.safe import one_line

    mark = "unread" if listed.unread else ""
    notes = f"{listed.notes} notes" if listed.notes else ""
    time = local_minute(_moment(listed.time)) if listed.dated else NO_DATE
    parts = (f"{time:<20}", listed.title, listed.source, mark, notes)
    print(one_line("  ".join(part for part in parts if part), 500))


def _moment(time: str) -> str:
    """A time for display; only the day if the article gives no time, which the list sorts as its noon."""
    return time[:10] if len(time) <= 16 else time
