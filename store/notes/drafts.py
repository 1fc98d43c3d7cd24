"""Saves unsaved typing: one small journal a session, so that a crash costs a quarter of a second."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from store.disk.files import make_folder, open_inside
from store.disk.journal import SUFFIX, Journal, Line, NoLocksError, Tail, encode
from store.disk.private import is_own, own_folder

FOLDER = "drafts"
MAX_DRAFT_CHARACTERS = 1_000_000
"""A longer draft was not typed and is ignored."""
REWRITE_BYTES = 1 << 20
"""A draft file longer than this, and than eight times its content, is rewritten."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Unsaved words. `key` identifies the text being written to the editor, `extra` is the data for offering it again.

    `time` is ISO 8601 in UTC; `path` the file it was found in.
    """

    key: str
    text: str
    time: str
    author: str
    extra: Mapping[str, Any] = field(default_factory=dict)
    path: Path = Path()


class Drafts:
    """This session's drafts, and those left by sessions that have ended. Thread-safe, with its own lock."""

    def __init__(self, home: Path, session: str, author: str, time: Callable[[], str]) -> None:
        self._home = home
        self._own = is_own(home)
        self._folder = home / FOLDER if self._own else own_folder(home, author) / FOLDER
        self._session = session
        self._author = author
        self._time = time
        self._lock = threading.Lock()
        self._journal: Journal | None = None
        self._part = 0
        self._live: dict[str, Line] = {}

    def put(self, key: str, text: str | None, extra: Mapping[str, Any] | None = None) -> None:
        """Store `text` under `key`, durably; None or "" drops it. Raises OSError."""
        with self._lock:
            if not text and key not in self._live:
                return
            line = {"op": "draft", "key": key, "text": text or None, "time": self._time(), "extra": dict(extra or {})}
            self._open().append([line])
            if text:
                self._live[key] = line
            else:
                self._live.pop(key, None)
            self._shrink()

    def _open(self) -> Journal:
        if self._journal is None or self._journal.is_removed():
            if self._journal is not None:
                self._journal.close()
                self._journal = None
            self._part += 1
            path = self._folder / f"{self._session}.{self._part:06}{SUFFIX}"
            if not self._own:
                make_folder(self._folder.parent, private=True)
            make_folder(self._folder, private=True)
            header = {"op": "session", "session": self._session, "author": self._author}
            self._journal = Journal(self._home, path, header, private=True)
            if self._live:
                self._journal.append(list(self._live.values()))
        return self._journal

    def _shrink(self) -> None:
        """Start a new file with the live drafts if the old one is mostly history; then remove the old one."""
        old = self._journal
        if (
            old is None
            or old.size < REWRITE_BYTES
            or old.size < 8 * sum(len(encode(line)) for line in self._live.values())
        ):
            return
        self._journal = None
        try:
            self._open()
        except OSError:
            self._journal = old
        else:
            old.close(remove=True)

    def recovered(self) -> list[Draft]:
        """This author's drafts from sessions that have ended, latest first."""
        found: dict[tuple[str, Path], Draft] = {}
        for folder in dict.fromkeys((self._folder, self._home / FOLDER)):
            for path in _files(folder):
                if not path.name.startswith(self._session):
                    with contextlib.suppress(OSError, NoLocksError):
                        drafts = _left_in(self._home, path, self._author)
                        found.update({(draft.key, path): draft for draft in drafts})
        return sorted(found.values(), key=lambda draft: draft.time, reverse=True)

    def forget(self, draft: Draft) -> None:
        """Drop a recovered draft, and its file once it is empty."""
        with contextlib.suppress(OSError):
            descriptor = open_inside(self._home, draft.path, os.O_WRONLY | os.O_APPEND, private=True)
            try:
                os.write(descriptor, b"\n" + encode({"op": "draft", "key": draft.key, "text": None}))
                os.fdatasync(descriptor)
            finally:
                os.close(descriptor)
            if not _left_in(self._home, draft.path, draft.author):
                draft.path.unlink()

    def close(self) -> None:
        """Close the file, and remove it if it has no drafts."""
        with self._lock:
            if self._journal is not None:
                self._journal.close(remove=not self._live)
                self._journal = None


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(Path(entry.path) for entry in os.scandir(folder) if entry.name.endswith(SUFFIX))
    except OSError:
        return []


def _left_in(home: Path, path: Path, author: str) -> list[Draft]:
    """The drafts in a file whose session has ended; none if it is live. Raises OSError and NoLocksError."""
    tail = Tail(home, path, private=True)
    try:
        if tail.alive():
            return []
        drafts: dict[str, Draft] = {}
        writer = ""
        for line in tail.read():
            if line.get("op") == "session":
                writer = str(line.get("author", ""))
            elif (draft := _draft(line, writer, path)) is not None:
                drafts[draft.key] = draft
            else:
                drafts.pop(str(line.get("key")), None)
        return list(drafts.values()) if writer == author else []
    finally:
        tail.close()


def _draft(line: Line, writer: str, path: Path) -> Draft | None:
    """The draft in a line; None if the line drops one, or is not a draft."""
    key, text, time, extra = line.get("key"), line.get("text"), line.get("time", ""), line.get("extra")
    if not (isinstance(key, str) and isinstance(text, str) and text and isinstance(time, str)):
        return None
    if len(text) > MAX_DRAFT_CHARACTERS:
        return None
    return Draft(key, text, time, writer, extra if isinstance(extra, dict) else {}, path)
