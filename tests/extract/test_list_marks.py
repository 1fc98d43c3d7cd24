"""Marks of lists are no speech, embedded posts have a speaker, and what is set large is not said twice."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from extract.reader import Reader
from store.formats.detect import detect
from store.formats.limits import Limits
from store.formats.parse import Parsing, Request
from tests.conftest import ROOT

REPORTS = ROOT / "tests" / "data" / "reports"
CRANE = "The crane is old. I told them so."
Rows = list[tuple[str, str, str]]

WANTED: dict[str, Rows] = {
    "39-signature-is-no-quote/page.html": [("direct", "I have given my all to this town. Thank you.", "Lena Frost")],
    "39-signature-is-no-quote/more-1.html": [("direct", CRANE, "Ann Roe")],
    "39-signature-is-no-quote/more-2.html": [("direct", CRANE, "Ann Roe, engineer")],
    "39-signature-is-no-quote/more-3.html": [("direct", CRANE, "Ann Roe")],
    "40-list-dash-is-no-speech/input.html": [
        ("indirect", "The bridge is closed", "Ann Roe of the port"),
        ("indirect", "The ferry will sail again on Friday", "the mayor"),
    ],
    "40-list-dash-is-no-speech/more-1.txt": [
        ("indirect", "Trains run again", "the railway"), ("indirect", "Schools stay shut", "Mayor Ida Lie"),
    ],
    "40-list-dash-is-no-speech/more-2.txt": [
        ("indirect", "The road is open again", "Jo Ek of the highway office"),
        ("indirect", "The bus was empty", "the company"),
    ],
    "40-list-dash-is-no-speech/more-3.txt": [
        ("indirect", "Rates will stay", "the bank"), ("indirect", "Taxes will rise", "Minister Leo Falk"),
    ],
    "43-bullet-in-the-quote/list.md": [("direct", "We pay", "Ann Roe"), ("direct", "We do not", "Jo Ek")],
    "43-bullet-in-the-quote/list2.md": [("direct", "We pay", "Ann Roe"), ("direct", "We do not.", "Jo Ek")],
}  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def read(reader: Reader, name: str) -> Rows:
    data = (REPORTS / name).read_bytes()
    rows: Rows = []
    for document in Parsing(Request(detect(data, PurePosixPath(name).suffix), data), Limits()):
        article = reader.read(document.text, id="a", source="a")
        for quote in article.quotes:
            speaker = quote.speaker.of(article.text) if quote.speaker else ""
            rows.append((quote.kind, quote.content(article.text), speaker))
    return rows


@pytest.mark.parametrize("name", WANTED)
def test_reported_cases(reader: Reader, name: str) -> None:
    rows = read(reader, name)
    for wanted in WANTED[name]:
        assert wanted in rows


@pytest.mark.parametrize("name", ["more-1.html", "more-2.html", "more-3.html", "page.html"])
def test_a_pull_quote_counts_once(reader: Reader, name: str) -> None:
    rows = read(reader, f"41-pull-quote-counts-twice/{name}")
    assert sum(kind == "direct" for kind, _words, _speaker in rows) == 1


def test_a_bullet_in_a_feed_is_no_part_of_a_quote(reader: Reader) -> None:
    rows = read(reader, "43-bullet-in-the-quote/feed.xml")
    assert ("direct", "in", "Kim Poe") in rows
    assert ("direct", "Bare", "Jo Ek") in rows


@pytest.mark.parametrize("mark", ["-", "–"])
def test_speech_behind_dashes_stays_speech(reader: Reader, mark: str) -> None:
    read_quotes = f"{mark} Trains run again, said Ann Roe.\n\n{mark} Schools stay shut, said Jo Ek."
    text = f"Storm\n\nThe storm passed at six.\n\n{read_quotes}\n"
    article = reader.read(text, id="a", source="a")
    assert [quote.kind for quote in article.quotes] == ["direct", "direct"]


LISTS = (
    "- The gate is shut, said Kari Lund of the council.\n- The tram runs again at noon, the minister said.\n",
    "* The gate is shut, said Kari Lund.\n* The tram runs again at noon, according to the mayor.\n",
    "1. The gate is shut, said Kari Lund, of the harbour board.\n2. The tram runs at noon, the governor said.\n",
)


@pytest.mark.parametrize("entries", LISTS)
def test_an_office_in_one_entry_of_a_list_is_not_the_person_of_another(reader: Reader, entries: str) -> None:
    article = reader.read(f"What we know\n\nThe storm passed at six.\n\n{entries}", id="a", source="a")
    names = {actor.id: actor.name for actor in article.actors}
    speakers = [names.get(quote.actor or "", "") for quote in article.quotes]
    assert speakers[0] == "Kari Lund"
    assert len(speakers) == 2
    assert speakers[1] != "Kari Lund"


def test_an_office_in_the_entry_that_names_its_holder(reader: Reader) -> None:
    article = reader.read(
        "What we know\n\n- The gate is shut, Mayor Kari Lund said.\n- The tram runs at noon, the mayor said.\n",
        id="a",
        source="a",
    )
    names = {actor.id: actor.name for actor in article.actors}
    assert [names.get(quote.actor or "", "") for quote in article.quotes] == ["Kari Lund"] * 2
