"""A changed article: notes carried over, asked about or orphaned; what is different."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.text import sha256
from extract.types import Actor, Article, Engine, Quote, Span
from store.notes.anchors import Anchor
from store.notes.carry_over import ORPHANED, carry, compare_quotes
from store.notes.note import Note
from store.texts.comparison import MAX_LINES, changed_words, compare, pair_lines

OLD = (
    "The bridge opens in May.\n\n“It is late,” said Anna Berg of the union.\n\n"
    "The audit office found nothing wrong with the accounts of the bridge company last year.\n\nBerg left early.\n"
)


def note(words: str) -> Note:
    start = OLD.index(words)
    return Note(words, "a", sha256(OLD), Anchor.of(OLD, Span(start, start + len(words))), "body")


def test_notes_are_carried_unsure_and_orphaned() -> None:
    new = "Updated.\n\n" + OLD.replace(
        "found nothing wrong with the accounts", "reported errors in all the books"
    ).replace("Berg left early.", "The end.")
    certain, unsure, lost = (
        note("late"),
        note("The audit office found nothing wrong with the accounts"),
        note("left early"),
    )
    whole = replace(certain, uid="whole", anchor=None)
    found = carry([certain, unsure, lost, whole], {sha256(OLD): OLD}, sha256(new), new)
    assert [one.note.uid for one in found.moved] == ["late", "whole"]
    assert found.moved[0].anchor is not None
    assert (
        found.moved[0].anchor.span == Span(certain.anchor.start + 10, certain.anchor.end + 10)
        if certain.anchor
        else False
    )
    assert [one.note for one in found.unsure] == [unsure]
    assert [one.note for one in found.orphaned] == [lost]
    assert carry([replace(certain, version=sha256(new))], {}, sha256(new), new).moved == []


@settings(max_examples=100, deadline=None)
@given(st.text("ab\n", max_size=40), st.text("ab\n", max_size=40))
def test_comparing_covers_both_texts(old: str, new: str) -> None:
    changes = compare(old, new)
    assert "".join(change.old.of(old) for change in changes) == old
    assert "".join(change.new.of(new) for change in changes) == new
    assert all(change.old.of(old) == change.new.of(new) for change in changes if change.kind == "same")


def article(*spoken: tuple[str, str]) -> Article:
    text = "\n".join(words for words, _ in spoken)
    quotes = []
    for number, (words, who) in enumerate(spoken):
        start = text.index(words)
        quotes.append(Quote(f"q{number}", "direct", (Span(start, start + len(words)),), actor=who))
    actors = tuple(Actor(who, who.title(), "person") for who in sorted({who for _, who in spoken}))
    return Article("a", "a", sha256(text), text, Engine("1", "m"), actors=actors, quotes=tuple(quotes))


def test_changed_quotes_are_named() -> None:
    old = article(("The bridge is late", "berg"), ("Nothing is wrong at all here", "lie"), ("Gone by now", "lie"))
    new = article(
        ("The bridge is late", "lie"), ("Nothing is very wrong at all here", "lie"), ("Something new entirely", "berg")
    )
    changes = compare_quotes(old, new)
    assert [(each.kind, each.old and each.old.id, each.new and each.new.id) for each in changes] == [
        ("reattributed", "q0", "q0"), ("reworded", "q1", "q1"), ("added", None, "q2"), ("removed", "q2", None),
    ]  # fmt: skip


def test_an_orphan_stays_one_until_its_passage_comes_back() -> None:
    unsure = note("The audit office found nothing wrong with the accounts")
    assert unsure.anchor is not None
    new = OLD.replace("found nothing wrong with the accounts", "reported errors in all the books")
    orphan = replace(unsure, tags=(ORPHANED,))
    assert [one.note for one in carry([unsure], {sha256(OLD): OLD}, sha256(new), new).unsure] == [unsure]
    found = carry([orphan], {sha256(OLD): OLD}, sha256(new), new)
    assert [(one.note, one.anchor) for one in found.orphaned] == [(orphan, None)]
    back = "Corrected.\n\n" + OLD
    assert [one.note for one in carry([orphan], {sha256(OLD): OLD}, sha256(back), back).moved] == [orphan]


def test_changed_lines_are_paired_in_order() -> None:
    old = ["The bridge opens in May.", "It is gone now.", "Berg left early."]
    new = ["An update.", "The bridge opens in June.", "Berg, of the union, left early."]
    assert pair_lines(old, new) == [
        (None, new[0]), (old[0], new[1]), (old[1], None), (old[2], new[2]),
    ]  # fmt: skip
    assert pair_lines([], new[:1]) == [(None, new[0])]
    assert pair_lines(old[:1], []) == [(old[0], None)]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("ab ", max_size=9), max_size=6), st.lists(st.text("ab ", max_size=9), max_size=6))
def test_pairing_loses_no_line(old: list[str], new: list[str]) -> None:
    pairs = pair_lines(old, new)
    assert [before for before, _ in pairs if before is not None] == old
    assert [after for _, after in pairs if after is not None] == new
    assert (None, None) not in pairs


def test_changed_words_are_those_the_other_text_does_not_have() -> None:
    before, after = "The bridge opens in May.", "The old bridge opens in June."
    lost, come = changed_words(before, after)
    assert [span.of(before) for span in lost] == ["May"]
    assert [span.of(after) for span in come] == ["old", "June"]
    assert changed_words("same", "same") == ((), ())
    long = "word " * 2000
    assert changed_words(long, long + "x")[0] == (Span(0, len(long)),)


def test_long_texts_with_the_same_lines_over_and_over_are_compared_in_no_time() -> None:
    old = "\n".join(f"line {number}\n" for number in range(MAX_LINES))
    new = old.replace("line 77\n", "line seventy-seven\n")
    changes = [change for change in compare(old, new) if change.kind != "same"]
    assert [change.new.of(new) for change in changes] == ["line seventy-seven\n"]
