"""The desk as a list of the library: searched, saved searches, unread marks, and what others add while it is open."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from textual.pilot import Pilot

import tui.desk.background
import tui.desk.screen
from extract import Article
from extract.reader import Reader
from store.articles.library import Library
from store.articles.sources import Loaded
from store.catalogue.database import NAME
from store.notes.notebook import Notebook
from tests.bench.large_desk import write_home
from tests.waiting import until
from tui.app import Copydesk
from tui.article.screen import ArticleScreen
from tui.desk.background import Background
from tui.desk.library import LibraryList
from tui.desk.listing import Listing
from tui.desk.screen import TheDesk
from tui.dialogs.desk_search import DeskSearchScreen, SearchLanguage
from tui.newsroom.newsroom import Newsroom, Story
from tui.screens.base import AppScreen
from widgets.bars import StatusLine
from widgets.panes.desk import UNREAD, DeskTable
from widgets.tables.columns import Row


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A data folder with thirty invented articles, all read by the reader."""
    home = tmp_path / "desk"
    write_home(home, 30)
    return home


class Hands:
    """A running app on the desk."""

    def __init__(self, app: Copydesk, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def table(self) -> DeskTable:
        """The desk's table."""
        return next(s for s in self.app.screen_stack if isinstance(s, TheDesk)).query_one(DeskTable)

    @property
    def titles(self) -> list[str]:
        """What is listed."""
        return [row.cells[1] for row in self.table.rows]

    async def press(self, *keys: str) -> None:
        """Press keys and wait until what they started is done."""
        await self.pilot.press(*keys)
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()


@asynccontextmanager
async def open_desk(home: Path) -> AsyncIterator[Hands]:
    """The library's desk at 80x24, listed and indexed."""
    newsroom = Newsroom(home, "ada", home / "copydesk.log")
    app = Copydesk(newsroom, [], alone=False)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot)
        await hands.press()
        yield hands
    await newsroom.close()


@pytest.mark.action("desk.search")
async def test_searching_lists_what_matches_at_every_key(shelf: Path) -> None:
    async with open_desk(shelf) as desk:
        everything = desk.titles
        assert len(everything) == 30
        assert all(row.cells[3].endswith(".example") for row in desk.table.rows)
        await desk.press("slash", *"unread")
        assert 0 < len(desk.titles) < 30
        await desk.press(*" oslo")
        assert all("Oslo" in title for title in desk.titles)
        assert "articles: unread oslo" in desk.app.screen_stack[-2].query_one(StatusLine).message
        await desk.press("enter")
        assert not isinstance(desk.app.screen, DeskSearchScreen)
        await desk.press("escape")
        assert desk.titles == everything


async def test_the_prompt_says_what_can_be_searched(shelf: Path) -> None:
    async with open_desk(shelf) as desk:
        await desk.press("slash", "question_mark", "enter")
        assert isinstance(desk.app.screen, SearchLanguage)
        await desk.press("escape")
        await desk.press(*"since:never", "enter")
        assert "no such day" in desk.app.screen.query_one(StatusLine).message


@pytest.mark.action("desk.save_search")
async def test_a_search_is_saved_and_used_by_name(shelf: Path) -> None:
    async with open_desk(shelf) as desk:
        await desk.press("slash", *"source:reuters", "enter")
        found = desk.titles
        assert 0 < len(found) < 30
        desk.app.screen.run_worker(desk.app.screen.run_action("act('desk.save_search')"))
        await desk.pilot.pause()
        await desk.press(*"morning", "enter")
        assert desk.app.screen.query_one(StatusLine).message == "saved: / @morning lists it again"
    async with open_desk(shelf) as desk:
        await desk.press("slash", *"@mor", "tab", "enter")
        assert desk.titles == found


async def test_an_article_loses_its_mark_when_it_is_opened(shelf: Path) -> None:
    async with open_desk(shelf) as desk:
        await desk.press("slash", *"unread", "enter")
        key = desk.table.selected
        assert key is not None
        assert desk.table.rows[0].cells[0] == UNREAD
        await desk.press("enter")
        assert isinstance(desk.app.screen, ArticleScreen)
        await desk.press("q")
        await desk.press("escape")
        await until(desk.pilot, lambda: (key, "") in [(row.key, row.cells[0]) for row in desk.table.rows])
    entry = Library(shelf).entry(key)
    assert entry is not None
    assert entry.opened


