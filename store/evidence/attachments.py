"""Stores the evidence attached to a story: a record with SHA-256, and the raw bytes.

`evidence/` in the data folder has one JSON file for each story, named by the story's key, and in `files/` the bytes of
each attachment, named by their SHA-256. A file that has changed since is attached again, and its earlier bytes are
kept. The JSON also holds the speakers' labels that a person matched with a name, and the last verdicts, so that changes
can be reported.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args

from store.disk.files import locked, make_folder, read_inside, write_inside
from store.disk.json_reader import parse, text_of, whole_number
from store.evidence.transcript_reading import MAX_EVIDENCE_BYTES, EvidenceError

SCHEMA = "copydesk.evidence/1"
MAX_ATTACHMENTS = 500
"""The most pieces of evidence for one story."""
MAX_SEARCHED_FILES = 5000
"""The most files searched for one that has moved."""
MAX_HASHED_FILES = 20

Origin = Literal["file", "article", "page"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """One piece of evidence: `location` is an absolute path, an article's key, or the URL of a page in the archive.

    `sha256` and `length` are those of its bytes, `earlier` the SHA-256s of earlier versions, the oldest first.
    """

    name: str
    location: str
    origin: Origin
    sha256: str
    length: int
    added: str
    media_type: str | None = None
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """The evidence of one story: `speakers` maps labels to names, `verdicts` maps `Proof.mark` to the last verdict.

    `lines` has a line on each quote of the text with the SHA-256 `version`, by the code point where the quote begins:
    what `store.articles.verdict_lines` reads.
    """

    attachments: tuple[Attachment, ...] = ()
    speakers: Mapping[str, str] = field(default_factory=dict)
    verdicts: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    lines: Mapping[str, str] = field(default_factory=dict)


class Attachments:
    """The evidence under the data folder `home`. Creates nothing on disk until something is attached.

    Methods that make changes raise OSError, and EvidenceError if the story's file is damaged; nothing is lost then.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self._folder = home / "evidence"

    def of(self, key: str) -> Dossier:
        """The dossier of the story with this key. Raises EvidenceError for a damaged file, and OSError."""
        path = self._path(key)
        try:
            return _parse(parse(read_inside(self.home, path)), key)
        except FileNotFoundError:
            return Dossier()
        except (ValueError, KeyError, TypeError) as error:
            raise EvidenceError(f"{path} is damaged: move it away, and attach the evidence again") from error

    def attach(self, key: str, attachment: Attachment, data: bytes) -> Attachment:
        """Store a piece of evidence for a story. It replaces one from the same location or with the same bytes.

        Returns the stored attachment, with its earlier versions. Raises EvidenceError if there are too many.
        """
        path = self._bytes_path(attachment.sha256)
        if not path.exists():
            make_folder(path.parent)
            write_inside(self.home, path, [data])
        with self._changing(key) as (dossier, save):
            same = [each for each in dossier.attachments if _is_same(each, attachment)]
            earlier = (sha for each in same for sha in (*each.earlier, each.sha256) if sha != attachment.sha256)
            attachment = replace(attachment, earlier=tuple(dict.fromkeys(earlier)))
            if same:
                attachment = replace(attachment, added=same[0].added)
            others = [each for each in dossier.attachments if each not in same]
            if len(others) >= MAX_ATTACHMENTS:
                raise EvidenceError(f"more than {MAX_ATTACHMENTS} pieces of evidence")
            save(replace(dossier, attachments=(*others, attachment)))
        return attachment

    def detach(self, key: str, ref: str) -> Attachment | None:
        """Detach a piece of evidence from a story, by location, name or SHA-256 prefix. The bytes are kept."""
        with self._changing(key) as (dossier, save):
            removed = find(dossier, ref)
            if removed is not None:
                save(replace(dossier, attachments=tuple(each for each in dossier.attachments if each != removed)))
        return removed

    def name_speaker(self, key: str, label: str, name: str | None) -> None:
        """Set the name for a speaker's label; None removes it."""
        with self._changing(key) as (dossier, save):
            speakers = {each: known for each, known in dossier.speakers.items() if each != label.casefold()}
            if name:
                speakers[label.casefold()] = name
            save(replace(dossier, speakers=speakers))

    def remember(self, key: str, verdicts: Mapping[str, str], version: str, lines: Mapping[str, str]) -> None:
        """Store the last verdicts, and a line on each quote of the text `version`."""
        with self._changing(key) as (dossier, save):
            save(replace(dossier, verdicts=dict(verdicts), version=version, lines=dict(lines)))

    def data(self, attachment: Attachment) -> bytes:
        """The stored bytes of a piece of evidence. Raises OSError if they are missing or have changed."""
        path = self._bytes_path(attachment.sha256)
        data = read_inside(self.home, path, max_bytes=MAX_EVIDENCE_BYTES)
        if hashlib.sha256(data).hexdigest() != attachment.sha256:
            raise OSError(f"{path} is damaged")
        return data

    @contextmanager
    def _changing(self, key: str) -> Iterator[tuple[Dossier, Any]]:
        """Lock the story's evidence, and yield it with a function that saves it."""
        make_folder(self._folder)
        path = self._path(key)

        def save(dossier: Dossier) -> None:
            rows = [asdict(each) for each in dossier.attachments]
            content = {"schema": SCHEMA, "article": key, "evidence": rows, "speakers": dict(dossier.speakers),
                    "verdicts": dict(dossier.verdicts),
                    "quotes": {"version": dossier.version, "lines": dict(dossier.lines)}}  # fmt: skip
            write_inside(self.home, path, [json.dumps(content, indent=1).encode()])

        with locked(self.home, self._folder / ".lock"):
            yield self.of(key), save

    def _path(self, key: str) -> Path:
        if "/" in key or key.startswith(".") or not key:
            raise FileNotFoundError(f"not an article: {key[:80]!r}")
        return self._folder / f"{key}.json"

    def _bytes_path(self, sha256: str) -> Path:
        return self._folder / "files" / sha256


