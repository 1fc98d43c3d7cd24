"""`copydesk extract`: extracts articles into the extraction contract, for scripts and for measuring."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tui.commands.argument_parser import Parser, add_fix_encoding, add_json, add_text_field
from tui.console import fail, report, sent_to

if TYPE_CHECKING:
    from extract import Article
    from extract.reader import Reader, Reading
    from store.articles.sources import Loaded, Source
    from store.formats.limits import Limits
    from store.processes.parser import Sandbox
    from tui.commands.extraction.extract_output import Out

Found = TypeVar("Found")

EPILOG = """\
formats:
  json    one article as one object; several as a list (schema copydesk.extraction/1)
  jsonl   one article a line
  csv     one quote a row: who said what, with which verb, named or anonymous, and where; behind article, key, source,
          outlet, date, language and embargo as in JSON, a row is as in 'copydesk export --format quotes-csv'
  text    with --explain only, and then the default: for people, 80 columns wide

All offsets count Unicode code points into "text". Of plain text that is the input verbatim (CRLF and CR become LF, a
byte order mark goes); of other formats it is what was found in them, with a blank line between paragraphs. Cells of the
CSV that a spreadsheet would run as a formula begin with an apostrophe.

reads:
  plain text, Markdown, HTML, MHTML, WARC, PDF, DOCX, ODT, RTF, EML, mbox, IPTC NITF, NewsML 1 and G2, ninjs and its
  envelopes, Arc ANS, AP Publish, IPTC 7901, ANPA 1312, RSS, Atom, JSON Feed, WordPress exports, VTT, SRT, and ZIP and
  tar of these: recognised by their content. A JSONL, JSON, CSV or TSV corpus has an article a row; a feed, mailbox,
  archive or news message may have several, too. A corpus longer than `largest` in config.toml is refused.
  A folder is read with those below it; what is skipped in it is listed, with the reason.

A source that cannot be read is reported on standard error and skipped; the exit code is then 1.

examples:
  copydesk extract story.txt --format json | jq '.quotes[] | .fragments[].text'
  copydesk extract wire/ --format jsonl > wire.jsonl
  copydesk extract story.txt --explain | less
  copydesk extract release.pdf feed.xml inbox.mbox --format csv
  curl -s https://example.org/story | copydesk extract -
  copydesk extract corpus.jsonl news.csv --text-field fulltext --format csv
  copydesk extract archive/ --jobs 0 -o readings/     # thousands; continues after Ctrl+C
