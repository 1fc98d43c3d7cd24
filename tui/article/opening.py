"""Opens an article: loads, stores, reads and shows it, and reports on it in one line."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2s
from typing import TYPE_CHECKING

from tui.article.article_state import PANES, selection_of
from tui.screens.session import Find

if TYPE_CHECKING:
    from extract.span import Span
    from tui.article.article_state import ArticleState
    from tui.article.changed_text import ChangedText
    from tui.article.notes.note_features import NoteFeatures
    from tui.article.panes import Panes
    from tui.article.selection import SelectionModel
    from tui.article.wire_notice import WireNotice
    from tui.screens.base import AppScreen
    from tui.screens.session import At


def foreign_language(tag: str) -> str | None:
    """The English name of the language of the BCP 47 tag `tag`; None for English."""
    from extract.languages.lexicon import NAMES

    primary = tag.partition("-")[0].lower()
    return None if primary == "en" else NAMES.get(primary, "an unknown language" if primary == "und" else tag)


NEED_NOTHING = frozenset(
    {"app.back", "app.quit", "app.help", "app.messages", "app.palette", "mode.leave", "app.suspend", "app.redraw"}
)
"""Actions that work before there is an article."""
NEED_READING = frozenset(
    {
        "quote.next", "quote.previous", "mention.next", "mention.previous", "note.fact_check", "jump.start",
        "reading.wrong", "reading.speaker", "reading.merge", "reading.split", "reading.quote", "notes.actor",
        "quote.elsewhere", "article.story", "actor.elsewhere", "sourcing.open", "check.open",
    }
)  # fmt: skip
"""Actions that need quotes and actors."""
IN_TABLES = ("view.", "table.")
"""Prefixes of the ids of actions that need quotes or actors while their table has the focus."""


def _mark(line: str) -> str:
    """A short mark of a line, to know it again."""
    return blake2s(line.encode(), digest_size=6).hexdigest()


def first_from(spans: Mapping[str, Span], offset: int) -> str | None:
    """The id of the first span that begins at `offset` or later, else of the last one; None if there are none."""
    return next((id for id, span in spans.items() if span.start >= offset), next(reversed(list(spans)), None))


class Opening:
    """Opens the story of a screen. It reports twice: once the notes are shown, and once the article is read.

    Keys wait for the parts they need.
    """

    def __init__(
        self,
        screen: AppScreen,
        state: ArticleState,
        panes: Panes,
        selection: SelectionModel,
        notes: NoteFeatures,
        changed_text: ChangedText,
        wire_notice: WireNotice,
    ) -> None:
        self._screen = screen
        self._state = state
        self._panes = panes
        self._selection = selection
        self._notes = notes
        self._changed_text = changed_text
        self._wire_notice = wire_notice
        self._shown = False
        """Whether text and notes are on the screen, or will never be."""
        self._read = False
        """The same of quotes and actors."""
        self._offset: int | None = None
        """The offset in the text where the user's last place was."""
        self.seen: tuple[str, ...] = ()
        """Marks of the warnings that were shown, which need not be shown at the next opening."""

    def is_ready_for(self, action: str, *, alone: bool) -> bool:
        """Whether the action can run now; `alone`: no key waits after it."""
        if not self._shown:
            return alone and action in NEED_NOTHING
        if self._read or self._screen.takes_text:
            return True
        in_table = self._state.pane in ("actors", "quotes") and action.startswith(IN_TABLES)
        return action not in NEED_READING and not in_table

    async def open(self, at: At, *, alone: bool) -> None:
        """Load, store, read and show the story, and go to `at`. With `alone` the app exits if it cannot be opened."""
        try:
            await self._open(at, alone=alone)
        finally:
            self._shown = self._read = True

    async def _open(self, at: At, *, alone: bool) -> None:
        from store.model.source_names import SourceError
        from store.processes.reader import ReaderError

        story, newsroom = self._state.story, self._state.newsroom
        had_text = story.text is not None
        try:
            await newsroom.articles.load(story, self._screen.progress)
        except (SourceError, ReaderError) as error:
            if alone:
                self._screen.session.leave(1, str(error))
            self._screen.say(str(error), "error")
            return
        if had_text:
            self._panes.article.zones(story.blocks)
        else:
            self._panes.show_text()
        if not isinstance(at, Find):
            self._resume()
        await self._changed_text.carry_notes()
        self._notes.listing.show(select=self._note_at_place())
        self._report()
        self._shown = True
        if story.article is None:
            self._screen.progress("reading: who said what")
            try:
                await newsroom.articles.read(story)
            except ReaderError as error:
                self._screen.say(str(error), "error")
                return
            finally:
                self._screen.progress(None)
        self._panes.show_reading()
        self._selection.mark_quote_of_note()
        self._select_row()
        self._screen.show_hints()
        self._selection.go_to(at)
        self._report()

    def _resume(self) -> None:
        """Go to the user's last place, unless they have moved already."""
        place = self._state.newsroom.articles.place_in(self._state.story)
        if place is None or self._state.pane != "article" or self._panes.article.window.start > 0:
            return
        self._offset = place.offset
        self._panes.article.go_to_offset(place.offset)
        if place.pane in PANES:
            self._panes.go_to(place.pane)

    def _note_at_place(self) -> str | None:
        """The uid of the first note at the user's last place, if that is in the notes."""
        if self._offset is None or self._state.pane != "notes":
            return None
        spans = {note.uid: span for note in self._state.notes if (span := self._state.span_of(note))}
        return first_from(spans, self._offset)

    def _select_row(self) -> None:
        """Select the row of the focused pane, which had none until now; of the quotes the first at the last place."""
        state, article = self._state, self._state.story.article
        if self._offset is not None and state.pane == "quotes" and article is not None:
            quote = state.quote(first_from({quote.id: quote.span for quote in article.quotes}, self._offset))
            if quote is not None and state.selection.quote is None:
                self._selection.select(selection_of(quote), reveal=False)
        self._panes.on_arrived()

    def _report(self) -> None:
        """Report problems, notes carried over, recovered drafts, overdue notes and the number of warnings.

        A single warning with nothing else to report is shown in full; all of them are among the messages.
        """
        session, article = self._screen.session, self._state.story.article
        fault, refused = session.startup_fault, self._state.newsroom.read_only
        place = self._state.newsroom.articles.place_in(self._state.story)
        before = frozenset(place.seen) if place is not None else frozenset()
        every = list(article.warnings) if article else []
        warnings = [line for line in every if _mark(line) not in before]
        for line in every:
            session.messages.remember(line, read=line not in warnings)
        changed = self._changed_text.summary()
        self.seen = tuple(_mark(line) for line in (*every, changed) if line)
        if _mark(changed) in before and not self._changed_text.unsure:
            changed = ""
        problems = [*self._wire_notice.show(), fault, f"read-only: {refused}" if refused else ""]
        problems = [line for line in problems if line]
        late = self._notes.deadlines.summary()
        lines = [line for line in (changed, self._notes.drafts.summary(), late) if line]
        message = "; ".join((*problems, *lines))  # the warnings are there already, each by itself
        if warnings:
            count = "1 warning" if len(warnings) == 1 else f"{len(warnings)} warnings"
            alone = len(warnings) == 1 and not (problems or lines)
            if not alone and article is not None and (language := foreign_language(article.language)):
                lines.append(f"in {language}")
            lines.append(warnings[0] if alone else f"{count}: {session.key('app.messages')} reads them")
        self._notes.listing.show_title()
        if article is not None:
            session.startup_fault = ""
        if problems or lines:
            urgent = bool(problems or warnings or self._changed_text.unsure or late)
            self._screen.say("; ".join((*problems, *lines)), "warning" if urgent else "info", message=message)
