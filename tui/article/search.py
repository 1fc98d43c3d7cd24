"""Searching the article: a prompt that marks matches at every key; then `n` and `N` step through them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from widgets.bars import HintBar
from widgets.state import Selection

if TYPE_CHECKING:
    from tui.article.article_state import ArticleState
    from tui.article.jumps import Jumps
    from tui.article.panes import Panes
    from tui.screens.base import AppScreen, Hints
    from widgets.prompt import Prompt


class Search:
    """Finds words in the article. `pattern` is the current search pattern, "" for none."""

    def __init__(
        self, screen: AppScreen, state: ArticleState, panes: Panes, jumps: Jumps, on_start: Callable[[], None]
    ) -> None:
        """`on_start` is called before the prompt opens."""
        self._screen = screen
        self._state = state
        self._panes = panes
        self._jumps = jumps
        self._on_start = on_start
        self._prompt: Prompt | None = None
        self._began_at = 0
        self.pattern = ""

    @property
    def asking(self) -> bool:
        """Whether the prompt is open."""
        return self._prompt is not None and self._prompt.asking

    @handles("search.start")
    async def ask(self) -> None:
        """Open the prompt."""
        from widgets.prompt import Prompt

        if self._state.story.text is None:
            self._screen.refuse("the article is still being opened")
            return
        self._on_start()
        self._panes.go_to("article")
        self._jumps.follow()
        if not self.asking:
            self._began_at, self._jumps.following = self._panes.article.window.start, False
        hints = self._screen.query_one(HintBar)
        if self._prompt is None:
            self._prompt = Prompt("/", hint="Enter goes there, Esc back", id="search")
            await self._screen.mount(self._prompt, before=hints)
        hints.display = False
        self._prompt.begin()

    def show_matches(self, words: str) -> None:
        """Mark the matches so far, and scroll to the first one from where the search began."""
        self._find(words)
        self._screen.say(self._match(self._panes.article.found_number))

    def answer(self, words: str) -> None:
        """Select the match scrolled to, and keep the matches marked."""
        self._close_prompt()
        if not words.strip() or not self._find(words):
            self._end()
            self._screen.say(f"no match for “{words}”" if words.strip() else "nothing to search for")
            self._panes.article.go_to_offset(self._began_at)
            return
        self.pattern = words
        self._panes.title("article").note = f"/{words}"
        self._panes.article.choose_found()
        self._screen.show_hints()

    def begin(self, words: str) -> None:
        """Search for `words` as if typed, from the beginning; do nothing if they do not occur."""
        self._began_at = 0
        if self._find(words):
            self.pattern = words
            self._panes.title("article").note = f"/{words}"
            self._panes.article.choose_found()
            self._screen.show_hints()

    def cancel(self) -> None:
        """Close an open prompt and scroll back to where the search began; an earlier search stays in effect."""
        if not self.asking:
            return
        self._find(self.pattern)
        self._panes.article.go_to_offset(self._began_at)
        self._close_prompt()
        self._screen.say("Search closed")

    def escape_prompt(self) -> bool:
        """Close the prompt; return whether it was open."""
        asking = self.asking
        self.cancel()
        return asking

    def escape(self) -> bool:
        """End the search; return whether there was one."""
        if not self.pattern:
            return False
        self._end()
        self._screen.say(f"Search closed · {self._screen.key('quote.next')} selects quotes again")
        return True

    def describe(self, selection: Selection) -> str:
        """The number of the selected match, in words; "" for none."""
        number = self._panes.article.match_number
        return self._match(number) if self.pattern and number and not self._panes.article.selecting else ""

    def hints(self) -> Hints | None:
        """The hints while there is a search, else None."""
        if not self.pattern or self._state.pane == "notes":
            return None
        key = self._screen.key
        return [
            (f"{key('quote.next')} {key('quote.previous')}", "next match, match before"),
            (key("search.start"), "new search"),
            (key("note.add"), "note"),
            (key("mode.leave"), "end the search"),
        ]

    def _find(self, words: str) -> int:
        self._panes.article.go_to_offset(self._began_at)
        return self._panes.article.find(words)

    def _match(self, number: int) -> str:
        count = self._panes.article.match_count
        return f"Match {number}/{count}" if count else "no match"

    def _close_prompt(self) -> None:
        assert self._prompt is not None
        self._prompt.end()
        self._screen.query_one(HintBar).display = True
        self._jumps.following = True
        self._panes.go_to("article")
        self._screen.show_hints()

    def _end(self) -> None:
        self.pattern = ""
        self._panes.title("article").note = ""
        self._panes.article.find("")
        self._screen.show_hints()
