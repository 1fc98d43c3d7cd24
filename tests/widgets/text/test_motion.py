"""Motions reach whole words, sentences and paragraphs, and never leave the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.text.find import find
from widgets.text.motion import Unit, around, character_end, move

TEXT = "Mr. Liu said: “Stop it.” He left. Oslo’s well-known\n\nSecond paragraph, here\n"
UNITS: tuple[Unit, ...] = ("character", "word", "sentence", "paragraph")


def reach(unit: Unit, by: int, start: str, text: str = TEXT) -> str:
    """From where `start` begins to where the motion leads."""
    here = text.index(start)
    there = move(text, here, unit, by)
    return text[here : there + 1] if by > 0 else text[there:here]


@pytest.mark.parametrize(
    ("unit", "by", "start", "expected"),
    [
        ("character", 1, "Liu", "Li"),
        ("character", -2, "Liu", ". "),
        ("word", 1, "Liu", "Liu"),
        ("word", 2, "Liu", "Liu said"),
        ("word", -1, "said", "Liu "),
        ("word", 2, "Oslo", "Oslo’s well-known"),
        ("word", 1, "known", "known"),
        ("sentence", 1, "Mr", "Mr. Liu said: “Stop it.”"),
        ("sentence", 2, "Mr", "Mr. Liu said: “Stop it.” He left."),
        ("sentence", -1, "left", "He "),
        ("sentence", 1, "Oslo", "Oslo’s well-known"),
        ("paragraph", 1, "Liu", "Liu said: “Stop it.” He left. Oslo’s well-known"),
        ("paragraph", 2, "Oslo", "Oslo’s well-known\n\nSecond paragraph, here"),
        ("paragraph", -1, "paragraph", "Second "),
        ("paragraph", -2, "paragraph", TEXT[: TEXT.index("paragraph")]),
    ],
)
def test_motions(unit: Unit, by: int, start: str, expected: str) -> None:
    assert reach(unit, by, start) == expected


@pytest.mark.parametrize(
    ("unit", "at", "expected"),
    [
        ("word", "ell-known", "well-known"),
        ("sentence", "left", "He left."),
        ("sentence", "Stop", "Mr. Liu said: “Stop it.”"),
        ("paragraph", "here", "Second paragraph, here"),
        ("word", " said", ""),
        ("paragraph", "\nSecond", ""),
    ],
)
def test_around(unit: Unit, at: str, expected: str) -> None:
    start, end = around(TEXT, TEXT.index(at), unit)
    assert TEXT[start:end] == expected


def test_a_character_may_take_several_code_points() -> None:
    text = "a👩‍👩‍👧e\u0301b"
    assert move(text, 0, "character", 1) == 1
    assert text[1 : character_end(text, 1)] == "👩‍👩‍👧"
    assert text[move(text, 1, "character", 1)] == "e"
    assert move(text, len(text) - 1, "character", -1) == text.index("e")


@given(st.text(st.sampled_from("ab .!?\n“”’-é👩\u200d\u0301"), min_size=1, max_size=60), st.data())
@settings(max_examples=300, deadline=None)
def test_motions_stay_inside_and_go_their_way(text: str, data: st.DataObject) -> None:
    here = data.draw(st.integers(0, len(text) - 1))
    unit = data.draw(st.sampled_from(UNITS))
    assert here <= move(text, here, unit, 1) < len(text)
    assert 0 <= move(text, here, unit, -1) <= here
    assert move(text, here, unit, 1000) == len(text) - 1 or unit == "character"
    start, end = around(text, here, unit)
    assert start <= here <= end <= len(text)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("liu", ["Liu"]),
        ("Liu", ["Liu"]),
        ("LIU", []),
        ("oslo's", ["Oslo’s"]),
        ('"stop it."', ["“Stop it.”"]),
        ("known second", ["known\n\nSecond"]),
        ("well–known", []),
        ("(", []),
        ("", []),
        ("  ", []),
        ("e", ["e"] * TEXT.lower().count("e")),
    ],
)
def test_find_takes_the_keyboard_for_the_print(pattern: str, expected: list[str]) -> None:
    assert [span.of(TEXT).lower() for span in find(TEXT, pattern)] == [word.lower() for word in expected]


@given(st.text(max_size=30), st.text(max_size=4))
@settings(max_examples=200, deadline=None)
def test_find_takes_any_pattern(text: str, pattern: str) -> None:
    spans = find(text, pattern)
    assert all(0 <= a.start < a.end <= b.start for a, b in pairwise(spans))
    if pattern and pattern in text and pattern.strip() == pattern:
        assert spans
