"""Undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

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
    """Undoes and redoes the user's changes to notes, including earlier sessions'."""

    def __init__(self, screen: AppScreen, state: ArticleState, listing: NoteListing) -> None:
        self._screen = screen
        self._state = state
        self._listing = listing

    @handles("note.undo")
    def undo(self) -> None:
        """Undo the last change to a note of this article."""
        self._screen.work(self._step("undo", self._here()), "save")

    @handles("note.undo_elsewhere")
    def undo_elsewhere(self) -> None:
        """Undo the last change to a note, in any article."""
        self._screen.work(self._step("undo", None), "save")

    @handles("note.redo")
    def redo(self) -> None:
        """Redo the last undone change in this article."""
        self._screen.work(self._step("redo", self._here()), "save")

    def _here(self) -> str:
        """The key of this article; "" before it is stored, which matches no note."""
        entry = self._state.story.entry
        return entry.key if entry is not None else ""

    async def _step(self, what: Literal["undo", "redo"], article: str | None) -> None:
        from store.notes.notebook import NotebookError

        if not self._state.panes_mounted or self._state.story.text is None:
            self._screen.refuse("the article is still being opened")
            return
        notes = self._state.newsroom.notes
        try:
            step = await (notes.undo(article) if what == "undo" else notes.redo(article))
        except (NotebookError, OSError) as error:
            if what == "undo" and (elsewhere := notes.last_step()) is not None and elsewhere.after.article != article:
                self._screen.refuse(await self._tell_elsewhere(elsewhere))
            else:
                self._screen.refuse(str(error), "warning")
            return
        here = self._state.note(step.after.uid)
        self._listing.show(select=here.uid if here else None)
        await self._report(step, what)

    async def _report(self, step: Step, what: Literal["undo", "redo"]) -> None:
        verb, words = ("undone", _UNDONE) if what == "undo" else ("redone", _REDONE)
        place = "" if step.after.article == self._here() else f", in “{await self._title(step)}”"
        many = self._state.newsroom.notes.size(step)
        more = f" and {many - 1} more" if many > 1 else ""
        did = words.get(step.did, step.did)
        if step.after.type == "reading":
            did = did.replace("the note", "the correction")
        self._screen.say(f"{verb}: {did}{place}: “{one_line(step.after.body, 60)}”{more}")

    async def _tell_elsewhere(self, step: Step) -> str:
        """A message that there is nothing to undo here, and what can be undone elsewhere."""
        key, title = self._screen.key("note.undo_elsewhere"), await self._title(step)
        return f"Nothing to undo here · {key} undoes “{one_line(step.after.body, 20)}” in “{one_line(title, 24)}”"

    async def _title(self, step: Step) -> str:
        """The title of the article that a step changed."""
        return await self._state.newsroom.articles.title_of(step.after.article) or "another article"
