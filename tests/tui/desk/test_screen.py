"""The desk: a list of articles, filled while you look."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.articles.sources import Source
from tests.waiting import until
from tui.app import Copydesk
from tui.article.screen import ArticleScreen
from tui.desk.screen import TheDesk
from tui.newsroom.newsroom import Newsroom, stories_of
from widgets.bars import StatusLine
from widgets.panes.desk import DeskTable


@asynccontextmanager
async def running(home: Path, sources: Sequence[Source]) -> AsyncIterator[tuple[Copydesk, Pilot[None]]]:
    """The app on the desk, at 80x24, with all background work done."""
    newsroom = Newsroom(home, "ada", home / "copydesk.log")
    app = Copydesk(newsroom, stories_of(sources), alone=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield app, pilot
    await newsroom.close()


def the_desk(app: Copydesk) -> TheDesk:
    """The desk of a running app."""
    return next(screen for screen in app.screen_stack if isinstance(screen, TheDesk))


def shows(app: Copydesk, kind: type) -> bool:
    """Whether the screen on top is of this kind."""
    return isinstance(app.screen, kind)


@pytest.fixture
def two(tmp_path: Path, seed: Path) -> list[Source]:
    """A short article and the seed."""
    short = tmp_path / "short.txt"
    short.write_text("Mayor says no\n\n“No,” said Ann Lee, the mayor of Springfield.\n", encoding="utf-8")
    return [Source("file", str(short)), Source("file", str(seed))]


async def test_rows_fill_with_titles_and_counts(home: Path, two: list[Source]) -> None:
    async with running(home, two) as (app, _pilot):
        rows = the_desk(app).stories.rows()
        assert [row.title for row in rows] == [
            "Mayor says no",
            "The US claims that China is helping Russia with military rearmament",
        ]
        assert rows[0].quotes is not None
        assert rows[0].quotes >= 1
        assert rows[1].quotes is not None
        assert rows[1].quotes >= 12
        assert [row.notes for row in rows] == [0, 0]


@pytest.mark.action("desk.open", "app.back")
async def test_enter_reads_and_q_goes_back(home: Path, two: list[Source]) -> None:
    async with running(home, two) as (app, pilot):
        await pilot.press("down", "enter")
        await pilot.pause()
        await app.workers.wait_for_complete()
        assert shows(app, ArticleScreen)
        await pilot.press("n", "a", *"hm", "escape")
        await app.workers.wait_for_complete()
        await pilot.press("q")
        await until(pilot, lambda: shows(app, TheDesk))
        assert [row.notes for row in the_desk(app).stories.rows()] == [0, 1]


async def test_a_source_that_cannot_be_read_is_one_line_and_the_rest_opens(home: Path, two: list[Source]) -> None:
    missing = Source("file", str(home / "gone.txt"))
    async with running(home, [missing, *two]) as (app, pilot):
        rows = the_desk(app).stories.rows()
        assert rows[0].state.startswith("error: ")
        assert rows[2].quotes
        assert "gone.txt" in app.screen.query_one(StatusLine).message
        assert "gone.txt" not in rows[0].state, "the row has its name already"
        await pilot.press("down")
        await pilot.pause()
        assert app.screen.query_one(StatusLine).message == ""
        await pilot.press("up")
        await pilot.pause()
        assert "gone.txt: " in app.screen.query_one(StatusLine).message, "the row's own error, whole"
        await pilot.press("home", "enter")
        await pilot.pause()
        assert shows(app, TheDesk)


async def test_the_desk_without_sources_lists_what_was_opened(home: Path) -> None:
    async with running(home, []) as (app, _pilot):
        assert the_desk(app).query_one(DeskTable).row_count == 1


async def test_named_articles_are_filtered_by_words_and_escape_shows_all(home: Path, two: list[Source]) -> None:
    async with running(home, two) as (app, pilot):
        table = the_desk(app).query_one(DeskTable)
        await pilot.press("slash", *"mayor", "enter")
        await pilot.pause()
        assert table.row_count == 1
        await pilot.press("escape")
        await pilot.pause()
        assert table.row_count == 2
        await pilot.press("slash", *"source:x", "enter")
        await pilot.pause()
        assert "copydesk without a source" in the_desk(app).query_one(StatusLine).message
