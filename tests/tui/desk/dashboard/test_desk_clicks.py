"""The mouse on the desk: rules focus and zoom, heads sort, rows and quotes are selected, hints press their keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widget import Widget

from tests.tui.desk.dashboard.desk_hands import DeskHands, open_desk, write_shelf
from tests.waiting import until
from tui.article.screen import ArticleScreen
from tui.dialogs.base import TableDialog
from widgets.bars import Bar, HintBar, PaneTitle
from widgets.head_rule import HeadRule


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A data folder with twelve invented articles, the newest with two notes that have deadlines."""
    write_shelf(tmp_path / "desk")
    return tmp_path / "desk"


def zoomed(desk: DeskHands) -> bool:
    """Whether one pane fills the screen."""
    return desk.desk.panes.zoomed


async def click(desk: DeskHands, widget: Widget, x: int, y: int = 0) -> None:
    """Click a cell of a widget."""
    assert await desk.pilot.click(widget, offset=(x, y))
    await desk.pilot.pause()


async def click_words(desk: DeskHands, bar: Bar, words: str) -> None:
    """Click on these words of a bar."""
    await click(desk, bar, "".join(text for text, _look in bar.parts).index(words))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_rules_focus_zoom_and_sort(shelf: Path, size: tuple[int, int]) -> None:
    async with open_desk(shelf, size) as desk:
        panes = desk.desk.panes
        due, articles = (desk.desk.query_one(f"#{name}-title", PaneTitle) for name in ("due", "articles"))
        await click_words(desk, due, "1 Due")
        assert panes.due.has_focus
        await click_words(desk, due, "1 Due")
        assert zoomed(desk)
        await click_words(desk, desk.desk.query_one("#head", HeadRule), "2 Articles")
        assert desk.table.has_focus
        assert zoomed(desk)
        await click_words(desk, desk.desk.query_one("#head", HeadRule), "2 Articles")
        assert not zoomed(desk)
        await click_words(desk, articles, "when")
        assert desk.table.order == ("time", False)
        await until(desk.pilot, lambda: desk.message.startswith("By when"))
        await click_words(desk, articles, "when")
        assert desk.table.order == ("time", True)


async def test_rows_and_quotes_are_what_they_say(shelf: Path) -> None:
    async with open_desk(shelf, (120, 40)) as desk:
        await click(desk, desk.table, 10, 3)
        assert desk.table.selected == desk.table.rows[3].key
        preview = desk.desk.panes.preview
        await until(desk.pilot, lambda: preview.shown is not None and preview.shown.key == desk.table.selected)
        line = next(y for y in range(preview.size.height) if "●" in preview.render_line(y).text)
        await click(desk, preview, 10, line)
        assert preview.quote == 0
        assert preview.has_focus
        await click(desk, preview, 10, line)
        await until(desk.pilot, lambda: isinstance(desk.app.screen, ArticleScreen))
        await desk.press("q")
        views = desk.desk.panes.views
        await click(desk, views, 3, 1)
        assert views.selected == views.rows[1].key


async def test_a_hint_presses_its_key(shelf: Path) -> None:
    async with open_desk(shelf, (120, 40)) as desk:
        await click_words(desk, desk.desk.query_one(HintBar), "F filter")
        await until(desk.pilot, lambda: desk.app.screen is not desk.desk)
        await desk.pilot.press("escape")


async def test_a_dialog_s_head_sorts_its_table(shelf: Path) -> None:
    async with open_desk(shelf, (120, 40)) as desk:
        await desk.pilot.press("L")
        await until(desk.pilot, lambda: desk.app.screen is not desk.desk)
        dialog = desk.app.screen
        assert isinstance(dialog, TableDialog)
        title = dialog.query_one(PaneTitle)
        await until(desk.pilot, lambda: bool(title.heads))
        await click(desk, title, title.heads[-1][0])
        await until(desk.pilot, lambda: title.note.startswith("by "))
        assert dialog.table.order[0] is not None
        await desk.pilot.press("escape")
        await until(desk.pilot, lambda: desk.app.screen is desk.desk)
