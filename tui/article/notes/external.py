"""Writing a note in the user's own editor."""

from __future__ import annotations

import asyncio
import os
import shutil
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tui.actions.handlers import handles
from tui.article.notes.editor import NoteTaking
from tui.config.locations import for_people
from widgets.bars import StatusLine

if TYPE_CHECKING:
    from tui.newsroom.external_editor import Edited


class OutsideEditing(NoteTaking):
    """The part of the article screen that lends a note to `$VISUAL` or `$EDITOR`.

    The note is opened in the screen's own editor first and the text put back there before it is saved, so that drafts,
    failures to save and notes changed meanwhile by others are what they always are.
    """

    @handles("note.outside")
    def action_note_outside(self) -> None:
        """Write the note at hand, or a new one on the selection, in the user's own editor."""
        from tui.newsroom.external_editor import edit, editor_command

        command = editor_command(os.environ)
        if isinstance(command, str):
            self.say(command, "warning")
            return
        if not self._furnished:
            self.say("the article is still being opened")
            return
        if not self._editor_opened() or self._writing is None:
            return
        body, writing = self.notes.draft, self._writing
        try:
            with self.app.suspend():
                edited = edit(command, body, self._newsroom.home, key=writing.key, extra=self._extra(writing))
        except SuspendNotSupported:
            self.say("this terminal cannot be lent to an editor", "warning")
            return
        if edited.text is not None:
            self._open_editor(self._writing, edited.text)
            self._keep_draft()
        self._go_back()
        self.run_worker(self._take_back(edited), group="save", exit_on_error=False)

    def _editor_opened(self) -> bool:
        """Open the screen's own editor on the note at hand, else on a new one; False if it cannot be."""
        if not self.notes.editing:
            if self._note_at_hand() is not None:
                self.action_note_edit()
            else:
                self.action_note_add()
        return self.notes.editing

    async def _take_back(self, edited: Edited) -> None:
        saved = await self._save_now(leave=True)
        if not saved and edited.folder is not None:
            why = self.query_one(StatusLine).said
            self.say(f"{why}; the text is in the editor here and in {for_people(edited.folder)}", "error")
        elif edited.problem:
            self.say(edited.problem, "info" if edited.problem == "left unchanged" else "warning")
        elif edited.folder is not None:
            await asyncio.to_thread(shutil.rmtree, edited.folder, ignore_errors=True)
