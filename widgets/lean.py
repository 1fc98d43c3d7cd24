"""What an app sends to the terminal, cut to what the terminal does not show already.

Textual sends every line that a widget asked to repaint, whole, with each run of one style set up and reset. Over SSH
that is most of the cost of a key. `LeanApp` keeps a mirror of the terminal's cells, compares, and sends the cells that
differ: text that moved up or down is moved by the terminal itself (a scrolling region), blank line ends are erased, and
styles are changed only where they change. Everything else in Textual stays as it is.

The sequences used are a VT100's: cursor position, cursor forward, erase to end of line, scrolling region, line feed and
reverse index; none depends on how a terminal colours what it erases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.console import Console, RenderableType
from rich.style import Style
from textual import events
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual._path import CSSPathType
from textual.app import App, ReturnType
from textual.driver import Driver
from textual.filter import Monochrome, NoColor
from textual.screen import Screen
from textual.strip import Strip

_NARROW = (
    " -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u052f\u1e00-\u1eff"
    "\u2010-\u2015\u2018-\u2027\u2030-\u205e\u20a0-\u20bf\u2400-\u2421\u2500-\u25ff\ufffd"
)
_WIDE = "\u3001-\u3020\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
_NOT_NARROW = re.compile(f"[^{_NARROW}]")


@lru_cache(1)
def _not_sure() -> re.Pattern[str]:
    """What terminals draw in different widths: emoji, joined and combining characters, scripts of many shapes.

    Compiled when first needed: most articles have none, and it takes milliseconds of the start.
    """
    return re.compile(f"[^{_NARROW}{_WIDE}]")


def _sure(text: str) -> bool:
    """Whether every terminal draws each character of `text` in the same cells."""
    return _NOT_NARROW.search(text) is None or _not_sure().search(text) is None


GAP = 3
"""So many unchanged cells are sent again rather than jumped over."""
ATOMIC = 512
"""Updates longer than this are bracketed as one, where the terminal can do that, so that it shows no half of them."""


@dataclass(slots=True)
class Row:
    """A line of cells: what each shows (nothing in the second cell of a wide character), and in which look.

    A look is the parameters of SGR, empty for the terminal's default. A blank's look leaves out what it does not show.
    """

    cells: list[str]
    looks: list[str]

    @property
    def sure(self) -> bool:
        """Whether every terminal draws each of these characters in the same cells."""
        return _sure("".join(self.cells))

    @classmethod
    def blank(cls, width: int) -> Row:
        """A line with nothing on it."""
        return cls([" "] * width, [""] * width)


class Mirror:
    """The terminal's cells as they are now; unknown until a whole screen was sent."""

    def __init__(self) -> None:
        self._rows: list[Row] | None = None

    def forget(self) -> None:
        """Somebody else may have written to the terminal: send everything next time."""
        self._rows = None

    @property
    def rows(self) -> Sequence[Row] | None:
        """The cells, or None while they are unknown."""
        return self._rows

    def paint(self, rows: list[Row]) -> str:
        """What to send to turn the terminal's screen into `rows`."""
        old = self._rows
        self._rows = rows
        if old is None or len(old) != len(rows) or len(old[0].cells) != len(rows[0].cells):
            return _paint(None, rows)
        plain = _paint(old, rows)
        shift = _find_shift(old, rows) if len(plain) > 60 else None
        if shift is not None:
            moved = _shifted(old, *shift)
            scrolled = _scroll(*shift) + _paint(moved, rows)
            if len(scrolled) < len(plain):
                return scrolled
        return plain


class LeanUpdate(CompositorUpdate):
    """An update of Textual's, sent by way of a mirror."""

    def __init__(self, update: LayoutUpdate | ChopsUpdate, mirror: Mirror, *, atomic: bool) -> None:
        """`atomic` says that the terminal knows synchronized updates."""
        self._update = update
        self._mirror = mirror
        self._atomic = atomic

    def render_segments(self, console: Console) -> str:
        sent = self._sequences(console)
        return f"{SYNC_START}{sent}{SYNC_END}" if self._atomic and len(sent) > ATOMIC else sent

    def _sequences(self, console: Console) -> str:
        system = console._color_system or ColorSystem.TRUECOLOR
        update, known = self._update, self._mirror.rows
        if isinstance(update, LayoutUpdate):
            width = update.region.width
            return self._mirror.paint([_row(line, width, system) for line in update.strips])
        if known is None:
            return update.render_segments(console)
        rows = list(known)
        for y, first, last in update.spans:
            if y >= len(rows):
                continue
            row = rows[y] = Row(rows[y].cells.copy(), rows[y].looks.copy())
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is not None and x < last and end > first:
                    part = _row([strip], min(end, len(row.cells)) - x, system)
                    row.cells[x:end], row.looks[x:end] = part.cells, part.looks
        return self._mirror.paint(rows)


