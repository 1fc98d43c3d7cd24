"""The quote at hand and the story of an article, in the desk's other articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.reader import Reader
from store.articles.library import Library
from store.articles.sources import Loaded
from tests.tui.conftest import Opener
from tests.waiting import until
from tui.app import Copydesk
from tui.article.screen import ArticleScreen
from tui.dialogs.desk_list import DeskListScreen
from tui.newsroom.newsroom import Newsroom
from widgets.bars import StatusLine
from widgets.panes.desk import DeskTable
from widgets.tables.columns import NO_DATE
from widgets.tables.repeats import RepeatTable, StoryTable

SHORT = """US: China helps Russia rearm

“Russia is carrying out its most ambitious defence rearmament since the Soviet era,” a US official said on Friday.
"""


@pytest.fixture
def retold(home: Path, seed: Path) -> Path:
    """The desk with two more articles: the seed's story cut short, and one that shares a quote with it."""
    library, reader = Library(home), Reader()
    text = seed.read_text(encoding="utf-8")
    for name, words in (("agency", text.replace("tanks and aircraft", "tanks")), ("short", SHORT)):
        entry = library.keep(Loaded(f"{name}.txt", name, words, location=f"/{name}.txt"))
        library.keep_reading(entry.key, reader.read(words, id=name, source=f"{name}.txt"))
    return home


@pytest.mark.action("quote.elsewhere")
async def test_the_quote_at_hand_elsewhere_in_other_words(open_article: Opener, retold: Path) -> None:
    async with open_article((120, 40)) as desk:
        await desk.press("Q")
        assert desk.screen.query_one(StatusLine).message.startswith("No quote selected")
        await desk.press("n", "n", "n", "n", "n")
        await desk.pilot.press("Q")
        await desk.pilot.pause(1.0)
        screen = desk.app.screen
        assert isinstance(screen, DeskListScreen)
        rows = {row.cells[2]: row.cells[5] for row in screen.query_one(RepeatTable).rows}
        assert "[the country’s → its] most ambitious [defense → defence] rearmament" in rows["short.txt"]
        assert "→" not in rows["agency.txt"], "word for word"
        days = {row.cells[2]: row.cells[0] for row in screen.query_one(RepeatTable).rows}
        assert days["short.txt"] == NO_DATE, "not the day it came"
        await desk.pilot.press("j", "enter")
        await desk.pilot.pause(0.5)
        top = desk.app.screen
        assert isinstance(top, ArticleScreen)
        assert top is not desk.screen


@pytest.mark.action("article.story")
async def test_the_same_story_is_listed_and_opened(open_article: Opener, retold: Path) -> None:
    async with open_article((80, 24)) as desk:
        await desk.screen.act("article.story")
        await desk.pilot.pause(1.0)
        screen = desk.app.screen
        assert isinstance(screen, DeskListScreen)
        (row,) = screen.query_one(StoryTable).rows
        assert row.cells[1] == "agency.txt"
        await desk.press("escape")
        assert desk.app.screen is desk.screen


@pytest.mark.action("desk.story")
async def test_the_desk_lists_one_story(retold: Path) -> None:
    newsroom = Newsroom(retold, "ada", retold / "copydesk.log")
    app = Copydesk(newsroom, [], alone=False)
    async with app.run_test(size=(120, 30)) as pilot:
        table = app.screen.query_one(DeskTable)
        await until(pilot, lambda: any("same story ×2" in row.cells for row in table.rows))
        assert sorted("same story ×2" in row.cells for row in table.rows) == [False, True, True]
        table.select(next(row.key for row in table.rows if "same story ×2" in row.cells))
        await pilot.pause()
        app.screen.query_one(DeskTable).focus()
        await app.screen.run_action("act('desk.story')")
        await until(pilot, lambda: len(table.rows) == 2)
        await pilot.press("escape")
        await pilot.pause(0.5)
        assert len(table.rows) == 3
    await newsroom.close()
