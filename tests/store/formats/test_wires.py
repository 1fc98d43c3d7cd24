"""More wires of each kind: teleprinters, NewsML 1 of several agencies, envelopes, Arc ANS, transcripts, WARC, tar."""

# ruff: noqa: E501 - messages in one piece read better

from __future__ import annotations

import gzip
import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.formats.detect import Format, UnknownFormatError, detect
from store.formats.document import Document, FormatError
from store.formats.limits import Limits
from store.formats.parse import Parsing, Request
from store.model.wire import INDEFINITE, Wire
from tests.conftest import ROOT

CASES = ROOT / "tests" / "data" / "formats" / "cases"
TITLE, BODY = "Clinic reopens after flood", "The clinic took its first patients on Monday."


def read(data: bytes | str, suffix: str = "", format: Format | None = None) -> list[Document]:
    raw = data.encode() if isinstance(data, str) else data
    parsing = Parsing(Request(format or detect(raw, suffix), raw), Limits())
    return list(parsing)


def wire(document: Document) -> Wire:
    assert document.wire is not None
    return document.wire


# -- teleprinters -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "priority", "keywords"),
    [
        ("bdt0456 2 pl 210  dpa 0456", 2, ("Parlament", "Wahl")), ("apa001 5 XI 90", 5, ("Sport",)),
        ("tth1234 1 INR 45  TT 12", 1, ("FLASH", "Val")),
    ],
)  # fmt: skip
def test_iptc_7901_of_other_agencies(head: str, priority: int, keywords: tuple[str, ...]) -> None:
    line = "/".join(keywords) + "/"
    text = f"\x01{head}\r\n\r\n{line}\r\n\x02{TITLE} =\r\n\r\n   {BODY}\r\n   It rained.\r\n\r\n\x03041530 GMT Mar 26\r\n\x04"
    found = read(text)[0]
    assert found.text == f"{TITLE}\n\n{BODY}\n\nIt rained.\n"
    assert (wire(found).priority, wire(found).keywords) == (priority, keywords)
    assert wire(found).published == "2026-03-04T15:30:00+00:00"


def test_several_messages_in_one_file() -> None:
    one = (CASES / "wire-iptc7901.txt").read_bytes()
    two = (CASES / "wire-anpa1312.tst").read_bytes()
    found = read(one + b"\r\n" + two)
    assert [document.part for document in found] == ["1", "2"]
    assert {wire(document).agency for document in found} == {"xpa", "Example Press"}


@pytest.mark.parametrize(("letter", "urgency"), [("b", 2), ("r", 4), ("d", 6)])
def test_anpa_1312_priorities(letter: str, urgency: int) -> None:
    text = (
        f"\x16\x16\x01A0123\x1fflood\r\n{letter} n\x13\x11 BC-Clinic 03-04 0099\r\n\x02^BC-Clinic,99<\r\n^{TITLE}<\r\n"
        f"\t{BODY}\r\n\x03XP-03-04-26 0615GMT<\r\n\x04"
    )
    found = read(text, ".tst")[0]
    assert (wire(found).urgency, wire(found).headline) == (urgency, TITLE)
    assert wire(found).published == "2026-03-04T06:15:00+00:00"
    assert found.text == f"{TITLE}\n\n{BODY}\n"


# -- NewsML 1 ---------------------------------------------------------------------------------------------------------

NITF = f"<nitf><body><body.head><hedline><hl1>{TITLE}</hl1></hedline></body.head><body.content><p>{BODY}</p></body.content></body></nitf>"


def newsml1(content: str, management: str = "", component: str = "") -> str:
    return (
        "<?xml version='1.0'?><NewsML><NewsEnvelope/><NewsItem xml:lang='fr'><Identification><NewsIdentifier>"
        "<ProviderId>afp.example</ProviderId><NewsItemId>AB1</NewsItemId><RevisionId>3</RevisionId></NewsIdentifier></Identification>"
        f"<NewsManagement><FirstCreated>20260304T061500+0100</FirstCreated>{management}</NewsManagement><NewsComponent>"
        f"<NewsLines><HeadLine>{TITLE}</HeadLine></NewsLines>{component}<NewsComponent><ContentItem><MediaType FormalName='Text'/>"
        f"<DataContent>{content}</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>"
    )


@pytest.mark.parametrize(
    "content",
    [f"<p>{BODY}</p>", f"\n{BODY}\n", NITF, f"<html><body><p>{BODY}</p></body></html>", f"&lt;p&gt;{BODY}&lt;/p&gt;"],
)
def test_newsml_1_contents(content: str) -> None:
    found = read(newsml1(content))[0]
    assert found.text == f"{TITLE}\n\n{BODY}\n"
    assert wire(found).published == "2026-03-04T06:15:00+01:00"
    assert (wire(found).language, wire(found).version, wire(found).agency) == ("fr", "3", "afp.example")


@pytest.mark.parametrize(
    ("management", "embargo"),
    [
        ("<Status FormalName='Embargoed'/>", INDEFINITE), ("<Status FormalName='Usable'/>", None),
        ("<Status FormalName='Embargoed'/><StatusWillChange><FutureStatus FormalName='Usable'/><DateAndTime>20991113T060000+0100</DateAndTime></StatusWillChange>", "2099-11-13T06:00:00+01:00"),
    ],
)  # fmt: skip
def test_newsml_1_embargoes(management: str, embargo: str | None) -> None:
    assert wire(read(newsml1(f"<p>{BODY}</p>", management))[0]).embargo == embargo


