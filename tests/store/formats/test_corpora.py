"""Corpora: a row an article, with the field of the text named or found."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.formats.detect import UnknownFormatError, detect
from store.formats.document import Document, FormatError
from store.formats.limits import Limits
from store.formats.parse import Parsing, Request

BODY = "“Nobody took it,” harbour master Olav Dahl said on Monday. The ferry will not run on Sundays from May. " * 3
ROWS: list[dict[str, Any]] = [
    {
        "id": "a1",
        "headline": "Ferry line to close",
        "date": "2026-11-30T09:10:00Z",
        "outlet": "Coast News",
        "text": BODY,
    },
    {
        "id": "a2",
        "headline": "Bridge has cracks",
        "date": "30 Nov 2026",
        "outlet": "Coast News",
        "text": "Second. " + BODY,
    },
]


def parsed(data: bytes, *, suffix: str, text_field: str = "") -> tuple[list[Document], list[str]]:
    """The articles of a corpus, and what was left out."""
    format = detect(data, suffix)
    assert format == "corpus"
    parsing = Parsing(Request(format, data), Limits(text_field=text_field))
    return list(parsing), parsing.left_out


def json_lines(rows: list[dict[str, Any]]) -> bytes:
    """Rows as JSON Lines."""
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def table(rows: list[dict[str, Any]], delimiter: str = ",") -> bytes:
    """Rows as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (json_lines(ROWS), ".jsonl"),
        (json_lines(ROWS), ".ndjson"),
        (b"\xef\xbb\xbf" + json_lines(ROWS).replace(b"\n", b"\r\n"), ".jsonl"),
        (json.dumps(ROWS).encode(), ".json"),
        (table(ROWS), ".csv"),
        (b"\xef\xbb\xbf" + table(ROWS, ";"), ".csv"),
        (table(ROWS, "\t"), ".tsv"),
    ],
)
def test_a_row_is_an_article_with_what_is_known_of_it(data: bytes, suffix: str) -> None:
    (first, second), left_out = parsed(data, suffix=suffix)
    assert left_out == []
    assert first.text == f"Ferry line to close\n\n{BODY.strip()}"
    assert first.wire is not None
    assert (first.wire.headline, first.wire.source, first.wire.guid) == ("Ferry line to close", "Coast News", "a1")
    assert first.wire.published == "2026-11-30T09:10:00+00:00"
    assert second.wire is not None
    assert second.wire.published == "2026-11-30", "a day is a day"
    assert (first.part, second.part) == ("1", "2")


@pytest.mark.parametrize("name", ["body", "Content", "maintext", "fulltext", "artikeltext"])
def test_the_field_of_the_text_is_found(name: str) -> None:
    rows = [{name if key == "text" else key: value for key, value in row.items()} for row in ROWS]
    assert len(parsed(json_lines(rows), suffix=".jsonl")[0]) == 2


def test_the_field_of_the_text_can_be_named() -> None:
    rows = [{**row, "lead": row["text"], "text": "short"} for row in ROWS]
    assert "short" in parsed(json_lines(rows), suffix=".jsonl")[0][0].text
    assert BODY.strip() in parsed(json_lines(rows), suffix=".jsonl", text_field="lead")[0][0].text
    with pytest.raises(FormatError, match=r"no field 'nope' in it; there are id, headline"):
        parsed(json_lines(rows), suffix=".jsonl", text_field="nope")


def test_what_is_no_article_is_counted_and_named() -> None:
    data = json_lines(ROWS) + b'{"id": "a3", "text": null}\n[1]\n{broken\n'
    articles, left_out = parsed(data, suffix=".jsonl")
    assert len(articles) == 2
    assert left_out == ["2 lines that are no JSON object (line 4, 5)", "1 row without text"]


def test_a_table_without_articles_is_refused_with_advice() -> None:
    with pytest.raises(FormatError, match="--text-field"):
        parsed(b"name,amount\nAda,3\nBo,4\n", suffix=".csv")


@pytest.mark.parametrize("data", [b"", b"\n\n", b"[]"])
def test_an_empty_file_is_one_line(data: bytes) -> None:
    with pytest.raises((FormatError, UnknownFormatError)):
        list(Parsing(Request("corpus", data), Limits()))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(FormatError):
        list(Parsing(Request("corpus", data), Limits()))


def test_ids_that_are_numbers_and_missing_cells_are_no_words() -> None:
    rows = [{**ROWS[0], "id": 17, "byline": "nan", "authors": ["Ada Moreno", "Bo Lind"]}]
    wire = parsed(json_lines(rows), suffix=".jsonl")[0][0].wire
    assert wire is not None
    assert (wire.guid, wire.byline) == ("17", "Ada Moreno, Bo Lind")
