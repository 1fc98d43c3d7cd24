"""Sends the terminal only what it does not show yet, in characters and colours that it can show.

Textual sends each line that a widget repaints in full, and sets and resets the style of every run. Over SSH that is
most of the cost of a key. `DiffingApp` keeps a mirror of the terminal's cells (`tui.terminal.screen_mirror`) and sends
the difference. Everything else in Textual is unchanged.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.style import Style
from textual import events
from textual.app import ReturnType
from textual.driver import Driver
from textual.filter import Monochrome, NoColor
from textual.strip import Strip
from textual.types import CSSPathType

from tui.terminal.capabilities import Colours, TerminalKind, environment_at_start, locale_of, terminal_kind
from tui.terminal.screen_mirror import BLANKS, NOT_NARROW, Mirror, Row
from tui.terminal.textual_internals import SYNC_END, SYNC_START, ChopsUpdate, LayoutUpdate, TerminalApp

MIN_BRACKETED_CHARACTERS = 512
"""Longer updates are bracketed (DEC mode 2026), so that the terminal never shows half of one."""

_COLOUR_SYSTEMS = {
    "truecolor": ColorSystem.TRUECOLOR,
    "256": ColorSystem.EIGHT_BIT,
    "16": ColorSystem.STANDARD,
    "none": ColorSystem.TRUECOLOR,
}
"""Rich's names of the colour ranges; for "none" a filter has removed the colours before."""


class DiffingApp(TerminalApp[ReturnType]):
    """An app that sends only changed cells, in what the terminal can show."""

    brackets_updates = True
    """Whether long updates are bracketed, which costs 16 bytes."""

    def __init__(
        self,
        driver_class: type[Driver] | None = None,
        css_path: CSSPathType | None = None,
        watch_css: bool = False,
        ansi_color: bool | None = None,
    ) -> None:
        self.terminal = terminal_kind(os.environ, locale_of(environment_at_start(os.environ)))
        if self.terminal.colours == "none":
            # Textual reads it here, and removes it from the environment of programs it starts.
            os.environ["NO_COLOR"] = "1"
        super().__init__(driver_class, css_path, watch_css, ansi_color)
        self.mirror = Mirror(erases_in_colour=self.terminal.erases_in_colour, plain=self.terminal.plain)
        if self.no_color:
            # Textual would send greys, and black for the terminal's default colours: https://no-color.org
            self.replace_filters(Monochrome, NoColor())

    def limit_colours(self, colours: Colours) -> None:
        """Use only `colours` from now on, and send the whole screen again."""
        self.terminal = replace(self.terminal, colours=colours)
        if self.is_running:
            self.redraw()

    def redraw(self) -> None:
        """Send the whole screen again, for use after something else has written over it."""
        self.mirror.forget()
        self.screen.refresh()

    def on_mount(self) -> None:
        """Forget the terminal's contents after the shell or another program has used it."""
        self.app_resume_signal.subscribe(self, lambda _app: self.mirror.forget(), immediate=True)

    def on_resize(self, _event: events.Resize) -> None:
        """Forget the terminal's contents: resizing may wrap, cut or clear lines, even if it is undone at once."""
        self.mirror.forget()
        self.call_after_refresh(self._paint_if_unknown)

    def _paint_if_unknown(self) -> None:
        if self.mirror.rows is None and self.is_running:
            self.screen.refresh()

    def encode_update(self, update: LayoutUpdate | ChopsUpdate) -> str:
        """The bytes that show `update`, as text; "" for none."""
        rows = self.mirror.rows
        if isinstance(update, LayoutUpdate):
            sent = self.mirror.paint([_row(line, update.region.width, self.terminal) for line in update.strips])
        elif rows is None:
            self.screen.refresh()  # a part of an unknown screen cannot be sent: the whole screen follows
            return ""
        else:
            sent = self.mirror.paint(_changed_rows(update, list(rows), self.terminal)) if rows else ""
        if self.knows_synchronized_updates and self.brackets_updates and len(sent) > MIN_BRACKETED_CHARACTERS:
            sent = f"{SYNC_START}{sent}{SYNC_END}"
        if self.cursor_position:
            sent += self.mirror.put_cursor(*self.screen.outer_size.clamp_offset(self.cursor_position))
        return sent


