"""The desk without named sources: the library, listed from its index, searched, and read ahead of the user."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.config.log import log
from tui.features.table_arrangement import TableFilter
from tui.newsroom.newsroom import Newsroom, Story
from tui.screens.base import AppScreen
from widgets.panes.desk import DeskTable

if TYPE_CHECKING:
    from tui.desk.listing import Listing
    from tui.screens.session import Session
    from widgets.tables.columns import Row
    from widgets.tables.table import Table

LOOK = 1.0
"""Seconds between two looks at the library's folder: what another session or program keeps shows within two."""
LATE = 60
"""At every so many looks the notes are looked at too: a deadline may have passed."""
AHEAD = 100
"""So many of the newest articles are read by the reader, while the desk is open, before anybody asks for them."""


class LibraryDesk(AppScreen):
    """The part of the desk that lists the library. `_line` is the search that is on, as typed."""

    _newsroom: Newsroom
    _stories: dict[str, Story]
    _listing: Listing | None = None
    _line = ""
    _looking: asyncio.Task[None] | None = None
    _serving = False
    _unreadable: set[str]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.table_filter = TableFilter(self, self._explain_filter)

    async def list_library(self) -> bool:
        """List the library; whether anything is in it, or may come. Raises CatalogueError where there is no index."""
        from tui.desk.listing import open_listing

        library, notebook = await self._newsroom.stores()
        expecting = await asyncio.to_thread(self._newsroom.expects_articles)
        if not expecting and not await asyncio.to_thread(library.any):
            return False
        self._unreadable = set()
        self._listing = await open_listing(library, notebook)
        first = await asyncio.to_thread(self._listing.first)
        if first:
            self._put(first)
            self._back_to_last()
        else:
            self.progress("listing the articles")
        await self._look(anew=True)
        self.progress(None)
        self._back_to_last()
        self._looking = asyncio.create_task(self._keep_looking(), name="library")
        return expecting or self.query_one(DeskTable).row_count > 0

    async def on_unmount(self) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.cancel()
        if self._listing is not None:
            await asyncio.to_thread(self._listing.close)

    def _put(self, rows: Sequence[Row]) -> None:
        if self.is_mounted:
            self.query_one(DeskTable).set_rows(rows)

    def _back_to_last(self) -> None:
        """Put the cursor on the article that was left last, unless the user has moved it."""
        table, places = self.query_one(DeskTable), self._newsroom.places
        if not table.moved and places is not None:
            table.select(places.last)

    # -- what changes -------------------------------------------------------------------------------------------------

    async def _keep_looking(self) -> None:
        for n in count(1):
            await asyncio.sleep(LOOK)
            if await self._look(notes=n % LATE == 0) and not self._serving:
                self.run_worker(self.serve(), group="serve", exit_on_error=False)

    async def serve(self) -> None:
        """Index and read what is new."""
        self._serving = True
        try:
            await self.index_words()
            await self.read_ahead()
            await self.index_words()
        finally:
            self._serving = False

    def look(self) -> None:
        """Show what changed in library and notes, now."""
        if self._listing is not None:
            self.run_worker(self._look(), group="look", exclusive=True, exit_on_error=False)

    async def _look(self, *, anew: bool = False, notes: bool = True) -> bool:
        """Take in what changed; whether anything did."""
        from store.catalogue.catalogue import CatalogueError

        listing = self._listing
        assert listing is not None
        waiting = self._waiting_words()
        try:
            if not await asyncio.to_thread(listing.update, waiting, notes=notes) and not anew:
                return False
            line = listing.line
            rows = await asyncio.to_thread(listing.search, line)
            if line == listing.line:  # else another search is on its way
                self._put(rows)
        except CatalogueError as error:
            log.warning("%s", error)
        return True

    def _waiting_words(self) -> dict[str, str]:
        """The articles with a draft that was not saved, by key."""
        from tui.presenters.desk_states import draft

        drafts = reversed(self._newsroom.recovered)
        return {str(each.extra.get("article")): draft(each.time) for each in drafts}

    async def index_words(self) -> None:
        """Index what is not, newest first, in between what else there is to do."""
        from store.catalogue.catalogue import CatalogueError

        assert self._listing is not None
        while True:
            began = time.monotonic()
            try:
                left = await asyncio.to_thread(self._listing.index)
            except CatalogueError as error:
                self.say(str(error), "warning")
                return
            if not left:
                self.progress(None)
                return
            self.progress(f"indexing the words of {left:,} articles")
            await asyncio.sleep(time.monotonic() - began)

    async def read_ahead(self) -> None:
        """Read the newest articles that are not, one after the other; where the cursor rests comes before the rest."""
        assert self._listing is not None
        library, _notebook = await self._newsroom.stores()
        waiting = await asyncio.to_thread(self._listing.catalogue.to_read, AHEAD)
        tried = {*self._unreadable}
        n = 0
        while waiting:
            here = self.query_one(DeskTable).selected
            key = here if here is not None and here not in tried else waiting.pop(0)
            if key in tried:
                continue
            tried.add(key)
            entry = await asyncio.to_thread(library.entry, key)
            if entry is None or entry.quotes is not None:
                continue
            n += 1
            self.progress(f"reading article {n} of {n + len({*waiting} - tried)}")
            await self._read_story(Story(name=entry.title, entry=entry, title=entry.title))
            await self._look(notes=False)
        self.progress(None)

    async def _read_story(self, story: Story) -> None:
        from store.model.source_names import SourceError
        from store.processes.reader import ReaderError

        try:
            await self._newsroom.load(story, self.progress, pages=False)
            await self._newsroom.read(story)
        except (SourceError, ReaderError, OSError) as error:
            if story.entry is not None:
                self._unreadable.add(story.entry.key)
            self.say(str(error), "error")

    async def listed_story(self, key: str) -> Story | None:
        """The story behind a row of the library; the same one each time."""
        if key not in self._stories and (story := await self._newsroom.story_of(key)) is not None:
            self._stories[key] = story
        return self._stories.get(key)

    # -- searching ----------------------------------------------------------------------------------------------------

    @handles("desk.search")
    def action_desk_search(self) -> None:
        """Ask what to list."""
        if self._listing is None:
            self.table_filter.ask()
            return
        from tui.dialogs.desk_search import DeskSearchScreen

        self.app.push_screen(DeskSearchScreen(self._line, self._searches(), self._search))

    def _explain_filter(self, table: Table, words: str) -> None:
        """Articles named on the command line are only filtered by words: say so where more was meant."""
        if not table.row_count and (":" in words or words == "?"):
            self.say("only words here; source: and the like search the desk of all: copydesk without a source")

    @handles("table.filter")
    def action_table_filter(self) -> None:
        """The library is filtered by its search."""
        self.action_desk_search()

    def _search(self, line: str) -> None:
        self._line = line
        self.run_worker(self._show_search(line), group="search", exclusive=True, exit_on_error=False)

    async def _show_search(self, line: str) -> None:
        from store.catalogue.catalogue import CatalogueError
        from store.catalogue.searches import expand
        from tui.desk.listing import said

        listing = self._listing
        assert listing is not None
        try:
            listing.line = expand(line, self._searches())
            rows = await asyncio.to_thread(listing.search, listing.line)
        except CatalogueError as error:
            self.say(str(error), "warning")
            return
        if line == self._line:
            self._put(rows)
            self.say(said(rows, listing, line), "warning" if listing.faults else "info")

    @handles("desk.story")
    def action_desk_story(self) -> None:
        """List only the articles that tell the story under the cursor."""
        key = self.query_one(DeskTable).selected
        if self._listing is None or key is None:
            self.say("stories are told apart on the desk of all articles: start copydesk without a source")
        else:
            self._search(f"story:{key}")

    @handles("mode.leave")
    def action_mode_leave(self) -> None:
        """Stop fetching; else list every article again."""
        if not self._newsroom.fetching.give_up() and not self.table_filter.escape() and self._line:
            self._search("")

    def _searches(self) -> dict[str, str]:
        from store.catalogue.searches import load

        return load(self._newsroom.home)

    @handles("desk.save_search")
    def action_desk_save_search(self) -> None:
        """Ask for a name for the search that is on."""
        self.run_worker(self._save_search(), group="pick", exclusive=True, exit_on_error=False)

    async def _save_search(self) -> None:
        from store.catalogue.searches import NAMES, save
        from tui.dialogs.ask import AskScreen

        def check(name: str) -> str:
            return "" if NAMES.fullmatch(name) else "letters, digits, - and _, at most 40"

        if not self._line:
            self.say(f"search first: {self.key('desk.search')} and words or filters")
            return
        name = await self.app.push_screen_wait(AskScreen(f"call “{self._line}”", check=check))
        if name is None:
            return
        try:
            await asyncio.to_thread(save, self._newsroom.home, name, self._line)
        except (OSError, ValueError) as error:
            self.say(f"cannot save the search: {error}", "error")
            return
        self.say(f"saved: {self.key('desk.search')} @{name} lists it again")
