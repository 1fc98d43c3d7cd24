"""An imported note finds its article by whatever names it, and its passage whatever was done to blanks and numbers."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from extract.span import Span
from extract.text import sha256
from store.articles.library import Library
from store.articles.sources import Source, load
from store.export.positions import position
from store.interchange.jsonld import to_jsonld
from store.interchange.placement import reattached
from store.interchange.tables import table
from store.notes.anchors import Anchor
from store.notes.note import Note
from tests.store.interchange import made

STORY = (
    "Hall half empty\n\nThe poet Ida Mor spoke on Monday to a hall that was half empty.\n“Nothing must happen to you. "
    "Everything\nmust happen to you,  and it\u00a0must be wonder\u00adful,” she said. The hall\nwas silent, she said. "
    "The hall was dark.\n"
)


class Desk:
    """A desk with one article from a file, and notes imported into it."""

    def __init__(self, folder: Path) -> None:
        self.home, self.file = folder / "desk", folder / "news" / "story.txt"
        self.file.parent.mkdir()
        self.file.write_text(STORY, encoding="utf-8")
        self.entry = Library(self.home).keep(load(Source("file", str(self.file))))

    def note(self, content: str) -> Note:
        """The one note of the file, as it was taken."""
        made.take(self.home, content)
        book = made.book(self.home)
        try:
            (note,) = book.all()
            return note
        finally:
            book.close()

    def row(self, **cells: str) -> Note:
        """The note of a table with these cells."""
        cells = {"uid": made.new_uid(), "body": "look", **cells}
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerows([cells.keys(), cells.values()])
        return self.note(out.getvalue())

    def words(self, note: Note) -> str:
        """What the note is on, blanks made one; "" where it was not found."""
        if note.article != self.entry.key or note.version != self.entry.version or note.anchor is None:
            return ""
        assert note.anchor.exact == note.anchor.span.of(STORY)
        return " ".join(note.anchor.exact.replace("\u00ad", "").split())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize("column", ["article", "source", "citekey", "path", "sha256", "version"])
def test_an_article_is_found_by_anything_that_names_it(column: str, desk: Desk) -> None:
    names = {
        "article": desk.entry.key, "source": desk.entry.source, "citekey": desk.entry.key, "path": str(desk.file),
        "sha256": sha256(STORY), "version": sha256(STORY),
    }  # fmt: skip
    note = desk.row(**{column: names[column], "exact": "spoke on Monday to a hall"})
    assert desk.words(note) == "spoke on Monday to a hall"


@pytest.mark.parametrize("named", ["file", "relative", "urn", "url"])
def test_a_source_may_be_a_path_or_an_address(named: str, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.file.parent.parent)
    source = {
        "file": desk.file.as_uri(), "relative": "./news/story.txt", "urn": f"urn:x-copydesk:article:{desk.entry.key}",
        "url": made.URL + "#top",
    }[named]  # fmt: skip
    if named == "url":
        desk.entry = made.keep(desk.home, STORY)
    assert desk.words(desk.row(source=source, exact="spoke on Monday to a hall")) == "spoke on Monday to a hall"


@pytest.mark.parametrize(
    "exact",
    [
        "Nothing must happen to you. Everything must happen to you",  # a line end
        "must happen to you, and it must be",  # two blanks, a no-break space
        "it\tmust be wonderful",  # a tab, a soft hyphen
        "and it must be wonder\u00adful",
        "Everything\n  must happen",
    ],
)
def test_blanks_of_any_kind_are_alike(exact: str, desk: Desk) -> None:
    wanted = " ".join(exact.replace("\u00ad", "").split())
    assert desk.words(desk.row(article=desk.entry.key, exact=exact)) == wanted


def test_words_that_stand_there_twice_need_more_than_themselves(desk: Desk) -> None:
    assert desk.words(desk.row(article=desk.entry.key, exact="she said. The hall")) == ""
    second = STORY.rindex("she said. The hall")
    found = reattached(STORY, Anchor("she said. The hall", "", "", second, second + 18), trusted=True)
    assert found == Anchor.of(STORY, Span(second, second + 18))


def test_offsets_alone_say_where(desk: Desk) -> None:
    start = STORY.index("half empty.")
    note = desk.row(article=desk.entry.key, start=f"{start}.0", end=f"{start + 10}.0")
    assert desk.words(note) == "half empty"


@pytest.mark.parametrize("absent", ["", "NaN", "nan", "<NA>", "None"])
def test_a_table_that_went_through_pandas(absent: str, desk: Desk) -> None:
    start = STORY.index("spoke on Monday")
    note = desk.row(
        article=desk.entry.key, version=sha256(STORY), exact="spoke on Monday", start=f"{start}.0", rev="2.0",
        end=f"{start + 15}.0", due=absent, tags=absent, about_actor=absent, prefix=absent, created=absent,
    )  # fmt: skip
    assert (note.rev, note.due, note.tags, note.about.actor) == (2, None, (), None)
    assert desk.words(note) == "spoke on Monday"


@pytest.mark.parametrize(
    ("cell", "tag"), [("2026.0", "2026"), ("\\2026", "2026"), ("\\2.0", "2.0"), ("\\007", "007"), ("v2.0", "v2.0")]
)
def test_a_tag_that_is_a_number(cell: str, tag: str, desk: Desk) -> None:
    note = desk.row(article=desk.entry.key, exact="spoke on Monday", tags=cell)
    assert note.tags == (tag,)
    [source] = made.sources(desk.home)
    [row] = csv.DictReader(io.StringIO("".join(table("notes", [source])), newline=""))
    assert row["tags"] == (tag if tag == "v2.0" else f"\\{tag}")


@pytest.mark.parametrize("by", ["source", "state", "file"])
def test_an_annotation_of_another_program_on_our_source(by: str, desk: Desk) -> None:
    targets: dict[str, dict[str, object]] = {
        "source": {"source": f"urn:x-copydesk:article:{desk.entry.key}"},
        "state": {"source": "urn:example:1", "state": [{"copydesk:sha256": sha256(STORY)}]},
        "file": {"source": desk.file.as_uri()},
    }
    selector = [{"type": "TextQuoteSelector", "exact": "spoke on Monday to a hall", "prefix": "", "suffix": ""}]
    item = {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": "https://anno.example/1", "type": "Annotation",
        "body": [{"type": "TextualBody", "value": "x"}], "target": {**targets[by], "selector": selector},
    }  # fmt: skip
    assert desk.words(desk.note(json.dumps(item))) == "spoke on Monday to a hall"


def test_a_place_nobody_knows_is_not_written_as_a_fact(desk: Desk) -> None:
    note = desk.row(article=desk.entry.key, exact="These words are nowhere in it")
    [source] = made.sources(desk.home)
    [row] = csv.DictReader(io.StringIO("".join(table("notes", [source])), newline=""))
    assert (row["exact"], row["start"], row["end"]) == ("These words are nowhere in it", "", "")
    [item] = json.loads("".join(to_jsonld([source])))["first"]["items"]
    assert [each["type"] for each in item["target"]["selector"]] == ["TextQuoteSelector"]
    assert position(note, STORY, desk.entry.version) == "orphaned: the passage is not in the current version"
    for content in ("".join(table("notes", [source])), "".join(to_jsonld([source]))):
        report = made.take(desk.home, content)
        assert dict(report.outcomes) == {"known": 1}
