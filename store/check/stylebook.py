"""`stylebook.toml`: the house's names, titles and terms, and an article's departures from them.

Terms are matched as whole words: no letter, digit or combining mark may adjoin them. All kinds of apostrophe, hyphen
and blank are equivalent, and a term may continue over the end of a line. A term in lower case matches in any case; one
with capitals matches as written, and in all capitals ("Kiev", "KIEV", not "kiev"). `case` overrides this. Addresses,
e-mail addresses, handles and hashtags are never searched, and quotations only for entries with `quotes = true`, since a
quotation keeps the speaker's words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from extract.span import Span
from store.check.editing_rules import read_editing_rules
from store.check.tomlfile import TomlFile
from store.evidence.rules import EditingRules
from store.texts.escaping import plain

Case = Literal["smart", "exact", "any"]

_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")
_WORD_CHARACTER = r"[\w\u0300-\u036f]"
_GAP = r"(?:[^\S\n]++(?:\n[^\S\n]*+)?|\n[^\S\n]*+)"
_ADDRESS = re.compile(
    r"(?:(?<![\w+.-])[a-z][a-z0-9+.-]{0,20}://|www\.)[^\s<>\"“”]+"  # https://example.org/a
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # desk@example.org
    r"|(?<![\w.])[@#]\w+"  # @handle, #tag
    r"|(?<![\w@.-])(?:[\w-]+\.)+(?:com|org|net|info|gov|edu|int|[a-z]{2})(?:/[^\s<>\"“”]*|\b)",  # example.org/a
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A name or term to look for: `bad` is unwanted, `good` preferred (empty: no replacement)."""

    kind: Literal["name", "banned"]
    bad: tuple[str, ...]
    good: str = ""
    but: tuple[str, ...] = ()
    case: Case = "smart"
    quotes: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """The house's titles for a person: the preferred one in `prefer`, and other accepted ones."""

    name: str
    prefer: str
    also: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Departure:
    """A departure from the stylebook: the words, and the stylebook's entry for them."""

    kind: Literal["name", "banned"]
    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class _Search:
    """A term prepared for searching."""

    term: Term
    pattern: re.Pattern[str]
    but: re.Pattern[str] | None


class Stylebook:
    """The house's terms and titles."""

    def __init__(
        self, terms: Sequence[Term] = (), titles: Sequence[Title] = (), editing: EditingRules | None = None
    ) -> None:
        self.titles = tuple(titles)
        self.editing = editing or EditingRules()
        self._searches = [_search(term) for term in terms]
        self._by_word: dict[str, list[int]] = {}
        for number, term in enumerate(terms):
            for word in map(_telling, term.bad):
                self._by_word.setdefault(word, []).append(number)

    @classmethod
    def read(cls, path: Path) -> Stylebook:
        """Read the stylebook in a file. Raises FileError, which names line and key."""
        file = TomlFile(path)
        file.check_keys(file.tables, ("name", "title", "banned", "quotes"), "")
        editing = read_editing_rules(file)
        terms = [_name(file, row, n) for n, row in enumerate(_rows(file, "name"))]
        terms += [_banned(file, row, n) for n, row in enumerate(_rows(file, "banned"))]
        return cls(terms, [_title(file, row, n) for n, row in enumerate(_rows(file, "title"))], editing)

    def __bool__(self) -> bool:
        return bool(self._searches or self.titles)

    def departures(self, text: str, quoted: Sequence[Span]) -> list[Departure]:
        """Departures of `text` from the names and terms, in text order. `quoted` are the spans in quote marks."""
        words = {found[0] for found in _WORD.finditer(fold(text))} | {""}
        numbers = {number for word in words & self._by_word.keys() for number in self._by_word[word]}
        if not numbers:
            return []
        searches = [self._searches[number] for number in sorted(numbers)]
        addresses = _Spans(Span(*found.span()) for found in _ADDRESS.finditer(text))
        quoted_spans = _Spans(quoted)
        found = [each for search in searches for each in _found(search, text, addresses, quoted_spans)]
        found.sort(key=lambda each: (each.span, each.kind, each.message))
        return found


def fold(text: str) -> str:
    """`text` folded for searching: without case, with one kind of apostrophe and hyphen."""
    return _one_kind(text.casefold())


