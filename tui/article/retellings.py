"""Repeats in other articles: of the selected quote, and of the article's story."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.article.selection import no_quote_selected

if TYPE_CHECKING:
    from tui.article.article_state import ArticleState
    from tui.features.desk_lists import DeskLists
    from tui.screens.base import AppScreen


class Retellings:
    """Finds the quotes and the story of an article in the other articles of the desk."""

    def __init__(self, screen: AppScreen, state: ArticleState, lists: DeskLists) -> None:
        self._screen = screen
        self._state = state
        self._lists = lists

    @handles("quote.elsewhere")
    def list_repeats(self) -> None:
        """List the other articles with the selected quote."""
        self._screen.work(self._list_repeats(), "pick", exclusive=True)

    async def _list_repeats(self) -> None:
        from tui.dialogs.desk_list import DeskListScreen
        from tui.presenters.retelling_rows import repeat_rows

        article, quote, entry = self._state.story.article, self._state.selected_quote, self._state.story.entry
        if article is None or quote is None:
            self._screen.refuse(no_quote_selected(self._screen))
            return
        library, _notebook = await self._state.newsroom.stores.both()
        words = quote.content(article.text)
        rows, targets = await asyncio.to_thread(repeat_rows, library, words, entry.key if entry else None)
        if not rows:
            self._screen.say("this quote is in no other article of the desk that was read")
            return
        await self._lists.show(DeskListScreen.of_repeats(self._screen.session, rows), targets)

    @handles("article.story")
    def list_story(self) -> None:
        """List the other articles on the same story."""
        self._screen.work(self._list_story(), "pick", exclusive=True)

    async def _list_story(self) -> None:
        from tui.dialogs.desk_list import DeskListScreen
        from tui.presenters.retelling_rows import story_rows

        library, _notebook = await self._state.newsroom.stores.both()
        entry = self._state.story.entry
        if entry is None:
            self._screen.say("the article is not kept on the desk")
            return
        rows, targets = await asyncio.to_thread(story_rows, library, entry.key)
        if not rows:
            self._screen.say("no other article of the desk tells this story in much the same words")
            return
        await self._lists.show(DeskListScreen.of_story(self._screen.session, rows), targets)
