"""The app on the seed article, already read, so that a test of the screen need not wait for the reader."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen

from extract.reader import Reader
from store.articles.library import Library
from store.articles.sources import Source, load
from tests.waiting import until
from tui.actions.keymap import Keymap
from tui.app import Copydesk
from tui.article.screen import ArticleScreen
from tui.newsroom.newsroom import Newsroom, Story

S = TypeVar("S", bound=Screen[Any])


@pytest.fixture(autouse=True)
def no_pause_after_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys of a test come at once; a key behind one refused is meant unless a test is about just that."""
    monkeypatch.setattr("tui.screens.key_intake.PAUSE_SECONDS", 0.0)


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory, seed: Path) -> Path:
    """A data folder in which the seed article is kept and read."""
    home = tmp_path_factory.mktemp("read-once")
    library = Library(home)
    loaded = load(Source("file", str(seed)))
    entry = library.keep(loaded)
    library.keep_reading(entry.key, Reader().read(loaded.text, id=loaded.id, source=loaded.source))
    return home


@pytest.fixture
def home(read_once: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own, with the seed article in it."""
    return Path(shutil.copytree(read_once, tmp_path / "desk"))


ASKING_WORKERS = frozenset({"_pick_action"})
"""The workers that show a dialog and wait for what the user picks."""


class Desk:
    """A running app and the hands on its keyboard."""

    def __init__(self, app: Copydesk, pilot: Pilot[None], newsroom: Newsroom, story: Story) -> None:
        self.app, self.pilot, self.newsroom, self.story = app, pilot, newsroom, story

    @property
    def screen(self) -> ArticleScreen:
        """The article screen."""
        return next(s for s in self.app.screen_stack if isinstance(s, ArticleScreen))

    async def press(self, *keys: str) -> None:
        """Press keys and wait until what they started is done."""
        await self.pilot.press(*keys)
        await self.settle()

    async def until(self, so: Callable[[], object]) -> None:
        """Wait for something to be so."""
        await until(self.pilot, so)

    async def top(self, kind: type[S]) -> S:
        """The screen on top, once it is of this kind and drawn."""
        await self.until(lambda: isinstance(self.app.screen, kind) and self.app.screen.is_mounted)
        await self.pilot.pause()
        screen = self.app.screen
        assert isinstance(screen, kind)
        return screen

    async def settle(self) -> None:
        """Wait for the workers and a repaint; a worker that waits for an answer is done when its dialog is open."""
        await self.pilot.pause()
        asking = [worker for worker in self.app.workers if worker.name in ASKING_WORKERS]
        if others := [worker for worker in self.app.workers if worker not in asking]:
            await self.app.workers.wait_for_complete(others)
        await self.until(
            lambda: all(worker.is_finished for worker in asking) or isinstance(self.app.screen, ModalScreen)
        )
        await self.pilot.pause()


Opener = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def open_article(home: Path, seed: Path) -> Opener:
    """Opens the seed article in a running app, read and with all panes mounted."""

    @asynccontextmanager
    async def opener(
        size: tuple[int, int] = (120, 40), *, at: Path = home, source: Path = seed, keymap: Keymap | None = None
    ) -> AsyncIterator[Desk]:
        story = Story(name=str(source), source=Source("file", str(source)))
        newsroom = Newsroom(at, "ada", at / "copydesk.log")
        app = Copydesk(newsroom, [story], alone=True, keymap=keymap)
        async with app.run_test(size=size) as pilot:
            desk = Desk(app, pilot, newsroom, story)
            await until(pilot, lambda: story.article is not None)
            await desk.settle()
            assert story.article is not None
            yield desk
        await newsroom.close()

    return opener
