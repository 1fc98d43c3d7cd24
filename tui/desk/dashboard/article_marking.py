"""Marks the articles of the desk: read and unread, removed, hidden, restored."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tui.actions.handlers import handles
from tui.config.log import log
from widgets.text.safe import one_line

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.articles.trash import Mark
    from tui.desk.dashboard.desk_undo import DeskUndo
    from tui.desk.library import LibraryList
    from tui.newsroom.newsroom import Newsroom
    from tui.screens.base import AppScreen
    from widgets.panes.desk import DeskTable

MAX_WITHOUT_ASKING = 20
"""From more articles on, the user is asked first."""
MAX_TITLE_CELLS = 40
OTHER_DESK = "Articles named on the command line cannot be marked · copydesk without a file has the whole desk"


class ArticleMarking:
    """Marks articles of the library's desk, each change undoable."""

    def __init__(
        self,
        screen: AppScreen,
        newsroom: Newsroom,
        library: LibraryList,
        table: Callable[[], DeskTable],
        undo: DeskUndo,
        renew: Callable[[], Awaitable[None]],
    ) -> None:
        """`renew` updates the desk after a change."""
        self._renew = renew
        self._screen = screen
        self._newsroom = newsroom
        self._library = library
        self._table = table
        self._undo = undo

    @handles("desk.toggle_read")
    def toggle_read(self) -> None:
        """Toggle the read mark of the article under the cursor."""
        self._start(self._toggle_read)

    async def _toggle_read(self, key: str) -> None:
        entry = await self._entry(key)
        if entry is None:
            return
        mark: Mark = "read" if entry.opened is None else "unread"
        await self._mark([key], mark, f"{_name(entry)} marked as {mark}")

    def remove(self) -> None:
        """Move the article under the cursor to the trash."""
        self._start(self._remove)

    async def _remove(self, key: str) -> None:
        entry = await self._entry(key)
        if entry is None:
            return
        notebook = self._newsroom.stores.open_notebook
        notes = notebook.for_article(key) if notebook is not None else []
        waiting = sum(note.status in ("open", "asked") for note in notes if note.type != "reading")
        if waiting:
            count = "1 open note" if waiting == 1 else f"{waiting} open notes"
            if not await self._agreed(f"{_name(entry)} has {count}. Remove it? y/n"):
                return
        await self._mark([key], "remove", f"{_name(entry)} removed")

    @handles("desk.hide")
    def hide(self) -> None:
        """Hide the article under the cursor permanently."""
        self._start(self._hide)

    async def _hide(self, key: str) -> None:
        if (entry := await self._entry(key)) is not None:
            await self._mark([key], "hide", f"{_name(entry)} hidden")

    @handles("desk.restore")
    def restore(self) -> None:
        """Put the article under the cursor back on the desk."""
        self._start(self._restore)

    async def _restore(self, key: str) -> None:
        entry = await self._entry(key)
        if entry is None:
            return
        if entry.on_desk:
            self._screen.say(f"{_name(entry)} is on the desk · : Removed articles lists the trash")
        else:
            await self._mark([key], "restore", f"{_name(entry)} is back on the desk")

    @handles("desk.read_all")
    def read_all(self) -> None:
        """Mark every listed article as read."""
        self._start(lambda _key: self._read_all())

    async def _read_all(self) -> None:
        unread = [row.key for row in self._table().rows if row.cells[0]]
        if not unread:
            self._screen.refuse("No unread articles are listed")
            return
        if len(unread) > MAX_WITHOUT_ASKING and not await self._agreed(f"Mark {len(unread):,} articles as read? y/n"):
            return
        await self._mark(unread, "read", f"{len(unread):,} marked as read")

    # -- shared -------------------------------------------------------------------------------------------------------

    def _start(self, work: Callable[[str], Coroutine[Any, Any, None]]) -> None:
        key = self._table().selected
        if self._library.listing is None:
            self._screen.refuse(OTHER_DESK)
        elif key is None:
            self._screen.refuse("No article selected")
        elif self._newsroom.read_only:
            self._screen.refuse(f"read-only: {self._newsroom.read_only}", "warning")
        else:
            self._screen.work(work(key), "marking")

    async def _entry(self, key: str) -> Entry | None:
        library = await self._newsroom.stores.library()
        entry = await asyncio.to_thread(library.entry, key)
        if entry is None:
            self._screen.say("That article was removed from the desk", "warning")
        return entry

    async def _agreed(self, question: str) -> bool:
        from tui.dialogs.ask import AskScreen

        return (await self._screen.ask(AskScreen(question)) or "").lower() in ("y", "yes")

    async def _mark(self, keys: Sequence[str], mark: Mark, done: str) -> None:
        from store.articles.trash import mark_all
        from store.disk.files import describe_error

        library = await self._newsroom.stores.library()
        if len(keys) > MAX_WITHOUT_ASKING:
            self._screen.progress(f"marking {len(keys):,} articles")
        try:
            before = await asyncio.to_thread(mark_all, library, keys, mark)
        except OSError as error:
            self._screen.say(f"cannot mark: {describe_error(error)}", "error")
            return
        finally:
            self._screen.progress(None)
        await self._renew()
        if before:
            self._undo.remember(done, lambda: self._back(before))
        self._screen.say(f"{done} · {self._screen.key('desk.undo')} undoes it")

    async def _back(self, before: Sequence[Entry]) -> None:
        from store.articles.trash import put_back

        library = await self._newsroom.stores.library()
        await asyncio.to_thread(put_back, library, before)
        await self._renew()
        if len(before) == 1:
            self._table().select(before[0].key)

    async def purge_expired(self) -> None:
        """Purge articles that have been in the trash for longer than the setting allows."""
        from store.articles.trash import expired, purge
        from store.notes.notebook import NotebookError
        from store.web.originals import expire

        library, notebook = await self._newsroom.stores.both()
        if self._newsroom.read_only:
            return
        try:
            due = await asyncio.to_thread(expired, library, self._newsroom.options.trash_days, datetime.now(UTC))
            if due:
                await asyncio.to_thread(purge, library, notebook, due)
                log.info("%s articles purged", len(due))
            if days := self._newsroom.options.archive_days:
                await asyncio.to_thread(expire, library.home, datetime.now(UTC) - timedelta(days=days))
        except (OSError, NotebookError) as error:
            log.error("cannot purge: %s", error)


def _name(entry: Entry) -> str:
    return f"“{one_line(entry.title, MAX_TITLE_CELLS)}”"
