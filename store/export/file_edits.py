"""Imports edits inside the blocks of an exported file into the notebook.

The text of a note becomes its next state; the word in parentheses in its heading its status. If the notebook's note has
changed as well since the export, both are kept, as for a note edited in two sessions. A line added to the head of a
block is put before the note's text. Nothing is dropped: edits that cannot be imported are reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from store.export import markers
from store.export.bodies import restore, safe, safe_lines, written
from store.export.markers import Block, Document
from store.export.source import conflicts
from store.export.template_data import TYPE_NAMES, mark_of
from store.notes.note import STATUSES, Note

if TYPE_CHECKING:
    from store.notes.notebook import Notebook

TagsOf = Callable[[str], tuple[str, ...]]

_HEADING = re.compile(r"#{1,6} +(.+?) +\(([\w-]+)\)\s*")
_TYPES = {name: type for type, name in TYPE_NAMES.items()}
_EXPORTED = "export:0"
"""The base operation of an edit whose exported state the notebook has moved on from: not one of its own."""


@dataclass(frozen=True, slots=True)
class FileEdit:
    """An edit of one note in a file: new values and the state they are based on. `conflicting`: both changed."""

    uid: str
    base: Note
    changes: dict[str, Any]
    conflicting: bool


@dataclass(frozen=True, slots=True)
class FileEdits:
    """The edits to import from a file, and the ids of other articles' notes, whose blocks are left alone.

    `strangers` are those of them that the notebook lacks, and that were edited.
    """

    edits: tuple[FileEdit, ...]
    foreign: frozenset[str]
    strangers: tuple[str, ...]


def returns(
    document: Document,
    book: Notebook,
    tags_of: TagsOf,
    own: Container[str] | None = None,
    conflicting: Mapping[str, tuple[Note, ...]] | None = None,
) -> FileEdits:
    """Find the user's edits in the blocks of a file. Changes nothing.

    `tags_of` finds the tags in a note's text; `own` are the names of the article's notes (None: all are); `conflicting`
    the states of notes changed in two places, if already known.
    """
    found: list[FileEdit] = []
    foreign: list[str] = []
    strangers: list[str] = []
    blocks = [block for block in document.blocks() if block.kind == "note"]
    if not blocks:
        return FileEdits((), frozenset(), ())
    states = _States(book, conflicts(book) if conflicting is None else conflicting)
    for block in blocks:
        heads = states.of(block.id)
        if not heads:
            foreign.append(block.id)
            if block.touched:
                strangers.append(block.id)
            continue
        if own is not None and block.id not in own and heads[0].deleted is None:
            foreign.append(block.id)
        if block.touched and (edit := _edit(block, heads, tags_of)) is not None:
            found.append(edit)
    return FileEdits(tuple(found), frozenset(foreign), tuple(strangers))


def take(edits: tuple[FileEdit, ...], book: Notebook, *, foreign: bool = False) -> list[Note]:
    """Apply every edit to the notebook and return the resulting notes. Raises NotebookError.

    `foreign`: someone else may have written the file.
    """
    notes = []
    for edit in edits:
        base = edit.base
        if base.deleted is not None:
            restored = book.restore(edit.uid)
            base = replace(base, deleted=None, op=restored.op, rev=restored.rev, updated=restored.updated)
            base = restored if base.same_content(restored) else replace(base, op=_EXPORTED)
        notes.append(book.edit(edit.uid, base=base, foreign=foreign, **edit.changes))
    return notes


class _States:
    """The live states of notes by their name in a file; for a deleted note, its state in the trash."""

    def __init__(self, book: Notebook, conflicting: Mapping[str, tuple[Note, ...]]) -> None:
        self._book = book
        self._conflicting = conflicting
        self._rest: dict[str, Note] | None = None

    def of(self, name: str) -> tuple[Note, ...]:
        note = self._book.get(name)
        if note is None:
            if self._rest is None:
                notes = [*self._book.trash(), *(n for n in self._book.all() if markers.name(n.uid) != n.uid)]
                self._rest = {markers.name(each.uid): each for each in notes}
            note = self._rest.get(name)
        return () if note is None else self._conflicting.get(note.uid, (note,))


def _edit(block: Block, heads: tuple[Note, ...], tags_of: TagsOf) -> FileEdit | None:
    """The edit in a changed block; None if one of the note's states already has its content."""
    mark = mark_of(heads[0].uid)
    fields, extra = _heading(block)
    lines = [*extra, *([""] if extra and block.text else []), *block.text]
    trusted = markers.TRUSTED in block.attributes
    exported = {head.op: safe(head.body, mark, trusted=trusted) for head in heads}
    new_text = bool(extra) or block.attributes.get("sha") != markers.digest(block.text)
    base = next((h for h in heads if markers.digest(safe_lines(exported[h.op])) == block.attributes.get("sha")), None)
    if new_text:
        normal = safe_lines(safe("\n".join(written(lines, mark, trusted=trusted)), mark, trusted=trusted))
        for head in heads:
            if safe_lines(exported[head.op]) == normal:
                new_text, base = False, head
                break
    fields = {name: value for name, value in fields.items() if block.attributes.get(name) != value}
    head = base or heads[0]
    changes: dict[str, Any] = {name: value for name, value in fields.items() if getattr(head, name) != value}
    start = head
    if changes:
        start = replace(start, **{name: block.attributes.get(name, value) for name, value in changes.items()})
    if new_text:
        body = "\n".join(written(lines, mark, trusted=trusted))
        if base is not None:
            restored = restore(exported[head.op], lines, mark, trusted=trusted)
            if safe_lines(safe(restored, mark, trusted=trusted)) == safe_lines(safe(body, mark, trusted=trusted)):
                body = restored  # otherwise a restored line means something else at its new place
        separate_tags = tuple(tag for tag in head.tags if tag not in tags_of(head.body))
        changes |= {"body": body, "tags": tuple(dict.fromkeys((*tags_of(body), *separate_tags)))}
        if base is None:
            start = replace(start, body=body)
    if not changes:
        return None
    if start != head:
        start = replace(start, op=_EXPORTED)
    conflicting = any(
        getattr(start, name) != getattr(head, name) and getattr(head, name) != changes[name] for name in changes
    )
    return FileEdit(head.uid, start, changes, conflicting or (new_text and base is None))


def _heading(block: Block) -> tuple[dict[str, str], list[str]]:
    """The type and status in the edited heading of a block, and the other lines that the user added to its head."""
    fields: dict[str, str] = {}
    extra = []
    for line in block.touched_head:
        match = _HEADING.fullmatch(line)
        if not fields and match and match[1] in _TYPES and match[2] in STATUSES:
            fields = {"type": _TYPES[match[1]], "status": match[2]}
        else:
            extra.append(line)
    return fields, extra