class LeanApp(App[ReturnType]):
    """An app that sends only what changed."""

    def __init__(
        self,
        driver_class: type[Driver] | None = None,
        css_path: CSSPathType | None = None,
        watch_css: bool = False,
        ansi_color: bool | None = None,
    ) -> None:
        super().__init__(driver_class, css_path, watch_css, ansi_color)
        self._mirror = Mirror()
        if self.no_color:  # Textual would send greys, and black for the terminal's own colours: https://no-color.org
            self._filters = [NoColor() if isinstance(each, Monochrome) else each for each in self._filters]

    def redraw(self) -> None:
        """Send the whole screen again, for when something else has written over it."""
        self._mirror.forget()
        self.screen.refresh()

    def on_mount(self) -> None:
        """After a stay in the shell, or in another program, nothing on the terminal is ours."""
        self.app_resume_signal.subscribe(self, lambda _app: self._mirror.forget(), immediate=True)

    def on_resize(self, _event: events.Resize) -> None:
        """A terminal that changes its size may wrap, cut or clear its lines, even if it changes it back at once."""
        self._mirror.forget()
        self.call_after_refresh(self._paint_if_unknown)

    def _paint_if_unknown(self) -> None:
        if self._mirror.rows is None and self._running:
            self.screen.refresh()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        update: RenderableType | CompositorUpdate | None = renderable
        if isinstance(renderable, LayoutUpdate | ChopsUpdate):
            update = LeanUpdate(renderable, self._mirror, atomic=self._sync_available)
        super()._display(screen, cast("RenderableType", update))

    def _begin_update(self) -> None:
        """An update brackets itself, if it is worth it."""

    def _end_update(self) -> None:
        """An update brackets itself, if it is worth it."""


# -- from strips to cells ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _looks(style: Style, system: ColorSystem) -> tuple[str, str]:
    """A style's look, and the look of a blank in that style."""
    look = Strip.render_ansi(style, system)
    if style.underline or style.reverse or style.strike or style.overline or style.underline2 or style.blink:
        blank = look
    else:
        blank = Strip.render_ansi(Style(bgcolor=style.bgcolor), system)
    look, blank = _without_defaults(look), _without_defaults(blank)
    _BLANKS[look] = blank
    return look, blank


_BLANKS: dict[str, str] = {"": ""}
"""The look of a blank in each look."""


def _without_defaults(look: str) -> str:
    return ";".join(part for part in look.split(";") if part not in ("39", "49")) if "9" in look else look


def _row(strips: Iterable[Strip], width: int, system: ColorSystem) -> Row:
    cells: list[str] = []
    looks: list[str] = []
    for strip in strips:
        for text, style, control in strip:
            if control or not text:
                continue
            look, blank = _looks(style, system) if style else ("", "")
            if _NOT_NARROW.search(text) is None:
                cells += text
                looks += [blank if char == " " else look for char in text] if blank != look else [look] * len(text)
                continue
            for start, end, size in split_graphemes(text)[0]:
                if size:
                    cells += [text[start:end], ""][:size]
                    looks += [look] * size
                elif cells:
                    cells[-1 if cells[-1] else -2] += text[start:end]
    if len(cells) != width:
        cells += [" "] * (width - len(cells))
        looks += [""] * (width - len(looks))
        del cells[width:], looks[width:]
    return Row(cells, looks)


# -- from cells to bytes ----------------------------------------------------------------------------------------------