class _Spans:
    """Spans for fast look-ups; overlapping ones are merged."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._all: list[Span] = []
        for span in sorted(span for span in spans if span.start < span.end):
            if self._all and span.start < self._all[-1].end:
                span = Span(self._all[-1].start, max(self._all.pop().end, span.end))
            self._all.append(span)

    def touch(self, span: Span) -> bool:
        """Whether any shares a code point with `span`."""
        at = bisect_left(self._all, Span(span.end, span.end)) - 1
        return at >= 0 and self._all[at].end > span.start

    def contains(self, span: Span) -> bool:
        """Whether `span` lies within one of them."""
        at = bisect_left(self._all, Span(span.start + 1, 0)) - 1
        return at >= 0 and self._all[at].end >= span.end


def _found(search: _Search, text: str, addresses: _Spans, quoted: _Spans) -> Iterator[Departure]:
    term = search.term
    excepted = _Spans(Span(*found.span()) for found in search.but.finditer(text)) if search.but else None
    for found in search.pattern.finditer(text):
        span = Span(*found.span())
        if term.case == "smart" and not _written(found[0], term.bad):
            continue
        if addresses.touch(span) or (excepted is not None and excepted.contains(span)):
            continue
        if term.quotes or not quoted.touch(span):
            yield Departure(term.kind, span, _message(term, found[0]))


def _message(term: Term, words: str) -> str:
    wanted = f"write “{plain(term.good)}”" if term.good else "not used"
    return f"“{plain(words)}”: {wanted}" + (f" ({plain(term.why)})" if term.why else "")


def _written(words: str, bad: Sequence[str]) -> bool:
    """Whether words found in any case are written as one of the terms, in all capitals, or as a lower-case term."""
    shape = _plainly(words)
    return shape.isupper() or any(
        shape == wanted or (wanted == wanted.lower() and shape.casefold() == wanted.casefold())
        for wanted in map(_plainly, bad)
    )


def _plainly(text: str) -> str:
    """`text` with one kind of blank, apostrophe and hyphen."""
    return _one_kind(_SPACE.sub(" ", text))


def _one_kind(text: str) -> str:
    return text.replace("’", "'").replace("‐", "-").replace("\u2011", "-")


def _search(term: Term) -> _Search:
    flags = re.NOFLAG if term.case == "exact" else re.IGNORECASE
    exceptions = [f"(?i:{_pattern(each)})" for each in term.but] + ([_pattern(term.good)] if term.good else [])
    longest = sorted(term.bad, key=len, reverse=True)
    but = re.compile("|".join(exceptions)) if exceptions else None
    return _Search(term, re.compile("|".join(map(_pattern, longest)), flags), but)


def _telling(term: str) -> str:
    """A word that every text with `term` must contain; "" if there is none, as for "…"."""
    return max(_WORD.findall(fold(term)), key=len, default="")


def _pattern(term: str) -> str:
    """A regular expression for `term` as whole words."""
    words = [
        re.sub(r"(?:\\-|[-‐\u2011])", "[-‐\u2011]", re.sub("['’]", "['’]", re.escape(word))) for word in term.split()
    ]
    return f"(?<!{_WORD_CHARACTER}){_GAP.join(words)}(?!{_WORD_CHARACTER})"


# -- reading the file -------------------------------------------------------------------------------------------------


def _rows(file: TomlFile, table: str) -> list[dict[str, Any]]:
    rows = file.tables.get(table, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise file.fault(f"must be tables, each headed [[{table}]]", "", table)
    return rows


def _name(file: TomlFile, row: Mapping[str, Any], n: int) -> Term:
    file.check_keys(row, ("prefer", "instead_of", "except", "case", "quotes", "why"), "name", n)
    bad = _words(file, row, "name", "instead_of", n)
    return Term("name", bad, _word(file, row, "name", "prefer", n), *_manner(file, row, "name", n))


def _banned(file: TomlFile, row: Mapping[str, Any], n: int) -> Term:
    file.check_keys(row, ("term", "say", "except", "case", "quotes", "why"), "banned", n)
    good = _word(file, row, "banned", "say", n) if "say" in row else ""
    return Term("banned", _words(file, row, "banned", "term", n), good, *_manner(file, row, "banned", n))


def _title(file: TomlFile, row: Mapping[str, Any], n: int) -> Title:
    file.check_keys(row, ("name", "prefer", "also", "why"), "title", n)
    also = _words(file, row, "title", "also", n) if "also" in row else ()
    name, prefer = (_word(file, row, "title", key, n) for key in ("name", "prefer"))
    return Title(name, prefer, also, _why(file, row, "title", n))


def _manner(file: TomlFile, row: Mapping[str, Any], table: str, n: int) -> tuple[tuple[str, ...], Case, bool, str]:
    but = _words(file, row, table, "except", n) if "except" in row else ()
    case, quotes = row.get("case", "smart"), row.get("quotes", False)
    if case not in ("smart", "exact", "any"):
        raise file.fault("must be smart, exact or any", table, "case", n)
    if not isinstance(quotes, bool):
        raise file.fault("must be true or false", table, "quotes", n)
    return but, case, quotes, _why(file, row, table, n)


def _why(file: TomlFile, row: Mapping[str, Any], table: str, n: int) -> str:
    return _word(file, row, table, "why", n) if "why" in row else ""


def _word(file: TomlFile, row: Mapping[str, Any], table: str, key: str, n: int) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise file.fault("must be given, and be words" if key not in row else "must be words", table, key, n)
    return " ".join(value.split())


def _words(file: TomlFile, row: Mapping[str, Any], table: str, key: str, n: int) -> tuple[str, ...]:
    """One or several terms: `"Kiev"` or `["Kiev", "Kyyiv"]`."""
    value = row.get(key)
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not values or not all(isinstance(v, str) and v.strip() for v in values):
        raise file.fault("must be a term, or a list of terms", table, key, n)
    return tuple(" ".join(value.split()) for value in values)
