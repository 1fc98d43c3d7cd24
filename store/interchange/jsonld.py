"""Notes as W3C Web Annotations in JSON-LD (https://www.w3.org/TR/annotation-model/), lossless in both directions.

A note is an Annotation: its text a TextualBody of `text/markdown` (`text/plain` if a program would execute or fetch
something in it, `store.export.active`), each tag a body with the purpose `tagging`, its passage a TextQuoteSelector and
a TextPositionSelector, the text it was made on a `state` of the target. Properties outside the model are in one JSON
literal, `copydesk:note`, described in docs/formats.md. The trash is left out; a note that was edited in two places at
once is an annotation for each of its states.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent

from store.export.active import is_active
from store.interchange.incoming_notes import Batch, Incoming, checked_note, digest, quoted, text, uid_of, utc
from store.interchange.outgoing_notes import outgoing
from store.interchange.references import restrictions, source_of
from store.notes.note import About, Note, NoteType

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.export.source import ExportedArticle

ANNO = "http://www.w3.org/ns/anno.jsonld"
TERMS = "urn:x-copydesk:terms:"
CONTEXT = [ANNO, {"@version": 1.1, "copydesk": TERMS, "copydesk:note": {"@id": "copydesk:note", "@type": "@json"}}]
GENERATOR = {"id": "urn:x-copydesk:software", "type": "Software", "name": "Copydesk"}
NOTE, SHA256 = "copydesk:note", "copydesk:sha256"

MOTIVATIONS: Mapping[NoteType, str] = {
    "note": "commenting",
    "fact-check": "assessing",
    "follow-up": "bookmarking",
    "correction": "editing",
    "right-of-reply": "questioning",
    "reading": "classifying",
}
"""The model's nearest motivation for each type of note; `copydesk:note` has the type itself."""
_MODELLED = frozenset({"selector", "version", "body", "tags", "author"})
"""The fields of a note that the model covers."""
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
_HYPOTHESIS = re.compile(r"https?://(?:www\.)?hypothes\.is/a/([\w-]+)")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


# -- out --------------------------------------------------------------------------------------------------------------


def to_jsonld(sources: Iterable[ExportedArticle]) -> Iterator[str]:
    """One AnnotationCollection with all notes of the articles in its only page, one annotation a line, in ASCII."""
    yield f'{{"@context": {json.dumps(CONTEXT)},\n "type": "AnnotationCollection",\n'
    yield ' "first": {"type": "AnnotationPage", "startIndex": 0, "items": ['
    total, titles, seen = 0, [], hashlib.sha256()

    def named() -> Iterator[ExportedArticle]:
        for source in sources:
            titles.append(source.entry.title)
            yield source

    for entry, note, state, trusted in outgoing(named()):
        item = _annotation(entry, note, state, trusted=trusted)
        yield (",\n" if total else "\n") + json.dumps(item)
        total += 1
        seen.update(item["id"].encode())
    name = f"urn:uuid:{uid_of(seen.hexdigest())}"
    label = titles[0] if len(titles) == 1 else f"Notes on {len(titles)} articles"
    yield f'],\n  "id": "{name}#page-1", "partOf": "{name}"}},\n "last": "{name}#page-1",\n '
    yield f'"id": "{name}", "label": {json.dumps(label)}, "total": {total}}}\n'


