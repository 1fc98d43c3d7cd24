"""`copydesk sourcing`: reports who speaks in articles, how much, under what name."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui.commands.argument_parser import Parser, add_json, add_output
from tui.commands.collection import with_collection
from tui.console import fail

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.sourcing.picture import By, Picture
    from tui.jobs.collection import Collection

EPILOG = """\
ARTICLE is a file in its current state, stored or not, or an article of the desk:
its URL, title, or key prefix. Unread articles are read now, but not stored; with
--desk they are reported and not counted. People's corrections are applied.

Every quote is in one row of each table, so that the shares of the quoted words
sum to 100. Quotes with an uncertain speaker are in the row "unknown", never left
out; "not given" is a detail that the article does not give about a speaker.

With --desk a story told by several articles counts once: later ones add only
quotes that the others lack. --every-copy counts them all.

tables (--by):
  actor, kind, role, country   who speaks, and for whom
  form, naming                 direct or indirect; named or anonymous
  claims     "single-source": no one else in the article is quoted saying it;
             "backed": someone is; "unknown": uncertain
  voices     the same of whole articles: one voice, or several
  day, week, month             over time, by the article's date

docs/sourcing.md defines each count, and its limits.

examples:
  copydesk sourcing story.txt
  copydesk sourcing --desk --by month --format csv -o by-month.csv
  copydesk sourcing --desk --by actor --format svg --top 15 > voices.svg
  copydesk sourcing --desk --format json | jq .tables.country
"""
FORMATS = ("text", "csv", "json", "svg")
SUFFIXES = {"text": "txt", "csv": "csv", "json": "json", "svg": "svg"}
TABLE_NAMES = ("actor", "kind", "role", "country", "form", "naming", "voices", "claims", "day", "week", "month")


def main(argv: Sequence[str]) -> int:
    """Run `copydesk sourcing` and return the exit code."""
    args = _arguments(argv)
    return with_collection(args.home, lambda collection: _count_all(collection, args))


def _count_all(collection: Collection, args: argparse.Namespace) -> int:
    """Count the articles and write the picture; returns the exit code. Raises CollectionError and OSError."""
    from tui.console import write

    entries = collection.select(args.articles, desk=args.desk)
    faults: list[str] = []
    once = args.desk and not args.every_copy
    picture = _picture(collection, entries, faults, read=not args.desk, each_story_once=once)
    write(_shaped(picture, args, _heading(entries, args)), args.output, f"sourcing.{SUFFIXES[args.format]}")
    return 1 if faults else 0


def parser() -> Parser:
    """The options of `copydesk sourcing`."""
    arguments = Parser(
        "copydesk sourcing",
        "Report who speaks in articles, how much, how directly, how named, and which claims rest on one voice.",
        EPILOG,
        usage="copydesk sourcing (ARTICLE ... | --desk) [--by TABLE] [--format FORMAT]\n       [-o FILE|DIR]",
    )
    arguments.add_argument("articles", nargs="*", metavar="ARTICLE", help="articles, counted together")
    arguments.add_argument("--desk", action="store_true", help="every article of the desk")
    arguments.add_argument(
        "--every-copy", action="store_true", help="with --desk: count a story in every article that tells it"
    )
    arguments.add_argument("--by", choices=TABLE_NAMES, metavar="TABLE", help="only this table (see below)")
    arguments.add_argument(
        "--format", choices=FORMATS, default="text", help="default: text; csv and svg have one table"
    )
    arguments.add_argument(
        "--top", type=_count, default=15, metavar="N", help="rows of text and svg tables (default: 15)"
    )
    add_json(arguments)
    add_output(arguments, "sourcing.csv and the like")
    return arguments


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    arguments = parser()
    args = arguments.parse_intermixed_args(argv)
    if args.desk == bool(args.articles):
        arguments.error("give articles, or --desk")
    return args


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of rows")
    return int(text)


def _picture(
    collection: Collection, entries: Sequence[Entry], faults: list[str], *, read: bool, each_story_once: bool
) -> Picture:
    from store.articles.verdict_lines import verdict_lines
    from store.sourcing.picture import Picture
    from tui.jobs.collection import readings, with_progress

    picture = Picture(
        each_story_once=each_story_once,
        verdicts_of=lambda entry: verdict_lines(collection.home, entry.key, entry.version),
    )
    articles = with_progress(collection.articles(entries, read=read), len(entries), "counting")
    for entry, article in readings(articles, faults):
        picture.add(entry, article)
    for fault in faults:
        fail(fault)
    return picture


def _heading(entries: Sequence[Entry], args: argparse.Namespace) -> str:
    """The subject of the picture, in one line."""
    if args.desk:
        return "Sourcing of the desk"
    if len(entries) > 1:
        return f"Sourcing of {len(entries)} articles"
    return f"Sourcing of “{entries[0].title}”"


def _shaped(picture: Picture, args: argparse.Namespace, heading: str) -> Iterator[str]:
    """The output, in pieces."""
    by: By = args.by or "actor"
    if args.format == "csv":
        from store.sourcing.data_formats import csv

        yield from csv(picture, by)
    elif args.format == "json":
        from store.sourcing.data_formats import to_dict

        tables = to_dict(picture, (args.by,)) if args.by else to_dict(picture)
        yield json.dumps(tables, ensure_ascii=True, indent=1) + "\n"
    elif args.format == "svg":
        from store.sourcing.svg import svg
        from tui.presenters.sourcing_text import HEADINGS, summary

        yield svg(picture, by, f"{heading}: {HEADINGS[by].lower()}", next(iter(summary(picture))), top=args.top)
    else:
        from tui.console import in_charset
        from tui.presenters.sourcing_text import REPORT, lines

        for line in lines(picture, (args.by,) if args.by else REPORT, heading, top=args.top):
            yield in_charset(line) + "\n"
