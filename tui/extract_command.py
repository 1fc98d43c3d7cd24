"""`copydesk extract`: articles in, the extraction contract out, for scripts and for measuring."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TextIO

from tui.cli import Parser, fail

if TYPE_CHECKING:
    from extract import Article
    from extract.reader import Reader, Reading
    from store.formats.limits import Limits
    from store.sandbox import Sandbox
    from store.sources import Loaded, Source

EPILOG = """\
formats:
  json    one article as one object; several as a list (schema copydesk.extraction/1)
  jsonl   one article a line
  csv     one quote a line: who said what, with which verb, named or anonymous, and where
  text    with --explain only, and then the default: for people, 80 columns wide

All offsets count Unicode code points into "text". Of plain text that is the input verbatim (CRLF and CR become LF, a
byte order mark goes); of other formats it is what was found in them, with a blank line between paragraphs. Cells of the
CSV that a spreadsheet would run as a formula begin with an apostrophe.

reads:
  plain text, Markdown, HTML, PDF, DOCX, EML, mbox, IPTC NITF, NewsML-G2 and ninjs, RSS, Atom, JSON Feed, and ZIPs of
  these: told apart by what is in them. A feed, mailbox, archive or news message gives an article for each in it.

A source that cannot be read is told on standard error and left out; the exit code is then 1.

examples:
  copydesk extract story.txt --format json | jq '.quotes[] | .fragments[].text'
  copydesk extract wire/ --format jsonl > wire.jsonl
  copydesk extract story.txt --explain | less
  copydesk extract release.pdf feed.xml inbox.mbox --format csv
  curl -s https://example.org/story | copydesk extract -
"""

COLUMNS = (
    "article", "quote", "kind", "actor", "actor_kind", "role", "affiliation", "anonymous", "speaker", "cue",
    "addressee", "confidence", "start", "end", "content",
)  # fmt: skip


def main(argv: Sequence[str]) -> int:
    """Run `copydesk extract` and return the exit code."""
    parser = Parser("copydesk extract", "Print the actors and quotes of articles.", EPILOG)
    parser.add_argument("sources", nargs="+", metavar="FILE|DIR|URL|-", help="what to read")
    parser.add_argument("--format", choices=("json", "jsonl", "csv", "text"), help="default: json")
    parser.add_argument("--explain", action="store_true", help="say for each quote which rules decided (text or JSON)")
    parser.add_argument("--allow-private", action="store_true", help="let URLs lead to private addresses")
    parser.add_argument("--mend", action="store_true", help="undo mojibake (â€™ for ’); the article's warnings tell it")
    args = parser.parse_args(argv)
    shape = args.format or ("text" if args.explain else "json")
    if args.explain and shape == "csv":
        parser.error("--explain has no CSV: use --format text, json or jsonl")
    if shape == "text" and not args.explain:
        parser.error("--format text comes with --explain only")
    from store.sources import SourceError, expand

    try:
        sources = expand(args.sources, stdin=True)
    except SourceError as error:
        return fail(str(error))
    faults: list[str] = []
    several = len(args.sources) > 1 or len(sources) > 1 or sources[0].name != args.sources[0]
    out = _Safe(sys.stdout)
    readings = _readings(sources, faults, allow_private=args.allow_private, mend=args.mend)
    if shape == "csv":
        _write_csv((reading.article for reading in readings), out)
    elif shape == "text":
        _write_explanations(readings, out)
    else:
        rows = map(_explained if args.explain else _contract, readings)
        if shape == "jsonl":
            for row in rows:
                out.json(row)
        else:
            _write_json(rows, out, several=several)
    sys.stdout.flush()
    return 1 if faults else 0


def _readings(sources: Sequence[Source], faults: list[str], *, allow_private: bool, mend: bool) -> Iterator[Reading]:
    """Read one source after the other; what cannot be read is told at once and counted in `faults`."""
    from store.sandbox import Sandbox
    from store.sources import SourceError

    reader: Reader | None = None
    with closing(Sandbox(_limits())) as sandbox:
        for source in sources:
            try:
                articles = _load(source, sandbox, allow_private=allow_private, mend=mend)
            except SourceError as error:
                faults.append(str(error))
                fail(str(error))
                continue
            if reader is None:
                from extract.reader import Reader

                reader = Reader()
            for loaded in articles:
                reading = reader.examine(loaded.text, id=loaded.id, source=loaded.source)
                article = reading.article
                yield reading._replace(article=replace(article, warnings=(*loaded.warnings, *article.warnings)))


def _contract(reading: Reading) -> dict[str, Any]:
    return reading.article.to_dict()


def _explained(reading: Reading) -> dict[str, Any]:
    from extract.explain import explain

    return explain(reading)


def _limits() -> Limits:
    """What `config.toml` lets a file be; its faults are the desk's to tell."""
    from store.formats.limits import Limits
    from tui import locations
    from tui.settings import load

    return Limits.of(load(locations.config_file())[0].largest)


