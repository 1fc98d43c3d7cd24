"""A desk of twenty articles is read without keeping the screen from a key for 50 ms."""

from __future__ import annotations

from pathlib import Path

from tests.bench.stalls import idle_process, measure, write_articles

MAX_STALL_MILLISECONDS = 50.0


async def test_reading_a_desk_never_keeps_the_screen_waiting(tmp_path: Path) -> None:
    """A run in which the machine kept an idle process waiting as long says nothing; what we used of the CPU does."""
    articles = write_articles(tmp_path, 20)
    reports = []
    for run in range(4):
        with idle_process() as idle:
            ticker, stories, _ = await measure(articles, tmp_path / f"desk-{run}")
        assert all(story.article is not None and story.article.quotes for story in stories)
        reports.append((round(ticker.busiest, 1), round(ticker.longest, 1), round(idle[0], 1)))
        if ticker.busiest < MAX_STALL_MILLISECONDS and ticker.longest < max(MAX_STALL_MILLISECONDS, 1.5 * idle[0]):
            return
    raise AssertionError(f"most CPU between two ticks, longest stall, and an idle process's, in ms: {reports}")
