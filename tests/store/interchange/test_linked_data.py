"""What a consumer of the W3C's model reads from our JSON-LD, by a JSON-LD processor of others (PyLD)."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from pyld import jsonld

from store.interchange.jsonld import ANNO, to_jsonld
from store.interchange.note_files import parse
from store.notes.anchors import Anchor
from store.notes.note import About, Note
from tests.store.interchange import made

OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OURS = "urn:x-copydesk:terms:"

VOCABULARY = {
    **{name: OA + name for name in (
        "Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector", "TextPositionSelector", "TimeState",
        "assessing", "bookmarking", "classifying", "commenting", "editing", "questioning", "tagging",
    )},
    "Person": FOAF + "Person", "Software": AS + "Application",
    "AnnotationCollection": AS + "OrderedCollection", "AnnotationPage": AS + "OrderedCollectionPage",
    "value": RDF + "value", "format": DC + "format", "name": FOAF + "name", "label": RDFS + "label",
    "exact": OA + "exact", "prefix": OA + "prefix", "suffix": OA + "suffix",
}  # fmt: skip
RELATIONS = {
    "body": OA + "hasBody", "target": OA + "hasTarget", "source": OA + "hasSource", "selector": OA + "hasSelector",
    "state": OA + "hasState", "creator": DCTERMS + "creator", "generator": AS + "generator",
    "partOf": AS + "partOf", "first": AS + "first", "last": AS + "last",
}  # fmt: skip
TYPED = {
    "created": (DCTERMS + "created", "dateTime"), "modified": (DCTERMS + "modified", "dateTime"),
    "sourceDate": (OA + "sourceDate", "dateTime"), "start": (OA + "start", "nonNegativeInteger"),
    "end": (OA + "end", "nonNegativeInteger"), "total": (AS + "totalItems", "nonNegativeInteger"),
    "startIndex": (AS + "startIndex", "nonNegativeInteger"),
}  # fmt: skip
"""What https://www.w3.org/TR/annotation-vocab/ says of the terms we use; the W3C's own context says it of all."""
CONTEXT: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    **VOCABULARY,
    **{term: {"@id": iri, "@type": "@id"} for term, iri in RELATIONS.items()},
    **{term: {"@id": iri, "@type": XSD + kind} for term, (iri, kind) in TYPED.items()},
    "motivation": {"@id": OA + "motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": OA + "hasPurpose", "@type": "@vocab"},
    "items": {"@id": AS + "items", "@type": "@id", "@container": "@list"},
}


def load(url: str, _options: object) -> dict[str, Any]:
    assert url == ANNO
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXT}}


def triples(some: list[Note]) -> set[tuple[str, str, str]]:
    """Subject, predicate and object of every statement; the object of a literal with its type, where it is no text."""
    document = json.loads("".join(to_jsonld([made.of(some)])))
    graph = jsonld.to_rdf(document, {"documentLoader": load})["@default"]
    found = set()
    for each in graph:
        value, kind = each["object"]["value"], each["object"].get("datatype", "")
        found.add((
            each["subject"]["value"], each["predicate"]["value"],
            value if kind in ("", XSD + "string") else f"{value}^^{kind}",
        ))  # fmt: skip
    return found


def objects(graph: set[tuple[str, str, str]], subject: str, predicate: str) -> list[str]:
    return sorted(o for s, p, o in graph if (s, p) == (subject, predicate))


def one(graph: set[tuple[str, str, str]], subject: str, predicate: str) -> str:
    [found] = objects(graph, subject, predicate)
    return found


NOTE = Note(
    "0b0c5e5e-5a8e-4b8a-9d39-111111111111", "ferry-1a2b3c4d", "a" * 64, Anchor.of(made.TEXT, made.WORDS),
    "Is *that* so?", "fact-check", "open", ("ferry", "money"), "kim", "2026-11-24T09:00:00.000Z",
    "2026-11-24T10:00:00.000Z", 2, About("quote", "Ola Li", "Ola Li", cue="said", kind="direct"), "s:1", "ada",
)  # fmt: skip


