"""The options of one desk, from the command line and `config.toml`, set before it opens."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Options that do not change while the desk is open.

    `exports` is the folder for Markdown; None: `exports` in the data folder. `max_megabytes` limits a file or page that
    is read, `timeout_seconds` a fetch. `fix_encoding` repairs mojibake in opened sources. Feeds are fetched again after
    `refresh_minutes`; new files in `drop_folder` are added to the desk. `empty_embargo_is_none` names senders, with
    commas, whose empty embargo elements mean no embargo. An open fact-check without a deadline is due after `due_days`;
    removed articles are purged after `trash_days`, fetched pages after `archive_days` (0: never). With `trust_notes`
    exports keep the code in the user's own notes.
    """

    allow_private: bool = False
    exports: Path | None = None
    max_megabytes: int = 20
    empty_embargo_is_none: str = ""
    fix_encoding: bool = False
    timeout_seconds: float = 30.0
    refresh_minutes: float = 15.0
    drop_folder: Path | None = None
    due_days: int = 1
    trash_days: int = 30
    archive_days: int = 0
    trust_notes: bool = False

    @property
    def max_bytes(self) -> int:
        """`max_megabytes` in bytes."""
        return self.max_megabytes * 2**20
