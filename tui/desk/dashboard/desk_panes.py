"""The four panes of the desk: their layout and focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size

from tui.actions.handlers import handles
from widgets.bars import PaneTitle
from widgets.desk.desk_arrangement import (
    BARS_LINES,
    DESK_PANES,
    DeskPane,
    DeskSituation,
    alone,
    desk_arrangement,
    has_place,
    has_speakers,
    one_pane,
)
from widgets.head_rule import HeadRule
from widgets.panes.desk import DeskTable
from widgets.regions import Arranged, Regions

if TYPE_CHECKING:
    from textual.widget import Widget

    from tui.screens.base import AppScreen
    from widgets.desk.due_table import DueTable
    from widgets.desk.feeds_pane import FeedsPane
    from widgets.desk.preview_pane import PreviewPane
    from widgets.desk.views_table import ViewsTable
    from widgets.tables.speaker_bars import VoiceRow

TITLES: dict[DeskPane, str] = {"due": "1 Due", "articles": "2 Articles", "views": "3 Views", "preview": "4 Preview"}
WIDGETS: dict[DeskPane, str] = {"due": "#due", "articles": "#desk", "views": "#views", "preview": "#preview"}


class DeskPanes:
    """The panes of one desk. The articles are mounted at once, the others after the first paint."""

    def __init__(self, screen: AppScreen, on_moved: Callable[[], None]) -> None:
        """`on_moved` is called when another pane gets the focus."""
        self._screen = screen
        self._on_moved = on_moved
        self._due_rows = 0
        self._has_feeds = False
        self._speaker_lines = 0
        self.pane: DeskPane = "articles"
        self.furnished = False

    def compose(self) -> ComposeResult:
        """The articles pane."""
        yield Arranged(
            HeadRule(id="head"),
            Vertical(PaneTitle(TITLES["articles"], id="articles-title"), DeskTable(id="desk"), id="articles-box"),
            regions=self._regions,
            id="desk-panes",
        )

    async def furnish(self) -> None:
        """Mount the other panes."""
        from widgets.desk.due_table import DueTable
        from widgets.desk.feeds_pane import FeedsPane
        from widgets.desk.preview_pane import PreviewPane
        from widgets.desk.views_table import ViewsTable
        from widgets.regions import Divider
        from widgets.tables.speaker_bars import VoicesPane

        if self.furnished or not self._screen.is_mounted:
            return
        panes: dict[DeskPane, Widget] = {
            "due": DueTable(id="due"), "views": ViewsTable(id="views"), "preview": PreviewPane(id="preview")
        }  # fmt: skip
        await self._arranged.mount(
            *(
                Vertical(PaneTitle(TITLES[name], id=f"{name}-title"), pane, id=f"{name}-box")
                for name, pane in panes.items()
            ),
            Vertical(PaneTitle("Feeds", id="feeds-title"), FeedsPane(id="feeds"), id="feeds-box"),
            Vertical(
                PaneTitle("Who speaks, 7 days", id="speakers-title"), VoicesPane(id="speakers"), id="speakers-box"
            ),
            Divider(id="divider"),
            Divider(id="divider2"),
        )
        self.furnished = True
        self.arrange()

    # -- where they are -----------------------------------------------------------------------------------------------

    @property
    def _arranged(self) -> Arranged:
        return self._screen.query_one("#desk-panes", Arranged)

    @property
    def zoomed(self) -> bool:
        """Whether the focused pane fills the screen."""
        return self._screen.place in self._screen.session.zoomed

    @property
    def _situation(self) -> DeskSituation:
        due, feeds = self._due_rows, self._has_feeds
        return DeskSituation(self.pane, self.zoomed, self.furnished, due, feeds, self._speaker_lines)

    def _regions(self, size: Size) -> Regions:
        return desk_arrangement(size, self._situation)

    def arrange(self) -> None:
        """Arrange the panes."""
        size = self._screen.app.size - (0, BARS_LINES)
        if alone(size, self._situation):
            labels = {name: self._label(name) for name in DESK_PANES}
            zoom = "zoom" if self.zoomed and not one_pane(size) else ""
            self._screen.query_one(HeadRule).show(list(labels.values()), labels[self.pane], zoom)
        for name in DESK_PANES:
            for box in self._screen.query(f"#{name}-box"):
                box.set_class(alone(size, self._situation), "-alone")
        self._arranged.rearrange()

    def _label(self, name: DeskPane) -> str:
        count = next((title.count for title in self._titles(name)), None)
        return TITLES[name] if count is None else f"{TITLES[name]} {count}"

    def _titles(self, name: DeskPane) -> list[PaneTitle]:
        return list(self._screen.query(f"#{name}-title").results(PaneTitle))

    def set_due(self, count: int, summary: str) -> None:
        """Make room for `count` due rows."""
        self._due_rows = count
        for title in self._titles("due"):
            title.count, title.note = count, summary or ("" if count else "nothing due")
        self.arrange()

    def set_feeds(self, *, there: bool) -> None:
        """Make room for the feeds, if there are any."""
        self._has_feeds = there
        self.arrange()

    @property
    def has_room_for_speakers(self) -> bool:
        """Whether there is room for who speaks in recent articles."""
        return self.furnished and has_speakers(self._screen.app.size - (0, BARS_LINES))

    def show_speakers(self, speakers: Sequence[VoiceRow]) -> None:
        """Show who speaks in recent articles."""
        from widgets.tables.speaker_bars import VoicesPane

        self._screen.query_one(VoicesPane).show(speakers)
        self._speaker_lines = len(speakers)
        self.arrange()

    def set_preview(self, title: str, note: str) -> None:
        """Show the previewed article's headline in its rule."""
        for rule in self._titles("preview"):
            rule.title, rule.note = f"4 {title}" if title else TITLES["preview"], note

    def set_articles(self, count: str) -> None:
        """Show the number of listed articles, and their list."""
        for title in self._titles("articles"):
            title.count = count

    # -- the panes ----------------------------------------------------------------------------------------------------

    @property
    def due(self) -> DueTable:
        """The due pane; mounted after the first paint."""
        from widgets.desk.due_table import DueTable

        return self._screen.query_one(DueTable)

    @property
    def views(self) -> ViewsTable:
        """The views; mounted after the first paint."""
        from widgets.desk.views_table import ViewsTable

        return self._screen.query_one(ViewsTable)

    @property
    def preview(self) -> PreviewPane:
        """The preview; mounted after the first paint."""
        from widgets.desk.preview_pane import PreviewPane

        return self._screen.query_one(PreviewPane)

    @property
    def feeds(self) -> FeedsPane:
        """The feeds; mounted after the first paint."""
        from widgets.desk.feeds_pane import FeedsPane

        return self._screen.query_one(FeedsPane)

    # -- the keyboard -------------------------------------------------------------------------------------------------

    @handles("desk.due", pane="due")
    @handles("desk.articles", pane="articles")
    @handles("desk.views", pane="views")
    @handles("desk.preview", pane="preview")
    def go_to(self, pane: DeskPane) -> None:
        """Focus a pane."""
        if not self.furnished:
            return
        self.pane = pane
        self._mark()
        self._screen.query_one(WIDGETS[pane]).focus()

    @handles("pane.next", by=1)
    @handles("pane.previous", by=-1)
    def step(self, by: int) -> None:
        """Give the keyboard to the pane `by` places on, of those that are on the screen."""
        size = self._screen.app.size - (0, BARS_LINES)
        shown = [name for name in DESK_PANES if has_place(size, name, self._situation)]
        at = shown.index(self.pane) if self.pane in shown else 0
        self.go_to(shown[(at + by) % len(shown)])

    @handles("view.zoom")
    def toggle_zoom(self) -> None:
        """Zoom the focused pane to fill the screen, or restore the other panes."""
        self._screen.session.zoomed ^= {self._screen.place}
        self._mark()

    def leave_zoom(self) -> bool:
        """Show all panes again, and leave the views if they hide the others; return whether anything changed."""
        if self.zoomed:
            self.toggle_zoom()
            return True
        if self.pane != "articles":
            self.go_to("articles")
            return True
        return False

    def click(self, name: str, *, on_title: bool) -> None:
        """Go to the pane whose rule was clicked; on the title of the focused one, zoom it or restore the others."""
        if on_title and name == self.pane:
            self.toggle_zoom()
        else:
            for pane in DESK_PANES:
                if pane == name:
                    self.go_to(pane)

    def follow_focus(self) -> None:
        """Record the pane that a click has focused."""
        focused = self._screen.focused
        for name, widget in WIDGETS.items():
            if focused is not None and f"#{focused.id}" == widget and self.pane != name:
                self.pane = name
                self._mark()

    def mark_first(self) -> None:
        """Mark the focused pane at the start."""
        self._mark()

    def _mark(self) -> None:
        for name in DESK_PANES:
            for title in self._titles(name):
                title.active = name == self.pane
        self.arrange()
        self._on_moved()
