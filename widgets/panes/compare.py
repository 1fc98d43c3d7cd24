"""The compare pane: the rows of two versions of a text, with changed rows side by side if there is room.

Additions, removals and changes have a sign as well as a colour. Rows hold unescaped text; the pane makes it safe to
draw.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Literal

from rich.segment import Segment

from extract.span import Span
from widgets.scroll import QuietScroll
from widgets.text.safe import cut, visible
from widgets.text.wrap import Lines

MIN_SIDE_BY_SIDE_CELLS = 100
"""From this width on the versions of a pair are side by side; below it, one above the other."""
MARGIN_CELLS = 3
"""Left of the text: a sign of at most two cells and a blank. One more cell stays empty on the right."""

Look = Literal["plain", "heading", "faint", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the comparison. `sign` is ASCII, the spans `strong` are highlighted, `step` goes to a `stop`."""

    text: str
    sign: str = ""
    look: Look = "plain"
    strong: tuple[Span, ...] = ()
    stop: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A changed paragraph in its old and its new version."""

    before: Row
    after: Row
    stop: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """The code points `start` to `end` of a row's text, made safe as `shown`, on one line from cell `column` on."""

    row: Row
    shown: str
    start: int
    end: int
    column: int = 0


_Line = tuple[int, tuple[_Part, ...]]
"""The index of the row or pair, and its parts on this line."""


