"""What other articles have too: the quote at hand in their words, and the story of the article."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.article.notes.editor import NoteTaking

if TYPE_CHECKING:
    from extract.types import Quote


class Retelling(NoteTaking):
    """The part of the article screen that looks for its quotes and its story elsewhere."""

    def quote_at_hand(self) -> Quote | None:
        """The quote selected, if one is."""
        raise NotImplementedError

    @handles("quote.elsewhere")
    def action_quote_elsewhere(self) -> None:
        """List the other articles that have the quote at hand."""
        self.run_worker(self._list_repeats(), group="pick", exclusive=True, exit_on_error=False)

    async def _list_repeats(self) -> None:
        from tui.dialogs.desk_list import AcrossScreen
        from tui.presenters.retelling_rows import repeat_rows

        article, quote = self._story.article, self.quote_at_hand()
        if article is None or quote is None:
            self.say(f"no quote at hand: {self.key('quote.next')} goes to the next one")
            return
        library, _notebook = await self._newsroom.stores()
        key = self._story.entry.key if self._story.entry else None
        rows, targets = await asyncio.to_thread(repeat_rows, library, quote.said(article.text), key)
        if not rows:
            self.say("this quote is in no other article of the desk that was read")
            return
        await self.lists.show(AcrossScreen.of_repeats(self.session, rows), targets)

    @handles("article.story")
    def action_article_story(self) -> None:
        """List the other articles that tell the same story."""
        self.run_worker(self._list_story(), group="pick", exclusive=True, exit_on_error=False)

    async def _list_story(self) -> None:
        from tui.dialogs.desk_list import AcrossScreen
        from tui.presenters.retelling_rows import story_rows

        library, _notebook = await self._newsroom.stores()
        if self._story.entry is None:
            self.say("the article is not kept on the desk")
            return
        rows, targets = await asyncio.to_thread(story_rows, library, self._story.entry.key)
        if not rows:
            self.say("no other article of the desk tells this story in much the same words")
            return
        await self.lists.show(AcrossScreen.of_story(self.session, rows), targets)
