"""The sourcing of any number of articles, added one after the other: only the counts are stored.

Each quote is in exactly one row of every table, so that the shares of a table sum to 100.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, get_args

from extract.lexicon.offices import title_key
from extract.types import Actor, Article
from store.articles.entry import Entry
from store.articles.verdict_lines import is_proven
from store.catalogue.elsewhere import agree, folded
from store.sourcing.counted_quotes import CountedQuote, counted_quotes, may_be_many, published
from store.sourcing.same_stories import Stories
from store.sourcing.voices import Backing, Voiced, backings, effective, voiced
from store.texts.escaping import plain

By = Literal["actor", "kind", "role", "country", "form", "naming", "voices", "claims", "day", "week", "month"]
VerdictsOf = Callable[[Entry], Mapping[int, str]]
Place = tuple[str, str, str]
"""The row in which a quote is counted: its key, label and detail."""
TABLES: tuple[By, ...] = get_args(By)
TIMES: tuple[By, ...] = ("day", "week", "month")

UNKNOWN = "unknown"
"""The row of quotes with an uncertain speaker; in a table of times, of articles without a date."""
NOT_GIVEN = "not given"
"""The row of quotes whose speaker is known, but lacks this property in the article."""
OTHERS = "others"
"""The key of a row that sums up several; it has no bar, which would dwarf the others."""
LAST = (NOT_GIVEN, UNKNOWN)
"""Rows that always come last."""


@dataclass(slots=True)
class Row:
    """One row of a table. `key` is unique in it, `label` is for people, `detail` says more about it.

    `words`, `quotes` and `articles` are counts; `direct`, `mixed` and `indirect` split the words by form, `named`,
    `described`, `unnamed` and `unknown` by whether the speaker has a name (`extract.naming`).
    """

    key: str
    label: str
    detail: str = ""
    words: int = 0
    quotes: int = 0
    articles: int = 0
    direct: int = 0
    mixed: int = 0
    indirect: int = 0
    named: int = 0
    described: int = 0
    unnamed: int = 0
    unknown: int = 0
    _latest: int = -1
    _votes: int = 0

    def describe(self, detail: str, article: int) -> None:
        """Add an article's detail; the one that over half of the articles give is kept (Boyer and Moore's vote)."""
        if not detail or self._latest == article:
            return
        if not self._votes:
            self.detail = detail
        self._votes += 1 if detail == self.detail else -1

    def add(self, quote: CountedQuote, article: int) -> None:
        """Count one quote of the article number `article`; articles are added in sequence."""
        self.words += quote.words
        self.quotes += 1
        self.articles += self._latest != article
        self._latest = article
        setattr(self, quote.form, getattr(self, quote.form) + quote.words)
        setattr(self, quote.naming, getattr(self, quote.naming) + quote.words)


@dataclass(slots=True)
class _People:
    """Identifies speakers across articles by kind and name, unless their countries contradict each other.

    The rule is that of `store.catalogue.elsewhere.same`. Nameless speakers share a row by their description, though
    they may be different people.
    """

    known: dict[tuple[str, str], list[tuple[str | None, str]]] = field(default_factory=dict)

    def key(self, actor: Actor) -> str:
        name = (actor.kind, folded(actor.name))
        buckets = self.known.setdefault(name, [])
        for i, (country, key) in enumerate(buckets):
            if agree(country, actor.country):
                buckets[i] = (country or actor.country, key)
                return key
        key = f"{name[0]}:{name[1]}" + (f":{actor.country}" if buckets else "")
        buckets.append((actor.country, key))
        return key


class Picture:
    """The tables of the added articles, and how many articles have how many voices.

    `articles` were counted, `unread` could not be, and `repeats` had only quotes of earlier articles, when each story
    counts once; `checked_words` were held against evidence, `proven_words` of them are verbatim or edited as the house
    allows; `voiced` counts the first of these by their voices, and `alone` those of "one voice" with a single
    quote, which is hardly a choice of sources.
    """

    def __init__(self, *, each_story_once: bool = False, verdicts_of: VerdictsOf | None = None) -> None:
        """`verdicts_of` gives the verdicts of an article's evidence, a line by where each quote begins."""
        self.checked_words = 0
        self.proven_words = 0
        self._verdicts_of = verdicts_of
        self.articles = 0
        self.unread = 0
        self.repeats = 0
        self._stories = Stories() if each_story_once else None
        self.alone = 0
        self.voiced: Counter[Voiced] = Counter()
        self._rows: dict[By, dict[str, Row]] = {by: {} for by in TABLES}
        self._people = _People()
        self._nameless_squares = 0

    def add(self, entry: Entry, article: Article | None) -> None:
        """Count one article; `article` is its reading with people's corrections, None if it was never read."""
        if article is None:
            self.unread += 1
            return
        quotes = list(counted_quotes(article))
        fresh, repeated = self._stories.fresh(article, quotes) if self._stories is not None else (quotes, False)
        if repeated and not fresh:
            self.repeats += 1
            return
        number, self.articles = self.articles, self.articles + 1
        kind = voiced(quotes)
        self.voiced[kind] += 1
        self.alone += kind == "one voice" and len(quotes) == 1
        self._count_proven(entry, fresh)
        unnamed: Counter[str] = Counter()
        for quote, found in _placed(entry, article, quotes, self._people.key):
            if quote not in fresh:
                continue
            for by, (key, label, detail) in found.items():
                row = self._rows[by].get(key)
                if row is None:
                    row = self._rows[by][key] = Row(key, label, detail)
                elif row.label.isupper() and not label.isupper():
                    row.label = label  # the other was from an all-capitals headline
                row.describe(detail, number)
                row.add(quote, number)
            if quote.actor is not None and may_be_many(quote.actor):
                unnamed[quote.actor.id] += quote.words
        self._nameless_squares += sum(words * words for words in unnamed.values())

    def _count_proven(self, entry: Entry, quotes: Sequence[CountedQuote]) -> None:
        """Count the words of quotes that have a verdict, and of those that the evidence proves."""
        lines = self._verdicts_of(entry) if self._verdicts_of is not None else {}
        for quote in quotes:
            line = lines.get(quote.span.start)
            if line is not None:
                self.checked_words += quote.words
                self.proven_words += quote.words * is_proven(line)

    def rows(self, by: By) -> list[Row]:
        """A table: the most words first, `not given` and `unknown` last; a table of times in chronological order."""
        rows = list(self._rows[by].values())
        if by in TIMES:
            return sorted(rows, key=lambda row: (row.key in LAST, row.key))
        return sorted(rows, key=lambda row: (*(row.key == last for last in reversed(LAST)), -row.words, row.key))

    @property
    def quotes(self) -> int:
        """The number of quotes counted."""
        return sum(row.quotes for row in self._rows["form"].values())

    @property
    def words(self) -> int:
        """The number of words counted."""
        return sum(row.words for row in self._rows["form"].values())

    @property
    def effective_speakers(self) -> float:
        """The effective number of certain speakers; nameless ones of different articles count as different."""
        rows = [row for row in self._rows["actor"].values() if row.key != UNKNOWN]
        named = sum(row.words**2 for row in rows if not row.key.startswith(("group:", "anonymous:")))
        return effective(named + self._nameless_squares, sum(row.words for row in rows))


