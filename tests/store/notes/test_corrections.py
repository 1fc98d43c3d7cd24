"""Corrections of a reading: each does what it says, survives another reading, and never raises."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.span import Span
from extract.text import sha256
from extract.types import Actor, Article, Engine, Mention, Quote
from store.notes.anchors import Anchor
from store.notes.corrections import corrected
from store.notes.note import About, Note

TEXT = (
    "“No deal,” said Ann Lee, the mayor.\n\n"
    "Ms Lee met Bo Berg. He left early, he told reporters. “We will see,” Berg said.\n"
)


def span(words: str, nth: int = 0) -> Span:
    """Where `words` stand in the text."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def article() -> Article:
    """A reading with a wrong speaker, a double actor and a missed quote."""
    lee = Actor("a1", "Ann Lee", "person", role="mayor", mentions=(Mention(span("Ann Lee"), "name"),))
    ms = Actor("a2", "Ms Lee", "person", mentions=(Mention(span("Ms Lee"), "name"), Mention(span("He"), "pronoun")))
    berg = Actor(
        "a3", "Bo Berg", "person", mentions=(Mention(span("Bo Berg"), "name"), Mention(span("Berg", 1), "name"))
    )
    quotes = (
        Quote("q1", "direct", (span("No deal"),), span("Ann Lee"), "a1", span("said")),
        Quote("q2", "indirect", (span("He left early"),), span("he told"), "a2", span("told"), confidence=0.4),
    )
    return Article("x", "x.txt", sha256(TEXT), TEXT, Engine("1", "m"), actors=(lee, ms, berg), quotes=quotes)


def fix(what: str, words: Span | None, **about: Any) -> Note:
    """A correction, written a second after the one before."""
    anchor = Anchor.of(TEXT, words) if words else None
    fixed: Any = what
    return Note(f"{what}{words}", "k", sha256(TEXT), anchor, "", "reading", about=About("quote", fix=fixed, **about))


def test_a_wrong_quote_goes() -> None:
    assert [q.id for q in corrected(article(), [fix("not-a-quote", span("No deal"))]).article.quotes] == ["q2"]


def test_a_speaker_is_put_right_and_shows_as_human() -> None:
    done = corrected(article(), [fix("speaker", span("He left early"), actor="Bo Berg")])
    quote = done.article.quotes[1]
    assert (quote.actor, quote.confidence, quote.anonymous) == ("a3", 1.0, False)
    assert done.human == {"q2"}
    made = corrected(article(), [fix("speaker", span("He left early"), actor="Cy Dahl")])
    assert made.article.actor(made.article.quotes[1].actor) == made.article.actors[-1]
    assert made.article.actors[-1].name == "Cy Dahl"


def test_a_missed_quote_is_added_in_its_place() -> None:
    done = corrected(article(), [fix("quote", span("We will see"), actor="Bo Berg")])
    assert [q.kind for q in done.article.quotes] == ["direct", "indirect", "direct"]
    assert done.article.quotes[2].actor == "a3"
    assert not done.article.quotes[2].anonymous


def test_two_actors_are_merged_with_their_quotes_and_mentions() -> None:
    done = corrected(article(), [fix("merge", None, speaker="Ms Lee", actor="Ann Lee")]).article
    assert [actor.name for actor in done.actors] == ["Ann Lee", "Bo Berg"]
    assert "Ms Lee" in done.actors[0].aliases
    assert len(done.actors[0].mentions) == 3
    assert {quote.actor for quote in done.quotes} == {"a1"}


def test_an_actor_is_removed_and_a_mention_split_off() -> None:
    without_actor = corrected(article(), [fix("not-an-actor", None, actor="Ms Lee")]).article
    assert [actor.id for actor in without_actor.actors] == ["a1", "a3"]
    assert without_actor.quotes[1].actor is None
    split = corrected(article(), [fix("split", span("Berg", 1), actor="Berg")]).article
    assert [len(actor.mentions) for actor in split.actors] == [1, 2, 1, 1]
    given = corrected(article(), [fix("split", span("Berg", 1), actor="Ann Lee")])
    assert [len(actor.mentions) for actor in given.article.actors] == [2, 2, 1]
    assert given.human >= {"a1", "a3"}


def test_a_correction_survives_a_reading_with_other_ids_and_a_changed_text() -> None:
    note = fix("speaker", span("He left early"), actor="Bo Berg")
    ahead = "New first line.\n\n"
    moved = replace(
        article(),
        text=ahead + TEXT,
        quotes=(
            Quote(
                "other",
                "indirect",
                (Span(len(ahead) + span("He left early").start, len(ahead) + span("He left early").end),),
            ),
        ),
    )
    done = corrected(moved, [note]).article
    assert done.actor(done.quotes[0].actor) is not None


def test_without_corrections_the_article_is_the_same_object() -> None:
    read = article()
    assert corrected(read, [Note("u", "k", "v", None, "b")]).article is read


WORDS = st.sampled_from(["Ann Lee", "Ms Lee", "Bo Berg", "nobody", "", "He left early"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["not-a-quote", "not-an-actor", "speaker", "merge", "split", "quote"]),
            st.integers(0, len(TEXT)),
            st.integers(0, 40),
            WORDS,
            WORDS,
        ),
        max_size=8,
    )
)
def test_any_corrections_leave_an_article_that_fits_its_text(fixes: list[tuple[str, int, int, str, str]]) -> None:
    notes = [
        replace(fix(what, Span(start, min(start + length, len(TEXT))), speaker=one, actor=two), uid=f"u{i}")
        for i, (what, start, length, one, two) in enumerate(fixes)
    ]
    done = corrected(article(), notes).article
    ids = [actor.id for actor in done.actors]
    assert len(ids) == len(set(ids))
    assert all(quote.actor is None or quote.actor in ids for quote in done.quotes)
    assert all(0 <= q.span.start <= q.span.end <= len(TEXT) for q in done.quotes)
    assert Article.from_dict(done.to_dict()).actors == done.actors
