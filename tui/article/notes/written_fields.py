"""The fields saved with a note beside its text: type, status, deadline and tags."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from widgets.text.tags import tags_of

if TYPE_CHECKING:
    from store.notes.note import Note, NoteType

Fields = Mapping[str, Any]
"""The fields set while a note is written: `type`, `due` (as `store.notes.deadlines.stored`) and `tags`."""


def fields_of_new(fields: Fields, body: str) -> dict[str, Any]:
    """The fields of a new note with the text `body`: those set, and the tags in the text."""
    tags = (*tags_of(body), *fields.get("tags", ()))
    kind = fields.get("type", "note")
    status = {"status": "asked"} if kind == "right-of-reply" and fields.get("due") else {}
    return {"type": kind, "due": fields.get("due"), "tags": tuple(dict.fromkeys(tags)), **status}


def fields_of_edited(fields: Fields, note: Note, body: str) -> dict[str, Any]:
    """The changed fields of `note` with the text `body`: those set, and the tags in the text; other tags stay.

    A new type starts in its first state; a right of reply with a deadline has been requested.
    """
    from store.notes.note import LIFECYCLES

    others = (tag for tag in note.tags if tag not in tags_of(note.body))
    tags = tuple(dict.fromkeys((*tags_of(body), *others)))
    changed: dict[str, Any] = {"tags": tags} if tags != note.tags else {}
    kind: NoteType = fields.get("type", note.type)
    status = LIFECYCLES[kind][0] if kind != note.type else note.status
    due = fields.get("due", note.due)
    if kind == "right-of-reply" and status == "open" and due:
        status = "asked"
    now = (("type", kind, note.type), ("due", due, note.due), ("status", status, note.status))
    return changed | {name: value for name, value, before in now if value != before}


def next_type(kind: NoteType) -> NoteType:
    """The type of note after `kind`; corrections of the reading are not included."""
    from store.notes.note import TYPES

    kinds = [type for type in TYPES if type != "reading"]
    return kinds[(kinds.index(kind) + 1) % len(kinds)] if kind in kinds else kind
