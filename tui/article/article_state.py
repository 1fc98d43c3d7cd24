"""The state of an article screen: its story, the selection, the focused pane, and lookups in these."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from tui.presenters.descriptions import describe_quote, describe_words, heading_of
from widgets.state import Selection

if TYPE_CHECKING:
    from extract.span import Span
    from extract.types import Actor, Quote
    from store.notes.note import Note
    from tui.newsroom.newsroom import Newsroom, Story

Pane = Literal["article", "actors", "quotes", "notes"]
PANES: tuple[Pane, ...] = ("article", "actors", "quotes", "notes")


class ArticleState:
    """The state of one article screen. Only `SelectionModel` sets the selection."""

    def __init__(self, newsroom: Newsroom, story: Story) -> None:
        self.newsroom = newsroom
        self.story = story
        self.pane: Pane = "article"
        self.panes_mounted = False
        """Whether the panes beside the text are mounted; keys can arrive earlier."""
        self._selection = Selection()

    @property
    def selection(self) -> Selection:
        """The selected span of the text, and the quote, actor or note that it belongs to."""
        return self._selection

    @property
    def target(self) -> Selection:
        """The target of keys: the row of the focused pane, or in the text the selection.

        In the actors it is the actor, although its quote stays selected; the place is a mention.
        """
        selection = self._selection
        if self.pane == "quotes":
            return Selection(selection.span, selection.quote, selection.actor)
        actor = self.actor(selection.actor)
        if self.pane != "actors" or actor is None:
            return selection
        spans = [mention.span for mention in actor.mentions]
        span = selection.span if selection.span in spans else next(iter(spans), None)
        return Selection(span, actor=actor.id)

    def set_selection(self, selection: Selection) -> None:
        """Set the selection. For `SelectionModel` only, which updates the panes too."""
        self._selection = selection

    # -- lookups ------------------------------------------------------------------------------------------------------

    @property
    def notes(self) -> list[Note]:
        """The story's notes by position; none before the article is stored."""
        return self.newsroom.notes.of(self.story)

    def quote(self, quote_id: str | None) -> Quote | None:
        """The quote with this id; None if there is none or the article is not read yet."""
        article = self.story.article
        return next((q for q in article.quotes if q.id == quote_id), None) if article else None

    def actor(self, actor_id: str | None) -> Actor | None:
        """The actor with this id; None if there is none or the article is not read yet."""
        return self.story.article.actor(actor_id) if self.story.article else None

    def note(self, uid: str | None) -> Note | None:
        """The story's note with this uid; None if there is none."""
        return next((note for note in self.notes if note.uid == uid), None)

    @property
    def selected_quote(self) -> Quote | None:
        """The selected quote."""
        return self.quote(self._selection.quote)

    @property
    def selected_actor(self) -> Actor | None:
        """The selected actor."""
        return self.actor(self._selection.actor)

    @property
    def selected_note(self) -> Note | None:
        """The selected note."""
        return self.note(self._selection.note)

    def span_of(self, note: Note) -> Span | None:
        """The note's span in the text shown; None for a note on the whole article or on another version of the text."""
        entry = self.story.entry
        return note.anchor.span if note.anchor and entry and note.version == entry.version else None

    def selection_at(self, span: Span | None) -> Selection:
        """The selection of `span`, with the quote that has this span, if there is one."""
        article = self.story.article
        quotes = article.quotes if article and span else ()
        quote = next((q for q in quotes if q.span == span), None)
        return selection_of(quote) if quote else Selection(span=span)

    def selection_of_note(self, note: Note) -> Selection:
        """The selection of `note` with its passage, and the quote or actor that it is about."""
        found = self.selection_at(self.span_of(note))
        if found.quote is None and note.about.target == "actor" and self.story.article is not None:
            named = (actor.id for actor in self.story.article.actors if actor.name == note.about.actor)
            found = replace(found, actor=next(named, None))
        return replace(found, note=note.uid)

    # -- in words -----------------------------------------------------------------------------------------------------

    def describe_quote(self, selection: Selection) -> str:
        """A line about the quote in `selection`; "" for none."""
        article, quote = self.story.article, self.quote(selection.quote)
        return describe_quote(article, quote) if article is not None and quote is not None else ""

    def describe_note(self, selection: Selection) -> str:
        """The subject of the note in `selection`; "" if there is none."""
        note = self.note(selection.note)
        return heading_of(note.about, note.anchor.exact if note.anchor else None) if note is not None else ""

    def describe_words(self, selection: Selection) -> str:
        """The number of words selected, in words; "" for none."""
        text = self.story.text
        return describe_words(selection.span.of(text)) if selection.span and text is not None else ""


def selection_of(quote: Quote) -> Selection:
    """The selection of a quote and its speaker."""
    return Selection(span=quote.span, quote=quote.id, actor=quote.actor)
