"""More of the kinds of reports 39 to 43: signatures, list marks, pull quotes and bullets, in pages, feeds and texts."""

# ruff: noqa: E501 - a page's line is a line here

from __future__ import annotations

import pytest

from extract.reader import Reader
from tests.conftest import ROOT
from tests.store.formats.corpus.kinds.examples import read as parsed

Rows = list[tuple[str, str, str]]
QUOTE_TEXT = "The lens is cracked. I told them twice."
HTML = (
    "<html><head><title>Lighthouse</title></head><body><article><h1>Lighthouse</h1><p>The parish met on Sunday for three hours in"
    " the boat shed to talk about the lamp and what comes after it.</p>{}<p>The next meeting will be held in the new year, when"
    " the plans of the two museums are on the table.</p></article></body></html>"
)
FEED = '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>x</id><updated>2027-05-03T08:15:00Z</updated><entry><title>Lamp</title><id>1</id><updated>2027-05-03T08:15:00Z</updated><content type="html"><![CDATA[{}]]></content></entry></feed>'


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def read(reader: Reader, suffix: str, data: str) -> Rows:
    """Kind, words and speaker of every quote."""
    rows: Rows = []
    for document in parsed(data.encode(), suffix):
        article = reader.read(document.text, id="a", source="a")
        rows += [
            (quote.kind, quote.content(article.text), quote.speaker.of(article.text) if quote.speaker else "")
            for quote in article.quotes
        ]
    return rows


