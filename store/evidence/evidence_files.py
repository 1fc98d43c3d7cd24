"""Reads any file as evidence: transcripts here, other formats with the article parsers, in their own process."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from extract.types import Article
from store.articles.sources import Loaded, from_bytes
from store.disk.files import open_named
from store.evidence.evidence_text import Evidence, Turn
from store.evidence.transcript_reading import (
    MAX_EVIDENCE_BYTES,
    EvidenceError,
    from_text,
    read_evidence,
    with_warnings,
)
from store.formats.limits import in_megabytes
from store.model.source_names import SourceError
from store.processes.parser import Sandbox

_TEXT_SUFFIXES = (".vtt", ".srt", ".json", ".txt", ".text", "")
"""Suffixes of files that are read unchanged, so that lines and time codes are those of the file."""


def read_bytes(path: Path) -> bytes:
    """The bytes of a file named by the user. Raises OSError, and EvidenceError if it is too large."""
    with os.fdopen(open_named(path), "rb") as file:
        data = file.read(MAX_EVIDENCE_BYTES + 1)
    if len(data) > MAX_EVIDENCE_BYTES:
        raise EvidenceError(f"larger than {in_megabytes(MAX_EVIDENCE_BYTES)}")
    return data


def read_as_evidence(name: str, data: bytes, sandbox: Sandbox, media_type: str | None = None) -> Evidence:
    """The evidence in a transcript or a file of any article format. Raises EvidenceError, with a short reason.

    A file of several articles is one piece of evidence, with the articles in sequence.
    """
    suffix = PurePosixPath(name).suffix.lower()
    try:
        loaded = from_bytes(data, source=name, id="evidence", suffix=suffix, media_type=media_type)
    except SourceError as error:
        if suffix not in _TEXT_SUFFIXES or b"\0" in data[:1000].replace(b"\0", b"", 500):
            raise EvidenceError(_reason(error, name)) from error
        return read_evidence(name, data)
    if loaded.raw is None or loaded.raw.format == "transcript":
        return read_evidence(name, data)
    if suffix == ".json" and (found := _recogniser_json(name, data)) is not None:
        return found
    if len(data) > sandbox.limits.bytes:
        raise EvidenceError(f"larger than {in_megabytes(sandbox.limits.bytes)}")
    try:
        return _joined(name, sandbox.articles(loaded))
    except SourceError as error:
        raise EvidenceError(_reason(error, name)) from error


def _recogniser_json(name: str, data: bytes) -> Evidence | None:
    found = read_evidence(name, data)
    return found if any(turn.time for turn in found.turns) else None


def _joined(name: str, articles: Sequence[Loaded]) -> Evidence:
    """The articles of a file as one text, whose turns carry each article's speakers."""
    text, turns, warnings = "", list[Turn](), list[str]()
    for each in articles:
        warnings += each.warnings
        start = len(text)
        try:
            found = from_text(name, each.text)
        except EvidenceError:
            continue
        turns += [turn._replace(start=turn.start + start, end=turn.end + start) for turn in found.turns]
        text += f"{found.text}\n\n"
    if not turns:
        raise EvidenceError("no words in it")
    pages = articles[0].pages if len(articles) == 1 else ()
    return replace(with_warnings(Evidence(name, text, tuple(turns), pages), *warnings))


def article_as_evidence(name: str, text: str, reading: Article | None) -> Evidence:
    """An article as evidence; with its reading, the speaker of each quote is the speaker of those words.

    Raises EvidenceError for a text without words.
    """
    if reading is None or reading.text != text or not reading.quotes:
        return from_text(name, text)
    turns: list[Turn] = []
    at = 0
    spoken = sorted(
        (fragment, actor.name if (actor := reading.actor(quote.actor)) else "")
        for quote in reading.quotes
        if quote.kind != "indirect"
        for fragment in quote.fragments
    )
    for span, speaker in spoken:
        if span.start < at:
            continue
        turns += [Turn(at, span.start), Turn(span.start, span.end, speaker)]
        at = span.end
    turns.append(Turn(at, len(text)))
    return Evidence(name, text, tuple(turn for turn in turns if turn.start < turn.end))


def _reason(error: SourceError, name: str) -> str:
    return str(error).removeprefix(f"{name}: ")
