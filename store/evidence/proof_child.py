"""Attaches and proves in a process of its own: `python -m store.evidence.proof_child` answers JSON lines.

Reading a long transcript and holding it in an index is work that a screen must not wait for.
"""

from __future__ import annotations

import json
import logging
import select
import signal
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from extract.types import Article
from store.articles.library import Library
from store.disk.boundary import Boundary, set_boundary
from store.disk.files import describe_error
from store.evidence.evidence_text import Evidence
from store.evidence.proofs import Proof
from store.evidence.rules import EditingRules
from store.evidence.story_proof import EvidenceRoom
from store.evidence.transcript_reading import EvidenceError
from store.formats.limits import Limits
from store.processes.confinement import read_exactly, read_line, streams
from store.processes.parser import Sandbox

IDLE_SECONDS = 60.0
"""Seconds without a request after which the process ends."""
CONTEXT_CHARS = 1200
"""Code points of the evidence before and after a passage that the screen can show."""


def main() -> None:
    """Serve until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable(logging.CRITICAL)
    requests, answers = streams()
    while select.select([requests], [], [], IDLE_SECONDS)[0]:
        header = read_line(requests)
        if header is None:
            return
        data = read_exactly(requests, int(header["length"]))
        if header["boundary"] is not None:
            home, exports, *readable = map(Path, header["boundary"])
            set_boundary(Boundary(home, exports, tuple(readable), author=""))
        answers.write(json.dumps(answer(header, data)).encode() + b"\n")
        answers.flush()


def answer(header: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """One request's answer: `{"result": ...}`, or `{"error": one line}`."""
    sandbox = Sandbox(Limits.of(int(header["megabytes"])))
    try:
        room = EvidenceRoom(Library(Path(header["home"])), sandbox)
        if header["op"] == "attach":
            attachment, evidence = room.attach(header["key"], header["ref"])
            return {"result": {"name": attachment.name, "words": len(evidence.words), "notices": evidence.warnings}}
        return {"result": _proven(room, header, Article.from_dict(json.loads(data)))}
    except (EvidenceError, OSError) as error:
        return {"error": describe_error(error)}
    except Exception as error:
        return {"error": f"cannot be proven ({type(error).__name__})"}
    finally:
        sandbox.close()


def _proven(room: EvidenceRoom, header: Mapping[str, Any], article: Article) -> dict[str, Any]:
    values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in header["rules"].items()}
    folders = [Path(each) for each in header["folders"]]
    found = room.prove(header["key"], article, EditingRules(**values), folders)
    sources = {each.name: each for each in found.evidence}
    return {
        "proofs": [{**asdict(proof), "around": _around(proof, sources)} for proof in found.proofs],
        "hashes": dict(found.hashes),
        "notices": list(found.notices),
        "changes": list(found.changes),
        "files": [each.location for each in room.attachments.of(header["key"]).attachments if each.origin == "file"],
    }


def _around(proof: Proof, sources: Mapping[str, Evidence]) -> list[Any] | None:
    """The offset and text of the evidence around a passage; None if there is no passage."""
    verdict = proof.verdict
    source = sources.get(verdict.evidence) if verdict is not None else None
    if verdict is None or verdict.place is None or source is None:
        return None
    start = max(0, verdict.place.start - CONTEXT_CHARS)
    start = source.text.rfind("\n", 0, start) + 1 if start else 0
    start = max(start, verdict.place.start - 2 * CONTEXT_CHARS)
    return [start, source.text[start : verdict.place.end + CONTEXT_CHARS]]


if __name__ == "__main__":
    main()
