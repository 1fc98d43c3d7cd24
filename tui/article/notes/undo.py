"""Second thoughts about notes: undo and redo, what others did meanwhile, and the choice between two versions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.actions.registry import key_of
from tui.article.notes.drafts import Drafting
from widgets.text.safe import one_line

if TYPE_CHECKING:
    from store.notes.note import Note
    from store.notes.notebook import Step
    from tui.dialogs.conflict import Choice
    from tui.newsroom.sessions import News

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


class Revising(Drafting):
    """The part of the article screen that takes things back, and settles what two people wrote at once."""

    # -- undo and redo ------------------------------------------------------------------------------------------------

    @handles("note.undo")
    def action_note_undo(self) -> None:
        """Take back what was done to a note last, in this session or one before."""
        self._step(self._newsroom.undo, "undone", _UNDONE)

    @handles("note.redo")
    def action_note_redo(self) -> None:
        """Do again what was undone last."""
        self._step(self._newsroom.redo, "redone", _REDONE)

    def _step(self, take: Callable[[], Awaitable[Step]], verb: str, words: dict[str, str]) -> None:
        self.run_worker(self._step_now(take, verb, words), group="save", exit_on_error=False)

    async def _step_now(self, take: Callable[[], Awaitable[Step]], verb: str, words: dict[str, str]) -> None:
        from store.notes.notebook import NotebookError

        if not self._furnished or self._story.text is None:
            self.say("the article is still being opened")
            return
        try:
            step = await take()
        except (NotebookError, OSError) as error:
            self.say(str(error), "warning")
            return
        here = self._note(step.after.uid)
        self._show_notes(select=here.uid if here else None)
        entry = self._story.entry
        place = "" if entry and step.after.article == entry.key else ", in another article"
        many = self._newsroom.size(step)
        more = f" and {many - 1} more" if many > 1 else ""
        what = words.get(step.did, step.did)
        if step.after.type == "reading":
            what = what.replace("the note", "the correction")
        self.say(f"{verb}: {what}{place}: “{one_line(step.after.body, 60)}”{more}")

    # -- what others do -----------------------------------------------------------------------------------------------

    def show_news(self, news: News) -> None:
        """Show what others did to the notes, and who is here."""
        if not self._furnished or self._story.text is None:
            return
        self._title_notes()
        if not news.changed:
            return
        self._show_notes(select=self.notes.selected)
        torn = self._newsroom.conflicts()
        for note in self._newsroom.notes_of(self._story):
            if note.uid in news.changed and note.uid in torn:
                choose = key_of("note.conflict", self.session.keys)
                self.say(f"two versions of “{one_line(note.body, 40)}”: {choose} chooses", "warning")

    # -- two versions -------------------------------------------------------------------------------------------------

    @handles("note.conflict")
    def action_note_conflict(self) -> None:
        """Choose between the versions of the note at hand, else of the first that has two."""
        if not self._furnished:
            return
        torn = self._newsroom.conflicts()
        uids = [note.uid for note in self._newsroom.notes_of(self._story) if note.uid in torn]
        if not uids:
            self.say("no note here has two versions")
            return
        at_hand = self._selection.note or self.notes.selected
        self.run_worker(self._choose(at_hand if at_hand in uids else uids[0]), group="choose", exit_on_error=False)

    async def _choose(self, uid: str | None) -> None:
        from tui.dialogs.conflict import ConflictScreen

        conflict = self._newsroom.conflicts().get(uid or "")
        if conflict is None:
            return
        choice = await self.app.push_screen_wait(ConflictScreen(conflict.versions, self._newsroom.author))
        if choice is not None:
            await self._settle(conflict.uid, choice)

    async def _settle(self, uid: str, choice: Choice) -> None:
        from store.notes.notebook import NotebookError

        try:
            note: Note = await self._newsroom.choose(uid, choice.version, keep_other=choice.both)
        except (NotebookError, OSError) as error:
            self.say(f"NOT chosen: {error}", "error")
            return
        self._show_notes(select=note.uid)
        self.say("kept both, as two notes" if choice.both else f"kept “{one_line(note.body, 60)}”")
