"""The body of a response: decompressed as it arrives, up to a limit."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable
from typing import Any, Protocol

from store.formats.limits import in_megabytes
from store.model.source_names import SourceError, printable

CHUNK_BYTES = 64 * 1024


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


def accepted() -> str:
    """The supported encodings, for Accept-Encoding."""
    return ", ".join(["gzip", "deflate", *(["zstd"] if _zstd() is not None else [])])


class Unpacking:
    """Decompresses one response, `encoding` as in Content-Encoding; the result is at most `limit` bytes.

    The limit applies to the bytes as sent, too: padding and empty gzip members decompress to nothing, and would never
    end. Raises SourceError, with `name` in it, for an encoding not requested, damaged data, or data beyond the limit: a
    bomb is decompressed no further than that.
    """

    def __init__(self, encoding: str, limit: int, name: str) -> None:
        self._limit = limit
        self._name = printable(name)
        self.data = bytearray()
        self._received_bytes = 0
        self._make = self._maker(encoding.strip().lower())
        self._unpacker = self._make() if self._make else None
        self._begun = False

    def _maker(self, encoding: str) -> Callable[[], _Unpacker] | None:
        if encoding in ("", "identity"):
            return None
        if encoding in ("gzip", "x-gzip"):
            return lambda: zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        if encoding == "deflate":
            return _Deflate
        if encoding == "zstd" and (zstd := _zstd()) is not None:
            return lambda: zstd.ZstdDecompressor()
        raise SourceError(f"{self._name}: sent as {printable(encoding)}, which was not asked for")

    def take(self, chunk: bytes) -> None:
        """Add the next bytes received."""
        self._received_bytes += len(chunk)
        if self._received_bytes <= self._limit:
            if self._unpacker is None:
                self.data += chunk
            else:
                self._unpack(chunk)
        if max(self._received_bytes, len(self.data)) > self._limit:
            raise SourceError(f"{self._name}: longer than {in_megabytes(self._limit)}")

    def _unpack(self, chunk: bytes) -> None:
        assert self._unpacker is not None
        assert self._make is not None
        while chunk:
            self._begun = True
            if self._unpacker.eof:
                if not chunk.strip(b"\0"):
                    return  # padding
                self._unpacker = self._make()
            try:
                self.data += self._unpacker.decompress(chunk, self._limit + 1 - len(self.data))
            except (zlib.error, ValueError, EOFError) as error:
                raise SourceError(f"{self._name}: damaged in transfer") from error
            if len(self.data) > self._limit:
                return
            chunk = self._unpacker.unused_data if self._unpacker.eof else b""

    def end(self) -> bytes:
        """The whole body, after the last byte."""
        if self._unpacker is not None and self._begun and not self._unpacker.eof:
            raise SourceError(f"{self._name}: broke off in the middle")
        return bytes(self.data)


class _Deflate:
    """HTTP's `deflate`: zlib's format (RFC 9110), but raw deflate from some servers."""

    def __init__(self) -> None:
        self._unpacker: Any = None

    @property
    def eof(self) -> bool:
        return self._unpacker is not None and bool(self._unpacker.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._unpacker.unused_data)

    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes:
        if self._unpacker is None:
            self._unpacker = zlib.decompressobj()
            try:
                return bytes(self._unpacker.decompress(data, max_length))
            except zlib.error:
                self._unpacker = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        return bytes(self._unpacker.decompress(data, max_length))


def _zstd() -> Any:
    """Python's own Zstandard, from 3.14 on."""
    try:
        return importlib.import_module("compression.zstd")
    except ImportError:
        return None
