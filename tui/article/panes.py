"""The four panes of the article screen: mounts and fills them, and moves the focus between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widget import Widget

from tui.actions.handlers import handles
from tui.article.article_state import PANES, Pane
from widgets.bars import PaneTitle
from widgets.panes.article import ArticlePane

if TYPE_CHECKING:
    from tui.article.article_state import ArticleState
    from tui.screens.base import AppScreen
    from widgets.panes.actors import ActorsPane
    from widgets.panes.notes import NotesPane
    from widgets.panes.quotes import QuotesPane

TITLES: dict[Pane, str] = {"article": "1 Article", "actors": "2 Actors", "quotes": "3 Quotes", "notes": "4 Notes"}


class Panes:
    """The panes of one screen. The article pane is mounted at once, the others after the first paint."""

    def __init__(self, screen: AppScreen, state: ArticleState, on_moved: Callable[[], None]) -> None:
        """`on_moved` is called when another pane gets the focus, to mark it."""
        self._screen = screen
        self._state = state
        self._on_moved = on_moved
        self._previous: Pane = "article"

    # -- building -----------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Yield the article pane and a container for the others."""
        with Container(id="panes"):
            with Vertical(id="article-box", classes="box"):
                yield PaneTitle(TITLES["article"], id="article-title")
                yield ArticlePane(id="article")
            yield Container(id="side")

    async def mount(self) -> None:
        """Mount the other panes."""
        from textual.widgets import Static

        from widgets.panes.actors import ActorsPane
        from widgets.panes.notes import NotesPane
        from widgets.panes.quotes import QuotesPane

        panes: tuple[tuple[Pane, tuple[Widget, ...]], ...] = (
            ("actors", (ActorsPane(id="actors"), Static(id="actor-detail", markup=False))),
            ("quotes", (QuotesPane(id="quotes"),)),
            ("notes", (NotesPane(id="notes"),)),
        )
        await self._screen.query_one("#side", Container).mount(
            *(
                Vertical(PaneTitle(TITLES[name], id=f"{name}-title"), *parts, id=f"{name}-box", classes="box")
                for name, parts in panes
            )
        )
        self._state.panes_mounted = True

    @property
    def article(self) -> ArticlePane:
        """The article pane."""
        return self._screen.query_one(ArticlePane)

    @property
    def actors(self) -> ActorsPane:
        """The actors pane; mounted after the first paint."""
        from widgets.panes.actors import ActorsPane

        return self._screen.query_one(ActorsPane)

    @property
    def quotes(self) -> QuotesPane:
        """The quotes pane; mounted after the first paint."""
        from widgets.panes.quotes import QuotesPane

        return self._screen.query_one(QuotesPane)

    @property
    def notes(self) -> NotesPane:
        """The notes pane; mounted after the first paint."""
        from widgets.panes.notes import NotesPane

        return self._screen.query_one(NotesPane)

    def title(self, pane: Pane) -> PaneTitle:
        """The title of a pane."""
        return self._screen.query_one(f"#{pane}-title", PaneTitle)

    # -- filling ------------------------------------------------------------------------------------------------------

    def show_text(self) -> None:
        """Show the story's text."""
        story = self._state.story
        assert story.text is not None
        self.article.show(story.text, story.blocks, title=story.title)

    def show_reading(self) -> None:
        """Show the story's quotes and actors."""
        article, human = self._state.story.article, self._state.story.human
        assert article is not None
        self.article.mark(article.quotes, article.actors)
        self.actors.show(article.actors, article.quotes, article.text, human)
        self.quotes.show(article.quotes, article.actors, article.text, human)
        self.title("actors").count = len(article.actors)
        self.title("quotes").count = len(article.quotes)

    # -- the keyboard -------------------------------------------------------------------------------------------------

    @handles("pane.article", pane="article")
    @handles("pane.actors", pane="actors")
    @handles("pane.quotes", pane="quotes")
    @handles("pane.notes", pane="notes")
    def go_to(self, pane: Pane) -> None:
        """Focus a pane; in the notes pane, the editor if it is open."""
        self._state.pane = pane
        if not self._state.panes_mounted:
            return  # the screen goes there once the panes are mounted
        self._on_moved()
        if pane == "notes" and self.notes.editing:
            self.notes.focus_editor()
        else:
            self._screen.query_one(f"#{pane}").focus()

    @handles("pane.next", by=1)
    @handles("pane.previous", by=-1)
    def step(self, by: int) -> None:
        """Focus the pane `by` places on."""
        self.go_to(PANES[(PANES.index(self._state.pane) + by) % len(PANES)])

    def remember(self) -> None:
        """Remember the focused pane, for `go_back`."""
        self._previous = self._state.pane

    def go_back(self) -> None:
        """Focus the remembered pane again."""
        self.go_to(self._previous)
        if self._previous == "notes":
            self.notes.table.focus()  # the editor stays open until its text is saved, but gets no more keys

    def follow_focus(self) -> None:
        """Note which pane a click has focused."""
        focused = self._screen.focused
        for name in PANES:
            box = self._screen.query(f"#{name}-box")
            if focused is not None and box and box.first() in focused.ancestors and self._state.pane != name:
                self._state.pane = name
                self._on_moved()

    def mark_focus(self) -> None:
        """Mark the focused pane; on a small screen, show that pane only."""
        here = self._state.pane
        self._screen.set_class(here != "article", "-at-side")
        for name in PANES:
            self._screen.set_class(here == name, f"-at-{name}")
            for title in self._screen.query(f"#{name}-title").results(PaneTitle):
                title.active = here == name
