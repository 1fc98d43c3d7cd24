"""The note editor: Textual's TextArea with fewer repaints and with text made safe to draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from widgets.focus import QuietFocus
from widgets.text.safe import visible
from widgets.text.tags import Completion, completions, partial_tag


class NoteEditor(QuietFocus, TextArea):
    """A plain text area: soft-wrapped, without a blinking cursor, line highlight or scrollbar."""

    takes_text = True
    """Letters are text here, not commands."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "save", show=False, id="note.save"),
        Binding("escape", "leave", show=False),
        Binding("tab", "complete(1)", show=False),
        Binding("shift+tab", "complete(-1)", show=False),
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
        & .text-area--cursor, &:dark .text-area--cursor, &:light .text-area--cursor {
            text-style: reverse;
            background: $background;
            color: $foreground;
        }
    }
    """

    @dataclass
    class SaveRequested(Message):
        """The user pressed the Save key."""

    @dataclass
    class LeaveRequested(Message):
        """The user pressed Escape."""

    @dataclass
    class CompletedNothing(Message):
        """The user asked to complete the tag `begun`, and no tag fits; None if no tag was begun."""

        begun: str | None

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
        self.tags: Sequence[str] = ()
        """The tags that complete a typed `#`, best first."""
        self._completion: tuple[int, Completion] | None = None

    @property
    def allow_vertical_scroll(self) -> bool:
        return True

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn: each character of the document or its stand-in."""
        line = self.document.get_line(line_index)
        return Text("\t".join(visible(part) for part in line.split("\t")), end="", no_wrap=True)

    @property
    def offered(self) -> tuple[str, ...]:
        """The tags that complete the one before the cursor, or can replace it if it was completed already."""
        completion, partial = self._current_completion(), self._partial_tag()
        if completion is not None:
            return completion.alternatives
        return completions(partial, self.tags) if partial is not None else ()

    def _current_completion(self) -> Completion | None:
        """The last completion, while another tag can still replace it."""
        start, (row, column) = self.selection
        if self._completion is None or start != (row, column) or row != self._completion[0]:
            return None
        completion = self._completion[1]
        return completion if completion.is_current(self.document.get_line(row), column) else None

    def _partial_tag(self) -> str | None:
        start, (row, column) = self.selection
        return partial_tag(self.document.get_line(row), column) if start == (row, column) else None

    def action_complete(self, by: int) -> None:
        """Complete the typed tag with the first one offered; after that replace it by the next (1) or previous (-1)."""
        row, column = self.cursor_location
        completion, partial, offered = self._current_completion(), self._partial_tag(), self.offered
        if completion is not None:
            new = completion.next(by)
        elif partial is not None and offered:
            new = Completion(column - len(partial), offered)
        else:
            self.post_message(self.CompletedNothing(partial))
            return
        self._completion = row, new
        self.replace(new.text, (row, new.start), (row, column))

    def action_save(self) -> None:
        """Post `SaveRequested`."""
        self.post_message(self.SaveRequested())

    def action_leave(self) -> None:
        """Post `LeaveRequested`."""
        self.post_message(self.LeaveRequested())
