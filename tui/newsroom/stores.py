"""The data folder of one desk, opened on first use: the library, the notebook, and the user's places."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.config.log import log
from tui.newsroom.sessions import News, Watch

if TYPE_CHECKING:
    from store.articles.library import Library
    from store.notes.notebook import Draft, Notebook
    from tui.newsroom.reading_places import Places


class Stores:
    """Library, notebook and reading places of a data folder."""

    def __init__(self, home: Path, author: str, publish: Callable[[News], None]) -> None:
        """`publish` is called with other sessions' changes to the notes, once they are open."""
        self.home = home
        self.author = author
        self._publish = publish
        self._opening = asyncio.Lock()
        self._library: Library | None = None
        self._notebook: Notebook | None = None
        self._refused = ""
        self._watch: Watch | None = None
        self._places: Places | None = None
        self._drafts: list[Draft] = []

    async def open(self) -> None:
        """Open library and notebook. May be called repeatedly; never raises, `read_only` gives the error."""
        async with self._opening:
            if self._library is None:
                await asyncio.to_thread(self._open_notebook)
                self._library = await asyncio.to_thread(self._open_library)
                if self._notebook is not None:
                    self._watch = Watch(self._notebook, self._publish)
                    self._watch.start()

    def _open_library(self) -> Library:
        from store.catalogue.indexed_library import open_library
        from tui.newsroom.reading_places import Places

        self._places = Places(self.home, self.author)
        self._places.load()
        return open_library(self.home)

    def _open_notebook(self) -> None:
        from store.disk.files import describe_error
        from store.notes.notebook import Notebook, NotebookError

        try:
            self._notebook = Notebook.open(self.home, author=self.author)
        except (NotebookError, OSError) as error:
            self._refused = describe_error(error)
            return
        try:
            self._drafts = self._recovered(self._notebook)
        except (NotebookError, OSError) as error:  # the drafts wait for the next session
            log.error("cannot look for drafts: %s", error)

    def _recovered(self, notebook: Notebook) -> list[Draft]:
        """Unsaved drafts of earlier sessions, the latest first; those that were saved after all are dropped."""
        from tui.newsroom import editor_leftovers

        drafts = []
        for draft in notebook.recovered():
            notes = notebook.for_article(str(draft.extra.get("article")))
            if any(note.body == draft.text and note.updated >= draft.time for note in notes):
                notebook.forget(draft)  # the session ended between saving the note and dropping the draft
            else:
                drafts.append(draft)
        leftovers, notices = editor_leftovers.find(self.home, self.author)
        if leftovers:
            drafts += editor_leftovers.not_saved(leftovers, {note.body for note in notebook.all()})
        notebook.notices.extend(notices)
        return drafts

    async def both(self) -> tuple[Library, Notebook | None]:
        """The library, and the notebook if it can be opened."""
        return await self.library(), self._notebook

    async def library(self) -> Library:
        """The open library."""
        await self.open()
        assert self._library is not None
        return self._library

    async def notebook(self) -> Notebook:
        """The open notebook. Raises NotebookError if it cannot be opened."""
        from store.notes.notebook import NotebookError

        await self.open()
        if self._notebook is None:
            raise NotebookError(self._refused)
        return self._notebook

    @property
    def open_library(self) -> Library | None:
        """The library, once it is open."""
        return self._library

    @property
    def open_notebook(self) -> Notebook | None:
        """The notebook, once it is open; None too if it cannot be opened."""
        return self._notebook

    @property
    def places(self) -> Places | None:
        """The user's place in each article, once the library is open."""
        return self._places

    @property
    def watch(self) -> Watch | None:
        """The watch for other sessions' changes, once the notebook is open."""
        return self._watch

    @property
    def recovered(self) -> list[Draft]:
        """The drafts of ended sessions, the latest first."""
        return self._drafts

    @property
    def read_only(self) -> str | None:
        """The reason nothing can be saved, in one line; None if there is none or nothing is open yet."""
        notes = self._notebook.read_only if self._notebook else self._refused
        return notes or (self._library.read_only if self._library else None)

    async def stop_watching(self) -> None:
        """Stop watching other sessions."""
        if self._watch is not None:
            await self._watch.stop()

    async def close(self, *, in_haste: bool = False) -> None:
        """Close the notebook; `in_haste` leaves cleaning up to the next session."""
        if self._notebook is not None:
            await asyncio.to_thread(self._notebook.close, compact=not in_haste)
