"""The note editor: Textual's TextArea, with what it need not repaint left out and what it draws made safe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from widgets.safe import visible


class NoteEditor(TextArea):
    """A plain text area: soft-wrapped, without a blinking cursor, line highlight or scrollbar."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "save", show=False),
        Binding("escape", "leave", show=False),
    ]
    DEFAULT_CSS = """
    NoteEditor {
        height: 1fr;
        border: none;
        padding: 0 1;
        overflow: hidden;
        scrollbar-size: 0 0;
        background: $background;
        &:focus { border: none; background-tint: transparent; }
        & .text-area--cursor { text-style: reverse; background: $background; color: $foreground; }
    }
    """

    @dataclass
    class SaveAsked(Message):
        """The user asked to save."""

    @dataclass
    class LeaveAsked(Message):
        """The user asked to leave the editor."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(
            "",
            id=id,
            soft_wrap=True,
            compact=True,
            show_line_numbers=False,
            highlight_cursor_line=False,
            tab_behavior="focus",
        )
        self.cursor_blink = False
        self.match_cursor_bracket = False

    @property
    def allow_vertical_scroll(self) -> bool:
        return True

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn: the characters of the document, or their stand-ins, one for one."""
        line = self.document.get_line(line_index)
        return Text("\t".join(visible(part) for part in line.split("\t")), end="", no_wrap=True)

    def action_save(self) -> None:
        """Ask to save."""
        self.post_message(self.SaveAsked())

    def action_leave(self) -> None:
        """Ask to leave."""
        self.post_message(self.LeaveAsked())

    def _on_focus(self, event: events.Focus) -> None:
        """Take the focus without a repaint: the cursor's own line is redrawn by its watcher."""
        event.prevent_default()
        self.has_focus = True
        if self.parent is not None:
            self.parent.post_message(events.DescendantFocus(self))

    def _on_blur(self, event: events.Blur) -> None:
        event.prevent_default()
        self.has_focus = False
        if self.parent is not None:
            self.parent.post_message(events.DescendantBlur(self))
