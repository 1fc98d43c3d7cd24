"""The rows of a table are the same in CSV, JSON Lines and Parquet, and have what a researcher joins by."""

from __future__ import annotations

import csv
import io
import json
import sys

import pytest

from store.interchange.machine_formats import MACHINE
from store.interchange.records import QUOTES, Record, as_text, parquet, quote_records
from tests.store.interchange.test_tables import read


def exported(name: str) -> bytes:
    return b"".join(MACHINE[name][2]([read(), read()]))


@pytest.mark.parametrize("kind", ["quotes", "actors", "notes"])
def test_json_lines_have_the_rows_of_the_csv(kind: str) -> None:
    table = list(csv.DictReader(io.StringIO(exported(f"{kind}-csv").decode(), newline="")))
    lines = [json.loads(line) for line in exported(f"{kind}-jsonl").decode().splitlines()]
    assert len(table) == len(lines) == {"quotes": 6, "actors": 4, "notes": 0}[kind]
    for row, record in zip(table, lines, strict=True):
        assert list(row) == list(record)
        assert row == {name: row[name] if row[name].startswith("'") else as_text(record[name]) for name in row}


def test_a_quote_has_what_a_researcher_joins_by() -> None:
    record: Record = next(iter(quote_records([read()])))
    assert list(record) == list(QUOTES)
    assert {
        type(value) for name, value in record.items() if value is not None and QUOTES[name] is not type(value)
    } == set()
    assert (record["article"], record["url"], record["outlet"]) == (
        "ferry-1a2b3c4d", "https://example.org/news/ferry-line?id=7", "example.org",
    )  # fmt: skip
    assert (record["kind"], record["speaker"], record["actor"], record["actor_kind"], record["naming"]) == (
        "indirect", "the county said", "the county", "organisation", "unknown",
    )  # fmt: skip
    assert (record["anonymous"], record["confidence"], record["words"]) == (False, 0.5, 3)
    assert isinstance(record["start"], int)
    assert record["language"] == "en"


def test_a_paraphrase_and_a_quotation_are_distinguished() -> None:
    printed = [str(record["printed"]) for record in quote_records([read()])]
    assert printed[0] == "[paraphrase] the county said"
    assert printed[1] == "“We cannot pay for empty boats” […] the county said"


def test_parquet_has_the_same_rows_and_types() -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    table = pq.read_table(io.BytesIO(exported("quotes-parquet")))
    lines = [json.loads(line) for line in exported("quotes-jsonl").decode().splitlines()]
    assert table.to_pylist() == lines
    assert [str(field.type) for field in table.schema][-6:] == ["double", "int64", "int64", "int64", "string", "string"]


def test_parquet_without_pyarrow_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OSError, match=r"install copydesk\[parquet\]"):
        list(parquet([], QUOTES))