class ComparePane(QuietScroll, can_focus=True):
    """Shows rows and pairs. Lines are wrapped only as far down as the view needs them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "compare--heading",
        "compare--faint",
        "compare--added",
        "compare--removed",
        "compare--strong",
    }
    DEFAULT_CSS = """
    ComparePane {
        & > .compare--heading { text-style: bold; }
        & > .compare--faint { text-style: dim; }
        & > .compare--added { color: $text-success; }
        & > .compare--removed { color: $text-error; }
        &:light > .compare--added { color: #005f00; }
        &:light > .compare--removed { color: #af0000; }
        & > .compare--strong { text-style: bold underline; }
        &:ansi {
            & > .compare--added { color: ansi_green; }
            & > .compare--removed { color: ansi_red; }
        }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: Sequence[Row | Pair] = ()
        self._lines: list[_Line] = []
        self._found: Iterator[_Line] = iter(())
        self._width = 0

    def show(self, rows: Sequence[Row | Pair], *, added_above: int | None = None) -> None:
        """Show `rows` from the first one on; with `added_above` the row now at the top of the view stays there.

        `added_above` is the number of rows added before it, negative if rows were removed.
        """
        row = self._top_row + added_above if added_above is not None and self.scroll_offset.y else 0
        self._rows = rows
        self._wrap()
        self._go_to_row(row)
        self.repaint_all()

    @property
    def shown(self) -> Sequence[Row | Pair]:
        """The rows and pairs, in order."""
        return self._rows

    @property
    def place(self) -> str:
        """The position of the view: `all`, `top`, `end` or a percentage of the rows."""
        top, height = self.scroll_offset.y, self.size.height
        self._until(top + height)
        at_end = top + height >= len(self._lines)
        if top == 0:
            return "all" if at_end else "top"
        return "end" if at_end else f"{100 * self._lines[top][0] // len(self._rows)}%"

    def scroll_pages(self, by: int) -> None:
        """Scroll by `by` screens; two lines of the last one stay visible."""
        self.scroll_by(by * max(1, self.size.height - 2))

    def go_bottom(self) -> None:
        """Scroll to the end."""
        self._until(None)
        self.show_from(len(self._lines))

    def step(self, by: int) -> bool:
        """Scroll the next (1) or previous (-1) row with `stop` to the top; returns whether the view moved."""
        top = self.scroll_offset.y
        if by > 0:
            self._until(None)
        numbers = range(top + 1, len(self._lines)) if by > 0 else range(top - 1, -1, -1)
        line = next((at for at in numbers if self._begins(at) and self._rows[self._lines[at][0]].stop), None)
        if line is not None:
            self.show_from(line)
        return self.scroll_offset.y != top

    def _begins(self, line: int) -> bool:
        """Whether a row begins on this line."""
        return line == 0 or self._lines[line - 1][0] != self._lines[line][0]

    # -- lines --------------------------------------------------------------------------------------------------------

    @property
    def line_count(self) -> int:
        """The lines wrapped so far: at least those down to one screen below the view."""
        self._until(self.scroll_offset.y + 2 * self.size.height)
        return len(self._lines)

    def show_from(self, line: int) -> None:
        self._until(line + self.size.height)
        super().show_from(line)

    def on_resize(self) -> None:
        """Wrap to the new width; the row at the top stays there."""
        if self.size.width == self._width:
            self.repaint_all()
            return
        row = self._top_row
        self._wrap()
        self._go_to_row(row)
        self.repaint_all()

    @property
    def _top_row(self) -> int:
        top = self.scroll_offset.y
        return self._lines[top][0] if top < len(self._lines) else 0

    def _go_to_row(self, row: int) -> None:
        while not any(line[0] >= row for line in self._lines[-1:]) and self._more():
            pass
        self.show_from(next((at for at, line in enumerate(self._lines) if line[0] >= row), 0))

    def _wrap(self) -> None:
        self._width = self.size.width
        self._lines = []
        self._found = self._wrapped(self._width)

    def _until(self, line: int | None) -> None:
        """Wrap until line number `line` exists; None for all lines."""
        while (line is None or len(self._lines) <= line) and self._more():
            pass

    def _more(self) -> bool:
        line = next(self._found, None)
        if line is not None:
            self._lines.append(line)
        return line is not None

    def _wrapped(self, width: int) -> Iterator[_Line]:
        if not width:
            return
        half = width // 2
        for number, row in enumerate(self._rows):
            if isinstance(row, Row):
                yield from ((number, (part,)) for part in _parts(row, width, 0))
            elif width < MIN_SIDE_BY_SIDE_CELLS:
                yield from ((number, (part,)) for part in _parts(row.before, width, 0))
                yield from ((number, (part,)) for part in _parts(row.after, width, 0))
            else:
                left, right = _parts(row.before, half, 0), _parts(row.after, width - half, half)
                while parts := tuple(part for part in (next(left, None), next(right, None)) if part is not None):
                    yield number, parts

    # -- drawing ------------------------------------------------------------------------------------------------------

    def draw_line(self, line: int) -> list[Segment]:
        segments: list[Segment] = []
        for part in self._lines[line][1]:
            used = sum(segment.cell_length for segment in segments)
            segments.append(Segment(" " * (part.column - used), self.style()))
            segments += self._drawn(part)
        return segments

    def _drawn(self, part: _Part) -> Iterator[Segment]:
        row = part.row
        look = () if row.look == "plain" else (f"compare--{row.look}",)
        yield Segment(cut(visible(row.sign), MARGIN_CELLS - 1).ljust(MARGIN_CELLS), self.style(*look))
        edges = {part.start, part.end}
        for span in row.strong:
            edges |= {at for at in (span.start, span.end) if part.start < at < part.end}
        for start, end in pairwise(sorted(edges)):
            strong = any(span.start <= start and end <= span.end for span in row.strong)
            yield Segment(part.shown[start:end], self.style(*look, *(("compare--strong",) if strong else ())))


def _parts(row: Row, width: int, column: int) -> Iterator[_Part]:
    """The lines of a row, `width` columns wide with its margins."""
    shown = visible(row.text)
    lines = Lines(shown, max(1, width - MARGIN_CELLS - 1))
    number = 0
    while True:
        lines.until_line(number)
        if number >= len(lines):
            return
        yield _Part(row, shown, *lines.span(number), column)
        number += 1
