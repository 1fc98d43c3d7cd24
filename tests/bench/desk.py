"""A desk of 20,000 articles: how soon it shows, how quickly it is searched, what it needs, and 200 feeds looked at.

    python -m tests.bench.desk [--articles 20000] [--feeds 200] [--items 10]

The start is measured in a real terminal, in turn with a desk that is empty, from the start of the process until the
first row shows; the best of five each. Searching is measured in the running app, from the key until the table has the
rows: the median of the keys of a query; the slowest and the processor time stand beside it. Memory is the app
process's own, after all that. The feeds come from loopback while a ticker in the app's event loop notes how late it
wakes; beside it stands what an idle process was late by at the same time.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import re
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from store.catalogue.catalogue import Catalogue
from store.feeds.subscriptions import Subscription, Subscriptions
from tests.bench.large_desk import WORDS, write_home
from tests.bench.stalls import Ticker, idle_process
from tests.terminal.pty import Terminal, copydesk
from tui.app import Copydesk
from tui.desk.screen import TheDesk
from tui.newsroom.newsroom import Newsroom, Options
from widgets.panes.desk import DeskTable

QUERY = "council unread quotes:lavrov"
BARS = {"start": 1.5, "search": 50.0, "memory": 150.0, "refresh": 20.0, "stall": 50.0}


def start(home: Path, shows: str) -> float:
    """Milliseconds until the desk of `home` shows a line that matches `shows`."""
    began = time.perf_counter()
    with Terminal(copydesk(), env={"COPYDESK_HOME": str(home)}) as terminal:
        while not re.search(shows, terminal.text):
            terminal.pump(0.002)
            if time.perf_counter() - began > 30:
                raise SystemExit(f"never saw {shows}:\n{terminal.text}")
        return (time.perf_counter() - began) * 1000


def measure_start(home: Path, empty: Path) -> tuple[float, float]:
    """The best start of five of the large desk, and of an empty one."""
    large, bare = [], []
    for _ in range(5):
        bare.append(start(empty, "Nothing here yet"))
        large.append(start(home, "in doubt"))
    return min(large), min(bare)


def memory() -> float:
    """Megabytes of this process that are its own or shared, now."""
    return int(re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024  # type: ignore[index]


class Feeds(BaseHTTPRequestHandler):
    """Each path is a feed of so many items."""

    items = 10

    def do_GET(self) -> None:
        number = int(self.path.strip("/"))
        words = " ".join(WORDS)
        parts = "".join(
            f"<item><guid>{number}-{n}</guid><title>Feed {number} story {n}</title>"
            f"<link>http://news.example/{number}/{n}</link><description>{words * 4}</description></item>"
            for n in range(self.items)
        )
        body = f"<rss version='2.0'><channel><title>Feed {number}</title>{parts}</channel></rss>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def feeds(items: int) -> Iterator[int]:
    """A server of feeds on every address of loopback; gives its port."""
    Feeds.items = items
    server = ThreadingHTTPServer(("0.0.0.0", 0), Feeds)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


async def measure_app(home: Path, count: int, port: int) -> dict[str, float]:
    """Search and refresh in the running app."""
    options = Options(allow_private=True, refresh_minutes=2000)
    newsroom = Newsroom(home, "ada", home / "copydesk.log", options)
    app = Copydesk(newsroom, [], alone=False)
    found: dict[str, float] = {}
    async with app.run_test(size=(120, 40)) as pilot:
        screen = next(screen for screen in app.screen_stack if isinstance(screen, TheDesk))
        table = screen.query_one(DeskTable)
        while table.row_count < count or screen.background.serving:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        found["before"] = memory()
        took: list[float] = []
        used = time.process_time()
        await pilot.press("slash")
        for n in range(1, len(QUERY) + 1):
            began = time.perf_counter()
            screen.search.search(QUERY[:n])
            await app.workers.wait_for_complete([w for w in app.workers if w.group == "search"])
            took.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(0.02)
        found["search"] = statistics.median(took)
        found["slowest"], found["cpu"] = max(took), (time.process_time() - used) * 1000 / len(took)
        await pilot.press("escape")
        Subscriptions(home).add(Subscription(f"http://127.0.0.{n % 20 + 1}:{port}/{n}") for n in range(FEEDS))
        ticker = Ticker()
        ticking = asyncio.create_task(ticker.tick())
        began = time.perf_counter()
        assert screen.incoming.feeds is not None
        looked, failed, new = await screen.incoming.feeds.look()
        found["refresh"] = time.perf_counter() - began
        ticking.cancel()
        print(f"{looked} feeds, {failed} failed, {new} new articles")
        found["stall"], found["busiest"] = ticker.longest, ticker.busiest
        found["memory"] = memory()
    await newsroom.close()
    return found


FEEDS = 200


def main() -> int:
    """Print the figures; 1 where a bar is missed."""
    global FEEDS
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--feeds", type=int, default=FEEDS)
    parser.add_argument("--items", type=int, default=10)
    args = parser.parse_args()
    FEEDS = args.feeds
    with tempfile.TemporaryDirectory() as folder:
        home, empty = Path(folder) / "desk", Path(folder) / "empty"
        write_home(home, args.articles)
        began = time.perf_counter()
        catalogue = Catalogue(home)
        catalogue.refresh()
        listed = time.perf_counter() - began
        while catalogue.index(100):
            pass
        catalogue.close()
        print(f"{args.articles:,} articles listed in {listed:.1f} s, indexed in {time.perf_counter() - began:.1f} s")
        large, bare = measure_start(home, empty)
        shutil.rmtree(empty, ignore_errors=True)
        with feeds(args.items) as port, idle_process() as idle:
            found = asyncio.run(measure_app(home, args.articles, port))
    found["start"] = large / bare
    print(f"start {large:.0f} ms, an empty desk {bare:.0f} ms")
    print(f"search: slowest {found['slowest']:.0f} ms, processor {found['cpu']:.0f} ms a key")
    print(f"memory {found['before']:.0f} MB before the feeds")
    print(f"most CPU between two ticks {found['busiest']:.0f} ms; an idle process was late by {idle[0]:.0f} ms")
    for name, bar in BARS.items():
        print(f"{name:8} {found[name]:8.2f}   bar {bar:g}{'' if found[name] <= bar else '   MISSED'}")
    return 0 if all(found[name] <= bar for name, bar in BARS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
