"""The desk: a list of articles, each loaded and read in the background while you look."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from tui.actions.handlers import collect, handles
from tui.desk.background import Background
from tui.desk.dashboard.article_marking import ArticleMarking
from tui.desk.dashboard.board import Board, LibraryBoard, StoriesBoard
from tui.desk.dashboard.dashboard import Dashboard
from tui.desk.dashboard.desk_hints import pane_hints
from tui.desk.dashboard.desk_panes import WIDGETS, DeskPanes
from tui.desk.dashboard.desk_undo import DeskUndo
from tui.desk.dashboard.due_notes import DueNotes
from tui.desk.dashboard.first_start import keep_samples, shortened, welcome
from tui.desk.incoming import Incoming
from tui.desk.library import LibraryList
from tui.desk.search import DeskSearch
from tui.desk.story_list import StoryList
from tui.features.app_actions import AppActions
from tui.features.data_exchange import DataExchange
from tui.features.desk_lists import DeskLists
from tui.features.markdown_export import MarkdownExport
from tui.features.reports import Reports
from tui.features.table_arrangement import TableOrder
from tui.newsroom.drafts import recovery_notice
from tui.newsroom.newsroom import Story, stories_of
from tui.screens.base import AppScreen, bindings
from tui.screens.session import Find
from widgets.bars import StatusLine
from widgets.desk.desk_arrangement import DESK_PANES
from widgets.desk.due_table import DueTable
from widgets.desk.preview_pane import PreviewPane
from widgets.desk.views_table import ViewsTable
from widgets.panes.desk import DeskTable
from widgets.tables.table import Table

if TYPE_CHECKING:
    from tui.newsroom.sessions import News
    from tui.screens.session import At, Session
    from widgets.head_rule import HeadRule

VIEW_NAMES = {
    "": "all", "due": "due", "embargoed": "embargoed", "changed": "changed", "open-notes": "open notes",
    "removed": "removed", "hidden": "hidden",
}  # fmt: skip
"""The titles of searches that are views."""


class TheDesk(AppScreen):
    """Lists the stories; without any, the library's articles, with due items, views and a preview beside them.

    `escapes` are tried in order by Escape, until one ends something.
    """

    BINDINGS = bindings("desk")
    place = "desk"
    AUTO_FOCUS: ClassVar[str | None] = "#desk"

    def __init__(self, session: Session, stories: Sequence[Story]) -> None:
        super().__init__(session)
        newsroom = self._newsroom = session.newsroom
        self.stories = StoryList(self, newsroom, stories)
        self.panes = DeskPanes(self, self._pane_changed)
        self.library = LibraryList(self, newsroom, self._changed, self._listed)
        self.background = Background(self, newsroom, self.library)
        self.search = DeskSearch(self, newsroom, self.library)
        self.incoming = Incoming(self, newsroom)
        self.dashboard = Dashboard(self, self.panes, self._board, lambda: self.table.selected)
        undo = DeskUndo(self)
        self.due_notes = DueNotes(self, newsroom, self.panes, self.dashboard, undo, self._renew)
        self.marking = ArticleMarking(self, newsroom, self.library, lambda: self.table, undo, self._renew)
        self._previewed: str | None = None
        lists = DeskLists(self, newsroom)
        exports = MarkdownExport(self, newsroom, None), DataExchange(self, newsroom, None)
        reports = Reports(self, newsroom, None, lists.open)
        order = TableOrder(self)
        self.key_modes = (order, self.counts)
        shared = (AppActions(self), order, lists, *exports, reports)
        own = (self.panes, self.dashboard, undo, self.due_notes, self.marking)
        self.handlers = collect("desk", (self, self.search, self.incoming, *own, *shared))
        self._lists = lists
        self.hint_sources = (lambda: pane_hints(self.panes.pane, self.session.keys, empty=not self.table.row_count),)
        self.escapes = (
            newsroom.articles.fetching.give_up,
            self.search.escape_filter,
            self.panes.leave_zoom,
            self.search.escape,
        )

    def compose(self) -> ComposeResult:
        yield from self.panes.compose()
        yield from self.bars()

    def on_mount(self) -> None:
        self.panes.mark_first()
        self._show()
        self.key_holds.closed = not self.stories  # keys wait for the list
        self.work(self._work(), "work")

    async def on_unmount(self) -> None:
        """Stop importing and looking for changes."""
        await self.incoming.stop()
        await self.library.close()

    def on_screen_resume(self) -> None:
        self._show()

    def show_news(self, news: News) -> None:
        """Update the counts after others made or deleted notes."""
        if news.changed:
            self._show()

    @property
    def focused_pane(self) -> str:
        return self.panes.pane

    @property
    def table(self) -> DeskTable:
        """The list."""
        return self.query_one(DeskTable)

    def _show(self) -> None:
        if self.library.listing is not None:
            self.library.look_soon()
        else:
            self.stories.show()
            self._listed()
        self.dashboard.renew_soon()

    async def _renew(self) -> None:
        """Update the desk after a change of notes."""
        if self.library.listing is not None:
            await self.library.look(force=True)
        else:
            self.stories.show()
        await self.dashboard.renew()

    def _board(self) -> Board | None:
        """The source of the dashboard's rows."""
        if self.library.listing is not None:
            stores, options = self._newsroom.stores, self._newsroom.options
            assert stores.open_library is not None
            return LibraryBoard(
                self.library.listing.catalogue,
                stores.open_library,
                stores.open_notebook,
                due_days=options.due_days,
                refresh_minutes=options.refresh_minutes,
            )
        if not self.stories:
            return None
        return StoriesBoard(self.stories.named(), self._newsroom.stores.open_notebook, self._newsroom.options.due_days)

    def _listed(self) -> None:
        """Show the number of rows, and preview the one under the cursor."""
        line = self.search.line
        view = VIEW_NAMES.get(line)
        name = view if view is not None else line if line.startswith("@") else f"/{line}"
        count = f"{self.table.row_count:,}"
        self.panes.set_articles(f"{count} · {name}" if self.library.listing is not None else count)
        if self.table.selected != self._previewed:
            self._previewed = self.table.selected
            self.dashboard.follow()
        self.show_hints()

    def _pane_changed(self) -> None:
        self.show_hints()
        self.dashboard.follow()

    def click_pane(self, pane: str, *, on_title: bool) -> None:
        self.panes.click(pane, on_title=on_title)

    def on_head_rule_clicked(self, message: HeadRule.Clicked) -> None:
        """A click on a name in the rule of a zoomed pane."""
        self.panes.click(DESK_PANES[message.number], on_title=True)

    def on_descendant_focus(self) -> None:
        """Follow a focus change, which a click can cause."""
        self.panes.follow_focus()

    def on_resize(self) -> None:
        """Arrange the panes for the new size."""
        self.panes.arrange()

    # -- background work ----------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        self.background.serve_soon()
        self.dashboard.renew_soon()

    async def _work(self) -> None:
        """Fill the desk; load every named story, then read them one after the other."""
        filled = not self.stories and await self._fill()
        await self._furnish()
        self.key_holds.closed = False
        if filled:
            self._report_state()
            await self.incoming.start(feeds=True)
            await self.background.serve()
            await self.dashboard.renew()
            await self.marking.purge_expired()
            return
        await self.incoming.start(feeds=self.library.listing is not None)
        if self._newsroom.read_only:
            self.say(f"read-only: {self._newsroom.read_only}", "warning")
        await self.stories.load_all()
        if self._newsroom.notes.recovered:
            self.say(recovery_notice(self._newsroom.notes.recovered[0]))
        await self.stories.read_all()
        self.dashboard.renew_soon()

    async def _furnish(self) -> None:
        """Mount the other panes, and fill them."""
        await self.panes.furnish()
        self.panes.mark_first()
        await self.dashboard.renew()
        rows = self.dashboard.rows
        if self.library.listing is not None and not self.query_one(StatusLine).message:
            count = f"{self.library.listing.total:,} articles, {rows.unread:,} unread"
            self.say(" · ".join(filter(None, (count, rows.next_check))))

    def _report_state(self) -> None:
        if self._newsroom.read_only:
            self.say(f"read-only: {self._newsroom.read_only}", "warning")
        if self._newsroom.notes.recovered:
            self.say(recovery_notice(self._newsroom.notes.recovered[0]))

    async def _fill(self) -> bool:
        """List the library, else the samples; return whether the library is listed."""
        from store.articles.sources import expand
        from store.catalogue.catalogue import CatalogueError
        from tui.config.locations import samples

        stories: list[Story] = []
        try:
            if await self.library.open():
                if self.table.row_count == 0:
                    self.table.welcome = welcome(self.session.key)
                    self.table.set_rows([])
                    self.say(f"First start: notes are kept in {shortened(self._newsroom.home)}")
                return True
        except CatalogueError as error:
            self.say(f"{error}; searching titles only", "warning")
            stories = await self._newsroom.articles.stored()
        if not stories:
            stories = stories_of(expand([str(samples())], stdin=False))
            self.say("these are samples; `copydesk FILE` opens your own")
        self.stories.replace(stories)
        self._show()
        places = self._newsroom.stores.places
        last = places.last if places else None
        by_key = self.stories.by_key.items()
        self.table.select(next((key for key, story in by_key if story.entry and story.entry.key == last), None))
        return False

    # -- what the user does -------------------------------------------------------------------------------------------

    @on(DeskTable.Chosen)
    def _on_chosen(self, message: DeskTable.Chosen) -> None:
        """Show the fault of the article under the cursor, for which its row has no room."""
        message.stop()
        self._previewed = message.key
        self.dashboard.follow()
        line, story = self.query_one(StatusLine), self.stories.by_key.get(message.key)
        if story is not None and story.error:
            line.say(story.error, "error")
        elif any(line.message == each.error for each in self.stories.by_key.values()):
            line.say("")

    @on(DueTable.Chosen)
    def _on_due_chosen(self, message: DueTable.Chosen) -> None:
        """Preview the article of the due note."""
        message.stop()
        self.dashboard.follow()

    @on(DueTable.Opened)
    def _on_due_opened(self, message: DueTable.Opened) -> None:
        """Go to the note in its article."""
        message.stop()
        target = self.dashboard.rows.targets.get(message.key)
        if target is not None:
            self.work(self._lists.open(*target), "open", exclusive=True)

    @on(ViewsTable.Opened)
    def _on_view_opened(self, message: ViewsTable.Opened) -> None:
        """List the articles of a view."""
        message.stop()
        self.search.search(message.line)
        self.panes.go_to("articles")

    @on(PreviewPane.Opened)
    def _on_preview_opened(self, message: PreviewPane.Opened) -> None:
        """Open the article at the quote selected in the preview."""
        message.stop()
        self.work(self._open(message.key, self.dashboard.span_of_quote(message.quote)), "open", exclusive=True)

    @on(DeskTable.Started)
    def _on_started(self, message: DeskTable.Started) -> None:
        """Add the samples to the empty desk."""
        message.stop()
        self.work(self._open_samples(), "samples", exclusive=True)

    async def _open_samples(self) -> None:
        from store.disk.files import describe_error

        try:
            await asyncio.to_thread(keep_samples, await self._newsroom.stores.library())
        except OSError as error:
            self.say(f"cannot keep the samples: {describe_error(error)}", "error")
            return
        await self.library.look(force=True)
        self.say("Five sample articles, which are read now · copydesk FILE opens your own")
        self._changed()

    @on(DeskTable.Opened)
    def _on_opened(self, message: DeskTable.Opened) -> None:
        message.stop()
        words = self.search.words() if self.library.listing is not None else ""
        self.work(self._open(message.key, Find(words) if words else None), "open", exclusive=True)

    async def _open(self, key: str, at: At = None) -> None:
        story = await self.stories.find(key)
        if story is None:
            self.say("That article was removed from the desk", "warning")
        elif story.error:
            self.say(story.error, "error")
        else:
            self.session.open_article(story, at)
            await self._newsroom.articles.opened(story)

    @handles("desk.remove")
    def remove_selected(self) -> None:
        """Remove the article; for a due item set its deadline, for a saved search delete it."""
        if self.panes.pane == "due":
            self.due_notes.ask_deadline()
        elif self.panes.pane == "views":
            self.work(self._forget_view(), "marking")
        else:
            self.marking.remove()

    async def _forget_view(self) -> None:
        await self.search.forget((self.panes.views.selected or "").removeprefix("view:"))
        await self.dashboard.renew()

    @handles("mode.leave")
    def leave_mode(self) -> None:
        """Stop fetching; else show all rows, then all articles, again."""
        any(escape() for escape in self.escapes)

    @handles("desk.open")
    def open_selected(self) -> None:
        """Open the row under the cursor of the focused pane."""
        pane = self.query_one(WIDGETS[self.panes.pane])
        assert isinstance(pane, Table | PreviewPane)
        pane.action_enter()

    @handles("view.down", motion="cursor_down")
    @handles("view.up", motion="cursor_up")
    @handles("view.page_down", motion="page_down")
    @handles("view.page_up", motion="page_up")
    @handles("view.half_down", motion="half_page_down")
    @handles("view.half_up", motion="half_page_up")
    @handles("view.top", motion="scroll_top")
    @handles("view.bottom", motion="scroll_bottom")
    def move(self, motion: str) -> None:
        """Move in the focused pane, by one of its motions."""
        pane = self.query_one(WIDGETS[self.panes.pane])
        if isinstance(pane, PreviewPane):
            page = pane.view_height
            lines = {
                "cursor_down": 1, "cursor_up": -1, "page_down": page, "page_up": -page,
                "half_page_down": page // 2, "half_page_up": -page // 2,
            }  # fmt: skip
            pane.show_from(0) if motion == "scroll_top" else pane.scroll_by(lines.get(motion, pane.line_count))
            return
        assert isinstance(pane, Table)
        {
            "cursor_down": pane.action_cursor_down,
            "cursor_up": pane.action_cursor_up,
            "page_down": pane.action_page_down,
            "page_up": pane.action_page_up,
            "half_page_down": pane.action_half_page_down,
            "half_page_up": pane.action_half_page_up,
            "scroll_top": pane.action_scroll_top,
            "scroll_bottom": pane.action_scroll_bottom,
        }[motion]()

    @handles("app.back")
    def leave(self) -> None:
        """Leave the app."""
        self.session.leave()
