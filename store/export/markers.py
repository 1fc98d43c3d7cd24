"""An exported file cut at its markers: what is the user's, and which blocks are ours to write again.

    <!-- copydesk:note id=… rev=… type=… status=… sha=… head=… -->   a note's block: first what Copydesk says of it,
    <!-- copydesk:text -->                                          then the note itself, to be edited
    <!-- /copydesk:note -->
    <!-- copydesk:part id=… sha=… -->  <!-- /copydesk:part -->      a block without a note
    <!-- copydesk:file article=… state=… sha=… seen=… front=… -->   what the export has to know of the file, once

Everything else belongs to the user and is never changed. `sha` are the first twelve hexadecimal digits of a SHA-256.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

TRUSTED = "trusted"
"""The attribute of a note's block whose text is as its writer wrote it, with any code that is in it."""
MAX_FILE_BYTES = 64 * 1024 * 1024
"""Maximum size of an export, in bytes."""

_MARKER = re.compile(r"<!-- (/?)copydesk:([a-z]+)((?: [a-z]+=[\w.,:+/-]*)*) -->[ \t]*")
_LIKE_MARKER = re.compile(r"<!--\s*/?\s*copydesk:", re.IGNORECASE)
_VALUE = re.compile(r"[\w.,:+/]+(?:-[\w.,:+/]+)*", re.ASCII)


class MarkerError(ValueError):
    """The reason a file cannot be exported to, in one line: markers nested, doubled or not closed, or not an export."""


@dataclass(slots=True)
class Block:
    """The content between two markers. `raw` has the markers and the bytes between as in the file.

    `head` are its lines before the text marker, `text` those after it without blank ones at the ends.
    """

    kind: str
    id: str
    attributes: dict[str, str]
    raw: str
    head: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    @property
    def touched_head(self) -> list[str]:
        """The lines of the head that differ from the export."""
        ours = self.attributes.get("head", "").split(".")
        return [line for line in self.head if line.strip() and _short(line) not in ours]

    @property
    def touched(self) -> bool:
        """Whether anything in the block differs from the export."""
        return self.attributes.get("sha") != digest(self.text) or bool(self.touched_head)


@dataclass(slots=True)
class Document:
    """A file: its front matter with both `---` lines ("" if none), then the user's text and blocks in turn.

    The file's own marker is a block of the kind "file", without an id.
    """

    front: str
    pieces: list[str | Block]
    newline: str = "\n"
    bom: str = ""

    def blocks(self) -> list[Block]:
        """The blocks of notes and parts in their order."""
        return [piece for piece in self.pieces if isinstance(piece, Block) and piece.kind != "file"]

    @property
    def record(self) -> dict[str, str] | None:
        """The attributes of the file's own marker; None if there is none."""
        found = (piece for piece in self.pieces if isinstance(piece, Block) and piece.kind == "file")
        return next((piece.attributes for piece in found), None)

    def joined(self) -> str:
        """The text of the file."""
        raw = "".join(piece if isinstance(piece, str) else piece.raw for piece in self.pieces)
        return f"{self.bom}{self.front}{raw}"

    def outside(self) -> str:
        """The text that `sha` in the file's own marker covers: everything but that marker."""
        pieces = [p if isinstance(p, str) else p.raw for p in self.pieces if isinstance(p, str) or p.kind != "file"]
        return f"{self.bom}{self.front}{''.join(pieces)}"


