"""Moving in the article: one set of keys scrolls, steps, walks the matches of a search and extends a selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from extract.span import Span
from tui.actions.handlers import handles
from tui.article.jump_list import JumpList, Spot
from tui.article.notes.editor import NoteTaking
from tui.newsroom.newsroom import Story
from widgets.panes.article import ArticlePane

if TYPE_CHECKING:
    from tui.screens.session import Session


class Moving(NoteTaking):
    """The part of the article screen that moves. While words are being selected a motion extends the selection."""

    def __init__(self, session: Session, story: Story) -> None:
        super().__init__(session, story)
        self._pattern = ""
        self._jumps = JumpList()
        self._following = True
        self._window = Span(0, 0)
        self._spot = Spot(0, self._selection)

    @property
    def article(self) -> ArticlePane:
        """The article pane."""
        return self.query_one(ArticlePane)

    # -- stepping -----------------------------------------------------------------------------------------------------

    @handles("quote.next")
    def action_quote_next(self) -> None:
        """Go to the next quote, or match."""
        self._step_quote(1)

    @handles("quote.previous")
    def action_quote_previous(self) -> None:
        """Go to the quote, or match, before."""
        self._step_quote(-1)

    def _step_quote(self, by: int) -> None:
        by = self.counts.times(by)
        if self._pattern and not self.article.selecting:
            self.article.step_match(by)
        elif self._read_yet("quotes"):
            if self.article.selecting:
                self.article.extend_to_quote(by)
            else:
                self.article.step_quote(by)
        self.take_selection()

    def take_selection(self) -> None:
        """Make what the article pane selected the one selection now, not when its message comes: one paint for both."""
        raise NotImplementedError

    def _read_yet(self, what: str) -> bool:
        """Whether the reader is done and found any; says so if not."""
        article = self._story.article
        found = {"quotes": article.quotes, "actors": article.actors}[what] if article else ()
        if not found:
            self.say(f"no {what} in this article" if article else f"no {what} yet: the article is being read")
        return bool(found)

    @handles("mention.next")
    def action_mention_next(self) -> None:
        """Go to the next mention of the actor at hand."""
        self._step_mention(1)

    @handles("mention.previous")
    def action_mention_previous(self) -> None:
        """Go to the mention before."""
        self._step_mention(-1)

    def _step_mention(self, by: int) -> None:
        if not self._read_yet("actors"):
            return
        if self.article.selecting:
            self.article.extend_to_mention(self.counts.times(by))
        else:
            self.article.step_mention(self.counts.times(by))
        self.take_selection()

    @handles("note.next")
    def action_note_next(self) -> None:
        """Go to the next note."""
        self.article.step_note(self.counts.times(1))
        self.take_selection()

    @handles("note.previous")
    def action_note_previous(self) -> None:
        """Go to the note before."""
        self.article.step_note(self.counts.times(-1))
        self.take_selection()

    # -- the view -----------------------------------------------------------------------------------------------------

    @handles("view.down")
    def action_view_down(self) -> None:
        """Scroll the article down."""
        self._move_lines(1)

    @handles("view.up")
    def action_view_up(self) -> None:
        """Scroll the article up."""
        self._move_lines(-1)

    def _move_lines(self, by: int) -> None:
        if self.article.selecting:
            self.article.extend_lines(self.counts.times(by))
        else:
            self.article.scroll_lines(self.counts.times(by))

    @handles("view.page_down")
    def action_view_page_down(self) -> None:
        """Scroll the article a page down."""
        self._move_pages(1)

    @handles("view.page_up")
    def action_view_page_up(self) -> None:
        """Scroll the article a page up."""
        self._move_pages(-1)

    def _move_pages(self, by: int) -> None:
        pane = self.article
        if pane.selecting:
            pane.extend_lines(self.counts.times(by) * max(1, pane.size.height - 2))
        else:
            pane.scroll_pages(self.counts.times(by))

    @handles("view.top")
    def action_view_top(self) -> None:
        """Go to the beginning of the article, or to the line of its text that the number before says."""
        self._go_to_end(-1)

    @handles("view.bottom")
    def action_view_bottom(self) -> None:
        """Go to the end of the article, or to the line of its text that the number before says."""
        self._go_to_end(1)

    def _go_to_end(self, by: int) -> None:
        pane, line = self.article, self.counts.counted()
        if line is not None:
            pane.go_to_line(line)
        elif pane.selecting:
            pane.extend("paragraph", by * len(pane.text))
        elif by < 0:
            pane.go_top()
        else:
            pane.go_bottom()

    # -- back and forth -----------------------------------------------------------------------------------------------

    @on(ArticlePane.Moved)
    def _follow(self) -> None:
        """Remember the place left, if the move was so large that nothing seen before is on the screen."""
        if not self._following:
            return
        window = self.article.window
        if window == self._window:
            self._spot = Spot(window.start, self._selection)
            return
        if self._window.start < self._window.end and not window.overlaps(self._window):
            self._jumps.leave(self._spot)
        self._window, self._spot = window, Spot(window.start, self._selection)

    @handles("jump.back")
    def action_jump_back(self) -> None:
        """Go back to where the last large move began."""
        self._follow()
        self._return_to(self._jumps.back(self._spot), "back")

    @handles("jump.forward")
    def action_jump_forward(self) -> None:
        """Go forward again."""
        self._follow()
        self._return_to(self._jumps.forward(self._spot), "forward")

    def _return_to(self, spot: Spot | None, where: str) -> None:
        if spot is None:
            self.say(f"no place to go {where} to")
            return
        self.article.go_to_offset(spot.top)
        self._window = self.article.window
        self._show_selection(spot)

    def _show_selection(self, spot: Spot) -> None:
        """Make the selection of `spot` the one selection, without moving the view."""
        raise NotImplementedError
