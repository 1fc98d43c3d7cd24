"""Zones: what each line of an article is, and what the article says about itself."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.layout.dates import find_date
from extract.layout.zones import body, zone

BODY = (
    "The council met on Tuesday and agreed on very little, as it had the week before.\n\nIt will meet again in May.\n"
)


def kinds(text: str) -> list[str]:
    return [block.kind for block in zone(text).blocks]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Wednesday, May 29, 2024", "date"),
        ("13.04.2024 05:03:06", "date"),
        ("Published: 2 September 2025 at 17:30", "date"),
        ("News item | 14-05-2025 | 17:30", "date"),
        ("Of NTB | 13.04.2024 05:03:06", "byline"),
        ("By Jane Doe, Reuters", "byline"),
        ("By Nabil Farouki in Vienna and Tess Okonedo in London", "byline"),
        ("(Reporting by Ann Bell; Editing by Bo Ek)", "byline"),
        ("2026-01-19 11:42 (Nordtelegram)", "byline"),
        ("By Tuesday the river had risen above the lower road.", "paragraph"),
        ("The quay in Kirkenes on Monday. Photo: Ragnhild Moen / Nordavind", "caption"),
        ("A showdown at the booth. Image: Nick Moreau.", "caption"),
        ("Fans cheer outside the ground. (AP Photo/Ann Bell)", "caption"),
        ("Photo: Ann Bell / AFP", "credit"),
        ("Photographs from the scene showed smoke rising over the harbour.", "paragraph"),
        ("© Jaun News English", "boilerplate"),
        ("Subscribe to our newsletter", "boilerplate"),
        ("Correction: An earlier version of this article misspelled a name.", "boilerplate"),
        ("Related articles", "boilerplate"),
        ("Sources close to the talks said nothing had been agreed.", "paragraph"),
        ("What happens next", "crosshead"),
        ("6:05 p.m.", "crosshead"),
        ("– Never, he says.", "paragraph"),
        ("“We will not move.”", "paragraph"),
    ],
)
def test_a_line_between_paragraphs(line: str, kind: str) -> None:
    text = f"Council agrees on little\n\n{BODY}\n{line}\n\n{BODY}"
    block = next(block for block in zone(text).blocks if block.span.of(text) == line)
    assert block.kind == kind


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("Council agrees on little\n\n", ["headline"]),
        ("Council agrees on little\n\nLong night ends in a draw\n\n", ["headline", "standfirst"]),
        (
            "Council agrees on little\n\nA long night ended in a draw.\n\nBy Jane Doe\n\n",
            ["headline", "standfirst", "byline"],
        ),
        ("Friday, May 3, 2024\n\nCouncil agrees on little\n\n", ["date", "headline"]),
        ("OSLO, March 3 (NNA) - Norway will not cap prices this winter.\n\n", ["paragraph"]),
    ],
)
def test_the_top_of_an_article(top: str, expected: list[str]) -> None:
    assert kinds(top + BODY)[: len(expected)] == expected
    assert kinds(top + BODY)[len(expected) :] == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Policy: According to officials, all is well.", "According to officials, all is well."),
        ("OSLO, March 3 (NNA) - Norway will not cap prices.", "Norway will not cap prices."),
        ("WASHINGTON (AP) — The Latest on the race.", "The Latest on the race."),
        ("PRAGUE, 2 September. Toxic foam has been found.", "Toxic foam has been found."),
        ("(Reuters) - Shares fell.", "Shares fell."),
        ("Beijing, April 13 (Xinhua) -- China said so.", "China said so."),
        ("18:42 The fire is now under control.", "The fire is now under control."),
        ("Liu: We will not move.", "Liu: We will not move."),
        ("A – no, he said – is not B.", "A – no, he said – is not B."),
    ],
)
def test_running_text_without_kicker_dateline_or_stamp(text: str, expected: str) -> None:
    whole = f"Council agrees on little\n\n{text}\n\n{BODY}"
    block = next(block for block in zone(whole).blocks if block.span.of(whole) == text)
    assert body(whole, block).of(whole) == expected


def test_running_text_of_a_caption_ends_before_its_credit() -> None:
    text = f"Council agrees on little\n\nThe mayor at the quay. Photo: Ann Bell / AFP\n\n{BODY}"
    assert body(text, zone(text).blocks[1]).of(text) == "The mayor at the quay."


def test_notes_to_editors_are_boilerplate_to_the_end() -> None:
    text = f"Acme opens plant\n\n{BODY}\nNotes to editors\n\nAcme was founded in 1901.\n\nIt has nine plants.\n"
    assert kinds(text)[-3:] == ["boilerplate"] * 3


def test_lines_wrapped_by_the_page_are_one_paragraph() -> None:
    lines = ["The council met on Tuesday and agreed on very little, as it had"] * 4
    text = "Council agrees on little\n\n" + "\n".join(lines) + "\nin March.\n\n" + "\n".join(lines) + "\n"
    assert kinds(text) == ["headline", "paragraph", "paragraph"]


def test_meta_of_wire_copy() -> None:
    text = f"Wednesday, May 29, 2024\n\nCouncil agrees\n\nOf NTB | 13.04.2024 05:03:06\n\nPolicy: {BODY}\n© Jaun News"
    meta = zone(text).meta
    assert meta.headline == "Council agrees"
    assert (meta.byline, meta.agency) == ("NTB", "NTB")
    assert meta.published == "2024-04-13T05:03:06"
    assert meta.section == "Policy"
    assert meta.copyright == "Jaun News"


@pytest.mark.parametrize(
    ("line", "author", "agency"),
    [
        ("By Jane Doe, Reuters", "Jane Doe", "Reuters"),
        ("By Jane Doe | 3 May 2024", "Jane Doe", None),
        ("(Suomi-Sanomat)", None, "Suomi-Sanomat"),
        ("(Reporting by Ann Bell; Editing by Bo Ek)", None, None),
    ],
)
def test_who_wrote_it(line: str, author: str | None, agency: str | None) -> None:
    meta = zone(f"Council agrees on little\n\n{line}\n\n{BODY}").meta
    assert (meta.byline, meta.agency) == (author, agency)


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("Wednesday, May 29, 2024", "2024-05-29"),
        ("29 May 2024", "2024-05-29"),
        ("3rd Sept. 2024", "2024-09-03"),
        ("13.04.2024 05:03:06", "2024-04-13T05:03:06"),
        ("04.05.2024", "2024-05-04"),
        ("2024-04-13T05:03Z", "2024-04-13T05:03+00:00"),
        ("2024-04-13 05:03 +0200", "2024-04-13T05:03+02:00"),
        ("May 3, 2024, 5:30 p.m. ET", "2024-05-03T17:30"),
        ("May 3, 2024 at 12:05 am", "2024-05-03T00:05"),
        ("5/13/2024", "2024-05-13"),
        ("13/5/2024", "2024-05-13"),
        ("04/05/2024", None),
        ("31.02.2024", None),
    ],
)
def test_dates_are_iso_and_invent_neither_zone_nor_order(printed: str, iso: str | None) -> None:
    found = find_date(printed)
    assert found is not None
    assert found.iso == iso


LINES = st.lists(
    st.one_of(
        st.text(max_size=80),
        st.sampled_from(
            [
                "",
                " ",
                "By A",
                "© X",
                "Photo: ",
                "OSLO (NN) -",
                "13.04.2024",
                "a" * 300,
                "“",
                "\x0b\x00\u202e",
                "(((",
                "Sources",
            ]
        ),
    ),
    max_size=30,
)


@given(LINES)
@settings(max_examples=300, deadline=None)
def test_every_line_is_in_exactly_one_block(lines: list[str]) -> None:
    text = "\n".join(lines)
    blocks = zone(text).blocks
    spans = [block.span for block in blocks]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    at = 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            end = at + len(line.rstrip())
            assert sum(span.start <= start and end <= span.end for span in spans) == 1
        at += len(line) + 1
    for block in blocks:
        inner = body(text, block)
        assert block.span.start <= inner.start <= inner.end <= block.span.end


@pytest.mark.parametrize(
    ("lines", "published", "updated"),
    [
        ("Published 30 November 2026 09:10\nUpdated: 30 November 2026 14:25", "2026-11-30T09:10", "2026-11-30T14:25"),
        ("Updated: 30 November 2026 14:25\nPublished 30 November 2026 09:10", "2026-11-30T09:10", "2026-11-30T14:25"),
        ("Published 30 November 2026 09:10, updated 14:25", "2026-11-30T09:10", "2026-11-30T14:25"),
        ("Published 2026-11-30 | Last modified 2026-12-01 08:00", "2026-11-30", "2026-12-01T08:00"),
        ("30 November 2026, 14:25 (updated)", None, "2026-11-30T14:25"),
        ("Last updated: 30 November 2026", None, "2026-11-30"),
        ("By Ann Roe | 30 November 2026", "2026-11-30", None),
    ],
)
def test_the_days_of_publication_and_of_the_last_change(lines: str, published: str | None, updated: str | None) -> None:
    meta = zone(f"Harbour crane to be replaced\n\nBy Kari Lund\n{lines}\n\nThe crane will be replaced on Monday.").meta
    assert (meta.published, meta.updated) == (published, updated)


@pytest.mark.parametrize(
    ("lines", "byline", "agency"),
    [
        ("BY JANE DOE AND KARI LUND\nAssociated Press", "JANE DOE AND KARI LUND", "AP"),
        ("By JANE DOE", "JANE DOE", "AP"),
        ("By Jane Doe, Reuters", "Jane Doe", "Reuters"),
        ("By REUTERS", "REUTERS", "REUTERS"),
    ],
)
def test_a_name_in_capitals_is_no_agency(lines: str, byline: str, agency: str) -> None:
    meta = zone(f"Harbour crane to be replaced\n{lines}\n\nBERGEN, Norway (AP) — The crane will be replaced.\n").meta
    assert (meta.byline, meta.agency) == (byline, agency)


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGO: Not for publication before 06.00 on Wednesday 2 December 2026",
        "SPERRFRIST: Mittwoch, 2. Dezember 2026, 6.00 Uhr",
        "SOUS EMBARGO jusqu'au mercredi 2 décembre 2026 à 6h00",
        "Embargo hasta el miércoles 2 de diciembre de 2026 a las 06:00 h",
        "Sperrefrist: onsdag 2. desember 2026 kl. 06.00",
        "Klausuleret til onsdag den 2. december 2026 kl. 6.00",
        "STRICTLY EMBARGOED until 0001 GMT Wednesday, December 2nd, 2026",
        "HOLD FOR RELEASE UNTIL 6 A.M. EST WEDNESDAY, DEC. 2, 2026",
    ],
)
def test_an_embargo_at_the_top_is_no_headline(line: str) -> None:
    meta = zone(f"{line}\n\nFerry fares to rise\n\nFares will rise by 4 percent on Friday.\n").meta
    assert meta.headline == "Ferry fares to rise"


@pytest.mark.parametrize("line", ["Embargo on oil agreed until 2027", "Embargo lifted after 20 years"])
def test_a_headline_about_an_embargo_is_one(line: str) -> None:
    assert zone(f"{line}\n\nThe council agreed on Friday that no oil is to be sold.\n").meta.headline == line


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Von Karin Lund", "Karin Lund"), ("Par Karine Lund et Jean Ek", "Karine Lund et Jean Ek"),
        ("Por Karina Lund", "Karina Lund"), ("Av Kari Lund", "Kari Lund"), ("Af Karen Lund", "Karen Lund"),
        ("Von der Preis steigt", None), ("Av fem meldte to seg", None),
    ],
)  # fmt: skip
def test_bylines_as_other_languages_print_them(line: str, name: str | None) -> None:
    assert zone(f"Ferry 2026\n\n{line}\n\nBergen (NTB) - 4 prosent, sier Jo Ek fredag.\n").meta.byline == name
