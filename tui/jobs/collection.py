"""The kept articles as the commands that only look at them need them: found by name, or all, one at a time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tui.config import locations

if TYPE_CHECKING:
    from argparse import Namespace

    from extract.reader import Reader
    from extract.types import Article
    from store.articles.entry import Entry
    from store.articles.library import Library
    from store.articles.sources import Loaded
    from store.export.source import ExportedArticle
    from store.notes.notebook import Notebook

T = TypeVar("T")

FROM = 200
"""Fewer articles than this are done before anybody wonders."""
EVERY = 1.0
SELDOM = 15.0
"""Seconds between two lines of progress: on a terminal, where each takes the place of the last, and in a log."""


class ShelfError(Exception):
    """Why an article cannot be looked at, in one line."""


@dataclass(slots=True)
class Shelf:
    """One data folder, opened to read. `told` are lines that the user should see."""

    home: Path
    library: Library
    notebook: Notebook
    _reader: list[Reader] = field(default_factory=list)
    _texts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, home: str | None) -> Shelf:
        """The folder that `--home` names, or the usual one. Raises ShelfError."""
        from store.catalogue.open import open_library
        from store.notes.notebook import Notebook, NotebookError

        folder = locations.data_home(home)
        try:
            return cls(folder, open_library(folder), Notebook.open(folder, author="", read_only=True))
        except (NotebookError, OSError) as error:
            raise ShelfError(str(error)) from error

    @property
    def told(self) -> Sequence[str]:
        """Lines the user should see once."""
        return self.notebook.notices

    def find(self, ref: str) -> list[Entry]:
        """The articles that the user names: what a file holds now, kept or not; else what is kept. Raises ShelfError.

        A file whose text is another than the kept one is a newer version of it, which is not kept.
        """
        if _is_file(ref):
            return self._in_file(ref)
        entry = self.library.find(ref)
        if entry is None:
            raise ShelfError(f"{ref}: no such file, and no such article in {self.home}; 'copydesk' lists them")
        return [entry]

    def find_all(self, refs: Iterable[str]) -> list[Entry]:
        """The articles that the user names, each once. Raises ShelfError."""
        found = {entry.key: entry for ref in refs for entry in self.find(ref)}
        return list(found.values())

    def _in_file(self, name: str) -> list[Entry]:
        from store.articles.sources import Source
        from store.formats.limits import Limits
        from store.model.source_names import SourceError
        from store.processes.parser import Sandbox, load_all
        from tui.config.settings import load

        sandbox = Sandbox(Limits.of(load(locations.config_file())[0].largest))
        try:
            return [self._as_it_is(loaded) for loaded in load_all(Source("file", name), sandbox)]
        except SourceError as error:
            raise ShelfError(str(error)) from error
        finally:
            sandbox.close()

    def _as_it_is(self, loaded: Loaded) -> Entry:
        """The entry of an article that was just loaded, as it would be if it were kept."""
        from extract.layout.zones import zone
        from extract.text import normalise, sha256
        from store.articles.entry import Entry, Version, key_of
        from store.disk.clock import now

        text = normalise(loaded.text)
        version, key = sha256(text), key_of(loaded)
        entry = self.library.entry(key)
        if entry is not None and entry.version == version:
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

    def text(self, version: str) -> str:
        """The text with this SHA-256. Raises OSError where it is not there."""
        return self._texts[version] if version in self._texts else self.library.text(version)

    def articles(self, entries: Iterable[Entry], *, read: bool) -> Iterator[ExportedArticle]:
        """Each entry with its notes, made when asked for. With `read` what was never read is read now, and not kept."""
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
            meta=lambda: source.meta, others=source.others,
        )  # fmt: skip

    def _read(self, entry: Entry, text: str) -> Article:
        if not self._reader:
            from extract.reader import Reader

            self._reader.append(Reader())
        return replace(self._reader[0].read(text, id=entry.key, source=entry.source), sha256=entry.version)

    def close(self) -> None:
        """Let the notebook go."""
        self.notebook.close()


def on_shelf(args: Namespace, work: Callable[[Shelf, list[Entry]], int], *, unreadable: int) -> int:
    """The exit code of a command whose `work` is on the articles that `args` names: `articles`, or all with `desk`.

    What cannot be read or written is told in a line, and the code is `unreadable` then.
    """
    from store.disk.files import describe_error
    from tui.cli import fail

    try:
        shelf = Shelf.open(args.home)
    except ShelfError as error:
        return fail(str(error), unreadable)
    try:
        for line in shelf.told:
            fail(line)
        return work(shelf, shelf.library.entries() if args.desk else shelf.find_all(args.articles))
    except (ShelfError, OSError) as error:
        return fail(describe_error(error), unreadable)
    finally:
        shelf.close()


def _is_file(ref: str) -> bool:
    try:
        return Path(ref).is_file()
    except OSError:  # a title may be too long for a file's name
        return False


def counted(items: Iterable[T], total: int, doing: str, say: Callable[[str], None] | None = None) -> Iterator[T]:
    """Pass `items` on and say on standard error how far they are: `checking article 1,200 of 20,000`."""
    say = say or _say
    last, quiet = time.monotonic(), EVERY if sys.stderr.isatty() else SELDOM
    for n, item in enumerate(items, 1):
        if total >= FROM and time.monotonic() - last >= quiet:
            say(f"{doing} article {n:,} of {total:,}")
            last = time.monotonic()
        yield item
    if total >= FROM:
        say("")


def _say(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
    elif text:
        sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
