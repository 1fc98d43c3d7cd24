"""An article that is not English: its quotes and actors, and the one warning that says how they were found."""

from __future__ import annotations

from collections.abc import Sequence

from extract.coreference.actors import Found
from extract.languages.detection import Language
from extract.languages.lexicon import SUPPORTED
from extract.languages.passages import passages
from extract.languages.people import People
from extract.languages.quoting import UNSURE, Quoting
from extract.quotes.attribution import Attribution, Said
from extract.types import Block, Quote


def read_foreign(text: str, blocks: Sequence[Block], language: Language) -> tuple[Said, Found]:
    """The quotes and actors of a text in another language than English. Offsets are code points into `text`."""
    if language.tag not in SUPPORTED:
        return _by_marks(text, blocks, language)
    quoting = Quoting(text, blocks, language.tag)
    said = sorted(quoting.found, key=lambda each: each.fragments[0].start)
    said = _renumbered(quoting.found, said)
    people = People(text, blocks, language.tag, said)
    quotes, rules = people.quotes(said)
    names = "names only of who is quoted" if language.tag == "de" else "names by their capitals"
    warning = f"{language.name}: read without grammar: quotes by their marks and reporting verbs, {names}"
    return Said(said, [], quoting.scare), Found(people.actors(), quotes, [warning], rules, [], [None] * len(quotes))


def _renumbered(found: list[Attribution], said: list[Attribution]) -> list[Attribution]:
    """`said` in text order, with `follows` naming places in that order."""
    places = {id(each): number for number, each in enumerate(said)}
    for each in said:
        if each.follows is not None:
            each.follows = places[id(found[each.follows])]
    return said


def _by_marks(text: str, blocks: Sequence[Block], language: Language) -> tuple[Said, Found]:
    """Whole sentences in quote marks, said by nobody that is known."""
    spans = [
        passage.inner
        for block in blocks
        if block.kind == "paragraph"
        for passage in passages(text, *block.span)
        if len(passage.inner.of(text).split()) >= 4
    ]
    said = [Attribution("direct", [span], confidence=UNSURE, rule="marks") for span in spans]
    quotes = [
        Quote(f"q{number}", "direct", (span,), anonymous=True, confidence=UNSURE)
        for number, span in enumerate(spans, 1)
    ]
    name = language.name[0].upper() + language.name[1:]
    warning = f"{name}: not a language that is read: quotes by their marks only, nobody named"
    return Said(said, [], []), Found([], quotes, [warning], [""] * len(quotes), [], [None] * len(quotes))
