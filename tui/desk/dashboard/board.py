"""The dashboard's data, made in threads: from the index for the library, from the stories for named sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from extract.span import Span
from tui.presenters import relative_times
from tui.presenters.dashboard_rows import due_key, due_rows, due_summary, preview_rows, speaker_rows, view_rows
from widgets.desk.due_table import DueRow
from widgets.desk.preview_lines import PreviewRows
from widgets.desk.views_table import ViewRow

if TYPE_CHECKING:
    from extract.types import Article
    from store.articles.library import Library
    from store.catalogue.catalogue import Catalogue
    from store.catalogue.due import Due
    from store.catalogue.previews import Preview
    from store.notes.note import Note
    from store.notes.notebook import Notebook
    from widgets.tables.speaker_bars import VoiceRow

MAX_NOTES = 50
MAX_STORIES = 5
MAX_CHECKS = 6
NOT_READ = "Not read yet: who speaks is known in a moment."


@dataclass(frozen=True, slots=True)
class BoardRows:
    """The rows of the panes. `targets`: the article, and the note if there is one, of each due row."""

    due: Sequence[DueRow] = ()
    due_summary: str = ""
    targets: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    views: Sequence[ViewRow] = ()
    sources: Sequence[ViewRow] = ()
    feeds: Sequence[str] = ()
    next_check: str = ""

    @property
    def unread(self) -> int:
        """The number of unread articles on the desk."""
        return self.views[0].unread if self.views else 0


@dataclass(frozen=True, slots=True)
class Shown:
    """The preview of an article, and the place of each of its quotes in the text."""

    rows: PreviewRows
    title: str
    unread: bool = False
    spans: Sequence[Span] = ()


class Board(Protocol):
    """Supplies the panes' rows. All methods may take long: call them in threads."""

    def renew(self) -> BoardRows:
        """The current rows."""

    def speakers(self) -> Sequence[VoiceRow]:
        """Who speaks in the recent articles; empty if that is not known."""

    def preview(self, key: str) -> Shown | None:
        """The article of a row of the list; None if there is none."""

    @property
    def has_notes(self) -> bool:
        """Whether the notes have been loaded."""

    def checks(self, key: str) -> Sequence[tuple[str, str]]:
        """What the publish gate finds in the article by itself: a sign and a line each. Reads the article."""


class LibraryBoard:
    """The rows of the library's desk, from its index. All methods but `checks` raise CatalogueError."""

    def __init__(
        self,
        catalogue: Catalogue,
        library: Library,
        notebook: Notebook | None,
        *,
        due_days: int,
        refresh_minutes: float,
    ) -> None:
        self._catalogue = catalogue
        self._library = library
        self._notebook = notebook
        self._home = library.home
        self._due_days = due_days
        self._refresh_minutes = refresh_minutes

    def renew(self) -> BoardRows:
        """Due items, views, sources and feeds."""
        from store.catalogue.due import due
        from store.catalogue.searches import load
        from store.catalogue.views import sites, views

        now = datetime.now(UTC)
        with self._catalogue.ask() as base:
            found = due(base, now, self._due_days)
        shown = view_rows(views(self._catalogue, load(self._home), now, self._due_days))
        feeds, following = feed_lines(self._home, self._refresh_minutes, now)
        return BoardRows(
            due_rows(found, now), due_summary(found, now), _targets(found), shown,
            view_rows(sites(self._catalogue)), feeds, following,
        )  # fmt: skip

    def speakers(self) -> Sequence[VoiceRow]:
        """Who speaks in the articles of the last days."""
        from store.catalogue.recent_speakers import recent_speakers

        with self._catalogue.ask() as base:
            return speaker_rows(recent_speakers(base, datetime.now(UTC)))

    def preview(self, key: str) -> Shown | None:
        """The article with this key."""
        from store.catalogue import note_rows
        from store.catalogue.previews import preview

        listed = self._catalogue.listed([key])
        if not listed:
            return None
        (here,) = listed
        with self._catalogue.ask() as base:
            found = preview(base, key)
            notes = note_rows.of_article(base, key, MAX_NOTES)
            versions = base.execute("SELECT versions FROM articles WHERE key = ?", (key,)).fetchone()
        others = [other for other, _share in self._catalogue.similar(key)] if here.retelling_count else []
        now = datetime.now(UTC)
        stories = [
            f"{each.site}  {relative_times.short(each.time, now)}  {each.title}"
            for each in self._catalogue.listed(others[:MAX_STORIES])
        ]
        rows = preview_rows(
            key, found, notes, now, site=here.site, time=here.time if here.dated else "",
            versions=int(versions[0]) if versions else 1, stories=stories,
            missing="" if found is not None else NOT_READ,
        )  # fmt: skip
        return Shown(rows, here.title, bool(here.unread), _spans(found))

    @property
    def has_notes(self) -> bool:
        """Whether the notes have been loaded."""
        return self._notebook is not None

    def checks(self, key: str) -> Sequence[tuple[str, str]]:
        """The findings of the article with this key; those that need other articles or evidence are left out."""
        from store.check.tomlfile import FileError
        from tui.jobs.publish_check import own_findings

        entry = self._library.entry(key)
        if entry is None or entry.quotes is None or self._notebook is None:
            return []
        try:
            found = own_findings(self._library, self._notebook, entry)
        except (OSError, FileError) as error:
            return [("!", str(error))]
        signs = {"error": "!!", "warning": "!"}
        return [(signs[each.severity], each.message) for each in found if each.severity in signs][:MAX_CHECKS]


