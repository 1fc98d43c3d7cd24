"""Sources named on the command line, and the text behind them: files, folders, standard input and URLs."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from extract.text import sha256
from store.disk.boundary import check_readable
from store.disk.files import why
from store.formats.charsets import decode_bytes, looks_mojibake, wide
from store.formats.detect import HOLD_HINTS, LISTED, MEDIA_TYPES, Format, UnknownFormatError, detect
from store.model.source_names import SourceError, looks_binary, printable

if TYPE_CHECKING:
    from store.model.wire import Wire

MAX_SOURCE_BYTES = 20 * 1024 * 1024
"""Maximum size of a file or page, in bytes."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


@dataclass(frozen=True, slots=True)
class Source:
    """One source to load: `name` is as the user gave it or as the folder lists it."""

    kind: Literal["file", "stdin", "url"]
    name: str


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes other than plain text; `store.processes.parser` finds the articles in them. `charset`: as declared."""

    format: Format
    data: bytes
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article's text as loaded.

    `source` is the user's name for it; `location` identifies the article wherever it is opened from (absolute path,
    URL, or "-" with the text's hash); `id` is the file name without suffix, a slug of the URL, or "stdin". For anything
    but plain text `raw` is set and `text` is "" until the sandbox has found the articles in it. `wire` is the source's
    metadata of the article; `pages` are the offsets in the text at which its pages begin, if it has any.
    """

    source: str
    id: str
    text: str
    title: str | None = None
    warnings: tuple[str, ...] = ()
    raw: Raw | None = None
    location: str = ""
    wire: Wire | None = None
    pages: tuple[int, ...] = ()

    def all_warnings(self) -> tuple[str, ...]:
        """The warnings, preceded by the reason the article may not be used now: it is embargoed, or was withdrawn."""
        if self.wire is None:
            return self.warnings
        from store.model.wire import held

        return (*held(self.wire, datetime.now(UTC)), *self.warnings)


def expand(args: Sequence[str], stdin: bool, skipped: list[str] | None = None) -> list[Source]:
    """The sources for command line arguments, in order and without repeats; nothing is read yet.

    `stdin` is whether "-" may be used. A folder stands for the articles in it and in the folders below, sorted by name;
    a line for each of its files that is not an article is added to `skipped`. Raises SourceError for a missing file, a
    folder without articles, or a URL that is not http or https.
    """
    sources: dict[Source, None] = {}
    for arg in args:
        for source in _expand_one(arg, stdin, skipped if skipped is not None else []):
            sources.setdefault(source)
    return list(sources)


def _expand_one(arg: str, stdin: bool, skipped: list[str]) -> list[Source]:
    if arg == "-":
        if not stdin:
            raise SourceError("-: nothing is piped in")
        return [Source("stdin", arg)]
    if scheme := _SCHEME.match(arg):
        check_url(arg)
        return [Source("url", scheme[1].lower() + arg[scheme.end(1) :])]
    path = Path(arg)
    try:
        check_readable(path)
        if not path.is_dir():
            path.stat()
            return [Source("file", arg)]
        found = list(_articles_in(path, skipped))
    except OSError as error:
        raise SourceError(f"{printable(arg)}: {why(error)}") from error
    except ValueError as error:
        raise SourceError(f"{printable(arg)}: not a file name") from error
    if not found:
        raise SourceError(f"{printable(arg)}: no articles in this folder ({', '.join(sorted(LISTED))})")
    return [Source("file", str(each)) for each in found]


