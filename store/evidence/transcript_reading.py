"""Reads transcripts as evidence: WebVTT, SRT, the JSON of speech recognisers, text with speakers' labels.

The readable part of a damaged file is used, and `Evidence.warnings` has a line for each fault.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

from store.evidence.evidence_text import Evidence, Turn
from store.formats.charsets import decode_bytes
from store.formats.limits import count
from store.formats.transcripts import UNNAMED, cues, is_transcript

MAX_EVIDENCE_BYTES = 64 * 1024 * 1024
MIN_ROLLING_SHARE = 0.3
"""In roll-up captions, at least this share of the cues (0 to 1) begins with words of the previous cue."""
MIN_ROLLING_CUES = 3
MIN_ROLLING_WORDS = 2
_TIME = r"(?:\[?\(?(?P<time>(?:\d{1,2}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?)\)?\]?[ \t]*[-–—]?[ \t]*)?"
_LABEL = re.compile(
    rf"[ \t]*{_TIME}(?:(?P<q>[QA])[.:]|(?P<name>[^\W\d_a-z][^\n:.!?“”\"]{{0,60}}?)"
    r"(?:[ \t]*\((?P<role>[^()\n]{1,60})\))?:)[ \t]+(?=\S)"
)
_WORD = re.compile(r"[^\W_]")
_ANYBODY = re.compile(r"(?:speaker|spkr?|unknown|voice|participant|person)[ _#-]*\w{0,3}|\w|\d+", re.IGNORECASE)
_CUE_TIMES = re.compile(
    r"^[ \t]*((?:\d{1,3}:)?\d{1,2}:\d\d[.,]\d{1,3})[ \t]*-->[ \t]*((?:\d{1,3}:)?\d{1,2}:\d\d[.,]\d{1,3})", re.MULTILINE
)
_NO_CUE = re.compile(r"\s*(?:WEBVTT|NOTE|STYLE|REGION)\b|\s*\d+\s*$|\s*$")
_SEGMENTS = re.compile(r'"(?:segments|utterances)"\s*:\s*\[')


class Spoken(NamedTuple):
    """The words at one time code: the code ("" if there is none), the speaker's label or "", and the words."""

    time: str
    speaker: str
    words: str


class EvidenceError(Exception):
    """The reason why a file cannot be used as evidence, in a few words."""


def read_evidence(name: str, data: bytes) -> Evidence:
    """The evidence in a file's bytes: WebVTT, SRT, JSON as Whisper writes it, or text with or without labels.

    The readable part of a damaged file is used. Raises EvidenceError, with a short reason, if nothing is readable.
    """
    if len(data) > MAX_EVIDENCE_BYTES:
        raise EvidenceError(f"larger than {MAX_EVIDENCE_BYTES >> 20} MB")
    text, warnings = decode_bytes(data, None)
    if text.lstrip()[:1] in ("{", "["):
        found, faults = _segments(text)
        if found is not None:
            return with_warnings(from_turns(name, found), *warnings, *faults)
    if is_transcript(text.lstrip("\ufeff")[:2000]):
        made = from_turns(name, _unrolled([Spoken(*cue) for cue in cues(text)]))
        return with_warnings(made, *warnings, *_faults_of_cues(text))
    return with_warnings(from_text(name, text), *warnings)


def with_warnings(evidence: Evidence, *warnings: str) -> Evidence:
    """The evidence with more warnings, each once, and one more if several turns have no speaker."""
    silent = () if len(evidence.turns) < 2 or any(turn.speaker for turn in evidence.turns) else (NOBODY,)
    return replace(evidence, warnings=tuple(dict.fromkeys((*evidence.warnings, *warnings, *silent))))


NOBODY = "it names no speakers: who said the words is not checked"


def from_turns(name: str, spoken: Iterable[tuple[str, str, str]]) -> Evidence:
    """Evidence from time codes, speakers ("" if unknown) and words, one turn a line. Raises EvidenceError if empty.

    Words without a speaker belong to the previous one; `UNNAMED` is another speaker, without a name.
    """
    pieces: list[str] = []
    turns: list[Turn] = []
    speaker, at = "", 0
    for time, named, words in spoken:
        speaker = named or speaker
        line = " ".join(words.split())
        if not line:
            continue
        label = f"{speaker}: " if named and named != UNNAMED else ""
        start = at + len(label)
        pieces.append(f"{label}{line}\n")
        at += len(pieces[-1])
        turns.append(Turn(start, start + len(line), "" if speaker == UNNAMED else _named(speaker), time))
    text = "".join(pieces)
    if not turns or not _WORD.search(text):
        raise EvidenceError("nobody speaks in it")
    return Evidence(name, text, tuple(turns))


