"""From text to Article: zones, parse, attributions, actors, and the actor behind every speaker.

Importing this module is cheap; building a `Reader` loads the language model (about a second). Never do either in
the process that paints the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extract.coreference.actors import Reason, resolve
from extract.engine import RULES
from extract.languages.detection import detect
from extract.layout.zones import zone
from extract.learned import Decisions, shipped
from extract.parse.spacy_parser import Parser, SpacyParser
from extract.quotes.attribution import QuoteFindings, attribute
from extract.text import normalise, sha256
from extract.types import Article, Engine

SILENT = frozenset({"date", "byline", "credit", "boilerplate"})
"""Zones without quotes and actors."""


class Reading(NamedTuple):
    """An article and how it was read: `findings.attributions` and `resolved` have one item for each of its quotes.

    `resolved` names the rule that led from the speaker's words to the actor, "" if there is no actor. `reasons` are the
    learned decisions that chose the actors, None where none did.
    """

    article: Article
    findings: QuoteFindings
    resolved: Sequence[str]
    reasons: Sequence[Reason | None]


class Reader:
    """Reads articles one after the other. Not thread-safe; use one per process."""

    def __init__(self, parser: Parser | None = None, decisions: Decisions | None = None) -> None:
        self._parser: Parser = parser or SpacyParser()
        self._decisions = decisions or shipped()
        self.engine = Engine(RULES, self._parser.name)

    def read(self, text: str, *, id: str, source: str) -> Article:
        """Read one article. Never raises because of its text.

        `text` may be any string; only its line ends are normalised. All offsets in the result count code points of the
        result's own `text`.
        """
        return self.examine(text, id=id, source=source).article

    def examine(self, text: str, *, id: str, source: str) -> Reading:
        """Like `read`, with the rules behind the result, for `extract.explain`."""
        text = normalise(text)
        zoned = zone(text)
        language = detect(text)
        if language.tag == "en":
            parses = self._parser.parse(text, [block.span for block in zoned.blocks if block.kind not in SILENT])
            findings = attribute(text, zoned.blocks, parses, self._decisions)
            found = resolve(text, zoned.blocks, parses, findings.attributions, self._decisions)
        else:
            from extract.languages.reading import read_foreign  # five modules that English does without

            findings, found = read_foreign(text, zoned.blocks, language)
        article = Article(
            id=id,
            source=source,
            sha256=sha256(text),
            text=text,
            engine=self.engine,
            language=language.tag,
            meta=replace(zoned.meta, language=language.tag),
            blocks=tuple(zoned.blocks),
            actors=tuple(found.actors),
            quotes=tuple(found.quotes),
            warnings=(*zoned.warnings, *findings.warnings, *found.warnings),
            also_named=tuple(found.also_named),
        )
        return Reading(article, findings, found.rules, found.reasons)
