"""The article screen: four panes, one selection, and notes on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from tui.actions.handlers import collect, handles
from tui.article.actor_details import ActorDetails
from tui.article.article_state import PANES, ArticleState
from tui.article.changed_text import ChangedText
from tui.article.evidence.proving import Proving
from tui.article.jump_labels import JumpLabels
from tui.article.jumps import Jumps
from tui.article.motions import Motions
from tui.article.notes.note_features import NoteFeatures
from tui.article.opening import Opening
from tui.article.pane_hints import PaneHints
from tui.article.panes import Panes
from tui.article.retellings import Retellings
from tui.article.row_selection import RowSelection
from tui.article.search import Search
from tui.article.selection import SelectionModel
from tui.article.style_marks import StyleMarks
from tui.article.summary.article_summary import ArticleSummary
from tui.article.wire_notice import WireNotice
from tui.article.word_selection import WordSelection
from tui.article.yank import Yank
from tui.features.app_actions import AppActions
from tui.features.data_exchange import DataExchange
from tui.features.desk_lists import DeskLists
from tui.features.markdown_export import MarkdownExport
from tui.features.reports import Reports
from tui.features.table_arrangement import TableFilter, TableOrder
from tui.screens.base import AppScreen, bindings
from tui.screens.session import Find
from widgets.bars import Level
from widgets.panes.article import ArticlePane
from widgets.state import Selection

if TYPE_CHECKING:
    from tui.newsroom.newsroom import Story
    from tui.newsroom.sessions import News
    from tui.screens.session import At, Session
    from widgets.head_rule import HeadRule
    from widgets.panes.actors import ActorsPane
    from widgets.panes.notes import NotesPane
    from widgets.panes.quotes import QuotesPane
    from widgets.prompt import Prompt
    from widgets.tables.check_lines import ChecksPane
    from widgets.tables.speaker_bars import VoicesPane
    from widgets.tables.table import Table


class ArticleScreen(AppScreen):
    """Shows one story. The article is painted first; the other panes, the store and the reader follow.

    The screen only wires: it creates the features, sets the order in which they are asked, and forwards its messages.
    """

    BINDINGS = bindings("article")
    place = "article"
    AUTO_FOCUS: ClassVar[str | None] = "#article"

    def __init__(self, session: Session, story: Story, *, alone: bool, at: At = None) -> None:
        """`alone` means that the story was named on the command line, with no desk behind it.

        `at` is the uid of the note, the span of the text, or the words, to go to.
        """
        super().__init__(session)
        self.key_holds.closed = True
        self._alone = alone
        self._at = at
        newsroom = session.newsroom
        state = self.state = ArticleState(newsroom, story)
        panes = self.panes = Panes(self, state, self._pane_changed)
        selection = self.selection = SelectionModel(state, panes, self._selected)
        self._rows = RowSelection(state, panes, selection)
        panes.on_arrived = self._rows.select_row

        jumps = self._jumps = Jumps(self, state, panes, selection)
        words = self._words = WordSelection(self, state, panes)
        labels = self.labels = JumpLabels(self, panes)
        search = self._search = Search(self, state, panes, jumps, on_start=words.stop)
        style = StyleMarks(self, state, panes)
        lists = self._lists = DeskLists(self, newsroom)
        actors = self._actor_details = ActorDetails(self, state, panes, selection, lists)

        notes = self._notes = NoteFeatures(self, state, panes, selection)
        listing = self.listing = notes.listing
        listing.after_notes_changed = (*listing.after_notes_changed, self._rows.select_row)
        table_filter, order = TableFilter(self, self._filtered), TableOrder(self)

        changed_text = ChangedText(self, state, on_seen=listing.show)
        wire = self.wire_notice = WireNotice(self, state, panes)
        proving = self.proving = Proving(self, state, panes, listing)
        listing.after_notes_changed = (*listing.after_notes_changed, proving.renew)
        summary = self._summary = ArticleSummary(self, state, panes)
        panes.on_read = summary.renew
        listing.after_notes_changed = (*listing.after_notes_changed, summary.renew)
        self._opening = Opening(self, state, panes, selection, notes, changed_text, wire)

        # Precedence where several features could answer: the first one that does wins.
        self.key_modes = (labels, order, words, self.counts)
        self._escapes = (
            self._stop_fetching,
            words.escape,
            search.escape_prompt,
            table_filter.escape,
            search.escape,
            notes.actor_filter.escape,
            panes.leave_zoom,
        )
        self.hint_sources = (
            notes.editor.writing_hints,
            labels.hints,
            words.hints,
            search.hints,
            PaneHints(self, state, panes, notes.editor.way_back).hints,
        )
        listing.after_notes_changed = (*listing.after_notes_changed, self.show_hints)
        self._describers = (
            style.describe,
            actors.describe,
            proving.describe_quote,
            state.describe_note,
            search.describe,
            state.describe_words,
        )
        motions = Motions(self, state, panes, selection, search)
        reading = (panes, motions, jumps, words, labels, search, style, Yank(self, state))
        about = (actors, Retellings(self, state, lists), changed_text, wire, proving)
        exports = (MarkdownExport(self, newsroom, story), DataExchange(self, newsroom, story))
        desk = (lists, Reports(self, newsroom, story, self._go_to_place), *exports)
        tables = (table_filter, order)
        self.handlers = collect("article", (self, AppActions(self), *reading, *about, *notes.owners, *desk, *tables))

    # -- building -----------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        yield from self.panes.compose()
        yield from self.bars()

    def on_mount(self) -> None:
        if self.state.story.text is not None:
            self.panes.show_text()
        self._pane_changed()
        self.call_after_refresh(self._mount_panes)

    async def _mount_panes(self) -> None:
        """Mount the other panes, then start the work that fills them."""
        await self.panes.mount()
        self.panes.go_to(self.state.pane)
        self.key_holds.closed = False
        self.work(self._open(), "work")

    async def _open(self) -> None:
        """Open the story, and go to the words searched for on the desk."""
        await self._opening.open(self._at, alone=self._alone)
        if isinstance(self._at, Find) and self.state.story.article is not None:
            self._search.begin(self._at.words)
        await self.proving.open()

    def on_unmount(self) -> None:
        """End the process that proves quotes."""
        self.proving.close()

    # -- reactions ----------------------------------------------------------------------------------------------------

    def _pane_changed(self) -> None:
        """End the modes of the text, and update titles and hints, after the focus has moved to another pane."""
        if self.state.pane != "article":
            self._words.stop()
            self._search.cancel()
            self.labels.stop()
        self.panes.mark_focus()
        self.show_hints()
        if self.state.pane == "actors":
            self._actor_details.describe_row()

    def _selected(self, selection: Selection) -> None:
        """Describe the new selection."""
        texts = [describe(selection) for describe in self._describers]  # all of them: some also draw
        if text := next(filter(None, texts), ""):
            self.say(text)
        self.show_hints()
        self._jumps.follow()

    def on_resize(self) -> None:
        """Arrange the panes for the new size."""
        self.panes.arrange()
        self._summary.resized()

    def _filtered(self, table: Table, _words: str) -> None:
        if table is self.panes.notes.table:
            self.listing.show_title()

    def is_ready_for(self, key: str, *, alone: bool) -> bool:
        """Whether `key` may be handled now: it waits for the panes, the text, and the reading if it needs that."""
        ready = super().is_ready_for(key, alone=alone)
        return ready and self._opening.is_ready_for(self.action_of(key), alone=alone)

    def begins_count(self, digit: str) -> bool:
        """Whether `digit` begins a count; while words are being selected every digit does."""
        return self._words.takes_keys or super().begins_count(digit)

    def hold_place(self, digit: str) -> Callable[[], None] | None:
        """The way back from the pane that `digit` goes to."""
        if not self.action_of(digit).startswith("pane."):
            return None
        pane, selection, top = self.state.pane, self.state.selection, self.panes.article.scroll_offset.y

        def back() -> None:
            self.panes.go_to(pane, arrive=False)
            self.selection.select(selection, reveal=False)
            self.panes.article.show_from(top)

        return back

    def say(self, text: str, level: Level = "info", *, message: str | None = None) -> None:
        """Show one line in the status bar, unless it is shown in full below the actors."""
        super().say(text, level, message=message)

    def show_news(self, news: News) -> None:
        """Show the changes that others made to the notes, and who is on the desk."""
        self._notes.show_news(news)

    @property
    def focused_pane(self) -> str:
        return self.state.pane

    async def _go_to_place(self, key: str, at: At) -> None:
        """Go to a note or span of an article, which may be this one."""
        entry = self.state.story.entry
        if entry is not None and key == entry.key:
            self.selection.go_to(at)
        else:
            await self._lists.open(key, at)

    # -- messages: Textual calls their handlers on the screen ---------------------------------------------------------

    @on(ArticlePane.Selected)
    def _on_article_selected(self, message: ArticlePane.Selected) -> None:
        message.stop()
        self.selection.follow_pane(message.selection)

    @on(ArticlePane.Moved)
    def _on_article_moved(self, message: ArticlePane.Moved) -> None:
        self.panes.title("article").place = message.place
        self._jumps.follow()

    def click_pane(self, pane: str, *, on_title: bool) -> None:
        self.panes.click(pane, on_title=on_title)

    def on_head_rule_clicked(self, message: HeadRule.Clicked) -> None:
        """A click on a name in the rule of a zoomed pane goes to that pane, on its own restores the others."""
        message.stop()
        if self.panes.alone:
            self.panes.click(PANES[message.number], on_title=True)

    def on_descendant_focus(self) -> None:
        """Follow a focus change, which a click can cause."""
        self.panes.follow_focus()

    def on_actors_pane_chosen(self, message: ActorsPane.Chosen) -> None:
        """The user moved to an actor in the table."""
        message.stop()
        self._actor_details.choose(message.actor_id)

    def on_actors_pane_entered(self, message: ActorsPane.Entered) -> None:
        """Enter on an actor steps through its quotes and mentions."""
        message.stop()
        self._actor_details.step_evidence(message.actor_id)

    def on_quotes_pane_chosen(self, message: QuotesPane.Chosen) -> None:
        """The user moved to a quote in the table."""
        message.stop()
        self.selection.choose_quote(message.quote_id)

    def on_quotes_pane_entered(self, message: QuotesPane.Entered) -> None:
        """Enter on a quote goes to it in the article."""
        message.stop()
        self.panes.go_to("article")

    def on_notes_pane_chosen(self, message: NotesPane.Chosen) -> None:
        """The user moved to a note in the list."""
        message.stop()
        self.selection.choose_note(message.uid)

    def on_voices_pane_clicked(self, message: VoicesPane.Clicked) -> None:
        """A click on a speaker under the text selects the actor."""
        message.stop()
        self.panes.go_to("actors", arrive=False)
        self._actor_details.choose(message.key)

    def on_checks_pane_clicked(self, message: ChecksPane.Clicked) -> None:
        """A click on a finding goes to its note or passage."""
        message.stop()
        self.selection.go_to(self._summary.place_of(message.key))

    async def on_notes_pane_entered(self, message: NotesPane.Entered) -> None:
        """Enter on a note edits it."""
        message.stop()
        await self._notes.drafts.edit()

    def on_notes_pane_typed(self, message: NotesPane.Typed) -> None:
        """Store the text as a draft, and show completions of the tag being typed."""
        message.stop()
        self._notes.editor.keep_draft()
        self.show_hints()

    def on_notes_pane_saved(self, message: NotesPane.Saved) -> None:
        """The user asked the editor to save."""
        message.stop()
        self._notes.editor.save()

    def on_notes_pane_left(self, message: NotesPane.Left) -> None:
        """The user left the editor."""
        message.stop()
        self._notes.editor.leave()

    def on_notes_pane_completed_nothing(self, message: NotesPane.CompletedNothing) -> None:
        """Explain that Tab completes tags in the editor, and does not leave it."""
        message.stop()
        self._notes.editor.tell_no_tag(message.begun)

    def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """The search pattern changed."""
        message.stop()
        self._search.show_matches(message.text)

    def on_prompt_answered(self, message: Prompt.Answered) -> None:
        """The search pattern is complete."""
        message.stop()
        self._search.answer(message.text)

    def on_prompt_cancelled(self, message: Prompt.Cancelled) -> None:
        """The search was cancelled."""
        message.stop()
        self._search.cancel()

    # -- leaving ------------------------------------------------------------------------------------------------------

    @handles("mode.leave")
    def escape(self) -> None:
        """End the first mode that Escape can end."""
        any(escape() for escape in self._escapes)
        self.show_hints()

    def _stop_fetching(self) -> bool:
        return self.session.newsroom.articles.fetching.give_up()

    @handles("app.back")
    def back(self) -> None:
        """Go back to the desk; with a story opened alone, exit the app."""
        if self._alone:
            self.session.leave()
        else:
            self.work(self._back(), "leave")

    async def _back(self) -> None:
        if await self.finish():
            self.dismiss()

    async def finish(self) -> bool:
        """Save an open editor and remember the place; return False if the note could not be saved."""
        if not await self._notes.editor.finish():
            return False
        if self.state.panes_mounted:
            await self.session.newsroom.articles.left(
                self.state.story, self.state.pane, self.panes.article.window.start, self._opening.seen
            )
        return True
