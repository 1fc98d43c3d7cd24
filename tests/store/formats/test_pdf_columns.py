"""PDF: words that are placed one by one, and rows of tables."""

from __future__ import annotations

import pytest

from store.formats.limits import Limits
from store.formats.office import pdf
from store.formats.office.pdf_pieces import Piece, rebuilt
from tests.conftest import ROOT

CASES = ROOT / "tests" / "data" / "formats" / "cases"


def read(name: str) -> str:
    return pdf.parse((CASES / name).read_bytes(), Limits()).text


def test_words_placed_by_themselves_stay_apart() -> None:
    assert (
        read("pdf-words-placed-gap-1.6.pdf")
        .split("\n\n")[0]
        .startswith("The Skerry Union School District board met on Tuesday.")
    )


def test_a_row_is_a_line() -> None:
    assert read("pdf-table-cells.pdf").strip().split("\n\n") == [
        "Ward | Turnout | Harbour List | Island Union", "North | 18,870 | 23,022 | 859",
        "South | 209 | 3,062 | 1,184", "East | 2,303 | 12,382 | 417",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("gaps", "text"),
    [((0.3, -0.2), "abc"), ((1.6, 0.0), "a bc"), ((1.6, 2.0), "a b c"), ((9.0, 1.6), "a\tb c"), ((-4.0, 0.0), "a\tbc")],
)
def test_gaps(gaps: tuple[float, float], text: str) -> None:
    pieces, at = [], 72.0
    for letter, gap in zip("abc", (0.0, *gaps), strict=True):
        at += gap
        pieces.append(Piece(letter, at, at + 6.0, 700.0, 12.0))
        at += 6.0
    assert rebuilt("abc", pieces)[0] == text


def test_pieces_that_do_not_spell_the_line_change_nothing() -> None:
    assert rebuilt("another", [Piece("a", 0, 1, 0, 1), Piece("b", 5, 6, 0, 1)]) == ("another", ())
