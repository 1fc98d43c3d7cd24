"""Evidence from files and from the desk, for the commands that hold quotes against it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.jobs.collection import CollectionError

if TYPE_CHECKING:
    from store.evidence.evidence_text import Evidence
    from tui.jobs.collection import Collection

TRANSCRIPTS = (".vtt", ".srt", ".json", ".txt", ".text")
"""How files end that are read as they are: line and time code are those of the file."""


def load_evidence(collection: Collection, refs: Iterable[str]) -> list[Evidence]:
    """The evidence that the user names: files of any format that articles have, transcripts, articles of the desk.

    Raises CollectionError, in one line, for what cannot be read.
    """
    return [each for ref in refs for each in _load(collection, ref)]


def _load(collection: Collection, ref: str) -> list[Evidence]:
    from store.disk.files import describe_error
    from store.evidence.evidence_text import MAX_EVIDENCE_BYTES, EvidenceError, from_text, read_evidence
    from store.model.source_names import printable

    path = Path(ref)
    try:
        if path.suffix.lower() in TRANSCRIPTS and path.is_file():
            with path.open("rb") as file:
                return [read_evidence(path.name, file.read(MAX_EVIDENCE_BYTES + 1))]
        return [from_text(entry.title, collection.text(entry.version)) for entry in collection.find(ref)]
    except EvidenceError as error:
        raise CollectionError(f"{printable(ref)}: {error}") from error
    except OSError as error:
        raise CollectionError(describe_error(error)) from error
