"""The four panes of the article screen: mounts and fills them, and moves the focus between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size

from tui.actions.handlers import handles
from tui.article.article_state import PANES, Pane
from tui.presenters.descriptions import some
from widgets.bars import PaneTitle
from widgets.head_rule import HeadRule
from widgets.panes.article import ArticlePane
from widgets.panes.bands import BARS_LINES, Situation, arrangement, has_head, one_pane, quotes_have_a_column
from widgets.regions import Arranged, Regions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.article.article_state import ArticleState
    from tui.screens.base import AppScreen
    from widgets.panes.actors import ActorsPane
    from widgets.panes.notes import NotesPane
    from widgets.panes.quotes import QuotesPane
    from widgets.tables.check_lines import CheckRow
    from widgets.tables.speaker_bars import VoiceRow

TITLES: dict[Pane, str] = {"article": "1 Article", "actors": "2 Actors", "quotes": "3 Quotes", "notes": "4 Notes"}

MAX_CHECKS = 6
NOTHING_FOUND = "Nothing found: ready to publish as far as Copydesk can check"


class Panes:
    """The panes of one screen. The article pane is mounted at once, the others after the first paint."""

    def __init__(self, screen: AppScreen, state: ArticleState, on_moved: Callable[[], None]) -> None:
        """`on_moved` is called when another pane gets the focus, to mark it."""
        self._screen = screen
        self._state = state
        self._on_moved = on_moved
        self.on_arrived: Callable[[], None] = on_moved
        """Called when the user has moved to a pane."""
        self.on_read: Callable[[], None] = lambda: None
        """Called when quotes and actors have been shown."""
        self._previous: Pane = "article"
        self._origin = ""
        self._overview_lines = 0, 0

    # -- building -----------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The article pane, at its final place."""
        yield Arranged(
            HeadRule(id="head"),
            Vertical(PaneTitle(TITLES["article"], id="article-title"), ArticlePane(id="article"), id="article-box"),
            regions=self._regions,
            id="panes",
        )

    async def mount(self) -> None:
        """Mount the other panes."""
        from widgets.panes.actors import ActorsPane
        from widgets.panes.notes import NotesPane
        from widgets.panes.quotes import QuotesPane
        from widgets.regions import Divider

        panes = {"actors": ActorsPane(id="actors"), "quotes": QuotesPane(id="quotes"), "notes": NotesPane(id="notes")}
        await self._arranged.mount(
            *(
                Vertical(PaneTitle(TITLES[name], id=f"{name}-title"), panes[name], id=f"{name}-box")
                for name in PANES
                if name in panes
            ),
            Divider(id="divider"),
            Divider(id="divider2"),
        )
        self._state.panes_mounted = True
        self.arrange()

    # -- where they are -----------------------------------------------------------------------------------------------

    @property
    def _arranged(self) -> Arranged:
        return self._screen.query_one("#panes", Arranged)

    @property
    def zoomed(self) -> bool:
        """Whether the focused pane fills the screen."""
        return self._screen.place in self._screen.session.zoomed

    @property
    def alone(self) -> bool:
        """Whether one pane fills the screen, zoomed or for want of room."""
        return self.zoomed or one_pane(self._screen.app.size - (0, BARS_LINES))

    def _regions(self, size: Size) -> Regions:
        rows: dict[str, int] = {}
        writing = False
        if self._state.panes_mounted:
            rows = {"actors": len(self.actors.rows), "quotes": len(self.quotes.rows)}
            writing = self.notes.editing
        return arrangement(size, Situation(self._state.pane, self.zoomed, writing, rows, *self._overview_lines))

    def arrange(self) -> None:
        """Arrange the panes, and name the hidden ones in the rule at the top."""
        size = self._screen.app.size - (0, BARS_LINES)
        here = self._state.pane
        alone = self.alone
        if self._state.panes_mounted:
            self.quotes.tall = quotes_have_a_column(size, zoomed=self.zoomed)
        head = has_head(size, zoomed=self.zoomed)
        for name in PANES:
            for box in self._screen.query(f"#{name}-box"):
                box.set_class(alone and name == here, "-alone")
        title = self.title("article")
        headline = self._state.story.title
        if alone and here != "article":
            title.title = "in the text"
        else:
            title.title = TITLES["article"] if head else f"1 {headline}"
        if alone:
            labels = {name: self._label(name) for name in PANES}
            self._screen.query_one("#head", HeadRule).show(
                list(labels.values()), labels[here], "zoom" if self.zoomed and not one_pane(size) else ""
            )
        elif head:
            self._screen.query_one("#head", HeadRule).show([headline], note=self._origin)
        self._arranged.rearrange()

    def _label(self, name: Pane) -> str:
        """A pane's title and count, if only one pane is shown."""
        titles = self._screen.query(f"#{name}-title").results(PaneTitle)
        count = next((title.count for title in titles), None)
        return TITLES[name] if count is None else f"{TITLES[name]} {count}"

    def count(self, name: Pane, count: int | str) -> None:
        """Show the number of items in a pane."""
        self.title(name).count = count
        if self._state.panes_mounted:
            self.arrange()

    def show_quote_number(self, quote_id: str | None) -> None:
        """Show which of the quotes is selected."""
        article = self._state.story.article
        if article is not None:
            ids = [quote.id for quote in article.quotes]
            number = f"{ids.index(quote_id) + 1}/" if quote_id in ids else ""
            self.count("quotes", f"{number}{len(ids)}")

    @handles("view.zoom")
    def toggle_zoom(self) -> None:
        """Zoom the focused pane to fill the screen, or restore the other panes."""
        self._screen.session.zoomed ^= {self._screen.place}
        self.mark_focus()

    def leave_zoom(self) -> bool:
        """Show all panes again; return whether one was zoomed."""
        if not self.zoomed:
            return False
        self.toggle_zoom()
        return True

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
        self.arrange()
        self._screen.call_after_refresh(self._show_place)

    def _show_place(self) -> None:
        """Show where the view is, before it has moved."""
        self.title("article").place = self.article.place

    def show_reading(self) -> None:
        """Show the story's quotes and actors."""
        article, human = self._state.story.article, self._state.story.human
        assert article is not None
        self.article.mark(article.quotes, article.actors)
        self.actors.show(article.actors, article.quotes, article.text, human)
        self.quotes.show(article.quotes, article.actors, article.text, human)
        self.count("actors", len(article.actors))
        self.show_quote_number(self._state.selection.quote)
        self.on_read()

    # -- the overview -------------------------------------------------------------------------------------------------

    def set_origin(self, origin: str) -> None:
        """Show in the rule at the top where the article is from."""
        if origin != self._origin:
            self._origin = origin
            self.arrange()

    async def show_sourcing(self, voices: Sequence[VoiceRow], summary: str) -> None:
        """Show who speaks under the text, and room for what the publish gate finds."""
        from widgets.tables.check_lines import ChecksPane
        from widgets.tables.speaker_bars import VoicesPane

        if not self._screen.query(VoicesPane):
            await self._arranged.mount(
                Vertical(
                    PaneTitle("Sourcing", id="sourcing-title"),
                    VoicesPane(id="sourcing", legend=True),
                    id="sourcing-box",
                ),
                Vertical(PaneTitle("Check", id="checks-title"), ChecksPane(id="checks"), id="checks-box"),
            )
        pane = self._screen.query_one(VoicesPane)
        pane.show(voices)
        self._screen.query_one("#sourcing-title", PaneTitle).note = summary
        self._overview_lines = pane.line_count, max(1, self._overview_lines[1])
        self.arrange()

    def show_checks(self, rows: Sequence[CheckRow]) -> None:
        """Show what the publish gate finds, under the sourcing."""
        from widgets.tables.check_lines import ChecksPane

        self._screen.query_one(ChecksPane).show(rows, NOTHING_FOUND)
        errors = sum(row.sign == "!!" for row in rows)
        counts = ((errors, "error"), (len(rows) - errors, "warning"))
        title = self._screen.query_one("#checks-title", PaneTitle)
        title.note = " · ".join(some(count, word) for count, word in counts if count)
        self._overview_lines = self._overview_lines[0], max(1, min(len(rows), MAX_CHECKS))
        self.arrange()

    # -- the keyboard -------------------------------------------------------------------------------------------------

    @handles("pane.article", pane="article")
    @handles("pane.actors", pane="actors")
    @handles("pane.quotes", pane="quotes")
    @handles("pane.notes", pane="notes")
    def go_to(self, pane: Pane, *, arrive: bool = True) -> None:
        """Focus a pane; in the notes pane, the editor if it is open."""
        self._state.pane = pane
        if not self._state.panes_mounted:
            return  # the screen goes there once the panes are mounted
        self._on_moved()
        if pane == "notes" and self.notes.editing:
            self.notes.focus_editor()
        else:
            self._screen.query_one(f"#{pane}").focus()
            if arrive:
                self.on_arrived()

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

    def click(self, name: str, *, on_title: bool) -> None:
        """Go to the pane whose rule was clicked; on the title of the focused one, zoom it or restore the others."""
        if on_title and name == self._state.pane:
            self.toggle_zoom()
        else:
            for pane in PANES:
                if pane == name:
                    self.go_to(pane)

    def follow_focus(self) -> None:
        """Record the pane that a click has focused."""
        focused = self._screen.focused
        for name in PANES:
            box = self._screen.query(f"#{name}-box")
            if focused is not None and box and box.first() in focused.ancestors and self._state.pane != name:
                self._state.pane = name
                self._on_moved()
                self.on_arrived()

    def mark_focus(self) -> None:
        """Mark the focused pane; if one pane fills the screen, show that one."""
        here = self._state.pane
        for name in PANES:
            for title in self._screen.query(f"#{name}-title").results(PaneTitle):
                title.active = here == name
        self.arrange()
