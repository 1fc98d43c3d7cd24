"""A changed article: notes carried over, asked about or orphaned; what is different."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.text import sha256
from extract.types import Actor, Article, Engine, Quote, Span
from store.anchors import Anchor
from store.notes import Note
from store.versions import carry, compare, compare_quotes

OLD = (
    "The bridge opens in May.\n\n“It is late,” said Anna Berg of the union.\n\n"
    "The audit office found nothing wrong with the accounts of the bridge company last year.\n\nBerg left early.\n"
)


def note(words: str) -> Note:
    start = OLD.index(words)
    return Note(words, "a", sha256(OLD), Anchor.of(OLD, Span(start, start + len(words))), "body")


def test_notes_are_carried_asked_about_and_orphaned() -> None:
    new = "Updated.\n\n" + OLD.replace(
        "found nothing wrong with the accounts", "reported errors in all the books"
    ).replace("Berg left early.", "The end.")
    kept, unsure, gone = (
        note("late"),
        note("The audit office found nothing wrong with the accounts"),
        note("left early"),
    )
    whole = replace(kept, uid="whole", anchor=None)
    found = carry([kept, unsure, gone, whole], {sha256(OLD): OLD}, sha256(new), new)
    assert [one.note.uid for one in found.moved] == ["late", "whole"]
    assert found.moved[0].anchor is not None
    assert found.moved[0].anchor.span == Span(kept.anchor.start + 10, kept.anchor.end + 10) if kept.anchor else False
    assert [one.note for one in found.unsure] == [unsure]
    assert [one.note for one in found.orphaned] == [gone]
    assert carry([replace(kept, version=sha256(new))], {}, sha256(new), new).moved == []


@settings(max_examples=100, deadline=None)
@given(st.text("ab\n", max_size=40), st.text("ab\n", max_size=40))
def test_comparing_covers_both_texts(old: str, new: str) -> None:
    changes = compare(old, new)
    assert "".join(change.old.of(old) for change in changes) == old
    assert "".join(change.new.of(new) for change in changes) == new
    assert all(change.old.of(old) == change.new.of(new) for change in changes if change.kind == "same")


def article(*said: tuple[str, str]) -> Article:
    text = "\n".join(words for words, _ in said)
    quotes = []
    for number, (words, who) in enumerate(said):
        start = text.index(words)
        quotes.append(Quote(f"q{number}", "direct", (Span(start, start + len(words)),), actor=who))
    actors = tuple(Actor(who, who.title(), "person") for who in sorted({who for _, who in said}))
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
