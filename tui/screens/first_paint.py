"""The first screen of an article opened alone: its text, painted before the rest of the app is imported.

It has the article screen's layout and no keys of its own. After its first frame the article screen covers it for good
and gets the keys pressed until then.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.screen import Screen

from widgets.bars import HintBar, PaneTitle, StatusLine
from widgets.panes.article import ArticlePane

TakeOver = Callable[[], Awaitable[None]]


class FirstPaint(Screen[None]):
    """Shows `text`, then calls `take_over`, which must cover this screen by another."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - Textual's own declaration
    VERTICAL_BREAKPOINTS = [(0, "-short"), (34, "-tall")]  # noqa: RUF012

    def __init__(self, text: str, title: str, take_over: TakeOver) -> None:
        super().__init__(classes="-at-article")
        self._text = text
        self._title = title
        self._take_over = take_over
        self._keys: list[events.Key] = []

    def compose(self) -> ComposeResult:
        with Container(id="panes"):
            with Vertical(id="article-box", classes="box"):
                yield PaneTitle("1 Article", id="article-title")
                yield ArticlePane(id="article")
            yield Container(id="side")
        yield StatusLine(id="status")
        yield HintBar(id="hints")

    def on_mount(self) -> None:
        self.query_one(PaneTitle).active = True
        self.query_one(ArticlePane).show(self._text, title=self._title)
        self.call_after_refresh(self._hand_over)

    def on_key(self, event: events.Key) -> None:
        """Store the key for the next screen."""
        event.stop()
        self._keys.append(event)

    async def _hand_over(self) -> None:
        app = self.app
        await self._take_over()
        for key in self._keys:
            app.post_message(events.Key(key.key, key.character))