class _Pen:
    """Writes cells; knows where the cursor is and which look is on."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.x: int | None = None
        self.y = -1
        self.look = ""

    def move(self, x: int, y: int) -> None:
        if self.y == y and self.x == x:
            return
        if self.y == y and self.x is not None and self.x < x:
            self.out.append(f"\x1b[{x - self.x}C" if x - self.x > 1 else "\x1b[C")
        elif self.y >= 0 and y == self.y + 1:
            self.out.append("\r\n" if not x else f"\r\n\x1b[{x}C")
        else:
            self.out.append(f"\x1b[{y + 1}H" if not x else f"\x1b[{y + 1};{x + 1}H")
        self.x, self.y = x, y

    def wear(self, look: str) -> None:
        if look != self.look:
            self.out.append(f"\x1b[{look}m" if not self.look else f"\x1b[0;{look}m" if look else "\x1b[m")
            self.look = look

    def put(self, cell: str, look: str, size: int) -> None:
        if cell != " " or _BLANKS.get(self.look) != look:
            self.wear(look)
        self.out.append(cell)
        self.x = None if self.x is None else self.x + size

    def erase(self) -> None:
        self.wear("")
        self.out.append("\x1b[K")


def _paint(old: Sequence[Row] | None, rows: Sequence[Row]) -> str:
    pen = _Pen()
    for y, row in enumerate(rows):
        before = old[y] if old is not None else None
        if before is row or before == row:
            continue
        if row.sure and (before is None or before.sure):
            _paint_changes(pen, y, before, row)
        else:
            _paint_whole(pen, y, row)
    pen.wear("")
    return "".join(pen.out)


def _paint_changes(pen: _Pen, y: int, before: Row | None, row: Row) -> None:
    cells, looks, width = row.cells, row.looks, len(row.cells)
    tail = _tail(row)
    if before is None:
        changed, erase = list(range(tail)), tail < width
    else:
        was, wore = before.cells, before.looks
        changed = [x for x in range(width) if was[x] != cells[x] or wore[x] != looks[x]]
        erase = sum(1 for x in changed if x >= tail) > GAP
        if erase:
            changed = [x for x in changed if x < tail]
    for x in changed:
        if not cells[x]:
            continue
        at = pen.x
        if pen.y == y and at is not None and at < x <= at + GAP and _plain(row, at, x, pen.look):
            for between in range(at, x):
                pen.put(cells[between], looks[between], 1)
        else:
            pen.move(x, y)
        pen.put(cells[x], looks[x], 2 if x + 1 < width and not cells[x + 1] else 1)
        if pen.x == width:
            pen.x = None  # terminals differ in where the cursor is after the last column
    if erase:
        pen.move(tail, y)
        pen.erase()


def _paint_whole(pen: _Pen, y: int, row: Row) -> None:
    """A line that terminals may measure differently is sent whole, the column set right behind every doubtful cell."""
    pen.wear("")
    pen.move(0, y)
    pen.erase()
    for x, (cell, look) in enumerate(zip(row.cells, row.looks, strict=True)):
        if not cell or (cell == " " and not look):
            continue
        pen.move(x, y)
        pen.put(cell, look, 2 if x + 1 < len(row.cells) and not row.cells[x + 1] else 1)
        if not _sure(cell) or pen.x == len(row.cells):
            pen.x = None


def _tail(row: Row) -> int:
    """Where the blanks at the end of the line begin."""
    x = len(row.cells)
    while x and row.cells[x - 1] == " " and not row.looks[x - 1]:
        x -= 1
    return x


def _plain(row: Row, start: int, end: int, look: str) -> bool:
    """Whether the cells from `start` to `end` can be sent without a change of look."""
    blank = _BLANKS.get(look)
    return all(
        row.cells[x] and (row.looks[x] == look or (row.cells[x] == " " and row.looks[x] == blank))
        for x in range(start, end)
    )


# -- scrolling --------------------------------------------------------------------------------------------------------


def _find_shift(old: Sequence[Row], new: Sequence[Row]) -> tuple[int, int, int] | None:
    """First row, last row and distance of what moved: `new[y]` is `old[y + distance]`. None when too little did."""
    places: dict[str, int] = {}
    for y, row in enumerate(old):
        text = "".join(row.cells)
        places[text] = -1 if text in places else y
    moves = [
        (places.get("".join(row.cells), -1) - y, y)
        for y, row in enumerate(new)
        if places.get("".join(row.cells), -1) >= 0
    ]
    votes = Counter(distance for distance, _y in moves if distance)
    if not votes:
        return None
    distance, count = votes.most_common(1)[0]
    if count < 2:
        return None
    rows = [y for d, y in moves if d == distance]
    return min(rows[0], rows[0] + distance), max(rows[-1], rows[-1] + distance), distance


def _shifted(rows: Sequence[Row], first: int, last: int, distance: int) -> list[Row]:
    """The terminal's rows after `_scroll`."""
    blank = Row.blank(len(rows[0].cells))
    moved = list(rows)
    for y in range(first, last + 1):
        moved[y] = rows[y + distance] if first <= y + distance <= last else blank
    return moved


def _scroll(first: int, last: int, distance: int) -> str:
    region = f"\x1b[{first + 1};{last + 1}r"
    if distance > 0:
        return f"{region}\x1b[{last + 1}H{chr(10) * distance}\x1b[r"
    return f"{region}\x1b[{first + 1}H{chr(27) + 'M'}" + "\x1bM" * (-distance - 1) + "\x1b[r"
