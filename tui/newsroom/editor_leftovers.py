"""Recovers notes that were in the user's own editor when the app ended, and offers them as drafts at the next start.

An editor's folder (see `tui.newsroom.external_editor`) holds `writing.json`, which describes the note being written and
is locked for as long as the app that created it lives.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.config.log import log

if TYPE_CHECKING:
    from store.notes.notebook import Draft

PREFIX = "editing-"
NOTE = "note.md"
WRITING = "writing.json"
MAX_NOTE_BYTES = 1_000_000
"""A longer file is not taken for a note."""


def describe(folder: Path, key: str, before: str, extra: Mapping[str, Any]) -> int | None:
    """Record the note being written in the folder, and lock the record; returns the open file, to be closed afterwards.

    `before` is the note's original text, `extra` the data of its draft. None if that fails: then only the text can be
    recovered.
    """
    from store.disk.journal import NoLocksError, lock

    data = json.dumps({"key": key, "before": before, "extra": dict(extra)}).encode()
    try:
        descriptor = os.open(folder / WRITING, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError as error:
        log.warning("cannot write in %s: %s", folder, error)
        return None
    with contextlib.suppress(OSError, NoLocksError):
        os.write(descriptor, data)
        lock(descriptor)
    return descriptor


def find(home: Path, author: str) -> tuple[list[Draft], list[str]]:
    """The drafts that ended apps have left in their users' editors, the latest first, and lines to show once.

    Folders in which nothing was written are removed; those of live apps, and other users', are left alone.
    """
    drafts: list[Draft] = []
    notices: list[str] = []
    for folder in sorted(home.glob(f"{PREFIX}*")):
        with contextlib.suppress(OSError):
            if folder.is_symlink() or not folder.is_dir() or folder.stat().st_uid != os.getuid() or _is_lent(folder):
                continue
            draft = _draft(folder, author)
            others = [each.name for each in folder.iterdir() if each.name not in (NOTE, WRITING)]
            if draft is not None and draft.extra:
                drafts.append(draft)
            elif draft is not None:
                others.insert(0, NOTE)
            if others:
                notices.append(f"an editor that was ended left {others[0]} in {folder}")
            elif draft is None:
                shutil.rmtree(folder, ignore_errors=True)
    return sorted(drafts, key=lambda draft: draft.time, reverse=True), notices


def forget(draft: Draft) -> None:
    """Delete a draft found here: it was taken over."""
    shutil.rmtree(draft.path, ignore_errors=True)


def is_leftover(draft: Draft) -> bool:
    """Whether a draft was found in an editor's folder."""
    return draft.path.name.startswith(PREFIX)


def _is_lent(folder: Path) -> bool:
    """Whether the app that created the folder is live."""
    from store.disk.journal import NoLocksError, lock

    try:
        descriptor = os.open(folder / WRITING, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        return not lock(descriptor, shared=True)
    except NoLocksError:
        return True
    finally:
        os.close(descriptor)


def _draft(folder: Path, author: str) -> Draft | None:
    """The draft in the folder; None if it has nothing new."""
    from store.disk.clock import stamp
    from store.notes.notebook import Draft

    note = folder / NOTE
    if note.is_symlink() or not note.is_file() or note.stat().st_size > MAX_NOTE_BYTES:
        return None
    text = note.read_bytes().decode("utf-8", "replace")
    writing = _read(folder / WRITING)
    before = str(writing.get("before", ""))
    if not text.strip() or text.rstrip("\n") == before.rstrip("\n"):
        return None
    extra = writing.get("extra")
    when = stamp(datetime.fromtimestamp(note.stat().st_mtime, UTC))
    body = text if before.endswith("\n") else text.removesuffix("\n")
    key = str(writing.get("key") or f"new:{folder.name}")
    return Draft(key, body, when, author, extra if isinstance(extra, dict) else {}, folder)


def _read(file: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError, ValueError):
        data = json.loads(file.read_bytes())
        if isinstance(data, dict):
            return data
    return {}


def not_saved(drafts: Iterable[Draft], saved: Collection[str]) -> list[Draft]:
    """The `drafts` whose words are in none of the `saved` notes: an app may end between saving and cleaning up."""
    remaining = []
    for draft in drafts:
        if draft.text in saved:
            forget(draft)
        else:
            remaining.append(draft)
    return remaining
