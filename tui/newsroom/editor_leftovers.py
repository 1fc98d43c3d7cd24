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


END_OF_HEAD = "# ---- Write below this line; nothing above it is part of the note. ----"


def head_of(lines: Iterable[str]) -> str:
    """What stands above a note in the editor: `lines`, commented, and where the note begins."""
    return "".join(f"# {line}\n" for line in lines) + END_OF_HEAD + "\n"


def without_head(text: str, head: str) -> str:
    """`text` without what `head_of` made, even if its lines were changed or some were deleted."""
    if not head:
        return text
    lines = text.splitlines(keepends=True)
    end = next((number for number, line in enumerate(lines, 1) if line.rstrip() == END_OF_HEAD), 0)
    ours = {line.rstrip() for line in head.splitlines()}
    while not end and lines and lines[0].rstrip() in ours:
        del lines[0]
    return "".join(lines[end:])


def describe(folder: Path, key: str, before: str, extra: Mapping[str, Any], head: str = "") -> int | None:
    """Say in the folder what is being written, and lock that; the open file to be closed when it is over.

    `before` is the note's original text, `extra` the data of its draft. None if that fails: then only the text can be
    recovered.
    """
    from store.disk.journal import NoLocksError, lock

    data = json.dumps({"key": key, "before": before, "extra": dict(extra), "head": head}).encode()
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
    writing = _read(folder / WRITING)
    text = without_head(note.read_bytes().decode("utf-8", "replace"), str(writing.get("head", "")))
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
