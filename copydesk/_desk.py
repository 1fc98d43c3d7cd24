"""The app's data folder from Python: its articles, their readings, and the notes on them."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from copydesk._article import Article, Quote, of_reading
from copydesk._errors import CopydeskError
from copydesk._reading import examine
from store.disk.home import data_home

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from store.articles.entry import Entry
    from store.articles.library import Library
    from store.catalogue.catalogue import Catalogue
    from store.notes.anchors import Anchor
    from store.notes.note import Note as _Note
    from store.notes.notebook import Notebook


@dataclass(frozen=True, slots=True)
class Note:
    """A note on an article. Times are ISO 8601 in UTC.

    `article` is the article's key; `quote` the note's passage, at `start` to `end` of the text whose SHA-256 is
    `sha256`; all three are None for a note on the whole article. `type` and `status` are those of the app:
    "fact-check", "verified" ...
    """

    uid: str
    article: str
    sha256: str
    body: str
    type: str
    status: str
    tags: tuple[str, ...]
    author: str
    created: str
    updated: str
    due: str | None
    quote: str | None
    start: int | None
    end: int | None

    def to_dict(self) -> dict[str, Any]:
        """The fields, ready for `json.dumps` and for `pandas.DataFrame`."""
        return {name: list(self.tags) if name == "tags" else getattr(self, name) for name in Note.__slots__}


@dataclass(frozen=True, slots=True)
class DeskArticle:
    """An article of the desk, as its list shows it. Times are ISO 8601 in UTC; `sha256` is of the newest text."""

    key: str
    title: str
    source: str
    added: str
    published: str | None
    unread: bool
    sha256: str
    _folder: _Folder = field(repr=False, compare=False)

    @property
    def text(self) -> str:
        """The newest text. Raises CopydeskError if it is missing or damaged."""
        return self._folder.text(self.sha256)

    def read(self) -> Article:
        """The reading, with people's corrections. An unread article is read now, and the reading is not stored.

        Raises CopydeskError.
        """
        return self._folder.read(self)

    def notes(self) -> list[Note]:
        """The notes on it, in text order."""
        return [_public(note) for note in self._folder.notebook.for_article(self.key, self.sha256)]


@dataclass(slots=True)
class _Folder:
    """The state shared by a desk and its articles."""

    library: Library
    notebook: Notebook

    def text(self, version: str) -> str:
        try:
            return self.library.text(version)
        except OSError as error:
            raise CopydeskError(f"the text is missing or damaged: {error}") from error

    def read(self, article: DeskArticle) -> Article:
        from store.notes.corrections import corrected

        version = article.sha256
        reading = self.library.reading(version)
        if reading is None:
            reading = examine(self.text(version), id=article.key, source=article.source)
            reading = replace(reading, sha256=version)
        return of_reading(corrected(reading, self.notebook.for_article(article.key, version)).article)

    def listed(self, entry: Entry) -> DeskArticle:
        unread = entry.opened is None
        return DeskArticle(
            entry.key, entry.title, entry.source, entry.added, entry.published, unread, entry.version, self
        )


class Desk:
    """One data folder, read-only unless `writable`. Use it in a `with`, or `close` it.

    Other sessions, including the app, may have it open at the same time; `refresh` reads their changes.
    """

    def __init__(
        self, home: str | os.PathLike[str] | None = None, *, writable: bool = False, author: str | None = None
    ) -> None:
        """Open the data folder `home`; by default the app's: $COPYDESK_HOME, else the XDG data folder.

        Without `writable` nothing is written, not even an index. With it notes can be added, signed by `author` (by
        default the login name), and a missing folder is created. Raises CopydeskError for a folder that does not exist,
        or whose notes cannot be read.
        """
        from store.articles.library import Library
        from store.notes.notebook import Notebook, NotebookError

        self.home = data_home(home)
        if not writable and not self.home.is_dir():
            raise CopydeskError(f"{self.home}: no such data folder")
        library = Library(self.home)
        self._writable = writable
        self._catalogue: Catalogue | None = None
        try:
            name = (author or getpass.getuser()) if writable else ""
            notebook = Notebook.open(self.home, author=name, announce=writable, read_only=not writable)
        except (NotebookError, OSError) as error:
            raise CopydeskError(str(error)) from error
        self._folder = _Folder(library, notebook)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the folder. Everything is on disk already."""
        self._folder.notebook.close()
        if self._catalogue is not None:
            self._catalogue.close()
            self._catalogue = None

    @property
    def warnings(self) -> tuple[str, ...]:
        """Damage found when the notes were opened, and files set aside, a line each."""
        return tuple(self._folder.notebook.notices)

    def refresh(self) -> None:
        """Read other sessions' changes. Raises CopydeskError."""
        from store.notes.notebook import NotebookError

        try:
            self._folder.notebook.refresh()
        except NotebookError as error:
            raise CopydeskError(str(error)) from error

    # Articles

    def __len__(self) -> int:
        return len(self._folder.library.entries())

    def __iter__(self) -> Iterator[DeskArticle]:
        return iter(self.articles())

    def articles(self, query: str = "") -> list[DeskArticle]:
        """The articles that match `query`, the last added first; all by default.

        The query is that of the desk and of `copydesk list`: `unread source:reuters quotes:lavrov since:7d`. Raises
        CopydeskError for an invalid query.
        """
        entries = self._folder.library.entries()
        if query.strip():
            place = {key: i for i, key in enumerate(self._search(query))}
            entries = sorted((each for each in entries if each.key in place), key=lambda each: place[each.key])
        return [self._folder.listed(entry) for entry in entries]

    def article(self, ref: str) -> DeskArticle:
        """The article with this key, source, title or SHA-256. Raises CopydeskError if there is none."""
        entry = self._folder.library.find(ref)
        if entry is None:
            raise CopydeskError(f"{ref}: no such article in {self.home}")
        return self._folder.listed(entry)

    # Notes

    def notes(
        self,
        query: str = "",
        *,
        article: str | None = None,
        type: str | None = None,
        status: str | None = None,
        tag: str | None = None,
    ) -> list[Note]:
        """The notes that match: `query` are words of body, quote, tags, speaker or title, `article` a key.

        Those of one article are in text order, search results latest first, others oldest first.
        """
        notes: Iterable[_Note]
        if query.strip():
            titles = {entry.key: entry.title for entry in self._folder.library.entries()}
            notes = self._folder.notebook.search(query, titles=titles)
        elif article is not None:
            entry = self._folder.library.entry(article)
            notes = self._folder.notebook.for_article(article, entry.version if entry else None)
        else:
            notes = self._folder.notebook.select()
        wanted = {"type": type, "status": status}
        return [
            _public(note)
            for note in notes
            if all(value is None or getattr(note, name) == value for name, value in wanted.items())
            and (tag is None or tag in note.tags)
            and (not query.strip() or article is None or note.article == article)
        ]

    def add_note(
        self,
        article: str | DeskArticle,
        body: str,
        *,
        on: Quote | tuple[int, int] | None = None,
        type: str = "note",
        tags: Iterable[str] = (),
        due: str | None = None,
    ) -> Note:
        """Add a note durably: on a quote, on the text from start to end, or on the whole article.

        Raises CopydeskError for a desk that is not writable, an unknown article or type, and if the note cannot be
        stored.
        """
        from store.notes.note import LIFECYCLES, About

        self._check_writable()
        found = article if isinstance(article, DeskArticle) else self.article(article)
        known = next((each for each in LIFECYCLES if each == type and each != "reading"), None)
        if known is None:
            raise CopydeskError(f"no type of note is called {type!r}")
        anchor = self._anchor(found, on)
        about = About("article") if anchor is None else About()
        if isinstance(on, Quote):
            who = on.actor
            about = About("quote", on.speaker, who.name if who else None, who.role if who else None, on.cue, on.kind)
        with _Failing():
            note = self._folder.notebook.add(
                article=found.key, version=found.sha256, anchor=anchor, body=body, type=known,
                status=LIFECYCLES[known][0], tags=tags, about=about, due=due,
            )  # fmt: skip
        return _public(note)

    def edit_note(self, uid: str, **changes: Any) -> Note:
        """Change `body`, `type`, `status`, `tags` or `due`. Raises CopydeskError, and TypeError for another field."""
        self._check_writable()
        if unknown := set(changes) - {"body", "type", "status", "tags", "due"}:
            raise TypeError(f"not fields of a note that can be changed: {', '.join(sorted(unknown))}")
        note = self._folder.notebook.get(uid)
        if note is None:
            raise CopydeskError(f"no note {uid}")
        from store.notes.note import LIFECYCLES

        changed = replace(note, **changes)
        if changed.status not in LIFECYCLES.get(changed.type, ()):
            raise CopydeskError(f"a note of type {changed.type!r} cannot be {changed.status!r}")
        with _Failing():
            return _public(self._folder.notebook.edit(uid, base=note, **changes))

    def delete_note(self, uid: str) -> None:
        """Move a note to the trash, where the app and `copydesk notes restore` find it. Raises CopydeskError."""
        self._check_writable()
        with _Failing():
            self._folder.notebook.delete(uid)

    # Inside

    def _check_writable(self) -> None:
        if not self._writable:
            raise CopydeskError("this desk is open read-only: copydesk.Desk(home, writable=True)")
        if self._folder.notebook.read_only is not None:
            raise CopydeskError(self._folder.notebook.read_only)

    def _anchor(self, article: DeskArticle, on: Quote | tuple[int, int] | None) -> Anchor | None:
        from extract.span import Span
        from store.notes.anchors import Anchor

        if on is None:
            return None
        start, end = (on.start, on.end) if isinstance(on, Quote) else on
        try:
            return Anchor.of(article.text, Span(start, end))
        except ValueError as error:
            raise CopydeskError(str(error)) from error

    def _search(self, query: str) -> list[str]:
        from store.catalogue.catalogue import Catalogue, CatalogueError
        from store.catalogue.query import parse
        from store.catalogue.searches import expand, load

        now = datetime.now(UTC)
        parsed = parse(expand(query, load(self.home)), now.astimezone())
        if parsed.faults:
            raise CopydeskError(parsed.faults[0])
        try:
            if self._catalogue is None:
                self._catalogue = Catalogue(self.home, self._folder.library, in_memory=not self._writable)
            self._catalogue.refresh()
            while self._catalogue.index(100):
                pass
            self._catalogue.take_notes(self._folder.notebook.all())
            return self._catalogue.search(parsed, now)
        except CatalogueError as error:
            raise CopydeskError(str(error)) from error


class _Failing:
    """Turns a NotebookError in its block into a CopydeskError."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        from store.notes.notebook import NotebookError

        if isinstance(error, NotebookError):
            raise CopydeskError(str(error)) from error


def _public(note: _Note) -> Note:
    anchor = note.anchor
    exact, start, end = (anchor.exact, anchor.start, anchor.end) if anchor else (None, None, None)
    return Note(
        note.uid, note.article, note.version, note.body, note.type, note.status, note.tags, note.author, note.created,
        note.updated, note.due, exact, start, end,
    )  # fmt: skip
