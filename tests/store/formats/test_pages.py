"""Sixty invented pages, held to bars."""

from __future__ import annotations

from statistics import median

import pytest

from store.formats.pages.bylines import clean_byline
from store.formats.pages.page import readable
from store.formats.pages.refusals import refusal
from store.formats.pages.site_names import without_site
from store.formats.wordpress import without_shortcodes
from tests.bench.pages.measuring import measure
from tests.store.formats.corpus.kinds.make_kinds import BODY, MAKES, Make, facts
from tests.store.formats.corpus.kinds.pages import page


def test_the_bars() -> None:
    figures = measure()
    assert figures.pages == 60
    assert median(figures.f1) >= 0.97
    assert figures.titles >= 0.95 * figures.read
    assert figures.bylines >= 0.9 * figures.read
    assert figures.invented_bylines == 0
    assert figures.days >= 0.98 * figures.read
    assert figures.invented_days == 0
    assert figures.refused == figures.pages - figures.read
    assert not [line for line in figures.faults if "warning" in line]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("By Ana Lindqvist", "Ana Lindqvist"), ("BY TOM REED AND IDA BERG", "Tom Reed and Ida Berg"),
        ("Von Petra Holm, 11. März 2026", "Petra Holm"), ("Af Lars Dahl | Opdateret 3. marts", "Lars Dahl"),
        ("Posted by admin", None), ("Username", None), ("skerrypost.example", None), ("lindqvist.ana", None),
        ("March 11, 2026", None), ("By Noor Haddad on Monday", "Noor Haddad"), ("desk@post.example", None),
    ],
)  # fmt: skip
def test_a_printed_byline(printed: str, name: str | None) -> None:
    assert clean_byline(printed) == name


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Pier closes | Local news | The Skerry Post", "Pier closes"), ("Pier closes - The Skerry Post", "Pier closes"),
        ("Pier closes – The Skerry Post", "Pier closes"), ("Vik 2 - Holm 1", "Vik 2 - Holm 1"),
        ("Clinic opens - after ten years - in Holm", "Clinic opens - after ten years - in Holm"),
    ],
)  # fmt: skip
def test_a_title_loses_the_site(title: str, bare: str) -> None:
    assert without_site(title, "The Skerry Post", "https://post.example/1") == bare


@pytest.mark.parametrize("title", ["404 Not Found", "Access Denied", "502 Bad Gateway", "Seite nicht gefunden"])
def test_an_error_page(title: str) -> None:
    assert "an error page" in (refusal(title, "Something went wrong. Go back to the home page.") or "")


@pytest.mark.parametrize(
    "text",
    [
        "Wir und unsere Partner nutzen Cookies. Alle akzeptieren? Hinweise zum Datenschutz finden Sie hier.",
        "Nos partenaires et nous utilisons des cookies. Tout accepter. Vos données vous appartiennent.",
        "Vi bruker informasjonskapsler (cookies). Gi samtykke ved å velge Godta alle.",
    ],
)
def test_a_consent_wall(text: str) -> None:
    assert "a consent wall" in (refusal("The Skerry Post", text) or "")


def test_news_of_an_error_is_news() -> None:
    assert refusal("Council says 404 houses are empty", "The council counted the houses of the island.") is None
    assert refusal("Cookies recalled over nuts", "A baker recalled its cookies on Monday.") is None


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("[dropcap]T[/dropcap]he", "The"), ("He said it [sic] twice [...]", "He said it [sic] twice [...]"),
        ('a [gallery ids="1,2"] b', "a  b"), ("[vc_row][vc_column]In[/vc_column][/vc_row]", "In"),
    ],
)  # fmt: skip
def test_shortcodes(html: str, plain: str) -> None:
    assert without_shortcodes(html) == plain


@pytest.mark.parametrize("foot", ["© 2019 The Post", "Copyright 2001-2024", "Est. 1 January 1899"])
def test_no_day_comes_from_a_footer(foot: str) -> None:
    body = "<p>The council voted this week to close the pier, and nobody knew why it had not done so before.</p>" * 3
    page = readable(
        f"<html><body><main><h1>Pier closes</h1>{body}</main><footer><p>{foot}</p></footer></body></html>", None
    )
    assert page.wire is not None
    assert page.wire.published is None


@pytest.mark.parametrize("make", MAKES, ids=[make.name for make in MAKES])
def test_makes_that_the_bench_does_not_have(make: Make) -> None:
    document = readable(make.html, None)
    assert document.wire is not None
    assert {name: getattr(document.wire, name) for name in facts(make)} == facts(make)
    assert [paragraph for paragraph in BODY if paragraph not in document.text] == []
    assert [words for words in make.lacks if words in document.text] == []


def test_a_line_break_in_a_paragraph_stays_one() -> None:
    text = readable(page(inside="<p>First line of the verse,<br>second line of the verse.</p>"), None).text
    assert "\n\nFirst line of the verse,\nsecond line of the verse.\n\n" in text
