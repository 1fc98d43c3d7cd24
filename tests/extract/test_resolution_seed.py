"""The seed article, against actors and quotes marked by hand."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from extract.reader import Reader
from extract.types import Article

DATA = Path(__file__).parents[1] / "data"
GOLD: list[dict[str, Any]] = json.loads((DATA / "us-china-russia.actors.json").read_text("utf-8"))["actors"]
WANTED = [actor for actor in GOLD if "optional" not in actor.get("note", "")]
PRINTED = {"Olaf Scholz": "Prime Minister"}
"""Roles that the gold corrects; the reader shows what is printed."""


@pytest.fixture(scope="module")
def article() -> Article:
    text = (files("seeds") / "us-china-russia.txt").read_text("utf-8")
    return Reader().read(text, id="us-china-russia", source="us-china-russia.txt")


@pytest.mark.parametrize("gold", WANTED, ids=lambda actor: str(actor["canonical"]))
def test_every_actor_is_found_with_kind_and_affiliation(article: Article, gold: dict[str, Any]) -> None:
    actor = next(actor for actor in article.actors if actor.name == gold["canonical"])
    assert actor.kind == {"anonymous_group": "group"}.get(gold["type"], gold["type"])
    assert actor.affiliation == gold["affiliation"]
    if actor.kind in ("person", "anonymous", "group"):
        assert actor.role == PRINTED.get(actor.name, gold["role"])
    if "iso2" in gold:
        assert actor.country == gold["iso2"]
    marked = {(mention["start"], mention["end"]) for mention in gold["mentions"] if mention["kind"] == "name"}
    assert all(any(m.span.start < end and start < m.span.end for m in actor.mentions) for start, end in marked)


def test_nothing_but_the_text_acts(article: Article) -> None:
    names = {actor.name for actor in article.actors}
    wanted = {actor["canonical"] for actor in GOLD}
    assert names <= wanted
    silent = {"Kian", "AP", "NTB", "Jaun News English", "Beijing", "Italy", "tv", "Policy"}
    shown = {name for actor in article.actors for name in (actor.name, *actor.aliases)}
    assert not silent & shown


def test_doubts_are_reported(article: Article) -> None:
    found_quotes = "\n".join(article.warnings)
    assert "Kian" in found_quotes
    assert "Scholz" in found_quotes