def parse(text: str) -> Document:
    """Split `text` at its markers. Raises MarkerError."""
    bom, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    lines = text.split("\n")
    lines = [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    front_lines = _front(lines)
    cutter = _Cutter()
    for number, line in enumerate(lines[front_lines:], front_lines + 1):
        cutter.take(number, line)
    return Document("".join(lines[:front_lines]), cutter.done(), newline, bom)


def _front(lines: Sequence[str]) -> int:
    """The number of lines of the front matter."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    for i in range(1, len(lines)):
        if lines[i].rstrip() in ("---", "..."):
            return i + 1
    raise MarkerError("line 1: the front matter has no end")


class _Cutter:
    def __init__(self) -> None:
        self._recorded = False
        self._pieces: list[str | Block] = []
        self._loose: list[str] = []
        self._block: list[str] = []
        self._open: tuple[int, str, dict[str, str]] | None = None
        self._text_at: int | None = None
        self._ids: set[tuple[str, str]] = set()

    def take(self, number: int, line: str) -> None:
        match = _MARKER.fullmatch(line.rstrip("\r\n")) if "copydesk:" in line else None
        if match is None:
            if "copydesk:" in line.lower() and _LIKE_MARKER.search(line):
                raise MarkerError(f"line {number}: a marker that cannot be read")
            (self._loose if self._open is None else self._block).append(line)
            return
        closing, kind = bool(match[1]), match[2]
        attributes = dict(each.split("=", 1) for each in match[3].split())
        if kind == "file" and not closing:
            if self._open is not None:
                raise MarkerError(f"line {self._open[0]}: a block without an end")
            if self._recorded:
                raise MarkerError(f"line {number}: the file's own marker is twice there")
            self._recorded = True
            self._pieces += ["".join(self._loose), Block("file", "", attributes, line)]
            self._loose = []
        elif kind == "text" and not closing:
            if self._open is None or self._text_at is not None:
                raise MarkerError(f"line {number}: the marker of a text is outside its note, or twice there")
            self._block.append(line)
            self._text_at = len(self._block)
        elif kind in ("note", "part"):
            self._edge(number, line, kind, closing, attributes)
        else:
            raise MarkerError(f"line {number}: a marker that cannot be read")

    def _edge(self, number: int, line: str, kind: str, closing: bool, attributes: dict[str, str]) -> None:
        if not closing:
            if self._open is not None:
                raise MarkerError(f"line {number}: a block inside another, which began at line {self._open[0]}")
            if (kind, attributes.get("id", "")) in self._ids or not attributes.get("id"):
                raise MarkerError(f"line {number}: the same block twice, or one without a name")
            self._pieces.append("".join(self._loose))
            self._loose = []
            self._open = number, kind, attributes
            self._block = [line]
            return
        if self._open is None or self._open[1] != kind:
            raise MarkerError(f"line {number}: the end of a block that did not begin")
        _start, _kind, found = self._open
        self._ids.add((kind, found["id"]))
        at = self._text_at
        inside = [each.rstrip("\r\n") for each in self._block[1:]]
        head = inside if at is None else inside[: at - 2]
        text = [] if at is None else inside[at - 1 :]
        self._pieces.append(Block(kind, found["id"], found, "".join([*self._block, line]), head, trimmed(text)))
        self._open = self._text_at = None
        self._block = []

    def done(self) -> list[str | Block]:
        if self._open is not None:
            raise MarkerError(f"line {self._open[0]}: a block without an end")
        return [*self._pieces, "".join(self._loose)]


def is_marker(line: str) -> bool:
    """Whether a line is one of Copydesk's markers."""
    return _MARKER.fullmatch(line) is not None


def marker(kind: str, attributes: Mapping[str, str]) -> str:
    """The line of a marker, without its line end. Values must have passed `name`."""
    return f"<!-- copydesk:{kind}{''.join(f' {key}={value}' for key, value in attributes.items())} -->"


def closing(kind: str) -> str:
    """The line that ends a block."""
    return f"<!-- /copydesk:{kind} -->"


TEXT_MARKER = "<!-- copydesk:text -->"


def name(text: str) -> str:
    """`text` as the value of an attribute: unchanged if plain, else derived from its hash."""
    return text if len(text) <= 80 and _VALUE.fullmatch(text) else f"x{hashlib.sha256(text.encode()).hexdigest()[:31]}"


def seal(block: Block, attributes: Mapping[str, str]) -> None:
    """Give a new block `attributes`, and those that later show whether it was edited."""
    block.attributes = dict(attributes) | {"sha": digest(block.text if block.kind == "note" else block.head)}
    if block.kind == "note":
        block.attributes["head"] = ".".join(dict.fromkeys(_short(line) for line in block.head if line.strip()))
    block.raw = marker(block.kind, block.attributes) + block.raw[block.raw.index("\n") :]


def untouched_part(block: Block) -> bool:
    """Whether a block without a note is unchanged since the export."""
    return block.attributes.get("sha") == digest(block.head)


def digest(lines: Sequence[str]) -> str:
    """A digest of the lines, twelve digits."""
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _short(line: str) -> str:
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def trimmed(lines: Sequence[str]) -> list[str]:
    """The lines without blank ones at the ends."""
    first = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    last = next((i for i in range(len(lines), first, -1) if lines[i - 1].strip()), first)
    return list(lines[first:last])