def evidence(
    articles: Iterable[tuple[Entry, Article | None]], by: By, key: str, *, each_story_once: bool = False
) -> Iterator[tuple[Entry, CountedQuote]]:
    """The quotes of the row `key` in the table `by`: `articles` are those of the picture, in the same order."""
    people, stories = _People(), Stories() if each_story_once else None
    for entry, article in articles:
        if article is None:
            continue
        quotes = list(counted_quotes(article))
        fresh = stories.fresh(article, quotes)[0] if stories is not None else quotes
        for quote, found in _placed(entry, article, quotes, people.key) if fresh else ():
            if found[by][0] == key and quote in fresh:
                yield entry, quote


def _placed(
    entry: Entry, article: Article, quotes: Sequence[CountedQuote], person: Callable[[Actor], str]
) -> Iterator[tuple[CountedQuote, dict[By, Place]]]:
    """Each quote of an article with its row in each table. `person` identifies actors across articles."""
    kind, dated = voiced(quotes), _dated(published(entry, article))
    for quote, backing in zip(quotes, backings(quotes), strict=True):
        yield quote, {**_who(quote, person), **_how(quote, kind, backing), **dated}


def _who(quote: CountedQuote, person: Callable[[Actor], str]) -> dict[By, Place]:
    actor = quote.actor
    if actor is None:
        unknown = (UNKNOWN, UNKNOWN, "")
        return {"actor": unknown, "kind": unknown, "role": unknown, "country": unknown}
    role = plain(actor.role or "")
    return {
        "actor": (person(actor), plain(actor.name), _detail(quote, actor)),
        "kind": (actor.kind, actor.kind, ""),
        "role": (f"role:{title_key(role) or folded(role)}", role, "") if role else (NOT_GIVEN, NOT_GIVEN, ""),
        "country": _country(actor.country),
    }


