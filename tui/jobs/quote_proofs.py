"""Loads evidence, named or attached to stories, for the commands that check quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tui.config import locations
from tui.jobs.collection import CollectionError

if TYPE_CHECKING:
    from extract.types import Article
    from store.articles.entry import Entry
    from store.articles.library import Library
    from store.evidence.evidence_text import Evidence
    from store.evidence.rules import EditingRules
    from store.evidence.story_proof import EvidenceRoom, StoryProof
    from tui.jobs.collection import Collection


@contextmanager
def evidence_room(library: Library) -> Iterator[EvidenceRoom]:
    """Open an evidence room with its own parser, until the block ends."""
    from store.evidence.story_proof import EvidenceRoom
    from store.formats.limits import Limits
    from store.processes.parser import Sandbox
    from tui.config.settings import load

    settings = load(locations.config_file())[0]
    sandbox = Sandbox(Limits.of(settings.largest))
    try:
        yield EvidenceRoom(library, sandbox)
    finally:
        sandbox.close()


def prove_attached(
    collection: Collection, entry: Entry, article: Article, rules: EditingRules, *, remember: bool
) -> StoryProof:
    """Prove every quote of a story against its attachments. Raises CollectionError, in one line, and OSError."""
    from store.evidence.transcript_reading import EvidenceError

    with evidence_room(collection.library) as room:
        try:
            return room.prove(entry.key, article, rules, folders_near(entry), remember=remember)
        except EvidenceError as error:
            raise CollectionError(str(error)) from error


def folders_near(entry: Entry) -> list[Path]:
    """Where to look for moved evidence, besides its old folder: the current folder, and the story's."""
    location = Path(entry.location)
    return [Path.cwd(), *([location.parent] if location.is_absolute() and location.parent.is_dir() else [])]


def load_evidence(collection: Collection, refs: Iterable[str]) -> list[Evidence]:
    """The evidence that the user names: files of any article format, transcripts, articles of the desk.

    Nothing is attached or stored. Raises CollectionError, in one line, for unreadable evidence.
    """
    with evidence_room(collection.library) as room:
        return [_load(room, ref) for ref in refs]


def _load(room: EvidenceRoom, ref: str) -> Evidence:
    from store.disk.files import describe_error
    from store.evidence.transcript_reading import EvidenceError

    try:
        return room.read(ref)
    except EvidenceError as error:
        raise CollectionError(str(error)) from error
    except OSError as error:
        raise CollectionError(describe_error(error)) from error
