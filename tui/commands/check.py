"""`copydesk check`: the publish gate."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui import __version__
from tui.commands.argument_parser import Parser, add_json, add_output
from tui.commands.collection import with_collection
from tui.console import fail, report

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.check.findings import Finding
    from store.check.gate import Gate
    from store.check.report_formats import CheckedArticle
    from store.check.rulebook import Rulebook
    from tui.jobs.collection import Collection

EPILOG = """\
Reports fact-checks that are open or failed, unanswered rights of reply, pending
corrections, notes in conflict or overdue, passages changed or removed since a
note was written, claims by unnamed speakers only, names spelled in two ways in
an article or across the desk, differing titles, embargoes, and departures from
the stylebook. ARTICLE is a file in its current state, stored or not, or an
article of the desk: its URL, title, or key prefix; - is standard input. A file
is also found under another path, by its text. A file that has changed since it
was stored is checked with the notes on its earlier text. Unread articles are
read now, but not stored; with --desk an unread article is a finding.

files, the first that exists; standard error names them:
  rules       --rules FILE, rules.toml in the data folder, the same beside
              config.toml; --print-rules prints one with all rules and their help
  stylebook   --stylebook FILE, stylebook.toml in the same places

exit codes:
  0  no finding of the severity --fail-on or higher
 1  at least one such finding
  2  an article or rules file cannot be read, or a usage error

docs/check.md describes every rule, the stylebook, and the formats.

examples:
  copydesk check story.txt
  copydesk check story.txt --fail-on error && ./publish story.txt
  copydesk check --desk --format junit -o check.xml
  copydesk check --print-rules > rules.toml
"""
FORMATS = ("text", "json", "sarif", "junit")
SUFFIXES = {"text": "txt", "json": "json", "sarif": "sarif", "junit": "xml"}
LEVELS = ("error", "warning", "note")


def main(argv: Sequence[str]) -> int:
    """Run `copydesk check` and return the exit code."""
    args = _arguments(argv)
    if args.print_rules:
        from store.check.rulebook import template

        sys.stdout.write(template())
        return 0
    return with_collection(args.home, lambda collection: _check(collection, args), error_code=2)


def _check(collection: Collection, args: argparse.Namespace) -> int:
    """Check the articles and write the findings; returns the exit code. Raises CollectionError and OSError."""
    from tui.console import write
    from tui.jobs.publish_check import attached_proofs, find

    entries = collection.select(args.articles, desk=args.desk)
    gate = _gate(collection, args)
    faults: list[str] = []
    if args.against:
        from tui.jobs.quote_proofs import load_evidence

        gate.evidence = load_evidence(collection, args.against)
    else:
        gate.proofs_of = attached_proofs(collection, gate, faults)
    findings = find(collection, gate, entries, faults, desk=args.desk, read=not args.desk, alone=args.alone)
    write(_shaped(collection, entries, findings, gate.rules, args), args.output, f"check.{SUFFIXES[args.format]}")
    for fault in faults:
        fail(fault)
    return 2 if faults else 1 if _shut(findings.values(), args.fail_on) else 0


def parser() -> Parser:
    """The options of `copydesk check`."""
    arguments = Parser(
        "copydesk check",
        "Check articles before publication: list every open question with its place.",
        EPILOG,
        usage="copydesk check (ARTICLE ... | --desk) [--rules FILE] [--stylebook FILE]\n"
        "       [--format FORMAT] [-o FILE|DIR]",
    )
    arguments.add_argument(
        "articles", nargs="*", metavar="ARTICLE", help="the articles to check; - reads standard input"
    )
    arguments.add_argument("--desk", action="store_true", help="every article of the desk")
    arguments.add_argument("--rules", type=Path, metavar="FILE", help="enabled rules and their severity")
    arguments.add_argument("--stylebook", type=Path, metavar="FILE", help="the house's names, titles and terms")
    arguments.add_argument(
        "--against",
        action="append",
        metavar="EVIDENCE",
        help="check quotes against this instead of the attached evidence",
    )
    arguments.add_argument("--alone", action="store_true", help="do not compare with the other articles of the desk")
    arguments.add_argument(
        "--fail-on", choices=LEVELS, default="note", help="the lowest severity that fails (default: note)"
    )
    arguments.add_argument("--format", choices=FORMATS, default="text", help="default: text, one finding per line")
    add_json(arguments)
    add_output(arguments, "check.sarif and the like")
    arguments.add_argument("--print-rules", action="store_true", help="print the default rules file")
    return arguments


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    arguments = parser()
    args = arguments.parse_intermixed_args(argv)
    if not args.print_rules and args.desk == bool(args.articles):
        arguments.error("give articles, or --desk")
    return args


def _gate(collection: Collection, args: argparse.Namespace) -> Gate:
    """The rules and the stylebook in force. Raises CollectionError if one of their files cannot be read."""
    from store.check.tomlfile import FileError
    from tui.jobs.collection import CollectionError
    from tui.jobs.publish_check import gate

    try:
        return gate(collection, args.rules, args.stylebook, on_file_found=_report_file)
    except FileError as error:
        raise CollectionError(str(error)) from error


def _report_file(path: Path) -> None:
    report(f"copydesk: using {path}")


def _shut(findings: Iterable[Sequence[Finding]], fail_on: str) -> bool:
    """Whether any finding is at least that severe."""
    failing = LEVELS[: LEVELS.index(fail_on) + 1]
    return any(finding.severity in failing for each in findings for finding in each)


# -- writing ----------------------------------------------------------------------------------------------------------


def _checked(
    collection: Collection, entries: Sequence[Entry], findings: dict[str, list[Finding]], *, empty: bool
) -> Iterator[CheckedArticle]:
    """The articles in order with the places of their findings; with `empty`, those without findings too."""
    from store.check.findings import Lines
    from store.check.report_formats import CheckedArticle

    for entry in entries:
        found = findings.get(entry.key)
        if not found and not (empty and found is not None):
            continue
        lines = Lines(collection.text(entry.version)) if found and any(each.span for each in found) else None
        places = [lines.place(each.span) if lines and each.span else None for each in found or ()]
        yield CheckedArticle(entry, found or [], places)


def _shaped(
    collection: Collection,
    entries: Sequence[Entry],
    findings: dict[str, list[Finding]],
    rules: Rulebook,
    args: argparse.Namespace,
) -> Iterator[str]:
    """The output, in pieces."""
    checked = _checked(collection, entries, findings, empty=args.format in ("junit", "sarif"))
    if args.format == "junit":
        from store.check.report_formats import junit

        yield junit(checked, rules, __version__)
    elif args.format == "sarif":
        from store.check.sarif import sarif

        yield json.dumps(sarif(checked, rules, __version__), ensure_ascii=True, indent=1) + "\n"
    elif args.format == "json":
        from store.check.report_formats import SCHEMA, to_dict

        yield f'{{"schema": "{SCHEMA}", "articles": {len(entries)}, "findings": ['
        lead = "\n"
        for row in (row for each in checked for row in to_dict(each)):
            yield lead + json.dumps(row, ensure_ascii=True)
            lead = ",\n"
        yield "\n]}\n"
    else:
        for each in checked:
            yield from _text(each)


def _text(checked: CheckedArticle) -> Iterator[str]:
    from store.texts.escaping import plain

    yield f"{plain(checked.entry.title)}  [{checked.entry.key}]\n"
    for finding, place in zip(checked.findings, checked.places, strict=True):
        at = f"{place.line}:{place.column}" if place else "-"
        yield f"  {at:>8}  {finding.severity:<7}  {finding.rule:<17}  {finding.message}\n"
