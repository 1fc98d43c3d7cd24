"""One reader of our JSON: what is not plain data is one error; plain data is what Python's reader makes of it."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.disk.json_reader import MAX_DEPTH, DamagedError, parse, parse_beginning, parse_object, whole_number

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(VALUES)
def test_plain_data_is_read_as_it_was_written(value: Any) -> None:
    text = json.dumps(value)
    assert parse(text) == parse(text.encode()) == value
    assert parse_beginning(text + " more") == (value, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000, "[" * 200_000 + "]" * 200_000, '{"a":' * 100_000, "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1),
        "1e999", "-1e999", "NaN", "Infinity", "-Infinity", "", "{", '"\\', "1" * 5000, b"\xff\xfe", b'"\xed\xa0\x80"',
    ],
)  # fmt: skip
def test_what_is_not_plain_data_is_one_error(text: str | bytes) -> None:
    with pytest.raises(DamagedError):
        parse(text)


def test_brackets_in_a_text_are_no_depth() -> None:
    for value in ("[" * 1000, '"' * 70 + "[" * 100, "\\" * 99 + "{" * 100):
        assert parse(json.dumps([value])) == [value]
    deepest = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert json.dumps(parse(deepest)) == deepest


@given(st.binary())
def test_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(DamagedError):
        parse_object(data)


@pytest.mark.parametrize("value", [True, 1.0, "1", None, 2**53, -(2**53)])
def test_only_whole_numbers_are_whole_numbers(value: Any) -> None:
    with pytest.raises(DamagedError):
        whole_number(value)
