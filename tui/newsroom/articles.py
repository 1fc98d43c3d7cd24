"""The articles of the desk: fetches, stores, reads and corrects them. The only writer to a `Story`.

Disk access runs in a thread, and the reader in its own process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.config.log import log
from tui.newsroom.fetching import Fetching
from tui.newsroom.sessions import News
from tui.newsroom.story import Story

if TYPE_CHECKING:
    from extract import Article
    from store.articles.entry import Entry
    from store.articles.sources import Loaded, Source
    from store.notes.note import Note
    from store.processes.parser import Sandbox
    from store.processes.reader import ReaderProcess
    from tui.newsroom.options import Options
    from tui.newsroom.reading_places import Place
    from tui.newsroom.stores import Stores

Progress = Callable[[str | None], None]
"""Shows the progress of long work, in one line; None when it is finished."""


class Articles:
    """Loads and reads stories; starts the parser and the reader process on first use."""

    def __init__(
        self,
        stores: Stores,
        options: Options,
        log_file: Path,
        *,
        publish: Callable[[News], None],
        notes_of: Callable[[Story], list[Note]],
    ) -> None:
        """`publish` receives messages for the user; `notes_of` returns a story's notes, for its corrections."""
        self.fetching = Fetching(stores.home, allow_private=options.allow_private)
        self._stores = stores
        self._options = options
        self._log_file = log_file
        self._publish = publish
        self._notes_of = notes_of
        self._parser: Sandbox | None = None
        self._reader: ReaderProcess | None = None
        self._reading = asyncio.Lock()

    # -- what there is ------------------------------------------------------------------------------------------------

    async def stored(self) -> list[Story]:
        """The articles of the library, newest first."""
        library = await self._stores.library()
        return [_story(entry) for entry in await asyncio.to_thread(library.entries)]

    async def story_of(self, key: str) -> Story | None:
        """The stored article with this key."""
        library = await self._stores.library()
        entry = await asyncio.to_thread(library.entry, key)
        return None if entry is None else _story(entry)

    async def title_of(self, key: str) -> str:
        """The title of the article with this key; "" for none."""
        story = await self.story_of(key)
        return story.title if story is not None else ""

    def may_arrive(self) -> bool:
        """Whether articles can arrive by themselves: from feeds or a watched folder. Accesses the disk."""
        return self._options.drop_folder is not None or (self._stores.home / "feeds.json").exists()

    # -- where the user is --------------------------------------------------------------------------------------------

    async def opened(self, story: Story) -> None:
        """Mark the story as read by a user, if it is not yet."""
        library = await self._stores.library()
        if story.entry is None or story.entry.opened is not None or library.read_only:
            return
        try:
            await asyncio.to_thread(library.mark_opened, story.entry.key)
        except OSError as error:
            log.error("cannot mark %s as opened: %s", story.name, error)

    async def left(self, story: Story, pane: str, offset: int, seen: tuple[str, ...] = ()) -> None:
        """Save the user's place in the story: the pane, and the code point at the top of the screen."""
        places = self._stores.places
        if places is not None and story.entry is not None and self._stores.read_only is None:
            from tui.newsroom.reading_places import Place

            await asyncio.to_thread(places.leave, story.entry.key, Place(pane, offset, story.entry.version, seen))

    def place_in(self, story: Story) -> Place | None:
        """The user's last place in this text of the story."""
        places = self._stores.places
        return None if places is None or story.entry is None else places.of(story.entry.key, story.entry.version)

    # -- loading ------------------------------------------------------------------------------------------------------

    def load_early(self, story: Story, *, alone: bool) -> list[Story]:
        """Read standard input before the screen takes the keyboard, and a single file so that it is painted at once.

        A format that may hold many articles is parsed at once too, since that decides between the article and the desk.
        Returns the stories after the first. Blocks. Raises SourceError.
        """
        assert story.source is not None
        if not (story.source.kind == "stdin" or (alone and story.source.kind == "file")):
            return []
        from store.articles.sources import load
        from store.formats.detect import MULTI_ARTICLE_FORMATS

        story.loaded = load(story.source, self._options.max_bytes)
        others: list[Story] = []
        if story.loaded.raw is not None and story.loaded.raw.format in MULTI_ARTICLE_FORMATS:
            first, *rest = self.parser().articles(story.loaded, fix_encoding=self._options.fix_encoding)
            story.loaded, others = first, stories_in(rest)
        if story.loaded.raw is None and not self._options.fix_encoding:
            story.take(story.loaded.text, story.loaded.title)
        return others

    async def load(self, story: Story, progress: Progress, *, pages: bool = True) -> None:
        """Load the story's text and store it. Raises SourceError, ReaderError or OSError, and records it in the story.

        `pages`: for a feed's item that has only a summary, the page is fetched.
        """
        from store.model.source_names import SourceError
        from store.processes.reader import ReaderError

        try:
            await self._load(story, progress, pages=pages)
        except (SourceError, ReaderError, OSError) as error:
            story.error = str(error)
            raise

    async def _load(self, story: Story, progress: Progress, *, pages: bool) -> None:
        if story.text is None:
            if story.entry is not None:
                await self._load_stored(story, story.entry, progress, pages=pages)
            else:
                await self._load_source(story, progress)
        await asyncio.to_thread(story.cut)
        if story.entry is None and story.loaded is not None and story.text is not None:
            await self._keep(story, story.loaded)

    async def _load_stored(self, story: Story, entry: Entry, progress: Progress, *, pages: bool) -> None:
        from store.model.source_names import SourceError

        library = await self._stores.library()
        if pages and entry.page is not None:
            try:
                story.loaded = await self._load_page(entry, progress)
            except SourceError as error:
                self._publish(News(notices=(f"{error}; this is what the feed has",)))
            else:
                story.take(story.loaded.text, story.loaded.title)
                story.entry, story.completed = None, True  # to be stored again
                return
        text = await asyncio.to_thread(library.text, entry.version)
        story.take(text, entry.title)

    async def _load_page(self, entry: Entry, progress: Progress) -> Loaded:
        """The page of a feed's item, as the newest version of the same article. Raises SourceError."""
        from store.web.pages import url_slug

        assert entry.page is not None
        parser = self.parser()
        page = await self.fetching.page(
            entry.page,
            progress,
            limit_bytes=parser.limits.bytes,
            limit_seconds=self._options.timeout_seconds,
            named=False,
        )
        progress(f"finding the article in {entry.page}")
        found = (await asyncio.to_thread(parser.articles, page))[0]
        progress(None)
        return replace(found, id=url_slug(entry.location), source=entry.source, location=entry.location)

    async def _load_source(self, story: Story, progress: Progress) -> None:
        from store.articles.sources import load

        options = self._options
        loaded = story.loaded
        if loaded is None:
            assert story.source is not None
            if story.source.kind == "url":
                loaded = await self.fetching.page(
                    story.source.name, progress, limit_bytes=options.max_bytes, limit_seconds=options.timeout_seconds
                )
            else:
                loaded = await asyncio.to_thread(load, story.source, options.max_bytes)
        if loaded.raw is not None or options.fix_encoding:
            progress(f"finding the article in {story.name}")
            loaded, *others = await asyncio.to_thread(self.parser().articles, loaded, fix_encoding=options.fix_encoding)
            story.more = stories_in(others)
        story.loaded = loaded
        story.take(loaded.text, loaded.title)
        progress(None)

    def take_more(self, story: Story) -> list[Story]:
        """Take the other articles of the story's source out of the story."""
        more, story.more = story.more, []
        return more

    def parser(self) -> Sandbox:
        """The parser for anything but plain text; created on first use."""
        if self._parser is None:
            from store.formats.limits import Limits
            from store.processes.parser import Sandbox

            self._parser = Sandbox(Limits.of(self._options.max_megabytes, self._options.empty_embargo_is_none))
        return self._parser

    async def _keep(self, story: Story, loaded: Loaded) -> None:
        library = await self._stores.library()
        try:
            story.entry = await asyncio.to_thread(library.keep, loaded, title=story.title)
        except OSError as error:
            log.error("cannot keep %s: %s", story.name, error)
            story.entry = await asyncio.to_thread(library.find, loaded.location or loaded.source)

    # -- reading ------------------------------------------------------------------------------------------------------

    async def read(self, story: Story) -> Article:
        """The story's actors and quotes: the stored reading, else read now. Raises ReaderError (one line)."""
        assert story.text is not None
        stored = await self._stored_reading(story)
        if stored is None:
            async with self._reading:
                stored = await self._stored_reading(story)  # it may have been read ahead in the meantime
                if stored is None:
                    source = story.loaded.source if story.loaded else story.name
                    id = story.loaded.id if story.loaded else story.name
                    stored = await self.reader().read(story.text, id=id, source=source)
                    await self._keep_reading(story, stored)
        if story.loaded and story.loaded.warnings:
            stored = replace(stored, warnings=(*story.loaded.warnings, *stored.warnings))
        story.article = story.reading = stored
        story.blocks = stored.blocks
        await asyncio.to_thread(self.correct, story)
        return story.article

    def correct(self, story: Story) -> bool:
        """Apply people's corrections to the story's reading; returns whether the displayed article changed."""
        if story.reading is None:
            return False
        from store.notes.corrections import corrected

        before = story.article, story.human
        result = corrected(story.reading, self._notes_of(story))
        story.article, story.human = result.article, result.human
        return (story.article, story.human) != before

    async def _stored_reading(self, story: Story) -> Article | None:
        library = self._stores.open_library
        if story.entry is None or library is None:
            return None
        from extract.engine import ENGINE

        return await asyncio.to_thread(library.reading, story.entry.version, ENGINE)

    async def _keep_reading(self, story: Story, article: Article) -> None:
        library = self._stores.open_library
        if story.entry is None or library is None:
            return
        try:
            story.entry = await asyncio.to_thread(library.keep_reading, story.entry.key, article)
        except OSError as error:
            log.error("cannot keep the reading of %s: %s", story.name, error)

    async def version_text(self, version: str) -> str:
        """The text of a stored version (SHA-256). Raises OSError."""
        library = await self._stores.library()
        return await asyncio.to_thread(library.text, version)

    async def read_version(self, story: Story, version: str) -> Article:
        """The reading of a stored version of the story: read before, else now. Raises OSError, ReaderError."""
        from extract.engine import ENGINE

        text = await self.version_text(version)
        library = await self._stores.library()
        assert story.entry is not None
        article = await asyncio.to_thread(library.reading, version, ENGINE)
        if article is None:
            async with self._reading:
                article = await self.reader().read(text, id=story.entry.key, source=story.entry.source)
            await self._keep_reading(story, article)
        return article

    def reader(self) -> ReaderProcess:
        """The process that reads articles; started on first use."""
        if self._reader is None:
            from store.processes.reader import ReaderProcess

            def on_state(state: str, detail: str = "") -> None:
                log.info("reader %s %s", state, detail)

            self._reader = ReaderProcess(on_state=on_state, log_file=self._log_file)
        return self._reader

    async def close(self) -> None:
        """End the reader and the parser."""
        if self._reader is not None:
            await self._reader.close()
        if self._parser is not None:
            self._parser.close()


def _story(entry: Entry) -> Story:
    return Story(name=entry.title, entry=entry, title=entry.title)


def stories_in(articles: Sequence[Loaded]) -> list[Story]:
    """A story for each article in a source."""
    stories = [Story(name=article.source, loaded=article) for article in articles]
    for story, article in zip(stories, articles, strict=True):
        story.take(article.text, article.title)
    return stories


def stories_of(sources: Sequence[Source]) -> list[Story]:
    """A story for each source the user named."""
    return [Story(name=source.name, source=source) for source in sources]
