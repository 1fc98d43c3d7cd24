"""Counts the voices of articles, and finds the claims that rest on one voice.

A voice is a certain speaker: one actor of one article. An article's number of voices is the count that content analyses
of news report as sources per story (Project for Excellence in Journalism, Annual Report 2005, "Depth and Quality of
Sourcing"). Here it counts speakers who are quoted, not documents or a reporter's own observations.

A claim is a quote. It is *backed* if another voice of the article says the same in much the same words
(`store.texts.similarity.same_quote`), *single-source* if none does, and *unknown* if its own speaker is uncertain, or
only uncertain speakers say the same. That is a lower bound: the same claim in other words is not recognised, so
"single-source" means "no one else is quoted saying it", not "no one else knows it".

The effective number of speakers is 1 / sum(p²), p being a speaker's share of the words of all certain speakers: the
reciprocal of Simpson's index, which McDonald and Dimmick recommend for diversity in media ("The Conceptualization and
Measurement of Diversity", Communication Research 30(1), 2003). Ten speakers with equal shares count as ten, one who
speaks every word as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from store.sourcing.counted_quotes import CountedQuote
from store.texts.similarity import same_quote, words

Voiced = Literal["no quotes", "one voice", "one voice, others unknown", "several voices", "unknown"]
Backing = Literal["single-source", "backed", "unknown"]

VOICED: tuple[Voiced, ...] = ("one voice", "one voice, others unknown", "several voices", "unknown", "no quotes")

MIN_COMMON_WORDS = 3
"""Words that two quotes must share to be the same: `same_quote` requires this many distinctive ones."""


def voiced(quotes: Sequence[CountedQuote]) -> Voiced:
    """The category of an article with these quotes, by its voices."""
    if not quotes:
        return "no quotes"
    voices = {quote.actor.id for quote in quotes if quote.actor is not None}
    if not voices:
        return "unknown"
    if len(voices) > 1:
        return "several voices"
    return "one voice" if all(quote.actor is not None for quote in quotes) else "one voice, others unknown"


def echoes(quotes: Sequence[CountedQuote]) -> list[list[CountedQuote]]:
    """For each of an article's quotes, the others that say the same, by another or an uncertain voice."""
    found: list[list[CountedQuote]] = [[] for _ in quotes]
    bags = [frozenset(words(quote.content)) for quote in quotes]
    for i, one in enumerate(quotes):
        for j in range(i + 1, len(quotes)):
            other = quotes[j]
            if (one.actor is other.actor and one.actor is not None) or len(bags[i] & bags[j]) < MIN_COMMON_WORDS:
                continue
            if same_quote(one.content, other.content):
                found[i].append(other)
                found[j].append(one)
    return found


def backings(quotes: Sequence[CountedQuote]) -> list[Backing]:
    """The backing of each of an article's quotes."""
    return [_backing(quote, others) for quote, others in zip(quotes, echoes(quotes), strict=True)]


def _backing(quote: CountedQuote, others: Sequence[CountedQuote]) -> Backing:
    if quote.actor is None:
        return "unknown"
    if any(other.actor is not None for other in others):
        return "backed"
    return "unknown" if others else "single-source"


def effective(squares: float, total: int) -> float:
    """The effective number of speakers, from the sum of their squared word counts and their total; 0 for none."""
    return total * total / squares if squares else 0.0
