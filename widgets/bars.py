"""The one-line widgets: a pane's title, the hint bar and the status line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from widgets.scroll import filled_strip, without_default_colours
from widgets.text.safe import one_line

Level = Literal["info", "warning", "error"]
Part = tuple[str, str]
"""Safe text and the component class that draws it; no class for the bar's own style."""


class Bar(Widget):
    """One line of styled parts. A change redraws the line only up to the end of the longer of the old and new text."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Bar {
        height: 1;
        width: 1fr;
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._parts: Sequence[Part] = ()

    @property
    def parts(self) -> Sequence[Part]:
        """What the bar shows."""
        return self._parts

    def draw(self, parts: Sequence[Part]) -> None:
        """Show `parts`."""
        if parts == self._parts:
            return
        reach = max(sum(cell_len(text) for text, _name in shown) for shown in (parts, self._parts))
        self._parts = parts
        if self.size:
            self.refresh(Region(0, 0, min(reach, self.size.width), 1))

    def render_line(self, y: int) -> Strip:
        base = without_default_colours(self.rich_style)
        return filled_strip(
            [Segment(text, self._style(base, name)) for text, name in self._parts], self.size.width, base
        )

    def _style(self, base: Style, name: str) -> Style:
        return (
            without_default_colours(self.rich_style + self.get_component_rich_style(name, partial=True))
            if name
            else base
        )


RULE = "─"


class PaneTitle(Bar):
    """A rule with a pane's title, row count, warning, column heads and a note such as the position in the text."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "pane-title--active",
        "pane-title--alarm",
        "pane-title--note",
        "pane-title--rule",
        "pane-title--title",
    }
    DEFAULT_CSS = """
    PaneTitle {
        & > .pane-title--active { text-style: bold reverse; }
        & > .pane-title--alarm, & > .pane-title--title { text-style: bold; }
        & > .pane-title--rule { text-style: dim; }
    }
    """

    @dataclass
    class Clicked(Message):
        """The user clicked the rule, or the title in it."""

        rule: PaneTitle
        on_title: bool

    @dataclass
    class HeadClicked(Message):
        """The user clicked the column head at cell `x`."""

        rule: PaneTitle
        x: int

    def __init__(self, title: str, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._title = title
        self._count: int | str | None = None
        self._active = False
        self._alarm = ""
        self._note = ""
        self._place = ""
        self._heads: Sequence[tuple[int, str]] = ()
        self._compose_line()

    @property
    def heads(self) -> Sequence[tuple[int, str]]:
        """The column heads: the cell each begins at, and its text."""
        return self._heads

    @heads.setter
    def heads(self, heads: Sequence[tuple[int, str]]) -> None:
        if heads != self._heads:
            self._heads = heads
            self._compose_line()

    @property
    def title(self) -> str:
        """The pane's number and name, or its contents."""
        return self._title

    @title.setter
    def title(self, title: str) -> None:
        if title != self._title:
            self._title = title
            self._compose_line()

    @property
    def count(self) -> int | str | None:
        """The number of rows in the pane, or the current one of them, `2/8`; None if nothing is counted."""
        return self._count

    @count.setter
    def count(self, count: int | str | None) -> None:
        if count != self._count:
            self._count = count
            self._compose_line()

    @property
    def active(self) -> bool:
        """Whether this pane has the focus."""
        return self._active

    @active.setter
    def active(self, active: bool) -> None:
        if active != self._active:
            self._active = active
            self._compose_line()

    @property
    def alarm(self) -> str:
        """A warning about the pane's contents, in bold."""
        return self._alarm

    @alarm.setter
    def alarm(self, alarm: str) -> None:
        self._alarm = alarm
        self._compose_line()

    @property
    def note(self) -> str:
        """A short text after the title, such as the position in the text or the filter of a table."""
        return self._note

    @note.setter
    def note(self, note: str) -> None:
        self._note = note
        self._compose_line()

    @property
    def place(self) -> str:
        """The position of the view, at the right end."""
        return self._place

    @place.setter
    def place(self, place: str) -> None:
        if place != self._place:
            self._place = place
            self._compose_line()

    def on_resize(self) -> None:
        """Redraw at the new width."""
        self._compose_line()

    def on_click(self, event: events.Click) -> None:
        """Post what was clicked: a column head, the title, or the rule."""
        event.stop()
        title = sum(cell_len(text) for text, _look in self.parts[:2])
        if event.x >= title and any(start <= event.x < start + cell_len(text) for start, text in self._heads):
            self.post_message(self.HeadClicked(self, event.x))
        else:
            self.post_message(self.Clicked(self, on_title=event.x < title))

    def _compose_line(self) -> None:
        width = self.size.width or 80
        count = "" if self._count is None else f" {self._count}"
        note = one_line(" · ".join(filter(None, (self._note, self._place))), 60)
        used = cell_len(count) + 4 + (0 if self._heads or not note else cell_len(note) + 4)
        title = one_line(self._title, max(10, width - used)) + count
        parts: list[Part] = [
            (RULE, "pane-title--rule"),
            (f"►{title} ", "pane-title--active") if self._active else (f" {title} ", "pane-title--title"),
            (f"!{one_line(self._alarm, 100)} " if self._alarm else "", "pane-title--alarm"),
        ]
        if note and self._heads:
            parts.append((f"{note} ", "pane-title--note"))
        used = sum(cell_len(text) for text, _look in parts)
        if self._heads:
            parts += self._heads_between(used, width)
        elif note:
            parts.append((RULE * max(1, width - used - cell_len(note) - 3), "pane-title--rule"))
            parts += [(f" {note} ", "pane-title--note"), (RULE, "pane-title--rule")]
        else:
            parts.append((RULE * max(0, width - used), "pane-title--rule"))
        self.draw(parts)

    def _heads_between(self, used: int, width: int) -> Iterator[Part]:
        """The heads, each at its cell with blanks around it, and the rule between them."""
        at = used
        for start, text in self._heads:
            if start >= at:
                yield RULE * (start - 1 - at), "pane-title--rule"
                head = f"{' ' * min(1, start - at)}{text} "[: max(0, width - max(at, start - 1))]
                yield head, "pane-title--note"
                at = max(at, start - 1) + cell_len(head)
        yield RULE * max(0, width - at), "pane-title--rule"


class HintBar(Bar):
    """The keys and their current actions, as many as fit."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"hint-bar--key"}
    DEFAULT_CSS = """
    HintBar > .hint-bar--key { text-style: bold; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._pairs: Sequence[tuple[str, str]] = ()
        self._always = ""

    @dataclass
    class Clicked(Message):
        """The user clicked the hint of this key, as people write it."""

        key: str

    def show(self, pairs: Sequence[tuple[str, str]], always: str = "") -> None:
        """Show pairs of a key and a description, the most useful first; the one described as `always` is shown at the
        right end, whatever else has room.
        """
        self._pairs = [(one_line(key, 20), one_line(what, 40)) for key, what in pairs]
        self._always = always
        self._compose_line()

    def on_resize(self) -> None:
        """Redraw at the new width."""
        self._compose_line()

    def _compose_line(self) -> None:
        parts: list[Part] = []
        last = next((pair for pair in self._pairs if pair[1] == self._always), None)
        tail = cell_len(last[0]) + cell_len(last[1]) + 2 if last else 0
        used = 0
        for key, what in self._pairs:
            if what == self._always:
                continue
            cells = cell_len(key) + cell_len(what) + (3 if parts else 2)
            if used + cells + (tail + 2 if last else 0) > self.size.width:
                break  # no shorter one in its place
            used += cells
            parts += [("  " if parts else " ", ""), (key, "hint-bar--key"), (f" {what}", "")]
        if last is not None:
            gap = " " * max(1, self.size.width - used - tail)
            parts += [(gap, ""), (last[0], "hint-bar--key"), (f" {last[1]}", "")]
        self.draw(parts)

    def on_click(self, event: events.Click) -> None:
        """Post which key was clicked: of several, such as `n/N`, the one under the pointer, else the first."""
        event.stop()
        at, key = 0, ""
        for text, look in self.parts:
            if look == "hint-bar--key":
                key = key_at(text, event.x - at)
            elif text.isspace():
                key = ""
            at += cell_len(text)
            if event.x < at:
                break
        else:
            return
        if key:
            self.post_message(self.Clicked(key))


def key_at(keys: str, x: int) -> str:
    """The key at cell `x` of the keys of a hint, `n/N` or `[ ]`; the first one if there is none at that cell."""
    between = "/" if "/" in keys.strip("/") and len(keys) > 1 else " "
    found = [key for key in keys.split(between) if key]
    at = 0
    for key in found:
        if at <= x < at + cell_len(key):
            return key
        at += cell_len(key) + 1
    return found[0] if found else keys


class StatusLine(Bar):
    """The last message, and on its right the progress of a long task."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status-line--warning", "status-line--error", "status-line--progress"}
    DEFAULT_CSS = """
    StatusLine {
        & > .status-line--warning { text-style: bold; color: $text-warning; }
        & > .status-line--error { text-style: bold reverse; }
        & > .status-line--progress { text-style: dim; }
        &:light > .status-line--warning { color: #5f5f00; }
        &:ansi > .status-line--warning { color: ansi_yellow; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._message = ""
        self._level: Level = "info"
        self._progress = ""
        self._marker = ""
        self._whole = ""
        self._hidden = False

    @property
    def message(self) -> str:
        """The last message, uncut."""
        return self._message

    def say(self, text: str, level: Level = "info", whole: str = "") -> None:
        """Show `text` in place of the last message. Warnings and errors begin with a sign.

        `whole` is the key that shows the whole message; it is shown if the message is cut.
        """
        self._message, self._level, self._whole, self._hidden = text, level, whole, False
        self._compose_line()

    @property
    def marker(self) -> str:
        """What stands at the right end while no task goes on, such as how many warnings are unread."""
        return self._marker

    @marker.setter
    def marker(self, marker: str) -> None:
        if marker != self._marker:
            self._marker = marker
            self._compose_line()

    def hide(self) -> None:
        """Hide the last message, which is shown in full elsewhere."""
        self._hidden = True
        self._compose_line()

    def progress(self, text: str | None) -> None:
        """Show the progress of a long task; None when it has ended."""
        self._progress = text or ""
        self._compose_line()

    def on_resize(self) -> None:
        """Redraw at the new width."""
        self._compose_line()

    def _compose_line(self) -> None:
        width = max(0, self.size.width - 2)
        progress = one_line(self._progress or self._marker, min(width, max(20, width // 2)))
        room = width - cell_len(progress) - (2 if progress else 0)
        sign = {"info": "", "warning": "! ", "error": "!! "}[self._level]
        message = "" if self._hidden else self._cut(sign + self._message, max(0, room))
        parts: list[Part] = [(" ", ""), (message, "" if self._level == "info" else f"status-line--{self._level}")]
        if progress:
            parts += [(" " * (room - cell_len(message) + 2), ""), (progress, "status-line--progress")]
        self.draw(parts)

    def _cut(self, text: str, room: int) -> str:
        """`text` in `room` cells; if it is cut, followed by the key that shows all of it."""
        shown, tail = one_line(text, room), f" {self._whole}: all"
        if not self._whole or len(tail) * 3 > room or one_line(text, 4 * room) == shown:
            return shown
        return one_line(text, room - len(tail)) + tail
