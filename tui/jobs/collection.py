"""The data folder for commands and reports: articles found by name, or all, one at a time, with their notes."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from tui.config import locations

if TYPE_CHECKING:
    from extract.reader import Reader
    from extract.types import Article
    from store.articles.entry import Entry
    from store.articles.library import Library
    from store.articles.sources import Loaded
    from store.export.source import ExportedArticle
    from store.notes.notebook import Notebook

T = TypeVar("T")

MIN_ARTICLES_FOR_PROGRESS = 200
"""Fewer articles finish too soon to need progress."""
TERMINAL_PROGRESS_SECONDS = 1.0
LOG_PROGRESS_SECONDS = 15.0
"""Intervals between two lines of progress: on a terminal, where each replaces the last, and in a log."""


class CollectionError(Exception):
    """The reason the data folder or an article in it cannot be used, in one line."""


@dataclass(slots=True)
class Collection:
    """The stored articles and the notes of one data folder. The caller that opens it closes it."""

    home: Path
    library: Library
    notebook: Notebook
    _reader: list[Reader] = field(default_factory=list)
    _texts: dict[str, str] = field(default_factory=dict)
    _writers: list[Notebook] = field(default_factory=list)

    @classmethod
    def open(cls, home: str | None, *, author: str = "", read_only: bool = True, announce: bool = False) -> Collection:
        """Open the folder of `--home`, or the usual one.

        `author` signs new notes, unless it is opened `read_only`; with `announce` other sessions see that `author` is
        here, and a missing folder is created. Raises CollectionError.
        """
        from store.catalogue.indexed_library import open_library
        from store.notes.notebook import Notebook, NotebookError

        folder = locations.data_home(home)
        try:
            notebook = Notebook.open(folder, author=author, announce=announce, read_only=read_only)
            return cls(folder, open_library(folder), notebook)
        except (NotebookError, OSError) as error:
            raise CollectionError(str(error)) from error

    @property
    def notices(self) -> Sequence[str]:
        """Lines the user should see once: damage found, files set aside."""
        return self.notebook.notices

    def writer(self, author: str) -> Notebook:
        """A second, writable notebook on the folder; opened once. Raises NotebookError and OSError."""
        from store.notes.notebook import Notebook

        if not self._writers:
            self._writers.append(Notebook.open(self.home, author=author))
        return self._writers[0]

    def select(self, refs: Iterable[str], *, desk: bool) -> list[Entry]:
        """The articles that the user names, each once; with `desk`, every stored one, at least one.

        Raises CollectionError.
        """
        if desk:
            if not (entries := self.library.entries()):
                raise CollectionError(f"{self.home}: no articles are kept there")
            return entries
        found = {entry.key: entry for ref in refs for entry in self.find(ref)}
        return list(found.values())

    def stored(self, ref: str) -> Entry:
        """The stored article that the user names: by file, URL, title or key prefix. Raises CollectionError."""
        entry = self.library.find(ref)
        if entry is None:
            raise CollectionError(f"{ref}: no such article in {self.home}; 'copydesk' lists them")
        return entry

    def find(self, ref: str) -> list[Entry]:
        """The articles that the user names: a file's current content, stored or not; else stored articles.

        `-` is standard input. A text that differs from the stored one is a newer version of it, which is not stored. A
        file that is stored under another path, such as that of another checkout, is the stored article. Raises
        CollectionError.
        """
        if ref == "-":
            return self._loaded("stdin", ref)
        if _is_file(ref):
            return self._loaded("file", ref)
        entry = self.library.find(ref)
        if entry is None:
            raise CollectionError(f"{ref}: no such file, and no such article in {self.home}; 'copydesk' lists them")
        return [entry]

    def _loaded(self, kind: Literal["file", "stdin"], name: str) -> list[Entry]:
        from store.articles.sources import Source
        from store.formats.limits import Limits
        from store.model.source_names import SourceError
        from store.processes.parser import Sandbox, load_all
        from tui.config.settings import load

        settings = load(locations.config_file())[0]
        sandbox = Sandbox(Limits.of(settings.largest, settings.empty_embargo_is_none))
        try:
            return [self._as_it_is(loaded) for loaded in load_all(Source(kind, name), sandbox)]
        except SourceError as error:
            raise CollectionError(str(error)) from error
        finally:
            sandbox.close()

    def _as_it_is(self, loaded: Loaded) -> Entry:
        """The entry that a newly loaded article would have if it were stored."""
        from extract.layout.zones import zone
        from extract.text import normalise, sha256
        from store.articles.entry import Entry, Version, key_of
        from store.disk.clock import now

        text = normalise(loaded.text)
        version, key = sha256(text), key_of(loaded)
        entry = self.library.entry(key) or self._stored_copy(loaded, text, version)
        if entry is not None:
            entry = replace(entry, source=loaded.source, location=loaded.location or loaded.source)
            if entry.version == version:
                return entry
        self._texts[version] = text
        moment = now()
        title = loaded.title or zone(text).meta.headline or loaded.id
        if entry is None:
            location = loaded.location or loaded.source
            entry = Entry(key, loaded.source, location, title, moment, version)
        published = (loaded.wire and loaded.wire.published) or entry.published
        return replace(
            entry, title=title, version=version, published=published, actors=None, quotes=None, wire=loaded.wire,
            versions=(*entry.versions, Version(version, moment)),
        )  # fmt: skip

    def _stored_copy(self, loaded: Loaded, text: str, version: str) -> Entry | None:
        """The stored article for a text whose path is not known.

        It is the one that has this very text, or else the one with the same file name and at least half of the lines.
        Of several, the one with the most notes, then the newest.
        """
        entries = self.library.entries()
        found = [entry for entry in entries if any(each.sha256 == version for each in entry.versions)]
        if not found and loaded.location:
            named = [entry for entry in entries if Path(entry.location).name == Path(loaded.location).name]
            found = [entry for entry in named if self._is_like(entry, text)]
        return max(found, key=lambda entry: len(self.notebook.for_article(entry.key, entry.version)), default=None)

    def _is_like(self, entry: Entry, text: str) -> bool:
        try:
            stored = {line.strip() for line in self.library.text(entry.version).split("\n")} - {""}
        except OSError:
            return False
        lines = {line.strip() for line in text.split("\n")} - {""}
        return bool(lines) and 2 * len(lines & stored) >= min(len(lines), len(stored))

    def text(self, version: str) -> str:
        """The text with this SHA-256. Raises OSError if it is missing."""
        return self._texts[version] if version in self._texts else self.library.text(version)

    def article(self, entry: Entry) -> ExportedArticle:
        """An article, stored or not, with its notes; an unread article is read on demand."""
        return next(self.articles([entry], read=True))

    def articles(self, entries: Iterable[Entry], *, read: bool) -> Iterator[ExportedArticle]:
        """Each entry with its notes, created on demand. With `read`, unread articles are read now, but not stored."""
        from store.export.source import conflicts, exported

        others = conflicts(self.notebook)
        for entry in entries:
            source = exported(self.library, self.notebook, entry, others)
            yield self._with_reading(source) if read else source

    def _with_reading(self, source: ExportedArticle) -> ExportedArticle:
        from store.export.source import ExportedArticle

        entry = source.entry

        def article() -> Article | None:
            from store.notes.corrections import corrected

            return source.article or corrected(self._read(entry, self.text(entry.version)), source.notes).article

        return ExportedArticle(
            entry, source.notes, source.accessed, text=lambda: self.text(entry.version), article=article,
            meta=lambda: source.meta, others=source.others, verdicts=lambda: source.verdicts,
        )  # fmt: skip

    def _read(self, entry: Entry, text: str) -> Article:
        if not self._reader:
            from extract.reader import Reader

            self._reader.append(Reader())
        return replace(self._reader[0].read(text, id=entry.key, source=entry.source), sha256=entry.version)

    def close(self) -> None:
        """Close the notebooks."""
        for notebook in (*self._writers, self.notebook):
            notebook.close()


def _is_file(ref: str) -> bool:
    try:
        return Path(ref).is_file()
    except OSError:  # a title may be too long for a file name
        return False


def readings(articles: Iterable[ExportedArticle], faults: list[str]) -> Iterator[tuple[Entry, Article | None]]:
    """Each article's entry and reading; an unreadable text adds a line to `faults`."""
    from store.disk.files import describe_error

    for source in articles:
        try:
            yield source.entry, source.article
        except OSError as error:
            faults.append(describe_error(error))
            yield source.entry, None


def with_progress(
    items: Iterable[T], total: int, doing: str, report: Callable[[str], None] | None = None
) -> Iterator[T]:
    """Yield `items` and report progress: `checking article 1,200 of 20,000`, "" at the end.

    `report` None: on standard error.
    """
    report = report or _report
    last, pause = time.monotonic(), TERMINAL_PROGRESS_SECONDS if sys.stderr.isatty() else LOG_PROGRESS_SECONDS
    for n, item in enumerate(items, 1):
        if total >= MIN_ARTICLES_FOR_PROGRESS and time.monotonic() - last >= pause:
            report(f"{doing} article {n:,} of {total:,}")
            last = time.monotonic()
        yield item
    if total >= MIN_ARTICLES_FOR_PROGRESS:
        report("")


def _report(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
    elif text:
        sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
