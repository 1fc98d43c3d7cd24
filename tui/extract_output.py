"""What `copydesk extract` prints: JSON, JSON lines, CSV, and explanations, to standard output or a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from extract import Article
    from extract.reader import Reading

COLUMNS = (
    "article", "quote", "kind", "actor", "actor_kind", "role", "affiliation", "anonymous", "speaker", "cue",
    "addressee", "confidence", "start", "end", "content",
)  # fmt: skip


def contract(article: Article) -> dict[str, Any]:
    """An article in the extraction contract."""
    return article.to_dict()


def explained(reading: Reading) -> dict[str, Any]:
    """A reading with the rules that decided."""
    from extract.explain import explain

    return explain(reading)


class Out:
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


def write_explanations(readings: Iterable[Reading], out: Out) -> None:
    from tui.explanation import lines

    for i, reading in enumerate(readings):
        out.text("\n\n" if i else "")
        for line in lines(explained(reading)):
            out.text(line + "\n")


def write_json(rows: Iterable[dict[str, Any]], out: Out, *, several: bool) -> None:
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


def write_csv(articles: Iterable[Article], out: Out) -> None:
    _write_row(COLUMNS, out)
    for article in articles:
        for row in _rows(article):
            _write_row(row, out)


def _write_row(row: Iterable[object], out: Out) -> None:
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
            quote.said(text, " […] "),
        )
