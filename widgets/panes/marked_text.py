"""Draws an article's text, wrapped and marked, line by line; `widgets.panes.article` handles the user's actions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment

from extract.span import Span
from widgets.colours import colour_classes, colour_css
from widgets.scroll import QuietScroll
from widgets.state import CLOSED, LATE, NOTE_SIGNS, OPEN, Flag, Selection
from widgets.text.marks import Marks
from widgets.text.safe import cut, one_line, visible
from widgets.text.wrap import Lines

if TYPE_CHECKING:
    from extract.types import Block

MARGIN_CELLS = 2
"""Left of the text: a sign and a blank. One more cell stays empty on the right."""
CONTEXT_LINES = 3
"""Lines that stay visible above or below a span scrolled to, if there is room."""
LOW_BELOW_LINES = 16
LOW_CONTEXT_LINES = 1
"""The same in a view that is lower than `LOW_BELOW_LINES`."""
_NOTE_LOOKS = {LATE: "article--late", OPEN: "article--attention", CLOSED: "article--dim"}

Layer = tuple[int, int, str]
"""Start and end (code points) and component class of something drawn over a line."""


class MarkedText(QuietScroll, can_focus=True):
    """Draws a text with zones, marks, note signs, matches, labels and one selection."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--date",
        "article--headline",
        "article--standfirst",
        "article--byline",
        "article--caption",
        "article--credit",
        "article--crosshead",
        "article--paragraph",
        "article--boilerplate",
        "article--direct",
        "article--indirect",
        "article--mixed",
        "article--speaker",
        "article--cue",
        "article--mention",
        "article--actor",
        "article--match",
        "article--flag",
        "article--selected",
        "article--cursor",
        "article--label",
        "article--note",
        "article--dim",
        *colour_classes("article"),
    }
    DEFAULT_CSS = f"""
    MarkedText {{
        & > .article--headline, & > .article--crosshead {{ text-style: bold; }}
        & > .article--standfirst {{ text-style: italic; }}
        & > .article--date, & > .article--byline, & > .article--dim,
        & > .article--credit, & > .article--boilerplate {{ text-style: dim; }}
        & > .article--direct, & > .article--mixed {{ text-style: underline; }}
        & > .article--cue, & > .article--actor {{ text-style: bold; }}
        & > .article--match, & > .article--flag {{ text-style: underline; }}
        & > .article--selected {{ text-style: reverse; }}
        & > .article--cursor {{ text-style: bold underline; }}
        & > .article--label {{ text-style: bold reverse; }}
        & > .article--note {{ text-style: bold; }}
        {colour_css("article")}
        &:nocolor {{
            & > .article--mention {{ text-style: bold; }}
            & > .article--actor {{ text-style: bold underline; }}
            & > .article--match {{ text-style: reverse; }}
            & > .article--selected {{ text-style: bold reverse underline; }}
        }}
    }}
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.text = ""
        """The article's text, unchanged."""
        self.drawn_text = ""
        """The text made safe to draw, code point for code point."""
        self.lines = Lines("", 1)
        """The lines of `drawn_text`."""
        self.marks = Marks()
        self.matches: list[Span] = []
        self.labels: dict[int, str] = {}
        """The jump labels by the offset they are drawn at."""
        self.note_spans: dict[str, Span] = {}
        """The span of each note by its uid, in text order."""
        self.flag_spans: list[Span] = []
        """The flagged spans in text order, overlapping ones merged."""
        self.selection = Selection()
        """The current selection."""
        self.free_end: int | None = None
        """The offset that motions move while words are selected; None at other times."""
        self._title = ""
        self._top = 0
        self._scrolled_away = False
        self._blocks: Sequence[Block] = ()
        self._block_starts: Sequence[int] = ()
        self._note_starts: Sequence[int] = ()
        self._note_signs: Mapping[str, str] = {}
        self._flags: list[Flag] = []

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def selected_span(self) -> Span | None:
        """The selected words, or None."""
        return self.selection.span

    @property
    def place(self) -> str:
        """The position of the view: `all`, `top`, `end` or a percentage of the text."""
        top, height = self.scroll_offset.y, self.size.height
        self.lines.until_line(top + height)
        at_end = self.lines.complete and top + height >= len(self.lines)
        if top == 0:
            return "all" if at_end else "top"
        return "end" if at_end else f"{100 * self.lines.starts[top] // len(self.text)}%"

    @property
    def window(self) -> Span:
        """The visible span of the text."""
        top = self.scroll_offset.y
        self.lines.until_line(top + self.size.height)
        if not len(self.lines):
            return Span(0, 0)
        last = min(top + max(1, self.size.height), len(self.lines)) - 1
        return Span(self.lines.starts[min(top, last)], self.lines.ends[last])

    def note_marks(self, spans: Mapping[str, Span], signs: Mapping[str, str] | None = None) -> None:
        """Show a sign in the margin of every line where a note begins. `spans` are the notes' spans by uid."""
        self.note_spans = dict(sorted(spans.items(), key=lambda item: item[1]))
        self._note_starts = [span.start for span in self.note_spans.values()]
        self._note_signs = signs or {}
        self.repaint_changed()

    def flag(self, flags: Sequence[Flag]) -> None:
        """Mark the words that the stylebook comments on, in place of earlier flags."""
        self._flags = sorted(flags, key=lambda flag: flag.span)
        self.flag_spans = []
        for flag in self._flags:
            if not self.flag_spans or flag.span.start >= self.flag_spans[-1].end:
                self.flag_spans.append(flag.span)
            else:
                last = self.flag_spans.pop()
                self.flag_spans.append(Span(last.start, max(last.end, flag.span.end)))
        self.repaint_changed()

    @property
    def flags(self) -> Sequence[Flag]:
        """The flags in text order."""
        return self._flags

    def flags_at(self, span: Span | None) -> list[Flag]:
        """The flags that overlap `span`; none for None."""
        return [flag for flag in self._flags if flag.span.overlaps(span)] if span is not None else []

    def load(self, text: str, blocks: Sequence[Block], title: str) -> None:
        """Show another text from its beginning, without marks, notes, flags and selection."""
        self.text, self.drawn_text, self._title = text, visible(text), title
        self.set_blocks(blocks)
        self.marks, self.note_spans, self._note_starts, self.selection = Marks(), {}, (), Selection()
        self.free_end, self.matches, self.labels = None, [], {}
        self._flags, self.flag_spans = [], []
        self._top, self._scrolled_away = 0, False
        self.wrap()

    def set_blocks(self, blocks: Sequence[Block]) -> None:
        """Set the zones to draw, without a repaint."""
        self._blocks = sorted(blocks, key=lambda block: block.span)
        self._block_starts = [block.span.start for block in self._blocks]

    # -- lines and places ---------------------------------------------------------------------------------------------

    @property
    def line_count(self) -> int:
        """The lines wrapped so far: at least those down to one screen below the view."""
        self.lines.until_line(self.scroll_offset.y + 2 * self.size.height)
        return len(self.lines)

    def show_from(self, line: int) -> None:
        self.lines.until_line(line + self.size.height)
        super().show_from(line)
        self._top = self.lines.starts[min(self.scroll_offset.y, len(self.lines) - 1)]
        self.note_distance()

    def on_resize(self) -> None:
        """Wrap to the new size; the words last scrolled to the top stay there through any number of resizes."""
        if self.size.width - MARGIN_CELLS - 1 != self.lines.width:
            self.wrap()
        else:
            self._restore_top()
            self.repaint_all()

    def wrap(self) -> None:
        """Wrap the text to the width, as far down as the view needs."""
        if not self.size:
            return
        self.lines = Lines(self.drawn_text, self.size.width - MARGIN_CELLS - 1)
        self._restore_top()
        self.repaint_all()

    def _restore_top(self) -> None:
        """Show the words last scrolled to the top there, or the selection if they leave no room for it."""
        height, line = self.size.height, self.lines.line_of(self._top)
        span = self.selection.span
        if span is not None and not self._scrolled_away and height:
            first, last = self.lines.line_of(span.start), self.lines.line_of(max(span.start, span.end - 1))
            if last >= line + height:
                line = min(first, last - height + 1)
            elif last < line:
                line = first
        self.lines.until_line(line + height)
        super().show_from(line)

    def note_distance(self) -> None:
        """Remember whether the selection is out of view because of scrolling: a resize does not change that."""
        span = self.selection.span
        self._scrolled_away = bool(self.size.height) and span is not None and not span.overlaps(self.window)

    @property
    def selection_left(self) -> bool:
        """Whether there is no selected span, or the view was scrolled away from it."""
        return self.selection.span is None or self._scrolled_away

    def reveal(self, span: Span, *, by_page: bool = True) -> None:
        """Scroll to show the span, or its beginning if it is longer than the view.

        With `by_page`, scroll by a page, so that consecutive steps cost a line much less; else as little as needed.
        """
        height, top = self.size.height, self.scroll_offset.y
        if not height:
            return
        first = self.lines.line_of(span.start)
        last = max(first, min(self.lines.line_of(max(span.start, span.end - 1)), first + height - 1))
        if top <= first and last < top + height:
            return
        most = CONTEXT_LINES if height >= LOW_BELOW_LINES else LOW_CONTEXT_LINES
        context = min(most, (height - 1 - (last - first)) // 2)
        if by_page or self.paged:
            self.show_from(first - context if first >= top else last + context - height + 1)
        elif first < top:
            self.show_from(first - context)
        else:
            self.show_from(last + context - height + 1)

    def offset_at(self, x: int, y: int) -> int | None:
        """The offset of the code point drawn at this cell of the widget; None outside the text."""
        line = self.scroll_offset.y + y
        self.lines.until_line(line)
        if not 0 <= line < len(self.lines):
            return None
        start, end = self.lines.span(line)
        column = x - MARGIN_CELLS
        if column < 0:
            return None
        offset = start + len(cut(self.drawn_text[start:end], column))
        return offset if offset < end else None

    def offset_near(self, x: int, y: int) -> int:
        """The offset of the code point drawn nearest to this cell."""
        line = self.scroll_offset.y + max(0, min(y, self.size.height - 1))
        self.lines.until_line(line)
        start, end = self.lines.span(max(0, min(line, len(self.lines) - 1)))
        return min(start + len(cut(self.drawn_text[start:end], max(0, x - MARGIN_CELLS))), max(start, end - 1))

    # -- drawing ------------------------------------------------------------------------------------------------------

    def draw_line(self, line: int) -> list[Segment]:
        if not self.text:
            return [Segment(" " * MARGIN_CELLS + one_line(self._title, self.size.width - MARGIN_CELLS), self.style())]
        start, end = self.lines.span(line)
        return [*self._margin(line, start, end), *self._pieces(start, end)]

    def _margin(self, line: int, start: int, end: int) -> Iterator[Segment]:
        after = self.lines.starts[line + 1] if line + 1 < len(self.lines) else len(self.text) + 1
        first, last = bisect_left(self._note_starts, start), bisect_left(self._note_starts, after)
        uids = list(self.note_spans)[first:last] if first < last else []
        if uids:
            signs = [self._note_signs.get(uid, OPEN) for uid in uids]
            sign = min(signs, key=NOTE_SIGNS.index)
            looks = ("article--note",) if self.selection.note in uids else ()
            yield Segment(sign, self.style(_NOTE_LOOKS[sign], *looks))
        elif quoted := [mark for mark in self.marks.over(start, end) if mark.rank == 0]:
            mark = next((mark for mark in quoted if mark.quote == self.selection.quote), quoted[0])
            sign = "▌" if mark.quote == self.selection.quote else "│"
            yield Segment(sign, self.style(*((f"article--speaker{mark.colour}",) if mark.colour else ())))
        else:
            yield Segment(" ", self.style())
        flagged = any(start <= span.start < after for span in _over(self.flag_spans, start, after))
        yield Segment("!", self.style("article--late", "article--note")) if flagged else Segment(" ", self.style())

    def _pieces(self, start: int, end: int) -> Iterator[Segment]:
        """The text of a line, split where its style changes."""
        layers = list(self._layers(start, end))
        cuts = {start, end}
        for begin, finish, _look in layers:
            cuts.add(max(begin, start))
            cuts.add(min(finish, end))
        labels = [at for at in self.labels if start <= at < end] if self.labels else []
        for at in labels:
            cuts.update((at, self._label_end(at, end)))
        edges = sorted(cuts)
        skip = start
        for begin, finish in pairwise(edges):
            if begin < skip:
                continue
            if begin in labels:
                skip = self._label_end(begin, end)
                label = self.labels[begin].ljust(cell_len(self.drawn_text[begin:skip]))
                yield Segment(label, self.style("article--label"))
                continue
            looks = tuple(look for first, last, look in layers if first <= begin and finish <= last)
            yield Segment(self.drawn_text[begin:finish], self.style(*looks))

    def _label_end(self, at: int, end: int) -> int:
        """The offset where the text continues after the label drawn over the words at `at`."""
        wanted, cells = len(self.labels[at]), 0
        for _start, after, width in split_graphemes(self.drawn_text[at:end])[0]:
            cells += width
            if cells >= wanted:
                return at + after
        return end

    def _layers(self, start: int, end: int) -> Iterator[Layer]:
        """The layers over the text from `start` to `end`, lowest first."""
        block = self._block_at(start)
        if block is not None:
            yield block.span.start, max(block.span.end, end), f"article--{block.kind}"
        chosen = self.selection
        marks = self.marks.over(start, end)
        for mark in marks:
            yield *mark.span, mark.look
            if mark.colour:
                yield *mark.span, f"article--speaker{mark.colour}"
        for mark in marks:
            if mark.actor is not None and mark.actor == chosen.actor:
                yield *mark.span, "article--actor"
        for span in _over(self.flag_spans, start, end):
            yield *span, "article--late"
            yield *span, "article--flag"
        for span in _over(self.matches, start, end):
            yield *span, "article--attention"
            yield *span, "article--match"
        if chosen.quote in self.marks.quotes:
            for mark in marks:
                if mark.quote == chosen.quote and mark.rank == 0:
                    yield *mark.span, "article--selected"
        elif chosen.span is not None and chosen.span.start < end and start < chosen.span.end:
            yield *chosen.span, "article--selected"
        if self.free_end is not None and start <= self.free_end < end:
            yield self.free_end, self.free_end + 1, "article--cursor"

    def _block_at(self, offset: int) -> Block | None:
        index = bisect_right(self._block_starts, offset) - 1
        return self._blocks[index] if index >= 0 and offset < self._blocks[index].span.end else None


def _over(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """The spans that overlap `start` to `end`; `spans` must be sorted and must not overlap one another."""
    if not spans:
        return
    index = bisect_right(spans, Span(start, start))
    for span in spans[max(0, index - 1) :]:
        if span.start >= end:
            return
        if span.end > start:
            yield span
