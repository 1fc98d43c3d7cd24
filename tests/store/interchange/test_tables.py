"""Tables: everything in them, nothing a spreadsheet runs, and notes back from them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.span import Span
from extract.text import sha256
from extract.types import Actor, Article, Engine, Mention, Quote
from store.export.source import ExportedArticle
from store.interchange.note_files import ImportFileError, parse
from store.interchange.records import ACTORS, QUOTES, Kind
from store.interchange.tables import NOTES, printable_note, split, table
from store.notes.anchors import Anchor
from store.notes.note import About, Note
from tests.store.interchange import made


def read() -> ExportedArticle:
    """An article with two actors, one with a name to be careful with, and a quote of each."""
    text = made.TEXT
    council = Span(text.index("the county said"), text.index(" on Monday"))
    actors = (
        Actor(
            "a1",
            "=Ola Li",
            "person",
            "leader",
            "the county\x1b[31m",
            "NO",
            ("Ola; Li", "Li"),
            (Mention(made.WORDS, "name"),),
        ),
        Actor("a2", "the county", "organisation"),
    )
    quotes = (
        Quote("q1", "indirect", (council,), council, "a2", None, None, False, 0.5),
        Quote("q2", "direct", (made.WORDS, council), made.WORDS, "a1", council, council, False, 1.0),
        Quote("q3", "direct", (council,), anonymous=True),
    )
    article = Article("a", made.URL, sha256(text), text, Engine("1", "m"), actors=actors, quotes=quotes)
    entry = made.entry_of(Note("u", "ferry-1a2b3c4d", article.sha256, None, ""))
    return ExportedArticle(entry, (), entry.added, text=lambda: text, article=lambda: article, meta=lambda: None)


def rows(kind: Kind, *sources: ExportedArticle) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(table(kind, sources)), newline="")))


def test_the_quotes_of_articles() -> None:
    first, second, third = rows("quotes", read(), read())[:3]
    assert list(first) == list(QUOTES)
    assert (first["citekey"], first["title"], first["source"]) == ("ferry-1a2b3c4d", "Ferry line", made.URL)
    assert (first["actor"], first["kind"], first["confidence"], first["words"]) == (
        "the county",
        "indirect",
        "0.50",
        "3",
    )
    assert (second["actor"], second["role"], second["affiliation"]) == ("'=Ola Li", "leader", "the county[31m")
    assert second["content"] == "We cannot pay for empty boats […] the county said"
    assert (third["actor"], third["anonymous"], third["speaker"]) == ("", "yes", "")


def test_the_actors_of_an_article() -> None:
    first, second = rows("actors", read())
    assert list(first) == list(ACTORS)
    assert (first["name"], first["aliases"], first["mentions"], first["quotes"], first["words"]) == (
        "'=Ola Li", "Ola\\; Li; Li", "1", "1", "9",
    )  # fmt: skip
    assert (second["name"], second["quotes"], second["words"]) == ("the county", "1", "3")


def test_an_article_that_was_never_read_has_no_rows() -> None:
    entry = read().entry
    unread = ExportedArticle(entry, (), entry.added, text=lambda: "", article=lambda: None, meta=lambda: None)
    assert rows("quotes", unread) == rows("actors", unread) == rows("notes", unread) == []


words = st.text(st.sampled_from("ab;\\ \"'=é\n"), max_size=6).map(lambda text: " ".join(text.split()))


@settings(max_examples=150, deadline=None)
@given(st.lists(words.filter(bool), max_size=4))
def test_several_texts_share_a_cell(some: list[str]) -> None:
    note = Note("u", "ferry-1a2b3c4d", "a" * 64, None, "", tags=tuple(some))
    [row] = rows("notes", made.of([note]))
    cell = row["tags"].removeprefix("'") if row["tags"].startswith("'=") else row["tags"]
    assert split(cell) == some or row["tags"].startswith("'")


@pytest.mark.parametrize(("cell", "found"), [("", []), ("a;b", ["a", "b"]), (" a ;; b; ", ["a", "b"]), ("a\\", ["a"])])
def test_a_cell_typed_by_hand_is_split(cell: str, found: list[str]) -> None:
    assert split(cell) == found


def check_table(some: list[Note], *, tabs: bool = False, bom: bool = False) -> None:
    """Notes of one article come back from a table but for controls, which are not in it."""
    text = ("\ufeff" if bom else "") + "".join(table("notes", [made.of(some)], tabs=tabs))
    batch = parse(text)
    assert batch.faults == []
    assert [incoming.note for incoming in batch.notes] == [printable_note(note) for note in some]
    assert not any(incoming.edited for incoming in batch.notes)
    assert all(c.isprintable() or c in "\r\n\t" or c > "\x9f" for c in text)


@settings(max_examples=80, deadline=None)
@given(made.of_one_article(), st.booleans(), st.booleans())
def test_any_notes_come_back_but_for_controls(some: list[Note], tabs: bool, bom: bool) -> None:
    check_table(some, tabs=tabs, bom=bom)


@settings(max_examples=100, deadline=None)
@given(made.notes(made.clean_text.map(str.strip)).filter(lambda note: "" not in vars_of(note)))
def test_a_note_without_controls_comes_back_whole(note: Note) -> None:
    [incoming] = parse("".join(table("notes", [made.of([note])]))).notes
    assert incoming.note == note


def vars_of(note: Note) -> list[str | None]:
    """What a note is about: an empty text and none are the same in a table."""
    return [note.about.speaker, note.about.actor, note.about.role, note.about.cue]


def test_a_row_changed_in_a_spreadsheet_is_seen() -> None:
    note = Note(made.new_uid(), "ferry-1a2b3c4d", "a" * 64, None, "-1 °C?", about=About("article"))
    text = "".join(table("notes", [made.of([note])]))
    assert '"\'-1 °C?"' in text
    [incoming] = parse(text.replace("-1 °C", "-2 °C").replace('","', '";"')).notes
    assert incoming.edited
    assert incoming.note == replace(note, body="-2 °C?")


def test_a_row_without_a_uid_is_a_new_note() -> None:
    text = "uid;body;exact;source;tags\r\n;Ask them;the county said;https://example.org/a;money; \r\n"
    [incoming] = parse(text).notes
    assert (incoming.note.body, incoming.note.tags) == ("Ask them", ("money",))
    assert incoming.note.anchor == Anchor("the county said", "", "", 0, 0), "nobody says where"
    assert (incoming.ours, incoming.pages) == (False, ("https://example.org/a",))
    assert parse(text).notes == [incoming]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("u1,Hello,,1", "row 2: it names no article"),
        ("../x,Hello,a-1,1", "row 2: its uid is not one"),
        ("u1,Hello,a-1,-5", "row 2: its rev is no number"),
        ("u1,Hello,a-1,99999999999999", "row 2: its rev is no number"),
    ],
)
def test_a_row_that_is_no_note_is_reported(row: str, fault: str) -> None:
    batch = parse(f"uid,body,article,rev\n{row}\nu2,Good,a-1,1\n")
    assert batch.faults == [fault]
    assert [incoming.note.uid for incoming in batch.notes] == ["u2"]


@pytest.mark.parametrize("text", ["a,b\n1,2\n", 'uid,body\n"x', "uid,uid\n", "hello"])
def test_what_is_no_table_of_notes_is_refused(text: str) -> None:
    with pytest.raises(ImportFileError):
        parse(text)


def test_the_columns_are_those_that_are_documented() -> None:
    assert NOTES[:5] == ("citekey", "title", "source", "restrictions", "uid")
    assert NOTES[-1] == "digest"
    assert len(set(NOTES)) == len(NOTES)
