"""The notes of the desk as the screens see them: found, changed, shared with other sessions, and typed as drafts.

What is only in memory is read on the event loop; what touches the disk runs in a thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.newsroom.drafts import DraftWriter, Extra, is_of

if TYPE_CHECKING:
    from extract import Span
    from store.notes.note import About, Note
    from store.notes.notebook import Conflict, Draft, Notebook, Step
    from tui.newsroom.sessions import Watch
    from tui.newsroom.story import Story


class DeskNotes:
    """The half of the newsroom that keeps notes."""

    __slots__ = ()

    author: str
    drafts: DraftWriter
    recovered: list[Draft]
    watch: Watch | None
    _notebook: Notebook | None
    _made: set[str]

    @property
    def read_only(self) -> str | None:
        """Why nothing can be kept."""
        raise NotImplementedError

    async def _notes(self) -> Notebook:
        """The open notebook. Raises NotebookError where it cannot be opened."""
        raise NotImplementedError

    def notes_of(self, story: Story) -> list[Note]:
        """The story's notes by position; from memory, so cheap enough for the event loop."""
        if self._notebook is None or story.entry is None:
            return []
        return self._notebook.for_article(story.entry.key, story.entry.version)

    def note_count(self, story: Story) -> int:
        """How many notes the story has."""
        return len(self.notes_of(story))

    def late_count(self, story: Story) -> int:
        """How many of the story's notes are overdue."""
        notes = self.notes_of(story)
        if not notes:
            return 0
        from store.notes.deadlines import overdue

        now = datetime.now(UTC)
        return sum(note.due is not None and overdue(note, now) for note in notes)

    def tags(self) -> tuple[str, ...]:
        """The tags of the desk's notes, the most used first."""
        from store.notes.carry_over import ORPHANED

        return tuple(tag for tag in self._notebook.tags() if tag != ORPHANED) if self._notebook else ()

    async def add_note(self, story: Story, body: str, span: Span | None, about: About, **kind: Any) -> Note:
        """Save a new note; when this returns, it is on disk. `kind` may set type, status and tags.

        Raises NotebookError (one line).
        """
        from store.notes.anchors import Anchor
        from store.notes.notebook import NotebookError

        notebook = await self._notes()
        if story.entry is None or story.text is None:
            raise NotebookError(f"{story.name} is not kept: {self.read_only or 'the data folder cannot be written'}")
        anchor = None if span is None else Anchor.of(story.text, span)
        return await self._mine(
            notebook.add,
            article=story.entry.key,
            version=story.entry.version,
            anchor=anchor,
            body=body,
            about=about,
            **kind,
        )

    async def edit_note(self, uid: str, *, base: Note | None = None, **changes: Any) -> Note:
        """Save a changed note; `base` is the state the user began from. Raises NotebookError (one line).

        A note that was deleted while it was being edited is taken out of the trash for it.
        """
        notebook = await self._notes()
        if base is not None and notebook.get(uid) is None:
            await asyncio.to_thread(notebook.restore, uid)
        return await self._mine(notebook.edit, uid, base=base, **changes)

    async def edit_notes(self, changes: Sequence[tuple[Note, Mapping[str, Any]]]) -> None:
        """Save changes to several notes, each from the state given; one undo takes all back. Raises NotebookError."""
        if changes:
            await asyncio.to_thread((await self._notes()).edit_together, changes)

    async def delete_note(self, uid: str) -> Note:
        """Put a note in the trash. Raises NotebookError (one line)."""
        return await self._mine((await self._notes()).delete, uid)

    async def undo(self) -> Step:
        """Take back what the user did to a note last, in this session or one before. Raises NotebookError."""
        return await asyncio.to_thread((await self._notes()).undo)

    def size(self, step: Step) -> int:
        """How many notes a step changed."""
        return self._notebook.size(step) if self._notebook else 1

    async def redo(self) -> Step:
        """Do again what was undone last. Raises NotebookError."""
        return await asyncio.to_thread((await self._notes()).redo)

    # -- several sessions ---------------------------------------------------------------------------------------------

    @property
    def others(self) -> tuple[str, ...]:
        """Who else has the folder open."""
        return self.watch.others if self.watch else ()

    def conflicts(self) -> dict[str, Conflict]:
        """The notes that two sessions changed at once, by uid; each conflict's versions with the user's own first."""
        if self._notebook is None:
            return {}
        return {
            conflict.uid: replace(conflict, versions=tuple(sorted(conflict.versions, key=self._whose)))
            for conflict in self._notebook.conflicts()
        }

    def _whose(self, version: Note) -> int:
        return 0 if version.op in self._made else 1 if version.editor == self.author else 2

    async def choose(self, uid: str, version: Note, *, keep_other: bool) -> Note:
        """End a conflict with `version`; the others become notes of their own or go. Raises NotebookError."""
        return await self._mine((await self._notes()).choose, uid, version, keep_other=keep_other)

    async def _mine(self, save: Callable[..., Note], *args: Any, **kwargs: Any) -> Note:
        note = await asyncio.to_thread(save, *args, **kwargs)
        self._made.add(note.op)
        return note

    # -- drafts -------------------------------------------------------------------------------------------------------

    async def _put_draft(self, key: str, text: str | None, extra: Extra) -> None:
        await asyncio.to_thread((await self._notes()).draft, key, text, extra)

    def drafts_of(self, story: Story) -> list[Draft]:
        """The recovered drafts written on the story, the latest first."""
        key = story.entry.key if story.entry else None
        return [draft for draft in self.recovered if is_of(draft, key, story.name)]

    async def take_over(self, draft: Draft, key: str, extra: Extra) -> None:
        """Make a draft of a session that is gone this one's: written anew under `key` before the old one is dropped."""
        self.drafts.typed(key, draft.text, extra)
        await self.drafts.flush()
        from tui.newsroom import editor_leftovers as left_behind

        forget = left_behind.forget if left_behind.is_ours(draft) else (await self._notes()).forget
        await asyncio.to_thread(forget, draft)