def find(dossier: Dossier, ref: str) -> Attachment | None:
    """The piece of evidence that matches `ref`: its location, its name, or at least four digits of its SHA-256."""
    absolute = os.path.abspath(ref)  # noqa: PTH100 - without following links
    groups = (
        [each for each in dossier.attachments if each.location in (ref, absolute)],
        [each for each in dossier.attachments if each.name == ref],
        [each for each in dossier.attachments if len(ref) >= 4 and each.sha256.startswith(ref.casefold())],
    )
    return next((found[0] for found in groups if len(found) == 1), None)


def find_moved(attachment: Attachment, folders: list[Path], home: Path) -> Path | None:
    """The new path of a file that has moved: one with the same bytes in or below `folders`, its own folder first.

    The data folder `home`, which has a copy of every piece of evidence, is left out.
    """
    left = MAX_SEARCHED_FILES
    hashed = 0
    for folder in dict.fromkeys([Path(attachment.location).parent, *folders]):
        for parent, names, files in os.walk(folder):
            names[:] = [name for name in names if not name.startswith(".") and Path(parent, name) != home]
            if Path(parent) == home:
                break
            for name in sorted(files, key=lambda name: (name != attachment.name, name)):
                left -= 1
                if left < 0 or hashed >= MAX_HASHED_FILES:
                    return None
                path = Path(parent, name)
                with contextlib.suppress(OSError):
                    if path.is_symlink() or path.stat().st_size != attachment.length:
                        continue
                    hashed += 1
                    if hashlib.sha256(path.read_bytes()).hexdigest() == attachment.sha256:
                        return path
    return None


def _is_same(one: Attachment, other: Attachment) -> bool:
    return (one.origin == other.origin and one.location == other.location) or one.sha256 == other.sha256


def _parse(data: Any, key: str) -> Dossier:
    if not isinstance(data, dict) or data["schema"] != SCHEMA or data["article"] != key:
        raise ValueError(f"not {SCHEMA}")
    rows = data["evidence"]
    if not isinstance(rows, list):
        raise TypeError("no list of evidence")
    quotes = data.get("quotes") or {"version": "", "lines": {}}
    return Dossier(
        tuple(map(_attachment, rows)),
        _texts(data["speakers"]),
        _texts(data["verdicts"]),
        text_of(quotes["version"]),
        _texts(quotes["lines"]),
    )


def _attachment(row: Any) -> Attachment:
    origin, media_type = row["origin"], row.get("media_type")
    if origin not in get_args(Origin):
        raise ValueError("not an origin")
    return Attachment(
        name=text_of(row["name"]),
        location=text_of(row["location"]),
        origin=origin,
        sha256=_digest(row["sha256"]),
        length=whole_number(row["length"]),
        added=text_of(row["added"]),
        media_type=None if media_type is None else text_of(media_type),
        earlier=tuple(map(_digest, row["earlier"])),
    )


def _digest(value: Any) -> str:
    if len(text_of(value)) != 64 or not value.isascii() or not value.isalnum():
        raise ValueError("not a SHA-256")
    return str(value)


def _texts(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError("not a table")
    return {text_of(name): text_of(each) for name, each in value.items()}
