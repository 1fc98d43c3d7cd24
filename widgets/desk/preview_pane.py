"""The preview: what the article under the cursor says, who says it, and what is still to be done about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message

from widgets.bars import RULE
from widgets.colours import colour_classes, colour_css
from widgets.scroll import QuietScroll
from widgets.tables.table import CURSOR_SIGN
from widgets.text.chart import bar
from widgets.text.safe import cut, one_line, visible

NAMED, UNNAMED = "●", "○"
LOW_LINES, LOW_QUOTES = 10, 3
"""A pane with fewer lines than these shows one line a quote, and of these the first."""
SECTIONS_FROM_LINES = 30
"""A pane with at least these lines has headings."""
BAR_CELLS = 28
Piece = tuple[str, str]
"""Text of a line and the component class that draws it, "" for the pane's own style."""


@dataclass(frozen=True, slots=True)
class PreviewQuoteRow:
    """A quote as it may be printed, who said it ("Kari Lund"), the rest about them, and the verb.

    `named` decides the sign; `colour` is the speaker's number, 0 for none; `sign` stands before the words, such as `~`.
    """

    words: str
    who: str
    detail: str = ""
    verb: str = ""
    named: bool = True
    colour: int = 0
    sign: str = ""


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """A speaker's share of all words quoted in per cent, and the words of each form: direct, partial, paraphrase."""

    name: str
    share: int
    form: tuple[int, int, int]
    named: bool = True
    colour: int = 0


@dataclass(frozen=True, slots=True)
class PreviewNoteRow:
    """A note: its sign, type and state, whether it is overdue, and its first words."""

    sign: str
    what: str
    state: str
    words: str
    late: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class PreviewRows:
    """What the pane shows of one article. `source` is one line; `byline` the same with who wrote it.

    `sourcing` sums up who speaks; `form` are the words of all quotes: direct, partial, paraphrase. `notes_counted` are
    the notes in one line. `checks` are the findings of the publish gate, a sign and a line each; `stories` the articles
    that tell the same story; `missing` says why there are no quotes.
    """

    key: str
    standfirst: str = ""
    byline: str = ""
    source: str = ""
    lead: str = ""
    quotes: Sequence[PreviewQuoteRow] = ()
    quotes_total: int = 0
    voices: Sequence[VoiceRow] = ()
    form: tuple[int, int, int] = (0, 0, 0)
    sourcing: str = ""
    notes: Sequence[PreviewNoteRow] = ()
    notes_counted: Sequence[PreviewNoteRow] = ()
    notes_summary: str = ""
    checks: Sequence[tuple[str, str]] = ()
    stories: Sequence[str] = ()
    missing: str = ""


@dataclass(slots=True)
class _Line:
    pieces: list[Piece] = field(default_factory=list)
    quote: int | None = None