def from_text(name: str, text: str) -> Evidence:
    """Evidence from a text. If at least two paragraphs begin with a speaker's label, the labels give the speakers.

    A paragraph without a label continues the speaker before it. Raises EvidenceError for a text without words.
    """
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((at, at + len(line)))
        at += len(line) + 1
    labels = [_LABEL.match(text, start, end) for start, end in lines]
    labelled = sum(label is not None for label in labels) >= 2
    turns: list[Turn] = []
    speaker = time = ""
    for (start, end), label in zip(lines, labels, strict=True):
        if labelled and label is not None:
            speaker, time = _named(label["name"] or label["q"]), label["time"] or ""
            start = label.end()
        turns.append(Turn(start, end, speaker, time))
    if not any(_WORD.search(text, turn.start, turn.end) for turn in turns):
        raise EvidenceError("no words in it")
    return Evidence(name, text, tuple(turns))


def _named(label: str | None) -> str:
    label = " ".join((label or "").split())
    return "" if _ANYBODY.fullmatch(label) else label


# -- cues -------------------------------------------------------------------------------------------------------------


def _faults_of_cues(text: str) -> Iterator[str]:
    """The faults in the cues of a transcript, a line for each kind."""
    times = [(_seconds(found[1]), _seconds(found[2])) for found in _CUE_TIMES.finditer(text)]
    if early := sum(other[0] < one[0] for one, other in pairwise(times)):
        yield f"{count(early, 'time code')} out of order"
    if overlaps := sum(one[0] <= other[0] < one[1] - 0.001 for one, other in pairwise(times)):
        yield f"{count(overlaps, 'cue')} overlap the next" if overlaps > 1 else "1 cue overlaps the next"
    blocks = (block for block in re.split(r"\n[ \t]*\n", text) if "-->" not in block and not _NO_CUE.match(block))
    if left_out := sum(1 for _block in blocks):
        yield f"{count(left_out, 'block')} without a time code left out"


def _seconds(time: str) -> float:
    total = 0.0
    for part in time.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def _unrolled(spoken: Sequence[Spoken]) -> list[Spoken]:
    """The cues of roll-up captions without the words that each repeats from the previous one.

    Other transcripts are returned unchanged: their repetitions were spoken.
    """
    repeated = [_overlap(one.words.split(), other.words.split()) for one, other in pairwise(spoken)]
    rolling = sum(words > 0 for words in repeated)
    if rolling < MIN_ROLLING_CUES or rolling < MIN_ROLLING_SHARE * len(repeated):
        return list(spoken)
    rest = [each._replace(words=" ".join(each.words.split()[n:])) for each, n in zip(spoken[1:], repeated, strict=True)]
    return [spoken[0], *rest]


def _overlap(one: Sequence[str], other: Sequence[str]) -> int:
    """The number of words at the end of one cue that begin the next."""
    for size in range(min(len(one), len(other), 40), MIN_ROLLING_WORDS - 1, -1):
        if one[-size:] == other[:size]:
            return size
    return 0


# -- JSON of speech recognisers ---------------------------------------------------------------------------------------


def _segments(text: str) -> tuple[list[Spoken] | None, list[str]]:
    """The segments of JSON as Whisper and others write it, and its faults; None if it is not such JSON."""
    faults: list[str] = []
    scale = 1
    try:
        document = json.loads(text)
        rows = document
        if isinstance(document, dict):
            name = next((each for each in ("segments", "utterances") if each in document), None)
            if name is None:
                return None, faults
            rows = document[name]
            scale = 1000 if name == "utterances" else 1  # AssemblyAI counts milliseconds
    except (ValueError, RecursionError):
        rows = list(_rows_of_a_part(text))
        if not rows:
            return None, faults
        faults.append(f"it breaks off: {count(len(rows), 'segment')} read")
    if not isinstance(rows, (list, tuple)) or (rows and not any(_has_words(row) for row in rows)):
        return None, faults
    return [
        Spoken(_clock(row.get("start"), scale), str(row.get("speaker") or "")[:80], str(row["text"]))
        for row in rows
        if _has_words(row)
    ], faults


def _has_words(row: Any) -> bool:
    return isinstance(row, dict) and isinstance(row.get("text"), str)


def _rows_of_a_part(text: str) -> Iterator[Any]:
    """The complete objects of a truncated list of segments."""
    found = _SEGMENTS.search(text)
    at = found.end() if found else text.find("[") + 1
    decoder = json.JSONDecoder()
    while at:
        at = text.find("{", at)
        if at < 0:
            return
        try:
            row, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield row


def _clock(start: Any, scale: int) -> str:
    """A number of seconds (milliseconds with `scale` 1000) as a time code: `00:01:02.500`. Else ""."""
    if not isinstance(start, int | float) or isinstance(start, bool) or not 0 <= start < 1e6 * scale:
        return ""
    minutes, rest = divmod(start / scale, 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours:02}:{minutes:02}:{rest:06.3f}"
