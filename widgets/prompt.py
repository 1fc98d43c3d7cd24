"""A one-line prompt at the foot of the screen, as for the words to search for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from widgets.bars import Bar
from widgets.text.safe import one_line, visible
from widgets.text.tags import Completion, completions

MAX_HINT_CELLS = 36
"""Cells of an 80-cell line that the question and the key hints may each take."""
MAX_ANSWER_CHARACTERS = 1_000
"""A longer paste is cut."""


class PromptInput(Input):
    """Textual's input without a blinking cursor. Pasted text is made safe to draw."""

    takes_text = True
    """Letters are text here, and no commands."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("tab", "complete(1)", show=False),
        Binding("shift+tab", "complete(-1)", show=False),
    ]
    DEFAULT_CSS = """
    PromptInput {
        width: 1fr;
        background: $background;
        &:focus { background-tint: transparent; }
    }
    """

    @dataclass
    class LeaveRequested(Message):
        """The user pressed Escape."""

    def __init__(self) -> None:
        super().__init__(compact=True, max_length=MAX_ANSWER_CHARACTERS)
        self.cursor_blink = False
        self.tags: Sequence[str] = ()
        """The tags that complete words of the answer, best first."""
        self._completion: Completion | None = None

    def insert_text_at_cursor(self, text: str) -> None:
        super().insert_text_at_cursor(visible(text[: MAX_ANSWER_CHARACTERS - len(self.value)]))

    def replace(self, text: str, start: int, end: int) -> None:
        super().replace(visible(text[:MAX_ANSWER_CHARACTERS]), start, end)

    @property
    def offered(self) -> tuple[str, ...]:
        """The tags that complete the word before the cursor, or can replace it if it was completed already."""
        if (completion := self._current_completion()) is not None:
            return completion.alternatives
        word = self.value[: self.cursor_position].rpartition(" ")[2].lstrip("#")
        return completions(word, self.tags) if word and self.cursor_position == len(self.value) else ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Tab to the screen if there are no tags."""
        return bool(self.tags) if action == "complete" else super().check_action(action, parameters)

    def _current_completion(self) -> Completion | None:
        """The last completion, while another tag can still replace it."""
        completion = self._completion
        if completion is None or not completion.is_current(self.value, self.cursor_position):
            return None
        return completion

    def action_complete(self, by: int) -> None:
        """Insert the first tag offered; after that replace it by the next (1) or the previous (-1)."""
        completion, offered = self._current_completion(), self.offered
        if completion is not None:
            self._completion = completion.next(by)
        elif offered and by > 0:
            self._completion = Completion(self.value.rfind(" ") + 1, offered)
        else:
            return
        self.value = self.value[: self._completion.start] + self._completion.text
        self.cursor_position = len(self.value)

    def action_leave(self) -> None:
        """Post `LeaveRequested`."""
        self.post_message(self.LeaveRequested())


class Prompt(Horizontal):
    """A short question, an input and a key hint. `begin` shows it and `end` hides it."""

    DEFAULT_CSS = """
    Prompt {
        height: 1;
        width: 1fr;
        & > Bar { width: auto; }
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

    def __init__(self, sign: str, *, hint: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self._sign = Bar()
        self._input = PromptInput()
        self._own_hint = one_line(hint, MAX_HINT_CELLS)
        self._hint = Bar()
        self._write(self._sign, f" {one_line(sign, MAX_HINT_CELLS)} ")

    def compose(self) -> ComposeResult:
        yield self._sign
        yield self._input
        yield self._hint

    def on_mount(self) -> None:
        self._show_hint()

    def _write(self, bar: Bar, text: str) -> None:
        bar.styles.width = cell_len(text)
        bar.draw([(text, "")])

    def _show_hint(self) -> None:
        """Show the tags that Tab inserts beside the input, else the prompt's own hint."""
        offered = self._input.offered
        hint = f"Tab {' '.join(offered)}" if offered else self._own_hint
        self._write(self._hint, f" {one_line(hint, MAX_HINT_CELLS)} " if hint else "")

    @property
    def asking(self) -> bool:
        """Whether the prompt is shown."""
        return bool(self.display)

    def begin(self, answer: str = "", tags: Sequence[str] = ()) -> None:
        """Show the prompt with `answer` in it and focus it. Tab completes from `tags`. Posts nothing."""
        self.display = True
        self._input.tags = tags
        with self._input.prevent(Input.Changed):
            self._input.value = visible(answer[:MAX_ANSWER_CHARACTERS])
            self._input.cursor_position = len(self._input.value)
        self._show_hint()
        self._input.focus()

    def end(self) -> None:
        """Hide the prompt. The caller moves the focus."""
        self.display = False

    def on_input_changed(self, message: Input.Changed) -> None:
        """Post `Typed` in its place."""
        message.stop()
        if self.asking:
            self._show_hint()
            self.post_message(self.Typed(message.value))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Post `Answered` in its place."""
        message.stop()
        if self.asking:
            self.post_message(self.Answered(message.value))

    def on_prompt_input_leave_requested(self, message: Message) -> None:
        """Post `Cancelled` in its place."""
        message.stop()
        self.post_message(self.Cancelled())
