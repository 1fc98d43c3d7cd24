"""What the screens ask of the store and the reader, in one place that knows no screen.

Everything that touches disk runs in a thread and everything that reads an article in the worker process; the coroutines
here are awaited on the event loop of whoever calls. Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.newsroom.articles import Articles, Progress, stories_of
from tui.newsroom.notes import Notes
from tui.newsroom.options import Options
from tui.newsroom.sessions import News
from tui.newsroom.stores import Stores
from tui.newsroom.story import Story

if TYPE_CHECKING:
    from extract import Actor, Article
    from store.notes.note import Note
    from store.notes.notebook import Conflict, Draft, Step
    from tui.newsroom.drafts import DraftWriter
    from tui.newsroom.fetching import Fetching
    from tui.newsroom.reading_places import Place
    from tui.newsroom.sessions import Watch
    from tui.presenters.desk_rows import Targets
    from widgets.tables.across import EvidenceRow

__all__ = ["Newsroom", "Options", "Progress", "Story", "stories_of"]


class Newsroom:
    """One user's desk: `stores` opens the data folder, `articles` loads and reads, `notes` keeps what is written."""

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
        """Call `on_news` from now on with what others do to the notes, and with what the user should see once."""
        self._listeners.append(on_news)

    def publish(self, news: News) -> None:
        """Pass news on to everybody who listens."""
        for on_news in self._listeners:
            on_news(news)

    @property
    def drafts(self) -> DraftWriter:
        """What keeps drafts of what is being typed."""
        return self.notes.drafts

    @property
    def fetching(self) -> Fetching:
        """The fetches that are under way."""
        return self.articles.fetching

    @property
    def exports(self) -> Path:
        """The folder that exports are written to."""
        return self.options.exports or self.home / "exports"

    @property
    def read_only(self) -> str | None:
        """Why nothing can be kept, in one line; None when all is well or nothing is open yet."""
        return self.stores.read_only

    async def open(self) -> None:
        """Open the data folder. Safe to call often; never raises, `read_only` says what is wrong."""
        await self.stores.open()

    async def close(self, *, in_haste: bool = False) -> None:
        """Keep what is being typed, end the reader, close the notebook; `in_haste` leaves tidying to the next."""
        await self.notes.drafts.flush()
        await self.stores.stop_watching()
        await self.articles.close()
        await self.stores.close(in_haste=in_haste)

    # -- the names that the article screen uses until it is composed --------------------------------------------------

    @property
    def recovered(self) -> Sequence[Draft]:
        """`notes.recovered`."""
        return self.notes.recovered

    @property
    def watch(self) -> Watch | None:
        """`stores.watch`."""
        return self.stores.watch

    @property
    def others(self) -> tuple[str, ...]:
        """`notes.others`."""
        return self.notes.others

    @property
    def notes_of(self) -> Callable[[Story], list[Note]]:
        """`notes.of`."""
        return self.notes.of

    @property
    def conflicts(self) -> Callable[[], dict[str, Conflict]]:
        """`notes.conflicts`."""
        return self.notes.conflicts

    @property
    def tags(self) -> Callable[[], tuple[str, ...]]:
        """`notes.tags`."""
        return self.notes.tags

    @property
    def undo(self) -> Callable[[], Coroutine[Any, Any, Step]]:
        """`notes.undo`."""
        return self.notes.undo

    @property
    def redo(self) -> Callable[[], Coroutine[Any, Any, Step]]:
        """`notes.redo`."""
        return self.notes.redo

    @property
    def size(self) -> Callable[[Step], int]:
        """`notes.size`."""
        return self.notes.size

    @property
    def choose(self) -> Callable[..., Coroutine[Any, Any, Note]]:
        """`notes.choose`."""
        return self.notes.choose

    @property
    def add_note(self) -> Callable[..., Coroutine[Any, Any, Note]]:
        """`notes.add`."""
        return self.notes.add

    @property
    def edit_note(self) -> Callable[..., Coroutine[Any, Any, Note]]:
        """`notes.edit`."""
        return self.notes.edit

    @property
    def edit_notes(self) -> Callable[..., Coroutine[Any, Any, None]]:
        """`notes.edit_together`."""
        return self.notes.edit_together

    @property
    def delete_note(self) -> Callable[[str], Coroutine[Any, Any, Note]]:
        """`notes.delete`."""
        return self.notes.delete

    @property
    def drafts_of(self) -> Callable[[Story], list[Draft]]:
        """`notes.drafts_of`."""
        return self.notes.drafts_of

    @property
    def take_over(self) -> Callable[..., Coroutine[Any, Any, None]]:
        """`notes.take_over`."""
        return self.notes.take_over

    @property
    def load(self) -> Callable[..., Coroutine[Any, Any, None]]:
        """`articles.load`."""
        return self.articles.load

    @property
    def read(self) -> Callable[[Story], Coroutine[Any, Any, Article]]:
        """`articles.read`."""
        return self.articles.read

    @property
    def correct(self) -> Callable[[Story], bool]:
        """`articles.correct`."""
        return self.articles.correct

    @property
    def place_in(self) -> Callable[[Story], Place | None]:
        """`articles.place_in`."""
        return self.articles.place_in

    @property
    def left(self) -> Callable[[Story, str, int], Coroutine[Any, Any, None]]:
        """`articles.left`."""
        return self.articles.left

    @property
    def story_of(self) -> Callable[[str], Coroutine[Any, Any, Story | None]]:
        """`articles.story_of`."""
        return self.articles.story_of

    @property
    def kept(self) -> Callable[[], Coroutine[Any, Any, list[Story]]]:
        """`articles.kept`."""
        return self.articles.kept

    @property
    def version_text(self) -> Callable[[str], Coroutine[Any, Any, str]]:
        """`articles.version_text`."""
        return self.articles.version_text

    @property
    def read_version(self) -> Callable[[Story, str], Coroutine[Any, Any, Article]]:
        """`articles.read_version`."""
        return self.articles.read_version

    async def evidence_rows(self, story: Story, actor: Actor) -> tuple[list[EvidenceRow], Targets]:
        """What an actor of the story said in the desk's other articles, and where each row leads."""
        import asyncio

        from tui.presenters.desk_rows import evidence_rows

        library = await self.stores.library()
        return await asyncio.to_thread(evidence_rows, library, actor, story.entry.key if story.entry else None)
