"""Conflicts: reports notes that two people changed at once, shows both versions and lets the user choose."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from widgets.text.safe import one_line

if TYPE_CHECKING:
    from store.notes.note import Note
    from tui.article.article_state import ArticleState
    from tui.article.notes.note_listing import NoteListing
    from tui.article.panes import Panes
    from tui.dialogs.conflict import Choice
    from tui.screens.base import AppScreen


class Conflicts:
    """Lets the user choose between two versions of a note."""

    def __init__(self, screen: AppScreen, state: ArticleState, panes: Panes, listing: NoteListing) -> None:
        self._screen = screen
        self._state = state
        self._panes = panes
        self._listing = listing

    def report(self, changed: Collection[str]) -> None:
        """Report which of the notes that others changed (uids) now have two versions."""
        conflicting = self._state.newsroom.notes.conflicts()
        for note in self._state.notes:
            if note.uid in changed and note.uid in conflicting:
                choose = self._screen.key("note.conflict")
                self._screen.say(f"two versions of “{one_line(note.body, 40)}”: {choose} chooses", "warning")

    @handles("note.conflict")
    def choose(self) -> None:
        """Choose between the versions of the selected note, else of the first note with two."""
        if not self._state.panes_mounted:
            return
        conflicting = self._state.newsroom.notes.conflicts()
        uids = [note.uid for note in self._state.notes if note.uid in conflicting]
        if not uids:
            self._screen.refuse("no note here has two versions")
            return
        selected = self._state.selection.note or self._panes.notes.selected
        self._screen.work(self._choose(selected if selected in uids else uids[0]), "choose")

    async def _choose(self, uid: str | None) -> None:
        from tui.dialogs.conflict import ConflictScreen

        conflict = self._state.newsroom.notes.conflicts().get(uid or "")
        if conflict is None:
            return
        choice = await self._screen.ask(ConflictScreen(conflict.versions, self._state.newsroom.author))
        if choice is not None:
            await self._settle(conflict.uid, choice)

    async def _settle(self, uid: str, choice: Choice) -> None:
        from store.notes.notebook import NotebookError

        try:
            note: Note = await self._state.newsroom.notes.choose(uid, choice.version, keep_other=choice.both)
        except (NotebookError, OSError) as error:
            self._screen.say(f"NOT chosen: {error}", "error")
            return
        self._listing.show(select=note.uid)
        self._screen.say("kept both, as two notes" if choice.both else f"kept “{one_line(note.body, 60)}”")