@dataclass(frozen=True, slots=True)
class NamedStory:
    """The board's view of a named story: `key` is its article's, `article` None if it was not read."""

    title: str
    site: str
    time: str
    key: str | None
    article: Article | None
    notes: Sequence[Note]
    missing: str = NOT_READ


class StoriesBoard:
    """The rows of a desk of named sources: their due notes, no views."""

    def __init__(self, stories: Mapping[str, NamedStory], notebook: Notebook | None, due_days: int) -> None:
        """`stories` are the current stories by row key."""
        self._stories = stories
        self._notebook = notebook
        self._due_days = due_days

    def renew(self) -> BoardRows:
        """The due items in the named articles."""
        from store.catalogue.due import due_of

        now = datetime.now(UTC)
        titles = {story.key: story.title for story in self._stories.values() if story.key is not None}
        notes = self._notebook.all() if self._notebook is not None else []
        found = due_of(notes, titles, now, self._due_days)
        return BoardRows(due_rows(found, now), due_summary(found, now), _targets(found))

    def speakers(self) -> Sequence[VoiceRow]:
        """Nothing: named articles are of any date."""
        return []

    def preview(self, key: str) -> Shown | None:
        """The story of a row, also by its article's key."""
        from store.catalogue.note_rows import rows_of
        from store.catalogue.previews import preview_of

        named = (story for story in self._stories.values() if story.key == key)
        story = self._stories.get(key) or next(named, None)
        if story is None:
            return None
        found = preview_of(story.article) if story.article is not None else None
        rows = preview_rows(
            key, found, rows_of(story.notes), datetime.now(UTC), site=story.site, time=story.time,
            missing="" if found is not None else story.missing,
        )  # fmt: skip
        return Shown(rows, story.title, spans=_spans(found))

    @property
    def has_notes(self) -> bool:
        """Whether the notes have been loaded."""
        return True

    def checks(self, key: str) -> Sequence[tuple[str, str]]:
        """Nothing: these articles are not all stored yet."""
        return []


def _targets(found: Sequence[Due]) -> dict[str, tuple[str, str | None]]:
    return {due_key(each): (each.article, each.note) for each in found}


def _spans(preview: Preview | None) -> list[Span]:
    return [Span(quote.start, quote.end) for quote in preview.quotes] if preview is not None else []


def feed_lines(home: Path, refresh_minutes: float, now: datetime) -> tuple[list[str], str]:
    """The state of the feeds in a few lines, and the time of the last check in one; empty without feeds."""
    from store.catalogue.index_rows import site_of
    from store.feeds.subscriptions import Subscriptions

    try:
        feeds = Subscriptions(home).all()
    except (OSError, ValueError) as error:
        return [str(error)], ""
    if not feeds:
        return [], ""
    failing = [feed for feed in feeds if feed.fault]
    lines = [f"{len(feeds)} {'feed' if len(feeds) == 1 else 'feeds'}{f', {len(failing)} failing' if failing else ''}"]
    lines += [f"! {site_of(feed.url)}: {feed.fault.rpartition(': ')[2]}" for feed in failing[:2]]
    last = max((feed.looked or feed.fetched for feed in feeds), default="")
    checked = relative_times.parsed(last)
    if checked is None:
        return lines, ""
    following = checked + timedelta(minutes=refresh_minutes)
    lines += ["", f"last check {checked:%H:%M %Z}", f"next check {following:%H:%M}"]
    return lines, f"feeds checked {checked:%H:%M}, next {following:%H:%M %Z}"
