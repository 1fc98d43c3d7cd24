"""The stories named on the command line, or the samples: loaded and read one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui.desk.dashboard.board import NOT_READ, NamedStory
from tui.newsroom.newsroom import Newsroom, Story
from tui.presenters import relative_times
from widgets.panes.desk import DeskTable
from widgets.state import DeskRow

if TYPE_CHECKING:
    from tui.screens.base import AppScreen


class StoryList:
    """The stories of this session by row key, with the work in progress on each. Shows them in the desk's table."""

    def __init__(self, screen: AppScreen, newsroom: Newsroom, stories: Sequence[Story]) -> None:
        self._screen = screen
        self._newsroom = newsroom
        self._stories: dict[str, Story] = {str(i): story for i, story in enumerate(stories)}
        self._states: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._stories)

    @property
    def by_key(self) -> Mapping[str, Story]:
        """The stories by row key, in order, including opened ones of the library."""
        return self._stories

    def named(self) -> dict[str, NamedStory]:
        """The dashboard's view of each story, by row key."""
        from store.catalogue.index_rows import site_of

        found: dict[str, NamedStory] = {}
        for key, story in self._stories.items():
            row = self._row(key)
            missing = story.error or NOT_READ
            found[key] = NamedStory(
                row.title, site_of(row.source), row.time, story.entry.key if story.entry else None, story.article,
                self._newsroom.notes.of(story), missing,
            )  # fmt: skip
        return found

    def replace(self, stories: Sequence[Story]) -> None:
        """List these stories instead."""
        self._stories = {str(i): story for i, story in enumerate(stories)}

    async def find(self, key: str) -> Story | None:
        """The story of a row, or of a row of the library; the same object each time."""
        if key not in self._stories and (story := await self._newsroom.articles.story_of(key)) is not None:
            self._stories[key] = story
        return self._stories.get(key)

    # -- rows ---------------------------------------------------------------------------------------------------------

    def rows(self) -> list[DeskRow]:
        """A row for each story."""
        return [self._row(key) for key in self._stories]

    def _row(self, key: str) -> DeskRow:
        story = self._stories[key]
        entry = story.entry
        article = story.article
        published = article.meta.published if article else entry.published if entry else None
        time = published or (entry.added if entry else "")
        notes = self._newsroom.notes.of(story)
        return DeskRow(
            key=key,
            title=story.title or story.name,
            source=story.source.name if story.source else entry.source if entry else "",
            time=time,
            actors=len(article.actors) if article else entry.actors if entry else None,
            quotes=len(article.quotes) if article else entry.quotes if entry else None,
            notes=len(notes),
            state=self._states.get(key, "") or self._attention(story),
            dated=bool(published),
            when=relative_times.short(time, datetime.now(UTC)) if time else "",
            open_notes=sum(note.status in ("open", "asked") for note in notes if note.type != "reading"),
            late_notes=self._newsroom.notes.overdue_count(story) if notes else 0,
        )

    def _attention(self, story: Story) -> str:
        """What needs the user's attention, in words."""
        from tui.presenters.desk_states import draft, embargo, state, withdrawal

        parts: list[str] = []
        if (wire := story.wire) is not None:
            from store.model.wire import embargo_ends, status_in_words

            parts += [withdrawal(status_in_words(wire)), embargo(embargo_ends(wire, datetime.now(UTC)))]
        if drafts := self._newsroom.notes.drafts_of(story):
            parts.append(draft(drafts[0].time))
        return state(*parts)

    def show(self) -> None:
        """Show the rows."""
        self._screen.query_one(DeskTable).show(self.rows())

    def _update(self, key: str, state: str = "") -> None:
        self._states[key] = state
        if self._screen.is_mounted:
            self._screen.query_one(DeskTable).update_row(self._row(key))

    # -- work ---------------------------------------------------------------------------------------------------------

    async def load_all(self) -> None:
        """Load every story, each with the others of its source below it."""
        for n, key in enumerate(tuple(self._stories), 1):
            self._screen.progress(f"opening article {n} of {len(self._stories)}")
            await self._load(key)

    async def read_all(self) -> None:
        """Read every story that has a text."""
        for n, key in enumerate(self._stories, 1):
            if self._stories[key].text is not None:
                self._screen.progress(f"reading article {n} of {len(self._stories)}")
                await self._read(key)
        self._screen.progress(None)

    async def _load(self, key: str) -> None:
        from store.model.source_names import SourceError
        from store.processes.reader import ReaderError

        story = self._stories[key]
        try:
            await self._newsroom.articles.load(story, self._screen.progress)
        except (SourceError, ReaderError, OSError) as error:
            self._update(key, f"error: {str(error).removeprefix(f'{story.name}: ')}")
            self._screen.say(str(error), "error")
            return
        self._update(key)
        await self._insert_below(key, self._newsroom.articles.take_more(story))

    async def _insert_below(self, key: str, more: Sequence[Story]) -> None:
        """List the other articles of the source of story `key` below it, and load them."""
        if not more:
            return
        items = list(self._stories.items())
        at = list(self._stories).index(key) + 1
        added = {f"{key}.{n}": each for n, each in enumerate(more, 1)}
        self._stories = {**dict(items[:at]), **added, **dict(items[at:])}
        self.show()
        for each in added:
            await self._load(each)

    async def _read(self, key: str) -> None:
        from store.processes.reader import ReaderError

        story = self._stories[key]
        if story.article is None:
            self._update(key, "reading")
            try:
                await self._newsroom.articles.read(story)
            except ReaderError as error:
                self._update(key, f"error: {error}")
                self._screen.say(str(error), "error")
                return
        self._update(key)
