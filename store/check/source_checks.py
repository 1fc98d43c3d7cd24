"""Checks an article's sourcing: claims that only unnamed speakers make, unattributed quotes, a single voice.

Not every speaker without a name is an anonymous source: an institution answers for what it says, and so does whoever
speaks for it (`extract.naming`). Nor is every quote a claim: a question asserts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from extract.span import Span
from extract.types import Article
from store.articles.entry import Entry
from store.check.findings import shorten
from store.check.note_checks import Match
from store.model.wire import embargo_in_words, status_in_words
from store.sourcing.counted_quotes import CountedQuote, counted_quotes
from store.sourcing.voices import echoes, voiced
from store.texts.escaping import plain

_ASKING = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|inquir(?:e|es|ed|ing)|quer(?:y|ies|ied))\b", re.IGNORECASE
)
_QUESTION = re.compile(r"(?:how|if|what|when|where|whether|which|who|whom|whose|why)\b", re.IGNORECASE)
_LINE_NUMBER = re.compile(r"line (\d{1,9}): ")
_QUOTED = re.compile("“([^“”]+)”")
RULE_OF = {"unnamed": "claim-anonymous", "described": "claim-institution"}
"""The rule for each kind of speaker without a name."""


def sourcing(article: Article) -> Iterator[Match]:
    """The claims and quotes of an article that need a second look."""
    quotes = list(counted_quotes(article))
    for quote, others in zip(quotes, echoes(quotes), strict=True):
        if quote.naming in RULE_OF and not asks(quote) and not any(other.naming == "named" for other in others):
            assert quote.actor is not None
            rule = RULE_OF[quote.naming]
            yield rule, f"only from {plain(quote.actor.name)}: “{shorten(quote.content)}”", quote.span, None
        elif quote.naming == "unknown":
            yield "speaker-unknown", f"nobody sure said “{shorten(quote.content)}”", quote.span, None
    if len(quotes) > 1 and voiced(quotes) == "one voice":
        assert quotes[0].actor is not None
        message = f"all {len(quotes)} quotes are {plain(quotes[0].actor.name)}’s"
        yield "single-source", message, None, None


def reader_warnings(article: Article) -> Iterator[Match]:
    """The reader's warnings, placed at the line they name or at the first words they quote."""
    for warning in article.warnings:
        yield "reader-warning", plain(warning), _warned_at(warning, article.text), None


def _warned_at(warning: str, text: str) -> Span | None:
    if numbered := _LINE_NUMBER.match(warning):
        lines = text.split("\n")
        number = int(numbered[1])
        if not 1 <= number <= len(lines):
            return None
        start = sum(len(line) + 1 for line in lines[: number - 1])
        return Span(start, start + len(lines[number - 1]))
    quoted = _QUOTED.search(warning)
    found = re.search(rf"(?<!\w){re.escape(quoted[1])}(?!\w)", text) if quoted else None
    return Span(*found.span()) if found else None


def release(entry: Entry, now: datetime) -> Iterator[Match]:
    """The sender's restrictions on using an article."""
    embargo, status = embargo_in_words(entry.wire, now), status_in_words(entry.wire)
    if embargo:
        yield "embargo", embargo, None, None
    if status:
        yield "withdrawn", plain(status), None, None


def asks(quote: CountedQuote) -> bool:
    """Whether a quote is a question, which claims nothing."""
    if not _ASKING.search(quote.cue):
        return False
    return (
        bool(_QUESTION.match(quote.content))
        if quote.form != "direct"
        else quote.content.rstrip(" \"'’”»").endswith("?")
    )