class PreviewPane(QuietScroll, can_focus=True):
    """Shows one article in as many lines as there are."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", show=False),
        Binding("l,right", "enter", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "preview--dim",
        "preview--strong",
        "preview--chosen",
        *colour_classes("preview"),
    }
    DEFAULT_CSS = f"""
    PreviewPane {{
        & > .preview--dim {{ text-style: dim; }}
        & > .preview--strong {{ text-style: bold; }}
        & > .preview--chosen {{ text-style: reverse; }}
        {colour_css("preview")}
    }}
    """
    EMPTY = "The article under the cursor is shown here."

    @dataclass
    class Opened(Message):
        """The user opened the article, at the quote with this number if there is one."""

        key: str
        quote: int | None

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: PreviewRows | None = None
        self._lines: list[_Line] = []
        self._laid_out_in = (0, 0)
        self._quote: int | None = None

    @property
    def shown(self) -> PreviewRows | None:
        """What is shown."""
        return self._rows

    @property
    def has_sections(self) -> bool:
        """Whether there is room for headings, and what stands under them."""
        return self.size.height >= SECTIONS_FROM_LINES

    @property
    def quote(self) -> int | None:
        """The number of the quote that was gone to; None for none."""
        return self._quote

    def show(self, rows: PreviewRows | None) -> None:
        """Show `rows`; None for no article."""
        if rows == self._rows:
            return
        if rows is None or self._rows is None or rows.key != self._rows.key:
            self._quote = None
            self.show_from(0)
        self._rows = rows
        self._lay_out()
        self.repaint_changed()

    def step_quote(self, by: int) -> bool:
        """Go to the next quote, or the one before; whether there is one."""
        quotes = [number for number, line in enumerate(self._lines) if line.quote is not None]
        count = 1 + max((self._lines[number].quote or 0 for number in quotes), default=-1)
        if not count:
            return False
        self._quote = (0 if by > 0 else count - 1) if self._quote is None else (self._quote + by) % count
        at = next(number for number in quotes if self._lines[number].quote == self._quote)
        if not self.scroll_offset.y <= at < self.scroll_offset.y + self.view_height:
            self.show_from(at)
        self.repaint_changed()
        return True

    def action_enter(self) -> None:
        """Read the article."""
        if self._rows is not None:
            self.post_message(self.Opened(self._rows.key, self._quote))

    # -- drawing ------------------------------------------------------------------------------------------------------

    @property
    def line_count(self) -> int:
        """The lines that the article needs."""
        return max(1, len(self._lines))

    def on_resize(self) -> None:
        """Lay out the lines again."""
        self._lay_out()
        self.show_from(self.scroll_offset.y)
        self.repaint_all()

    def show_focus(self) -> None:
        """Nothing in the lines says where the keyboard is: the rule does."""

    def draw_line(self, line: int) -> list[Segment]:
        if (self.size.width, self.size.height) != self._laid_out_in:
            self._lay_out()
        if self._rows is None:
            return [Segment(f" {self.EMPTY}", self.style("preview--dim"))] if line == 0 else []
        if line >= len(self._lines):
            return []
        here = self._lines[line]
        chosen = here.quote is not None and here.quote == self._quote
        return [
            Segment(CURSOR_SIGN if chosen else " ", self.style()),
            *(Segment(visible(text), self.style(*((look,) if look else ()))) for text, look in here.pieces),
        ]

    def _lay_out(self) -> None:
        width, height = self.size.width, self.size.height
        self._laid_out_in = (width, height)
        rows = self._rows
        if rows is None or width < 8:
            self._lines = []
        elif height < LOW_LINES:
            self._lines = list(_low(rows, width - 2))
        else:
            self._lines = list(_high(rows, width - 2, sections=height >= SECTIONS_FROM_LINES))


def _low(rows: PreviewRows, width: int) -> Iterator[_Line]:
    """A short preview: each part in one line."""
    if rows.missing:
        yield _Line([(f" {one_line(rows.missing, width - 1)}", "preview--dim")])
    if rows.standfirst or rows.lead:
        yield _Line([(f" {one_line(rows.standfirst or rows.lead, width - 1)}", "")])
    who = max((cell_len(_who(quote)) for quote in rows.quotes[:LOW_QUOTES]), default=0)
    who = min(who, width * 2 // 5)
    for number, quote in enumerate(rows.quotes[:LOW_QUOTES]):
        words = _cut_quote(f"{quote.sign}{quote.words}", width - who - 5)
        pad = " " * (width - who - 3 - cell_len(words))
        yield _Line([*_sign(quote), (f"{words}{pad}", ""), *_speaker(quote, who)], number)
    if rows.sourcing:
        chart = bar(rows.form, sum(rows.form), min(BAR_CELLS, width // 3))
        yield _Line([(f" {chart}  {one_line(rows.sourcing, width - len(chart) - 3)}", "")])
    if rows.notes_counted:
        yield _Line(list(_notes_in_one(rows.notes_counted, width)))
    more = [f"same story in {len(rows.stories)} others"] if rows.stories else []
    yield _Line([(f" {one_line(' · '.join(filter(None, [rows.source, *more])), width - 1)}", "")])


def _high(rows: PreviewRows, width: int, *, sections: bool) -> Iterator[_Line]:
    """Many lines: parts with a blank line, or a heading, between them."""
    if rows.standfirst:
        yield _Line([(f" {one_line(rows.standfirst, width - 1)}", "")])
    yield _Line([(f" {one_line(rows.byline, width - 1)}", "")])
    if rows.missing:
        yield _Line([(f" {one_line(rows.missing, width - 1)}", "preview--dim")])
    if sections and rows.lead:
        yield _Line()
        yield from (_Line([(f" {line}", "")]) for line in _wrapped(rows.lead, width - 1, 4))
    if rows.quotes:
        yield _part("Best quotes", f"{len(rows.quotes)} of {rows.quotes_total}", width) if sections else _Line()
        quotes = rows.quotes if sections else rows.quotes[:LOW_QUOTES]
        for number, quote in enumerate(quotes):
            yield from _quote_lines(quote, number, width, 3 if sections else 2)
    if rows.voices and sections:
        yield _part("Sourcing", rows.sourcing, width)
        yield from (_voice(voice, rows, width) for voice in rows.voices)
    elif rows.voices:
        yield _Line()
        yield _Line(list(_voices_in_one(rows.voices, width)))
    if rows.notes:
        if sections:
            yield _part(f"Notes {len(rows.notes)}", rows.notes_summary, width)
        for note in rows.notes:
            words = f": {note.words}" if note.words else ""
            room = width - cell_len(note.what) - cell_len(note.state) - 4
            yield _Line([*_note(note), (one_line(words, room), "")])
    if rows.checks and sections:
        yield _part("Check", _counted(rows.checks), width)
        for sign, line in rows.checks:
            yield _Line([(f" {sign:<2} ", "preview--strong"), (one_line(line, width - 4), "")])
    if rows.stories and sections:
        yield _part("Same story", f"{len(rows.stories)} others", width)
        yield from (_Line([(f" {one_line(line, width - 1)}", "")]) for line in rows.stories)
    elif rows.stories:
        yield _Line([(f" {one_line('Same story: ' + ', '.join(rows.stories), width - 1)}", "")])


def _counted(checks: Sequence[tuple[str, str]]) -> str:
    errors = sum(sign == "!!" for sign, _line in checks)
    others = len(checks) - errors
    parts = [f"{errors} {'error' if errors == 1 else 'errors'}"] if errors else []
    return " · ".join([*parts, *([f"{others} {'warning' if others == 1 else 'warnings'}"] if others else [])])


def _part(title: str, note: str, width: int) -> _Line:
    """A rule with a title in it."""
    rule = RULE * max(1, width - cell_len(title) - cell_len(note) - 6)
    return _Line([
        (f"{RULE} ", "preview--dim"), (f"{title} ", "preview--strong"), (rule, "preview--dim"),
        (f" {note} " if note else "", ""), (RULE, "preview--dim"),
    ])  # fmt: skip


def _sign(quote: PreviewQuoteRow) -> list[Piece]:
    return [(f" {NAMED if quote.named else UNNAMED} ", _colour(quote.colour))]


def _colour(number: int) -> str:
    return f"preview--speaker{number}" if number else ""


def _who(quote: PreviewQuoteRow) -> str:
    return ", ".join(filter(None, (quote.who, quote.detail)))


def _speaker(quote: PreviewQuoteRow, room: int) -> list[Piece]:
    """Who said it, in at most `room` cells; the name has the speaker's colour."""
    name = one_line(quote.who, room)
    rest = f", {quote.detail}" if quote.detail else ""
    return [(name, _colour(quote.colour)), (one_line(rest, room - cell_len(name)) if rest else "", "")]


