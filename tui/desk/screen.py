"""The desk: a list of articles, each loaded and read in the background while you look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from tui.actions.handlers import collect, handles
from tui.desk.background import Background
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
from widgets.bars import StatusLine
from widgets.panes.desk import DeskTable

if TYPE_CHECKING:
    from tui.newsroom.sessions import News
    from tui.screens.session import Session


class TheDesk(AppScreen):
    """Lists the stories. Without any, the library's articles; where that is empty too, the samples.

    `escapes` are tried in order by Escape, until one had something to end.
    """

    BINDINGS = bindings("desk")
    place = "desk"
    AUTO_FOCUS: ClassVar[str | None] = "#desk"

    def __init__(self, session: Session, stories: Sequence[Story]) -> None:
        super().__init__(session)
        newsroom = self._newsroom = session.newsroom
        self.stories = StoryList(self, newsroom, stories)
        self.library = LibraryList(self, newsroom, self._serve_soon)
        self.background = Background(self, newsroom, self.library)
        self.search = DeskSearch(self, newsroom, self.library)
        self.incoming = Incoming(self, newsroom)
        lists = DeskLists(self, newsroom)
        exports = MarkdownExport(self, newsroom, None), DataExchange(self, newsroom, None)
        reports = Reports(self, newsroom, None, lists.open)
        shared = (AppActions(self), TableOrder(self), lists, *exports, reports)
        self.handlers = collect("desk", (self, self.search, self.incoming, *shared))
        self.escapes = (newsroom.articles.fetching.give_up, self.search.escape_filter, self.search.escape)

    def compose(self) -> ComposeResult:
        yield DeskTable(id="desk")
        yield from self.bars()

    def on_mount(self) -> None:
        self._show()
        self.key_holds.closed = not self.stories  # keys wait for the list
        self.work(self._work(), "work")

    async def on_unmount(self) -> None:
        """Take nothing more, and look no more."""
        await self.incoming.stop()
        await self.library.close()

    def on_screen_resume(self) -> None:
        self._show()

    def show_news(self, news: News) -> None:
        """Others made or deleted notes: the counts follow."""
        if news.changed:
            self._show()

    @property
    def table(self) -> DeskTable:
        """The list."""
        return self.query_one(DeskTable)

    def _show(self) -> None:
        if self.library.listing is not None:
            self.library.look_soon()
        else:
            self.stories.show()

    # -- background work ----------------------------------------------------------------------------------------------

    def _serve_soon(self) -> None:
        self.background.serve_soon()

    async def _work(self) -> None:
        """Fill the desk; load every story that was named, then read them one after the other."""
        filled = not self.stories and await self._fill()
        self.key_holds.closed = False
        if filled:
            self._report_state()
            await self.incoming.start(feeds=True)
            await self.background.serve()
            return
        await self.incoming.start(feeds=self.library.listing is not None)
        if self._newsroom.read_only:
            self.say(f"read-only: {self._newsroom.read_only}", "warning")
        await self.stories.load_all()
        if self._newsroom.notes.recovered:
            self.say(recovery_notice(self._newsroom.notes.recovered[0]))
        await self.stories.read_all()

    def _report_state(self) -> None:
        if self._newsroom.read_only:
            self.say(f"read-only: {self._newsroom.read_only}", "warning")
        if self._newsroom.notes.recovered:
            self.say(recovery_notice(self._newsroom.notes.recovered[0]))

    async def _fill(self) -> bool:
        """List the library, else the samples; whether the library is listed."""
        from store.articles.sources import expand
        from store.catalogue.catalogue import CatalogueError
        from tui.config.locations import samples

        stories: list[Story] = []
        try:
            if await self.library.open():
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
        """What is wrong with the article under the cursor finds no room in its row."""
        message.stop()
        line, story = self.query_one(StatusLine), self.stories.by_key.get(message.key)
        if story is not None and story.error:
            line.say(story.error, "error")
        elif any(line.message == each.error for each in self.stories.by_key.values()):
            line.say("")

    @on(DeskTable.Opened)
    def _on_opened(self, message: DeskTable.Opened) -> None:
        message.stop()
        self.work(self._open(message.key), "open", exclusive=True)

    async def _open(self, key: str) -> None:
        story = await self.stories.find(key)
        if story is None:
            self.say("that article is no longer on the desk", "warning")
        elif story.error:
            self.say(story.error, "error")
        else:
            self.session.open_article(story)
            await self._newsroom.articles.opened(story)

    @handles("mode.leave")
    def leave_mode(self) -> None:
        """Stop fetching; else show every row, then every article, again."""
        any(escape() for escape in self.escapes)

    @handles("desk.open")
    def open_selected(self) -> None:
        """Open the article under the cursor."""
        self.table.open_selected()

    @handles("view.down", motion="cursor_down")
    @handles("view.up", motion="cursor_up")
    @handles("view.page_down", motion="page_down")
    @handles("view.page_up", motion="page_up")
    @handles("view.half_down", motion="half_page_down")
    @handles("view.half_up", motion="half_page_up")
    @handles("view.top", motion="scroll_top")
    @handles("view.bottom", motion="scroll_bottom")
    def move(self, motion: str) -> None:
        """Move in the list, by one of the table's motions."""
        table = self.table
        {
            "cursor_down": table.action_cursor_down,
            "cursor_up": table.action_cursor_up,
            "page_down": table.action_page_down,
            "page_up": table.action_page_up,
            "half_page_down": table.action_half_page_down,
            "half_page_up": table.action_half_page_up,
            "scroll_top": table.action_scroll_top,
            "scroll_bottom": table.action_scroll_bottom,
        }[motion]()

    @handles("app.back")
    def leave(self) -> None:
        """Leave."""
        self.session.leave()