"""


def parser() -> Parser:
    """The options of `copydesk extract`."""
    arguments = Parser("copydesk extract", "Print the actors and quotes of articles.", EPILOG)
    arguments.add_argument("sources", nargs="+", metavar="FILE|DIR|URL|-", help="the source to read")
    arguments.add_argument("--format", choices=("json", "jsonl", "csv", "text"), help="default: json")
    arguments.add_argument("--explain", action="store_true", help="show the rules behind each quote (text or JSON)")
    arguments.add_argument("--allow-private", action="store_true", help="allow URLs with private addresses")
    add_fix_encoding(arguments, "fix mojibake (â€™ for ’), with a warning in the article")
    arguments.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="read N articles at once; 0: one per processor"
    )
    add_text_field(arguments)
    add_json(arguments)
    arguments.add_argument(
        "-o",
        "--output",
        metavar="FILE|DIR",
        help="output file, or a folder (an existing one, or any name that ends in /) for a file per article; running "
        "the command again does only the rest",
    )
    return arguments


def main(argv: Sequence[str]) -> int:
    """Run `copydesk extract` and return the exit code."""
    arguments = parser()
    args = arguments.parse_args(argv)
    shape = args.format or ("text" if args.explain else "json")
    if args.explain and shape == "csv":
        arguments.error("--explain has no CSV: use --format text, json or jsonl")
    if shape == "text" and not args.explain:
        arguments.error("--format text needs --explain")
    folder = args.output is not None and (args.output.endswith("/") or Path(args.output).is_dir())
    if args.explain and (args.jobs != 1 or folder):
        arguments.error("--explain reads one article after the other: leave out --jobs, and a folder for --output")
    if folder and shape == "jsonl":
        arguments.error("--output DIR writes a file per article: use --format json or csv")
    if args.jobs < 0:
        arguments.error("--jobs must be a number from 0")
    sources, missing = _sources(args.sources)
    if not sources:
        return 1
    several = len(args.sources) > 1 or len(sources) > 1 or sources[0].name != args.sources[0]
    jobs = args.jobs or os.cpu_count() or 1
    try:
        with sent_to(None if folder else args.output, ""):
            return _extract(args, sources, jobs, shape, several=several, folder=folder) or int(missing)
    except OSError as error:
        from store.disk.files import describe_error

        return fail(describe_error(error))


def _extract(
    args: argparse.Namespace, sources: Sequence[Source], jobs: int, shape: str, *, several: bool, folder: bool
) -> int:
    """Read and write the sources; the exit code."""
    if not folder and jobs == 1:
        faults: list[str] = []
        readings = _readings(sources, faults, args)
        if args.explain:
            _print_readings(readings, shape, several=several)
        else:
            _print_articles((reading.article for reading in readings), shape, several=several)
        return 1 if faults else 0
    return _batch(args, sources, jobs, shape, several=several, folder=folder)


def _sources(names: Sequence[str]) -> tuple[list[Source], bool]:
    """The named sources, each once, and whether any is missing, which is reported."""
    from store.articles.sources import expand
    from store.model.source_names import SourceError

    sources: dict[Source, None] = {}
    missing = False
    skipped: list[str] = []
    for name in names:
        try:
            sources.update(dict.fromkeys(expand([name], stdin=True, skipped=skipped)))
        except SourceError as error:
            fail(str(error))
            missing = True
    for line in skipped:
        report(f"copydesk: skipped {line}")
    if skipped:
        report(f"copydesk: {len(sources):,} sources, {len(skipped):,} files skipped")
    return list(sources), missing


def _batch(
    args: argparse.Namespace, sources: Sequence[Source], jobs: int, shape: str, *, several: bool, folder: bool
) -> int:
    """Read in separate processes, so that no article can stop the others."""
    from store.processes.parser import Sandbox
    from tui.commands.extraction.extract_batch import read_in_order, write_folder

    with closing(Sandbox(_limits(args.text_field))) as sandbox:

        def load(source: Source) -> list[Loaded]:
            return _load(source, sandbox, args)

        if folder:
            return write_folder(
                sources, load, jobs, Path(args.output), "csv" if shape == "csv" else "json", args.fix_encoding
            )
        faults: list[str] = []
        _print_articles(read_in_order(sources, load, jobs, faults), shape, several=several)
        return 1 if faults else 0


def _print_articles(found: Iterator[Article], shape: str, *, several: bool) -> None:
    from tui.commands.extraction.extract_output import contract, write_csv

    _print(found, shape, contract, write_csv, several=several)


def _print_readings(found: Iterator[Reading], shape: str, *, several: bool) -> None:
    """Print readings with the rules that decided."""
    from tui.commands.extraction.extract_output import explained, write_explanations

    _print(found, shape, explained, write_explanations, several=several)


def _print(
    found: Iterator[Found],
    shape: str,
    as_json: Callable[[Found], dict[str, Any]],
    write: Callable[[Iterator[Found], Out], None],
    *,
    several: bool,
) -> None:
    """Print results as they arrive: as JSON, else with `write`."""
    from tui.commands.extraction.extract_output import Out, write_json

    out = Out(sys.stdout)
    if shape == "jsonl":
        for each in found:
            out.json(as_json(each))
    elif shape == "json":
        write_json(map(as_json, found), out, several=several)
    else:
        write(found, out)
    sys.stdout.flush()


def _readings(sources: Sequence[Source], faults: list[str], args: argparse.Namespace) -> Iterator[Reading]:
    """Read one source after the other; failures are reported at once and added to `faults`."""
    from store.articles.entry import key_of
    from store.model.sender import with_sender
    from store.model.source_names import SourceError
    from store.processes.parser import Sandbox

    reader: Reader | None = None
    with closing(Sandbox(_limits(args.text_field))) as sandbox:
        for source in sources:
            try:
                articles = _load(source, sandbox, args)
            except SourceError as error:
                faults.append(str(error))
                fail(str(error))
                continue
            if reader is None:
                from extract.reader import Reader

                reader = Reader()
            for loaded in articles:
                reading = reader.examine(loaded.text, id=loaded.id, source=loaded.source)
                article = with_sender(reading.article, loaded.wire, key_of(loaded))
                yield reading._replace(article=replace(article, warnings=(*loaded.all_warnings(), *article.warnings)))


def _load(source: Source, sandbox: Sandbox, args: argparse.Namespace) -> list[Loaded]:
    """The articles of a source. Raises SourceError."""
    from tui.jobs.loading import load_articles

    return load_articles(source, sandbox, allow_private=args.allow_private, fix_encoding=args.fix_encoding)


def _limits(text_field: str) -> Limits:
    """The limits for a file from `config.toml`, whose faults the app reports."""
    from store.formats.limits import Limits
    from tui.config import locations
    from tui.config.settings import load

    settings = load(locations.config_file())[0]
    return Limits.of(settings.largest, settings.empty_embargo_is_none, text_field)
