"""A fresh export: complete, the same for the same notes, and nothing in an article can become markup."""

from __future__ import annotations

import html
import re
import unicodedata

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from extract.span import Span
from extract.text import sha256
from store.export.front_matter import file_tags
from store.export.positions import paragraph, position
from store.export.render import render
from store.export.templates import shipped
from store.model.wire import INDEFINITE, Wire
from store.notes.anchors import Anchor
from store.notes.carry_over import ORPHANED
from store.notes.note import About
from store.texts.escaping import escape, plain
from tests.store.export.made import SPAN, TEXT, note, source


def shown(markdown: str) -> str:
    """What a CommonMark renderer shows, as plain text."""
    return html.unescape(re.sub(r"<[^>]*>", "", MarkdownIt().render(markdown))).strip("\n ")


def test_a_note_is_exported_whole() -> None:
    markdown = render(source(note()), shipped("notes"))
    _, front, body = markdown.split("---\n", 2)
    assert yaml.safe_load(front) == {
        "title": "Headline", "source": "a.txt", "author": "NTB", "published": "2024-04-13", "accessed": "2026-11-24",
        "article_sha256": sha256(TEXT), "citekey": "headline-00c0ffee", "tags": ["china"],
        "schema": "copydesk.notes/2",
    }  # fmt: skip
    assert "\n## Fact check (open)\n" in body
    assert "\n> – We encourage the \\<b\\>American\\</b\\> side\n" in body
    who = "Said by **Liu Pengyu**, Embassy spokesman (in the text: “Liu”; cue: “says”; direct)"
    assert f"\n{who} [@headline-00c0ffee] [^1a2b3c4d]\n" in body
    facts = f"Paragraph 3, characters {SPAN.start}-{SPAN.end}; tags: china; by kim, 2026-11-24T14:02:07.000Z"
    assert f"\n[^1a2b3c4d]: {facts}\n" in body
    assert "\n<!-- copydesk:text -->\n\nCall the *embassy*.\n\n<!-- /copydesk:note -->\n" in body
    assert render(source(note()), shipped("notes")) == markdown


def test_a_deadline_a_conflict_and_a_correction_are_reported() -> None:
    request = note(type="right-of-reply", status="asked", due="2026-11-25T14:00:00Z")
    fixed = note(uid="b", type="reading", status="done", about=About("quote", actor="Kim Li", fix="speaker"))
    conflicting = source(request, fixed)
    conflicting.others = {request.uid: (request, request)}
    markdown = render(conflicting, shipped("notes"))
    assert "answer wanted by 2026-11-25T14:00:00Z" in markdown
    assert "**Two versions: " in markdown
    assert "Corrected: Kim Li said this" in markdown


@pytest.mark.parametrize(("embargo", "words"), [("2026-11-25T06:00:00+00:00", "25 Nov 2026"), (INDEFINITE, "further")])
def test_an_embargo_is_in_words_above_the_notes(embargo: str, words: str) -> None:
    for template in ("notes", "fact-check", "quotes"):
        markdown = render(source(note(), wire=Wire(embargo=embargo, usage_terms="<b>none</b>")), shipped(template))
        assert re.search(rf"\n\*\*EMBARGOED until .*{words}.*\*\*\n", markdown)
        assert "**Usage terms: \\<b\\>none\\</b\\>**" in markdown
        assert yaml.safe_load(markdown.split("---\n", 2)[1])["embargo"] == embargo


def test_the_quote_sheet_has_every_quote() -> None:
    markdown = render(source(), shipped("quotes"))
    assert "> – We encourage the \\<b\\>American\\</b\\> side\n" in markdown
    assert "**Liu Pengyu**, spokesman (direct), paragraph 3 [@headline-00c0ffee]" in markdown
    assert "No quotes" in render(source(text="nothing\n"), shipped("quotes"))


def test_a_note_on_an_older_version_says_whether_its_passage_is_still_there() -> None:
    place = f"it was characters {SPAN.start}-{SPAN.end} of version {sha256(TEXT)[:12]}"
    markdown = render(source(note(), text="new"), shipped("notes"))
    assert f": Orphaned: the passage is not in the current version; {place};" in markdown
    moved, copied = "More.\n" + TEXT, f"Photo: {SPAN.of(TEXT)}"
    assert position(note(), moved, sha256(moved)).startswith("characters ")
    assert position(note(tags=(ORPHANED,)), moved, sha256(moved)).startswith("orphaned: ")
    assert position(note(), copied, sha256(copied)).startswith("unsure: the passage may not be in the current version")


def test_paragraphs_are_counted_over_non_blank_lines() -> None:
    assert [paragraph(TEXT, TEXT.index(w)) for w in ("Headline", "First", "– We")] == [1, 2, 3]


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60) | st.text("#-+=>*_`[]()<>!&;:.\\~|$^@{}%1 \t\n", max_size=20))
def test_escaped_text_shows_as_itself(text: str) -> None:
    quoted = "> " + escape(text)
    assert " ".join(shown(quoted).split()) == " ".join(plain(text).split())
    assert not re.search("<(?!/?(blockquote|p)>)", MarkdownIt().render(quoted))


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=30))
def test_no_control_or_bidi_override_reaches_the_file(words: str, body: str, name: str) -> None:
    text = f"x{words}"
    one = note(anchor=Anchor.of(text, Span(0, len(text))), body=body, about=About("quote", name, name, name, name))
    markdown = render(source(one, title=name, text=text), shipped("notes"))
    bad = {c for c in markdown if c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cs")}
    assert not bad
    assert not set(markdown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        (["São Paulo"], ["São-Paulo"]),
        (["a: b", "x/y", "z//"], ["a-b", "x/y", "z"]),
        (["2026", "#", "1-2"], ["y1-2", "y2026"]),
        (["Energy", "energy", "ÉCOLE", "école"], ["Energy", "ÉCOLE"]),
    ],
)
def test_tags_of_the_front_matter_are_tags_for_obsidian(tags: list[str], found: list[str]) -> None:
    assert file_tags(tags) == found


@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_tags_become_tags(tags: list[str]) -> None:
    for tag in file_tags(tags):
        assert re.fullmatch(r"[\w/-]+", tag)
        assert not tag.replace("-", "").replace("_", "").replace("/", "").isdigit()
    assert file_tags(file_tags(tags)) == file_tags(tags)
