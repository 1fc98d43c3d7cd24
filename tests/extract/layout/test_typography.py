"""Typography alone: which marks open and close a quote, and which are none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.layout.typography import Typography, read_typography
from extract.types import Block, Span


def typography(text: str) -> Typography:
    """`text` read as one paragraph a line."""
    blocks = []
    at = 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block("paragraph", Span(at, at + len(line))))
        at += len(line) + 1
    return read_typography(text, blocks)


def outer(text: str) -> list[str]:
    return [q.inner.of(text) for q in typography(text).quoted]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('"We are done," he said. "Go home."', ["We are done,", "Go home."]),
        ("“We are done,” he said.", ["We are done,"]),
        ("”Vi er klare”, said Hansen.", ["Vi er klare"]),
        ("„Nein danke“, said Weber.", ["Nein danke"]),
        ("«Oui, bien», said Petit.", ["Oui, bien"]),
        ("« Oui, bien », said Petit.", ["Oui, bien"]),
        ("»Ja, gern«, said Vogel.", ["Ja, gern"]),
        ("''We go on,'' she said.", ["We go on,"]),
        ("``We go on,'' she said.", ["We go on,"]),
        ("‘I’d go,’ said the officers’ boss.", ["I’d go,"]),
        ("'I can't go,' said the boss.", ["I can't go,"]),
    ],
)
def test_every_style_of_mark(text: str, quotes: list[str]) -> None:
    assert outer(text) == quotes


@pytest.mark.parametrize(
    "text",
    [
        "The officers' badges and the '90s records of rock 'n' roll.",
        "The goalkeeper, 6'2\" tall, dropped it.",
        "A 12\" pipe burst near the workers' hall.",
        "It was the bosses' fault, not the drivers'.",
    ],
)
def test_apostrophes_inches_and_decades_are_no_quotes(text: str) -> None:
    found = typography(text)
    assert found.quoted == []
    assert found.warnings == []


def test_an_inch_mark_inside_a_quote_does_not_close_it() -> None:
    assert outer('"It is a 27" screen and I like it," she said.') == ['It is a 27" screen and I like it,']


def test_a_quote_inside_a_quote_is_nested() -> None:
    found = typography("“He told me, ‘Go home,’ and left,” she said.")
    assert len(found.quoted) == 1
    assert [q.depth for q in found.nested] == [1]


def test_a_repeated_opening_mark_goes_on_with_the_quote() -> None:
    found = typography("“The first part.\n“The second part.\n“The last part,” he said.")
    assert [(q.continues, q.closed) for q in found.quoted] == [(False, False), (True, False), (True, True)]
    assert found.warnings == []


def test_a_quote_runs_on_without_a_repeated_mark() -> None:
    text = 'He said: "The first part.\nThe second part.\nThe last part." He left.'
    assert outer(text) == ["The first part.", "The second part.", "The last part."]


def test_a_mark_too_many_warns_and_swallows_nothing_further() -> None:
    text = '"We did it, he said. And then nothing.\nA paragraph without quotes.\n"A real one," she said.'
    found = typography(text)
    assert found.warnings == ["line 1: a quote mark has no partner"]
    assert found.quoted[0].inner.of(text) == "We did it,"
    assert found.quoted[-1].inner.of(text) == "A real one,"
    assert not any(q.block == 1 for q in found.quoted)


def test_a_dash_paragraph_is_found_and_a_number_is_not() -> None:
    assert [d.mark for d in typography("– No, he said.\n-5 degrees\n— Yes.").dashes] == ["–", "—"]


MARKS = "\"'“”„‘’‚«»`–—- .,:?!\n\t\x00aAé1"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=MARKS, max_size=200) | st.text(max_size=200))
def test_no_text_raises_and_all_offsets_lie_inside(text: str) -> None:
    found = typography(text)
    end = -1
    for q in found.quoted:
        assert 0 <= q.outer.start <= q.inner.start < q.inner.end <= q.outer.end <= len(text)
        assert q.outer.start >= end, "outer quotes do not overlap"
        end = q.outer.end
