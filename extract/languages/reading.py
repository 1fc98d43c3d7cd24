"""Reads an article that is not in English: its quotes and actors, and a warning about how they were found."""

from __future__ import annotations

from collections.abc import Sequence

from extract.coreference.actors import ResolvedActors
from extract.languages.detection import Language
from extract.languages.lexicon import SUPPORTED
from extract.languages.passages import passages
from extract.languages.people import People
from extract.languages.quoting import UNSURE_CONFIDENCE, Quoting
from extract.quotes.attribution import Attribution, QuoteFindings
from extract.types import Block, Quote


def read_foreign(text: str, blocks: Sequence[Block], language: Language) -> tuple[QuoteFindings, ResolvedActors]:
    """The quotes and actors of a text in a language other than English. Offsets are code points of `text`."""
    if language.tag not in SUPPORTED:
        return _by_marks(text, blocks, language)
    quoting = Quoting(text, blocks, language.tag)
    attributions = sorted(quoting.found, key=lambda each: each.fragments[0].start)
    attributions = _renumbered(quoting.found, attributions)
    people = People(text, blocks, language.tag, attributions)
    quotes, rules = people.quotes(attributions)
    names = "names only of who is quoted" if language.tag == "de" else "names by their capitals"
    warning = f"{language.name}: read without grammar: quotes by their marks and reporting verbs, {names}"
    return QuoteFindings(attributions, [], quoting.scare_quotes), ResolvedActors(
        people.actors(), quotes, [warning], rules, [], [None] * len(quotes)
    )


def _renumbered(found: list[Attribution], attributions: list[Attribution]) -> list[Attribution]:
    """`attributions` in text order, with `follows` referring to positions in that order."""
    places = {id(each): number for number, each in enumerate(attributions)}
    for each in attributions:
        if each.follows is not None:
            each.follows = places[id(found[each.follows])]
    return attributions


def _by_marks(text: str, blocks: Sequence[Block], language: Language) -> tuple[QuoteFindings, ResolvedActors]:
    """Whole sentences in quotation marks, without speakers."""
    spans = [
        passage.inner
        for block in blocks
        if block.kind == "paragraph"
        for passage in passages(text, *block.span)
        if len(passage.inner.of(text).split()) >= 4
    ]
    attributions = [Attribution("direct", [span], confidence=UNSURE_CONFIDENCE, rule="marks") for span in spans]
    quotes = [
        Quote(f"q{number}", "direct", (span,), anonymous=True, confidence=UNSURE_CONFIDENCE)
        for number, span in enumerate(spans, 1)
    ]
    name = language.name[0].upper() + language.name[1:]
    warning = f"{name}: not a language that is read: quotes by their marks only, nobody named"
    return QuoteFindings(attributions, [], []), ResolvedActors(
        [], quotes, [warning], [""] * len(quotes), [], [None] * len(quotes)
    )
