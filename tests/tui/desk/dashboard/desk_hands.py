"""A running app on the desk with its dashboard, for the tests of its parts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from store.articles.library import Library
from store.notes.deadlines import stored
from store.notes.note import About
from store.notes.notebook import Notebook
from tests.bench.large_desk import write_home
from tests.tui.desk.test_library import Hands
from tests.waiting import until
from tui.app import Copydesk
from tui.desk.screen import TheDesk
from tui.dialogs.ask import AskScreen
from tui.newsroom.newsroom import Newsroom, Options
from widgets.bars import StatusLine


class DeskHands(Hands):
    """Hands on the desk, with eyes on its panes."""

    @property
    def desk(self) -> TheDesk:
        """The desk."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, TheDesk))

    @property
    def message(self) -> str:
        """The desk's status line."""
        return self.desk.query_one(StatusLine).message

    @property
    def preview(self) -> list[str]:
        """The lines of the preview."""
        pane = self.desk.panes.preview
        return ["".join(segment.text for segment in pane.draw_line(n)).strip() for n in range(pane.line_count)]

    async def act(self, id: str) -> None:
        """Run an action of the palette."""
        await self.desk.run_action(f"act('{id}')")
        await self.press()

    async def type(self, *keys: str) -> None:
        """Press keys that open a dialog: a worker waits for its answer, so that nobody can wait for the worker."""
        await self.pilot.press(*keys)
        await until(self.pilot, lambda: isinstance(self.app.screen, AskScreen))
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until the preview has followed."""
        await super().press(*keys)
        await self.pilot.pause(0.1)
        await super().press()


@asynccontextmanager
async def open_desk(home: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[DeskHands]:
    """The library's desk, listed, indexed and furnished."""
    newsroom = Newsroom(home, "ada", home / "copydesk.log", Options())
    app = Copydesk(newsroom, [], alone=False)
    async with app.run_test(size=size) as pilot:
        hands = DeskHands(app, pilot)
        await hands.press()
        yield hands
    await newsroom.close()


def write_shelf(home: Path) -> None:
    """A data folder with twelve invented articles, the newest with two notes that have deadlines."""
    write_home(home, 12)
    newest = Library(home).entries()[0]
    book = Notebook.open(home, author="ada")
    now = datetime.now(UTC)
    for name, hours in (("Lund", -2), ("Dahl", 400)):
        book.add(
            article=newest.key, version=newest.version, anchor=None, body=f"ask {name}", type="right-of-reply",
            status="asked", due=stored(now + timedelta(hours=hours)), about=About(actor=name),
        )  # fmt: skip
    book.close()
