"""Lists of places on the whole desk: all notes, and the lists of other features."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.actions.handlers import handles

if TYPE_CHECKING:
    from tui.dialogs.desk_list import DeskListScreen
    from tui.newsroom.newsroom import Newsroom
    from tui.presenters.desk_rows import Targets
    from tui.screens.base import AppScreen
    from tui.screens.session import At


class DeskLists:
    """Shows a list of places on the desk and opens the one picked."""

    def __init__(self, screen: AppScreen, newsroom: Newsroom) -> None:
        self._screen = screen
        self._newsroom = newsroom

    @handles("notes.desk")
    def list_notes(self) -> None:
        """List all notes of the desk."""
        self._screen.work(self._list_notes(), "pick", exclusive=True)

    async def _list_notes(self) -> None:
        from tui.dialogs.desk_list import DeskListScreen
        from tui.presenters.desk_rows import note_rows

        library, notebook = await self._newsroom.stores.both()
        rows, targets = await asyncio.to_thread(note_rows, library, notebook) if notebook else ([], {})
        await self.show(DeskListScreen.of_notes(self._screen.session, rows), targets)

    async def show(self, dialog: DeskListScreen, targets: Targets) -> None:
        """Show a list and open the place of the row picked."""
        picked = await self._screen.ask(dialog)
        if picked is not None:
            await self.open(*targets[picked])

    async def open(self, key: str, at: At = None) -> None:
        """Open a stored article by its key, at a note or a span of its text."""
        story = await self._newsroom.articles.story_of(key)
        if story is None:
            self._screen.say("That article was removed from the desk", "warning")
        else:
            self._screen.session.open_article(story, at)
