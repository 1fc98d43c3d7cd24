"""Only words that the article has in quotation marks get quotation marks when a quote is printed elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.layout.zones import zone
from extract.quotation import PARAPHRASE, Quotations, printed, printed_quotes
from extract.reader import Reader
from extract.span import Span
from extract.types import Quote, QuoteKind

HEAD = "Harbour vote put off\n\n"


def one(paragraphs: str, *fragments: str, kind: QuoteKind = "direct") -> str:
    """The quote of these words in an article with these paragraphs, as it is printed."""
    text = HEAD + paragraphs
    spans = tuple(Span(start := text.index(words), start + len(words)) for words in fragments)
    return Quotations(text, zone(text).blocks).printed(Quote("q1", kind, spans))


@pytest.mark.parametrize(
    ("paragraphs", "fragments", "shown"),
    [
        ("“We go now,” said Lund.", ["We go now"], "“We go now”"),
        ('"We go now," said Lund.', ["We go now"], '"We go now"'),
        ("«Vi går,» sa Lund.", ["Vi går"], "«Vi går»"),
        ("„Wir gehen“, sagte Lund.", ["Wir gehen"], "„Wir gehen“"),
        ("‘He said “no” to me,’ Dahl said.", ["He said “no” to me"], "‘He said “no” to me’"),
        ("“It is bad,” she said, “and stays.”", ["It is bad", "and stays"], "“It is bad” […] “and stays”"),
        ("“One paragraph.\n\n“And two,” said Lund.", ["One paragraph.", "And two"], "“One paragraph.” […] “And two”"),
        ("– I do not know, says Dahl.", ["I do not know"], "– I do not know"),
    ],
)
def test_a_direct_quote_keeps_its_marks(paragraphs: str, fragments: list[str], shown: str) -> None:
    assert one(paragraphs, *fragments) == shown


def test_a_mixed_quote_has_only_its_inner_marks() -> None:
    text = "Lund called the plan “dead on arrival” in the House."
    assert one(text, "the plan “dead on arrival” in the House", kind="mixed") == text[12:-1]
    assert one(text, "dead on arrival” in the House", kind="mixed") == "“dead on arrival” in the House"
    assert one(text, "the plan “dead on arrival", kind="mixed") == "the plan “dead on arrival”"


@pytest.mark.parametrize("kind", ["direct", "indirect", "mixed"])
def test_the_words_of_the_reporter_are_a_paraphrase_of_any_kind(kind: QuoteKind) -> None:
    assert one("Lund said the vote is off.", "the vote is off", kind=kind) == "[paraphrase] the vote is off"


def test_a_paraphrase_keeps_marks_around_a_word() -> None:
    assert one("He said “it” is off.", "“it” is off", kind="indirect") == "[paraphrase] “it” is off"


def test_every_quote_of_a_read_article() -> None:
    text = HEAD + "“We go now,” said mayor Kari Lund on Monday. She said the vote would be held in March.\n"
    article = Reader().read(text, id="a", source="a")
    assert printed_quotes(article) == [printed(article, quote) for quote in article.quotes]
    assert [quote.startswith(PARAPHRASE) for quote in printed_quotes(article)] == [False, True]


words = st.lists(st.sampled_from(["we", "go", "now", "“", "”", "said", ",", "«", "»", "‘", "’", '"']), min_size=1)


@given(words, st.data(), st.sampled_from(["direct", "indirect", "mixed"]))
def test_no_word_outside_marks_gets_between_them(some: list[str], data: st.DataObject, kind: QuoteKind) -> None:
    """Whatever the marks: what is printed without a [paraphrase] shares words with a passage that is in marks."""
    text = HEAD + " ".join(some) + "\n"
    start = data.draw(st.integers(len(HEAD), len(text) - 2))
    end = data.draw(st.integers(start + 1, len(text) - 1))
    quotations = Quotations(text, zone(text).blocks)
    shown = quotations.printed(Quote("q1", kind, (Span(start, end),)))
    assert text[start:end] in shown
    if not any(mark in text for mark in '“”«»‘’"'):
        assert shown == PARAPHRASE + text[start:end]
