"""Merges a new export into a file that may have been edited: only text between Copydesk's markers changes.

Text that the user wrote around and between the blocks stays byte for byte, and in its place; moved blocks stay where
they are, and a deleted block is not restored. Edits to the notes are imported first (`store.export.file_edits`).
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from store.export import front_matter, markers
from store.export.markers import Block, Document
from store.export.render import Fresh


@dataclass(slots=True)
class Merged:
    """The merged file, and how many blocks are `new`, `changed`, the `same` or `removed`.

    `left_out` counts blocks that the user deleted in the file.
    """

    document: Document
    new: int = 0
    changed: int = 0
    same: int = 0
    removed: int = 0
    left_out: int = 0
    warnings: list[str] = field(default_factory=list)


def started(fresh: Fresh, record: Mapping[str, str], there: Document | None = None) -> Merged:
    """The result for a file that did not exist, or is `there` and unedited since it was written."""
    document = replace(fresh.document, pieces=list(fresh.document.pieces))
    blocks = document.blocks()
    _record(document, record, fresh.fields, [_seen(block) for block in blocks])
    now = {block.id: block.raw for block in blocks if block.kind == "note"}
    before = {block.id: block.raw for block in there.blocks() if block.kind == "note"} if there else {}
    same = sum(before.get(id) == raw for id, raw in now.items())
    new = len(now.keys() - before.keys())
    return Merged(document, new, len(now) - new - same, same, removed=len(before.keys() - now.keys()))


def merged(there: Document, fresh: Fresh, record: Mapping[str, str], foreign: Container[str]) -> Merged:
    """`there` with its blocks replaced by those in `fresh`, and new ones added.

    `record` are the attributes of the file's own marker except those that this function sets; `foreign` the ids of
    notes that are not the article's: their blocks are left unchanged.
    """
    before = there.record or {}
    seen = before.get("seen", "").split(",")
    new = {(block.kind, block.id): block for block in fresh.document.blocks()}
    result = Merged(replace(there, pieces=[]))
    for piece in there.pieces:
        result_piece = (
            piece if isinstance(piece, str) or piece.kind == "file" else _block(piece, new, foreign, there, result)
        )
        if result_piece is not None:
            result.document.pieces.append(result_piece)
    _insert(result, fresh, there, seen)
    matter = front_matter.updated(there.front, fresh.fields, before.get("front", ""), there.newline)
    if matter is None:
        result.warnings.append("the front matter cannot be read and is left as it is")
    else:
        result.document.front = matter
    everything = dict.fromkeys([*(each for each in seen if each), *map(_seen, fresh.document.blocks())])
    _record(result.document, {**record, "edited": "yes"}, fresh.fields, list(everything))
    return result


def _block(
    block: Block, new: Mapping[tuple[str, str], Block], foreign: Container[str], there: Document, result: Merged
) -> Block | None:
    """The replacement of a block; None to remove it."""
    wanted = new.get((block.kind, block.id))
    touched = block.kind == "part" and not markers.untouched_part(block)
    if touched:
        if wanted is None or wanted.attributes["sha"] != block.attributes.get("sha"):
            result.warnings.append(f"the part “{block.id}” was edited and is left as it is")
        return block
    if wanted is None:
        if block.kind == "note" and block.id in foreign:
            return block
        result.removed += block.kind == "note"
        return None
    raw = _lines(wanted.raw, there, block.raw)
    if block.kind == "note":
        same = raw == block.raw
        result.same += same
        result.changed += not same
    return replace(wanted, raw=raw)


def _lines(raw: str, there: Document, old: str = "\n") -> str:
    """`raw` with the file's line ends; without the last one if the old block, at the end of the file, had none."""
    ended = raw if old.endswith("\n") else raw.rstrip("\n")
    return ended.replace("\n", there.newline)


def _insert(result: Merged, fresh: Fresh, there: Document, seen: Container[str]) -> None:
    """Insert the blocks that the file lacks, each after the one it follows in a fresh export."""
    pieces = result.document.pieces
    have = {(piece.kind, piece.id) for piece in pieces if isinstance(piece, Block)}
    before: tuple[str, str] | None = None
    blocks = fresh.document.blocks()
    for n, block in enumerate(blocks):
        key = (block.kind, block.id)
        if key not in have:
            if _seen(block) in seen:
                result.left_out += block.kind == "note"
                continue
            at = _after(pieces, before, {(each.kind, each.id) for each in blocks[n + 1 :]})
            _insert_block(pieces, at, replace(block, raw=_lines(block.raw, there)), there.newline)
            result.new += block.kind == "note"
            have.add(key)
        before = key


def _after(pieces: list[str | Block], before: tuple[str, str] | None, later: Container[tuple[str, str]]) -> int:
    """The position for a block: after its predecessor, else before the first that comes later, else last."""
    for i, piece in enumerate(pieces):
        if isinstance(piece, Block) and before is not None and (piece.kind, piece.id) == before:
            return i + 1
    for i, piece in enumerate(pieces):
        if isinstance(piece, Block) and ((before is None and (piece.kind, piece.id) in later) or piece.kind == "file"):
            return i
    return len(pieces)


def _insert_block(pieces: list[str | Block], at: int, block: Block, newline: str) -> None:
    """Insert a block at `at`, with a blank line before and after it."""
    before = pieces[at - 1] if at else ""
    text = before if isinstance(before, str) else before.raw
    lead = "" if not text or text.endswith(f"{newline}{newline}") else newline
    if text and not text.endswith("\n"):
        lead = newline * 2
    after = next((p if isinstance(p, str) else p.raw for p in pieces[at:] if p), "")
    tail = newline if after and not after.startswith(("\n", "\r\n")) else ""
    pieces[at:at] = [lead, block, tail]


def _record(document: Document, record: Mapping[str, str], fields: Mapping[str, Any], seen: list[str]) -> None:
    """Write the file's own marker, at its place or the end."""
    attributes = {**record, "seen": ",".join(seen), "front": front_matter.marks(fields)}
    at = next((i for i, p in enumerate(document.pieces) if isinstance(p, Block) and p.kind == "file"), None)
    ended = True
    if at is None:
        text = document.joined()
        lead = document.newline if text.endswith("\n") else document.newline * 2
        document.pieces += [lead, Block("file", "", {}, "")]
        at = len(document.pieces) - 1
    else:
        old = document.pieces[at]
        assert isinstance(old, Block)
        ended = old.raw.endswith("\n")
    attributes["sha"] = markers.digest([document.outside()])
    line = markers.marker("file", attributes) + (document.newline if ended else "")
    document.pieces[at] = Block("file", "", attributes, line)


def _seen(block: Block) -> str:
    return block.id.replace("-", "")[:8] if block.kind == "note" else block.id
