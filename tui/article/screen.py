"""The article screen: four panes, one selection, and the notes made on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widget import Widget

from extract.span import Span
from tui.actions.handlers import collect, handles
from tui.article.actor_details import ActorView
from tui.article.hints import Hinting
from tui.article.jump_list import Spot
from tui.article.notes.corrections import Correcting
from tui.article.notes.external import OutsideEditing
from tui.article.notes.undo import Revising
from tui.article.opening import Opening
from tui.article.retellings import Retelling
from tui.article.style_marks import Styling
from tui.article.word_selection import Mode
from tui.article.yank import Yanking
from tui.features.app_actions import AppActions
from tui.features.data_exchange import DataExchange
from tui.features.markdown_export import MarkdownExport
from tui.features.reports import Reports
from tui.features.table_arrangement import TableOrder
from tui.newsroom.newsroom import Story
from tui.presenters.descriptions import describe_quote, describe_words, heading_of
from tui.screens.base import bindings
from widgets.bars import PaneTitle
from widgets.panes.article import ArticlePane
from widgets.state import Selection

if TYPE_CHECKING:
    from extract.types import Quote
    from store.notes.note import Note
    from tui.newsroom.drafts import Writing
    from tui.screens.session import At, Session
    from widgets.panes.notes import NotesPane
    from widgets.panes.quotes import QuotesPane

Pane = Literal["article", "actors", "quotes", "notes"]
PANES: tuple[Pane, ...] = ("article", "actors", "quotes", "notes")
TITLES: dict[Pane, str] = {"article": "1 Article", "actors": "2 Actors", "quotes": "3 Quotes", "notes": "4 Notes"}


class ArticleScreen(Styling, Retelling, ActorView, Hinting, Yanking, OutsideEditing, Opening, Revising, Correcting):
    """Reads one story. The article is painted first; the other panes, the store and the reader come after."""

    BINDINGS = bindings("article")
    place = "article"
    AUTO_FOCUS: ClassVar[str | None] = "#article"

    def __init__(self, session: Session, story: Story, *, alone: bool, at: At = None) -> None:
        """`alone` says that the story was named on the command line: there is no desk behind it.

        `at` is the note, by its uid, or the words to begin at.
        """
        super().__init__(session, story)
        newsroom = session.newsroom
        exports = MarkdownExport(self, newsroom, story), DataExchange(self, newsroom, story)
        reports = Reports(self, newsroom, story, self.go_to_place)
        shared = (AppActions(self), self.table_filter, TableOrder(self), self.lists, *exports, reports)
        self.handlers = collect("article", (self, *shared))
        self.key_modes = (Mode(self.take_label_key), Mode(self.take_selecting_key), self.counts)
        self._at = at
        self._alone = alone
        self._taken: Selection | None = None
        self._pane: Pane = "article"
        self._came_from: Pane = "article"

    # -- building -----------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        with Container(id="panes"):
            with Vertical(id="article-box", classes="box"):
                yield PaneTitle(TITLES["article"], id="article-title")
                yield ArticlePane(id="article")
            yield Container(id="side")
        yield from self.bars()

    def on_mount(self) -> None:
        if self._story.text is not None:
            self._show_text()
        self._mark_focus()
        self.call_after_refresh(self._furnish)

    @property
    def quotes(self) -> QuotesPane:
        """The quotes pane; mounted after the first paint."""
        from widgets.panes.quotes import QuotesPane

        return self.query_one(QuotesPane)

    async def _furnish(self) -> None:
        """Mount the other panes, then start the work that fills them."""
        from textual.widgets import Static

        from widgets.panes.actors import ActorsPane
        from widgets.panes.notes import NotesPane
        from widgets.panes.quotes import QuotesPane

        panes: tuple[tuple[Pane, tuple[Widget, ...]], ...] = (
            ("actors", (ActorsPane(id="actors"), Static(id="actor-detail", markup=False))),
            ("quotes", (QuotesPane(id="quotes"),)),
            ("notes", (NotesPane(id="notes"),)),
        )
        await self.query_one("#side", Container).mount(
            *(
                Vertical(PaneTitle(TITLES[name], id=f"{name}-title"), *parts, id=f"{name}-box", classes="box")
                for name, parts in panes
            )
        )
        self._furnished = True
        self._go_to_pane(self._pane)
        self.run_worker(self._work(), group="work", exit_on_error=False)

    async def _work(self) -> None:
        """Load, keep, read and show the story, telling how far it is."""
        from store.model.source_names import SourceError
        from store.processes.reader import ReaderError

        story = self._story
        had_text = story.text is not None
        try:
            await self._newsroom.load(story, self.progress)
        except (SourceError, ReaderError) as error:
            if self._alone:
                self.session.leave(1, str(error))
            self.say(str(error), "error")
            return
        if had_text:
            self.article.zones(story.blocks)
        else:
            self._show_text()
        self._resume()
        await self.carry_notes()
        self._show_notes()
        self.tell_opening()
        if story.article is None:
            self.progress("reading: who said what")
            try:
                await self._newsroom.read(story)
            except ReaderError as error:
                self.say(str(error), "error")
                return
            finally:
                self.progress(None)
        self._show_reading()
        self._go_to(self._at)
        self.tell_opening()

    def _resume(self) -> None:
        """Go where the user was the last time, unless they went somewhere already."""
        place = self._newsroom.place_in(self._story)
        if place is None or self._pane != "article" or self.article.window.start > 0:
            return
        self.article.go_to_offset(place.offset)
        if place.pane in PANES:
            self._go_to_pane(place.pane)

    # -- showing ------------------------------------------------------------------------------------------------------

    def _show_text(self) -> None:
        story = self._story
        assert story.text is not None
        self.article.show(story.text, story.blocks, title=story.title)

    def _show_reading(self) -> None:
        article = self._story.article
        assert article is not None
        self.article.mark(article.quotes, article.actors)
        self.actors.show(article.actors, article.quotes, article.text, self._story.human)
        self.quotes.show(article.quotes, article.actors, article.text, self._story.human)
        self.query_one("#actors-title", PaneTitle).count = len(article.actors)
        self.query_one("#quotes-title", PaneTitle).count = len(article.quotes)

    # -- one selection ------------------------------------------------------------------------------------------------

    def _select(self, selection: Selection, *, reveal: bool = True) -> None:
        """Make `selection` the one selection; every pane follows."""
        self._selection = selection
        self.article.select(selection, reveal=reveal)
        if self._furnished:
            self.actors.select(selection.actor)
            self.quotes.select(selection.quote)
            self.notes.select(selection.note)
        self._describe(selection)
        self.tell_keys()
        self._follow()

    def _show_selection(self, spot: Spot) -> None:
        self._select(spot.selection, reveal=False)

    def _describe(self, selection: Selection) -> None:
        article = self._story.article
        note = self._note(selection.note)
        quote, of_actor = self._quote(selection.quote), self._tell_actor(selection)
        if flagged := self.flag_told(selection):
            self.say(flagged)
        elif of_actor:
            self.say(of_actor)
        elif quote is not None and article is not None:
            self.say(describe_quote(article, quote))
        elif note is not None:
            self.say(heading_of(note.about, note.anchor.exact if note.anchor else None))
        elif self._pattern and self.article.match_number and not self.article.selecting:
            self._tell(self.article.match_number)
        elif selection.span and self._story.text is not None:
            self.say(describe_words(selection.span.of(self._story.text)))

    def quote_at_hand(self) -> Quote | None:
        return self._quote(self._selection.quote)

    def _selection_of_quote(self, quote: Quote) -> Selection:
        return Selection(span=quote.span, quote=quote.id, actor=quote.actor)

    @on(ArticlePane.Selected)
    def _on_article_selected(self, message: ArticlePane.Selected) -> None:
        message.stop()
        if message.selection is self._taken or message.selection != self.article.selection:
            return  # done already; or keys came faster than messages: a later one is on its way
        self._take(message.selection)

    def take_selection(self) -> None:
        found = self.article.selection
        if found != self._selection:
            self._taken = found
            self._take(found)

    def _take(self, found: Selection) -> None:
        quote = self._quote(found.quote)
        if quote is not None and found.actor is None:
            found = replace(found, actor=quote.actor)
        self._select(found)

    def on_quotes_pane_chosen(self, message: QuotesPane.Chosen) -> None:
        """The user moved to a quote in the table."""
        message.stop()
        quote = self._quote(message.quote_id)
        if quote is not None and quote.id != self._selection.quote:
            self._select(self._selection_of_quote(quote))

    def on_notes_pane_chosen(self, message: NotesPane.Chosen) -> None:
        """The user moved to a note in the list."""
        message.stop()
        note = self._note(message.uid)
        if note is not None and note.uid != self._selection.note:
            self.go_to_note(note)

    def go_to_note(self, note: Note) -> None:
        """Make `note` the one selected; every pane follows."""
        span = self._span_of(note)
        self._select(replace(self._selection_at(span), note=note.uid))

    def _go_to(self, at: At) -> None:
        """Go to a note, or to words."""
        note = self._note(at) if isinstance(at, str) else None
        if note is not None:
            self.go_to_note(note)
        elif isinstance(at, Span):
            self._go_to_article()
            self._select(self._selection_at(at))

    async def go_to_place(self, key: str, at: At) -> None:
        if self._story.entry is not None and key == self._story.entry.key:
            self._go_to(at)
        else:
            await self.lists.open(key, at)

    def on_notes_pane_entered(self, message: NotesPane.Entered) -> None:
        """Enter on a note edits it."""
        message.stop()
        self.action_note_edit()

    def on_quotes_pane_entered(self, message: QuotesPane.Entered) -> None:
        """Enter on a quote goes to it in the article."""
        message.stop()
        self._go_to_pane("article")

    def _selection_at(self, span: Span | None) -> Selection:
        """The selection of `span`, with the quote whose words it is, if it is one's."""
        article = self._story.article
        quotes = article.quotes if article and span else ()
        quote = next((q for q in quotes if q.span == span), None)
        return self._selection_of_quote(quote) if quote else Selection(span=span)

    # -- panes --------------------------------------------------------------------------------------------------------

    def _go_to_pane(self, pane: Pane) -> None:
        self._pane = pane
        if not self._furnished:
            return  # the panes are on their way; `_furnish` goes there
        self._mark_focus()
        if pane == "notes" and self.notes.editing:
            self.notes.focus_editor()
        else:
            self.query_one(f"#{pane}").focus()

    def _go_to_notes(self) -> None:
        self._go_to_pane("notes")

    def _go_to_article(self) -> None:
        self._go_to_pane("article")

    def _open_editor(self, writing: Writing, body: str) -> None:
        if not self.notes.editing:
            self._came_from = self._pane
        super()._open_editor(writing, body)

    def _go_back(self) -> None:
        self._go_to_pane(self._came_from)
        if self._came_from == "notes":
            self.notes.table.focus()  # the editor stays open until its text is saved, but takes no more keys

    def _mark_focus(self) -> None:
        """Show where the keyboard is; on a small screen, show that pane."""
        if self._pane != "article":
            self.stop_selecting()
            self.cancel_search()
            self.stop_jumping()
        self.set_class(self._pane != "article", "-at-side")
        for name in PANES:
            self.set_class(self._pane == name, f"-at-{name}")
            for title in self.query(f"#{name}-title").results(PaneTitle):
                title.active = self._pane == name
        self.tell_keys()
        if self._pane == "actors":
            self.tell_row()

    @property
    def _pane_is_notes(self) -> bool:
        return self._pane == "notes"

    def on_descendant_focus(self) -> None:
        """A click moves the focus too."""
        for name in PANES:
            box = self.query(f"#{name}-box")
            if self.focused is not None and box and box.first() in self.focused.ancestors and self._pane != name:
                self._pane = name
                self._mark_focus()

    def _step_pane(self, by: int) -> None:
        self._go_to_pane(PANES[(PANES.index(self._pane) + by) % len(PANES)])

    @handles("pane.next")
    def action_pane_next(self) -> None:
        """Move to the next pane."""
        self._step_pane(1)

    @handles("pane.previous")
    def action_pane_previous(self) -> None:
        """Move to the pane before."""
        self._step_pane(-1)

    @handles("pane.article")
    def action_pane_article(self) -> None:
        """Go to the article's text."""
        self._go_to_pane("article")

    @handles("pane.actors")
    def action_pane_actors(self) -> None:
        """Go to the actors."""
        self._go_to_pane("actors")

    @handles("pane.quotes")
    def action_pane_quotes(self) -> None:
        """Go to the quotes."""
        self._go_to_pane("quotes")

    @handles("pane.notes")
    def action_pane_notes(self) -> None:
        """Go to the notes."""
        self._go_to_pane("notes")

    # -- leaving ------------------------------------------------------------------------------------------------------

    @handles("app.back")
    def action_app_back(self) -> None:
        """Back to the desk; a story opened alone is left as `less` leaves a file."""
        if self._alone:
            self.session.leave()
        else:
            self.run_worker(self._back(), group="leave", exit_on_error=False)

    async def finish(self) -> bool:
        if not await super().finish():
            return False
        if self._furnished:
            await self._newsroom.left(self._story, self._pane, self.article.window.start)
        return True

    async def _back(self) -> None:
        if await self.finish():
            self.dismiss()
