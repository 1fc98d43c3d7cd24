"""Transcripts: WebVTT (https://www.w3.org/TR/webvtt1/) and SubRip (SRT), as turns of speakers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from store.formats.charsets import decode_bytes
from store.formats.document import Document, FormatError
from store.formats.prose import article, field
from store.model.wire import Wire

_TIMES = re.compile(r"\s*((?:\d{1,3}:)?\d{1,2}:\d\d[.,]\d{1,3})\s*-->\s*(?:\d{1,3}:)?\d{1,2}:\d\d[.,]\d{1,3}[^\n]*")
_VOICE = re.compile(r"<v(?:\.[\w.-]+)*\s+([^>\n]{1,80})>")
_SPEAKER = re.compile(r"(?:>>\s*|[-–—]\s+)?([A-ZÀ-Þ][^\s:]*(?:\s[^\s:]+){0,4}):\s+(?=\S)")
_BRACKETED = re.compile(r"(?:>>\s*|[-–—]\s+)?[\[(]([A-ZÀ-Þ][^\W\d_A-Z][^\s\])]*(?:\s[^\s\])]+){1,4})[\])]:?\s+(?=\S)")
"""`[Ida Roe] words`; a single word in brackets is a sound."""
_TAG = re.compile(r"</?[a-z][^>\n]{0,80}>|<\d[\d:.]*>|\{\\an?\d\}", re.IGNORECASE)
UNNAMED = "-"
"""The speaker after a mark that changes speaker without a name."""
_CHANGES = ("- ", ">>", "&gt;&gt;")
_END = re.compile(r"[.!?…][\"”’»)]*$")


def is_transcript(head: str) -> bool:
    """Whether text begins with WebVTT's signature or with a numbered cue."""
    return head.startswith("WEBVTT") or re.match(r"\s*\d{1,6}\s*\n" + _TIMES.pattern, head) is not None


def parse(data: bytes, charset: str | None = None) -> Document:
    """The turns in a transcript, a paragraph `Name: words` each; `wire.time_codes` has the start of each turn.

    Raises FormatError if there are no speakers.
    """
    text, warnings = decode_bytes(data, charset)
    turns: list[tuple[str, str, str]] = []
    for time, speaker, words in cues(text):
        _add(turns, time, "" if speaker == UNNAMED else speaker, words)
    if not turns:
        raise FormatError("a transcript without words")
    paragraphs = [f"{speaker}: {words}" if speaker else words for _time, speaker, words in turns]
    wire = Wire(time_codes=tuple(time for time, _speaker, _words in turns))
    return replace(article(wire, paragraphs, warnings=warnings), title=None)


def cues(text: str) -> Iterator[tuple[str, str, str]]:
    """The words of each cue of WebVTT or SubRip: time code of its start, speaker or "", and words.

    The speaker is `UNNAMED` if a mark changes speaker without a name.
    """
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip("\n").split("\n")
        at = next((n for n, line in enumerate(lines[:3]) if _TIMES.fullmatch(line)), None)
        if at is None:
            continue  # NOTE, STYLE, REGION, and the signature
        found = _TIMES.fullmatch(lines[at])
        assert found is not None
        for speaker, words in _spoken(lines[at + 1 :]):
            yield found[1].replace(",", "."), speaker, words


def _add(turns: list[tuple[str, str, str]], time: str, speaker: str, words: str) -> None:
    """Continue the last turn unless another speaker begins; without names a turn ends with its sentence."""
    if turns and words:
        began, last, before = turns[-1]
        same = speaker == last if speaker else not last or not _END.search(before)
        goes_on = same and (bool(last) or not _END.search(before))
        if goes_on or (not speaker and last):
            turns[-1] = (began, last, f"{before} {words}")
            return
    if words:
        turns.append((time, speaker, words))


def _spoken(lines: list[str]) -> list[tuple[str, str]]:
    """The speakers and words of one cue; the speaker is "" if the cue has no name."""
    found: list[tuple[str, str]] = []
    for line in lines:
        voice = _VOICE.search(line)
        plain = " ".join(html.unescape(_TAG.sub("", _VOICE.sub("", line))).split())
        named = None if voice else _SPEAKER.match(plain) or _BRACKETED.match(plain)
        speaker = field(voice[1], 80) if voice else named[1] if named else None
        words = plain[named.end() :] if named else plain.removeprefix(">> ")
        if speaker is None and found and not line.startswith(_CHANGES):
            found[-1] = (found[-1][0], f"{found[-1][1]} {words}".strip())
        elif words:
            found.append((speaker or (UNNAMED if line.lstrip().startswith(_CHANGES) else ""), words))
    return found
