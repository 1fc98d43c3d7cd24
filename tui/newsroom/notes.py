"""The notes of the desk for the screens: found, changed, shared with other sessions, and saved as drafts.

Data in memory is read on the event loop; disk access runs in a thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.newsroom.drafts import DraftWriter, Extra, is_of
from tui.newsroom.sessions import News

if TYPE_CHECKING:
    from extract import Span
    from store.notes.note import About, Note
    from store.notes.notebook import Conflict, Draft, Step
    from tui.newsroom.stores import Stores
    from tui.newsroom.story import Story


class Notes:
    """The notes of one data folder, as one user writes them."""

    def __init__(self, stores: Stores, publish: Callable[[News], None]) -> None:
        """`publish` receives messages for the user."""
        self.drafts = DraftWriter(self._write_draft, lambda fault: publish(News(notices=(fault,))))
        self._stores = stores
        self._own_operations: set[str] = set()

    def of(self, story: Story) -> list[Note]:
        """The story's notes by position; from memory, so cheap enough for the event loop."""
        notebook = self._stores.open_notebook
        if notebook is None or story.entry is None:
            return []
        return notebook.for_article(story.entry.key, story.entry.version)

    def count(self, story: Story) -> int:
        """The number of notes on the story."""
        return len(self.of(story))

    def overdue_count(self, story: Story) -> int:
        """The number of the story's notes that are overdue."""
        notes = self.of(story)
        if not notes:
            return 0
        from store.notes.deadlines import overdue

        now = datetime.now(UTC)
        return sum(note.due is not None and overdue(note, now) for note in notes)

    def tags(self) -> tuple[str, ...]:
        """The tags of the desk's notes, the most used first."""
        from store.notes.carry_over import ORPHANED

        notebook = self._stores.open_notebook
        return tuple(tag for tag in notebook.tags() if tag != ORPHANED) if notebook else ()

    async def add(self, story: Story, body: str, span: Span | None, about: About, **kind: Any) -> Note:
        """Save a new note durably. `kind` may set type, status and tags.

        Raises NotebookError (one line).
        """
        from store.notes.anchors import Anchor
        from store.notes.notebook import NotebookError

        notebook = await self._stores.notebook()
        if story.entry is None or story.text is None:
            raise NotebookError(
                f"{story.name} is not kept: {self._stores.read_only or 'the data folder cannot be written'}"
            )
        anchor = None if span is None else Anchor.of(story.text, span)
        return await self._remember(
            notebook.add,
            article=story.entry.key,
            version=story.entry.version,
            anchor=anchor,
            body=body,
            about=about,
            **kind,
        )

    async def edit(self, uid: str, *, base: Note | None = None, **changes: Any) -> Note:
        """Save a changed note; `base` is the state the user began from. Raises NotebookError (one line).

        A note that was deleted while it was being edited is restored from the trash.
        """
        notebook = await self._stores.notebook()
        if base is not None and notebook.get(uid) is None:
            await asyncio.to_thread(notebook.restore, uid)
        return await self._remember(notebook.edit, uid, base=base, **changes)

    async def edit_together(self, changes: Sequence[tuple[Note, Mapping[str, Any]]]) -> None:
        """Save changes to several notes, each from the given state; one undo reverts all. Raises NotebookError."""
        if changes:
            await asyncio.to_thread((await self._stores.notebook()).edit_together, changes)

    async def delete(self, uid: str) -> Note:
        """Move a note to the trash. Raises NotebookError (one line)."""
        return await self._remember((await self._stores.notebook()).delete, uid)

    async def undo(self, article: str | None = None) -> Step:
        """Undo the user's last change to a note, of `article` (key) if given, in this session or one before.

        Raises NotebookError.
        """
        return await asyncio.to_thread((await self._stores.notebook()).undo, article)

    def last_step(self) -> Step | None:
        """What `undo` would undo, whichever article it was in."""
        notebook = self._stores.open_notebook
        return notebook.last_step() if notebook else None

    def size(self, step: Step) -> int:
        """The number of notes a step changed."""
        notebook = self._stores.open_notebook
        return notebook.size(step) if notebook else 1

    async def redo(self, article: str | None = None) -> Step:
        """Redo the last undone step, in `article` (key) if given. Raises NotebookError."""
        return await asyncio.to_thread((await self._stores.notebook()).redo, article)

    # -- several sessions ---------------------------------------------------------------------------------------------

    @property
    def others(self) -> tuple[str, ...]:
        """The other users with the folder open."""
        return self._stores.watch.others if self._stores.watch else ()

    def conflicts(self) -> dict[str, Conflict]:
        """The notes that two sessions changed at once, by uid; each conflict's versions with the user's own first."""
        notebook = self._stores.open_notebook
        if notebook is None:
            return {}
        return {
            conflict.uid: replace(conflict, versions=tuple(sorted(conflict.versions, key=self._whose)))
            for conflict in notebook.conflicts()
        }

    def _whose(self, version: Note) -> int:
        return 0 if version.op in self._own_operations else 1 if version.editor == self._stores.author else 2

    async def choose(self, uid: str, version: Note, *, keep_other: bool) -> Note:
        """Settle a conflict with `version`; the others become separate notes or are dropped. Raises NotebookError."""
        return await self._remember((await self._stores.notebook()).choose, uid, version, keep_other=keep_other)

    async def _remember(self, save: Callable[..., Note], *args: Any, **kwargs: Any) -> Note:
        note = await asyncio.to_thread(save, *args, **kwargs)
        self._own_operations.add(note.op)
        return note

    # -- drafts -------------------------------------------------------------------------------------------------------

    async def _write_draft(self, key: str, text: str | None, extra: Extra) -> None:
        await asyncio.to_thread((await self._stores.notebook()).draft, key, text, extra)

    @property
    def recovered(self) -> Sequence[Draft]:
        """The drafts of ended sessions, the latest first."""
        return self._stores.recovered

    def drafts_of(self, story: Story) -> list[Draft]:
        """The recovered drafts written on the story, the latest first."""
        key = story.entry.key if story.entry else None
        return [draft for draft in self._stores.recovered if is_of(draft, key, story.name)]

    def claim(self, draft: Draft) -> None:
        """Stop offering a recovered draft: it is being taken over."""
        self._stores.recovered.remove(draft)

    async def take_over(self, draft: Draft, key: str, extra: Extra) -> None:
        """Adopt a draft of an ended session: it is saved under `key` before the old one is dropped."""
        self.drafts.typed(key, draft.text, extra)
        await self.drafts.flush()
        from tui.newsroom import editor_leftovers

        leftover = editor_leftovers.is_leftover(draft)
        forget = editor_leftovers.forget if leftover else (await self._stores.notebook()).forget
        await asyncio.to_thread(forget, draft)
