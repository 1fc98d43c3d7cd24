"""Who speaks, and what the publish gate finds, on the screen: lists that lead to the places."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from extract.span import Span
from store.articles.library import Library
from store.articles.sources import Source, load
from tests.tui.conftest import Opener
from tests.waiting import until
from tui.app import Copydesk
from tui.article.screen import ArticleScreen
from tui.desk.screen import TheDesk
from tui.dialogs.desk_list import DeskListScreen
from tui.dialogs.sourcing import SourcingScreen
from tui.features.reports import with_progress
from tui.newsroom.newsroom import Newsroom
from widgets.bars import StatusLine
from widgets.tables.bars_table import BarsTable, QuotesTable
from widgets.tables.findings import FindingsTable
from widgets.tables.table import Table

S = TypeVar("S", bound=Screen[Any])
B = TypeVar("B", bound=Table)


async def shown(pilot: Pilot[None], kind: type[S], so: Callable[[S], bool] = lambda _screen: True) -> S:
    """The top screen, once it is of this kind and as wanted."""
    await until(pilot, lambda: isinstance(top := pilot.app.screen, kind) and top.is_mounted and so(top))
    top = pilot.app.screen
    assert isinstance(top, kind)
    return top


async def filled(pilot: Pilot[None], kind: type[S], table: type[B]) -> B:
    """The table of the top screen, once there are rows in it."""

    def has_rows(screen: S) -> bool:
        return any(each.row_count for each in screen.query(table))

    return (await shown(pilot, kind, has_rows)).query_one(table)


def cells(table: BarsTable | QuotesTable | FindingsTable) -> list[tuple[str, ...]]:
    """The rows as they are shown."""
    return [row.cells for row in table.rows]


@pytest.mark.action("sourcing.open")
async def test_who_speaks_in_the_article_and_the_way_to_a_quote(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.screen.act("sourcing.open")
        table = await filled(desk.pilot, SourcingScreen, BarsTable)
        assert ("US officials (unnamed)", "4") in [row[:2] for row in cells(table)]  # one more is unsure
        assert round(sum(float(row[3].rstrip("%")) for row in cells(table)), 6) == 100
        table.select("person:liu pengyu")
        await desk.pilot.press("enter")
        quotes_shown = cells(await filled(desk.pilot, DeskListScreen, QuotesTable))
        assert [row[2] for row in quotes_shown] == ["Liu Pengyu", "Liu Pengyu"]
        await desk.pilot.press("escape")
        await shown(desk.pilot, SourcingScreen)
        await desk.pilot.press("enter")
        await filled(desk.pilot, DeskListScreen, QuotesTable)
        await desk.pilot.press("j", "enter")
        await shown(desk.pilot, ArticleScreen, lambda screen: screen.panes.article.selected_span is not None)
        article = desk.story.article
        assert article is not None
        liu = next(actor for actor in article.actors if actor.name == "Liu Pengyu")
        assert desk.screen.panes.article.selection.quote == [q.id for q in article.quotes if q.actor == liu.id][1]


async def test_tables_are_a_key_apart_and_written(open_article: Opener, home: Path) -> None:
    async with open_article(size=(80, 24)) as desk:
        await desk.screen.act("sourcing.open")
        table = await filled(desk.pilot, SourcingScreen, BarsTable)
        await desk.pilot.press("tab")
        assert {row[0] for row in cells(table)} >= {"person", "group"}
        await desk.pilot.press("shift+tab", "shift+tab")
        assert [row[0] for row in cells(table)] == ["2024-04"]
        await desk.pilot.press("E")
        await shown(desk.pilot, SourcingScreen, lambda s: "written" in s.query_one(StatusLine).message)
        names = sorted(path.name.rsplit("-", 1)[1] for path in (home / "exports").iterdir())
        assert names == ["month.csv", "month.svg"]
        await desk.pilot.press("q")
        await shown(desk.pilot, ArticleScreen)


@pytest.mark.action("check.open")
async def test_the_gate_lists_what_is_open_and_goes_there(open_article: Opener) -> None:
    async with open_article() as desk:
        await desk.press("n", "n", "f", *"true?", "escape", "1", "g")
        await desk.screen.act("check.open")
        table = await filled(desk.pilot, DeskListScreen, FindingsTable)
        open_ones = [row for row in table.rows if row.cells[2] == "fact-check-open"]
        assert [row.cells[1:] for row in open_ones] == [
            ("error", "fact-check-open", "not checked, US officials: true?")
        ]
        table.select(open_ones[0].key)
        await desk.pilot.press("enter")
        (note,) = desk.newsroom.notes.of(desk.story)
        await shown(desk.pilot, ArticleScreen, lambda screen: screen.panes.article.selection.note == note.uid)
        await desk.screen.act("check.open")
        table = await filled(desk.pilot, DeskListScreen, FindingsTable)
        claim = next(row for row in table.rows if row.cells[2] == "claim-anonymous")
        table.select(claim.key)
        await desk.pilot.press("enter")
        await shown(desk.pilot, ArticleScreen, lambda screen: screen.panes.article.selection.note is None)
        assert desk.screen.panes.article.selection.quote is not None
        await desk.pilot.pause(0.1)
        assert desk.screen.query_one(StatusLine).message == claim.cells[3]


async def test_a_bad_rules_file_is_reported_in_a_line(open_article: Opener, home: Path) -> None:
    (home / "rules.toml").write_text("[embargo]\nseverity = 3\n", encoding="utf-8")
    async with open_article() as desk:
        await desk.screen.act("check.open")
        await desk.settle()
        assert "rules.toml:2: embargo.severity" in desk.screen.query_one(StatusLine).message
        off = "[claim-anonymous]\nenabled = false\n[reader-warning]\nenabled = false\n"
        (home / "rules.toml").write_text(off, encoding="utf-8")
        await desk.screen.act("check.open")
        await desk.settle()
        assert "Nothing found" in desk.screen.query_one(StatusLine).message


async def test_the_desk(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.txt"
    file.write_text("“No,” said Mayor Anna Berg.\n", encoding="utf-8")
    library = Library(home)
    other = library.keep(load(Source("file", str(file))))
    newsroom = Newsroom(home, "ada", home / "copydesk.log")
    app = Copydesk(newsroom, [], alone=False)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await shown(pilot, TheDesk)
        await pilot.pause(0.3)
        await screen.act("check.open")
        findings = await filled(pilot, DeskListScreen, FindingsTable)
        place = next(row for row in findings.rows if row.cells[3] == "claim-anonymous")
        findings.select(place.key)
        await pilot.press("enter")
        article = await shown(pilot, ArticleScreen, lambda screen: screen.panes.article.selected_span is not None)
        assert isinstance(article.panes.article.selected_span, Span)
        await pilot.press("q")
        screen = await shown(pilot, TheDesk)
        await screen.act("sourcing.open")
        bars = await filled(pilot, SourcingScreen, BarsTable)
        assert bars.row_count > 3
        await pilot.press("escape")
        await shown(pilot, TheDesk)
    await newsroom.close()
    assert other.key


async def test_long_work_ends_when_nobody_waits_for_it(open_article: Opener) -> None:
    async with open_article() as desk:
        began, ended = threading.Event(), threading.Event()

        def work(say: Callable[[str], None]) -> None:
            began.set()
            try:
                while True:
                    say("on it")
                    time.sleep(0.01)
            finally:
                ended.set()

        worker = desk.screen.run_worker(with_progress(desk.screen, work), exit_on_error=False)
        while not began.is_set():
            await desk.pilot.pause(0.01)
        worker.cancel()
        assert await asyncio.to_thread(ended.wait, 30)
