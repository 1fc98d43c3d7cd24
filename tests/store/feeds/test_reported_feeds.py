"""Feeds that other readers got wrong: shared ids, plain text, dates in odd forms, folders in folders."""

from __future__ import annotations

import pytest

from store.feeds.opml import read as read_opml
from store.feeds.opml import write
from store.formats import times
from store.formats.document import Document
from store.formats.feeds import parse
from tests.conftest import ROOT

REPORTS = ROOT / "tests" / "data" / "reports"


def read(name: str) -> list[Document]:
    return list(parse((REPORTS / name).read_bytes(), "https://b.example/feed"))


@pytest.mark.parametrize(("name", "count"), [("feed.xml", 5), ("more-1.xml", 3), ("more-2.xml", 3)])
def test_items_that_share_an_id_are_told_apart(name: str, count: int) -> None:
    documents = read(f"35-one-guid-for-all/{name}")
    assert len({document.wire.guid for document in documents if document.wire}) == count
    assert any("share an id" in line for line in documents[0].warnings)


def test_an_item_sent_twice_is_one() -> None:
    item = (
        "<item><title>A</title><guid>1</guid><link>https://b.example/1</link><description>Words.</description></item>"
    )
    documents = list(parse(f'<rss version="2.0"><channel><title>T</title>{item}{item}</channel></rss>'.encode()))
    assert len(documents) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("feed.xml", "First line.\n\n\"Use <b> for bold,\" said Kim Poe.\nindented line"),
        ("more-1.xml", "If a <b and c> d, we sell"),
        ("more-2.xml", "Use <script> with care, said Kim Poe. AT&amp;T said no."),
        ("more-3.xml", "Line one.\nLine two."),
    ],
)  # fmt: skip
def test_plain_text_is_text(name: str, words: str) -> None:
    assert words in read(f"36-plain-text-content/{name}")[0].text


def test_dates_are_read_or_unknown() -> None:
    days = [document.wire.published for document in read("37-dates-that-are-not-read/feed.xml") if document.wire]
    assert days == [
        "2023-02-24T20:18:00", "2020-05-25T04:45:26+00:00", "2023-01-07T21:44:32+01:00", "2024-02-01T00:00:01+00:00",
        "2018-02-15T11:24:50", "2024-10-02T10:00:00-04:00", "2019-11-15T10:00:00",
    ]  # fmt: skip
    more = read("37-dates-that-are-not-read/more.xml")
    assert [document.wire.published for document in more if document.wire] == [
        "2026-03-03T23:15:00", None, "2022-10-18T13:28:06+02:00", "2026-11-03T21:05:00", "2018-06-25T11:41:36",
    ]  # fmt: skip
    assert any("“03/11/2026 23:15” cannot be read" in line for line in more[1].warnings)


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("13 nov. 2026 15:09 CET", "2026-11-13T15:09:00+01:00"),
        ("Freitag, 13. November 2026, 15.09 Uhr", "2026-11-13T15:09:00"),
        ("13 de noviembre de 2026", "2026-11-13"), ("fredag 13. november 2026 kl. 15.09", "2026-11-13T15:09:00"),
        ("2026-11", None), ("2026", None), ("yesterday", None), ("31 February 2026", None), ("1/2/2026", None),
    ],
)  # fmt: skip
def test_a_date_in_words(said: str, iso: str | None) -> None:
    assert times.iso(said) == iso


def test_opml_folders_nest_and_come_back() -> None:
    text = (
        '<opml version="2.0"><body><outline text="News"><outline text="Local"><outline text="A" '
        'xmlUrl="https://a.example/f"/></outline><outline text="B" xmlUrl="https://b.example/f"/></outline></body></opml>'
    )
    feeds, left_out = read_opml(text.encode())
    assert [(feed.title, feed.folder) for feed in feeds] == [("A", "News / Local"), ("B", "News")]
    assert left_out == []
    assert read_opml(write(feeds).encode())[0] == feeds
