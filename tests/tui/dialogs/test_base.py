"""Screens over another screen take the keys that the keymap says, and arrange their table as every other."""

from __future__ import annotations

from textual.containers import VerticalScroll

from tests.tui.conftest import Opener
from tui.actions.keymap import preset
from tui.article.screen import ArticleScreen
from tui.dialogs.desk_list import DeskListScreen
from tui.dialogs.export import ExportScreen
from tui.dialogs.export_format import FormatScreen
from tui.dialogs.filter import FilterScreen
from tui.dialogs.import_notes import ImportScreen
from tui.dialogs.sourcing import SourcingScreen
from widgets.bars import HintBar, PaneTitle
from widgets.tables.across import DeskNotesTable
from widgets.tables.bars_table import BarsTable
from widgets.tables.formats import FormatsTable


def hints(screen: object) -> str:
    """What the hint bar of a screen shows."""
    assert hasattr(screen, "query_one")
    bar: HintBar = screen.query_one(HintBar)
    return "".join(text for text, _style in bar.parts)


async def test_exports_and_imports_take_the_keys_in_force(open_article: Opener) -> None:
    keys = {**preset("plain"), "app.back": ("z",), "view.down": ("ctrl+n",), "reading.quote": ("alt+x",)}
    async with open_article((80, 24), keymap=keys) as desk:
        await desk.press("f4", "f7", *"one", "escape")
        await desk.pilot.press("f9")
        export = await desk.top(ExportScreen)
        await desk.until(lambda: "Ctrl+N Up scroll" in hints(export))
        await desk.until(lambda: "Enter write" in hints(export))
        lines = export.query_one(VerticalScroll)
        await desk.until(lambda: lines.max_scroll_y > 3)
        await desk.pilot.press("j", "q")
        assert (desk.app.screen, lines.scroll_y) == (export, 0), "no keys of this keymap"
        await desk.pilot.press("ctrl+n", "ctrl+n", "up")
        await desk.until(lambda: lines.scroll_y == 1)
        await desk.pilot.press("z")
        await desk.top(ArticleScreen)

        await desk.screen.act("export.format")
        formats = await desk.top(FormatScreen)
        table = formats.query_one(FormatsTable)
        await desk.until(lambda: table.selected is not None and table.has_focus)
        first = table.selected
        await desk.pilot.press("ctrl+n")
        assert table.selected != first
        assert "Ctrl+N Up another" in hints(formats)
        await desk.pilot.press("z")
        await desk.top(ArticleScreen)

        answers: list[bool | None] = []
        desk.app.push_screen(
            ImportScreen(desk.app.session, "a.json", "1 new", [f"fault {n}" for n in range(50)]), answers.append
        )
        lines = (await desk.top(ImportScreen)).query_one(VerticalScroll)
        await desk.until(lambda: lines.max_scroll_y > 3)
        await desk.pilot.press("j", "q", "ctrl+n", "ctrl+n", "ctrl+n", "up")
        await desk.until(lambda: lines.scroll_y == 2)
        await desk.pilot.press("z")
        await desk.top(ArticleScreen)
        assert answers == [None]
    assert not (desk.newsroom.home / "exports").exists()


async def test_a_list_is_filtered_and_sorted_and_says_how(open_article: Opener) -> None:
    async with open_article((80, 24)) as desk:
        await desk.press("n", "a", *"first", "escape", "n", "f", *"second", "escape")
        await desk.pilot.press("L")
        screen = await desk.top(DeskListScreen)
        table, title = screen.query_one(DeskNotesTable), screen.query_one(PaneTitle)
        await desk.until(lambda: table.row_count == 2)
        await desk.pilot.press("F")
        await desk.top(FilterScreen)
        await desk.pilot.press(*"first", "enter")
        await desk.top(DeskListScreen)
        await desk.pilot.press("S", "R")
        assert table.row_count == 1
        assert title.note == "only “first”; Esc: all, by article reversed"
        await desk.pilot.press("escape")
        assert (desk.app.screen, table.row_count) == (screen, 2)
        assert title.note == "by article reversed"
        await desk.pilot.press("escape")
        assert await desk.top(ArticleScreen)


async def test_the_table_of_who_speaks_is_arranged_too(open_article: Opener) -> None:
    async with open_article((80, 24)) as desk:
        await desk.screen.act("sourcing.open")
        screen = await desk.top(SourcingScreen)
        table = screen.query_one(BarsTable)
        await desk.until(lambda: table.row_count > 2)
        await desk.pilot.press("F")
        await desk.top(FilterScreen)
        await desk.pilot.press(*"liu", "enter")
        await desk.top(SourcingScreen)
        assert [row.cells[0].startswith("Liu Pengyu") for row in table.rows] == [True]
        assert screen.query_one(PaneTitle).note.endswith("), only “liu”; Esc: all")
        await desk.pilot.press("escape", "S")
        assert table.row_count > 2
        names = [row.cells[0].casefold() for row in table.rows]
        assert names == sorted(names)
        await desk.pilot.press("escape")
        await desk.top(ArticleScreen)
