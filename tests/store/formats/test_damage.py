"""Damaged files give articles or one line: the small form of `python -m tests.faults.formats`."""

from __future__ import annotations

import contextlib
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.formats import times
from store.formats.charsets import decode_bytes
from store.formats.detect import UnknownFormatError, detect
from store.formats.prose import field
from tests.faults.formats import trial


def test_six_hundred_damaged_samples() -> None:
    found = Counter(trial(number) for number in range(600))
    assert min(found["read"], found["refused"]) > 100


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", ".xml", ".json", ".md", ".eml", ".pdf", ".zip"]))
def test_any_bytes_are_of_some_format_or_reported(data: bytes, suffix: str) -> None:
    try:
        assert detect(data, suffix)
    except UnknownFormatError as error:
        left_out = str(error)
        assert left_out.isprintable()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "utf-16", "latin-1", "big5", "rot13", "zlib", "\x00"]))
def test_any_bytes_decode(data: bytes, charset: str | None) -> None:
    text, warnings = decode_bytes(data, charset)
    text.encode("utf-8")
    assert all("\n" not in line for line in warnings)


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=40) | st.from_regex(r"\d{4}-?\d\d-?\d\d(T\d\d:?\d\d(:?\d\d)?(Z|[+-]\d\d:?\d\d)?)?", fullmatch=True)
)
def test_any_time_is_iso_or_none_and_an_embargo_always_ends(value: str) -> None:
    found = times.iso(value)
    assert found is None or times.iso(found) == found
    ends, _warnings = times.embargo(value)
    assert ends is not None
    assert ends[-6] in "+-"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_a_field_is_one_line(value: str) -> None:
    found = field(value)
    assert found is None or (found == found.strip() and "\n" not in found and "\x1b" not in found)


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ("20261124T091500+0100", "2026-11-24T09:15:00+01:00"), ("20261124", "2026-11-24"), ("2026-11-24", "2026-11-24"),
        ("2026-11-24T09:15:00.123Z", "2026-11-24T09:15:00+00:00"), ("2026-11-24 09:15", "2026-11-24T09:15:00"),
        ("Tue, 24 Nov 2026 09:15:00 GMT", "2026-11-24T09:15:00+00:00"), ("2026-13-40", None), ("", None), (None, None),
        ("2026-11-24T09:15:00-0330", "2026-11-24T09:15:00-03:30"), ("9999-99-99T99:99:99Z", None),
    ],
)  # fmt: skip
def test_times(value: str | None, want: str | None) -> None:
    assert times.iso(value) == want


@pytest.mark.parametrize(
    "data",
    [
        b"<!---->" * 9000 + b"<x>", b"<!-- a -->" * 6000 + b"<x>", b"<?a " * 15_000, b"<!DOCTYPE x [" + b"]" * 60_000,
        b"<?xml " + b"encoding = '" * 5000, b"{" + b'"version" : ' * 5000, b"Aaaa-" * 12_000, b" \n" * 32_000,
        b"From a " + b"1" * 60_000, b"<" * 60_000,
    ],
)  # fmt: skip
def test_no_beginning_of_a_file_takes_long_to_look_at(data: bytes) -> None:
    began = time.process_time()
    for suffix in ("", ".xml", ".json", ".eml", ".html"):
        with contextlib.suppress(UnknownFormatError):
            detect(data, suffix)
    assert time.process_time() - began < 1
