"""The base of the article and the tables: a quiet region, drawn line by line and scrolled by keyboard.

Quiet means no scrollbar (all its cells would be sent at every move), no animation, and no full repaint when the focus
moves.
"""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.scroll_view import ScrollView
from textual.strip import Strip

from widgets.focus import QuietFocus

WHEEL_LINES = 3
PAGED = "-paged"
"""The class of an app whose views scroll by pages: on a slow line a page costs about as much as a line."""


class QuietScroll(QuietFocus, ScrollView, inherit_bindings=False):
    """A scrolling region drawn line by line. Subclasses give the number of lines and draw each of them."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    QuietScroll {
        height: 1fr;
        width: 1fr;
        overflow: hidden;
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._painted: dict[int, Strip] = {}
        self._styles_by_name: dict[tuple[str, ...], Style] = {}

    # -- for subclasses -----------------------------------------------------------------------------------------------

    @property
    def line_count(self) -> int:
        """The number of lines that can be scrolled through."""
        return 0

    def draw_line(self, line: int) -> list[Segment]:
        """The segments of line number `line` of the contents (from 0), no wider than the region."""
        return []

    @property
    def header_lines(self) -> int:
        """The number of lines at the top that do not scroll; the subclass draws them in `render_line`."""
        return 0

    @property
    def view_height(self) -> int:
        """The number of lines visible below the header."""
        return self.size.height - self.header_lines

    def style(self, *names: str) -> Style:
        """The widget's style with those of the component classes `names` added in this order.

        The terminal's default colours are left out, because they need not be sent.
        """
        style = self._styles_by_name.get(names)
        if style is None:
            style = self.rich_style
            for name in names:
                style += self.get_component_rich_style(name, partial=True)
            style = self._styles_by_name[names] = without_default_colours(style)
        return style

    @property
    def paged(self) -> bool:
        """Whether the view scrolls by pages only."""
        return any(node.has_class(PAGED) for node in self.ancestors)

    def repaint_all(self) -> None:
        """Draw everything again."""
        self._painted.clear()
        self.refresh()

    def repaint_line(self, line: int) -> None:
        """Draw line number `line` of the contents (from 0) again and send it."""
        self._painted.pop(line, None)
        self.refresh_line(line + self.header_lines)

    def repaint_changed(self) -> None:
        """Draw the visible lines again and send those that have changed."""
        before, self._painted = self._painted, {}
        top = self.scroll_offset.y
        for line in range(top, top + max(0, self.view_height)):
            if before.get(line) != self._strip(line):
                self.refresh_line(line + self.header_lines)

    def scroll_by(self, lines: int) -> None:
        """Move the view by `lines`, down if positive, up to the ends of the contents."""
        self.show_from(self.scroll_offset.y + lines)

    def show_from(self, line: int) -> None:
        """Make `line` the first visible one, or as close to it as the end of the contents allows."""
        self.scroll_to(y=max(0, min(line, self.max_scroll_y)), animate=False, force=True)

    # -- Textual's side -----------------------------------------------------------------------------------------------

    @property
    def max_scroll_y(self) -> int:
        return max(0, self.line_count - self.view_height)

    @property
    def allow_vertical_scroll(self) -> bool:
        return True

    def render_line(self, y: int) -> Strip:
        return self._strip(self.scroll_offset.y + y - self.header_lines)

    def _strip(self, line: int) -> Strip:
        strip = self._painted.get(line)
        if strip is None:
            if len(self._painted) > 1_000:
                self._painted.clear()
            segments = self.draw_line(line) if line < self.line_count else []
            strip = self._painted[line] = filled_strip(segments, self.size.width, self.style())
        return strip

    def notify_style_update(self) -> None:
        self._styles_by_name.clear()
        self._painted.clear()
        super().notify_style_update()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        event.prevent_default()
        self.scroll_by(self._wheel_lines)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        event.prevent_default()
        self.scroll_by(-self._wheel_lines)

    @property
    def _wheel_lines(self) -> int:
        return max(WHEEL_LINES, self.size.height - 2) if self.paged else WHEEL_LINES


def without_default_colours(style: Style) -> Style:
    """`style` without the terminal's default colours, which need not be sent."""
    color, background = style.color, style.bgcolor
    if (color is None or not color.is_default) and (background is None or not background.is_default):
        return style
    return style.without_color + Style(
        color=None if color is None or color.is_default else color,
        bgcolor=None if background is None or background.is_default else background,
    )


def filled_strip(segments: list[Segment], width: int, style: Style) -> Strip:
    """A strip of exactly `width` cells. Neighbours of one style are joined, since each change of style costs bytes."""
    joined: list[tuple[list[str], Style]] = []
    used = 0
    for segment in segments:
        used += segment.cell_length
        if joined and joined[-1][1] == segment.style:
            joined[-1][0].append(segment.text)
        elif segment.text:
            joined.append(([segment.text], segment.style or style))
    if used < width:
        if joined and joined[-1][1] == style:
            joined[-1][0].append(" " * (width - used))
        else:
            joined.append(([" " * (width - used)], style))
    strip = Strip([Segment("".join(texts), own) for texts, own in joined], max(used, width))
    return strip if used <= width else strip.crop(0, width)