def _load(source: Source, sandbox: Sandbox, *, allow_private: bool, mend: bool) -> list[Loaded]:
    """The articles in a source. Raises SourceError."""
    if source.kind == "url":
        import asyncio

        from store.web.fetch import fetch
        from store.web.pages import loaded as loaded_from

        loaded = loaded_from(
            asyncio.run(fetch(source.name, allow_private=allow_private, limit_bytes=sandbox.limits.bytes))
        )
        return sandbox.articles(loaded, mend=mend)
    from store.sandbox import load_all

    return list(load_all(source, sandbox, mend=mend))


class _Safe:
    """Standard output in UTF-8; where it is a terminal, nothing an article holds can drive it."""

    def __init__(self, stream: TextIO) -> None:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        self._stream = stream
        self._terminal = stream.isatty()

    def json(self, value: object, *, indent: int | None = None, end: str = "\n") -> None:
        self._stream.write(json.dumps(value, ensure_ascii=self._terminal, indent=indent) + end)

    def text(self, text: str) -> None:
        if self._terminal:
            from widgets.safe import visible

            text = visible(text)
        self._stream.write(text)


def _write_explanations(readings: Iterable[Reading], out: _Safe) -> None:
    from tui.explanation import lines

    for i, reading in enumerate(readings):
        out.text("\n\n" if i else "")
        for line in lines(_explained(reading)):
            out.text(line + "\n")


def _write_json(rows: Iterable[dict[str, Any]], out: _Safe, *, several: bool) -> None:
    rows = iter(rows)
    head = list(islice(rows, 2))
    if not several and len(head) < 2:
        for row in head:
            out.json(row, indent=1)
        return
    rows = chain(head, rows)
    lead = "[\n"
    for row in rows:
        out.text(lead)
        out.json(row, end="")
        lead = ",\n"
    out.text("[]\n" if lead == "[\n" else "\n]\n")


def _write_csv(articles: Iterable[Article], out: _Safe) -> None:
    _write_row(COLUMNS, out)
    for article in articles:
        for row in _rows(article):
            _write_row(row, out)


def _write_row(row: Iterable[object], out: _Safe) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(_cell(value) for value in row)
    out.text(buffer.getvalue())


def _cell(value: object) -> object:
    """Text a spreadsheet would run as a formula is disarmed, as in every table of ours."""
    from store.interchange.cells import disarm

    return disarm(value) if isinstance(value, str) else value


def _rows(article: Article) -> Iterator[tuple[object, ...]]:
    text = article.text
    for quote in article.quotes:
        actor = article.actor(quote.actor)
        yield (
            article.id,
            quote.id,
            quote.kind,
            actor.name if actor else "",
            actor.kind if actor else "",
            actor.role or "" if actor else "",
            actor.affiliation or "" if actor else "",
            "yes" if quote.anonymous else "no",
            *(span.of(text) if span else "" for span in (quote.speaker, quote.cue, quote.addressee)),
            f"{quote.confidence:.2f}",
            quote.span.start,
            quote.span.end,
            " […] ".join(fragment.of(text) for fragment in quote.fragments),
        )
