"""Undo and redo."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from widgets.text.safe import one_line

if TYPE_CHECKING:
    from store.notes.notebook import Step
    from tui.article.article_state import ArticleState
    from tui.article.notes.note_listing import NoteListing
    from tui.screens.base import AppScreen

_UNDONE = {
    "add": "the note is gone",
    "edit": "the change is gone",
    "delete": "the note is back",
    "restore": "deleted",
    "choose": "both versions are back",
}
_REDONE = {
    "add": "the note is back",
    "edit": "changed again",
    "delete": "deleted again",
    "restore": "the note is back",
    "choose": "chosen again",
}


class Undo:
    """Undoes and redoes the user's changes to notes, also of earlier sessions."""

    def __init__(self, screen: AppScreen, state: ArticleState, listing: NoteListing) -> None:
        self._screen = screen
        self._state = state
        self._listing = listing

    @handles("note.undo")
    def undo(self) -> None:
        """Undo the last change."""
        self._screen.work(self._step(self._state.newsroom.notes.undo, "undone", _UNDONE), "save")

    @handles("note.redo")
    def redo(self) -> None:
        """Redo the last change undone."""
        self._screen.work(self._step(self._state.newsroom.notes.redo, "redone", _REDONE), "save")

    async def _step(self, take: Callable[[], Awaitable[Step]], verb: str, words: dict[str, str]) -> None:
        from store.notes.notebook import NotebookError

        if not self._state.panes_mounted or self._state.story.text is None:
            self._screen.say("the article is still being opened")
            return
        try:
            step = await take()
        except (NotebookError, OSError) as error:
            self._screen.say(str(error), "warning")
            return
        here = self._state.note(step.after.uid)
        self._listing.show(select=here.uid if here else None)
        entry = self._state.story.entry
        place = "" if entry and step.after.article == entry.key else ", in another article"
        many = self._state.newsroom.notes.size(step)
        more = f" and {many - 1} more" if many > 1 else ""
        what = words.get(step.did, step.did)
        if step.after.type == "reading":
            what = what.replace("the note", "the correction")
        self._screen.say(f"{verb}: {what}{place}: “{one_line(step.after.body, 60)}”{more}")
