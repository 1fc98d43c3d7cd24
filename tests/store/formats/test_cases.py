"""Minimal inputs of the faults that public material showed: what the sender says is read, and nothing is made up.

`tests/data/formats/cases` has the files; names, places and sentences in them are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from store.formats.detect import UnknownFormatError, detect
from store.formats.document import Document, FormatError
from store.formats.limits import Limits
from store.formats.parse import Parsing, Request
from store.model.wire import INDEFINITE, Wire
from tests.conftest import ROOT

CASES = ROOT / "tests" / "data" / "formats" / "cases"
PIER = "Ferry pier to close until spring, council says"
WEB = "Ferry pier closes until spring"
BODY = "The harbour council voted Tuesday to close the old ferry pier."
QUOTE = "We will not put a single passenger at risk"
ANA = "Ana Lindqvist"
HELD = "2099-11-13T06:00:00+00:00"


@dataclass(frozen=True)
class Want:
    """What must be read: fields of the wire, words of the text and of the warnings; `count` articles."""

    wire: dict[str, Any]
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()
    count: int = 1
    begins: str = ""


def _want(
    has: tuple[str, ...] = (),
    lacks: tuple[str, ...] = (),
    warns: tuple[str, ...] = (),
    count: int = 1,
    begins: str = "",
    **wire: Any,
) -> Want:
    return Want(wire, has, lacks, warns, count, begins)


WANTED: dict[str, Want] = {
    "ap-publish.xml": _want(headline=PIER, byline=ANA, dateline="SKERRY", embargo="2099-11-13T06:00:00-12:00"),
    "atom-author-of-the-feed.xml": _want(byline=ANA),
    "docx-comments.docx": _want(warns=("Legal: do not publish",), updated=None),
    "docx-embargo-in-header.docx": _want(embargo=HELD, has=(QUOTE,)),
    "docx-embargo-in-text-box.docx": _want(embargo=HELD, has=(QUOTE,)),
    "docx-strict.docx": _want(has=(BODY, QUOTE)),
    "flash-headline-only-feed.xml": _want(begins="FLASH: Harbour council votes to close ferry pier\n", guid="f1"),
    "flash-headline-only-g2.xml": _want(begins=f"{PIER}\n", urgency=1),
    "flash-headline-only-ninjs.json": _want(begins="Harbour council votes to close ferry pier\n", urgency=1),
    "flash-headline-only-nitf.xml": _want(begins=f"{PIER}\n"),
    "flash-subject-only.eml": _want(begins="FLASH: Harbour council votes to close ferry pier\n"),
    "g2-body-repeats-header.xml": _want(
        begins=f"{PIER}\n\nSkerry (xp) - The harbour council", lacks=("Islands", "13.11.2026", "reed.tom"), byline=None
    ),
    "g2-correction-signal.xml": _want(
        warns=("correction",), editor_note="Correction: Corrects number of piles to eleven, not nine."
    ),
    "g2-creator-is-a-login.xml": _want(byline=None, lacks=("lindqvist",)),
    "g2-dateline-is-a-timestamp.xml": _want(
        dateline=None, byline="By Ana Lindqvist", begins=f"{PIER}\n\nBy Ana Lindqvist\n\nSKERRY (XP) - The"
    ),
    "g2-embargoed-full-metadata.xml": _want(
        published="2026-11-13T15:09:00+00:00", embargo="2099-11-13T19:00:00+01:00", editor_note="Adds quote",
        language="de", version="3", urgency=3, pub_status="usable", agency="Example Press",
    ),
    "g2-empty-embargoed.xml": _want(embargo=INDEFINITE, warns=("embargo is empty",)),
    "g2-inlinedata-with-tags.xml": _want(lacks=("<p>", "</p>"), has=(f"{BODY}\n\n", "said Mara Oduya, who")),
    "google-docs-export.html": _want(
        has=("Cost | 2.4 million",), lacks=("[a]", "Legal"), warns=("Legal: hold this",), embargo=HELD
    ),
    "interview.srt": _want(
        begins="Reporter: Will the pier open again?\n\nMara Oduya: We will not put a single passenger at risk.\n",
        time_codes=("00:00:01.000", "00:00:04.200"),
    ),
    "interview.vtt": _want(
        begins="Reporter: Will the pier open again?\n\nMara Oduya: We will not put a single passenger at risk.\n"
    ),
    "json-arc-ans.json": _want(headline=PIER, byline=ANA, published="2026-11-13T15:09:00+00:00", has=(BODY, QUOTE)),
    "json-dpa-digitalwires.json": _want(
        headline=PIER, embargo="2099-11-13T19:00:00+01:00", byline=None, has=(QUOTE,),
        published="2026-11-13T15:09:00+01:00",
    ),
    "json-superdesk-native.json": _want(embargo=HELD, dateline="SKERRY, Nov 13 XP -", editor_note="Adds quote"),
    "mail-embargo-forwarded.eml": _want(embargo=HELD),
    "mail-embargo-in-sentence.eml": _want(embargo=HELD),
    "mail-embargo-in-subject.eml": _want(embargo=HELD),
    "mail-long-headers-no-suffix": _want(headline="Ferry pier to close until spring", lacks=("X-Filter",)),
    "mail-subject-raw-utf8-in-windows-1252.eml": _want(headline="Harbour’s pier to close"),
    "ninjs-ap-envelope.json": _want(headline=PIER, byline=ANA, version="2"),
    "ninjs-in-_items.json": _want(headline=PIER, byline=ANA),
    "ninjs-in-item.json": _want(headline=PIER, byline=ANA),
    "ninjs-standfirst-is-the-cut-body.json": _want(standfirst=None, headline=PIER),
    "nitf-byline-glued.xml": _want(byline="By Ana Lindqvist, Example Press"),
    "nitf-dateline-only-a-date.xml": _want(dateline=None, byline=None, begins=f"{PIER}\n\nSkerry, Nov 13 (XP)"),
    "page-saved-by-chrome.mhtml": _want(
        headline=WEB, byline=ANA, url="https://post.example/ferry", published="2026-03-10T06:45:00+01:00",
        lacks=("2019", "Blink"),
    ),
    "page.warc": _want(headline=WEB, byline=ANA, url="https://post.example/ferry", lacks=("HTTP/1.1",)),
    "release-mail-72-columns.eml": _want(embargo=HELD),
    "release.odt": _want(headline="Ferry pier to close until spring"),
    "release.rtf": _want(has=("“We will not put a single passenger at risk,” said Mara Oduya.",)),
    "rss-entities.xml": _want(headline="Pier closes"),
    "stories.tar": _want(count=2),
    "text-embargo-for-release-until.txt": _want(embargo="2099-11-13T10:00:00+10:00"),
    "text-embargo-french.txt": _want(embargo="2099-11-13T06:00:00-12:00"),
    "text-embargo-german.txt": _want(embargo="2099-11-13T06:00:00-12:00"),
    "text-embargo-hold.txt": _want(embargo="2099-11-13T06:00:00-05:00"),
    "text-embargo-not-for-release.txt": _want(embargo="2099-11-13T00:01:00-12:00"),
    "text-embargo-strictly.txt": _want(embargo="2099-11-13T00:01:00-12:00"),
    "text-embargo-under.txt": _want(embargo="2099-11-13T00:01:00-12:00"),
    "web-byline-and-split.html": _want(byline="Skerry & Harbour Press Agency"),
    "web-byline-publisher.html": _want(byline=ANA),
    "web-byline-twice.html": _want(byline=ANA),
    "web-byline-username.html": _want(byline=ANA),
    "web-byline-with-date.html": _want(byline=ANA, published="2026-03-11T15:46:00"),
    "web-caption-dropped.html": _want(
        has=("Mara Oduya on the pier on Monday: “It is worse than we thought.” Photo: Ben Aker",)
    ),
    "web-date-from-copyright-year.html": _want(published=None, updated=None),
    "web-paywall.html": _want(warns=("only the beginning", "paywall"), lacks=("subscribe",)),
    "web-table-dropped.html": _want(has=("Party | Votes\n\nHarbour List | 4,120",)),
    "web-teasers-of-other-stories.html": _want(lacks=("PETRA HOLM", "TOM REED", "Other opinion"), has=("five months",)),
    "web-text-of-the-page-in-german.html": _want(language="de"),
    "web-time-and-language.html": _want(
        byline=ANA, published="2026-03-10T06:45:00+01:00", updated="2026-03-10T14:20:00+01:00", language="en"
    ),
    "web-title-of-section.html": _want(headline=WEB),
    "web-title-with-site.html": _want(headline=WEB, begins=f"{WEB}\n\nThe harbour council"),
    "wire-anpa1312-many-controls.tst": _want(headline="Score", has=("Harbour 2\n\nVik 1",)),
    "wire-anpa1312.tst": _want(
        headline=PIER, byline="By ANA LINDQVIST", editor_note="Adds quote. With XP Photos.",
        published="2026-11-13T15:09:00+00:00", version="1st Ld-Writethru", has=("“We will not",), lacks=("^", "<"),
    ),
    "wire-iptc7901.txt": _want(
        headline=PIER, priority=3, keywords=("Island", "ferries"), published="2026-11-21T21:01:00+00:00",
        lacks=("eca0124", "Editorial contacts"), agency="xpa", embargo=None,
    ),
    "wire-newsml12.xml": _want(
        headline=PIER, byline="By Ana Lindqvist", version="2", embargo=HELD, dateline="SKERRY, Nov 13, 2026 (XP) -"
    ),
    "wordpress-export.wxr.xml": _want(
        begins="Ferry pier closes\n\nThe council voted", byline=None, warns=("1 draft, 1 nav_menu_item",),
        lacks=("mayor", "[", "menu"), has=("Caption: Mara Oduya on the pier",),
    ),
}  # fmt: skip
REFUSED = {
    "web-consent-wall.html": "no article: a consent wall",
    "web-error-page.html": "no article: an error page",
}


def read(path: Path) -> list[Document]:
    """The articles of a file, the first with what was left out."""
    data = path.read_bytes()
    parsing = Parsing(Request(detect(data, path.suffix.lower()), data), Limits())
    first, *rest = list(parsing)
    left_out = (*first.warnings, *parsing.left_out)
    return [Document(first.text, first.title, first.part, first.wire, left_out), *rest]


@pytest.mark.parametrize("name", WANTED)
def test_what_the_sender_says_is_read(name: str) -> None:
    want = WANTED[name]
    documents = read(CASES / name)
    assert len(documents) == want.count
    document = documents[0]
    wire = document.wire or Wire()
    assert {key: getattr(wire, key) for key in want.wire} == want.wire
    assert document.text.startswith(want.begins)
    for words in want.has:
        assert words in document.text
    for words in want.lacks:
        assert words not in document.text
    for words in want.warns:
        assert any(words in line for line in document.warnings), document.warnings


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_article_is_refused_in_words(name: str) -> None:
    with pytest.raises((FormatError, UnknownFormatError), match=REFUSED[name]):
        read(CASES / name)


def test_every_quote_stands_once_where_the_standfirst_is_the_cut_body() -> None:
    assert read(CASES / "ninjs-standfirst-is-the-cut-body.json")[0].text.count(QUOTE) == 1


@pytest.mark.parametrize("names", ["Example Press", "others, EXAMPLE PRESS"])
def test_an_empty_embargo_of_a_sender_that_sends_them_with_everything_holds_nothing(names: str) -> None:
    data = (CASES / "g2-empty-embargoed.xml").read_bytes()
    document = next(iter(Parsing(Request("newsml", data), Limits.of(20, names))))
    assert document.wire is not None
    assert document.wire.embargo is None
    assert document.warnings == ()
    held = next(iter(Parsing(Request("newsml", data), Limits.of(20, "Another Press"))))
    assert held.wire is not None
    assert held.wire.embargo == INDEFINITE


def test_every_case_is_looked_at() -> None:
    left = {path.name for path in CASES.iterdir() if path.is_file()} - set(WANTED) - set(REFUSED)
    assert left == {
        "pdf-table-cells.pdf", "pdf-words-placed-gap-1.6.pdf",  # tests/store/formats/test_pdf_columns.py
        "text-french.txt", "text-german.txt", "text-hard-wrapped.txt",  # tests/extract/languages
    }  # fmt: skip
