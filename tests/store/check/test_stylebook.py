"""The stylebook: whole words only, never in addresses, in quotes only where the entry says so."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extract.span import Span
from store.check.gate import departures
from store.check.stylebook import Stylebook, Term, Title, _Spans
from store.check.tomlfile import FileError


def found(text: str, *terms: Term, quoted: tuple[Span, ...] = ()) -> list[str]:
    return [each.span.of(text) for each in Stylebook(terms).departures(text, quoted)]


KIEV = Term("name", ("Kiev",), "Kyiv", but=("chicken Kiev",))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In Kiev, KIEV and Kiev’s suburbs", ["Kiev", "KIEV", "Kiev"]),
        ("kiev Kieve xKiev Kiev2 _Kiev Kiev\u0301", []),
        ("Kyiv, once Kiev", ["Kiev"]),
        ("A plate of Chicken Kiev in Kiev", ["Kiev"]),
        ("https://kiev.example.org/Kiev/x Kiev@example.org @Kiev #Kiev www.Kiev.ua see Kiev.ua/a Kiev.ua", []),
        ("(https://example.org/Kiev) Kiev.", ["Kiev"]),
    ],
)
def test_names(text: str, words: list[str]) -> None:
    assert found(text, KIEV) == words


@pytest.mark.parametrize(
    ("term", "text", "words"),
    [
        (Term("banned", ("illegal immigrant",)), "Illegal\nimmigrant, illegal  immigrants", ["Illegal\nimmigrant"]),
        (Term("banned", ("illegal immigrant",)), "illegal\n\nimmigrant", []),
        (Term("banned", ("don't", "co-operate")), "Don’t co\u2011operate", ["Don’t", "co\u2011operate"]),
        (Term("banned", ("it",), case="exact"), "It, it and IT", ["it"]),
        (Term("banned", ("US",)), "US, us and Us", ["US"]),
        (Term("banned", ("US",), case="any"), "US, us and Us", ["US", "us", "Us"]),
        (Term("name", ("Internet",), "internet", case="exact"), "The Internet and the internet", ["Internet"]),
        (Term("name", ("Kari Hansen",), "Kari Hansen Lie"), "Kari Hansen Lie met Kari Hansen", ["Kari Hansen"]),
        (Term("banned", ("C++", "a.b")), "C++ C++x a.b aXb", ["C++", "a.b"]),
        (Term("banned", ("Müller",)), "Müller MÜLLER Mueller", ["Müller", "MÜLLER"]),
    ],
)
def test_terms(term: Term, text: str, words: list[str]) -> None:
    assert found(text, term) == words


def test_what_is_quoted_is_left_alone_unless_the_entry_says_so() -> None:
    text = 'He said “the Kiev talks failed” in Kiev.\n\n"Kiev," she said.\n'
    assert [message for _, message, _, _ in departures(Stylebook([KIEV]), text)] == ["“Kiev”: write “Kyiv”"]
    also = Term("banned", ("Kiev",), quotes=True, why="an old name")
    spans = [span.start for _, _, span, _ in departures(Stylebook([also]), text) if span]
    assert spans == [text.index("Kiev"), text.index("in Kiev") + 3, text.rindex("Kiev")]


def test_the_file(tmp_path: Path) -> None:
    file = tmp_path / "stylebook.toml"
    file.write_text(
        '[[name]]\nprefer = "Kyiv"\ninstead_of = ["Kiev", "Kyyiv"]\nexcept = "chicken Kiev"\nwhy = "ours since 2019"\n'
        '[[banned]]\nterm = "chairman"\nsay = "chair"\nquotes = true\n'
        '[[title]]\nname = "Sergey Lavrov"\nprefer = "Foreign Minister"\nalso = ["minister"]\n',
        encoding="utf-8",
    )
    book = Stylebook.read(file)
    messages = [each.message for each in book.departures("Kyyiv’s chairman", ())]
    assert messages == ["“Kyyiv”: write “Kyiv” (ours since 2019)", "“chairman”: write “chair”"]
    assert book.titles == (Title("Sergey Lavrov", "Foreign Minister", ("minister",)),)
    assert not Stylebook()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[name]]\nprefer = "Kyiv"\n', ":1: name.instead_of: must be a term, or a list of terms"),
        ('[[name]]\ninstead_of = "Kiev"\n', ":1: name.prefer: must be given, and be words"),
        ('[[banned]]\nterm = "a"\n\n[[banned]]\nterm = "b"\ncase = "loud"\n', ":6: banned.case: must be smart,"),
        ("[[banned]]\nterm = [1]\n", ":2: banned.term: must be a term"),
        ('[[banned]]\nterm = "a"\nquotes = "yes"\n', ":3: banned.quotes: must be true or false"),
        ('[banned]\nterm = "a"\n', ":1: banned: must be tables, each headed [[banned]]"),
        ('\n[[names]]\nprefer = "a"\n', ":2: names: unknown; known are name, title, banned"),
        ('[[title]]\nname = "a"\nprefer = "b"\nextra = 1\n', ":4: title.extra: unknown"),
        ("[[name]\n", ":1: "),
        ('[[name]]\nprefer = "a\n', ":2: prefer: "),
        ("a = \x1b[31m\n", ":1: a: "),
    ],
)
def test_a_bad_file_names_line_and_key(tmp_path: Path, text: str, fault: str) -> None:
    file = tmp_path / "stylebook.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FileError) as raised:
        Stylebook.read(file)
    assert str(raised.value).startswith(f"{file}{fault}")
    assert str(raised.value).isprintable()


def test_a_file_that_is_none(tmp_path: Path) -> None:
    file = tmp_path / "stylebook.toml"
    with pytest.raises(FileError, match="No such file"):
        Stylebook.read(file)
    file.write_bytes(b'# ok\na = "\xff"\n')
    with pytest.raises(FileError, match=":2: not UTF-8"):
        Stylebook.read(file)
    file.write_text("a = " + "[" * 100_000, encoding="utf-8")
    with pytest.raises(FileError):
        Stylebook.read(file)


WORD = st.text(st.characters(categories=("Ll", "Lu", "Nd")), min_size=1, max_size=6)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORD, min_size=1, max_size=3), st.text(max_size=30), st.text(max_size=30))
def test_a_term_between_blanks_is_found_where_it_stands(words: list[str], before: str, after: str) -> None:
    term = " ".join(words)
    text = f"{before} . {term} . {after}"
    assume(not any("://" in part or "www." in part.casefold() for part in (before, after)))
    spans = [each.span for each in Stylebook([Term("banned", (term,), case="exact")]).departures(text, ())]
    at = len(before) + 3
    assert Span(at, at + len(term)) in spans
    for span in spans:
        assert not text[span.start - 1 : span.start].isalnum()
        assert not text[span.end : span.end + 1].isalnum()
        assert " ".join(span.of(text).split()) == term


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=8).filter(str.strip), min_size=1, max_size=4), st.text(max_size=80))
def test_no_term_is_an_expression_and_no_text_breaks_it(terms: list[str], text: str) -> None:
    book = Stylebook([Term("banned", tuple(" ".join(term.split()) for term in terms), case="any")])
    for each in book.departures(text, ()):
        assert 0 <= each.span.start < each.span.end <= len(text)
        assert each.message


@pytest.mark.parametrize(
    "run", ["a", "a-", "a.", "a+", " ", "kiev ", "Kiev.", "a@", "(", "illegal \n", "http:", "Kiev x.com "]
)
def test_a_long_run_takes_no_time(run: str) -> None:
    text = f"illegal{run * (100_000 // len(run))} Kiev"
    began = time.process_time()
    found(text, KIEV, Term("banned", ("illegal immigrant", "it's a"), case="any"))
    assert time.process_time() - began < 3


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6)), max_size=8), st.integers(0, 30), st.integers(1, 6))
def test_spans_are_found_as_one_by_one(pairs: list[tuple[int, int]], start: int, length: int) -> None:
    spans, span = [Span(at, at + size) for at, size in pairs], Span(start, start + length)
    assert _Spans(spans).touch(span) == any(max(s.start, span.start) < min(s.end, span.end) for s in spans)
    covered = set.union(set(), *(range(s.start, s.end) for s in spans))
    if _Spans(spans).contains(span):
        assert set(range(span.start, span.end)) <= covered
    elif any(s.start <= span.start and span.end <= s.end for s in spans):
        raise AssertionError(span)
