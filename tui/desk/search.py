"""Searches the library's desk; a desk of named sources is only filtered by words."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.features.table_arrangement import TableFilter
from tui.newsroom.newsroom import Newsroom
from widgets.panes.desk import DeskTable

if TYPE_CHECKING:
    from tui.desk.library import LibraryList
    from tui.screens.base import AppScreen
    from widgets.tables.table import Table


class DeskSearch:
    """The current search, and the saved searches."""

    def __init__(self, screen: AppScreen, newsroom: Newsroom, library: LibraryList) -> None:
        self._screen = screen
        self._newsroom = newsroom
        self._library = library
        self._filter = TableFilter(screen, self._explain_filter)
        self._line = ""

    @handles("desk.search")
    @handles("table.filter")
    def ask(self) -> None:
        """Ask for a search."""
        if self._library.listing is None:
            self._filter.ask()
            return
        from tui.dialogs.desk_search import DeskSearchScreen

        self._screen.app.push_screen(DeskSearchScreen(self._line, self._saved(), self.search))

    def _explain_filter(self, table: Table, words: str) -> None:
        """Explain that articles named on the command line are only filtered by words, if the query has more."""
        if not table.row_count and (":" in words or words == "?"):
            self._screen.say("only words here; source: and the like search the desk of all: copydesk without a source")

    def search(self, line: str) -> None:
        """List the articles that match the query `line`; "" for every article."""
        self._line = line
        self._screen.work(self._show(line), "search", exclusive=True)

    async def _show(self, line: str) -> None:
        from store.catalogue.catalogue import CatalogueError
        from store.catalogue.searches import expand
        from tui.desk.listing import summary

        listing = self._library.listing
        assert listing is not None
        try:
            listing.line = expand(line, self._saved())
            rows = await asyncio.to_thread(listing.search, listing.line)
        except CatalogueError as error:
            self._screen.say(str(error), "warning")
            return
        if line == self._line:
            self._library.show(rows)
            self._screen.say(summary(rows, listing, line), "warning" if listing.faults else "info")

    @property
    def line(self) -> str:
        """The current search; "" if there is none."""
        return self._line

    def words(self) -> str:
        """The words to find in an article opened from the search; "" if it has only filters."""
        from datetime import UTC, datetime

        from store.catalogue.query import parse
        from store.catalogue.searches import expand

        terms = parse(expand(self._line, self._saved()), datetime.now(UTC)).terms
        sought = [term.value for term in terms if term.name in ("", "said", "title", "quotes") and not term.negated]
        return sought[0] if sought else ""

    @handles("desk.removed", line="removed")
    @handles("desk.hidden", line="hidden")
    def list_shelf(self, line: str) -> None:
        """List hidden or removed articles."""
        if self._library.listing is None:
            self._screen.say("The trash is on the desk of all articles: start copydesk without a source")
        else:
            self.search(line)

    async def forget(self, line: str) -> None:
        """Delete the saved search of a view, `@name`."""
        from store.catalogue.searches import save

        name = line.removeprefix("@")
        if name == line:
            self._screen.say("Only saved searches can be forgotten")
            return
        try:
            await asyncio.to_thread(save, self._newsroom.home, name, None)
        except (OSError, ValueError) as error:
            self._screen.say(f"cannot forget the search: {error}", "error")
            return
        self._screen.say(f"Search @{name} deleted")

    @handles("desk.story")
    def list_story(self) -> None:
        """List only the articles that tell the story under the cursor."""
        key = self._screen.query_one(DeskTable).selected
        if self._library.listing is None or key is None:
            self._screen.say("same stories are listed on the desk of all articles: start copydesk without a source")
        else:
            self.search(f"story:{key}")

    def escape_filter(self) -> bool:
        """Show every row of a filtered table again; return whether some were hidden."""
        return self._filter.escape()

    def escape(self) -> bool:
        """List every article again; return whether there was a search."""
        if not self._line:
            return False
        self.search("")
        return True

    def _saved(self) -> dict[str, str]:
        from store.catalogue.searches import load

        return load(self._newsroom.home)

    @handles("desk.save_search")
    def save(self) -> None:
        """Ask for a name under which to save the search."""
        self._screen.work(self._save(), "pick", exclusive=True)

    async def _save(self) -> None:
        from store.catalogue.searches import NAMES, save
        from tui.dialogs.ask import AskScreen

        def check(name: str) -> str:
            return "" if NAMES.fullmatch(name) else "letters, digits, - and _, at most 40"

        if not self._line:
            self._screen.say(f"search first: {self._screen.key('desk.search')} and words or filters")
            return
        name = await self._screen.ask(AskScreen(f"Name for the search “{self._line}”:", check=check))
        if name is None:
            return
        try:
            await asyncio.to_thread(save, self._newsroom.home, name, self._line)
        except (OSError, ValueError) as error:
            self._screen.say(f"cannot save the search: {error}", "error")
            return
        self._screen.say(f"saved: {self._screen.key('desk.search')} @{name} lists it again")
