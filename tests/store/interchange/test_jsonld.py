"""JSON-LD: what the W3C's model demands, and every note back as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.interchange.jsonld import TERMS, to_jsonld
from store.interchange.note_files import ImportFileError, parse
from store.notes.anchors import Anchor
from store.notes.note import About, Note
from tests.store.interchange import made

SCHEMA = json.loads((Path(__file__).parent / "web-annotation.schema.json").read_text(encoding="utf-8"))
VALID = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def parsed(some: list[Note]) -> Any:
    return json.loads("".join(to_jsonld([made.of(some)])))


def check_collection(some: list[Note]) -> None:
    """Notes of one article make a valid collection, always the same, and come back as they were."""
    text = "".join(to_jsonld([made.of(some)]))
    assert text.isascii()
    VALID.validate(json.loads(text))
    batch = parse(text)
    assert batch.faults == []
    assert [incoming.note for incoming in batch.notes] == some
    assert not any(incoming.edited or incoming.is_version for incoming in batch.notes)
    assert "".join(to_jsonld([made.of(some)])) == text


@settings(max_examples=80, deadline=None)
@given(made.of_one_article())
def test_any_notes_make_a_valid_collection_and_come_back(some: list[Note]) -> None:
    check_collection(some)


def test_a_note_is_an_annotation_that_others_understand() -> None:
    anchor = Anchor.of(made.TEXT, made.WORDS)
    note = Note(
        "0b0c5e5e-5a8e-4b8a-9d39-111111111111", "ferry-1a2b3c4d", "a" * 64, anchor, "Is *that* so?", "fact-check",
        "open", ("ferry", "money"), "kim", "2026-11-24T09:00:00.000Z", "2026-11-24T10:00:00.000Z", 2,
        About("quote", "Ola Li", "Ola Li", cue="said", kind="direct"), "s:1", "ada", None, "2026-11-25T14:00:00Z",
    )  # fmt: skip
    collection = parsed([note])
    [item] = collection["first"]["items"]
    extension = item.pop("copydesk:note")
    assert item == {
        "id": "urn:uuid:0b0c5e5e-5a8e-4b8a-9d39-111111111111",
        "type": "Annotation",
        "motivation": "assessing",
        "created": "2026-11-24T09:00:00.000Z",
        "modified": "2026-11-24T10:00:00.000Z",
        "creator": {"type": "Person", "name": "kim"},
        "generator": {"id": "urn:x-copydesk:software", "type": "Software", "name": "Copydesk"},
        "body": [
            {"type": "TextualBody", "value": "Is *that* so?", "format": "text/markdown", "purpose": "assessing"},
            {"type": "TextualBody", "value": "ferry", "format": "text/plain", "purpose": "tagging"},
            {"type": "TextualBody", "value": "money", "format": "text/plain", "purpose": "tagging"},
        ],
        "target": {
            "type": "SpecificResource",
            "source": made.URL,
            "selector": anchor.to_dict(),
            "state": {
                "id": f"urn:x-copydesk:text:{'a' * 64}",
                "type": "TimeState",
                "sourceDate": "2026-11-24T09:00:00.000Z",
                "copydesk:sha256": "a" * 64,
            },
        },
    }
    assert extension["about"]["cue"] == "said"
    assert (extension["due"], extension["rev"], extension["editor"]) == ("2026-11-25T14:00:00Z", 2, "ada")
    assert collection["total"] == 1
    assert collection["label"] == "Ferry line"


def test_a_note_on_an_article_whose_text_is_not_known_is_on_the_article_alone() -> None:
    note = Note(made.new_uid(), "ferry-1a2b3c4d", "", None, "One")
    collection = parsed([note])
    VALID.validate(collection)
    assert collection["first"]["items"][0]["target"] == made.URL
    assert parse(json.dumps(collection)).notes[0].note == note


def test_every_term_of_our_own_is_in_our_context() -> None:
    note = Note(made.new_uid(), "ferry-1a2b3c4d", "a" * 64, None, "One")
    text = json.dumps(parsed([note]))
    context = json.loads(text)["@context"][1]
    assert context["copydesk"] == TERMS
    assert {word for word in text.split('"') if word.startswith("copydesk:")} <= {"copydesk:note", "copydesk:sha256"}


def test_a_change_in_the_file_is_seen(tmp_path: Path) -> None:
    note = Note(made.new_uid(), "ferry-1a2b3c4d", "a" * 64, None, "One", created="2026-11-24T09:00:00.000Z",
                updated="2026-11-24T09:00:00.000Z")  # fmt: skip
    collection = parsed([note])
    collection["first"]["items"][0]["body"][0]["value"] = "Two"
    [incoming] = parse(json.dumps(collection)).notes
    assert incoming.edited
    assert incoming.note == replace(note, body="Two")


OTHERS: dict[str, Any] = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "http://example.org/anno1",
    "type": "Annotation",
    "creator": {"id": "http://example.org/user1", "type": "Person", "name": "My Pseudonym"},
    "created": "2015-10-13T13:00:00+02:00",
    "body": [
        {"type": "TextualBody", "value": "I like it", "purpose": "commenting"},
        {"type": "TextualBody", "value": "love", "purpose": "tagging"},
        "http://example.org/post",
    ],
    "target": {
        "source": "http://www.example.org/news/ferry-line/?id=7&utm_source=x#top",
        "selector": [
            {"type": "CssSelector", "value": "p"},
            {"type": "TextQuoteSelector", "exact": "the county said", "prefix": "in March, ", "suffix": " on Monday"},
        ],
    },
}


def test_an_annotation_of_another_program_becomes_a_note() -> None:
    for document in (OTHERS, [OTHERS], {"@graph": [OTHERS]}, {"type": ["AnnotationPage"], "items": [OTHERS]}):
        [incoming] = parse(json.dumps(document)).notes
        note = incoming.note
        assert not incoming.ours
        assert (note.body, note.tags, note.author) == (
            "I like it\n\nhttp://example.org/post",
            ("love",),
            "My Pseudonym",
        )
        assert (note.created, note.rev, note.version) == ("2015-10-13T11:00:00.000Z", 1, "")
        assert note.anchor == Anchor("the county said", "in March, ", " on Monday", 0, 0)
        assert incoming.pages == (OTHERS["target"]["source"],)


def test_the_simplest_annotations_are_read() -> None:
    plain = {"type": "Annotation", "bodyValue": "Hello", "target": "http://example.org/page1"}
    [incoming] = parse(json.dumps(plain)).notes
    assert (incoming.note.body, incoming.note.anchor, incoming.pages) == ("Hello", None, ("http://example.org/page1",))
    assert parse(json.dumps(plain)).notes == [incoming]


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ({"type": "AnnotationCollection", "total": 9, "first": "http://example.org/p1"}, "elsewhere"),
        ({"type": "AnnotationPage", "items": [OTHERS], "next": "http://example.org/p2"}, "more pages"),
        ([OTHERS, 7], "annotation 2: it is no Annotation"),
        ([{"type": "Annotation"}], "annotation 1: it has no target"),
        ([OTHERS | {"target": {"selector": {}}}], "annotation 1: its target has no source"),
        ([OTHERS | {"body": {"type": "TextualBody", "value": 7}}], "annotation 1: its value is no text"),
        ([OTHERS | {"id": 7}], "annotation 1: its id is no text"),
        ([OTHERS | {"body": "x" * 1_000_001}], "annotation 1: its body is longer than 1,000,000 characters"),
    ],
)  # fmt: skip
def test_what_cannot_be_imported_is_reported(document: Any, fault: str) -> None:
    batch = parse(json.dumps(document))
    assert len(batch.faults) == 1
    assert fault in batch.faults[0]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("uid", "../../etc"), ("uid", None), ("article", "../x"), ("article", ""), ("type", "rumour"), ("status", 1),
        ("rev", 0), ("rev", True), ("rev", 1e3), ("about", []), ("about", {"target": "moon"}), ("about", {"cue": 1}),
        ("about", {"fix": "all"}), ("due", "soon"), ("created", "yesterday"), ("op", {}), ("editor", ["x"]),
    ],
)  # fmt: skip
def test_values_of_the_wrong_kind_are_refused_one_by_one(field: str, value: object) -> None:
    good = Note(made.new_uid(), "ferry-1a2b3c4d", "a" * 64, None, "One", created="2026-11-24T09:00:00.000Z",
                updated="2026-11-24T09:00:00.000Z")  # fmt: skip
    collection = parsed([good, replace(good, uid=made.new_uid())])
    collection["first"]["items"][0]["copydesk:note"][field] = value
    batch = parse(json.dumps(collection))
    assert len(batch.notes) == 1
    assert batch.faults[0].startswith("annotation 1: its ")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000, '{"a":' * 50_000, '{"type": "Annotation"', "[1, NaN]", "[1" + "0" * 5000 + "]", "{}", "[]", "",
        "\0", '{"@graph":[' * 400 + "1" + "]}" * 400,
    ],
)  # fmt: skip
def test_what_is_no_file_of_notes_is_reported_in_one_line(text: str) -> None:
    with pytest.raises(ImportFileError) as raised:
        parse(text)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 200


KEYS = [
    "type", "items", "first", "target", "source", "selector", "body", "value", "id", "purpose", "exact", "uid",
    "copydesk:note", "@graph", "creator", "state", "rows", "uri", "tags", "text", "references", "document",
]  # fmt: skip
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["Annotation", "TextualBody"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(json_values)
def test_any_json_gives_notes_or_one_line(value: object) -> None:
    try:
        faults = parse(json.dumps(value)).faults
    except ImportFileError as error:
        faults = [str(error)]
    assert not any("\n" in fault or len(fault) > 200 for fault in faults)
