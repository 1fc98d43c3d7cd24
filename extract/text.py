"""Bytes and strings into an article's text: line ends made one, a byte order mark dropped, nothing else touched."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

_SURROGATE = re.compile("[\ud800-\udfff]")


class Decoded(NamedTuple):
    """Text from bytes, and what the reader should know about how it was had."""

    text: str
    warnings: tuple[str, ...]


def normalise(text: str) -> str:
    """`text` as the contract wants it: CRLF and CR become LF and a leading byte order mark goes; all else is verbatim.

    Lone surrogates, which no UTF-8 file can hold, become U+FFFD so that the text can always be hashed and written.
    """
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def decode(data: bytes) -> Decoded:
    """Bytes into normalised text: UTF-8, UTF-16 behind a byte order mark, else Windows-1252 with a warning."""
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

    File names may hold lone surrogates, bytes that are no UTF-8; they count as UTF-8 would write them.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _replaced(text: str) -> tuple[str, ...]:
    count = text.count("\ufffd")
    return (f"{count} undecodable bytes replaced",) if count else ()