# -- from strips to cells ---------------------------------------------------------------------------------------------


def _changed_rows(update: ChopsUpdate, rows: list[Row], kind: TerminalKind) -> list[Row]:
    """`rows` with the parts of lines in `update`."""
    for y, first, last in update.spans:
        if y >= len(rows):
            continue
        row = rows[y] = Row(rows[y].cells.copy(), rows[y].looks.copy())
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x < last and end > first:
                part = _row([strip], min(end, len(row.cells)) - x, kind)
                row.cells[x:end], row.looks[x:end] = part.cells, part.looks
    return rows


@lru_cache(maxsize=4096)
def _looks(style: Style, kind: TerminalKind) -> tuple[str, str]:
    """A style as a look (SGR parameters), and the look of a blank in that style."""
    system = _COLOUR_SYSTEMS[kind.colours]
    look = Strip.render_ansi(style, system)
    if style.underline or style.reverse or style.strike or style.overline or style.underline2 or style.blink:
        blank = look
    else:
        blank = Strip.render_ansi(Style(bgcolor=style.bgcolor), system)
    look, blank = _sendable(look, kind), _sendable(blank, kind)
    BLANKS[look] = blank
    return look, blank


def _sendable(look: str, kind: TerminalKind) -> str:
    """`look` without the terminal's default colours, and without what the terminal does not know."""
    if kind.plain:
        return ";".join(part for part in look.split(";") if part in ("1", "4", "5", "7"))
    if ";2;" in look:
        look = _RGB.sub(_by_number, look)
    return ";".join(part for part in look.split(";") if part not in ("39", "49")) if "9" in look else look


_RGB = re.compile(r"(?<!\d)([34]8);2;(\d+);(\d+);(\d+)")
_CUBE = (0, 95, 135, 175, 215, 255)
"""The levels of red, green and blue in the colours 16 to 231 of xterm's 256."""


_GREYS = tuple(range(8, 239, 10))
"""The levels of the greys 232 to 255, of which one is at most 5 of 255 from any grey between them: no eye sees that."""


def _by_number(match: re.Match[str]) -> str:
    """The number of a 24-bit colour that is one of the 256, or a grey next to one, which saves 5 to 8 bytes; else the
    colour itself.
    """
    red, green, blue = int(match[2]), int(match[3]), int(match[4])
    if match[1] == "38" and red in _CUBE and green in _CUBE and blue in _CUBE:
        return f"38;5;{16 + 36 * _CUBE.index(red) + 6 * _CUBE.index(green) + _CUBE.index(blue)}"
    if red == green == blue and _GREYS[0] <= red <= _GREYS[-1]:
        nearest = min(_GREYS, key=lambda level: (abs(level - red), -abs(level - 128)))
        return f"{match[1]};5;{232 + _GREYS.index(nearest)}"
    return match[0]


_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, which take no cell: our widgets draw stand-ins for them, Textual's own do not."""


def _row(strips: Iterable[Strip], width: int, kind: TerminalKind) -> Row:
    """The cells of `strips` side by side, cut or padded to `width`."""
    cells: list[str] = []
    looks: list[str] = []
    for strip in strips:
        for text, style, control in strip:
            if control or not text:
                continue
            look, blank = _looks(style, kind) if style else ("", "")
            if NOT_NARROW.search(text) is None:
                cells += text
                looks += [blank if char == " " else look for char in text] if blank != look else [look] * len(text)
                continue
            text = _CONTROLS.sub("", text)
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
    if kind.charset != "utf-8":
        cells = _in_charset(cells, kind.charset)
    return Row(cells, looks)


def _in_charset(cells: list[str], charset: str) -> list[str]:
    """The cells in a codec's characters; a wide character it lacks becomes a narrow one in each of its cells."""
    from tui.terminal.fallback_glyphs import fallback_for

    shown: list[str] = []
    for x, cell in enumerate(cells):
        whole = cell or cells[x - 1]
        narrow = cell and not (x + 1 < len(cells) and not cells[x + 1])
        stand_in = whole if whole.isascii() else fallback_for(whole, charset)
        shown.append(stand_in if narrow or stand_in != whole else cell)
    return shown
