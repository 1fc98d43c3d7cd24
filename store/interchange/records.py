"""The typed rows of every table: one a quote, an actor or a note, the same in CSV, JSON Lines and Parquet.

A column has one type in every row: text, a whole number, a number, a yes or no. None is an unknown value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from extract.naming import quote_naming
from extract.quotation import Quotations
from store.export.citekeys import citekey
from store.interchange.references import reference, restrictions, source_of
from store.model.sender import outlet
from store.model.wire import Wire
from store.texts.escaping import plain, printable_text

if TYPE_CHECKING:
    from extract.types import Actor, Article, Quote
    from store.export.source import ExportedArticle

Kind = Literal["quotes", "actors", "notes"]
Cell = str | int | float | bool | None
Record = Mapping[str, Cell]

QUOTE_COLUMNS: Mapping[str, type] = {
    "quote": str, "kind": str, "speaker": str, "actor": str, "actor_id": str, "actor_kind": str, "role": str,
    "affiliation": str, "country": str, "anonymous": bool, "naming": str, "cue": str, "addressee": str,
    "confidence": float, "start": int, "end": int, "words": int, "content": str, "printed": str,
}  # fmt: skip
"""Columns of a quote alone; offsets are code points.

`speaker` is as printed, `actor` the canonical name; `content` is the quoted words without marks, and `printed` the same
with the article's marks, or marked as a paraphrase.
"""
ARTICLE_COLUMNS: Mapping[str, type] = {
    "citekey": str, "title": str, "source": str, "restrictions": str, "article": str, "outlet": str, "url": str,
    "date": str, "language": str,
}  # fmt: skip
"""Columns of the article of a quote or actor. `article` is the key; `date` is ISO 8601, to the known precision."""
ACTOR_COLUMNS: Mapping[str, type] = {
    "actor": str, "name": str, "kind": str, "role": str, "affiliation": str, "country": str, "naming": str,
    "aliases": str, "mentions": int, "quotes": int, "words": int,
}  # fmt: skip
QUOTES: Mapping[str, type] = {**ARTICLE_COLUMNS, **QUOTE_COLUMNS}
ACTORS: Mapping[str, type] = {**ARTICLE_COLUMNS, **ACTOR_COLUMNS}
PARQUET_ROWS = 10_000
"""Rows of a row group."""


def quote_records(sources: Iterable[ExportedArticle]) -> Iterator[Record]:
    """A record for each quote of the articles that were read, in the columns `QUOTES`."""
    for source in sources:
        if (article := source.article) is not None:
            about = article_record(source)
            yield from ({**about, **record} for record in quotes_of(article))


def actor_records(sources: Iterable[ExportedArticle]) -> Iterator[Record]:
    """A record for each actor of the articles that were read, in the columns `ACTORS`."""
    for source in sources:
        if (article := source.article) is not None:
            about = article_record(source)
            yield from ({**about, **_actor(article, actor)} for actor in article.actors)


def article_record(source: ExportedArticle) -> Record:
    """The values of `ARTICLE_COLUMNS` for an article."""
    entry, known = source.entry, reference(source)
    return {
        "citekey": citekey(entry.key), "title": plain(entry.title), "source": source_of(entry),
        "restrictions": restrictions(entry) or None, "article": entry.key,
        "outlet": outlet(entry.wire or Wire(), known.url or "") or known.publication,
        "url": known.url, "date": known.date, "language": known.language,
    }  # fmt: skip


def quotes_of(article: Article) -> Iterator[Record]:
    """A record for each quote of an article, in the columns `QUOTE_COLUMNS`."""
    quotations = Quotations(article.text, article.blocks)
    actors = {actor.id: actor for actor in article.actors}
    for quote in article.quotes:
        yield _quote(article, quote, actors.get(quote.actor or ""), quotations.printed(quote))


def _quote(article: Article, quote: Quote, actor: Actor | None, printed: str) -> Record:
    speaker, cue, addressee = (
        plain(span.of(article.text)) if span else None for span in (quote.speaker, quote.cue, quote.addressee)
    )
    return {
        "quote": quote.id, "kind": quote.kind, "speaker": speaker,
        "actor": _plain(actor.name) if actor else None, "actor_id": actor.id if actor else None,
        "actor_kind": actor.kind if actor else None, "role": _plain(actor.role) if actor else None,
        "affiliation": _plain(actor.affiliation) if actor else None, "country": actor.country if actor else None,
        "anonymous": quote.anonymous,
        "naming": quote_naming(quote, actor, article.text), "cue": cue, "addressee": addressee,
        "confidence": round(quote.confidence, 2), "start": quote.span.start, "end": quote.span.end,
        "words": quote.word_count(article.text), "content": plain(quote.content(article.text, " […] ")),
        "printed": plain(printed),
    }  # fmt: skip


def _actor(article: Article, actor: Actor) -> Record:
    from extract.naming import actor_naming

    quotes = [quote for quote in article.quotes if quote.actor == actor.id]
    return {
        "actor": actor.id, "name": plain(actor.name), "kind": actor.kind, "role": _plain(actor.role),
        "affiliation": _plain(actor.affiliation), "country": actor.country,
        "naming": actor_naming(actor, article.quotes, article.text), "aliases": joined(map(plain, actor.aliases)),
        "mentions": len(actor.mentions), "quotes": len(quotes),
        "words": sum(q.word_count(article.text) for q in quotes),
    }  # fmt: skip


def _plain(text: str | None) -> str | None:
    return plain(text or "") or None


def joined(words: Iterable[str]) -> str:
    """Several texts in one cell, separated by a semicolon and a blank; a backslash escapes a semicolon in a text."""
    return "; ".join(re.sub(r"([\\;])", r"\\\1", word) for word in words)


def as_text(value: Cell) -> str:
    """A value as the text of a cell: yes or no, a share with two decimals, empty for an unknown value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def json_lines(records: Iterable[Record]) -> Iterator[str]:
    """JSON Lines (https://jsonlines.org), an object a record; unknown values are null."""
    for record in records:
        clean = {name: printable_text(cell) if isinstance(cell, str) else cell for name, cell in record.items()}
        yield json.dumps(clean, ensure_ascii=False) + "\n"


def parquet(records: Iterable[Record], columns: Mapping[str, type]) -> Iterator[bytes]:
    """Apache Parquet, piece by piece. Raises OSError, with advice, if pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise OSError("Parquet needs pyarrow: install copydesk[parquet]") from error
    arrow = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    schema = pyarrow.schema([(name, arrow[type]) for name, type in columns.items()])
    pieces = _Pieces()
    rows: list[Record] = []
    with ParquetWriter(pieces, schema) as writer:
        for record in records:
            rows.append(record)
            if len(rows) == PARQUET_ROWS:
                writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
                rows.clear()
                yield pieces.take()
        writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
    yield pieces.take()


class _Pieces:
    """A write-only file whose bytes are collected in pieces."""

    closed = False

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._position = 0

    def write(self, data: bytes) -> int:
        self._waiting.append(bytes(data))
        self._position += len(data)
        return len(data)

    def tell(self) -> int:
        return self._position

    def flush(self) -> None:
        """Do nothing: no bytes are buffered."""

    def close(self) -> None:
        """Do nothing: the bytes are kept until they are collected."""

    def take(self) -> bytes:
        """The bytes written since the last call."""
        data = b"".join(self._waiting)
        self._waiting.clear()
        return data
