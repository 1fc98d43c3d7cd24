"""The desk: a list of articles, each loaded and read in the background while you look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from tui.actions.handlers import collect, handles
from tui.desk.incoming import Incoming
from tui.features.app_actions import AppActions
from tui.features.data_exchange import DataExchange
from tui.features.desk_lists import DeskLists
from tui.features.markdown_export import MarkdownExport
from tui.features.reports import Reports
from tui.features.table_arrangement import TableOrder
from tui.newsroom.drafts import elsewhere
from tui.newsroom.newsroom import Story
from tui.screens.base import bindings
from widgets.bars import StatusLine
from widgets.panes.desk import DeskTable
from widgets.state import DeskRow

if TYPE_CHECKING:
    from tui.newsroom.sessions import News
    from tui.screens.session import Session


class TheDesk(Incoming):
    """Lists the stories. Without any, the library's articles; where that is empty too, the samples."""

    BINDINGS = bindings("desk")
    place = "desk"
    AUTO_FOCUS: ClassVar[str | None] = "#desk"

    def __init__(self, session: Session, stories: Sequence[Story]) -> None:
        super().__init__(session)
        newsroom = self._newsroom = session.newsroom
        lists = DeskLists(self, newsroom)
        exports = MarkdownExport(self, newsroom, None), DataExchange(self, newsroom, None)
        reports = Reports(self, newsroom, None, lists.open)
        self.handlers = collect("desk", (self, AppActions(self), TableOrder(self), lists, *exports, reports))
        self._stories: dict[str, Story] = {str(i): story for i, story in enumerate(stories)}
        self._states: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield DeskTable(id="desk")
        yield from self.bars()

    def on_mount(self) -> None:
        self._show()
        self.run_worker(self._work(), group="work", exit_on_error=False)

    def on_screen_resume(self) -> None:
        self._show()

    def show_news(self, news: News) -> None:
        """Others made or deleted notes: the counts follow."""
        if news.changed:
            self._show()

    def _show(self) -> None:
        if self._listing is not None:
            self.look()
        else:
            self.query_one(DeskTable).show(self.rows())

    def rows(self) -> list[DeskRow]:
        """The stories of this session; what the library lists is not among them."""
        return [self._row(key) for key in self._stories]

    def _row(self, key: str) -> DeskRow:
        story = self._stories[key]
        entry = story.entry
        article = story.article
        published = article.meta.published if article else entry.published if entry else None
        return DeskRow(
            key=key,
            title=story.title or story.name,
            source=story.source.name if story.source else entry.source if entry else "",
            time=published or (entry.added if entry else ""),
            actors=len(article.actors) if article else entry.actors if entry else None,
            quotes=len(article.quotes) if article else entry.quotes if entry else None,
            notes=self._newsroom.note_count(story),
            state=self._states.get(key, "") or self._waiting(story),
        )

    def _waiting(self, story: Story) -> str:
        from tui.presenters.desk_states import draft, embargo, state, taken_back

        told: list[str] = []
        if (wire := story.wire) is not None:
            from store.model.wire import embargo_ends, status_in_words

            told += [taken_back(status_in_words(wire)), embargo(embargo_ends(wire, datetime.now(UTC)))]
        if late := self._newsroom.late_count(story):
            told.append(f"{late} overdue")
        if drafts := self._newsroom.drafts_of(story):
            told.append(draft(drafts[0].time))
        return state(*told)

    def _update(self, key: str, state: str = "") -> None:
        self._states[key] = state
        if self.is_mounted:
            self.query_one(DeskTable).update_row(self._row(key))

    # -- background work ----------------------------------------------------------------------------------------------

    async def _work(self) -> None:
        """Fill the desk; load every story that was named, then read them one after the other."""
        if not self._stories and await self._fill():
            await self._serve_library()
            return
        await self.start_incoming()
        if self._newsroom.read_only:
            self.say(f"read-only: {self._newsroom.read_only}", "warning")
        for n, key in enumerate(tuple(self._stories), 1):
            self.progress(f"opening article {n} of {len(self._stories)}")
            await self._load(key)
        if self._newsroom.recovered:
            self.say(elsewhere(self._newsroom.recovered[0]))
        for n, key in enumerate(self._stories, 1):
            if self._stories[key].text is not None:
                self.progress(f"reading article {n} of {len(self._stories)}")
                await self._read(key)
        self.progress(None)

    async def _fill(self) -> bool:
        """List the library, else the samples; whether the library is listed."""
        from store.articles.sources import expand
        from store.catalogue.catalogue import CatalogueError
        from tui.config.locations import samples
        from tui.newsroom.newsroom import stories_of

        stories: list[Story] = []
        try:
            if await self.list_library():
                return True
        except CatalogueError as error:
            self.say(f"{error}; searching titles only", "warning")
            stories = await self._newsroom.kept()
        if not stories:
            stories = stories_of(expand([str(samples())], stdin=False))
            self.say("these are samples; `copydesk FILE` opens your own")
        self._stories = {str(i): story for i, story in enumerate(stories)}
        self._show()
        last = self._newsroom.places.last if self._newsroom.places else None
        here = next((key for key, story in self._stories.items() if story.entry and story.entry.key == last), None)
        self.query_one(DeskTable).select(here)
        return False

    async def _serve_library(self) -> None:
        if self._newsroom.read_only:
            self.say(f"read-only: {self._newsroom.read_only}", "warning")
        if self._newsroom.recovered:
            self.say(elsewhere(self._newsroom.recovered[0]))
        await self.start_incoming()
        await self.serve()

    async def _load(self, key: str) -> None:
        from store.model.source_names import SourceError
        from store.processes.reader import ReaderError

        story = self._stories[key]
        try:
            await self._newsroom.load(story, self.progress)
        except (SourceError, ReaderError, OSError) as error:
            story.error = str(error)
            self._update(key, f"error: {story.error.removeprefix(f'{story.name}: ')}")
            self.say(str(error), "error")
            return
        self._update(key)
        await self._take_more(key, story)

    async def _take_more(self, key: str, story: Story) -> None:
        """List the other articles of the story's source below it."""
        more, story.more = story.more, []
        if not more:
            return
        keys = list(self._stories)
        at = keys.index(key) + 1
        added = {f"{key}.{n}": each for n, each in enumerate(more, 1)}
        after = {each: self._stories[each] for each in keys[at:]}
        self._stories = {**{each: self._stories[each] for each in keys[:at]}, **added, **after}
        self._show()
        for each in added:
            await self._load(each)

    async def _read(self, key: str) -> None:
        from store.processes.reader import ReaderError

        story = self._stories[key]
        if story.article is None:
            self._update(key, "reading")
            try:
                await self._newsroom.read(story)
            except ReaderError as error:
                self._update(key, f"error: {error}")
                self.say(str(error), "error")
                return
        self._update(key)

    # -- what the user does -------------------------------------------------------------------------------------------

    @on(DeskTable.Chosen)
    def _on_chosen(self, message: DeskTable.Chosen) -> None:
        """What is wrong with the article under the cursor finds no room in its row."""
        message.stop()
        line, story = self.query_one(StatusLine), self._stories.get(message.key)
        if story is not None and story.error:
            line.say(story.error, "error")
        elif any(line.said == each.error for each in self._stories.values()):
            line.say("")

    @on(DeskTable.Opened)
    def _on_opened(self, message: DeskTable.Opened) -> None:
        message.stop()
        self.run_worker(self._open(message.key), group="open", exclusive=True, exit_on_error=False)

    async def _open(self, key: str) -> None:
        story = await self.listed_story(key)
        if story is None:
            self.say("that article is no longer on the desk", "warning")
        elif story.error:
            self.say(story.error, "error")
        else:
            self.session.open_article(story)
            await self._newsroom.opened(story)

    @handles("desk.open")
    def action_desk_open(self) -> None:
        """Open the article under the cursor."""
        self.query_one(DeskTable).open_selected()

    @handles("view.down")
    def action_view_down(self) -> None:
        """Move down the list."""
        self.query_one(DeskTable).action_cursor_down()

    @handles("view.up")
    def action_view_up(self) -> None:
        """Move up the list."""
        self.query_one(DeskTable).action_cursor_up()

    @handles("view.page_down")
    def action_view_page_down(self) -> None:
        """Move a page down."""
        self.query_one(DeskTable).action_page_down()

    @handles("view.page_up")
    def action_view_page_up(self) -> None:
        """Move a page up."""
        self.query_one(DeskTable).action_page_up()

    @handles("view.top")
    def action_view_top(self) -> None:
        """Move to the first article."""
        self.query_one(DeskTable).action_scroll_top()

    @handles("view.bottom")
    def action_view_bottom(self) -> None:
        """Move to the last article."""
        self.query_one(DeskTable).action_scroll_bottom()

    @handles("app.back")
    def action_app_back(self) -> None:
        """Leave."""
        self.session.leave()
