"""Anchors: round trips, and never certain about a wrong place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.types import Span
from store.notes.anchors import Anchor, locate

TEXT = (
    "The minister said on Monday that the bridge would open in May.\n\n"
    "Critics were not convinced. The bridge has been promised three times, said Anna Berg of the union.\n\n"
    "The minister said on Monday that no money was missing, and that the audit office agreed with the ministry.\n"
)


def anchor(words: str, nth: int = 0) -> Anchor:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Anchor.of(TEXT, Span(start, start + len(words)))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.data())
def test_every_span_is_found_where_it_is(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    made = Anchor.of(text, Span(start, end))
    assert Anchor.from_dict(made.to_dict()) == made
    if start < end:
        located = locate(text, made)
        assert (located.span, located.how) == (Span(start, end), "position")


def test_spans_outside_the_text_are_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        Anchor.of("abc", Span(1, 9))


def test_text_put_in_front_moves_the_anchor_with_its_words() -> None:
    made = anchor("promised three times")
    located = locate("A new first paragraph.\n\n" + TEXT, made)
    assert located.how == "exact"
    assert located.span == Span(made.start + 24, made.end + 24)


def test_the_right_one_of_two_equal_passages_is_found() -> None:
    second = anchor("The minister said on Monday", 1)
    located = locate("Updated.\n\n" + TEXT, second)
    assert located.certain
    assert located.span == Span(second.start + 10, second.end + 10)


def test_a_passage_that_was_cut_is_not_moved_to_its_twin() -> None:
    first = anchor("The minister said on Monday")
    assert not locate(TEXT[TEXT.index("Critics") :], first).certain


def test_a_reworded_passage_is_found_fuzzily() -> None:
    made = anchor("The bridge has been promised three times")
    changed = TEXT.replace("promised three times", "promised four times")
    located = locate("New.\n" + changed, made)
    assert located.how == "fuzzy"
    assert located.span is not None
    assert located.span.of("New.\n" + changed) == "The bridge has been promised four times"


def test_short_words_are_never_matched_fuzzily() -> None:
    assert locate(TEXT.replace("audit", "adult"), anchor("audit")).how == "lost"


def test_a_rewritten_passage_is_unsure_or_lost() -> None:
    made = anchor("no money was missing, and that the audit office agreed")
    changed = TEXT.replace(TEXT[made.start : made.end], "every krone was accounted for according to auditors")
    assert not locate(changed, made).certain


def test_a_passage_that_is_missing_is_lost() -> None:
    assert locate("Something else entirely.", anchor("Critics were not convinced")).span is None