def _how(quote: CountedQuote, kind: Voiced, backing: Backing) -> dict[By, Place]:
    return {
        "form": (quote.form, quote.form, ""),
        "naming": (quote.naming, quote.naming, ""),
        "voices": (kind, kind, ""),
        "claims": (backing, backing, ""),
    }


def _dated(day: date | None) -> dict[By, Place]:
    if day is None:
        return dict.fromkeys(TIMES, (UNKNOWN, UNKNOWN, ""))
    monday = day - timedelta(days=day.weekday())
    year, week, _weekday = day.isocalendar()
    return {
        "day": (day.isoformat(), day.isoformat(), ""),
        "week": (monday.isoformat(), f"{year}-W{week:02d}", f"from {monday.isoformat()}"),
        "month": (day.isoformat()[:7], day.isoformat()[:7], ""),
    }


def _detail(quote: CountedQuote, actor: Actor) -> str:
    if may_be_many(actor):
        return quote.naming
    return plain(", ".join(part for part in (actor.role, actor.affiliation) if part))


def _country(code: str | None) -> tuple[str, str, str]:
    if code is None:
        return NOT_GIVEN, NOT_GIVEN, ""
    from extract.lexicon.countries import gazetteer

    country = gazetteer().countries.get(code)
    return code, code, country.name if country else ""


def shares(counts: Sequence[int]) -> list[float]:
    """The share of each count in percent to one decimal, summing to exactly 100 (largest remainders); or all 0."""
    total = sum(counts)
    if not total:
        return [0.0] * len(counts)
    tenths = [count * 1000 // total for count in counts]
    rest = [count * 1000 % total for count in counts]
    for i in sorted(range(len(counts)), key=lambda i: (-rest[i], i))[: 1000 - sum(tenths)]:
        tenths[i] += 1
    return [tenth / 10 for tenth in tenths]


def shown(rows: Sequence[Row], top: int) -> list[tuple[Row, float]]:
    """The rows of `at_most` with their share of the whole table: the same share for any number of rows."""
    percentages = dict(zip((row.key for row in rows), shares([row.words for row in rows]), strict=True))
    short = at_most(rows, top)
    shown = sum(round(10 * percentages[row.key]) for row in short if row.key in percentages)
    rest = (1000 - shown) / 10 if any(row.words for row in rows) else 0.0
    return [(row, percentages.get(row.key, rest)) for row in short]


def longest(rows: Iterable[Row]) -> int:
    """The words of the largest row with a bar; 0 if there is none."""
    return max((row.words for row in rows if row.key != OTHERS), default=0)


def at_most(rows: Sequence[Row], top: int) -> list[Row]:
    """The first `top` rows, and one that sums up the others, so that the shares still sum to 100.

    The summary row has no count of articles, since an article may be in several of its rows. `not given` and `unknown`
    stay rows of their own.
    """
    plain_rows = [row for row in rows if row.key not in LAST]
    if len(plain_rows) <= top + 1:
        return list(rows)
    others = Row(OTHERS, f"{len(plain_rows) - top} others")
    for row in plain_rows[top:]:
        for name in ("words", "quotes", "direct", "mixed", "indirect", "named", "described", "unnamed", "unknown"):
            setattr(others, name, getattr(others, name) + getattr(row, name))
    return [*plain_rows[:top], others, *(row for row in rows if row.key in LAST)]