def _quote_lines(quote: PreviewQuoteRow, number: int, width: int, lines: int) -> Iterator[_Line]:
    """The words in at most so many lines, then the speaker."""
    first = True
    for line in _wrapped(f"{quote.sign}{quote.words}", width - 4, lines):
        yield _Line([*(_sign(quote) if first else [("   ", "")]), (line, "")], number)
        first = False
    verb = f", {quote.verb}" if quote.verb else ""
    yield _Line([("     ", ""), *_speaker(quote, width - 6 - cell_len(verb)), (verb, "")], number)


def _voice(voice: VoiceRow, rows: PreviewRows, width: int) -> _Line:
    name = max(12, min(24, max(cell_len(each.name) for each in rows.voices)))
    most = max(sum(each.form) for each in rows.voices)
    sign = UNNAMED if not voice.named else " "
    shown = one_line(voice.name, name)
    chart = bar(voice.form, most, max(4, width - name - 10))
    return _Line([
        (f"{sign} ", ""), (shown, _colour(voice.colour)),
        (f"{' ' * (name - cell_len(shown))}  {chart} {voice.share:>3}%", ""),
    ])  # fmt: skip


def _voices_in_one(voices: Sequence[VoiceRow], width: int) -> Iterator[Piece]:
    """The voices one after the other, as many as there is room for."""
    most, used = sum(sum(voice.form) for voice in voices), 0
    for voice in voices:
        chart = bar(voice.form, most, BAR_CELLS)
        name = f"{UNNAMED} {voice.name}" if not voice.named else voice.name
        tail = f" {chart} {voice.share}%  "
        if used + cell_len(name) + cell_len(tail) > width:
            return
        used += cell_len(name) + cell_len(tail) + 1
        yield f" {name}" if not used else name, _colour(voice.colour)
        yield tail, ""


def _notes_in_one(notes: Sequence[PreviewNoteRow], width: int) -> Iterator[Piece]:
    used = 0
    for note in notes:
        cells = cell_len(note.what) + cell_len(note.state) + 6
        if used + cells > width:
            return
        used += cells
        yield from _note(note)
        yield "  ", ""


def _note(note: PreviewNoteRow) -> list[Piece]:
    look = "preview--late" if note.late else "preview--attention" if note.open else "preview--dim"
    return [
        (f" {note.sign}", look),
        (f" {note.what} ", ""),
        (note.state, "preview--late" if note.late else ""),
    ]


def _cut_quote(words: str, room: int) -> str:
    """The words in at most `room` cells; what is cut keeps its closing mark."""
    if cell_len(words) <= room:
        return visible(words)
    mark = words[-1] if words[-1:] in "”’»\"'" else ""
    return cut(visible(words), max(0, room - 1 - len(mark))).rstrip() + "…" + mark


def _wrapped(text: str, width: int, most: int) -> list[str]:
    """`text` in at most `most` lines of `width` cells; the last ends in an ellipsis if there is more."""
    lines: list[str] = []
    words = visible(text).split()
    while words and len(lines) < most:
        line = cut(words.pop(0), width)
        while words and cell_len(line) + 1 + cell_len(words[0]) <= width:
            line += f" {words.pop(0)}"
        lines.append(line)
    if words and lines:
        lines[-1] = cut(lines[-1], width - 1).rstrip() + "…"
    return lines
