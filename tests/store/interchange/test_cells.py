"""Cells: nothing a spreadsheet would run, and every text comes back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.interchange.cells import disarm, read_rows, rearm, write_rows

RUN = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff=1",
    "\n=1",
    "＝1",
    "＋1",
    "−1",
]

hostile = st.text(st.sampled_from("'=+-@\t\r\n ＝\u200b\ufeff\",;a1|!"), max_size=8) | st.text(max_size=20)


@pytest.mark.parametrize("text", RUN)
def test_what_a_spreadsheet_would_run_becomes_text(text: str) -> None:
    assert disarm(text) == f"'{text}"
    assert rearm(disarm(text)) == text


@pytest.mark.parametrize("text", ["", "1+1", "a=b", "'tis", "“=1”", "’=1"])
def test_what_is_text_stays_as_it_is(text: str) -> None:
    assert disarm(text) == text


@settings(max_examples=150, deadline=None)
@given(hostile, hostile)
def test_disarming_is_reversible(one: str, other: str) -> None:
    assert rearm(disarm(one)) == one
    assert disarm(one)[:1] not in ("=", "+", "-", "@", "\t", "\r")
    assert (disarm(one) == disarm(other)) == (one == other)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(hostile, min_size=3, max_size=3), min_size=1, max_size=5), st.booleans())
def test_a_table_comes_back(rows: list[list[str]], tabs: bool) -> None:
    written = "".join(write_rows([["a", "b", "c"], *rows], tabs=tabs))
    assert list(read_rows(written, longest=1000)) == [["a", "b", "c"], *rows]
    assert written.endswith("\r\n")


def test_a_table_saved_by_a_spreadsheet_is_read() -> None:
    assert list(read_rows('\ufeffa;b\r\n1;"x\ny"\r\n', longest=100)) == [["a", "b"], ["1", "x\ny"]]


@pytest.mark.parametrize("text", ['a,b\n"x', 'a,b\n"x"y,z\n', "a,b\n" + "x" * 101])
def test_what_is_no_table_is_reported(text: str) -> None:
    with pytest.raises(ValueError, match="not a table"):
        list(read_rows(text, longest=100))
    assert csv.field_size_limit() != 100
    assert list(csv.reader(io.StringIO("x" * 200)))
