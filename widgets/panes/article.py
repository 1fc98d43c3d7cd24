"""The article pane: the text with its quotes, mentions and notes, stepping through them, and selecting words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from extract.span import Span
from widgets.panes.marked_text import MARGIN_CELLS, MarkedText
from widgets.state import Selection
from widgets.text.find import find
from widgets.text.marks import Mark, jump_labels, marks_of, step
from widgets.text.motion import Unit, around, character_end, move
from widgets.text.speaker_colours import SpeakerColours

if TYPE_CHECKING:
    from extract.types import Actor, Block, Quote

CLICK_UNITS: dict[int, Unit] = {2: "word", 3: "sentence", 4: "paragraph"}


class ArticlePane(MarkedText):
    """Shows an article and posts `Selected` when the user selects something; `select` posts nothing."""

    @dataclass
    class Selected(Message):
        """The user selected a quote, mention, note, match or words. `wrapped`: a step passed an end of the text."""

        selection: Selection
        wrapped: bool = False

    @dataclass
    class Moved(Message):
        """The view moved; `place` is as in `ArticlePane.place`."""

        place: str

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._quotes: list[Quote] = []
        self._quote_stops: list[Selection] = []
        self._mentions: list[tuple[Span, str]] = []
        self._anchor: int | None = None
        self._dragged_from: int | None = None
        self._dragged = self._on_words = False
        self._targets: dict[str, Selection] = {}
        self._column: int | None = None
        self._found = 0
        self._step_from: int | None = None
        self._colours = SpeakerColours()

    # -- from the app -------------------------------------------------------------------------------------------------

    def show(self, text: str, blocks: Sequence[Block] = (), *, title: str = "") -> None:
        """Show another article from its beginning, without marks. `title` is shown in place of an empty text."""
        self._quotes, self._quote_stops, self._mentions, self._anchor, self._targets = [], [], [], None, {}
        self.load(text, blocks, title)

    def mark(self, quotes: Sequence[Quote], actors: Sequence[Actor]) -> None:
        """Mark quotes and mentions. The view does not move."""
        self._quotes = sorted(quotes, key=lambda quote: quote.span)
        self._quote_stops = [Selection(span=q.span, quote=q.id, actor=q.actor) for q in self._quotes]
        self._mentions = sorted((m.span, actor.id) for actor in actors for m in actor.mentions)
        self.marks = marks_of(quotes, actors, self._colours.numbers(quotes, self.text))
        self.repaint_changed()

    def zones(self, blocks: Sequence[Block]) -> None:
        """Draw the article's zones, if they are found after `show`."""
        self.set_blocks(blocks)
        self.repaint_changed()

    def select(self, selection: Selection, *, reveal: bool = True) -> None:
        """Draw `selection`, and scroll to it if `reveal`. Posts nothing."""
        self._step_from = None
        if selection.span != self.selection.span:
            self._anchor = self.free_end = None
        self.selection = selection
        if reveal and selection.span is not None:
            self.reveal(selection.span)
        self.note_distance()
        self.repaint_changed()

    # -- stepping -----------------------------------------------------------------------------------------------------

    def step_quote(self, by: int) -> None:
        """Select the quote `by` steps on from the selection, or from the top of the view if that is not visible."""
        self._step(self._quote_stops, by)

    def step_mention(self, by: int) -> None:
        """Select the mention `by` steps on: of the selected actor if there is one, else of any."""
        actor = self.selection.actor
        mine = [(span, of) for span, of in self._mentions if of == actor] or self._mentions
        self._step([Selection(span=span, actor=of) for span, of in mine], by)

    def step_evidence(self, actor: str, by: int) -> None:
        """Select the quote or mention of `actor` `by` steps on from the selection, else its first."""
        quotes = [
            Selection(span=quote.span, quote=quote.id, actor=actor) for quote in self._quotes if quote.actor == actor
        ]
        named = [Selection(span=span, actor=of) for span, of in self._mentions if of == actor]
        targets = sorted([*quotes, *named], key=lambda target: target.span or Span(0, 0))
        if targets:
            here = targets.index(self.selection) + by if self.selection in targets else 0
            self._go(targets[here % len(targets)], not 0 <= here < len(targets))

    def step_note(self, by: int) -> None:
        """Select the note `by` steps on."""
        self._step([Selection(span=span, note=uid) for uid, span in self.note_spans.items()], by)

    def step_flag(self, by: int) -> None:
        """Select the flag `by` steps on."""
        self._step([Selection(span=span) for span in self.flag_spans], by)

    def step_match(self, by: int) -> None:
        """Select the match of the last `find` that is `by` steps on."""
        self._step([Selection(span=span) for span in self.matches], by)

    def _step(self, targets: Sequence[Selection], by: int) -> None:
        if not targets or not by:
            return
        spans = [target.span for target in targets if target.span is not None]
        current = self.selection.span
        if self._step_from is not None:
            index, wrapped = step(spans, self._step_from, by, inside=False)
        elif current is not None and not self.selection_left:
            first, last = bisect_left(spans, current), bisect_right(spans, current)
            same = next((i for i in range(first, last) if targets[i] == self.selection), None)
            if same is not None:
                index, wrapped = (same + by) % len(targets), not 0 <= same + by < len(targets)
            else:
                index, wrapped = step(spans, current.start, by, inside=first < last)
        else:
            index, wrapped = step(spans, self.window.start, by, inside=False)
        self._go(targets[index], wrapped)

    def _go(self, selection: Selection, wrapped: bool = False) -> None:
        """Select, and post `Selected`."""
        self.select(selection)
        self.post_message(self.Selected(selection, wrapped))

    # -- the view -----------------------------------------------------------------------------------------------------

    def scroll_lines(self, by: int) -> None:
        """Scroll by lines; by pages on a slow line if the terminal cannot scroll the pane's region itself."""
        if self.paged and self.size.width < self.screen.size.width:
            self.scroll_pages(by)
        else:
            self.scroll_by(by)

    def scroll_pages(self, by: int) -> None:
        """Scroll by `by` screens; two lines of the last one stay visible."""
        self.scroll_by(by * max(1, self.size.height - 2))

    def go_top(self) -> None:
        """Scroll to the beginning, from which the next step begins."""
        self.show_from(0)
        self._step_from = 0

    def go_bottom(self) -> None:
        """Scroll to the end."""
        self.lines.finish()
        self.show_from(len(self.lines))

    def go_to_line(self, number: int) -> None:
        """Scroll to line `number` of the text (from 1), or to its last line; while words are selected, extend to it."""
        at = 0
        for _ in range(number - 1):
            following = self.text.find("\n", at) + 1
            if not following:
                break
            at = following
        if self._anchor is not None and self.text:
            self._extend_to(min(at, len(self.text) - 1))
        else:
            self.go_to_offset(at)

    def go_to_offset(self, offset: int) -> None:
        """Scroll until the line with the code point at `offset` is the first on the screen."""
        self.show_from(self.lines.line_of(offset))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Moved(self.place))

    # -- selecting words ----------------------------------------------------------------------------------------------

    @property
    def selecting(self) -> bool:
        """Whether words are being selected by keyboard."""
        return self._anchor is not None

    def begin_selection(self) -> None:
        """Start selecting words, from the selection if it is visible, else from the first visible word."""
        if not self.text:
            return
        span, window = self.selection.span, self.window
        if span is None or span.start >= span.end or not span.overlaps(window):
            span = Span(*around(self.drawn_text, window.start, "word"))
        self._anchor = span.start
        self._extend_to(max(span.start, span.end - 1))

    def extend(self, unit: Unit, by: int) -> None:
        """Move the free end of the selection by units; start a selection if there is none."""
        if self._anchor is None:
            self.begin_selection()
        if self.free_end is not None:
            self._extend_to(move(self.drawn_text, self.free_end, unit, by))

    def extend_lines(self, by: int) -> None:
        """Move the free end of the selection by lines of the screen. Short lines do not change its column."""
        if self._anchor is None:
            self.begin_selection()
        if self.free_end is None:
            return
        line = self.lines.line_of(self.free_end)
        column = self._column if self._column is not None else self.free_end - self.lines.span(line)[0]
        self.lines.until_line(line + by)
        start, end = self.lines.span(max(0, min(line + by, len(self.lines) - 1)))
        self._extend_to(min(start + column, max(start, end - 1)))
        self._column = column

    def extend_to_quote(self, by: int) -> None:
        """Move the free end of the selection to the end of the quote `by` steps on, back to the start of one before."""
        self._extend_over([quote.span for quote in self._quotes], by)

    def extend_to_mention(self, by: int) -> None:
        """The same by mentions."""
        self._extend_over([span for span, _actor in self._mentions], by)

    def swap_ends(self) -> None:
        """Make the fixed end of the selection the free one."""
        if self._anchor is not None and self.free_end is not None:
            self._anchor, cursor = self.free_end, self._anchor
            self._extend_to(cursor)

    def end_selection(self) -> None:
        """Keep the words selected, but stop extending."""
        self._anchor = self.free_end = None
        self.repaint_changed()

    def _extend_over(self, spans: Sequence[Span], by: int) -> None:
        if self._anchor is None:
            self.begin_selection()
        here = self.free_end
        if here is None or not spans or not by:
            return
        edges = sorted(span.end - 1 for span in spans) if by > 0 else sorted((s.start for s in spans), reverse=True)
        ahead = [edge for edge in edges if (edge > here if by > 0 else edge < here)]
        if ahead:
            self._extend_to(ahead[min(abs(by), len(ahead)) - 1])

    def _extend_to(self, offset: int) -> None:
        anchor = self._anchor if self._anchor is not None else offset
        self.free_end, self._column = offset, None
        last = max(anchor, offset)
        self.selection = Selection(span=Span(min(anchor, offset), character_end(self.drawn_text, last)))
        self.reveal(Span(offset, offset + 1), by_page=False)
        self.repaint_changed()
        self.post_message(self.Selected(self.selection))

    # -- searching and jumping ----------------------------------------------------------------------------------------

    def find(self, pattern: str) -> int:
        """Mark every match of `pattern`, scroll to the first one from the top of the view on, and return their number.

        Posts nothing, so that it can be called at every key of a search. An empty pattern removes the marks.
        """
        self.matches = find(self.text, pattern)
        self._found = 0
        if self.matches:
            self._found, _wrapped = step(self.matches, self.window.start, 1, inside=False)
            self.reveal(self.matches[self._found])
        self.repaint_changed()
        return len(self.matches)

    @property
    def found_number(self) -> int:
        """The number (from 1) of the match that the last `find` scrolled to; 0 for none."""
        return self._found + 1 if self.matches else 0

    def choose_found(self) -> None:
        """Select the match that the last `find` scrolled to."""
        if self.matches:
            self._go(Selection(span=self.matches[self._found]))

    @property
    def match_number(self) -> int:
        """The number (from 1) of the selected match; 0 for none."""
        span = self.selection.span
        return self.matches.index(span) + 1 if span in self.matches else 0

    @property
    def match_count(self) -> int:
        """The number of matches of the last `find`."""
        return len(self.matches)

    def label_targets(self) -> Sequence[str]:
        """Draw a label over every visible quote, mention, note and flag; return the labels."""
        window = self.window
        at: dict[int, Selection] = {}
        for span, actor in self._mentions:
            at.setdefault(span.start, Selection(span=span, actor=actor))
        for quote in self._quotes:
            at[quote.span.start] = Selection(span=quote.span, quote=quote.id, actor=quote.actor)
        for uid, span in self.note_spans.items():
            at[span.start] = Selection(span=span, note=uid)
        for span in self.flag_spans:
            at.setdefault(span.start, Selection(span=span))
        places = sorted(offset for offset in at if window.start <= offset < window.end)
        labels = jump_labels(len(places))
        self.labels = dict(zip(places, labels, strict=True))
        self._targets = {label: at[place] for place, label in self.labels.items()}
        self.repaint_changed()
        return labels

    def choose_label(self, label: str) -> bool:
        """Select the target of `label` and remove the labels; return False and do nothing for an unknown label."""
        target = self._targets.get(label)
        if target is None:
            return False
        self.clear_labels()
        self._go(target)
        return True

    def clear_labels(self) -> None:
        """Remove the labels."""
        self.labels, self._targets = {}, {}
        self.repaint_changed()

    # -- the mouse ----------------------------------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button == 1 and self.text:
            event.stop()
            self._dragged_from, self._dragged = self.offset_near(event.x, event.y), False
            self._on_words = self.offset_at(event.x, event.y) is not None
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragged_from is None:
            return
        if event.y < 0 or event.y >= self.size.height:
            self.scroll_by(-1 if event.y < 0 else 1)
        here = self.offset_near(event.x, event.y)
        self._on_words = self._on_words or self.offset_at(event.x, event.y) is not None
        if here != self._dragged_from and self._on_words:
            self._anchor = self.free_end = None
            last = max(here, self._dragged_from)
            self.selection = Selection(span=Span(min(here, self._dragged_from), character_end(self.drawn_text, last)))
            self.repaint_changed()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        start, self._dragged_from = self._dragged_from, None
        if start is None:
            return
        self.release_mouse()
        self._dragged = self._on_words and self.offset_near(event.x, event.y) != start
        if self._dragged:
            self.post_message(self.Selected(self.selection))

    def on_click(self, event: events.Click) -> None:
        """Select the mark under the pointer; two, three or four clicks select the word, sentence or paragraph.

        A click where there are no words changes nothing.
        """
        event.stop()
        if self._dragged:
            return  # the end of a drag counts as a click too
        offset = self.offset_at(event.x, event.y)
        if event.chain in CLICK_UNITS and offset is not None:
            self._go(Selection(span=Span(*around(self.drawn_text, offset, CLICK_UNITS[event.chain]))))
        elif event.x < MARGIN_CELLS and (note := self._note_at_line(event.y)) is not None:
            self._go(note)
        elif offset is not None:
            self._anchor = self.free_end = None
            self._go(self._selection_of(self.marks.at(offset)))

    def _note_at_line(self, y: int) -> Selection | None:
        start = self.offset_near(MARGIN_CELLS, y)
        end = self.offset_near(self.size.width, y)
        for uid, span in self.note_spans.items():
            if start <= span.start <= end:
                return Selection(span=span, note=uid)
        return None

    def _selection_of(self, mark: Mark | None) -> Selection:
        if mark is None:
            return Selection()
        if mark.quote is not None:
            quote = next(quote for quote in self._quotes if quote.id == mark.quote)
            return Selection(span=quote.span, quote=quote.id, actor=quote.actor)
        return Selection(span=mark.span, actor=mark.actor)
