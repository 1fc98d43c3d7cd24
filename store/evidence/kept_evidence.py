"""A cache of evidence with the index of its words, which makes proving again fast.

A file is named by the SHA-256 of the bytes it was read from. It begins with a line of JSON, followed by the text, the
arrays in the machine's byte order, and the SHA-256 of all that. A file that is damaged or of another version counts as
missing and is rebuilt.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
from array import array
from pathlib import Path
from typing import Any

from store.disk.files import make_folder, read_inside, write_inside
from store.disk.json_reader import parse
from store.evidence.evidence_text import Evidence, Turn
from store.evidence.word_index import WordIndex

SCHEMA = "copydesk.evidence-index/1"
"""Raised whenever words are compared or texts are read in another way."""
DIGEST_BYTES = 32


def index_path(home: Path, sha256: str) -> Path:
    """The path of the index of the evidence with this SHA-256."""
    return home / "evidence" / "indexes" / f"{sha256}.index"


def store_index(home: Path, evidence: Evidence) -> None:
    """Store the index of evidence. Does nothing if the folder is not writable; the evidence is then read again."""
    path = index_path(home, evidence.sha256)
    with contextlib.suppress(OSError):
        make_folder(path.parent)
        write_inside(home, path, to_pieces(evidence), durable=False)


def stored_index(home: Path, sha256: str, name: str) -> Evidence | None:
    """The stored evidence for these bytes, under this name; None if it is missing or damaged."""
    try:
        found = from_bytes(read_inside(home, index_path(home, sha256)), name)
    except (OSError, ValueError, KeyError, TypeError, IndexError, OverflowError):
        return None
    return found if found.sha256 == sha256 else None


def to_pieces(evidence: Evidence) -> list[bytes]:
    """The input of `from_bytes`, in pieces."""
    columns, marks = evidence.words.columns()
    text = evidence.text.encode("utf-8", "surrogatepass")
    speakers = {speaker: n for n, speaker in enumerate(dict.fromkeys(turn.speaker for turn in evidence.turns))}
    turns = [
        array("I", (turn.start for turn in evidence.turns)),
        array("I", (turn.end for turn in evidence.turns)),
        array("I", (speakers[turn.speaker] for turn in evidence.turns)),
    ]
    head = {
        "schema": SCHEMA, "order": sys.byteorder, "sha256": evidence.sha256, "text": len(text),
        "words": len(evidence.words), "vocabulary": list(evidence.words.vocabulary), "turns": len(evidence.turns),
        "speakers": list(speakers), "times": [turn.time for turn in evidence.turns], "pages": list(evidence.pages),
        "warnings": list(evidence.warnings),
    }  # fmt: skip
    arrays = [each.tobytes() for each in (*turns, *columns)]
    pieces = [json.dumps(head).encode() + b"\n", text, *arrays, marks]
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return [*pieces, digest.digest()]


def from_bytes(data: bytes, name: str) -> Evidence:
    """The evidence in a stored index. Raises ValueError, KeyError, TypeError or IndexError for anything else."""
    if hashlib.sha256(memoryview(data)[:-DIGEST_BYTES]).digest() != data[-DIGEST_BYTES:]:
        raise ValueError("damaged")
    at = data.find(b"\n") + 1
    head: Any = parse(data[:at])
    if head["schema"] != SCHEMA or head["order"] != sys.byteorder:
        raise ValueError(f"not {SCHEMA} of this machine")
    text = data[at : at + head["text"]].decode("utf-8", "surrogatepass")
    at += head["text"]
    vocabulary, count, turned = head["vocabulary"], head["words"], head["turns"]
    read: list[array[int]] = []
    for length in (turned, turned, turned, count, count, count, len(vocabulary) + 1, count):
        values = array("I")
        values.frombytes(data[at : at + 4 * length])
        at += 4 * length
        read.append(values)
    speakers, times = head["speakers"], head["times"]
    turns = tuple(
        Turn(start, end, str(speakers[speaker]), str(time))
        for start, end, speaker, time in zip(*read[:3], times, strict=True)
    )
    if not turns or turns[-1].end > len(text):
        raise ValueError("turns outside the text")
    pages = tuple(int(page) for page in head["pages"])
    made = Evidence(name, text, turns, pages, str(head["sha256"]), tuple(str(each) for each in head["warnings"]))
    made.__dict__["words"] = WordIndex.from_columns(
        [str(key) for key in vocabulary], read[3:], data[at : at + count], len(text)
    )
    return made
