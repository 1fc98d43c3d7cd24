"""Imports Hypothesis annotations: search results of its API, exports of its client, or a list of either's annotations.

See https://h.readthedocs.io/en/latest/api-reference/. The uid of the note is derived from the annotation's id, so that
importing the same annotation again yields the same note. Its place follows only from its words and their context:
Hypothesis counts positions in the page, not in the article's text. A reply gets the words of the annotation it replies
to, if that is in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from store.interchange.incoming_notes import Batch, Incoming, checked_note, quoted, text, uid_of, utc
from store.notes.anchors import Anchor
from store.notes.note import About


def is_hypothesis(document: object) -> bool:
    """Whether a parsed document is from Hypothesis."""
    return bool(_rows(document)) or (isinstance(document, dict) and isinstance(document.get("rows"), list))


def from_hypothesis(document: object) -> Batch:
    """The notes in a parsed Hypothesis document."""
    batch = Batch()
    anchors: dict[str, Anchor | None] = {}

    def made(row: Any) -> Incoming:
        found = _incoming(row)
        anchors[text(row, "id")] = found.note.anchor
        return _as_reply(found, row, anchors)

    batch.collect(_rows(document), made, "annotation")
    return batch


def _rows(document: object) -> list[Any]:
    """The annotations, with replies after what they reply to; empty if the document is not from Hypothesis."""
    if isinstance(document, dict):
        found = [document[name] for name in ("rows", "annotations", "replies") if isinstance(document.get(name), list)]
        rows = [row for part in found for row in part]
    else:
        rows = document if isinstance(document, list) else []
    known = rows and all(isinstance(row, dict) and "uri" in row and "type" not in row for row in rows[:50])
    return sorted(rows, key=lambda row: bool(isinstance(row, dict) and row.get("references"))) if known else []


def _incoming(row: Any) -> Incoming:
    if not isinstance(row, dict):
        raise ValueError("it is no annotation")
    uri, id, created = text(row, "uri", 10_000), text(row, "id", 200), utc(text(row, "created", 64))
    if not uri.strip():
        raise ValueError("its uri is missing")
    author = text(row, "user", 1000).removeprefix("acct:")
    tags = row.get("tags")
    note = checked_note({
        "uid": uid_of("hypothesis", id) if id else uid_of("hypothesis", uri, created, author, text(row, "text")),
        "article": "unknown", "version": "", "body": text(row, "text"), "tags": [] if tags is None else tags,
        "author": author, "editor": author, "created": created, "updated": utc(text(row, "updated", 64)) or created,
    })  # fmt: skip
    anchor = _anchor(row)
    about = About("text" if anchor is not None else "article")
    return Incoming(replace(note, anchor=anchor, about=about), _pages(row, uri), ours=False)


def _pages(row: Mapping[str, Any], uri: str) -> tuple[str, ...]:
    """The addresses of the annotated page: the one annotated, and its aliases."""
    document = row.get("document")
    links = document.get("link") if isinstance(document, dict) else None
    also = [each.get("href") for each in links if isinstance(each, dict)] if isinstance(links, list) else []
    return tuple(dict.fromkeys([uri, *(link for link in also if isinstance(link, str))]))


def _anchor(row: Mapping[str, Any]) -> Anchor | None:
    targets = row.get("target")
    target = targets[0] if isinstance(targets, list) and targets else None
    selectors = target.get("selector") if isinstance(target, dict) else None
    parts = [each for each in selectors if isinstance(each, dict)] if isinstance(selectors, list) else []
    for part in parts:
        if part.get("type") == "TextQuoteSelector" and text(part, "exact"):
            start = next((p.get("start") for p in parts if p.get("type") == "TextPositionSelector"), None)
            return quoted(text(part, "exact"), text(part, "prefix"), text(part, "suffix"), start)
    return None


def _as_reply(found: Incoming, row: Mapping[str, Any], anchors: Mapping[str, Anchor | None]) -> Incoming:
    references = row.get("references")
    if found.note.anchor is not None or not isinstance(references, list):
        return found
    parent = next((anchors[id] for id in reversed(references) if isinstance(id, str) and anchors.get(id)), None)
    if parent is None:
        return found
    return replace(found, note=replace(found.note, anchor=parent, about=About("text")))
