"""The rows of a preview, and the lines that it draws of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from widgets.bars import RULE
from widgets.tables.speaker_bars import VoiceRow, voice_pieces
from widgets.text.chart import bar
from widgets.text.safe import cut, few_lines, one_line, visible

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
class Line:
    """A line in pieces; `quote` is the number of the quote that it belongs to."""

    pieces: list[Piece] = field(default_factory=list)
    quote: int | None = None


def low(rows: PreviewRows, width: int) -> Iterator[Line]:
    """A short preview: each part in one line."""
    if rows.missing:
        yield Line([(f" {one_line(rows.missing, width - 1)}", "preview--dim")])
    if rows.standfirst or rows.lead:
        yield Line([(f" {one_line(rows.standfirst or rows.lead, width - 1)}", "")])
    who = max((cell_len(_who(quote)) for quote in rows.quotes[:LOW_QUOTES]), default=0)
    who = min(who, width * 2 // 5)
    for number, quote in enumerate(rows.quotes[:LOW_QUOTES]):
        words = _cut_quote(f"{quote.sign}{quote.words}", width - who - 5)
        pad = " " * (width - who - 3 - cell_len(words))
        yield Line([*_sign(quote), (f"{words}{pad}", ""), *_speaker(quote, who)], number)
    if rows.sourcing:
        chart = bar(rows.form, sum(rows.form), min(BAR_CELLS, width // 3))
        yield Line([(f" {chart}  {one_line(rows.sourcing, width - len(chart) - 3)}", "")])
    if rows.notes_counted:
        yield Line(list(_notes_in_one(rows.notes_counted, width)))
    more = [f"same story in {len(rows.stories)} others"] if rows.stories else []
    yield Line([(f" {one_line(' · '.join(filter(None, [rows.source, *more])), width - 1)}", "")])


def high(rows: PreviewRows, width: int, *, sections: bool) -> Iterator[Line]:
    """Many lines: parts with a blank line, or a heading, between them."""
    if rows.standfirst:
        yield Line([(f" {one_line(rows.standfirst, width - 1)}", "")])
    yield Line([(f" {one_line(rows.byline, width - 1)}", "")])
    if rows.missing:
        yield Line([(f" {one_line(rows.missing, width - 1)}", "preview--dim")])
    if sections and rows.lead:
        yield Line()
        yield from (Line([(f" {line}", "")]) for line in few_lines(rows.lead, width - 1, 4))
    if rows.quotes:
        yield _part("Best quotes", f"{len(rows.quotes)} of {rows.quotes_total}", width) if sections else Line()
        quotes = rows.quotes if sections else rows.quotes[:LOW_QUOTES]
        for number, quote in enumerate(quotes):
            yield from _quote_lines(quote, number, width, 3 if sections else 2)
    if rows.voices and sections:
        yield _part("Sourcing", rows.sourcing, width)
        yield from (_voice(voice, rows, width) for voice in rows.voices)
    elif rows.voices:
        yield Line()
        yield Line(list(_voices_in_one(rows.voices, width)))
    if rows.notes:
        if sections:
            yield _part(f"Notes {len(rows.notes)}", rows.notes_summary, width)
        for note in rows.notes:
            words = f": {note.words}" if note.words else ""
            room = width - cell_len(note.what) - cell_len(note.state) - 4
            yield Line([*_note(note), (one_line(words, room), "")])
    if rows.checks and sections:
        yield _part("Check", _counted(rows.checks), width)
        for sign, line in rows.checks:
            yield Line([(f" {sign:<2} ", "preview--strong"), (one_line(line, width - 4), "")])
    if rows.stories and sections:
        yield _part("Same story", f"{len(rows.stories)} others", width)
        yield from (Line([(f" {one_line(line, width - 1)}", "")]) for line in rows.stories)
    elif rows.stories:
        yield Line([(f" {one_line('Same story: ' + ', '.join(rows.stories), width - 1)}", "")])


def _counted(checks: Sequence[tuple[str, str]]) -> str:
    errors = sum(sign == "!!" for sign, _line in checks)
    others = len(checks) - errors
    parts = [f"{errors} {'error' if errors == 1 else 'errors'}"] if errors else []
    return " · ".join([*parts, *([f"{others} {'warning' if others == 1 else 'warnings'}"] if others else [])])


def _part(title: str, note: str, width: int) -> Line:
    """A rule with a title in it."""
    rule = RULE * max(1, width - cell_len(title) - cell_len(note) - 6)
    return Line([
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


def _quote_lines(quote: PreviewQuoteRow, number: int, width: int, lines: int) -> Iterator[Line]:
    """The words in at most so many lines, then the speaker."""
    first = True
    for line in few_lines(f"{quote.sign}{quote.words}", width - 4, lines):
        yield Line([*(_sign(quote) if first else [("   ", "")]), (line, "")], number)
        first = False
    verb = f", {quote.verb}" if quote.verb else ""
    yield Line([("     ", ""), *_speaker(quote, width - 6 - cell_len(verb)), (verb, "")], number)


def _voice(voice: VoiceRow, rows: PreviewRows, width: int) -> Line:
    pieces = voice_pieces(voice, rows.voices, width)
    return Line([(text, _colour(colour)) for text, colour in pieces])


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