def _annotation(entry: Entry, note: Note, state: int, *, trusted: bool) -> dict[str, Any]:
    motivation = MOTIVATIONS[note.type]
    bodies = [{"type": "TextualBody", "value": tag, "format": "text/plain", "purpose": "tagging"} for tag in note.tags]
    if note.body:
        # as plain text no program renders, fetches or runs what is in it
        kind = "text/markdown" if trusted or not is_active(note.body) else "text/plain"
        value = {"type": "TextualBody", "value": note.body, "format": kind, "purpose": motivation}
        bodies.insert(0, value)
    rest = {name: value for name, value in note.to_dict().items() if name not in _MODELLED} | {"digest": digest(note)}
    if state > 1:
        rest["state"] = state
    item: dict[str, Any] = {"id": _iri(note.uid) + (f"#state-{state}" if state > 1 else ""), "type": "Annotation"}
    item["motivation"] = motivation
    for name, term in (("created", "created"), ("updated", "modified")):
        if _DATE_TIME.fullmatch(rest[name]):
            item[term] = rest.pop(name)
    if creator := note.original_author or note.author:
        item["creator"] = {"type": "Person", "name": creator}
    if note.original_author:
        rest["author"] = note.author
    if limits := restrictions(entry):
        item["copydesk:restrictions"] = limits
    return item | {
        "generator": GENERATOR, **({"body": bodies} if bodies else {}), "target": _target(entry, note), NOTE: rest,
    }  # fmt: skip


def _target(entry: Entry, note: Note) -> dict[str, Any] | str:
    """The article alone, or a SpecificResource with its part and text: the model requires one of the two."""
    target: dict[str, Any] = {"type": "SpecificResource", "source": source_of(entry)}
    if note.anchor is not None:
        selectors = note.anchor.to_dict()
        target["selector"] = selectors if note.anchor.placed else selectors[:1]
    if note.version:
        state: dict[str, Any] = {"id": f"urn:x-copydesk:text:{note.version}", "type": TERMS + "TextState"}
        added = next((version.added for version in entry.versions if version.sha256 == note.version), "")
        if _DATE_TIME.fullmatch(added):
            state |= {"type": "TimeState", "sourceDate": added}
        target["state"] = state | {SHA256: note.version}
    return target if len(target) > 2 else source_of(entry)


def _iri(uid: str) -> str:
    return f"urn:uuid:{uid}" if _UUID.fullmatch(uid) else f"urn:x-copydesk:note:{percent(uid, safe='')}"


# -- in ---------------------------------------------------------------------------------------------------------------


def is_jsonld(document: object) -> bool:
    """Whether a parsed document has annotations of the W3C model."""
    if isinstance(document, list):
        return bool(document) and is_jsonld(document[0])
    graph = document.get("@graph") if isinstance(document, dict) else None
    return is_jsonld(graph) if graph else _is(document, "Annotation", "AnnotationPage", "AnnotationCollection")


def from_jsonld(document: object) -> Batch:
    """The annotations in a parsed document: a collection, a page, one annotation, or a list of them.

    Annotations of other programs become notes too: their first text, their tags, and their passage.
    """
    batch = Batch()
    batch.collect(_items(document, batch), _incoming, "annotation")
    return batch


def _items(document: object, batch: Batch) -> Iterator[Any]:
    if isinstance(document, list):
        for each in document:
            yield from _items(each, batch) if _is(each, "AnnotationCollection", "AnnotationPage") else (each,)
    elif isinstance(document, dict) and isinstance(document.get("@graph"), list):
        yield from _items(document["@graph"], batch)
    elif _is(document, "AnnotationCollection"):
        assert isinstance(document, dict)
        if isinstance(document.get("first"), dict):
            yield from _items(document["first"], batch)
        elif document.get("total") != 0:
            batch.faults.append("its annotations are elsewhere: only pages in the file itself are read")
    elif _is(document, "AnnotationPage"):
        assert isinstance(document, dict)
        items = document.get("items")
        yield from items if isinstance(items, list) else ()
        if document.get("next"):
            batch.faults.append("there are more pages elsewhere: only those in the file itself are read")
    else:
        yield document


def _is(item: object, *types: str) -> bool:
    named = item.get("type") if isinstance(item, dict) else None
    return bool(set(types) & set(map(str, named if isinstance(named, list) else [named])))


