"""Pictures of the article screen at three sizes in every theme; `--snapshot-update` accepts what has changed.

The lock file pins Textual, so a picture changes only where we change it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from extract.span import Span
from store.articles.library import Library
from store.articles.sources import Source
from store.notes.anchors import Anchor
from store.notes.note import NoteStatus, NoteType
from store.notes.notebook import Notebook
from tui.app import THEMES, Copydesk
from tui.config.settings import Settings
from tui.newsroom.newsroom import Newsroom, Story

SIZES = ((80, 24), (120, 40), (200, 50))
NOTES: tuple[tuple[NoteType, NoteStatus, str, str], ...] = (
    ("fact-check", "verified", "90 percent", "Ask for the table behind it. #trade"),
    ("right-of-reply", "asked", "he said further", "Mail to the embassy, answer by Friday."),
    ("note", "open", "Prime Minister Olaf Scholz", "He is chancellor."),
)


@pytest.fixture
def annotated(home: Path) -> Path:
    """A data folder with the seed article and three notes of 24 November 2026."""
    entry = Library(home).entries()[0]
    text = Library(home).text(entry.version)
    book = Notebook.open(home, author="ada", clock=lambda: datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
    for kind, status, words, body in NOTES:
        span = Span(at := text.index(words), at + len(words))
        anchor = Anchor.of(text, span)
        book.add(article=entry.key, version=entry.version, anchor=anchor, body=body, type=kind, status=status)
    book.close()
    return home


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_article_screen(
    annotated: Path, seed: Path, size: tuple[int, int], theme: str, snap_compare: Callable[..., bool]
) -> None:
    story = Story(name=str(seed), source=Source("file", str(seed)))
    newsroom = Newsroom(annotated, "ada", annotated / "copydesk.log")
    app: App[None] = Copydesk(newsroom, [story], alone=True, settings=Settings(theme=theme))

    async def the_third_quote(pilot: Pilot[None]) -> None:
        while story.article is None:
            await pilot.pause(0.05)
        await pilot.app.workers.wait_for_complete()
        await pilot.press("n", "n", "n")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=the_third_quote)
