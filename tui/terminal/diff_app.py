"""What an app sends to the terminal, cut to what the terminal does not show already, and to what it can show.

Textual sends every line that a widget asked to repaint, whole, with each run of one style set up and reset. Over SSH
that is most of the cost of a key. `LeanApp` keeps a mirror of the terminal's cells (`tui.terminal.screen_mirror`) and
sends the difference. Everything else in Textual stays as it is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

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

from tui.terminal.capabilities import Colours, TerminalKind, environment_at_start, locale_of, terminal_kind
from tui.terminal.screen_mirror import BLANKS, NOT_NARROW, Mirror, Row

ATOMIC = 512
"""Updates longer than this are bracketed as one, where the terminal can do that, so that it shows no half of them."""


_SYSTEMS = {
    "truecolor": ColorSystem.TRUECOLOR,
    "256": ColorSystem.EIGHT_BIT,
    "16": ColorSystem.STANDARD,
    "none": ColorSystem.TRUECOLOR,
}
"""Rich's name for each of a terminal's; where there is no colour, a filter has taken them out before."""


class LeanUpdate(CompositorUpdate):
    """An update of Textual's, sent by way of a mirror."""

    def __init__(self, update: LayoutUpdate | ChopsUpdate, mirror: Mirror, kind: TerminalKind, *, atomic: bool) -> None:
        """`atomic` says that the terminal knows synchronized updates."""
        self._update = update
        self._mirror = mirror
        self._kind = kind
        self._atomic = atomic

    def render_segments(self, console: Console) -> str:
        sent = self._sequences()
        return f"{SYNC_START}{sent}{SYNC_END}" if self._atomic and len(sent) > ATOMIC else sent

    def _sequences(self) -> str:
        update, known = self._update, self._mirror.rows
        if isinstance(update, LayoutUpdate):
            width = update.region.width
            return self._mirror.paint([_row(line, width, self._kind) for line in update.strips])
        rows = list(known or ())
        for y, first, last in update.spans:
            if y >= len(rows):
                continue
            row = rows[y] = Row(rows[y].cells.copy(), rows[y].looks.copy())
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is not None and x < last and end > first:
                    part = _row([strip], min(end, len(row.cells)) - x, self._kind)
                    row.cells[x:end], row.looks[x:end] = part.cells, part.looks
        return self._mirror.paint(rows) if rows else ""


class LeanApp(App[ReturnType]):
    """An app that sends only what changed, and only what the terminal can show."""

    brackets_updates = True
    """Whether a long update asks the terminal to be shown all at once; that costs 16 bytes."""

    def __init__(
        self,
        driver_class: type[Driver] | None = None,
        css_path: CSSPathType | None = None,
        watch_css: bool = False,
        ansi_color: bool | None = None,
    ) -> None:
        self.terminal = terminal_kind(os.environ, locale_of(environment_at_start(os.environ)))
        if self.terminal.colours == "none":
            os.environ["NO_COLOR"] = (
                "1"  # Textual takes it from there, and out of what a program started from here sees
            )
        super().__init__(driver_class, css_path, watch_css, ansi_color)
        self._mirror = Mirror(erases_in_colour=self.terminal.erases_in_colour, plain=self.terminal.plain)
        if self.no_color:  # Textual would send greys, and black for the terminal's own colours: https://no-color.org
            self._filters = [NoColor() if isinstance(each, Monochrome) else each for each in self._filters]

    def show_in(self, colours: Colours) -> None:
        """Use no more than so many colours from now on, and send the whole screen in them."""
        self.terminal = replace(self.terminal, colours=colours)
        if self._running:
            self.redraw()

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
        """Send an update. Textual's own way of it puts the cursor home after each, though it is hidden there."""
        if not isinstance(renderable, LayoutUpdate | ChopsUpdate):
            super()._display(screen, renderable)
            return
        try:
            if self._batch_count or not self._running or self._closed or self.is_headless or self._driver is None:
                return
            if isinstance(renderable, ChopsUpdate) and self._mirror.rows is None:
                self.screen.refresh()  # a part of a screen that is not known cannot be sent: the whole follows
                return
            self._send(renderable, self._driver)
        finally:
            self.post_display_hook()

    def _send(self, update: LayoutUpdate | ChopsUpdate, driver: Driver) -> None:
        try:
            atomic = self._sync_available and self.brackets_updates
            lean = LeanUpdate(update, self._mirror, self.terminal, atomic=atomic)
            sent = lean.render_segments(self.console)
            if self.cursor_position:
                sent += self._mirror.put_cursor(*self.screen.outer_size.clamp_offset(self.cursor_position))
        except Exception as error:
            self._handle_exception(error)
            return
        if sent:
            driver.write(sent)
            driver.flush()


# -- from strips to cells ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _looks(style: Style, kind: TerminalKind) -> tuple[str, str]:
    """A style's look, and the look of a blank in that style."""
    system = _SYSTEMS[kind.colours]
    look = Strip.render_ansi(style, system)
    if style.underline or style.reverse or style.strike or style.overline or style.underline2 or style.blink:
        blank = look
    else:
        blank = Strip.render_ansi(Style(bgcolor=style.bgcolor), system)
    look, blank = _sendable(look, kind), _sendable(blank, kind)
    BLANKS[look] = blank
    return look, blank


def _sendable(look: str, kind: TerminalKind) -> str:
    """`look` without the terminal's own colours, and without what the terminal does not know."""
    if kind.plain:
        return ";".join(part for part in look.split(";") if part in ("1", "4", "5", "7"))
    return ";".join(part for part in look.split(";") if part not in ("39", "49")) if "9" in look else look


_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What a terminal obeys, and takes no cell: our widgets draw stand-ins for it, Textual's own do not."""


def _row(strips: Iterable[Strip], width: int, kind: TerminalKind) -> Row:
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
            text = _OBEYED.sub("", text)
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
        cells = _stand_ins(cells, kind.charset)
    return Row(cells, looks)


def _stand_ins(cells: list[str], charset: str) -> list[str]:
    """The cells in a codec's characters; a wide character becomes a narrow one in each of its cells."""
    from tui.terminal.fallback_glyphs import shown_as

    shown: list[str] = []
    for x, cell in enumerate(cells):
        whole = cell or cells[x - 1]
        narrow = cell and not (x + 1 < len(cells) and not cells[x + 1])
        stand_in = whole if whole.isascii() else shown_as(whole, charset)
        shown.append(stand_in if narrow or stand_in != whole else cell)
    return shown