def test_the_case_of_hard_wrapped_text(reader: Reader) -> None:
    path = ROOT / "tests" / "data" / "formats" / "cases" / "text-hard-wrapped.txt"
    rows = [
        (kind, words.replace("\n", " "), speaker) for kind, words, speaker in read(reader, ".txt", path.read_text())
    ]
    assert rows == [
        ("direct", "We will not put a single passenger at risk … The pier stays shut until the spring, and if it takes longer than that then so be it.", "Mara Oduya"),
        ("direct", "It is not ideal … but it is what we have got at the moment.", "he"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("block", "speaker"),
    [
        ('<blockquote class="twitter-tweet"><p lang="en">{}</p>&mdash; Kim Poe 🌊 (@kimpoe) <a href="https://x.example/1">May 3, 2027</a></blockquote>', "Kim Poe"),
        ('<blockquote class="bluesky-embed"><p lang="en">{}</p>&mdash; <a href="https://b.example">Kim Poe (@kim.example)</a> <a href="https://b.example/1">3 May 2027 at 08:15</a></blockquote>', "Kim Poe"),
        ("<blockquote><p>{}</p><footer>— <cite>Kim Poe</cite></footer></blockquote>", "Kim Poe"),
        ("<blockquote><p>{}</p><footer>Kim Poe</footer></blockquote>", "Kim Poe"),
        ("<figure class='quote'><blockquote><p>{}</p></blockquote><figcaption>— Kim Poe, keeper</figcaption></figure>", "Kim Poe, keeper"),
        ("<blockquote>{}<br>— Kim Poe</blockquote>", "Kim Poe"),
        ("<blockquote><p>“{}”</p><p>– Kim Poe</p></blockquote>", "Kim Poe"),
        ("<blockquote><p>{}</p></blockquote><p>— Kim Poe</p>", "Kim Poe"),
        ("<blockquote class='wp-block-quote'><p>{}</p><cite>Kim Poe, Nordnes</cite></blockquote>", "Kim Poe, Nordnes"),
    ],
)  # fmt: skip
def test_a_name_behind_a_block_quotation_speaks_it(reader: Reader, block: str, speaker: str) -> None:
    rows = read(reader, ".html", HTML.format(block.format(QUOTE_TEXT)))
    assert rows == [("direct", QUOTE_TEXT, speaker)]


@pytest.mark.parametrize(
    ("suffix", "data", "wanted"),
    [
        (".html", HTML.format("<ul><li>The lamp is out, said Kim Poe of the agency.</li><li>The house will be sold, according to the minister.</li></ul>"), [("The lamp is out", "Kim Poe of the agency"), ("The house will be sold", "the minister")]),
        (".html", HTML.format("<ol><li>The lamp is out, said Kim Poe.</li><li>The house stays, the parish said.</li></ol>"), [("The lamp is out", "Kim Poe"), ("The house stays", "the parish")]),
        (".txt", "In brief\n\nHere is what we know.\n\n– The lamp is out, the agency said.\n– The house will be sold, said Minister Kim Poe.\n", [("The lamp is out", "the agency"), ("The house will be sold", "Minister Kim Poe")]),
        (".md", "# In brief\n\nHere is what we know.\n\n* The lamp is out, the agency said.\n* The house will be sold, said Minister Kim Poe.\n", [("The lamp is out", "the agency"), ("The house will be sold", "Minister Kim Poe")]),
        (".txt", "In brief\n\nHere is what we know.\n\n• The lamp is out, the agency said.\n• The house will be sold, said Minister Kim Poe.\n", [("The lamp is out", "the agency"), ("The house will be sold", "Minister Kim Poe")]),
        (".xml", FEED.format("<p>Here is what we know.</p><ul><li>The lamp is out, the agency said.</li><li>The house will be sold, said Minister Kim Poe.</li></ul>"), [("The lamp is out", "the agency"), ("The house will be sold", "Minister Kim Poe")]),
        (".txt", "In brief\n\nHere is what we know.\n\n1) The lamp is out, the agency said.\n2) The house will be sold, said Minister Kim Poe.\n", [("The lamp is out", "the agency"), ("The house will be sold", "Minister Kim Poe")]),
    ],
)  # fmt: skip
def test_entries_of_a_list_are_no_speech(reader: Reader, suffix: str, data: str, wanted: list[tuple[str, str]]) -> None:
    rows = read(reader, suffix, data)
    assert [("indirect", *each) for each in wanted] == rows


SENTENCE = "“I have not seen a ship in three weeks and nobody asks why,” said Kim Poe, a keeper for 12 years."


@pytest.mark.parametrize(
    "repeated",
    [
        "<aside class='pull-quote'>I have not seen a ship in three weeks</aside>",
        "<blockquote class='pullquote'><p>“Nobody asks why”</p></blockquote>",
        "<div class='c-pullquote__wrapper'><p class='pullquote-text'>“I have not seen a ship in three weeks”</p><p>Kim Poe</p></div>",
        "<figure class='wp-block-pullquote'><blockquote><p>I have not seen a ship in three weeks</p><cite>Kim Poe</cite></blockquote></figure>",
        "<blockquote>“I have not seen a ship in three weeks and nobody asks why”</blockquote>",
        "<blockquote><p>I have not seen a ship in three weeks …</p><p>— Kim Poe</p></blockquote>",
        "<div class='quote'><p>“I have not seen a ship in three weeks”</p></div>",
    ],
)
def test_pull_quotes_are_not_repeated(reader: Reader, repeated: str) -> None:
    rows = read(reader, ".html", HTML.format(f"<p>{SENTENCE}</p>{repeated}"))
    assert [words for kind, words, _speaker in rows if kind == "direct"] == [
        "I have not seen a ship in three weeks and nobody asks why"
    ]


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".md", "# Lamp\n\nThe parish met.\n\n+ \"We pay,\" said Ann Roe.\n+ “We do not,” said Jo Ek.\n"),
        (".md", "# Lamp\n\nThe parish met.\n\n- The first:\n  - \"We pay,\" said Ann Roe.\n  - “We do not,” said Jo Ek.\n"),
        (".md", "# Lamp\n\nThe parish met.\n\n7. \"We pay,\" said Ann Roe.\n8. “We do not,” said Jo Ek.\n"),
        (".xml", FEED.format("<p>The parish met.</p><ul><li><p>\"We pay,\" said Ann Roe.</p></li><li><p>“We do not,” said Jo Ek.</p></li></ul>")),
        (".html", HTML.format("<ol><li>\"We pay,\" said Ann Roe.</li><li>“We do not,” said Jo Ek.</li></ol>")),
        (".txt", "Lamp\n\nThe parish met.\n\n* \"We pay,\" said Ann Roe.\n* “We do not,” said Jo Ek.\n"),
        (".txt", "Lamp\n\nThe parish met.\n\n▪ \"We pay,\" said Ann Roe.\n▪ “We do not,” said Jo Ek.\n"),
    ],
)  # fmt: skip
def test_a_bullet_is_no_part_of_a_quote(reader: Reader, suffix: str, data: str) -> None:
    assert read(reader, suffix, data) == [("direct", "We pay", "Ann Roe"), ("direct", "We do not", "Jo Ek")]
