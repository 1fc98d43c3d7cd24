"""A one-line question at the foot of the screen, such as what to search for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from widgets.bars import Bar
from widgets.safe import one_line, visible

LONGEST = 1_000
"""No answer holds more characters than these; the rest of a paste is dropped."""


class PromptInput(Input):
    """Textual's input, in one line, without a blinking cursor; what is pasted into it is made safe to draw."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    DEFAULT_CSS = """
    PromptInput {
        width: 1fr;
        background: $background;
        &:focus { background-tint: transparent; }
    }
    """

    @dataclass
    class LeaveAsked(Message):
        """The user gave up."""

    def __init__(self) -> None:
        super().__init__(compact=True, max_length=LONGEST)
        self.cursor_blink = False

    def insert_text_at_cursor(self, text: str) -> None:
        super().insert_text_at_cursor(visible(text[: LONGEST - len(self.value)]))

    def replace(self, text: str, start: int, end: int) -> None:
        super().replace(visible(text[:LONGEST]), start, end)

    def action_leave(self) -> None:
        """Ask to give up."""
        self.post_message(self.LeaveAsked())


class Prompt(Horizontal):
    """A sign and an input. It is shown by `begin` and hidden by `end`."""

    DEFAULT_CSS = """
    Prompt {
        height: 1;
        width: 1fr;
        & > Bar { width: 3; }
    }
    """

    @dataclass
    class Typed(Message):
        """The answer so far changed."""

        text: str

    @dataclass
    class Answered(Message):
        """The user pressed Enter."""

        text: str

    @dataclass
    class Cancelled(Message):
        """The user pressed Escape."""

    def __init__(self, sign: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._sign = Bar()
        self._sign.draw([(f" {one_line(sign, 1)} ", "")])
        self._input = PromptInput()

    def compose(self) -> ComposeResult:
        yield self._sign
        yield self._input

    @property
    def asking(self) -> bool:
        """Whether the prompt is shown."""
        return bool(self.display)

    def begin(self) -> None:
        """Show the prompt, empty, and give it the keyboard. Says nothing."""
        self.display = True
        with self._input.prevent(Input.Changed):
            self._input.clear()
        self._input.focus()

    def end(self) -> None:
        """Hide the prompt. The keyboard is the caller's to give away."""
        self.display = False

    def on_input_changed(self, message: Input.Changed) -> None:
        """Say it in the prompt's own words."""
        message.stop()
        if self.asking:
            self.post_message(self.Typed(message.value))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Say it in the prompt's own words."""
        message.stop()
        if self.asking:
            self.post_message(self.Answered(message.value))

    def on_prompt_input_leave_asked(self, message: Message) -> None:
        """Say it in the prompt's own words."""
        message.stop()
        self.post_message(self.Cancelled())
