"""Articles stored in the data folder: every version of each text, and its reading.

Under `articles/`: one small JSON file an article, `texts/` with one file a version named by its SHA-256, and
`readings/` with the extraction of a version. Every file is replaced atomically, so that reading needs no lock; changing
a record takes one, since feeds and sessions change the same records.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from extract.text import normalise, sha256
from extract.types import Article, Engine, Meta
from store.articles.entry import SCHEMA, Entry, Version, key_of, parse_entry
from store.articles.readings import check_meta, parse_reading
from store.articles.sources import Loaded
from store.disk.clock import stamp
from store.disk.files import locked, make_folder, read_inside, why, write_inside
from store.disk.json_reader import parse, parse_beginning
from store.model.source_names import real_path

MAX_ENTRIES_WITHOUT_INDEX = 500
"""From more articles on, the list comes from the index: one file instead of thousands."""

BATCH_RECORDS = 100
"""Records changed per lock, while other sessions wait."""
PURGED = ".purged"
"""The file in `articles/` that lists the keys of purged articles, one a line."""

IndexedEntries = Callable[["Library"], list[Entry] | None]
"""Lists every article of a library from its index, newest first; None if there is no index."""


class Library:
    """The articles under `home`. Creates nothing on disk until the first is stored.

    `indexed` lists a large library from its index; `store.catalogue.indexed_library` gives one.
    """

    def __init__(
        self,
        home: Path,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        indexed: IndexedEntries | None = None,
    ) -> None:
        self.home = home
        self._indexed = indexed
        self._folder = home / "articles"
        self._clock = clock
        self._lock = threading.Lock()
        self.read_only = _unwritable(home)

    def entries(self) -> list[Entry]:
        """Every article on the desk, newest first. A damaged file is left out; `verify` names it.

        For a large library the list comes from the index, if there is one.
        """
        files = list(self._files())
        if len(files) > MAX_ENTRIES_WITHOUT_INDEX and self.read_only is None and self._indexed is not None:
            indexed = self._indexed(self)
            if indexed is not None:
                return indexed
        found = [entry for path in files if (entry := _read(self.home, path)) is not None and entry.on_desk]
        return sorted(found, key=lambda entry: (entry.added, entry.key), reverse=True)

    def everything(self) -> Iterator[Entry]:
        """Every article, including hidden and removed ones, unordered; each file is read."""
        return (entry for path in self._files() if (entry := _read(self.home, path)) is not None)

    def any(self) -> bool:
        """Whether there are any articles."""
        return next(self._names(), None) is not None

    def entry(self, key: str) -> Entry | None:
        """The article with this key."""
        return None if "/" in key or key.startswith(".") else _read(self.home, self.entry_path(key))

    def has_text(self, loaded: Loaded) -> bool:
        """Whether more than a feed's summary of this article is stored."""
        entry = self.entry(key_of(loaded))
        return entry is not None and entry.page is None

    def keep(self, loaded: Loaded, *, title: str | None = None, unread: bool = False, page: str | None = None) -> Entry:
        """Store a text under its source.

        A text that differs from the newest becomes a new version; older ones stay. A removed article returns to the
        desk; callers that must not restore it check `was_removed` first.

        The source's current metadata becomes the entry's `wire`: an embargo that is no longer in it is over. `unread`:
        no one has opened it, it arrived automatically. `page`: the URL of the whole text, if this is not it. Raises
        OSError.
        """
        text = normalise(loaded.text)
        version, time = sha256(text), self._time()
        if not self.text_path(version).exists():
            make_folder(self.text_path(version).parent)
            write_inside(self.home, self.text_path(version), [text.encode("utf-8")])
        with self._changing():
            before = _read(self.home, self.entry_path(key_of(loaded)))
            if before is None and key_of(loaded) in (purged := self.purged()):
                self._write_purged(purged - {key_of(loaded)})
            entry = self._updated(before, loaded, title, version, time, unread=unread)
            entry = replace(entry, page=page)
            return entry if entry == before else self._write(entry)

    @staticmethod
    def _updated(
        before: Entry | None, loaded: Loaded, title: str | None, version: str, time: str, *, unread: bool
    ) -> Entry:
        """The entry after a text was stored: `before` is the previous one, `version` the text's, `time` now."""
        title = title or loaded.title or (before.title if before else loaded.id)
        entry, location, key = before, loaded.location or loaded.source, key_of(loaded)
        if entry is None:
            entry = Entry(key, loaded.source, location, title, time, version, time, versions=(Version(version, time),))
        elif entry.version == version:
            entry = entry if unread else replace(entry, source=loaded.source, title=title, opened=time)
        else:
            earlier = tuple(each for each in entry.versions if each.sha256 != version)
            entry = replace(
                entry, source=loaded.source, title=title, opened=time, version=version, actors=None, quotes=None,
                versions=(*earlier, Version(version, time)),
            )  # fmt: skip
        if unread and (before is None or before.version != version):
            read_version = before.version if before and before.opened else before.read_version if before else None
            entry = replace(entry, opened=None, read_version=read_version)
        elif not unread:
            entry = replace(entry, read_version=None, hidden=None)
        entry = replace(entry, removed=None)
        published = loaded.wire.published if loaded.wire else None
        return replace(entry, wire=loaded.wire, published=published or entry.published)

    def mark_opened(self, key: str) -> Entry | None:
        """Record that the article `key` is opened now; None if there is none. Raises OSError."""
        time = self._time()
        self.change([key], lambda entry: replace(entry, opened=time, read_version=None))
        return self.entry(key)

    def change(self, keys: Iterable[str], change: Callable[[Entry], Entry]) -> list[Entry]:
        """Change the records of these articles, each atomically; returns the changed ones as they were before.

        Others may change records between two batches. Raises OSError; changes made until then remain.
        """
        waiting, before = list(keys), list[Entry]()
        for start in range(0, len(waiting), BATCH_RECORDS):
            with self._changing():
                for key in waiting[start : start + BATCH_RECORDS]:
                    entry = self.entry(key)
                    if entry is not None and (changed := change(entry)) != entry:
                        self._write(changed)
                        before.append(entry)
        return before

    def was_removed(self, key: str) -> bool:
        """Whether a user removed the article from the desk; it may have been purged since."""
        entry = self.entry(key)
        return key in self.purged() if entry is None else entry.removed is not None

    def purged(self) -> frozenset[str]:
        """The keys of the articles that were purged."""
        try:
            return frozenset(read_inside(self.home, self._folder / PURGED).decode("utf-8", "replace").split("\n"))
        except OSError:
            return frozenset()

    def forget(self, entries: Sequence[Entry]) -> None:
        """Delete these articles permanently, with those of their texts and readings that no other article has.

        The keys are listed first, so that an interrupted deletion can be repeated. Raises OSError.
        """
        going = {entry.key for entry in entries}
        with self._changing():
            self._write_purged(self.purged() | going)
            stored = {each.sha256 for other in self.everything() if other.key not in going for each in other.versions}
            for entry in entries:
                for version in {each.sha256 for each in entry.versions} - stored:
                    self.text_path(version).unlink(missing_ok=True)
                    self.reading_path(version).unlink(missing_ok=True)
                self.entry_path(entry.key).unlink(missing_ok=True)

    def _write_purged(self, keys: frozenset[str]) -> None:
        write_inside(self.home, self._folder / PURGED, ["".join(f"{key}\n" for key in sorted(keys) if key).encode()])

    def text(self, version: str) -> str:
        """The text with this SHA-256. Raises OSError if it is missing or has changed."""
        text = read_inside(self.home, self.text_path(version)).decode("utf-8", "replace")
        if sha256(text) != version:
            raise OSError(f"{self.text_path(version)} is damaged")
        return text

    def find(self, ref: str) -> Entry | None:
        """The article on the desk that `ref` identifies: key, source, title, or a unique prefix of key or version.

        A key also finds a hidden article.
        """
        if (found := self.entry(ref)) is not None and found.removed is None:
            return found
        entries = self.entries()
        for exact in (
            [e for e in entries if ref in (e.source, e.location)],
            [e for e in entries if e.location == real_path(ref)],
            [e for e in entries if e.title == ref],
        ):
            if exact:
                return exact[0]
        begun = [e for e in entries if ref and (e.key.startswith(ref) or any(_is(v, ref) for v in e.versions))]
        return begun[0] if len(begun) == 1 else None

    def reading(self, version: str, engine: Engine | None = None) -> Article | None:
        """The reading of a version: None if never read, damaged, or made by an engine other than `engine`."""
        try:
            article = parse_reading(read_inside(self.home, self.reading_path(version)))
        except (OSError, ValueError):
            return None
        if article.sha256 != version or (engine is not None and article.engine != engine):
            return None
        return article

    def meta(self, version: str) -> Meta | None:
        """The metadata of a version, without parsing its actors and quotes; None if never read.

        It is found in the bytes: no string of JSON can contain the unescaped quote marks around the name.
        """
        try:
            stored = read_inside(self.home, self.reading_path(version)).decode("utf-8")
            found, _end = parse_beginning(stored, stored.index('"meta": {') + len('"meta": '))
            meta = Meta.from_dict(found)
            check_meta(meta)
            return meta
        except (OSError, ValueError, TypeError, AttributeError):
            article = self.reading(version)
            return article.meta if article else None

    def reading_mark(self, version: str) -> str:
        """Identifies a version's reading: the SHA-256 of its file, "" if there is none."""
        try:
            return hashlib.sha256(read_inside(self.home, self.reading_path(version))).hexdigest()
        except OSError:
            return ""

    def keep_reading(self, key: str, article: Article) -> Entry:
        """Store the reading of a version of the article `key`. Raises OSError, and KeyError for an unknown key."""
        make_folder(self.reading_path(article.sha256).parent)
        write_inside(
            self.home, self.reading_path(article.sha256), [json.dumps(article.to_dict(), ensure_ascii=True).encode()]
        )
        with self._changing():
            return self._with_reading(key, article)

    def _with_reading(self, key: str, article: Article) -> Entry:
        entry = _read(self.home, self.entry_path(key))
        if entry is None:
            raise KeyError(key)
        if article.sha256 != entry.version:
            return entry
        return self._write(
            replace(
                entry,
                title=article.meta.headline or entry.title,
                published=(entry.wire and entry.wire.published) or article.meta.published or entry.published,
                actors=len(article.actors),
                quotes=len(article.quotes),
            )
        )

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Hold the lock on article records, within this process and against others. Raises OSError."""
        with self._lock:
            make_folder(self._folder)
            with locked(self.home, self._folder / ".lock"):
                yield

    def _write(self, entry: Entry) -> Entry:
        make_folder(self._folder)
        wire = entry.wire.to_dict() if entry.wire else None
        stored = {"schema": SCHEMA, **asdict(replace(entry, wire=None)), "wire": wire}
        write_inside(self.home, self.entry_path(entry.key), [json.dumps(stored, indent=1).encode()])
        return entry

    def _files(self) -> Iterator[Path]:
        yield from (self._folder / name for name in sorted(self._names()))

    def _names(self) -> Iterator[str]:
        try:
            with os.scandir(self._folder) as files:
                yield from (file.name for file in files if file.name.endswith(".json") and file.name[0] != ".")
        except OSError:
            return

    def entry_path(self, key: str) -> Path:
        """The file of an article."""
        return self._folder / f"{key}.json"

    def text_path(self, version: str) -> Path:
        """The file of the text with that SHA-256. Raises FileNotFoundError for anything else."""
        return self._folder / "texts" / f"{_checked(version)}.txt"

    def reading_path(self, version: str) -> Path:
        """The file of the reading of that text. Raises FileNotFoundError for anything but a SHA-256."""
        return self._folder / "readings" / f"{_checked(version)}.json"

    def _time(self) -> str:
        return stamp(self._clock())


def _checked(version: str) -> str:
    if len(version) != 64 or not version.isalnum():
        raise FileNotFoundError(f"not a version: {version[:80]!r}")
    return version


def _is(version: Version, ref: str) -> bool:
    return len(ref) >= 4 and version.sha256.startswith(ref)


def _read(home: Path, path: Path) -> Entry | None:
    try:
        return parse_entry(parse(read_inside(home, path)), path.stem)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _unwritable(home: Path) -> str | None:
    """The reason nothing can be stored under `home`, or None. Creates nothing."""
    folder = home
    try:
        while not folder.exists():
            folder = folder.parent
        if not folder.is_dir():
            return f"cannot write to {home}: {folder} is not a folder"
    except OSError as error:
        return f"cannot write to {home}: {why(error)}"
    return None if os.access(folder, os.W_OK | os.X_OK) else f"cannot write to {home}: Permission denied"
