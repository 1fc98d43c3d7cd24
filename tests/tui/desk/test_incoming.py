"""What comes to the open desk by itself: feeds, pages behind their items, and files dropped into a folder."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from store.articles.library import Library
from store.articles.sources import Source
from store.feeds.subscriptions import Subscription, Subscriptions
from tests.bench.stalls import Ticker, idle_process
from tests.store.web.liar import LIES, answer, lying, says
from tests.tui.desk.test_library import Hands
from tests.waiting import until
from tui.app import Copydesk
from tui.article.screen import ArticleScreen
from tui.newsroom.newsroom import Newsroom, Options, stories_of
from widgets.bars import StatusLine

PAGE = (
    "<html><head><title>Toll</title></head><body><article><h1>Mayor rules out toll</h1>"
    + "<p>The city will not charge drivers for crossing the bridge, the mayor said, ending months of doubt.</p>" * 6
    + "</article></body></html>"
)


@asynccontextmanager
async def waiting_desk(home: Path, drop: Path | None = None) -> AsyncIterator[Hands]:
    """The desk of a library that may be empty yet."""
    options = Options(allow_private=True, drop_folder=drop, timeout_seconds=3.0)
    newsroom = Newsroom(home, "ada", home / "copydesk.log", options)
    app = Copydesk(newsroom, [], alone=False)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot)
        await hands.press()
        yield hands
    await newsroom.close()


async def until_listed(desk: Hands, title: str, seconds: float = 60.0) -> float:
    """Wait until an article is on the desk; the seconds that took."""
    began = time.monotonic()
    while title not in desk.titles:
        assert time.monotonic() - began < seconds, desk.titles
        await desk.pilot.pause(0.02)
    return time.monotonic() - began


@pytest.mark.action("desk.refresh")
async def test_feeds_come_to_the_open_desk(tmp_path: Path) -> None:
    def feed(root: str) -> bytes:
        item = f"<guid>1</guid><title>Toll in doubt</title><link>{root}/page</link><description>Short.</description>"
        return f"<rss version='2.0'><channel><title>Post</title><item>{item}</item></channel></rss>".encode()

    with lying(extra={"page": says(answer(PAGE.encode(), "Content-Type: text/html"))}) as liar:
        root = f"http://127.0.0.1:{liar.port}"
        liar.extra["feed.xml"] = says(answer(feed(root)))
        Subscriptions(tmp_path).add([Subscription(f"{root}/feed.xml")])
        async with waiting_desk(tmp_path) as desk:
            await desk.press("r")
            assert "1 new article from 1 feed" in desk.app.screen.query_one(StatusLine).message
            await until_listed(desk, "Toll in doubt")
            assert liar.request_count("/page") == 0  # nobody has asked for it
            await desk.press("enter")
            screen = desk.app.screen
            assert isinstance(screen, ArticleScreen)
            assert liar.request_count("/robots.txt") == liar.request_count("/page") == 1
            assert "will not charge drivers" in (screen.state.story.text or "")
            await until(desk.pilot, lambda: screen.state.story.article is not None)
            assert "changed" not in screen.query_one(StatusLine).message  # nobody has seen the summary
        (entry,) = Library(tmp_path).entries()
        assert entry.page is None
        assert entry.opened
        assert len(entry.versions) == 2


async def test_a_page_that_robots_txt_keeps_back_is_not_fetched(tmp_path: Path) -> None:
    extra = {"robots.txt": says(answer(b"User-agent: *\nDisallow: /\n"))}
    with lying(extra=extra) as liar:
        root = f"http://127.0.0.1:{liar.port}"
        item = f"<item><guid>1</guid><title>Kept back</title><link>{root}/plain</link></item>"
        liar.extra["feed.xml"] = says(answer(f"<rss version='2.0'><channel>{item}</channel></rss>".encode()))
        Subscriptions(tmp_path).add([Subscription(f"{root}/feed.xml")])
        async with waiting_desk(tmp_path) as desk:
            await desk.press("r")
            await until_listed(desk, "Kept back")
            await desk.press("enter")
            assert isinstance(desk.app.screen, ArticleScreen)
            assert "robots.txt keeps it back" in desk.app.screen.query_one(StatusLine).message
            assert liar.request_count("/plain") == 0


async def test_a_dropped_file_is_on_the_desk_within_two_seconds(tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    async with waiting_desk(tmp_path / "desk", drop) as desk:
        await desk.pilot.pause(0.5)
        took: list[float] = []
        while not took or (took[-1] > 4 and len(took) < 5):  # two on a machine that does nothing else
            (drop / f"ferry-{len(took)}.txt").write_text(f"Ferry {len(took)} sinks off Porto\n\nNobody was hurt.\n")
            took.append(await until_listed(desk, f"Ferry {len(took)} sinks off Porto"))
        assert took[-1] <= 4, took


async def test_escape_stops_a_fetch(tmp_path: Path) -> None:
    with lying(extra={"slow": LIES["silence"]}) as liar:
        newsroom = Newsroom(tmp_path, "ada", tmp_path / "copydesk.log", Options(allow_private=True))
        stories = stories_of([Source("url", f"http://127.0.0.1:{liar.port}/slow")] * 2)
        app = Copydesk(newsroom, stories[:1], alone=False)
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: liar.request_count("/slow"))
            await pilot.press("escape")
            await app.workers.wait_for_complete()
            assert "you stopped it" in app.screen.query_one(StatusLine).message
        await newsroom.close()


async def test_no_lie_of_a_server_keeps_the_screen_waiting(tmp_path: Path) -> None:
    """A run in which the machine kept an idle process waiting as long says nothing; what we used of the CPU does."""
    lies = [
        "drip",
        "endless",
        "broken-gzip",
        "header-bomb",
        "many-headers",
        "garbage",
        "loop",
        "half-a-chunk",
        "silence",
        "plain",
    ]
    messages = []
    with lying() as liar:
        for run in range(4):
            options = Options(allow_private=True, timeout_seconds=0.4)
            newsroom = Newsroom(tmp_path / str(run), "ada", tmp_path / "copydesk.log", options)
            sources = [Source("url", f"http://127.0.0.1:{liar.port}/{lie}?{run}") for lie in lies]
            stories = stories_of(sources)
            app, ticker = Copydesk(newsroom, stories, alone=False), Ticker()
            with idle_process() as idle:
                async with app.run_test(size=(80, 24)):
                    await asyncio.sleep(0.3)  # the first paint
                    ticking = asyncio.create_task(ticker.tick())
                    while any(s.error is None and s.text is None for s in stories):  # noqa: ASYNC110
                        await asyncio.sleep(0.05)
                    ticking.cancel()
            await newsroom.close()
            got = sum(story.error is None for story in stories)
            messages.append((got, round(ticker.longest, 1), round(idle[0], 1)))
            if got == 1 and ticker.longest < max(50.0, 1.5 * idle[0]):
                return
    raise AssertionError(f"pages had, of 1, longest stall and an idle process's, in ms: {messages}")
