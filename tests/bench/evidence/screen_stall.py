"""How long the screen is deaf while a dossier of a million words is attached and a story of 40 quotes is proven.

`python -m tests.bench.evidence.screen_stall` prints the longest delay of a ticker in the app's event loop, the most
processor time that the app used between two ticks, and the delay of an idle process at the same time.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from extract.reader import Reader
from store.articles.library import Library
from store.articles.sources import Source, load
from tests.bench.evidence.__main__ import QUOTES, fragments, transcript
from tests.bench.stalls import Ticker, idle_process
from tests.store.evidence.generate import Maker
from tui.app import Copydesk
from tui.article.screen import ArticleScreen
from tui.newsroom.newsroom import Newsroom, Story

WORDS = 1_000_000
MAX_STALL_MS = 50.0


async def measure(folder: Path) -> tuple[Ticker, float]:
    """Attach and prove in the running app; what the ticker saw, and the seconds it took."""
    maker = Maker(7)
    text = transcript(maker, WORDS)
    (folder / "dossier.vtt").write_text(text, encoding="utf-8")
    path = folder / "story.txt"
    quotes = [f"“{words},” said Kari Lund, the mayor." for words in fragments(text, maker)]
    path.write_text("The dossier\n\n" + "\n\n".join(quotes) + "\n", encoding="utf-8")
    home = folder / "desk"
    library = Library(home)
    loaded = load(Source("file", str(path)))
    entry = library.keep(loaded)
    library.keep_reading(entry.key, Reader().read(loaded.text, id=entry.key, source=loaded.source))
    newsroom = Newsroom(home, "ada", folder / "log")
    story = Story(name=str(path), source=Source("file", str(path)))
    app = Copydesk(newsroom, [story], alone=True)
    ticker = Ticker()
    async with app.run_test(size=(120, 40)) as pilot:
        while story.article is None:
            await pilot.pause(0.1)
        await app.workers.wait_for_complete()
        screen = app.screen
        assert isinstance(screen, ArticleScreen)
        ticking = asyncio.create_task(ticker.tick())
        began = time.perf_counter()
        await screen.proving.take(entry.key, str(folder / "dossier.vtt"))
        seconds = time.perf_counter() - began
        ticking.cancel()
        assert screen.proving.found is not None
        assert len(screen.proving.found.proofs) >= QUOTES
    await newsroom.close()
    return ticker, seconds


def main() -> int:
    """Print the figures; 1 where the screen was deaf for longer than its bar, and the machine was not."""
    with tempfile.TemporaryDirectory() as folder, idle_process() as idle:
        ticker, seconds = asyncio.run(measure(Path(folder)))
    longest, busiest = ticker.longest, ticker.busiest
    print(f"attach and prove {WORDS:,} words in the app: {seconds:.1f} s")
    print(f"longest stall {longest:.0f} ms (bar {MAX_STALL_MS:.0f} ms); most processor time between two ticks "
          f"{busiest:.0f} ms; an idle process was late by {idle[0]:.0f} ms")  # fmt: skip
    return 1 if min(longest, busiest) > MAX_STALL_MS else 0


if __name__ == "__main__":
    sys.exit(main())
