"""Names of sources: how they are displayed and turned into keys, and why a source cannot be read."""

from __future__ import annotations

import os
import re

_MAGIC = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\x1f\x8b", b"BZh", b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd", b"\xd0\xcf\x11\xe0", b"SQLite format 3", b"RIFF", b"OggS", b"ID3", b"\xca\xfe\xba\xbe",
)  # fmt: skip
_CONTROLS = bytes(set(range(32)) - {8, 9, 10, 12, 13, 27}) + b"\x7f"


class SourceError(Exception):
    """The reason a source cannot be read, in one line for the user, with the source's name."""


def looks_binary(data: bytes) -> bool:
    """Whether this is not text: a known file signature, or one control character in twenty near the start."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    head = data[: 64 * 1024]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return head.startswith(_MAGIC) or (controls >= 8 and controls * 20 > len(head))


def real_path(name: str) -> str:
    """The path `name` without links in it; `name` itself if that cannot be a path, as with a NUL in it."""
    try:
        return os.path.realpath(name)
    except ValueError:
        return name


def printable(name: str) -> str:
    """`name` without characters that affect a terminal; long names are shortened in the middle."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
    return shown if len(shown) <= 200 else f"{shown[:120]}…{shown[-79:]}"


def slug(text: str, longest: int = 48) -> str:
    """`text` as lower-case ASCII words joined by "-", at most `longest` characters; "article" if nothing is left."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(words) > longest:
        words = words[: longest + 1].rpartition("-")[0] or words[:longest]
    return words.strip("-") or "article"
