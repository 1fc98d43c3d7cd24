"""Describes a note's position in its article."""

from __future__ import annotations

from store.notes.anchors import locate
from store.notes.carry_over import ORPHANED
from store.notes.note import Note


def position(note: Note, text: str, version: str) -> str:
    """The position in words: "paragraph 9, characters 1402-1524", counted from 1 for paragraphs and 0 for characters.

    For a note made on a text other than `version`: whether its words are in `text`, and where they were.
    """
    if note.anchor is None:
        return "the whole article"
    if not note.anchor.placed:
        return "orphaned: the passage is not in the current version"
    place = f"characters {note.anchor.start}-{note.anchor.end}"
    if note.version != version:
        place = f"{place} of version {note.version[:12]}"
        located = locate(text, note.anchor)
        if located.certain and ORPHANED not in note.tags:
            return place
        if located.span is None or ORPHANED in note.tags:
            return f"orphaned: the passage is not in the current version; it was {place}"
        return f"unsure: the passage may not be in the current version; it was {place}"
    return f"paragraph {paragraph(text, note.anchor.start)}, {place}"


def paragraph(text: str, offset: int) -> int:
    """The number, from 1, of the non-blank line that contains `offset`."""
    before = text[: text.rfind("\n", 0, offset) + 1]
    return sum(1 for line in before.split("\n") if line.strip()) + 1
