"""Exports: complete, deterministic, and nothing in an article can become markup."""

from __future__ import annotations

import html
import re
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from extract.text import sha256
from extract.types import Article, Engine, Meta, Span
from store.anchors import Anchor
from store.library import Entry
from store.markdown import escape, file_name, paragraph, plain, position, to_markdown, write
from store.notes import About, Note
from store.versions import ORPHANED

TEXT = "Headline\n\nFirst paragraph.\n\n– We encourage the <b>American</b> side, says Liu.\n"
SPAN = Span(TEXT.index("We encourage"), TEXT.index(", says Liu"))


def entry(title: str = "Headline", text: str = TEXT) -> Entry:
    return Entry("headline-1", "a.txt", "/a.txt", title, "2024-04-13T05:03:06Z", sha256(text), published="2024-04-13")


def note(**changes: object) -> Note:
    values: dict[str, object] = {
        "uid": "u1", "article": "headline-1", "version": sha256(TEXT), "anchor": Anchor.of(TEXT, SPAN),
        "body": "Call the *embassy*.", "type": "fact-check", "tags": ("china",), "author": "kim",
        "created": "2026-11-24T14:02:07.000Z", "updated": "2026-11-24T14:02:07.000Z",
        "about": About("quote", "Liu", "Liu Pengyu", "Embassy spokesman", "says", "direct"),
    }  # fmt: skip
    return Note(**(values | changes))  # type: ignore[arg-type]


def shown(markdown: str) -> str:
    """What a CommonMark renderer shows, as plain text."""
    return html.unescape(re.sub(r"<[^>]*>", "", MarkdownIt().render(markdown))).strip("\n ")


def test_a_note_is_exported_whole() -> None:
    article = Article("a", "a.txt", sha256(TEXT), TEXT, Engine("1", "m"), meta=Meta(byline="NTB"))
    markdown = to_markdown(entry(), article, TEXT, [note()], accessed="2026-11-24")
    _, front, body = markdown.split("---\n", 2)
    assert yaml.safe_load(front) == {
        "title": "Headline", "source": "a.txt", "author": "NTB", "published": "2024-04-13", "accessed": "2026-11-24",
        "article_sha256": sha256(TEXT), "tags": ["china"], "schema": "copydesk.notes/1",
    }  # fmt: skip
    assert "> We encourage the \\<b\\>American\\</b\\> side\n" in body
    assert "Said by **Liu Pengyu**, Embassy spokesman (in the text: “Liu”; cue: “says”; direct)\n" in body
    assert "\nCall the *embassy*.\n" in body
    assert "- Tags: china\n" in body
    assert f"- Position: paragraph 3, characters {SPAN.start}-{SPAN.end}\n" in body
    assert to_markdown(entry(), article, TEXT, [note()], accessed="2026-11-24") == markdown


def test_notes_come_in_text_order_and_none_is_said() -> None:
    first = note(uid="u2", anchor=Anchor.of(TEXT, Span(0, 8)), body="on the headline")
    whole = note(uid="u3", anchor=None, body="on it all", about=About("article"))
    markdown = to_markdown(entry(), None, TEXT, [note(), first, whole], accessed="2026-11-24")
    assert [markdown.index(b) for b in ("on it all", "on the headline", "Call the")] == sorted(
        markdown.index(b) for b in ("on it all", "on the headline", "Call the")
    )
    assert "No notes." in to_markdown(entry(), None, TEXT, [], accessed="2026-11-24")


def test_a_note_on_an_older_version_says_so() -> None:
    markdown = to_markdown(entry(text="new"), None, "new", [note()], accessed="2026-11-24")
    place = f"it was characters {SPAN.start}-{SPAN.end} of version {sha256(TEXT)[:12]}"
    assert f"- Position: orphaned: the passage is not in the current version; {place}\n" in markdown
    assert "> We encourage the \\<b\\>American\\</b\\> side\n" in markdown


def test_a_note_on_an_older_version_says_whether_its_passage_is_still_there() -> None:
    moved, copied = "More.\n" + TEXT, f"Photo: {SPAN.of(TEXT)}"
    assert position(note(), moved, sha256(moved)).startswith("characters ")
    assert position(note(tags=(ORPHANED,)), moved, sha256(moved)).startswith("orphaned: ")
    assert position(note(), copied, sha256(copied)).startswith("unsure: the passage may not be in the current version")


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60) | st.text("#-+=>*_`[]()<>!&;:.\\~|$1 \t\n", max_size=20))
def test_escaped_text_shows_as_itself(text: str) -> None:
    quoted = "> " + escape(text)
    assert " ".join(shown(quoted).split()) == " ".join(plain(text).split())
    assert not re.search("<(?!/?(blockquote|p)>)", MarkdownIt().render(quoted))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=30))
def test_no_control_or_bidi_override_reaches_the_file(words: str, body: str, name: str) -> None:
    text = f"x{words}"
    one = note(anchor=Anchor.of(text, Span(0, len(text))), body=body, about=About("quote", name, name, name, name))
    markdown = to_markdown(entry(title=name, text=text), None, text, [one], accessed="2026-11-24")
    bad = {c for c in markdown if c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cs")}
    assert not bad
    assert not set(markdown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert yaml.safe_load(markdown.split("---\n", 2)[1])["article_sha256"]


def test_paragraphs_are_counted_over_non_blank_lines() -> None:
    assert [paragraph(TEXT, TEXT.index(w)) for w in ("Headline", "First", "– We")] == [1, 2, 3]


def test_file_names_are_plain_and_writing_stays_in_the_folder(tmp_path: Path) -> None:
    name = file_name(entry(title="../../Liu: «nei»/…\x1b[2J"), "2026-11-24T10:00:00Z")
    assert re.fullmatch(r"2026-11-24-[a-z0-9-]+-[0-9a-f]{8}\.md", name)
    write(tmp_path / "out" / name, "a")
    write(tmp_path / "out" / name, "b")
    assert (tmp_path / "out" / name).read_text() == "b"
    (tmp_path / "elsewhere").write_text("mine")
    (tmp_path / "link.md").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ValueError, match="not a place"):
        write(tmp_path / "link.md", "theirs")
    assert (tmp_path / "elsewhere").read_text() == "mine"
