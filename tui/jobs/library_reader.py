"""Reads stored articles with several reader processes and stores the readings, for commands without the app."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.articles.library import Library
    from store.processes.reader import ReaderProcess

OnRead = Callable[["Entry", str], None]
"""Called for each article after an attempt, with the error in one line, or ""."""


class LibraryReader:
    """Reads articles of one library. Readings are stored at once, so that an interrupted run can be continued."""

    def __init__(self, library: Library, *, jobs: int = 1) -> None:
        """`jobs` articles (at least one) are read at once, each in its own process."""
        from store.processes.reader import ReaderProcess

        self._library = library
        self._readers = [ReaderProcess() for _ in range(max(1, jobs))]

    def unread(self, entries: Iterable[Entry]) -> list[Entry]:
        """The `entries` never read, or only by another engine. Accesses the disk."""
        from extract.engine import ENGINE

        return [entry for entry in entries if self._library.reading(entry.version, ENGINE) is None]

    async def read(self, entries: Iterable[Entry], on_read: OnRead) -> None:
        """Read all of `entries`; a failure never stops the others."""
        waiting = iter(entries)
        await asyncio.gather(*(self._read_in_turn(reader, waiting, on_read) for reader in self._readers))

    async def _read_in_turn(self, reader: ReaderProcess, waiting: Iterable[Entry], on_read: OnRead) -> None:
        from store.disk.files import describe_error
        from store.processes.reader import ReaderError

        for entry in waiting:
            try:
                text = await asyncio.to_thread(self._library.text, entry.version)
                article = await reader.read(text, id=entry.key, source=entry.source)
                await asyncio.to_thread(self._library.keep_reading, entry.key, article)
            except (ReaderError, OSError) as error:
                on_read(entry, describe_error(error))
            else:
                on_read(entry, "")

    async def close(self) -> None:
        """End the processes."""
        await asyncio.gather(*(reader.close() for reader in self._readers))
