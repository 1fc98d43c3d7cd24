"""The versions screen: the new places of an older text's notes, and the differences between the two texts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.actions.handlers import collect, handles
from tui.article.versions.version_rows import Carryover, answer, change_rows, note_rows, notice_rows, quote_rows
from tui.features.app_actions import AppActions
from tui.features.compare_motions import CompareMotions
from tui.newsroom.newsroom import Story
from tui.screens.base import AppScreen, bindings
from widgets.bars import PaneTitle
from widgets.panes.compare import ComparePane, Pair, Row
from widgets.text.moments import local_minute

if TYPE_CHECKING:
    from store.notes.carry_over import Carried
    from tui.screens.session import Session

View = Literal["notes", "changes"]


class VersionsScreen(AppScreen):
    """Asks about unsure notes one by one, and compares the story's text with its previous version."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("versions"), Binding("escape", "act('app.back')", show=False)]
    place = "versions"
    AUTO_FOCUS: ClassVar[str | None] = "#compare"

    def __init__(self, session: Session, story: Story, carryover: Carryover) -> None:
        super().__init__(session)
        self.handlers = collect("versions", (self, AppActions(self), CompareMotions(self, lambda: self.pane)))
        self._newsroom = session.newsroom
        self._story = story
        self._carryover = carryover
        self._view: View = "notes" if carryover.touched else "changes"
        self._at = 0
        self._answering = False
        self._notices: list[Row | Pair] = []
        self._quotes: list[Row | Pair] = []
        self._texts: list[Row | Pair] = [Row("comparing the two texts", look="faint")]

    def compose(self) -> ComposeResult:
        yield PaneTitle("Versions", id="versions-title")
        yield ComparePane(id="compare")
        yield from self.bars()

    def on_mount(self) -> None:
        self.query_one(PaneTitle).active = True
        self._show()
        self.run_worker(self._compare(), group="compare", exit_on_error=False)

    @property
    def pane(self) -> ComparePane:
        """The pane that shows the rows."""
        return self.query_one(ComparePane)

    def _show(self) -> None:
        notes = self._view == "notes"
        self.pane.show(note_rows(self._carryover, self._story.text or "", self._at) if notes else self._changes())
        entry = self._story.entry
        dates = [local_minute(each.added) for each in entry.versions[-2:]] if entry else []
        self.query_one(PaneTitle).note = f"{self._view}; {' -> '.join(dates)}"

    def _changes(self) -> list[Row | Pair]:
        """The rows of the article's own correction notices, then of its quotes, then of its text."""
        return [*self._notices, *self._quotes, Row(""), *self._texts]

    async def _compare(self) -> None:
        """Compare the texts, then the quotes, for which the older text is read if necessary."""
        from store.processes.reader import ReaderError

        story, before = self._story, self._carryover.before
        try:
            old = await self._newsroom.articles.version_text(before)
            self._notices = await asyncio.to_thread(notice_rows, old, story.text or "")
            self._texts = await asyncio.to_thread(change_rows, old, story.text or "")
            if story.article is None:
                self._show_quotes_status(
                    f"cannot be compared before the article is read; {self.key('versions.open')} comes back"
                )
                return
            self._show_quotes_status("being compared")
            self.progress("reading the older text: who said what")
            earlier = await self._newsroom.articles.read_version(story, before)
            self._show_quotes(await asyncio.to_thread(quote_rows, earlier, story.article))
        except (OSError, ReaderError) as error:
            self._show_quotes_status(f"not compared: {error}")
        finally:
            self.progress(None)

    def _show_quotes_status(self, what: str) -> None:
        self._show_quotes([Row(f"Quotes: {what}", look="heading")])

    def _show_quotes(self, quotes: list[Row | Pair]) -> None:
        added = len(quotes) - len(self._quotes)
        self._quotes = quotes
        if self._view == "changes" and self.is_mounted:
            self.pane.show(self._changes(), added_above=added)

    # -- what the user does -------------------------------------------------------------------------------------------

    @handles("versions.view")
    def action_versions_view(self) -> None:
        """Switch between the notes and the changes."""
        self._view = "changes" if self._view == "notes" else "notes"
        self._show()

    @handles("versions.accept")
    def action_versions_accept(self) -> None:
        """Confirm the proposed passage: move the note there."""
        self._answer(confirmed=True)

    @handles("versions.keep")
    def action_versions_keep(self) -> None:
        """Reject the proposed passage: keep the note as an orphan."""
        self._answer(confirmed=False)

    def _answer(self, *, confirmed: bool) -> None:
        unsure = self._carryover.found.unsure
        if self._view != "notes" or not unsure:
            where = f"the questions are with the notes: {self.key('versions.view')} goes there"
            self.say(where if unsure else "no question is open")
        elif not self._answering:
            self._answering = True
            self.run_worker(self._answer_now(unsure[self._at], confirmed=confirmed), group="save", exit_on_error=False)

    async def _answer_now(self, carried: Carried, *, confirmed: bool) -> None:
        from store.notes.notebook import NotebookError

        try:
            await answer(self._newsroom, self._story, self._carryover, carried, confirmed=confirmed)
        except (NotebookError, OSError) as error:
            self.say(f"NOT saved: {error}", "error")
            return
        finally:
            self._answering = False
        left = len(self._carryover.found.unsure)
        self._at = min(self._at, max(0, left - 1))
        what = "moved there" if confirmed else "kept as an orphan"
        self.say(f"{what}; {left} left" if left else f"{what}; no question is left")
        self._show()

    @handles("versions.next")
    def action_versions_next(self) -> None:
        """Go to the next question, or to the next change."""
        self._step(1)

    @handles("versions.previous")
    def action_versions_previous(self) -> None:
        """Go to the previous question, or to the previous change."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self._view == "changes":
            if not self.pane.step(by):
                self.say("no more changes" if by > 0 else "no changes above")
        elif questions := len(self._carryover.found.unsure):
            self._at = (self._at + by) % questions
            self._show()
        else:
            self.say("no question is open")

    @handles("app.back")
    def action_app_back(self) -> None:
        """Go back to the article."""
        self.dismiss()
