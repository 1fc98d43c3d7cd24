"""Reads many articles with several reader processes; results are in source order, and runs are resumable.

One bad source never stops the rest: a file that cannot be read, or that crashes the reader, is a fault of its own. With
a ledger in the output folder, an interrupted batch continues where it stopped.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from extract.types import Article
from store.articles.entry import key_of
from store.articles.sources import Loaded, Source
from store.disk.files import make_folder, open_inside
from store.model.sender import with_sender
from store.model.source_names import SourceError
from store.processes.reader import ReaderError, ReaderProcess

SOURCES_PER_READER = 3
"""Sources in progress for each reader process, so that none waits for a slow one."""

Load = Callable[[Source], Iterable[Loaded]]
"""Returns the articles in a source, as text. Raises SourceError. Called in a thread."""


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one source: its articles, in order, and a line for each that could not be read."""

    source: Source
    articles: tuple[Article, ...]
    faults: tuple[str, ...] = ()


async def read_all(sources: Sequence[Source], load: Load, *, jobs: int = 1) -> AsyncGenerator[Result]:
    """Read every source with `jobs` reader processes (at least one); yields a result a source, in order."""
    readers = [ReaderProcess() for _ in range(max(1, jobs))]
    waiting: deque[asyncio.Task[Result]] = deque()
    try:
        for i, source in enumerate(sources):
            waiting.append(asyncio.create_task(_read(source, load, readers[i % len(readers)])))
            if len(waiting) >= SOURCES_PER_READER * len(readers):
                yield await waiting.popleft()
        while waiting:
            yield await waiting.popleft()
    finally:
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await asyncio.gather(*(reader.close() for reader in readers))


async def _read(source: Source, load: Load, reader: ReaderProcess) -> Result:
    articles: list[Article] = []
    faults: list[str] = []
    try:
        loaded = await asyncio.to_thread(lambda: list(load(source)))
    except SourceError as error:
        return Result(source, (), (str(error),))
    for each in loaded:
        try:
            articles.append(await _article(each, reader))
        except ReaderError as error:
            faults.append(str(error))
    return Result(source, tuple(articles), tuple(faults))


async def _article(loaded: Loaded, reader: ReaderProcess) -> Article:
    article = await reader.read(loaded.text, id=loaded.id, source=loaded.source)
    article = with_sender(article, loaded.wire, key_of(loaded))
    return replace(article, warnings=(*loaded.all_warnings(), *article.warnings))


class Ledger:
    """The finished sources of a batch and their result files: one JSON line each, in the output folder.

    A file is read again if it has changed since, if one of its result files is missing, or if the engine differs. A
    page or standard input is always read again.
    """

    NAME = ".copydesk-batch.jsonl"

    def __init__(self, folder: Path, engine: str) -> None:
        """`engine` identifies the reader and the form of the results; sources finished by another one do not count."""
        self._folder, self._engine = folder, engine
        self._done: dict[str, tuple[str, list[str]]] = {}
        with suppress(OSError):
            for line in (folder / self.NAME).read_bytes().splitlines():
                with suppress(ValueError, KeyError, TypeError):
                    row = json.loads(line)
                    if row["engine"] == engine:
                        self._done[str(row["source"])] = (str(row["stamp"]), [str(name) for name in row["files"]])

    def has(self, source: Source) -> bool:
        """Whether the source's results exist and are up to date."""
        stamp = _stamp(source)
        done = self._done.get(_name(source))
        if stamp is None or done is None or done[0] != stamp:
            return False
        return all((self._folder / name).is_file() for name in done[1])

    def add(self, source: Source, files: Sequence[str]) -> None:
        """Record that a source's results are in `files` (names in the folder), once written. Raises OSError."""
        stamp = _stamp(source)
        if stamp is None:
            return
        make_folder(self._folder)
        row = {"source": _name(source), "stamp": stamp, "engine": self._engine, "files": list(files)}
        descriptor = open_inside(self._folder, self._folder / self.NAME, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            os.write(descriptor, b"\n" * self._ends_in_partial_line(descriptor) + json.dumps(row).encode() + b"\n")
        finally:
            os.close(descriptor)
        self._done[_name(source)] = (stamp, list(files))

    def _ends_in_partial_line(self, descriptor: int) -> bool:
        """Whether a crash cut off the last line, so that the next must begin a new one."""
        size = os.fstat(descriptor).st_size
        if not size:
            return False
        with (self._folder / self.NAME).open("rb") as file:
            file.seek(size - 1)
            return file.read(1) != b"\n"


def _name(source: Source) -> str:
    return os.path.realpath(source.name) if source.kind == "file" else source.name


def _stamp(source: Source) -> str | None:
    """A file's size and modification time; None for other sources."""
    if source.kind != "file":
        return None
    try:
        found = Path(source.name).stat()
    except OSError:
        return None
    return f"{found.st_size}-{found.st_mtime_ns}"
