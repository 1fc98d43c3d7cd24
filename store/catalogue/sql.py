"""Translates a query into the conditions of an SQL statement over the tables of `database`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from store.catalogue.due import NO_END
from store.catalogue.index_rows import utf8
from store.catalogue.query import Term
from store.notes.index import fold

_FLAGS: Mapping[str, str] = {
    "unread": "a.unread",
    "read": "NOT a.unread",
    "notes": "a.notes > 0",
    "open-notes": "a.open_notes > 0",
    "retold": "a.id IN (SELECT id FROM stories)",
    "changed": "a.changed",
    "hidden": "a.shelf = 1",
    "removed": "a.shelf = 2",
}
SHELVES = frozenset(("hidden", "removed"))
"""Unless a query has one of these, only articles on the desk match."""
_COLUMNS = {"title": "title", "quotes": "speakers", "said": "said"}
_TEXTS = "a.doc IN (SELECT rowid FROM texts WHERE texts MATCH ?)"
_TITLED = "a.id IN (SELECT id FROM articles WHERE doc IS NULL AND instr(lower(title), ?) > 0)"
_NOTED = "a.id IN (SELECT rowid FROM noted WHERE noted MATCH ?)"


def conditions(terms: Sequence[Term], now: str) -> tuple[str, list[str]]:
    """The WHERE clause for articles `a` that match all of `terms`, and its values. `now` has the form of `query.utc`.

    User input is only in the values.
    """
    on_desk = not any(term.name in SHELVES and not term.negated for term in terms)
    together = [term for term in terms if not term.name and not term.negated and _match(term)]
    clauses: list[str] = ["a.shelf = 0"] if on_desk else []
    values: list[str] = []
    if together:
        clause, values = _all_words(together, now)
        clauses.append(clause)
        terms = [term for term in terms if term not in together]
    for term in terms:
        clause, more = _condition(term, now)
        if clause:
            clauses.append(f"coalesce({clause}, 0) = {0 if term.negated else 1}")
            values += more
    return ("WHERE " + " AND ".join(clauses) if clauses else ""), [utf8(value) for value in values]


def _condition(term: Term, now: str) -> tuple[str, list[str]]:
    """The SQL condition of `term`; "" if it has nothing to search for, such as a lone dash."""
    if term.name in _FLAGS:
        return f"({_FLAGS[term.name]})", []
    make = _MAKERS[term.name]
    return make(term, now)


def _dated(comparison: str) -> Callable[[Term, str], tuple[str, list[str]]]:
    return lambda term, _now: (f"(a.moment {comparison} ?)", [term.value])


def _embargoed(_term: Term, now: str) -> tuple[str, list[str]]:
    return "(a.embargo > ?)", [now]


def _due(term: Term, now: str) -> tuple[str, list[str]]:
    waiting = "SELECT id FROM note_rows WHERE open AND (due IS NOT NULL OR type = 'fact-check' AND created < ?)"
    return f"(a.id IN ({waiting}) OR (a.embargo > ? AND a.embargo < '{NO_END}'))", [term.value, now]


def _site(term: Term, _now: str) -> tuple[str, list[str]]:
    return "(a.site = ?)", [term.value.lower()]


def _source(term: Term, _now: str) -> tuple[str, list[str]]:
    return "(instr(a.places, ?) > 0)", [fold(term.value)]


def _column(term: Term, _now: str) -> tuple[str, list[str]]:
    words = _match(term)
    return (f"({_TEXTS})", [f"{{{_COLUMNS[term.name]}}} : {words}"]) if words else ("", [])


def _note(term: Term, _now: str) -> tuple[str, list[str]]:
    words = _match(term)
    return (f"({_NOTED})", [words]) if words else ("", [])


def _words(term: Term, _now: str) -> tuple[str, list[str]]:
    """Words anywhere; for an article that is not indexed yet, in its title."""
    words = _match(term)
    if not words:
        return "", []
    return (
        f"(coalesce({_TEXTS}, 0) OR {_NOTED} OR {_TITLED})",
        [words, words, term.value.lower()],
    )


def _all_words(terms: Sequence[Term], now: str) -> tuple[str, list[str]]:
    """Several words: one search of the texts, and one per word only if notes or a title may contain some of them."""
    each = [_words(term, now) for term in terms]
    clauses = " AND ".join(clause for clause, _values in each)
    values = [" ".join(_match(term) for term in terms), *(value for _clause, more in each for value in more)]
    return f"(coalesce({_TEXTS}, 0) OR ((a.notes > 0 OR a.doc IS NULL) AND {clauses}))", values


def _story(term: Term, _now: str) -> tuple[str, list[str]]:
    same = "SELECT o.id FROM stories o JOIN stories s ON o.story = s.story JOIN articles x ON x.id = s.id"
    return f"(a.key = ? OR a.id IN ({same} WHERE x.key = ?))", [term.value, term.value]


_MAKERS: Mapping[str, Callable[[Term, str], tuple[str, list[str]]]] = {
    "": _words, "title": _column, "quotes": _column, "said": _column, "note": _note, "source": _source,
    "since": _dated(">="), "until": _dated("<"), "embargoed": _embargoed, "story": _story,
    "due": _due, "site": _site,
}  # fmt: skip


def any_of(phrases: Iterable[str]) -> str:
    """An FTS5 expression for any of `phrases`, each whole; "" if none has a letter or digit."""
    return " OR ".join(words for phrase in phrases if (words := _phrase(phrase)))


def _match(term: Term) -> str:
    """The words as an FTS5 expression, with * after a prefix; "" if there are none."""
    words = _phrase(term.value)
    return words + "*" if words and not term.whole_word else words


def _phrase(text: str) -> str:
    """An FTS5 string literal that its content cannot end."""
    if not any(char.isalnum() for char in text):
        return ""
    plain = text.replace('"', '""').replace("\0", " ")
    return f'"{plain}"'