def test_newsml_1_withdrawn_and_corrected() -> None:
    text = newsml1(f"<p>{BODY}</p>", "<Status FormalName='Canceled'/><Instruction FormalName='Kill'/>")
    found = wire(read(text.replace("<RevisionId>", "<RevisionId Update='C'>"))[0])
    assert found.pub_status == "canceled"
    assert found.editor_note == "Correction Kill"


# -- JSON -------------------------------------------------------------------------------------------------------------

ITEM: dict[str, Any] = {
    "uri": "urn:1",
    "type": "text",
    "headline": TITLE,
    "body_html": f"<p>{BODY}</p>",
    "pubstatus": "usable",
}


@pytest.mark.parametrize(
    "value",
    [
        {"data": {"item": ITEM}}, {"results": [{"item": ITEM}]}, {"entries": [ITEM]}, {"_items": [ITEM], "_links": {}},
        [[ITEM]], {"data": {"items": [{"item": ITEM}]}},
    ],
)  # fmt: skip
def test_envelopes(value: object) -> None:
    assert read(json.dumps(value), ".json")[0].text == f"{TITLE}\n\n{BODY}\n"


@pytest.mark.parametrize("key", ["embargoed", "embargoedUntil", "embargo"])
def test_json_embargoes(key: str) -> None:
    assert (
        wire(read(json.dumps({**ITEM, key: "2099-11-13T06:00:00Z"}), ".json")[0]).embargo == "2099-11-13T06:00:00+00:00"
    )
    assert wire(read(json.dumps({**ITEM, key: "soon"}), ".json")[0]).embargo == INDEFINITE


def test_ans_elements() -> None:
    story = {
        "type": "story", "_id": "1", "headlines": {"basic": TITLE}, "content_elements": [
            {"type": "text", "content": BODY}, {"type": "list", "items": [{"type": "text", "content": "One"}]},
            {"type": "quote", "content_elements": [{"type": "text", "content": "“It is wet.”"}], "citation": {"content": "Ida Berg"}},
            {"type": "table", "header": [{"content": "A"}], "rows": [[{"content": "1"}, {"content": "2"}]]},
            {"type": "image", "caption": "The clinic"}, {"type": "oembed_response"},
        ],
        "workflow": {"status_code": "embargoed"},
    }  # fmt: skip
    found = read(json.dumps(story), ".json")[0]
    assert found.text.split("\n\n")[1:] == [
        BODY, "• One", "“It is wet.”", "— Ida Berg", "A", "1 | 2", "Caption: The clinic\n",
    ]  # fmt: skip
    assert wire(found).embargo == INDEFINITE
    assert any("oembed_response" in line for line in found.warnings)


# -- transcripts, archives --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cues", "turns"),
    [
        ("<v Ann Roe>One.</v>|<v Ann Roe>Two.</v>|<v Jo Ek>Three.", ["Ann Roe: One. Two.", "Jo Ek: Three."]),
        ("One goes|on here.|Two.", ["One goes on here.", "Two."]), ("ANN ROE: <i>One.</i>|Two.", ["ANN ROE: One. Two."]),
        ("- One.\n- Two.", ["One.", "Two."]),
    ],
)  # fmt: skip
def test_turns(cues: str, turns: list[str]) -> None:
    blocks = [f"00:0{n}.000 --> 00:0{n}.900 align:start\n{cue}" for n, cue in enumerate(cues.split("|"), 1)]
    found = read("WEBVTT\n\nNOTE left out\n\nSTYLE\n::cue {}\n\n" + "\n\n".join(blocks), ".vtt")[0]
    if cues.startswith("- "):
        assert found.text.split("\n\n")[-1].strip().endswith("Two.")
        return
    assert found.text.strip().split("\n\n") == turns
    assert len(wire(found).time_codes) == len(turns)


def test_a_gzipped_archive_of_pages_and_a_gzipped_tar() -> None:
    assert read(gzip.compress((CASES / "page.warc").read_bytes()))[0].title == "Ferry pier closes until spring"
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as archive:
        for name, data in (("a.txt", BODY.encode()), ("../b.txt", b"out"), ("c.png", b"\x89PNG")):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    raw = held.getvalue()
    parsing = Parsing(Request(detect(raw, ".tgz"), raw), Limits())
    assert [document.text.strip() for document in parsing] == [BODY]
    assert any("leads out" in line for line in parsing.left_out)


# -- damage -----------------------------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_files_are_read_or_refused_in_one_line(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(path for path in CASES.iterdir() if path.is_file())))
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    damaged = whole[:at] + data.draw(st.binary(max_size=6)) + whole[at + data.draw(st.integers(0, 40)) :]
    refused = ""
    try:
        for document in read(damaged, Path(path).suffix.lower()):
            assert document.to_dict()["text"].strip()
    except (FormatError, UnknownFormatError) as error:
        refused = str(error)
    assert "\n" not in refused