def _incoming(item: Any) -> Incoming:
    if not _is(item, "Annotation"):
        raise ValueError("it is no Annotation")
    target = item.get("target")
    target = target[0] if isinstance(target, list) and target else target
    target = {"source": target} if isinstance(target, str) else target
    if not isinstance(target, dict):
        raise ValueError("it has no target")
    source = target.get("source", target.get("id"))
    source = source.get("id") if isinstance(source, dict) else source
    body, tags = _bodies(item)
    values = {"body": body, "tags": tags, "author": _name(item.get("creator"))}
    ours = item.get(NOTE)
    if isinstance(ours, dict):
        return _of_ours(item, ours, target, values, str(source or ""))
    return _of_others(item, target, values, source)


def _of_ours(
    item: dict[str, Any], ours: dict[str, Any], target: dict[str, Any], values: dict[str, Any], source: str
) -> Incoming:
    if ours.get("original_author"):  # then the creator is the author
        values = values | {"original_author": values["author"], "author": ours.get("author")}
    times = {"created": ours.get("created", item.get("created")), "updated": ours.get("updated", item.get("modified"))}
    note = checked_note(ours | times | values | {"selector": target.get("selector"), "version": _sha256(target)})
    return Incoming(note, (source,), True, digest(note) != ours.get("digest"), ours.get("state", 1) != 1)


def _of_others(item: dict[str, Any], target: dict[str, Any], values: dict[str, Any], source: object) -> Incoming:
    if not isinstance(source, str) or not source.strip():
        raise ValueError("its target has no source")
    created = utc(text(item, "created", 64))
    iri = text(item, "id", 10_000)
    data = values | {
        "uid": _uid(iri) if iri else uid_of(json.dumps(item, sort_keys=True)),
        "article": "unknown", "version": _sha256(target), "editor": values["author"],
        "created": created, "updated": utc(text(item, "modified", 64)) or created,
    }  # fmt: skip
    note = replace(checked_note(data), about=About("article"))
    selectors = target.get("selector")
    selectors = selectors if isinstance(selectors, list) else [selectors]
    for each in selectors:
        if _is(each, "TextQuoteSelector") and text(each, "exact"):
            start = next((s.get("start") for s in selectors if _is(s, "TextPositionSelector")), None)
            anchor = quoted(text(each, "exact"), text(each, "prefix"), text(each, "suffix"), start)
            return Incoming(replace(note, anchor=anchor, about=About("text")), (source,), ours=False)
    return Incoming(note, (source,), ours=False)


def _sha256(target: Mapping[str, Any]) -> str:
    """The SHA-256 of the text that a target's state names; "" if it names none."""
    states = target.get("state")
    for state in states if isinstance(states, list) else [states]:
        found = state.get(SHA256) if isinstance(state, dict) else None
        if isinstance(found, str) and re.fullmatch(r"[0-9a-f]{64}", found):
            return found
    return ""


def _uid(iri: str) -> str:
    """The uid of the note for another program's annotation; for Hypothesis the same as from its own JSON."""
    name = iri.removeprefix("urn:uuid:").lower()
    hypothesis = _HYPOTHESIS.fullmatch(iri)
    return name if _UUID.fullmatch(name) else uid_of("hypothesis", hypothesis[1]) if hypothesis else uid_of(iri)


def _bodies(item: dict[str, Any]) -> tuple[str, list[str]]:
    """The text of an annotation, with several bodies joined, and its tags."""
    bodies = item.get("body", item.get("bodyValue", []))
    texts: list[str] = []
    tags: list[str] = []
    for body in bodies if isinstance(bodies, list) else [bodies]:
        if isinstance(body, str):
            texts.append(body)
        elif isinstance(body, dict):
            value = text(body, "value") or text(body, "id" if "id" in body else "source")
            (tags if body.get("purpose") == "tagging" else texts).append(value)
    return "\n\n".join(texts), tags


def _name(creator: object) -> str:
    creator = creator[0] if isinstance(creator, list) and creator else creator
    if isinstance(creator, dict):
        creator = next((creator[key] for key in ("name", "nickname", "id") if isinstance(creator.get(key), str)), "")
    return creator.removeprefix("acct:") if isinstance(creator, str) else ""
