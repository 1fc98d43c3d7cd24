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
        ("Embargoed for release until 10am AEST Friday 13 November 2099", "2099-11-13T10:00:00+10:00"),
        ("EMBARGO : jusqu’au 13 novembre 2099 à 6h", "2099-11-13T06:00:00-12:00"),
        ("Sperrfrist: 13. November 2099, 06.00 Uhr", "2099-11-13T06:00:00-12:00"),
        ("HOLD FOR RELEASE until Nov. 13, 2099, 6 a.m. ET", "2099-11-13T06:00:00-05:00"),
        ("Not for release before 00:01 on Friday 13 November 2099", "2099-11-13T00:01:00-12:00"),
        ("STRICTLY EMBARGOED: 00.01, Friday 13th November 2099", "2099-11-13T00:01:00-12:00"),
        ("UNDER EMBARGO UNTIL 0001 HRS FRIDAY 13 NOVEMBER 2099", "2099-11-13T00:01:00-12:00"),
        (
            "please find below our release. It is under strict embargo until 06:00 GMT on 13 November 2099.",
            "2099-11-13T06:00:00+00:00",
        ),
        ("Achtung: Sperrfrist Freitag, 13.11.2099, 6 Uhr", "2099-11-13T06:00:00-12:00"),
        ("Bitte nicht vor dem 13. November 2099, 10 Uhr, veröffentlichen.", "2099-11-13T10:00:00-12:00"),
        ("Sous embargo jusqu'au vendredi 13 novembre 2099, 18h30 (heure de Paris)", "2099-11-13T18:30:00+01:00"),
        ("Ne pas diffuser avant le 13 novembre 2099 à 6 h", "2099-11-13T06:00:00-12:00"),
        ("EMBARGO HASTA EL 13 DE NOVIEMBRE DE 2099 A LAS 10:00", "2099-11-13T10:00:00-12:00"),
        ("Embargado hasta el viernes", INDEFINITE),
        ("No publicar antes del 13 de noviembre de 2099", "2099-11-13T00:00:00-12:00"),
        ("Klausulert til fredag 13. november 2099 kl. 06.00", "2099-11-13T06:00:00-12:00"),
        ("Sperrefrist: 13.11.2099 kl 6", "2099-11-13T06:00:00-12:00"),
        ("Må ikke publiseres før 13. november 2099 kl. 06.00", "2099-11-13T06:00:00-12:00"),
        ("Klausuleret til den 13. november 2099 kl. 06.00", "2099-11-13T06:00:00-12:00"),
        ("Embargo till den 13 november 2099 kl. 06.00", "2099-11-13T06:00:00-12:00"),
        ("Får inte publiceras före den 13 november 2099", "2099-11-13T00:00:00-12:00"),
        ("Må ikkje offentleggjerast før fredag 13. november 2099", "2099-11-13T00:00:00-12:00"),
        ("For release 6 a.m. EST, November 13, 2099", "2099-11-13T06:00:00-05:00"),
        ("Please do not publish before 13 November 2099.", "2099-11-13T00:00:00-12:00"),
        ("Embargo : 13/11/2099 6h00", "2099-11-13T06:00:00-12:00"),
        ("The report is embargoed until 00:01 GMT on Friday 13 November 2099", "2099-11-13T00:01:00+00:00"),
        ("Gesperrt bis Freitag, 6 Uhr", INDEFINITE),
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
        'EMBARGO: none.',
        'Embargo: keine',
        'The arms embargo was extended until December.',
        'Sanctions and the embargo on Cuba will hold until Congress acts',
        'We hold for now',
        'Die Sperre endet im Mai',
        'Hold the line until Friday, coach says',
        'No embargo',
        'Das Embargo gegen Kuba gilt bis heute.',
        "L'embargo sur les armes jusqu'à la fin de l'année",
    ],
)  # fmt: skip
def test_a_line_that_only_speaks_of_one(line: str) -> None:
    assert embargo_in_text(f"{line}\n\nText.\n") == (None, ())


def test_the_top_and_the_end_are_looked_at() -> None:
    line = "EMBARGOED UNTIL 06:00 GMT 25 NOVEMBER 2026\n"
    assert embargo_in_text("Words.\n" * 30 + line + "Words.\n" * 10) == (None, ())
    assert embargo_in_text("Words.\n" * 30 + line)[0] == "2026-11-25T06:00:00+00:00"


def test_plain_text_has_its_embargo_at_once() -> None:
    loaded = from_bytes(b"EMBARGOED UNTIL 06:00 GMT 25 NOVEMBER 2026\n\nBridge closes\n", source="a.txt", id="a")
    assert loaded.wire is not None
    assert loaded.wire.embargo == "2026-11-25T06:00:00+00:00"
    assert from_bytes(b"Bridge closes\n", source="a.txt", id="a").wire is None
