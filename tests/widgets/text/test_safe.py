"""What is drawn is visible, and obeyed by no terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.widgets.sample import HOSTILE
from widgets.text.safe import cut, line_end, one_line, visible

ANY = st.text(
    st.one_of(st.characters(), st.sampled_from("\x1b\r\n\t\x9b\u202e\u2066\u200b\u200d\ufe0f\u0301\ud800漢👩é"))
)


def harmful(text: str) -> list[str]:
    """The characters of `text` that a terminal would obey, or that nobody sees."""
    return [
        char
        for char in text
        if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        or char in "\u200b\u200e\u200f\u2060\ufeff\xad\u061c\U000e0041"
    ]


@given(ANY)
@settings(max_examples=400, deadline=None)
def test_same_length_and_nothing_harmful(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not harmful(shown.replace("\n", ""))
    assert [i for i, c in enumerate(text) if c == "\n"] == [i for i, c in enumerate(shown) if c == "\n"]
    assert visible(shown) == shown


@given(ANY, st.integers(0, 40))
@settings(max_examples=300, deadline=None)
def test_one_line_fits(text: str, limit: int) -> None:
    for line in (one_line(text, limit), line_end(text, limit)):
        assert cell_len(line) <= limit
        assert not harmful(line)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "␛[31m"),
        ("a\tb\r\nc\rd", "a b \nc␍d"),
        ("so\xadft", "so·ft"),
        ("\u202eevil\u202c", "�evil�"),
        ("👩‍👧", "👩‍👧"),
        ("❤️‍🔥", "❤️‍🔥"),
        ("1️⃣", "1️⃣"),
        ("می‌خواهم", "می‌خواهم"),
        ("a\u200db", "a�b"),
        ("a\ufe0f", "a�"),
        ("\ud800", "�"),
        ("\x9b2J", "�2J"),
        ("Skår, “naïve” – ok", "Skår, “naïve” – ok"),
    ],
)
def test_stand_ins(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_pile_of_marks_ends() -> None:
    assert visible("o" + "\u0301" * 40).count("\u0301") == 8


def test_one_line_of_a_huge_text_reads_only_its_beginning() -> None:
    assert one_line("word\n" * 2_000_000, 12) == "word word w…"
    assert one_line("  two \n words ", 20) == "two words"
    assert one_line("漢字漢字", 5) == "漢字…"
    assert cut("漢字", 3) == "漢"


def test_of_a_path_the_end_stays() -> None:
    assert line_end("wire/a.txt", 10) == "wire/a.txt"
    assert line_end("wire/" * 9_000 + "a.txt", 12) == "…/wire/a.txt"
    assert line_end("漢字漢字", 4) == "…字"


@pytest.mark.parametrize("text", HOSTILE)
def test_the_hostile_corpus(text: str) -> None:
    assert not harmful(visible(text).replace("\n", ""))
