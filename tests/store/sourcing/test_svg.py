"""The picture as SVG: well-formed whatever an article says, and told in words for those who do not see it."""

from __future__ import annotations

import defusedxml.ElementTree as ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.types import Actor
from store.sourcing.picture import Picture
from store.sourcing.svg import svg
from tests.store.sourcing.made import article

NS = "{http://www.w3.org/2000/svg}"


def test_bars_words_and_both_backgrounds() -> None:
    made = Picture()
    liu, who = Actor("a1", "Liu Pengyu", "person", role="spokesman"), Actor("a2", "Who", "person")
    made.add(*article("a", [(liu, "one two three"), (liu, "four", "indirect"), (who, "x y", "mixed")]))
    text = svg(made, "actor", "Sourcing: who speaks", "1 article, 3 quotes", top=10)
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img"
    assert [(root.findtext(f"{NS}{name}") or "")[:10] for name in ("title", "desc")] == ["Sourcing: ", "Liu Pengyu"]
    assert [each.get("id") for each in root[:2]] == (root.get("aria-labelledby") or "").split()
    assert root.findtext(f"{NS}desc") == "Liu Pengyu (spokesman): 66.7 %; Who: 33.3 %"
    bars = [rect.get("class") for group in root.findall(f"{NS}g") for rect in group.findall(f"{NS}rect")]
    assert bars == ["direct", "indirect", "mixed"]
    widths = [float(rect.get("width") or 0) for group in root.findall(f"{NS}g") for rect in group.findall(f"{NS}rect")]
    assert widths == [285.0, 95.0, 190.0]
    assert "prefers-color-scheme: dark" in text


def test_it_is_legible_in_programs_that_know_no_css() -> None:
    made = Picture()
    for number in range(4):
        who = Actor(f"a{number}", f"Name {number}", "person")
        made.add(*article(str(number), [(who, "one two"), (who, "three", "mixed"), (who, "four", "indirect")]))
    text = svg(made, "actor", "t", "h", top=2)
    assert "var(" not in text
    root = ElementTree.fromstring(text)
    drawn = [*root.iter(f"{NS}rect"), *root.iter(f"{NS}text")]
    assert all(each.get("fill") for each in drawn)
    page, *bars = root.iter(f"{NS}rect")
    assert (page.get("width"), page.get("fill")) == (root.get("width"), "#ffffff")
    assert {bar.get("fill") for bar in bars} == {"#1f6f8b", "url(#mixed)", "none"}
    assert all(bar.get("stroke") for bar in bars if bar.get("class") != "direct")
    groups = root.findall(f"{NS}g")
    assert [len(group.findall(f"{NS}rect")) for group in groups] == [3, 3, 0], "what sums up others has no bar"
    assert sum(float(bar.get("width") or 0) for bar in groups[0].iter(f"{NS}rect")) == 380


def test_long_labels_are_cut_by_their_width() -> None:
    made = Picture()
    made.add(*article("a", [(Actor("a1", "北京" * 30, "person"), "x"), (Actor("a2", "W" * 60, "person"), "x")]))
    root = ElementTree.fromstring(svg(made, "actor", "t", "h", top=2))
    labels = [group.findtext(f"{NS}text") for group in root.findall(f"{NS}g")]
    assert sorted(labels, key=str) == ["W" * 39 + "…", "北京" * 9 + "北…"]


def test_nothing_to_show() -> None:
    root = ElementTree.fromstring(svg(Picture(), "actor", "t", "h", top=3))
    assert root.findtext(f"{NS}desc") == "no quotes"


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=40), st.text(st.characters(exclude_categories=())))
def test_no_text_breaks_it(name: str, title: str) -> None:
    made = Picture()
    made.add(*article("a", [(Actor("a1", f'</svg>{name}&"<script>', "person", role=name), "words")]))
    root = ElementTree.fromstring(svg(made, "actor", title, title, top=3).encode("utf-8"))
    assert not root.findall(f".//{NS}script")
    assert len(root.findall(f"{NS}g")) == 1
