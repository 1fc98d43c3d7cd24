"""Decodes and normalises text: line ends become LF, a byte order mark is dropped, nothing else changes."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

_SURROGATE = re.compile("[\ud800-\udfff]")


class Decoded(NamedTuple):
    """Decoded text, and warnings about the decoding."""

    text: str
    warnings: tuple[str, ...]


def normalise(text: str) -> str:
    """`text` in the form the contract requires: CRLF and CR become LF, a leading byte order mark is removed.

    Lone surrogates, which UTF-8 cannot encode, become U+FFFD, so that the text can always be hashed and written.
    """
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def decode(data: bytes) -> Decoded:
    """Decode and normalise bytes: UTF-8, UTF-16 after a byte order mark, else Windows-1252 with a warning."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
        return Decoded(normalise(text), _replaced(text))
    try:
        return Decoded(normalise(data.decode("utf-8")), ())
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        return Decoded(normalise(text), _replaced(text))
    return Decoded(normalise(text), ("not UTF-8: read as Windows-1252",))


def sha256(text: str) -> str:
    """The article version: the SHA-256 of `text` in UTF-8, as 64 hexadecimal digits.

    Lone surrogates, as in file names with bytes that are not UTF-8, are encoded with `surrogatepass`.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _replaced(text: str) -> tuple[str, ...]:
    count = text.count("\ufffd")
    return (f"{count} undecodable bytes replaced",) if count else ()
