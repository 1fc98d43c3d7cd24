"""Draws `docs/copydesk.svg` from the real app: article and desk at 120x40, and at 80x24."""

from __future__ import annotations

import re
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from store.articles.library import Library
from store.notes.note import About
from store.notes.notebook import Notebook
from tui.app import Copydesk
from tui.article.screen import ArticleScreen
from tui.desk.dashboard.first_start import keep_samples
from tui.desk.screen import TheDesk
from tui.newsroom.newsroom import Newsroom

SIZES = ((120, 40), (80, 24))
HEADLINE = "The US claims"
NOTE = "Asked the embassy for the full statement."
GAP = 24
"""Between two screens, in units of the picture."""
WAIT_SECONDS, MAX_WAITS = 0.2, 300


async def pictures() -> str:
    """One SVG: above the desk and the article side by side at 120x40, below the same at 80x24."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "desk"
        keep_samples(Library(home))
        _write_notes(home)
        rows = [await _screens(home, size) for size in SIZES]
    return _arranged(rows)


def _write_notes(home: Path) -> None:
    """Two notes with deadlines, so that something is due."""
    entries = {entry.title: entry for entry in Library(home).entries()}
    book, now = Notebook.open(home, author="ada"), datetime.now(UTC)
    entry = next(entry for title, entry in entries.items() if title.startswith(HEADLINE))
    for hours, body, who in ((-2, "Sent by mail, called twice", "US officials"), (26, NOTE, "Liu Pengyu")):
        book.add(
            article=entry.key, version=entry.version, anchor=None, body=body, type="right-of-reply", status="asked",
            due=(now + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ"), about=About(actor=who),
        )  # fmt: skip
    book.close()


async def _screens(home: Path, size: tuple[int, int]) -> list[str]:
    """The desk with the cursor on the article, and the article at a quote."""
    newsroom = Newsroom(home, "ada", home / "copydesk.log")
    app = Copydesk(newsroom, [], alone=False)
    async with app.run_test(size=size) as pilot:
        await _until_read(app, pilot)
        desk = app.screen
        assert isinstance(desk, TheDesk)
        titles = [row.cells[1] for row in desk.table.rows]
        at = next(number for number, title in enumerate(titles) if title.startswith(HEADLINE))
        await pilot.press("g", *["j"] * at)
        await pilot.pause(1.5)
        shown = [app.export_screenshot(title="copydesk")]
        await pilot.press("enter")
        for _ in range(MAX_WAITS):
            screen = app.screen
            if isinstance(screen, ArticleScreen) and screen.state.panes_mounted and screen.panes.quotes.rows:
                break
            await pilot.pause(WAIT_SECONDS)
        await pilot.press(*"nnn")
        await pilot.pause(1.5)
        shown.append(app.export_screenshot(title="copydesk"))
    await newsroom.close()
    return shown


async def _until_read(app: Copydesk, pilot: Pilot[None]) -> None:
    """Wait until every article on the desk has been read."""
    for _ in range(MAX_WAITS):
        desk = app.screen
        rows = desk.table.rows if isinstance(desk, TheDesk) and desk.panes.furnished else ()
        if rows and all(row.cells[5] for row in rows):
            return
        await pilot.pause(WAIT_SECONDS)
    raise TimeoutError("the samples were not read")


def _arranged(rows: list[list[str]]) -> str:
    """The screens in rows, all as wide as the widest row."""
    width = max(sum(_size(svg)[0] for svg in row) + GAP * (len(row) - 1) for row in rows)
    parts, y = [], 0.0
    for row in rows:
        sizes = [_size(svg) for svg in row]
        scale = (width - GAP * (len(row) - 1)) / sum(size[0] for size in sizes)
        x = 0.0
        for svg, (wide, high) in zip(row, sizes, strict=True):
            place = f'x="{x:.0f}" y="{y:.0f}" width="{wide * scale:.0f}" height="{high * scale:.0f}"'
            parts.append(svg.replace("<svg ", f"<svg {place} ", 1))
            x += wide * scale + GAP
        y += max(high for _wide, high in sizes) * scale + GAP
    body = "\n".join(parts)
    return f'<svg viewBox="0 0 {width:.0f} {y - GAP:.0f}" xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'


def _size(svg: str) -> tuple[float, float]:
    """Width and height of a picture."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert found is not None
    return float(found[1]), float(found[2])
