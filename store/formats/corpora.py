"""Corpora: JSON Lines, a JSON list, CSV and TSV with an article a row, as researchers keep and share them.

The field of the text is named by the user, or found: by its name, else the one with the longest texts.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any

from store.disk.json_reader import DamagedError, parse
from store.formats import times
from store.formats.charsets import decode_bytes
from store.formats.document import Document, FormatError
from store.formats.prose import field
from store.model.wire import Wire

MAX_ROWS = 100_000
"""Articles read from one file."""
MAX_CELL_CHARACTERS = 20_000_000
MIN_TEXT_CHARACTERS = 200
"""A field whose texts are shorter in the mean is not taken for the text unless its name says so."""
SAMPLED_ROWS = 20
MAX_REPORTED_ROWS = 5

TEXT = ("text", "body", "body_text", "article_text", "fulltext", "full_text", "maintext", "content", "article", "story")
_NAMES: dict[str, tuple[str, ...]] = {
    "headline": ("headline", "title", "head"),
    "published": (
        "published",
        "date",
        "date_published",
        "published_at",
        "publish_date",
        "pubdate",
        "pub_date",
        "datetime",
    ),
    "updated": ("updated", "date_modified", "updated_at"),
    "byline": ("byline", "author", "authors", "creator"),
    "source": ("source", "outlet", "publisher", "newspaper", "publication", "site", "domain"),
    "url": ("url", "link", "uri", "href"),
    "language": ("language", "lang"),
    "guid": ("id", "guid", "article_id", "_id", "key"),
    "standfirst": ("standfirst", "description", "summary", "subtitle", "abstract", "lead"),
}  # fmt: skip
"""The fields of a row that are kept, by the names they have in published corpora; the first that says something."""

Row = Mapping[str, Any]


def parse_corpus(data: bytes, text_field: str, charset: str | None, left_out: list[str]) -> Iterator[Document]:
    """The articles of a corpus, in its order; rows without text are counted in `left_out`.

    Raises FormatError where it is no corpus, or `text_field` (if not "") is no field of it.
    """
    text, warnings = decode_bytes(data, charset)
    rows = _rows(text, left_out)
    sample = list(islice(rows, SAMPLED_ROWS))
    if not sample:
        raise FormatError("no rows in it")
    name = _text_field(sample, text_field)
    empty = 0
    for number, row in enumerate(chain(sample, rows), 1):
        if number > MAX_ROWS:
            left_out.append(f"only the first {MAX_ROWS:,} rows")
            break
        body = row.get(name)
        if not isinstance(body, str) or not body.strip():
            empty += 1
            continue
        yield _document(row, body, str(number), warnings if number == 1 else ())
    if empty:
        left_out.append(f"{empty:,} {'row' if empty == 1 else 'rows'} without {name}")


def _document(row: Row, body: str, part: str, warnings: tuple[str, ...]) -> Document:
    values = {name: _value(row, names) for name, names in _NAMES.items()}
    for name in ("published", "updated"):
        values[name] = times.iso(values[name])
    wire = Wire(**values)  # type: ignore[arg-type]
    text = body.replace("\r\n", "\n").strip()
    if wire.headline and not text.startswith(wire.headline):
        text = f"{wire.headline}\n\n{text}"
    return Document(text, wire.headline, part, wire, warnings)


def _value(row: Row, names: tuple[str, ...]) -> str | None:
    """The first of the fields that says something, as text; the names of a list are joined."""
    lower = {name.casefold(): value for name, value in row.items()}
    for name in names:
        value = lower.get(name)
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            value = ", ".join(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and (found := field(value)) and found.casefold() not in ("nan", "none", "null"):
            return found
    return None


def _text_field(rows: list[Row], wanted: str) -> str:
    """The name of the field with the text. Raises FormatError."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    if wanted:
        if wanted in names:
            return wanted
        raise FormatError(f"no field {wanted!r} in it; there are {', '.join(names[:12])}")
    lengths = {
        name: sum(len(value) for row in rows if isinstance(value := row.get(name), str)) / len(rows) for name in names
    }
    known = [name for name in names if name.casefold() in TEXT and lengths[name] > 0]
    if known:
        return min(known, key=lambda name: TEXT.index(name.casefold()))
    longest = max(names, key=lambda name: lengths[name], default="")
    if not longest or lengths[longest] < MIN_TEXT_CHARACTERS:
        raise FormatError(f"no field of articles in it ({', '.join(names[:12])}): name it with --text-field")
    return longest


def _rows(text: str, left_out: list[str]) -> Iterator[Row]:
    """The rows of a corpus. Raises FormatError."""
    stripped = text.lstrip("\ufeff \t\r\n")
    if stripped.startswith("["):
        yield from _json_list(stripped)
    elif stripped.startswith("{"):
        yield from _json_lines(text, left_out)
    else:
        yield from _table(text)


def _json_list(text: str) -> Iterator[Row]:
    try:
        found = parse(text)
    except DamagedError as error:
        raise FormatError(f"damaged JSON: {error}") from error
    yield from (row for row in found if isinstance(row, dict))


def _json_lines(text: str, left_out: list[str]) -> Iterator[Row]:
    bad: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip("\ufeff \t\r"):
            continue
        try:
            row = parse(line.strip("\ufeff \t\r"))
        except DamagedError:
            row = None
        if isinstance(row, dict):
            yield row
        else:
            bad.append(number)
    if bad:
        shown = ", ".join(map(str, bad[:MAX_REPORTED_ROWS]))
        left_out.append(
            f"{len(bad):,} lines that are no JSON object (line {shown}{', …' if len(bad) > MAX_REPORTED_ROWS else ''})"
        )


def _table(text: str) -> Iterator[Row]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t|", key=head.count)
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    try:
        for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter, restval=""):
            yield {name: value for name, value in row.items() if isinstance(name, str)}
    except csv.Error as error:
        raise FormatError(f"damaged CSV: {error}") from error
