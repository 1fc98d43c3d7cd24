"""Feeds that other readers got wrong: shared ids, plain text, dates in odd forms, folders in folders."""

# ruff: noqa: E501 - an item is a line here

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
def test_items_that_share_an_id_are_distinguished(name: str, count: int) -> None:
    documents = read(f"35-one-guid-for-all/{name}")
    assert len({document.wire.guid for document in documents if document.wire}) == count
    assert any("share an id" in line for line in documents[0].warnings)


def rss(*items: str) -> bytes:
    held = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{held}</channel></rss>'.encode()


def atom(*entries: str) -> bytes:
    held = "".join(f"<entry><updated>2027-05-03T08:15:00Z</updated>{entry}</entry>" for entry in entries)
    names = 'xmlns="http://www.w3.org/2005/Atom"'
    return f"<feed {names}><title>T</title><id>f</id><updated>2027-05-03T08:15:00Z</updated>{held}</feed>".encode()


def _rows(count: int, guid: str, link: str = "https://b.example/{n}") -> list[str]:
    return [
        f"<title>Item {n}</title>{f'<link>{link.format(n=n)}</link>' if link else ''}{guid}<description>Say {n}.</description>"
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("data", "count", "shared"),
    [
        (rss(*_rows(4, "<guid>N/A</guid>")), 4, True),
        (rss(*_rows(3, "<guid isPermaLink='true'>https://b.example/</guid>")), 3, True),
        (rss(*_rows(3, "<guid>7</guid>", link="")), 3, True),
        (rss(*_rows(3, "<guid></guid>")), 3, False),
        (rss(*_rows(3, "", link="https://b.example/")), 3, True),
        (atom(*(f"<id>urn:same</id><title>T{n}</title><link href='https://b.example/{n}'/><content>Say {n}.</content>" for n in range(3))), 3, True),
        (atom(*(f"<id>urn:same</id><title>T{n}</title><content>Say {n}.</content>" for n in range(2))), 2, True),
        (b'{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "0", "url": "https://b.example/1", "content_text": "One."}, {"id": "0", "url": "https://b.example/2", "content_text": "Two."}]}', 2, True),
        (rss(*_rows(2, "<guid>7</guid>"), *_rows(1, "<guid>8</guid>", link="https://b.example/8{n}")), 3, True),
    ],
)  # fmt: skip
def test_other_feeds_with_ids_that_are_not_unique(data: bytes, count: int, shared: bool) -> None:
    documents = list(parse(data, "https://b.example/feed"))
    assert len({document.wire.guid for document in documents if document.wire}) == len(documents) == count
    assert any("share an id" in line for line in documents[0].warnings) == shared


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


@pytest.mark.parametrize(
    ("data", "words", "title"),
    [
        (atom("<id>1</id><title type='text'>Use &lt;em&gt; well</title><content>If 3 &lt; 4 and 5 &gt; 4, stop.</content>"), "If 3 < 4 and 5 > 4, stop.", "Use <em> well"),
        (atom("<id>1</id><title>Tags</title><summary type='text'>The &lt;table&gt; element, said Kim Poe.</summary>"), "The <table> element, said Kim Poe.", "Tags"),
        (atom("<id>1</id><title>Tags</title><content type='text'>One.\n\nWrite &lt;!-- so --&gt; here.\n\nThree.</content>"), "One.\n\nWrite <!-- so --> here.\n\nThree.", "Tags"),
        (atom("<id>1</id><title type='html'>A &amp;lt;b&amp;gt; tag</title><content type='html'>&lt;p&gt;It is &amp;lt;b&amp;gt;.&lt;/p&gt;</content>"), "It is <b>.", "A <b> tag"),
        (atom("<id>1</id><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A <em>b</em></div></title><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One &lt;i&gt;.</p><p>Two.</p></div></content>"), "One <i>.\n\nTwo.", "A b"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "T <u>", "content_text": "Use <b> now.\\n\\nAT&amp;T."}]}', "Use <b> now.\n\nAT&amp;T.", "T <u>"),
    ],
)  # fmt: skip
def test_other_plain_texts(data: bytes, words: str, title: str) -> None:
    (document,) = parse(data)
    assert words in document.text
    assert document.title == title


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("Mon, May 03 2027 12:05:00 AM", "2027-05-03T00:05:00"), ("Mon, May 03 2027 12:05:00 PM", "2027-05-03T12:05:00"),
        ("May 3, 2027 9:05 p.m. EDT", "2027-05-03T21:05:00-04:00"), ("2027/05/03 21:05:00 +0200", "2027-05-03T21:05:00+02:00"),
        ("lun, 03 mag 2027 21:05:00 +0200", "2027-05-03T21:05:00+02:00"), ("ma, 03 mei 2027 21:05:00 +0200", "2027-05-03T21:05:00+02:00"),
        ("mån, 03 maj 2027 21:05:00 +0200", "2027-05-03T21:05:00+02:00"), ("Mon, 3 May 27 21:05:00 GMT", "2027-05-03T21:05:00+00:00"),
        ("2027-05-03 21:05:00", "2027-05-03T21:05:00"), ("20270503", "2027-05-03"), ("2027-05-03T21:05:00.123Z", "2027-05-03T21:05:00+00:00"),
        ("Mon May 3 21:05:00 UTC 2027", "2027-05-03T21:05:00+00:00"), ("Mon May  3 21:05:00 2027", "2027-05-03T21:05:00"),
        ("3. mai 2027 kl. 21.05", "2027-05-03T21:05:00"), ("1809378300", "2027-05-03T21:05:00+00:00"), ("May 2027", None),
        ("05/03/2027", None), ("13/05/2027 21:05", "2027-05-13T21:05:00"), ("Mon, 32 May 2027 21:05:00 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None), ("0000-00-00 00:00:00", None), ("now", None), ("{date}", None),
    ],
)  # fmt: skip
def test_other_dates_are_read_or_unknown(printed: str, iso: str | None) -> None:
    (document,) = parse(
        rss(f"<title>T</title><guid>1</guid><pubDate>{printed}</pubDate><description>Say so.</description>")
    )
    assert document.wire is not None
    assert document.wire.published == iso
    assert any("cannot be read" in line for line in document.warnings) == (iso is None)


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
    ("printed", "iso"),
    [
        ("13 nov. 2026 15:09 CET", "2026-11-13T15:09:00+01:00"),
        ("Freitag, 13. November 2026, 15.09 Uhr", "2026-11-13T15:09:00"),
        ("13 de noviembre de 2026", "2026-11-13"), ("fredag 13. november 2026 kl. 15.09", "2026-11-13T15:09:00"),
        ("2026-11", None), ("2026", None), ("yesterday", None), ("31 February 2026", None), ("1/2/2026", None),
    ],
)  # fmt: skip
def test_a_date_in_words(printed: str, iso: str | None) -> None:
    assert times.iso(printed) == iso


def test_opml_folders_nest_and_come_back() -> None:
    text = (
        '<opml version="2.0"><body><outline text="News"><outline text="Local"><outline text="A" '
        'xmlUrl="https://a.example/f"/></outline><outline text="B" xmlUrl="https://b.example/f"/></outline></body></opml>'
    )
    feeds, left_out = read_opml(text.encode())
    assert [(feed.title, feed.folder) for feed in feeds] == [("A", "News / Local"), ("B", "News")]
    assert left_out == []
    assert read_opml(write(feeds).encode())[0] == feeds
