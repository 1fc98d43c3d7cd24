"""The output of `copydesk extract`: JSON, JSON lines, CSV, and explanations, to standard output or a file."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from extract import Article
    from extract.reader import Reading


LEAD = ("article", "key", "source", "outlet", "date", "language", "embargo")
"""The first columns of the CSV: `id`, `meta.key`, `source`, `meta.outlet`, `meta.published`, `language` and
`meta.embargoed` of the JSON."""


def contract(article: Article) -> dict[str, Any]:
    """An article in the extraction contract."""
    return article.to_dict()


def explained(reading: Reading) -> dict[str, Any]:
    """A reading with the rules that decided."""
    from extract.explain import explain

    return explain(reading)


class Out:
    """Standard output in UTF-8; on a terminal, escaped so that no article can control it."""

    def __init__(self, stream: TextIO) -> None:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        self._stream = stream
        self._terminal = stream.isatty()

    def json(self, value: object, *, indent: int | None = None, end: str = "\n") -> None:
        self._stream.write(json.dumps(value, ensure_ascii=self._terminal, indent=indent) + end)

    def text(self, text: str) -> None:
        if self._terminal:
            from widgets.text.safe import visible

            text = visible(text)
        self._stream.write(text)


def write_explanations(readings: Iterable[Reading], out: Out) -> None:
    from tui.commands.extraction.extract_explanation import lines

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
    """The table of quotes of `copydesk export --format quotes-csv`, preceded by columns on the article."""
    from store.interchange.cells import write_rows
    from store.interchange.records import QUOTE_COLUMNS, as_text, quotes_of
    from store.texts.escaping import plain

    rows = (
        [*map(plain, _lead(article)), *(as_text(record[name]) for name in QUOTE_COLUMNS)]
        for article in articles
        for record in quotes_of(article)
    )
    for line in chain(write_rows([(*LEAD, *QUOTE_COLUMNS)]), write_rows(rows)):
        out.text(line)


def _lead(article: Article) -> list[str]:
    meta = article.meta
    cells = (meta.key, article.source, meta.outlet, meta.published, article.language, meta.embargoed)
    return [article.id, *(cell or "" for cell in cells)]
