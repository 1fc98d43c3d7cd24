"""Compares titles as printed: whether they are the same, name an office, or exclude each other in one person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sized

from rapidfuzz.fuzz import token_set_ratio

from extract.lexicon.offices import FUNCTION_WORDS, OFFICES, title_key, words_of

SAME_TITLE_SCORE = 86.0
"""Titles match from this score (0 to 100, `rapidfuzz.fuzz.token_set_ratio`), or if one contains the other."""
SAME_STEM_LETTERS = 4
"""Place names with a common beginning of this many letters are the same: Russia, the Russian Federation."""

_STANDS_FOR = re.compile(r".*\b(?:nominee|candidate|hopeful|contender)\b", re.IGNORECASE)
_OTHER = frozenset(
    {"acting", "assistant", "associate", "deputy", "designate", "elect", "ex", "former", "interim", "vice"}
)
"""Words that make it a different office."""
_PAST = _OTHER | {"late", "next", "outgoing", "then", "would"}
"""Words that place an office in another time, or mean that it was never held."""
_EITHER = tuple(
    frozenset(line.split())
    for line in (
        "premier minister president chancellor king queen",
        "senator representative mp councillor",
        "ambassador consul spokesperson",
        "constable sergeant lieutenant captain major colonel general admiral inspector superintendent",
        "bishop archbishop rabbi imam vicar pope",
    )
)
"""Offices of which no one holds two. Others combine: a senator may be a chairman as well."""
_PORTFOLIOS = frozenset(
    """agriculture climate culture defence defense development economy education employment energy environment europe
    finance fisheries foreign health home housing immigration industry interior justice labor labour migration security
    sports trade transport treasury""".split()  # noqa: SIM905
)
_SAME_PORTFOLIO = {"defense": "defence", "labor": "labour"}


def same_title(one: str, other: str) -> bool:
    """Whether two printed titles are the same: `Foreign Minister`, `Russian foreign minister`; not with `former`."""
    mine, theirs = _title_words(one), _title_words(other)
    if not mine or not theirs:
        return True
    if bool(mine & _PAST) != bool(theirs & _PAST):
        return False
    if mine <= theirs or theirs <= mine:
        return True
    return token_set_ratio(" ".join(sorted(mine)), " ".join(sorted(theirs))) >= SAME_TITLE_SCORE


def contradict(one: str, other: str) -> bool:
    """Whether two offices exclude each other in one person at one time.

    Foreign and interior minister do, and so do the mayors of two towns, minister and former minister, senator and
    representative. "Chairman" and "senator" do not, nor do two offices of which only one names its field.
    """
    one, other = _without_candidacy(one), _without_candidacy(other)
    mine, theirs = _title_words(one), _title_words(other)
    if (mine | theirs) & (_PAST - _OTHER):
        return False  # "the next president" is not a title
    offices, others = _offices(one), _offices(other)
    if not offices & others:
        return any(not offices.isdisjoint(group) and not others.isdisjoint(group) for group in _EITHER)
    if bool(mine & _OTHER) != bool(theirs & _OTHER):
        return True
    return _differ(_portfolios(mine), _portfolios(theirs)) or _differ(_places(one), _places(other))


def usual_title(roles: Mapping[str, Sized]) -> str:
    """The title that agrees with most articles; among equals the most frequent one, then the first seen.

    `roles` has the places of each title.
    """
    agreeing = {
        title: sum(len(places) for other, places in roles.items() if not contradict(title, other)) for title in roles
    }
    return max(agreeing, key=lambda title: (agreeing[title], len(roles[title])))


def _title_words(title: str) -> frozenset[str]:
    return frozenset(title_key(title).split()) - FUNCTION_WORDS


def _without_candidacy(title: str) -> str:
    """A title without a candidacy: "Gov." for "vice-presidential nominee Gov."."""
    return _STANDS_FOR.sub("", title)


def _offices(title: str) -> frozenset[str]:
    """The offices in a title, before an "of"; for a prime minister only that of premier."""
    parts = title_key(title).split()
    end = next((i for i, part in enumerate(parts) if part in FUNCTION_WORDS and i), len(parts))
    found = frozenset(parts[:end]) & OFFICES
    if {"press", "secretary"} <= set(parts):
        return found - {"secretary"} | {"spokesperson"}
    return found - {"minister"} | {"premier"} if "prime" in parts and "minister" in found else found


def _portfolios(words: Iterable[str]) -> set[str]:
    return {_SAME_PORTFOLIO.get(word, word) for word in words if word in _PORTFOLIOS}


def _places(title: str) -> set[str]:
    """The names after "of", in lower case: `{"oslo"}` for "Mayor of Oslo"."""
    _office, of, rest = title.partition(" of ")
    return {word.casefold() for word in words_of(rest) if of and word[0].isupper()}


def _differ(mine: set[str], theirs: set[str]) -> bool:
    """Whether neither is empty and they have nothing in common."""
    return bool(mine and theirs) and not any(
        one[:SAME_STEM_LETTERS] == other[:SAME_STEM_LETTERS] for one in mine for other in theirs
    )
