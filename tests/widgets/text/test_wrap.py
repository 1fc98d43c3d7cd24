"""Lines hold every word once, fit, and split no character."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from tests.widgets.sample import HOSTILE, TEXT
from widgets.text.safe import visible
from widgets.text.wrap import Lines

WORDS = st.text(
    st.one_of(st.characters(), st.sampled_from("a b c      \n–’漢字。👩\u200d\u0301\ufe0f\u3000é")), max_size=200
).map(visible)


def whole(text: str, width: int) -> Lines:
    lines = Lines(text, width)
    lines.finish()
    return lines


@given(WORDS, st.integers(1, 30))
@settings(max_examples=500, deadline=None)
def test_lines_partition_the_text(text: str, width: int) -> None:
    lines = whole(text, width)
    assert len(lines) >= text.count("\n") + 1
    assert lines.starts == sorted(set(lines.starts))
    position = 0
    for start, end in zip(lines.starts, lines.ends, strict=True):
        assert position <= start <= end <= len(text)
        assert not text[position:start].strip(), "only blanks and newlines lie between lines"
        assert "\n" not in text[start:end]
        position = end
    assert not text[position:].strip()


@given(WORDS, st.integers(1, 30))
@settings(max_examples=300, deadline=None)
def test_lines_fit_and_split_no_character(text: str, width: int) -> None:
    lines = whole(text, width)
    for start, end in zip(lines.starts, lines.ends, strict=True):
        graphemes, cells = split_graphemes(text[start:end])
        assert cells <= width or sum(1 for _start, _end, size in graphemes if size) == 1
        if start and text[start - 1] not in "\n ":
            assert cell_len(text[start]) or not cell_len(text[start - 1 : start]), "a mark stays with its letter"


@given(WORDS, st.integers(1, 30), st.integers(0, 200))
@settings(max_examples=200, deadline=None)
def test_found_step_by_step_as_at_once(text: str, width: int, offset: int) -> None:
    lines, lazy = whole(text, width), Lines(text, width)
    line = lazy.line_of(offset)
    assert lazy.starts == lines.starts[: len(lazy)]
    assert lines.starts[line] <= max(offset, lines.starts[0])
    assert line + 1 == len(lines) or offset < lines.starts[line + 1]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two", 100, ["one two"]),
        ("", 10, [""]),
        ("a\n\nb\n", 10, ["a", "", "b", ""]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("to abcdefghij", 4, ["to", "abcd", "efgh", "ij"]),
        ("  indent", 20, ["  indent"]),
        ("– Russia’s “defense”", 9, ["–", "Russia’s", "“defense”"]),
        ("漢字かな交じり。文", 14, ["漢字かな交じ", "り。文"]),
        ("漢 字 漢字", 5, ["漢 字", "漢字"]),
        ("cafe\u0301 noir", 4, ["cafe\u0301", "noir"]),
        ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 2, ["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"]),
        ("no\xa0break here", 8, ["no\xa0break", "here"]),
        ("trailing   \nnext", 20, ["trailing", "next"]),
    ],
)
def test_wraps_like(text: str, width: int, expected: list[str]) -> None:
    lines = whole(text, width)
    assert [text[s:e] for s, e in zip(lines.starts, lines.ends, strict=True)] == expected


@pytest.mark.parametrize("width", [1, 2, 7, 40])
@pytest.mark.parametrize("text", HOSTILE)
def test_the_hostile_corpus(text: str, width: int) -> None:
    shown = visible(text)
    lines = whole(shown, width)
    assert "".join(shown.split()) == "".join(
        "".join(shown[s:e].split()) for s, e in zip(lines.starts, lines.ends, strict=True)
    )


def test_a_hundred_thousand_words_wrap_quickly() -> None:
    text = (TEXT + "\n") * 220
    assert len(text.split()) > 100_000
    took: list[tuple[float, float]] = []
    while not took or (not _quick(*took[-1]) and len(took) < 5):
        started = time.process_time()
        lines = Lines(text, 77)
        lines.until_line(24)
        first = time.process_time() - started
        lines.finish()
        took.append((first, time.process_time() - started))
    assert _quick(*took[-1]), took


def _quick(first: float, whole: float) -> bool:
    return first < 0.02 and whole < 0.3


def test_a_megabyte_without_a_blank_or_newline() -> None:
    started = time.process_time()
    whole("x" * 1_000_000, 77)
    whole("漢" * 300_000, 77)
    assert time.process_time() - started < 5
