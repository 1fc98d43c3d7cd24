"""Searching the article: a prompt whose matches are marked at every key, then `n` and `N` walk them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.article.word_selection import Selecting
from tui.newsroom.newsroom import Story
from widgets.bars import HintBar, PaneTitle

if TYPE_CHECKING:
    from tui.screens.session import Session
    from widgets.prompt import Prompt


class Searching(Selecting):
    """The part of the article screen that searches it."""

    def __init__(self, session: Session, story: Story) -> None:
        super().__init__(session, story)
        self._prompt: Prompt | None = None
        self._began_at = 0

    @handles("search.start")
    async def action_search_start(self) -> None:
        """Ask what to search for."""
        from widgets.prompt import Prompt

        if self._story.text is None:
            self.say("the article is still being opened")
            return
        self.stop_selecting()
        self._go_to_article()
        self._follow()
        if not self.searching:
            self._began_at, self._following = self.article.window.start, False
        hints = self.query_one(HintBar)
        if self._prompt is None:
            self._prompt = Prompt("/", hint="Enter goes there, Esc back", id="search")
            await self.mount(self._prompt, before=hints)
        hints.display = False
        self._prompt.begin()

    @property
    def searching(self) -> bool:
        """Whether the prompt is open."""
        return self._prompt is not None and self._prompt.asking

    def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """Mark what matches so far, and show the first match from where the search began."""
        message.stop()
        self._find(message.text)
        self._tell(self.article.found_number)

    def on_prompt_answered(self, message: Prompt.Answered) -> None:
        """Go to the match that is shown; keep the matches."""
        message.stop()
        self._close_prompt()
        if not message.text.strip() or not self._find(message.text):
            self._forget_search()
            self.say(f"no match for “{message.text}”" if message.text.strip() else "nothing to search for")
            self.article.go_to_offset(self._began_at)
            return
        self._pattern = message.text
        self.query_one("#article-title", PaneTitle).note = f"/{message.text}"
        self.article.choose_found()
        self.tell_keys()

    def on_prompt_cancelled(self, message: Prompt.Cancelled) -> None:
        """Go back to where the search began; a search before this one goes on."""
        message.stop()
        self.cancel_search()

    def cancel_search(self) -> None:
        """Close an open prompt as Escape does."""
        if not self.searching:
            return
        self._find(self._pattern)
        self.article.go_to_offset(self._began_at)
        self._close_prompt()
        self.say("search left")

    def _find(self, pattern: str) -> int:
        self.article.go_to_offset(self._began_at)
        return self.article.find(pattern)

    def _tell(self, number: int) -> None:
        count = self.article.match_count
        self.say(f"match {number} of {count}" if count else "no match")

    def _close_prompt(self) -> None:
        assert self._prompt is not None
        self._prompt.end()
        self.query_one(HintBar).display = True
        self._following = True
        self._go_to_article()
        self.tell_keys()

    @handles("mode.leave")
    def action_mode_leave(self) -> None:
        """Stop fetching; else stop selecting; else leave the prompt; else end the search."""
        if self._newsroom.fetching.give_up():
            return
        if self.article.selecting:
            self.stop_selecting()
        elif self.searching:
            self.cancel_search()
        elif self._pattern:
            self._forget_search()
            self.say(f"search ended: {self.key('quote.next')} goes to the next quote again")

    def _forget_search(self) -> None:
        self._pattern = ""
        self.query_one("#article-title", PaneTitle).note = ""
        self.article.find("")
        self.tell_keys()
