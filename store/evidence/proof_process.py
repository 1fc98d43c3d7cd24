"""The owner's end of the process that attaches evidence and proves stories: for screens, which must not wait."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from extract.span import Span
from extract.types import Article
from store.disk.boundary import current
from store.evidence.allowed_edits import Difference
from store.evidence.evidence_text import Place
from store.evidence.proofs import Passage, Proof
from store.evidence.rules import EditingRules
from store.evidence.transcript_reading import EvidenceError
from store.evidence.verdicts import Verdict
from store.processes.child import ChildProcess
from store.processes.parser import MALLOC, VARIABLES

MAX_ANSWER_BYTES = 64 << 20
MAX_SECONDS = 300.0
"""How long one request may take: a dossier of many large files is read within minutes."""


@dataclass(frozen=True, slots=True)
class Context:
    """The evidence around a passage: `start` is the code point of the evidence at which `text` begins."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class ProvenStory:
    """The proofs of a story, each with its context or None, as `StoryProof` has them.

    `files` are the paths of the evidence that may change.
    """

    proofs: tuple[Proof, ...] = ()
    contexts: tuple[Context | None, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


class ProofProcess:
    """Attaches and proves, for any thread. Methods raise EvidenceError, one line. Close it when done."""

    def __init__(self, home: Path, megabytes: int) -> None:
        """`megabytes` is the longest file of a format that is parsed."""
        self._home = home
        self._megabytes = megabytes
        self._child = ChildProcess(
            "store.evidence.proof_child", variables=VARIABLES, more=MALLOC, max_answer_bytes=MAX_ANSWER_BYTES
        )

    def attach(self, key: str, ref: str) -> tuple[str, int, list[str]]:
        """Attach a file, page or article to the story `key`; its name, how many words it has, and warnings."""
        found = self._ask({"op": "attach", "key": key, "ref": ref}, b"")
        return str(found["name"]), int(found["words"]), [str(line) for line in found["notices"]]

    def prove(self, key: str, article: Article, rules: EditingRules, folders: Sequence[Path]) -> ProvenStory:
        """Every quote of the story by its evidence."""
        header = {"op": "prove", "key": key, "rules": asdict(rules), "folders": [str(each) for each in folders]}
        found = self._ask(header, json.dumps(article.to_dict()).encode())
        return ProvenStory(
            tuple(map(_proof, found["proofs"])),
            tuple(None if row["around"] is None else Context(*row["around"]) for row in found["proofs"]),
            dict(found["hashes"]), tuple(found["notices"]), tuple(found["changes"]), tuple(found["files"]),
        )  # fmt: skip

    def close(self) -> None:
        """End the process. Safe from any thread."""
        self._child.close()

    def _ask(self, header: Mapping[str, Any], data: bytes) -> Any:
        answers: list[Any] = []

        def take(line: bytes) -> bool:
            answers.append(json.loads(line))
            return True

        limits = current()
        boundary = None if limits is None else [str(each) for each in (limits.home, limits.exports, *limits.readable)]
        request = {**header, "home": str(self._home), "megabytes": self._megabytes, "boundary": boundary}
        try:
            ended = self._child.exchange(request, data, seconds=MAX_SECONDS, take=take)
        except OSError as error:
            raise EvidenceError(f"cannot start the process that proves quotes: {error.strerror}") from error
        if ended is not None or not answers:
            raise EvidenceError("the process that proves quotes ended without an answer")
        if "error" in answers[0]:
            raise EvidenceError(str(answers[0]["error"]))
        return answers[0]["result"]


def _proof(row: Mapping[str, Any]) -> Proof:
    verdict = row["verdict"]
    passages = [Passage(each["evidence"], Place(*each["place"]), each["words"]) for each in row["nearest"]]
    made = None if verdict is None else _verdict(verdict)
    return Proof(
        row["quote"], Span(*row["span"]), row["fragment"], row["speaker"], made, passages if made is None else ()
    )


def _verdict(row: Mapping[str, Any]) -> Verdict:
    place = None if row["place"] is None else Place(*row["place"])
    differences = tuple(
        Difference(each["quoted"], each["source"], each["allowed"], _span(each["quoted_at"]), _span(each["source_at"]))
        for each in row["differences"]
    )
    return Verdict(
        row["kind"], row["evidence"], place, differences, row["reason"], row["before"], row["words"], row["after"]
    )


def _span(values: Sequence[int] | None) -> Span | None:
    return None if values is None else Span(*values)