def _articles_in(folder: Path, skipped: list[str]) -> Iterator[Path]:
    """The articles below a folder, its own first; hidden files and links to folders are not followed."""

    def report(error: OSError) -> None:
        skipped.append(f"{printable(str(error.filename))}: {why(error)}")

    for parent, folders, names in os.walk(folder, onerror=report):
        if parent == str(folder) and not os.access(folder, os.R_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if name.startswith("."):
                continue
            if (reason := _no_article(path) if path.is_file() else "not a file, or a link to nothing") is None:
                yield path
            else:
                skipped.append(f"{printable(str(path))}: {reason}")


def _no_article(path: Path) -> str | None:
    """Why a file of a folder is not an article; None if it may be one.

    A known suffix is enough; under any other name, and for XML and JSON, the content must be of a known format.
    """
    suffix = path.suffix.lower()
    if suffix in LISTED and suffix not in (".xml", ".json"):
        return None
    try:
        with path.open("rb") as file:
            found = detect(file.read(64 * 1024), suffix)
    except UnknownFormatError as error:
        return str(error)
    except OSError:
        return None  # reported when it is opened
    return "no article by its name or content" if found == "text" else None


def check_url(url: str) -> None:
    """Raise SourceError for anything but an absolute http or https URL."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise SourceError(f"{printable(url)}: not a URL") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise SourceError(f"{printable(url)}: only http and https can be fetched")
    if not host or not url.isprintable() or " " in url:
        raise SourceError(f"{printable(url)}: not a URL")


def load(source: Source, limit: int = MAX_SOURCE_BYTES) -> Loaded:
    """Read a file or standard input, at most `limit` bytes. Raises SourceError; URLs are fetched by `store.web`."""
    if source.kind == "stdin":
        data = _read(sys.stdin.buffer, source.name, limit)
        loaded = from_bytes(data, source=source.name, id="stdin")
        digest = hashlib.sha256(loaded.raw.data).hexdigest() if loaded.raw else sha256(loaded.text)
        return replace(loaded, location=f"-{digest}")
    if source.kind == "url":
        raise ValueError("URLs are fetched, not loaded")
    path = Path(source.name)
    try:
        check_readable(path)
        mode = path.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise SourceError(f"{printable(source.name)}: not a file")
        with path.open("rb") as file:
            data = _read(file, source.name, limit)
        location = str(path.resolve())
    except OSError as error:
        raise SourceError(f"{printable(source.name)}: {why(error)}") from error
    return from_bytes(data, source=source.name, id=path.stem, location=location, suffix=path.suffix.lower())


def _read(file: IO[bytes], name: str, limit: int) -> bytes:
    data = file.read(limit + 1)
    if len(data) > limit:
        raise SourceError(f"{printable(name)}: longer than {limit // 2**20} MB")
    return data


def from_bytes(
    data: bytes,
    *,
    source: str,
    id: str,
    location: str = "",
    suffix: str = "",
    media_type: str | None = None,
    charset: str | None = None,
) -> Loaded:
    """Make bytes into Loaded: plain text directly, anything else as `raw`.

    The content decides the format; if it is inconclusive, `media_type` (as a server sends it, without parameters) or
    the name's `suffix` (lower case, with its dot). Raises SourceError for an unsupported format.
    """
    declared = MEDIA_TYPES.get(media_type or "")
    try:
        format = detect(data, suffix, declared)
    except UnknownFormatError as error:
        raise SourceError(f"{printable(source)}: {error}") from error
    if format in ("text", "markdown", "html") and looks_binary(data) and not wide(data):
        raise SourceError(f"{printable(source)}: looks binary, not an article")
    if format != "text":
        return Loaded(source, id, "", location=location or source, raw=Raw(format, data, charset))
    text, warnings = decode_bytes(data, charset)
    if places := looks_mojibake(text):
        warnings = (*warnings, f"looks like mojibake in {places} places: --fix-encoding fixes it")
    loaded = Loaded(source, id, text, None, warnings, location=location or source)
    ends = f"{text[:8000]}\n{text[-2000:]}".lower()
    return _held(loaded) if any(hint in ends for hint in HOLD_HINTS) else loaded


def _held(loaded: Loaded) -> Loaded:
    """The text with any embargo in its first words."""
    from store.formats.embargoes import embargo_in_text
    from store.model.wire import Wire

    ends, warnings = embargo_in_text(loaded.text)
    if ends is None:
        return loaded
    return replace(loaded, wire=Wire(embargo=ends), warnings=(*loaded.warnings, *warnings))
