"""Writing a note in the user's own editor."""

from __future__ import annotations

import asyncio
import os
import shutil
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tui.actions.handlers import handles
from tui.config.locations import for_people
from widgets.bars import StatusLine

if TYPE_CHECKING:
    from tui.article.article_state import ArticleState
    from tui.article.notes.changes import NoteChanges
    from tui.article.notes.drafts import RecoveredDrafts
    from tui.article.notes.editor import NoteEditing
    from tui.article.panes import Panes
    from tui.newsroom.external_editor import Edited
    from tui.screens.base import AppScreen


class ExternalEditor:
    """Edits a note in `$VISUAL` or `$EDITOR`.

    The note is opened in the screen's own editor first, and the text is put back there before it is saved, so that
    drafts, failures to save and others' changes are handled as usual.
    """

    def __init__(
        self,
        screen: AppScreen,
        state: ArticleState,
        panes: Panes,
        changes: NoteChanges,
        editor: NoteEditing,
        drafts: RecoveredDrafts,
    ) -> None:
        self._screen = screen
        self._state = state
        self._panes = panes
        self._changes = changes
        self._editor = editor
        self._drafts = drafts

    @handles("note.outside")
    async def edit(self) -> None:
        """Edit the current note, or write a new one on the selection, in the user's own editor."""
        from tui.newsroom.external_editor import edit, editor_command

        command = editor_command(os.environ)
        if isinstance(command, str):
            self._screen.refuse(command, "warning")
            return
        if not self._state.panes_mounted:
            self._screen.refuse("the article is still being opened")
            return
        if not await self._opened() or self._editor.writing is None:
            return
        body, writing = self._editor.text, self._editor.writing
        home, extra = self._state.newsroom.home, self._editor.extra(writing)
        try:
            with self._screen.app.suspend():
                edited = edit(command, body, home, key=writing.key, extra=extra, head=self._editor.head_of(writing))
        except SuspendNotSupported:
            self._screen.say("$EDITOR cannot run in this terminal", "warning")
            return
        if edited.text is not None:
            self._editor.start(self._editor.writing, edited.text)
            self._editor.keep_draft()
        self._panes.go_back()
        self._screen.work(self._save(edited), "save")

    async def _opened(self) -> bool:
        """Open the screen's own editor on the current note, else on a new one; return False if it cannot open."""
        if not self._editor.is_on_selection:
            if self._changes.current() is not None:
                await self._drafts.edit()
            else:
                await self._drafts.add()
        return self._editor.is_on_selection

    async def _save(self, edited: Edited) -> None:
        saved = await self._editor.save_now(leave=True)
        if not saved and edited.folder is not None:
            why = self._screen.query_one(StatusLine).message
            where = for_people(edited.folder)
            self._screen.say(f"{why}; the text is in the editor here and in {where}", "error")
        elif edited.problem:
            self._screen.say(edited.problem, "info" if edited.problem == "left unchanged" else "warning")
        elif edited.folder is not None:
            await asyncio.to_thread(shutil.rmtree, edited.folder, ignore_errors=True)
