"""Pictures of article screen and desk at three sizes in every theme; `--snapshot-update` accepts what has changed.

The lock file pins Textual, so a picture changes only where we change it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from types import ModuleType

import pytest
from textual.app import App
from textual.pilot import Pilot

import tui.article.summary.article_summary
import tui.desk.dashboard.board
import tui.desk.listing
import tui.presenters.descriptions
import tui.presenters.desk_states
import tui.presenters.relative_times
from extract.reader import Reader
from extract.span import Span
from store.articles.library import Library
from store.articles.sources import Source, load
from store.model.wire import Wire
from store.notes.anchors import Anchor
from store.notes.note import About, NoteStatus, NoteType
from store.notes.notebook import Notebook
from tests.bench.large_desk import write_home
from tests.waiting import until
from tui.app import THEMES, Copydesk
from tui.config.settings import Settings
from tui.desk.screen import TheDesk
from tui.newsroom.newsroom import Newsroom, Story

SIZES = ((80, 24), (120, 40), (200, 50))
NOTES: tuple[tuple[NoteType, NoteStatus, str, str], ...] = (
    ("fact-check", "verified", "90 percent", "Ask for the table behind it. #trade"),
    ("right-of-reply", "asked", "he said further", "Mail to the embassy, answer by Friday."),
    ("note", "open", "Prime Minister Olaf Scholz", "He is chancellor."),
)


NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class Fixed(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """Noon of 24 November 2026."""
        return NOW.astimezone(tz)


def stop_the_clock(monkeypatch: pytest.MonkeyPatch, *modules: ModuleType) -> None:
    """Make it noon of 24 November 2026 in UTC for `modules`."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    for module in modules:
        monkeypatch.setattr(module, "datetime", Fixed)


@pytest.fixture
def annotated(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the seed article and three notes of 24 November 2026."""
    stop_the_clock(monkeypatch, tui.article.summary.article_summary, tui.presenters.descriptions)
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


@pytest.fixture
def full_desk(tmp_path: Path, seed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with every state that the desk shows: late, due, embargoed, withdrawn, changed, unread, open."""
    stop_the_clock(
        monkeypatch, tui.desk.dashboard.board, tui.desk.listing, tui.presenters.desk_states,
        tui.presenters.relative_times,
    )  # fmt: skip
    home = tmp_path / "desk"
    write_home(home, 12)
    library = Library(home, lambda: NOW)
    loaded = load(Source("file", str(seed)))
    seeded = library.keep(replace(loaded, location="https://seed.example/a", source="https://seed.example/a"))
    library.keep_reading(seeded.key, Reader().read(loaded.text, id=loaded.id, source=loaded.source))
    plain = replace(loaded, text="Two held after night at the quay\n\nNobody was hurt.\n", title="Two held")
    held = Wire(embargo="2026-11-24T18:00:00Z")
    for name, wire in (("held", held), ("withdrawn", Wire(pub_status="canceled"))):
        library.keep(replace(plain, location=f"https://a.example/{name}", id=name, wire=wire), unread=True)
    first = library.keep(replace(plain, location="https://a.example/changed", id="changed"))
    library.keep(replace(plain, text="Three held.\n", location="https://a.example/changed", id="changed"), unread=True)
    assert first.opened
    reader = Reader()
    for entry in library.entries():  # so that nothing is read while the picture is taken
        if entry.quotes is None:
            library.keep_reading(entry.key, reader.read(library.text(entry.version), id=entry.key, source=entry.source))
    book = Notebook.open(home, author="ada", clock=lambda: NOW - timedelta(days=9))
    for kind, status, due, who in (
        ("right-of-reply", "asked", "2026-11-24T10:00:00Z", "ministry official"),
        ("right-of-reply", "asked", "2026-11-24T16:00:00Z", "Liu Pengyu"),
        ("fact-check", "open", None, "Joan Reyes"), ("note", "done", None, None),
    ):  # fmt: skip
        book.add(
            article=seeded.key, version=seeded.version, anchor=None, body="Ask again", type=kind, status=status,  # type: ignore[arg-type]
            due=due, about=About(actor=who),
        )  # fmt: skip
    book.close()
    return home


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_desk(full_desk: Path, size: tuple[int, int], theme: str, snap_compare: Callable[..., bool]) -> None:
    newsroom = Newsroom(full_desk, "ada", full_desk / "copydesk.log")
    app: App[None] = Copydesk(newsroom, [], alone=False, settings=Settings(theme=theme))

    async def the_seed(pilot: Pilot[None]) -> None:
        desk = pilot.app.screen
        assert isinstance(desk, TheDesk)
        await until(pilot, lambda: desk.panes.furnished and not desk.background.serving)
        key = next(row.key for row in desk.table.rows if row.cells[1].startswith("The US claims"))
        await pilot.press(*["down"] * [row.key for row in desk.table.rows].index(key))
        await until(pilot, lambda: desk.panes.preview.shown and desk.panes.preview.shown.key == key)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=the_seed)
