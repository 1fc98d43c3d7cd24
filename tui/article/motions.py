"""Moving in the article: the same keys scroll, step through quotes or matches, and extend a selection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tui.actions.handlers import handles

if TYPE_CHECKING:
    from tui.article.article_state import ArticleState
    from tui.article.panes import Panes
    from tui.article.search import Search
    from tui.article.selection import SelectionModel
    from tui.screens.base import AppScreen


class Motions:
    """Scrolls and steps; while words are being selected, motions extend the selection."""

    def __init__(
        self, screen: AppScreen, state: ArticleState, panes: Panes, selection: SelectionModel, search: Search
    ) -> None:
        self._screen = screen
        self._state = state
        self._panes = panes
        self._selection = selection
        self._search = search

    # -- stepping -----------------------------------------------------------------------------------------------------

    @handles("quote.next", by=1)
    @handles("quote.previous", by=-1)
    def step_quote(self, by: int) -> None:
        """Go to the quote, or to the match of the search, `by` steps on."""
        pane, by = self._panes.article, self._screen.counts.times(by)
        if self._search.pattern and not pane.selecting:
            pane.step_match(by)
        elif self._any("quotes"):
            if pane.selecting:
                pane.extend_to_quote(by)
            else:
                pane.step_quote(by)
        self._selection.sync_from_pane()

    @handles("mention.next", by=1)
    @handles("mention.previous", by=-1)
    def step_mention(self, by: int) -> None:
        """Go to the mention `by` steps on: of the selected actor if there is one, else of any."""
        if not self._any("actors"):
            return
        pane, by = self._panes.article, self._screen.counts.times(by)
        if pane.selecting:
            pane.extend_to_mention(by)
        else:
            pane.step_mention(by)
        self._selection.sync_from_pane()

    @handles("note.next", by=1)
    @handles("note.previous", by=-1)
    def step_note(self, by: int) -> None:
        """Go to the note `by` steps on."""
        self._panes.article.step_note(self._screen.counts.times(by))
        self._selection.sync_from_pane()

    def _any(self, what: Literal["quotes", "actors"]) -> bool:
        """Whether the article is read and has any of them; reports it if not."""
        article = self._state.story.article
        found = (article.quotes if what == "quotes" else article.actors) if article else ()
        if not found:
            self._screen.refuse(
                f"no {what} in this article" if article else f"no {what} yet: the article is being read"
            )
        return bool(found)

    # -- the view -----------------------------------------------------------------------------------------------------

    @handles("view.down", by=1)
    @handles("view.up", by=-1)
    def move_lines(self, by: int) -> None:
        """Scroll the article by lines."""
        pane, by = self._panes.article, self._screen.counts.times(by)
        if pane.selecting:
            pane.extend_lines(by)
        else:
            pane.scroll_lines(by)

    @handles("view.page_down", by=1)
    @handles("view.page_up", by=-1)
    def move_pages(self, by: int) -> None:
        """Scroll the article by pages."""
        pane, by = self._panes.article, self._screen.counts.times(by)
        if pane.selecting:
            pane.extend_lines(by * max(1, pane.size.height - 2))
        else:
            pane.scroll_pages(by)

    @handles("view.half_down", by=1)
    @handles("view.half_up", by=-1)
    def move_half_pages(self, by: int) -> None:
        """Scroll the article by half a page; while selecting, extend the selection."""
        pane = self._panes.article
        lines = self._screen.counts.times(by) * max(1, pane.size.height // 2)
        if pane.selecting:
            pane.extend_lines(lines)
        else:
            pane.scroll_by(lines)

    @handles("view.top", by=-1)
    @handles("view.bottom", by=1)
    def go_to_end(self, by: int) -> None:
        """Go to the beginning (-1) or end (1) of the article, or to the text line given by the count."""
        pane, line = self._panes.article, self._screen.counts.counted()
        if line is not None:
            pane.go_to_line(line)
        elif pane.selecting:
            pane.extend("paragraph", by * len(pane.text))
        elif by < 0:
            pane.go_top()
        else:
            pane.go_bottom()
