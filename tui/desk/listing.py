"""The desk's list of the library: rows ready to draw, updated in a thread, and searches over them.

The screen asks for the newest first, so that something shows at once, then for everything. Thousands of rows are made
in the thread; the event loop only puts them in order.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from tui.presenters import relative_times
from tui.presenters.desk_states import embargo, state, withdrawal
from widgets.panes.desk import desk_row
from widgets.state import DeskRow
from widgets.tables.columns import Row

if TYPE_CHECKING:
    from store.articles.library import Library
    from store.catalogue.catalogue import Catalogue
    from store.catalogue.listed import Listed
    from store.notes.notebook import Notebook

FIRST_ROWS = 200
"""Rows of the first look."""
INDEX_STEP_ARTICLES = 20
"""Articles whose words are indexed before anything else gets the processor."""


class Listing:
    """The library of one desk. Methods may take long: call them in threads, where they wait for each other.

    Each raises CatalogueError if the index cannot be used.
    """

    def __init__(self, library: Library, notebook: Notebook | None, catalogue: Catalogue, due_days: int = 1) -> None:
        """An open fact-check without a deadline is due after `due_days` days."""
        self._due_days = due_days
        self._library = library
        self._notebook = notebook
        self.catalogue = catalogue
        self._rows: dict[str, Row] = {}
        self._on_desk: dict[str, bool] = {}
        self._waiting: Mapping[str, tuple[int, str]] = {}
        self._late: Mapping[str, int] = {}
        self._today: date | None = None
        self._seq = 0
        self._lock = threading.Lock()
        self.line = ""
        """The current search, expanded; empty for all articles."""
        self.faults: tuple[str, ...] = ()

    def first(self) -> list[Row]:
        """The newest rows."""
        return [desk_row(_shown(each)) for each in self.catalogue.newest(FIRST_ROWS)]

    def update(self, waiting: Mapping[str, str], *, notes: bool) -> bool:
        """Update the rows from changes in the library and, with `notes`, in the notes, all of which are checked.

        `waiting` has, by article's key, what needs the user's attention. Returns whether any row changed.
        """
        with self._lock:
            return self._update(waiting, notes=notes)

    def _update(self, waiting: Mapping[str, str], *, notes: bool) -> bool:
        changed = self.catalogue.refresh()
        if self._notebook is not None and (notes or changed):
            changed = self.catalogue.take_notes(self._notebook.all()) or changed
            self._late = self._late_notes()
        today = datetime.now().astimezone().date()
        if today != self._today:  # "09:10" becomes a date on another day
            self._today, self._seq = today, 0
        words = {key: (self._late.get(key, 0), waiting.get(key, "")) for key in {*self._late, *waiting}}
        fresh = self.catalogue.changed(self._seq)
        turned = {key for key in {*words, *self._waiting} if words.get(key) != self._waiting.get(key)}
        self._waiting = words
        rows = {each.key: each for each in self.catalogue.listed(sorted(turned))}
        rows.update((each.key, each) for each in fresh)
        for key, listed in rows.items():
            self._rows[key] = desk_row(_shown(listed, *words.get(key, (0, ""))))
            self._on_desk[key] = not listed.shelf
        self._seq = max((each.seq for each in fresh), default=self._seq)
        return changed or bool(rows)

    def _late_notes(self) -> dict[str, int]:
        """The number of overdue notes of each article."""
        if self._notebook is None:
            return {}
        from store.notes.deadlines import overdue

        now = datetime.now(UTC)
        counts: dict[str, int] = {}
        for note in self._notebook.all():
            if note.due is not None and overdue(note, now):
                counts[note.article] = counts.get(note.article, 0) + 1
        return counts

    def search(self, line: str) -> list[Row]:
        """The rows that match the query `line`, the newest first."""
        from store.catalogue.query import parse

        now = datetime.now(UTC)
        query = parse(line, now.astimezone(), self._due_days)
        self.faults = query.faults
        rows = self._rows
        return [row for key in self.catalogue.search(query, now) if (row := rows.get(key)) is not None]

    def index(self) -> int:
        """Index the words of some articles; returns how many are left."""
        return self.catalogue.index(INDEX_STEP_ARTICLES)

    def close(self) -> None:
        """Close the index, after its current use."""
        with self._lock:
            self.catalogue.close()

    @property
    def total(self) -> int:
        """The number of articles on the desk."""
        return sum(self._on_desk.values())


def _shown(listed: Listed, late: int = 0, draft: str = "") -> DeskRow:
    ends = _embargo(listed)
    grave = state(withdrawal(listed.status), embargo(ends))
    return DeskRow(
        key=listed.key,
        title=listed.title,
        source=_host(listed.source),
        time=listed.time,
        actors=listed.actors,
        quotes=listed.quotes,
        notes=listed.notes,
        state=state(grave, draft) or _less_grave(listed),
        unread=listed.unread,
        dated=bool(listed.dated),
        when=relative_times.short(listed.time, datetime.now(UTC)),
        open_notes=listed.open_notes,
        late_notes=late,
        alarm=bool(grave),
    )


def _less_grave(listed: Listed) -> str:
    if listed.shelf:
        return "hidden" if listed.shelf == 1 else "removed"
    if listed.changed:
        return "changed"
    return f"same story ×{listed.retelling_count + 1}" if listed.retelling_count else ""


def _host(source: str) -> str:
    """The host of a URL, or the file name of a path: there is no room for more."""
    _scheme, found, rest = source.partition("://")
    return rest.partition("/")[0].removeprefix("www.") if found else source.rpartition("/")[2] or source


def _embargo(listed: Listed) -> datetime | None:
    if listed.embargo is None:
        return None
    from store.model.wire import Wire, embargo_ends

    return embargo_ends(Wire(embargo=listed.embargo), datetime.now(UTC))


async def open_listing(library: Library, notebook: Notebook | None, due_days: int = 1) -> Listing:
    """The listing of a data folder. Raises CatalogueError."""
    from store.catalogue.catalogue import Catalogue

    catalogue = await asyncio.to_thread(Catalogue, library.home, library)
    return Listing(library, notebook, catalogue, due_days)


def summary(shown: Sequence[Row], listing: Listing, line: str) -> str:
    """The status line's text for a search."""
    if listing.faults:
        return listing.faults[0]
    return f"{len(shown):,} of {listing.total:,} articles: {line}" if line else f"{listing.total:,} articles"
