"""Embargoes that press releases carry in their text."""

from __future__ import annotations

import pytest

from store.articles.sources import from_bytes
from store.formats.embargoes import embargo_in_text
from store.model.wire import INDEFINITE


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("EMBARGOED UNTIL 06:00 GMT WEDNESDAY 25 NOVEMBER 2026", "2026-11-25T06:00:00+00:00"),
        ("STRICTLY EMBARGOED UNTIL 0001 BST ON 25/11/2026", "2026-11-25T00:01:00+01:00"),
        ("Embargoed until 00.01 hrs, Wednesday, November 25th, 2026", "2026-11-25T00:01:00-12:00"),
        ("Embargo: 25 Nov 2026, 6 a.m. EST", "2026-11-25T06:00:00-05:00"),
        ("Under embargo until 2026-11-25 06:00 CET", "2026-11-25T06:00:00+01:00"),
        ("*** EMBARGOED FOR RELEASE UNTIL 6pm ET, November 25, 2026 ***", "2026-11-25T18:00:00-05:00"),
        ("Embargoed until noon UTC+2 on 25 November 2026", "2026-11-25T12:00:00+02:00"),
        ("Embargoed until midnight on 25 November 2026", "2026-11-25T00:00:00-12:00"),
        ("NOT FOR PUBLICATION BEFORE 18:30 CET ON 25 NOVEMBER 2026", "2026-11-25T18:30:00+01:00"),
        ("Embargo 25 November 2026", "2026-11-25T00:00:00-12:00"),
        ("Embargoed until the minister has spoken", INDEFINITE),
        ("Not for release until Wednesday", INDEFINITE),
        ("Embargoed till 03/04/2026", INDEFINITE),
    ],
)
def test_a_line_that_holds_an_article(line: str, ends: str) -> None:
    found, warnings = embargo_in_text(f"Port Authority\n\n{line}\n\nBridge closes\n")
    assert found == ends
    assert f"“{line}”" in warnings[0]


@pytest.mark.parametrize(
    "line",
    [
        "The EU embargo until 2027 hurts exporters, the minister said on 25 November 2026.",
        "Embargo to be lifted, minister says", "Embargo: a history of oil", "For immediate release, 25 November 2026",
        "Oil was embargoed until last year.", "Not for publication", "Embargoed goods pile up in the harbour",
    ],
)  # fmt: skip
def test_a_line_that_only_speaks_of_one(line: str) -> None:
    assert embargo_in_text(f"{line}\n\nText.\n") == (None, ())


def test_only_the_top_is_looked_at() -> None:
    assert embargo_in_text("Words.\n" * 20 + "EMBARGOED UNTIL 06:00 GMT 25 NOVEMBER 2026\n") == (None, ())


def test_plain_text_has_its_embargo_at_once() -> None:
    loaded = from_bytes(b"EMBARGOED UNTIL 06:00 GMT 25 NOVEMBER 2026\n\nBridge closes\n", source="a.txt", id="a")
    assert loaded.wire is not None
    assert loaded.wire.embargo == "2026-11-25T06:00:00+00:00"
    assert from_bytes(b"Bridge closes\n", source="a.txt", id="a").wire is None