async def test_what_others_keep_and_note_shows_by_itself(shelf: Path) -> None:
    async with open_desk(shelf) as desk:
        library = Library(shelf)
        ferry = Loaded("b.txt", "b", "Ferry sinks\n\nNobody was hurt.\n", "Ferry sinks", location="/b.txt")
        entry = library.keep(ferry, unread=True)
        other = Notebook.open(shelf, author="bo")
        other.add(article=entry.key, version=entry.version, anchor=None, body="zzyzx")
        other.close()
        await until(desk.pilot, lambda: "Ferry sinks" in desk.titles)
        assert desk.titles[0] == "Ferry sinks"
        await desk.press("slash", *"open-notes zzyz", "enter")
        await until(desk.pilot, lambda: desk.titles == ["Ferry sinks"])


async def test_where_the_cursor_rests_is_read_before_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = (datetime(2026, 11, day, tzinfo=UTC) for day in count(1))
    library = Library(tmp_path, lambda: next(days))
    for name in "abcdef":
        library.keep(Loaded(f"{name}.txt", name, f"Story {name}.\n", f"Story {name}", location=f"/{name}.txt"))
    monkeypatch.setattr(tui.desk.background, "MAX_READ_AHEAD", 3)
    read: list[str] = []

    class Recorded(Background):
        def __init__(self, screen: AppScreen, newsroom: Newsroom, library: LibraryList) -> None:
            super().__init__(screen, newsroom, library)
            self.screen = screen

        async def read(self, story: Story) -> None:
            read.append(story.title)
            table = self.screen.query_one(DeskTable)
            if story.title == "Story f":
                table.select(next(row.key for row in table.rows if row.cells[1] == "Story b"))

    monkeypatch.setattr(tui.desk.screen, "Background", Recorded)
    async with open_desk(tmp_path) as desk:
        await until(desk.pilot, lambda: len(read) == 4)
    assert read == ["Story f", "Story b", "Story e", "Story d"]


async def test_a_look_does_not_list_the_search_that_was_left_meanwhile(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_desk(shelf) as desk:
        await desk.press("slash", *"oslo", "enter")
        few = len(desk.titles)
        screen = desk.app.screen
        assert isinstance(screen, TheDesk)
        assert screen.library.looking is not None
        screen.library.looking.cancel()  # no looks but this one
        left, search = threading.Event(), Listing.search

        def slow(listing: Listing, line: str) -> list[Row]:
            found = search(listing, line)
            if line == "oslo":
                left.wait(10)
            return found

        monkeypatch.setattr(Listing, "search", slow)
        look = asyncio.create_task(screen.library.look(force=True))
        await asyncio.sleep(0.05)
        screen.search.search("")
        await desk.press()
        left.set()
        await look
        assert few < len(desk.titles) == 30


async def test_what_is_opened_while_it_is_read_ahead_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries: list[str] = []
    go = asyncio.Event()

    class Slow:
        async def read(self, text: str, *, id: str, source: str) -> Article:
            queries.append(source)
            await go.wait()
            return Reader().read(text, id=id, source=source)

    newsroom = Newsroom(tmp_path, "ada", tmp_path / "copydesk.log")
    monkeypatch.setattr(newsroom.articles, "reader", Slow)
    library, _notebook = await newsroom.stores.both()
    entry = library.keep(Loaded("a.txt", "a", "“No,” he said.\n", "No", location="/a.txt"))
    stories = [Story(name="No", entry=entry, title="No") for _ in range(2)]
    for story in stories:
        await newsroom.articles.load(story, lambda _line: None)
    both = asyncio.gather(*(newsroom.articles.read(story) for story in stories))
    await asyncio.sleep(0.05)
    go.set()
    first, second = await both
    assert first == second
    assert queries == ["No"]
    await newsroom.close()


async def test_a_damaged_index_is_rebuilt(shelf: Path) -> None:
    async with open_desk(shelf) as desk:
        assert len(desk.titles) == 30
    for name in (NAME, f"{NAME}-wal", f"{NAME}-shm"):
        if (shelf / name).exists():
            (shelf / name).write_bytes(b"this is no database " * 500)
    async with open_desk(shelf) as desk:
        assert len(desk.titles) == 30
        await desk.press("slash", *"said:council", "enter")
        assert 0 < len(desk.titles) < 30
