"""The screens' interface to the store and the reader, without knowing any screen.

Disk access runs in a thread and articles are read in the worker process; the coroutines here are awaited on the
caller's event loop. Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.newsroom.articles import Articles, Progress, stories_of
from tui.newsroom.notes import Notes
from tui.newsroom.options import Options
from tui.newsroom.sessions import News
from tui.newsroom.stores import Stores
from tui.newsroom.story import Story

if TYPE_CHECKING:
    pass

__all__ = ["Newsroom", "Options", "Progress", "Story", "stories_of"]


class Newsroom:
    """One user's desk: `stores` opens the data folder, `articles` loads and reads, `notes` saves notes and drafts."""

    def __init__(self, home: Path, author: str, log_file: Path, options: Options | None = None) -> None:
        """`home` is the data folder, `author` signs the notes."""
        self.home = home
        self.author = author
        self.log_file = log_file
        self.options = options or Options()
        self._listeners: list[Callable[[News], None]] = []
        self.stores = Stores(home, author, self.publish)
        self.notes = Notes(self.stores, self.publish)
        self.articles = Articles(self.stores, self.options, log_file, publish=self.publish, notes_of=self.notes.of)

    def listen(self, on_news: Callable[[News], None]) -> None:
        """Register `on_news` for others' changes to the notes, and for messages to the user."""
        self._listeners.append(on_news)

    def publish(self, news: News) -> None:
        """Pass news on to all listeners."""
        for on_news in self._listeners:
            on_news(news)

    @property
    def exports(self) -> Path:
        """The folder that exports are written to."""
        return self.options.exports or self.home / "exports"

    @property
    def trusted_author(self) -> str:
        """The author whose notes are exported with their code; "" for none."""
        from tui.config.author import trusted_author

        return trusted_author(self.home, self.author) if self.options.trust_notes else ""

    @property
    def read_only(self) -> str | None:
        """The reason nothing can be saved, in one line; None if there is none or nothing is open yet."""
        return self.stores.read_only

    async def open(self) -> None:
        """Open the data folder. May be called repeatedly; never raises, `read_only` gives the error."""
        await self.stores.open()

    async def close(self, *, in_haste: bool = False) -> None:
        """Save drafts, end the reader, close the notebook; `in_haste` leaves cleaning up to the next session."""
        await self.notes.drafts.flush()
        await self.stores.stop_watching()
        await self.articles.close()
        await self.stores.close(in_haste=in_haste)
