"""Saves drafts in the background, and loads those of earlier sessions."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from extract.span import Span

if TYPE_CHECKING:
    from store.notes.note import About, Note
    from store.notes.notebook import Draft

WRITE_INTERVAL_SECONDS = 0.2
"""Interval between writes; a key after a pause is written at once. Including the write it stays under 300 ms."""

Extra = Mapping[str, Any]
SaveDraft = Callable[[str, str | None, Extra], Awaitable[None]]


class DraftWriter:
    """Writes drafts in the background: the latest text of each, one write at a time, in order.

    `put(key, text, extra)` writes and raises OSError or NotebookError; `on_fault` receives the first of consecutive
    failures. A draft that could not be written is retried with the next key.
    """

    def __init__(self, save: SaveDraft, on_fault: Callable[[str], None]) -> None:
        self._save = save
        self._on_fault = on_fault
        self._waiting: dict[str, tuple[str | None, Extra]] = {}
        self._failing = False
        self._writing = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def typed(self, key: str, text: str | None, extra: Extra) -> None:
        """Save `text` under `key` soon; None or "" drops the draft."""
        self._waiting[key] = text, extra
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._write_behind())

    async def drop(self, key: str) -> None:
        """Drop a draft now: its text was saved or discarded."""
        self._waiting[key] = None, {}
        await self.flush()

    async def _write_behind(self) -> None:
        while True:
            await self.flush()
            await asyncio.sleep(WRITE_INTERVAL_SECONDS)
            if not self._waiting or self._failing:
                return

    async def flush(self) -> None:
        """Write pending drafts. A write in progress is waited for, so that none overtakes another."""
        async with self._writing:
            waiting, self._waiting = self._waiting, {}
            for key, (text, extra) in waiting.items():
                await asyncio.shield(self._write(key, text, extra))

    async def _write(self, key: str, text: str | None, extra: Extra) -> None:
        from store.notes.notebook import NotebookError

        try:
            await self._save(key, text, extra)
        except (NotebookError, OSError) as error:
            self._waiting.setdefault(key, (text, extra))
            if not self._failing:
                self._on_fault(str(error))
            self._failing = True
        else:
            self._failing = False


@dataclass(frozen=True, slots=True)
class Writing:
    """The state of the editor besides the text: enough to reopen it after a crash.

    `base` is the note it was opened with, None for a new one. `anchored` are the selectors of a new note's passage
    (`Anchor.to_dict`), `about` its subject, `fields` the note's type.
    """

    key: str
    base: Note | None = None
    span: Span | None = None
    about: About | None = None
    fields: Mapping[str, Any] | None = None

    def extra(self, text: str | None, place: Mapping[str, Any]) -> dict[str, Any]:
        """The form stored with the draft. `text` is the article's, `place` identifies the article."""
        from store.notes.anchors import Anchor

        anchored = Anchor.of(text, self.span).to_dict() if self.span is not None and text is not None else None
        return {
            **place,
            "base": self.base.to_dict() if self.base else None,
            "anchored": anchored,
            "about": self.about.to_dict() if self.about else None,
            "fields": dict(self.fields or {}),
        }

    @classmethod
    def of(cls, draft: Draft, text: str) -> Writing:
        """Restore the editor's state on the article's current `text`; damage costs only the place."""
        from store.notes.anchors import Anchor, locate
        from store.notes.note import About, Note

        try:
            extra = draft.extra
            base = Note.from_dict(extra["base"]) if extra.get("base") else None
            located = locate(text, Anchor.from_dict(extra["anchored"])) if extra.get("anchored") else None
            about = About.from_dict(extra["about"]) if extra.get("about") else None
            fields = {name: value for name, value in extra.get("fields", {}).items() if name in ("type", "tags", "due")}
            if base is not None and "tags" in fields:
                fields = {}  # of a version that kept them for the note to come
        except (KeyError, TypeError, ValueError, AttributeError):
            return cls(draft.key)
        return cls(draft.key, base, located.span if located and located.certain else None, about, fields)


def is_of(draft: Draft, article: str | None, source: str) -> bool:
    """Whether `draft` was written on the article with this key, or, before it had one, from this source."""
    key = draft.extra.get("article")
    return key == article if key and article else draft.extra.get("source") == source


def local_time(moment: str) -> str:
    """A stored time (ISO 8601, UTC) on the user's clock, with its zone; with the date if that is not today's."""
    try:
        when = datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return moment
    return when.strftime("%H:%M %Z" if when.date() == datetime.now().astimezone().date() else "%Y-%m-%d %H:%M %Z")


def recovery_notice(draft: Draft) -> str:
    """A notice about a draft that belongs to another article."""
    title = draft.extra.get("title") or draft.extra.get("source") or "another article"
    return f"recovered your draft of {local_time(draft.time)}: it waits in “{title}”"
