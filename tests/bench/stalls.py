"""How long the screen is deaf while a desk of articles is loaded, kept and read.

    python -m tests.bench.stalls [--articles 20] [--runs 3]

Twenty articles of about 700 words, made from the shipped ones, open as a desk in the running app with an empty data
folder. A ticker in the app's own event loop sleeps 10 ms and notes how late it wakes: the longest delay, from the first
frame until the last article is read, is the stall a key press would have met. Beside it stand the most CPU the whole
process used between two ticks, and the longest delay of an idle process's ticker at the same time: what the machine
itself was late by.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT
from tui.app import Copydesk
from tui.newsroom.newsroom import Newsroom, Story, stories_of

TICK = 0.01
WORDS = 700


def write_articles(folder: Path, count: int) -> list[Path]:
    """`count` articles of about 700 words, each paragraphs of the shipped ones in an order of its own."""
    chance = random.Random(count)
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    paragraphs = [part for text in texts for part in text.split("\n") if len(part.split()) > 15]
    written = []
    for number in range(count):
        body: list[str] = []
        while sum(len(part.split()) for part in body) < WORDS:
            body.append(chance.choice(paragraphs))
        path = folder / f"article-{number:02}.txt"
        path.write_text(f"Ministers meet over bridge number {number}\n\n" + "\n\n".join(body) + "\n", encoding="utf-8")
        written.append(path)
    return written


IDLE = """
import select, sys, time
longest = 0.0
while not select.select([sys.stdin], [], [], 0)[0]:
    before = time.perf_counter()
    time.sleep(0.01)
    longest = max(longest, time.perf_counter() - before - 0.01)
print(longest)
"""
"""An idle process: ticks until its standard input closes, then prints the longest delay in seconds."""


@contextmanager
def idle_process() -> Iterator[list[float]]:
    """An idle ticker for as long as the context lasts; the list then holds its longest delay in milliseconds."""
    found: list[float] = []
    with subprocess.Popen([sys.executable, "-c", IDLE], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield found
        found.append(float(process.communicate()[0]) * 1000)


@dataclass(slots=True)
class Ticker:
    """Notes how late its event loop wakes it."""

    late: list[tuple[float, float]] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)

    async def tick(self) -> None:
        """Tick until cancelled."""
        began = time.perf_counter()
        while True:
            before, used = time.perf_counter(), time.process_time()
            await asyncio.sleep(TICK)
            now = time.perf_counter()
            self.late.append((now - before - TICK, before - began))
            self.busy.append(time.process_time() - used)

    @property
    def longest(self) -> float:
        """The longest stall, in milliseconds."""
        return max(late for late, _ in self.late) * 1000

    @property
    def busiest(self) -> float:
        """The most CPU between two ticks, in milliseconds."""
        return max(self.busy) * 1000


async def measure(articles: list[Path], home: Path) -> tuple[Ticker, list[Story], float]:
    """Open the articles as a desk and wait until all are read: the ticker, the stories and the seconds it took."""
    from store.articles.sources import expand

    stories = stories_of(expand([str(path) for path in articles], stdin=False))
    newsroom = Newsroom(home, "ada", home / "copydesk.log")
    app = Copydesk(newsroom, stories, alone=False)
    ticker = Ticker()
    began = time.perf_counter()
    async with app.run_test(size=(120, 40)):
        ticking = asyncio.create_task(ticker.tick())
        while any(story.article is None and story.error is None for story in stories):
            await asyncio.sleep(0.1)
            if time.perf_counter() - began > 120:
                raise TimeoutError("the articles are not read after two minutes")
        ticking.cancel()
    took = time.perf_counter() - began
    await newsroom.close()
    return ticker, stories, took


def main() -> int:
    """Print the stalls of each run; 1 when none was short enough."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    best = float("inf")
    for _ in range(args.runs):
        with tempfile.TemporaryDirectory() as folder:
            articles = write_articles(Path(folder), args.articles)
            with idle_process() as idle:
                ticker, stories, took = asyncio.run(measure(articles, Path(folder) / "desk"))
        best = min(best, ticker.longest)
        worst = sorted(ticker.late, reverse=True)[:5]
        read = sum(story.article is not None for story in stories)
        print(
            f"{read} read in {took:.1f} s   longest stall {ticker.longest:.1f} ms (an idle process's {idle[0]:.1f} ms)"
        )
        print(f"    most CPU between two ticks {ticker.busiest:.1f} ms")
        print("    late by (at): " + ", ".join(f"{late * 1000:.1f} ms ({at:.1f} s)" for late, at in worst), flush=True)
    return 0 if best < 50 else 1


if __name__ == "__main__":
    sys.exit(main())
