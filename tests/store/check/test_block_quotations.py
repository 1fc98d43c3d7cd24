"""The house style is not enforced in block quotations, whatever format they came in."""

# ruff: noqa: E501 - an input is a line here

from __future__ import annotations

import pytest

from store.check.gate import departures
from store.check.stylebook import Stylebook, Term
from tests.conftest import ROOT
from tests.store.formats.corpus.kinds.examples import read
from tests.store.formats.corpus.kinds.pages import page
from tests.store.formats.corpus.kinds.wire_kinds import g2, nitf

CASE = ROOT / "tests" / "data" / "reports" / "45-block-quotation"
STYLE = Stylebook([Term("banned", ("illegals",), "people without papers")])
STRICT = Stylebook([Term("banned", ("illegals",), "people without papers", quotes=True)])
OURS = "Here illegals is our own word."
THEIRS = "The illegals came over the bridge"
MAIL = (
    "From: A <a@a.example>\nSubject: Bridge\nDate: Mon, 3 May 2027 10:00:00 +0200\nMessage-ID: <7@a.example>\n"
    "MIME-Version: 1.0\nContent-Type: {}; charset=utf-8\n\n{}\n"
)
FEED = (
    '<rss version="2.0"><channel><title>T</title><item><title>Bridge</title><guid>1</guid><description><![CDATA[{}]]>'
    "</description></item></channel></rss>"
)


def found(text: str, style: Stylebook = STYLE) -> list[str]:
    """The words that depart from the style, each with its line."""
    return [
        text[text.rfind("\n", 0, span.start) + 1 : (text + "\n").find("\n", span.end)]
        for _rule, _message, span, _note in departures(style, text)
        if span is not None
    ]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("story.md", ["• The illegals were counted, the paper says.", "• Nobody saw the illegals.", OURS]),
        ("story.html", ["• The illegals were counted at noon by the border post.", "• Nobody saw the illegals leave."]),
    ],
)
def test_the_reported_cases(name: str, lines: list[str]) -> None:
    text = read((CASE / name).read_bytes(), f".{name.rpartition('.')[2]}")[0].text
    assert found(text) == lines
    assert len(found(text, STRICT)) > len(lines)


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".md", f"# Bridge\n\n{OURS}\n\n> {THEIRS}\nand stayed.\n"),
        (".md", f"# Bridge\n\n{OURS}\n\n> - {THEIRS}.\n> - Nobody saw the illegals.\n"),
        (".md", f"# Bridge\n\n{OURS}\n\n> One.\n>\n> > {THEIRS}.\n"),
        (".md", f"# Bridge\n\n{OURS}\n\n1. He wrote:\n\n   > {THEIRS}.\n"),
        (".txt", f"Bridge\n\n{OURS}\n\n> {THEIRS}\n> and stayed.\n"),
        (".html", page(inside=f"<p>{OURS}</p><blockquote>{THEIRS}<br>and more illegals came.</blockquote>")),
        (".html", page(inside=f"<p>{OURS}</p><blockquote><div><p>{THEIRS}.</p></div><p>More illegals.</p></blockquote>")),
        (".html", page(inside=f"<p>{OURS} They wrote <q>{THEIRS}</q> on the wall.</p>")),
        (".eml", MAIL.format("text/plain", f"{OURS}\n\n> {THEIRS}\n> and stayed")),
        (".eml", MAIL.format("text/html", f"<p>{OURS}</p><blockquote type='cite'><p>{THEIRS}</p></blockquote>")),
        (".xml", FEED.format(f"<p>{OURS}</p><blockquote><p>{THEIRS}</p></blockquote>")),
        (".xml", nitf(body=f"<p>{OURS}</p><bq><block><p>{THEIRS}</p></block></bq>")),
        (".xml", g2(body=f"<p>{OURS}</p><blockquote><p>{THEIRS}</p></blockquote>")),
    ],
)  # fmt: skip
def test_block_quotations_of_every_format(suffix: str, data: str) -> None:
    text = read(data.encode(), suffix)[0].text
    assert "illegals came" in text
    (line,) = found(text)
    assert OURS in line
    assert len(found(text, STRICT)) >= 2


def test_a_page_that_is_indented_throughout_is_no_quotation() -> None:
    text = read(MAIL.format("text/html", f"<blockquote><p>{OURS}</p><p>{THEIRS}</p></blockquote>").encode(), ".eml")[
        0
    ].text
    assert len(found(text)) == 2
