"""The first screen of an article opened alone: its text, painted before the rest of the app is imported.

It has the article screen's layout and no keys of its own. After its first frame the article screen covers it
permanently; keys pressed until then wait for that one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen

from widgets.bars import HintBar, PaneTitle, StatusLine
from widgets.head_rule import HeadRule
from widgets.panes.article import ArticlePane
from widgets.panes.bands import BARS_LINES, Situation, arrangement, has_head
from widgets.regions import Arranged

TakeOver = Callable[[], Awaitable[None]]


class FirstPaint(Screen[None]):
    """Shows `text`, then calls `take_over`, which must cover this screen with another."""

    def __init__(self, text: str, title: str, take_over: TakeOver) -> None:
        super().__init__()
        self._text = text
        self._title = title
        self._take_over = take_over

    def compose(self) -> ComposeResult:
        yield Arranged(
            HeadRule(id="head"),
            Vertical(PaneTitle("1 Article", id="article-title"), ArticlePane(id="article"), id="article-box"),
            regions=lambda size: arrangement(size, Situation()),
            id="panes",
        )
        yield StatusLine(id="status")
        yield HintBar(id="hints")

    def on_mount(self) -> None:
        title = self.query_one(PaneTitle)
        title.active = True
        if has_head(self.app.size - (0, BARS_LINES)):
            self.query_one(HeadRule).show([self._title])
        else:
            title.title = f"1 {self._title}"
        self.query_one(ArticlePane).show(self._text, title=self._title)
        self.call_after_refresh(self._hand_over)

    def is_ready_for(self, key: str, *, alone: bool) -> bool:
        """Never ready: all keys wait for the next screen."""
        return False

    async def _hand_over(self) -> None:
        await self._take_over()
