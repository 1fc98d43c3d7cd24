"""Annotations of Hypothesis become notes on the articles that they are about."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract.span import Span
from store.notes.anchors import Anchor
from tests.store.interchange import made


def counts(report: Any) -> dict[str, int]:
    return dict(report.outcomes)


HYPOTHESIS = json.dumps({
    "total": 2,
    "rows": [
        {
            "id": "AVMG6tocH9ZO4OKSk1WS", "created": "2026-11-20T10:00:00.123456+00:00",
            "updated": "2026-11-20T11:00:00.654321+00:00", "user": "acct:ola@hypothes.is",
            "uri": "http://www.example.org/news/ferry-line/?id=7#x", "text": "Says **who**?", "tags": ["ferry", "who"],
            "group": "__world__", "permissions": {"read": ["group:__world__"]},
            "target": [{"source": made.URL, "selector": [
                {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]", "startOffset": 1,
                 "endOffset": 9},
                {"type": "TextPositionSelector", "start": 4711, "end": 4755},
                {"type": "TextQuoteSelector", "exact": "two \n   more years.", "prefix": "company had asked\nfor ",
                 "suffix": " It did not answer"},
            ]}],
            "document": {"title": ["Ferry line"]},
        },
        {
            "id": "BBBG6tocH9ZO4OKSk1WS", "created": "2026-11-20T12:00:00+00:00", "user": "acct:kim@hypothes.is",
            "uri": made.URL, "text": "The county.", "references": ["AVMG6tocH9ZO4OKSk1WS"],
            "target": [{"source": made.URL}],
        },
    ],
})  # fmt: skip


def test_annotations_of_hypothesis_find_their_article_and_words(tmp_path: Path) -> None:
    entry = made.keep(tmp_path)
    report = made.take(tmp_path, HYPOTHESIS)
    assert (counts(report), report.places["found"]) == ({"new": 2}, 2)
    book = made.book(tmp_path)
    notes = book.for_article(entry.key)
    book.close()
    words = "two more years."
    span = Span(made.TEXT.index(words), made.TEXT.index(words) + len(words))
    assert [note.anchor for note in notes] == [Anchor.of(made.TEXT, span)] * 2
    first = next(note for note in notes if note.tags)
    assert (first.body, first.tags, first.original_author, first.type) == (
        "Says **who**?",
        ("ferry", "who"),
        "ola@hypothes.is",
        "note",
    )
    assert (first.created, first.updated) == ("2026-11-20T10:00:00.123Z", "2026-11-20T11:00:00.654Z")
    assert first.version == entry.version


def test_annotations_wait_for_their_article_and_find_it_when_it_comes(tmp_path: Path) -> None:
    report = made.take(tmp_path, HYPOTHESIS)
    assert report.in_words() == "notes: 2 new; 2 wait for their article"
    entry = made.keep(tmp_path, location="https://example.org/news/ferry-line?id=7&utm_source=feed")
    again = made.take(tmp_path, HYPOTHESIS)
    assert (counts(again), again.places["found"]) == ({"changed": 2}, 2)
    book = made.book(tmp_path)
    assert len(book.for_article(entry.key)) == 2
    book.close()
    assert counts(made.take(tmp_path, HYPOTHESIS)) == {"known": 2}


def test_an_annotation_waits_under_the_key_its_page_will_have(tmp_path: Path) -> None:
    from store.articles.library import Library
    from store.articles.sources import Loaded
    from store.web.pages import url_slug

    made.take(tmp_path, HYPOTHESIS.replace("http://www.example.org/news/ferry-line/?id=7#x", made.URL))
    entry = Library(tmp_path).keep(Loaded(made.URL, url_slug(made.URL), made.TEXT, location=made.URL))
    book = made.book(tmp_path)
    assert len(book.for_article(entry.key, entry.version)) == 2
    book.close()


def test_a_changed_annotation_of_hypothesis_changes_its_note(tmp_path: Path) -> None:
    entry = made.keep(tmp_path)
    made.take(tmp_path, HYPOTHESIS)
    later = HYPOTHESIS.replace("Says **who**?", "Says Ola.").replace("T11:00:00.654321", "T11:30:00")
    assert counts(made.take(tmp_path, later)) == {"changed": 1, "known": 1}
    assert counts(made.take(tmp_path, HYPOTHESIS)) == {"known": 2}
    book = made.book(tmp_path)
    note = next(note for note in book.for_article(entry.key) if note.tags)
    assert (note.body, note.rev) == ("Says Ola.", 2)
    book.edit(note.uid, body="Mine now")
    book.close()
    latest = later.replace("Says Ola.", "Says Kim.").replace("T11:30:00", "T12:30:00")
    assert counts(made.take(tmp_path, latest)) == {"conflict": 1, "known": 1}


@pytest.mark.parametrize("shape", ["rows", "annotations", "list", "one"])
def test_every_shape_of_hypothesis_is_read(shape: str, tmp_path: Path) -> None:
    rows = json.loads(HYPOTHESIS)["rows"]
    documents = {
        "rows": {"total": 2, "rows": rows[:1], "replies": rows[1:]},
        "annotations": {
            "export_date": "2026",
            "export_userid": "ola",
            "client_version": "1.2",
            "annotations": rows[::-1],
        },
        "list": rows,
        "one": rows[:1],
    }
    report = made.take(tmp_path, json.dumps(documents[shape]))
    assert counts(report) == {"new": 1 if shape == "one" else 2}


def test_the_same_annotation_is_the_same_note_in_json_ld(tmp_path: Path) -> None:
    made.keep(tmp_path)
    made.take(tmp_path, HYPOTHESIS)
    row = json.loads(HYPOTHESIS)["rows"][0]
    same = {
        "@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation",
        "id": f"https://hypothes.is/a/{row['id']}", "created": row["created"], "modified": row["updated"],
        "creator": row["user"], "target": row["target"],
        "body": [{"type": "TextualBody", "value": row["text"], "format": "text/markdown"},
                 *({"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in row["tags"])],
    }  # fmt: skip
    assert counts(made.take(tmp_path, json.dumps(same))) == {"known": 1}
