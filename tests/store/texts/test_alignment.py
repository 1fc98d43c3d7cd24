"""Where a passage is by all that stands around it, and the places a note must not be moved to without asking."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.types import Span
from store.notes.anchors import Anchor, Located
from store.notes.carry_over import reanchor
from store.texts.alignment import NEAR_WORDS, Aligned, Alignment

OLD = (
    "The bridge opens in May.\n\nThe audit office found nothing wrong with the accounts of the company.\n\n"
    "Anna Berg, who leads the union, said that the work was late and the costs had doubled.\n\nShe left early.\n"
)


def at(words: str, text: str = OLD) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def find(words: str, new: str) -> tuple[str | None, Aligned]:
    found = Alignment(OLD, new).find(at(words))
    return None if found.span is None else found.span.of(new), found


def move(words: str, new: str) -> tuple[str | None, Located]:
    located = reanchor(OLD, new, Anchor.of(OLD, at(words)))
    return None if located.span is None else located.span.of(new), located


def test_an_unchanged_text_has_everything_where_it_was() -> None:
    words = "nothing wrong"
    assert Alignment(OLD, OLD).find(at(words)) == Aligned(at(words), 1.0, NEAR_WORDS, NEAR_WORDS)


@pytest.mark.parametrize(
    ("words", "before", "after", "there"),
    [
        ("work was late", "work", "job", "job was late"),
        ("work was late", "late", "slow", "work was slow"),
        ("work was late", "was late", "was very late", "work was very late"),
        ("said that the", "that the work", "a new task", "said a new"),
        ("the union", "union, said", "crew, added", "the crew"),
    ],
)
def test_a_replaced_word_at_an_edge_is_still_inside(words: str, before: str, after: str, there: str) -> None:
    assert find(words, OLD.replace(before, after))[0] == there


def test_an_edge_between_words_that_were_all_replaced_is_uncertain() -> None:
    assert find("leads the", OLD.replace("the union", "crews of masons"))[0] is None


def test_a_part_of_a_word_keeps_its_place_in_it() -> None:
    assert find("idge op", "An old " + OLD)[0] == "idge op"


@settings(max_examples=100, deadline=None)
@given(st.text("ab .\n", max_size=40), st.text("ab .\n", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_what_is_found_is_in_the_new_text(old: str, new: str, one: int, other: int) -> None:
    span = Span(min(one, other, len(old)), min(max(one, other), len(old)))
    found = Alignment(old, new).find(span)
    assert 0.0 <= found.unchanged_share <= 1.0
    assert found.span is None or 0 <= found.span.start <= found.span.end <= len(new)


def test_a_note_on_one_word_stays_when_the_word_beside_it_changes() -> None:
    there, located = move("May", OLD.replace("opens in May", "opens on May"))
    assert (there, located.certain) == ("May", True)


def test_a_passage_split_by_a_moved_paragraph_is_unsure() -> None:
    words = "of the company.\n\nAnna Berg"
    lines = OLD.split("\n")
    lines[2], lines[6] = lines[6], lines[2]
    assert not move(words, "\n".join(lines))[1].certain


def test_a_copy_beside_the_changed_passage_is_unsure() -> None:
    words = "the work was late"
    assert not move(words, OLD.replace(words, "the task was late the work was late"))[1].certain
    assert not move(words, OLD.replace(words, f"{words} {words}"))[1].certain


def test_a_like_passage_elsewhere_does_not_take_the_note() -> None:
    old = "It is true for 18% of all men.\n\nThe rest is silence.\n\nIt is true for 24% of all women.\n"
    new = old.replace("It is true for 18% of all men.", "More follows.")
    anchor = Anchor.of(old, at("true for 18% of all", old))
    assert not reanchor(old, new, anchor).certain


def test_a_word_that_became_the_beginning_of_another_is_not_found_in_it() -> None:
    start = OLD.index("the work")
    new = OLD.replace("said that the work", "said that thereby work")
    located = reanchor(OLD, new, Anchor.of(OLD, Span(start, start + 3)))
    assert not located.certain


def test_a_passage_at_the_top_that_went_is_not_its_copy_above() -> None:
    words = "The bridge opens"
    new = f"{words}\n\nMore follows.\n{OLD.removeprefix(words)}"
    assert not move(words, new)[1].certain