def test_a_consumer_of_the_model_finds_what_it_looks_for() -> None:
    graph = triples([NOTE])
    annotation = f"urn:uuid:{NOTE.uid}"
    assert one(graph, annotation, RDF + "type") == OA + "Annotation"
    assert one(graph, annotation, OA + "motivatedBy") == OA + "assessing"
    assert one(graph, annotation, DCTERMS + "created") == f"2026-11-24T09:00:00.000Z^^{XSD}dateTime"
    assert one(graph, annotation, DCTERMS + "modified") == f"2026-11-24T10:00:00.000Z^^{XSD}dateTime"
    creator = one(graph, annotation, DCTERMS + "creator")
    assert (one(graph, creator, RDF + "type"), one(graph, creator, FOAF + "name")) == (FOAF + "Person", "kim")
    assert one(graph, one(graph, annotation, AS + "generator"), RDF + "type") == AS + "Application"
    bodies = {
        (one(graph, body, RDF + "value"), one(graph, body, DC + "format"), one(graph, body, OA + "hasPurpose"))
        for body in objects(graph, annotation, OA + "hasBody")
    }
    assert bodies == {
        ("Is *that* so?", "text/markdown", OA + "assessing"),
        ("ferry", "text/plain", OA + "tagging"),
        ("money", "text/plain", OA + "tagging"),
    }


def test_the_target_is_the_words_in_the_article_as_it_was() -> None:
    graph = triples([NOTE])
    target = one(graph, f"urn:uuid:{NOTE.uid}", OA + "hasTarget")
    assert one(graph, target, RDF + "type") == OA + "SpecificResource"
    assert one(graph, target, OA + "hasSource") == made.URL
    state = one(graph, target, OA + "hasState")
    assert one(graph, state, RDF + "type") == OA + "TimeState"
    assert one(graph, state, OA + "sourceDate").startswith("2026-11-24T09:00:00")
    assert one(graph, state, OURS + "sha256") == "a" * 64
    by_type = {one(graph, each, RDF + "type"): each for each in objects(graph, target, OA + "hasSelector")}
    quote, position = by_type[OA + "TextQuoteSelector"], by_type[OA + "TextPositionSelector"]
    anchor = NOTE.anchor
    assert anchor is not None
    assert [one(graph, quote, OA + part) for part in ("exact", "prefix", "suffix")] == [
        anchor.exact, anchor.prefix, anchor.suffix,
    ]  # fmt: skip
    assert [one(graph, position, OA + part) for part in ("start", "end")] == [
        f"{at}^^{XSD}nonNegativeInteger" for at in (anchor.start, anchor.end)
    ]


def test_the_collection_lists_its_annotations_in_their_order() -> None:
    alone = Note(made.new_uid(), NOTE.article, "", None, "On all of it")
    graph = triples([NOTE, alone])
    [collection] = [s for s, p, o in graph if (p, o) == (RDF + "type", AS + "OrderedCollection")]
    assert one(graph, collection, AS + "totalItems") == f"2^^{XSD}nonNegativeInteger"
    assert one(graph, collection, RDFS + "label") == "Ferry line"
    page = one(graph, collection, AS + "first")
    assert page == one(graph, collection, AS + "last")
    assert one(graph, page, AS + "partOf") == collection
    assert one(graph, page, AS + "startIndex") == f"0^^{XSD}nonNegativeInteger"
    items, cell = [], one(graph, page, AS + "items")
    while cell != RDF + "nil":
        items.append(one(graph, cell, RDF + "first"))
        cell = one(graph, cell, RDF + "rest")
    assert items == [f"urn:uuid:{NOTE.uid}", f"urn:uuid:{alone.uid}"]
    assert one(graph, items[1], OA + "hasTarget") == made.URL


@settings(max_examples=15, deadline=None)
@given(made.of_one_article())
def test_notes_come_back_after_a_processor_has_rewritten_them(some: list[Note]) -> None:
    document = json.loads("".join(to_jsonld([made.of(some)])))
    assert {key for item in document["first"]["items"] for key in item} - {"copydesk:note"} <= CONTEXT.keys()
    expanded = jsonld.expand(document, {"documentLoader": load})
    recompacted = jsonld.compact(expanded, {"@context": document["@context"]}, {"documentLoader": load})
    batch = parse(json.dumps(recompacted))
    assert (batch.faults, [incoming.note for incoming in batch.notes]) == ([], some)
    assert not any(incoming.edited for incoming in batch.notes)
