"""What the screens ask of the store and the reader, in one place that knows no screen.

Everything that touches disk runs in a thread and everything that reads an article in the worker process; the coroutines
here are awaited on the event loop of whoever calls. Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.config.log import log
from tui.newsroom.drafts import DraftWriter
from tui.newsroom.fetching import Fetching
from tui.newsroom.notes import DeskNotes
from tui.newsroom.sessions import News, Watch
from tui.newsroom.story import Story

if TYPE_CHECKING:
    from extract import Actor, Article
    from store.articles.entry import Entry
    from store.articles.library import Library
    from store.articles.sources import Loaded, Source
    from store.notes.notebook import Draft, Notebook
    from store.processes.parser import Sandbox
    from store.processes.reader import ReaderProcess
    from tui.newsroom.reading_places import Place, Places
    from tui.presenters.desk_rows import Targets
    from widgets.tables.across import DeskNoteRow, EvidenceRow

__all__ = ["Newsroom", "Progress", "Story", "stories_of"]

Progress = Callable[[str | None], None]


@dataclass(slots=True)
class Newsroom(DeskNotes):
    """One user's desk: the library, the notebook and the reader process, each started when first needed.

    `exports` is the folder for Markdown; None: `exports` in the data folder. `on_reader` is told the reader's state in
    words for the screen; None when there is nothing to tell. `on_news` is told what others did to the notes, and what
    the user should see once. `recovered` are drafts that sessions which are gone have left, the latest first. `largest`
    is the longest file in megabytes; `mend` says that mojibake is to be undone; `timeout` is how long a page may take;
    `minutes` is how often the feeds are looked at, `drop` a folder whose new files come to the desk.
    """

    home: Path
    author: str
    log_file: Path
    allow_private: bool = False
    exports: Path | None = None
    on_reader: Progress = lambda _text: None
    on_news: Callable[[News], None] = lambda _news: None
    recovered: list[Draft] = field(default_factory=list)
    drafts: DraftWriter = field(init=False)
    watch: Watch | None = None
    places: Places | None = None
    largest: int = 20
    mend: bool = False
    timeout: float = 30.0
    minutes: float = 15.0
    drop: Path | None = None
    fetching: Fetching = field(init=False)
    _refused: str = ""
    _sandbox: Sandbox | None = None
    _library: Library | None = None
    _notebook: Notebook | None = None
    _reader: ReaderProcess | None = None
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)
    _made: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.fetching = Fetching(self.home, allow_private=self.allow_private)
        self.drafts = DraftWriter(self._put_draft, lambda fault: self.on_news(News(told=(fault,))))

    async def open(self) -> None:
        """Open library and notebook. Safe to call often; never fails, `read_only` says what is wrong."""
        async with self._opening:
            if self._library is None:
                self._notebook, self.recovered = await asyncio.to_thread(self._open_notes)
                self._library = await asyncio.to_thread(self._open_library)
                if self._notebook is not None:
                    self.watch = Watch(self._notebook, lambda news: self.on_news(news))
                    self.watch.start()

    async def _notes(self) -> Notebook:
        """The open notebook. Raises NotebookError where it cannot be opened."""
        from store.notes.notebook import NotebookError

        await self.open()
        if self._notebook is None:
            raise NotebookError(self._refused)
        return self._notebook

    async def note_rows(self) -> tuple[list[DeskNoteRow], Targets]:
        """Every note of the desk, last changed first, and where each leads."""
        from tui.presenters.desk_rows import note_rows

        await self.open()
        assert self._library is not None
        return await asyncio.to_thread(note_rows, self._library, self._notebook) if self._notebook else ([], {})

    async def evidence_rows(self, story: Story, actor: Actor) -> tuple[list[EvidenceRow], Targets]:
        """What an actor of the story said in the desk's other articles, and where each row leads."""
        from tui.presenters.desk_rows import evidence_rows

        await self.open()
        assert self._library is not None
        return await asyncio.to_thread(evidence_rows, self._library, actor, story.entry.key if story.entry else None)

    async def story_of(self, key: str) -> Story | None:
        """The kept article with this key."""
        library, _notebook = await self.stores()
        entry = await asyncio.to_thread(library.entry, key)
        return None if entry is None else Story(name=entry.title, entry=entry, title=entry.title)

    async def stores(self) -> tuple[Library, Notebook | None]:
        """The library, and the notebook where it can be opened."""
        await self.open()
        assert self._library is not None
        return self._library, self._notebook

    def expects_articles(self) -> bool:
        """Whether articles come by themselves: from feeds or a watched folder. Looks at the disk."""
        return self.drop is not None or (self.home / "feeds.json").exists()

    async def opened(self, story: Story) -> None:
        """Note that the user reads the story, if nobody has yet."""
        library, _notebook = await self.stores()
        if story.entry is None or story.entry.opened is not None or library.read_only:
            return
        try:
            await asyncio.to_thread(library.mark_opened, story.entry.key)
        except OSError as error:
            log.error("cannot mark %s as opened: %s", story.name, error)

    async def left(self, story: Story, pane: str, offset: int) -> None:
        """Remember where the user was in the story when leaving it."""
        if self.places is not None and story.entry is not None and self.read_only is None:
            from tui.newsroom.reading_places import Place

            place = Place(pane, offset, story.entry.version)
            await asyncio.to_thread(self.places.leave, story.entry.key, place)

    def place_in(self, story: Story) -> Place | None:
        """Where the user was in this text of the story the last time."""
        if self.places is None or story.entry is None:
            return None
        return self.places.of(story.entry.key, story.entry.version)

    def _open_library(self) -> Library:
        from store.catalogue.open import open_library
        from tui.newsroom.reading_places import Places

        self.places = Places(self.home, self.author)
        self.places.load()
        return open_library(self.home)

    def _open_notes(self) -> tuple[Notebook | None, list[Draft]]:
        from store.notes.notebook import Notebook, NotebookError
        from tui.newsroom import editor_leftovers as left_behind

        try:
            notebook = Notebook.open(self.home, author=self.author)
        except NotebookError as error:
            self._refused = str(error)
            return None, []
        drafts = []
        for draft in notebook.recovered():
            notes = notebook.for_article(str(draft.extra.get("article")))
            if any(note.body == draft.text and note.updated >= draft.time for note in notes):
                notebook.forget(draft)  # the session ended between saving the note and dropping the draft
            else:
                drafts.append(draft)
        left, told = left_behind.found(self.home, self.author)
        if left:
            drafts += left_behind.not_saved(left, {note.body for note in notebook.all()})
        notebook.notices.extend(told)
        return notebook, drafts

    @property
    def read_only(self) -> str | None:
        """Why nothing can be kept, in one line; None when all is well or nothing is open yet."""
        notebook = self._notebook.read_only if self._notebook else self._refused
        return notebook or (self._library.read_only if self._library else None)

    async def kept(self) -> list[Story]:
        """The articles of the library, newest first."""
        await self.open()
        assert self._library is not None
        entries = await asyncio.to_thread(self._library.entries)
        return [Story(name=entry.title, entry=entry, title=entry.title) for entry in entries]

    async def load(self, story: Story, progress: Progress, *, pages: bool = True) -> None:
        """Get the story's text and keep it. Raises SourceError or ReaderError, one line each.

        `pages`: of an item of which a feed has a summary only, the page is fetched.
        """
        if story.text is None:
            if story.entry is not None:
                await self._load_kept(story, story.entry, progress, pages=pages)
            else:
                await self._load_source(story, progress)
        await asyncio.to_thread(story.cut)
        if story.entry is None and story.loaded is not None and story.text is not None:
            await self._keep(story, story.loaded)

    async def _load_kept(self, story: Story, entry: Entry, progress: Progress, *, pages: bool) -> None:
        from store.model.source_names import SourceError

        await self.open()
        assert self._library is not None
        if pages and entry.page is not None:
            try:
                story.loaded = await self._whole(entry, progress)
            except SourceError as error:
                self.on_news(News(told=(f"{error}; this is what the feed has",)))
            else:
                story.take(story.loaded.text, story.loaded.title)
                story.entry, story.completed = None, True  # to be kept anew
                return
        text = await asyncio.to_thread(self._library.text, entry.version)
        story.take(text, entry.title)

    async def _whole(self, entry: Entry, progress: Progress) -> Loaded:
        """The page behind a feed's item, as the newest version of the same article. Raises SourceError."""
        from store.web.pages import url_slug

        assert entry.page is not None
        parser = self.parser()
        page = await self.fetching.page(
            entry.page, progress, limit_bytes=parser.limits.bytes, limit_seconds=self.timeout, named=False
        )
        progress(f"finding the article in {entry.page}")
        found = (await asyncio.to_thread(parser.articles, page))[0]
        progress(None)
        return replace(found, id=url_slug(entry.location), source=entry.source, location=entry.location)

    async def _load_source(self, story: Story, progress: Progress) -> None:
        from store.articles.sources import load

        loaded = story.loaded
        if loaded is None:
            assert story.source is not None
            if story.source.kind == "url":
                loaded = await self.fetching.page(
                    story.source.name,
                    progress,
                    limit_bytes=self.largest * 2**20,
                    limit_seconds=self.timeout,
                )
            else:
                loaded = await asyncio.to_thread(load, story.source, self.largest * 2**20)
        if loaded.raw is not None or self.mend:
            progress(f"finding the article in {story.name}")
            loaded, *others = await asyncio.to_thread(self.parser().articles, loaded, mend=self.mend)
            story.more = stories_in(others)
        story.loaded = loaded
        story.take(loaded.text, loaded.title)
        progress(None)

    def parser(self) -> Sandbox:
        """What finds the articles in anything but plain text; made when first needed."""
        if self._sandbox is None:
            from store.formats.limits import Limits
            from store.processes.parser import Sandbox

            self._sandbox = Sandbox(Limits.of(self.largest))
        return self._sandbox

    async def _keep(self, story: Story, loaded: Loaded) -> None:
        await self.open()
        assert self._library is not None
        try:
            story.entry = await asyncio.to_thread(self._library.keep, loaded, title=story.title)
        except OSError as error:
            log.error("cannot keep %s: %s", story.name, error)
            story.entry = await asyncio.to_thread(self._library.find, loaded.location or loaded.source)

    async def read(self, story: Story) -> Article:
        """The story's actors and quotes: the kept reading, else read now. Raises ReaderError (one line)."""
        assert story.text is not None
        kept = await self._kept_reading(story)
        if kept is None:
            async with self._reading:
                kept = await self._kept_reading(story)  # it may have been read ahead meanwhile
                if kept is None:
                    source = story.loaded.source if story.loaded else story.name
                    id = story.loaded.id if story.loaded else story.name
                    kept = await self._worker().read(story.text, id=id, source=source)
                    await self._keep_reading(story, kept)
        if story.loaded and story.loaded.warnings:
            kept = replace(kept, warnings=(*story.loaded.warnings, *kept.warnings))
        story.article = story.reading = kept
        story.blocks = kept.blocks
        await asyncio.to_thread(self.correct, story)
        return story.article

    def correct(self, story: Story) -> bool:
        """Put what people corrected on top of the story's reading; whether that changed the article that is shown."""
        if story.reading is None:
            return False
        from store.notes.corrections import corrected

        before = story.article, story.human
        done = corrected(story.reading, self.notes_of(story))
        story.article, story.human = done.article, done.human
        return (story.article, story.human) != before

    async def _kept_reading(self, story: Story) -> Article | None:
        if story.entry is None or self._library is None:
            return None
        from extract.engine import ENGINE

        return await asyncio.to_thread(self._library.reading, story.entry.version, ENGINE)

    async def _keep_reading(self, story: Story, article: Article) -> None:
        if story.entry is None or self._library is None:
            return
        try:
            story.entry = await asyncio.to_thread(self._library.keep_reading, story.entry.key, article)
        except OSError as error:
            log.error("cannot keep the reading of %s: %s", story.name, error)

    async def version_text(self, version: str) -> str:
        """The text of a kept version. Raises OSError."""
        await self.open()
        assert self._library is not None
        return await asyncio.to_thread(self._library.text, version)

    async def read_version(self, story: Story, version: str) -> Article:
        """The actors and quotes of a kept version of the story: read before, else now. Raises OSError, ReaderError."""
        from extract.engine import ENGINE

        text = await self.version_text(version)
        assert self._library is not None
        assert story.entry is not None
        article = await asyncio.to_thread(self._library.reading, version, ENGINE)
        if article is None:
            async with self._reading:
                article = await self._worker().read(text, id=story.entry.key, source=story.entry.source)
            await self._keep_reading(story, article)
        return article

    def _worker(self) -> ReaderProcess:
        if self._reader is None:
            from store.processes.reader import ReaderProcess

            def told(state: str, detail: str = "") -> None:
                log.info("reader %s %s", state, detail)
                self.on_reader("starting the reader" if state == "starting" else None)

            self._reader = ReaderProcess(on_state=told, log_file=self.log_file)
        return self._reader

    async def close(self, *, in_haste: bool = False) -> None:
        """Keep what is being typed, end the reader, close the notebook; `in_haste` leaves tidying to the next."""
        await self.drafts.flush()
        if self.watch is not None:
            await self.watch.stop()
        if self._reader is not None:
            await self._reader.close()
        if self._sandbox is not None:
            self._sandbox.close()
        if self._notebook is not None:
            await asyncio.to_thread(self._notebook.close, compact=not in_haste)


def stories_in(articles: Sequence[Loaded]) -> list[Story]:
    """A story for each article that was found in a source."""
    stories = [Story(name=article.source, loaded=article) for article in articles]
    for story, article in zip(stories, articles, strict=True):
        story.take(article.text, article.title)
    return stories


def stories_of(sources: Sequence[Source]) -> list[Story]:
    """A story for each source the user named."""
    return [Story(name=source.name, source=source) for source in sources]
