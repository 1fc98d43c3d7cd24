"""Who speaks: a line for each speaker with a bar, its share and, where there is room, the number of quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message

from widgets.colours import colour_classes, colour_css
from widgets.scroll import QuietScroll
from widgets.text.chart import bar
from widgets.text.safe import cut, one_line

UNNAMED = "○"
MIN_NAME_CELLS, MAX_NAME_CELLS = 10, 24
MIN_BAR_CELLS = 4
QUOTES_FROM_CELLS = 60
"""The width from which the number of quotes is shown."""
LEGEND = "█ direct  ▒ partial  ░ paraphrase"


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """A speaker's share of all words quoted in per cent, and the words of each form: direct, partial, paraphrase.

    `key` says who it is to the app, `quotes` is their number, 0 for unknown; `colour` the speaker's, 0 for none.
    """

    name: str
    share: int
    form: tuple[int, int, int]
    named: bool = True
    colour: int = 0
    key: str = ""
    quotes: int = 0


def voice_pieces(voice: VoiceRow, voices: Sequence[VoiceRow], width: int) -> list[tuple[str, int]]:
    """The line of one of `voices` in `width` cells: pieces of text, and the number of a speaker's colour for each."""
    longest = max(cell_len(each.name) for each in voices)
    name = max(MIN_NAME_CELLS, min(MAX_NAME_CELLS, longest, width // 3))
    shown = one_line(voice.name, name)
    tail = f" {voice.share:>3}%"
    if width >= QUOTES_FROM_CELLS and voice.quotes:
        tail += f"  {voice.quotes} {'quote' if voice.quotes == 1 else 'quotes'}"
    most = max(cell_len(str(each.quotes)) for each in voices) + 14 if width >= QUOTES_FROM_CELLS else 5
    room = max(MIN_BAR_CELLS, width - name - 4 - most)
    chart = bar(voice.form, max(sum(each.form) for each in voices), room)
    sign = " " if voice.named else UNNAMED
    return [
        (f"{sign} ", 0),
        (shown, voice.colour),
        (f"{' ' * (name - cell_len(shown))}  {chart}{' ' * (room - len(chart))}{tail}", 0),
    ]


class VoicesPane(QuietScroll):
    """The speakers, most words first, and what the bars mean. The keyboard does not go there."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"voices--dim", *colour_classes("voices")}
    DEFAULT_CSS = f"""
    VoicesPane {{
        & > .voices--dim {{ text-style: dim; }}
        {colour_css("voices")}
    }}
    """

    @dataclass
    class Clicked(Message):
        """The user clicked the speaker with this key."""

        key: str

    def __init__(self, *, id: str | None = None, legend: bool = False) -> None:
        """`legend`: the last line says what the parts of the bars mean."""
        super().__init__(id=id)
        self._legend = legend
        self._voices: Sequence[VoiceRow] = ()

    def show(self, voices: Sequence[VoiceRow]) -> None:
        """Show these speakers."""
        if voices != self._voices:
            self._voices = voices
            self.repaint_changed()

    @property
    def line_count(self) -> int:
        """A line for each, and one for the legend if it is wanted."""
        return len(self._voices) + self._legend if self._voices else 0

    def draw_line(self, line: int) -> list[Segment]:
        if line >= len(self._voices):
            return [Segment(cut(f"  {LEGEND}", self.size.width), self.style("voices--dim"))]
        pieces = voice_pieces(self._voices[line], self._voices, self.size.width)
        return [
            Segment(text, self.style(*((f"voices--speaker{colour}",) if colour else ()))) for text, colour in pieces
        ]

    def on_resize(self) -> None:
        """Draw at the new size."""
        self.repaint_all()

    def on_click(self, event: events.Click) -> None:
        """Post who was clicked."""
        event.stop()
        line = self.scroll_offset.y + event.y
        if line < len(self._voices) and self._voices[line].key:
            self.post_message(self.Clicked(self._voices[line].key))
