"""A one-line question at the foot of the screen, such as what to search for."""

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
from widgets.text.tags import Taken, completions

MAX_HINT_CELLS = 36
"""Cells of an 80-cell line that the question and the key hints may each take."""
MAX_ANSWER_CHARACTERS = 1_000
"""The longest answer; the rest of a paste is dropped."""


class PromptInput(Input):
    """Textual's input, in one line, without a blinking cursor; what is pasted into it is made safe to draw."""

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
    class LeaveAsked(Message):
        """The user gave up."""

    def __init__(self) -> None:
        super().__init__(compact=True, max_length=MAX_ANSWER_CHARACTERS)
        self.cursor_blink = False
        self.tags: Sequence[str] = ()
        """What words of the answer are completed from, the best first."""
        self._taken: Taken | None = None

    def insert_text_at_cursor(self, text: str) -> None:
        super().insert_text_at_cursor(visible(text[: MAX_ANSWER_CHARACTERS - len(self.value)]))

    def replace(self, text: str, start: int, end: int) -> None:
        super().replace(visible(text[:MAX_ANSWER_CHARACTERS]), start, end)

    @property
    def offered(self) -> tuple[str, ...]:
        """The tags that complete the word before the cursor, or may take its place if it came so."""
        if (taken := self._choosing()) is not None:
            return taken.others
        word = self.value[: self.cursor_position].rpartition(" ")[2].lstrip("#")
        return completions(word, self.tags) if word and self.cursor_position == len(self.value) else ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tab is the screen's own where there are no tags to complete."""
        return bool(self.tags) if action == "complete" else super().check_action(action, parameters)

    def _choosing(self) -> Taken | None:
        """The tag that was put in last, while another may take its place."""
        taken = self._taken
        return taken if taken is not None and taken.stands(self.value, self.cursor_position) else None

    def action_complete(self, by: int) -> None:
        """Take the first tag offered, then the next or the one before in its place; Tab goes nowhere else."""
        taken, offered = self._choosing(), self.offered
        if taken is not None:
            self._taken = taken.next(by)
        elif offered and by > 0:
            self._taken = Taken(self.value.rfind(" ") + 1, offered)
        else:
            return
        self.value = self.value[: self._taken.start] + self._taken.text
        self.cursor_position = len(self.value)

    def action_leave(self) -> None:
        """Ask to give up."""
        self.post_message(self.LeaveAsked())


class Prompt(Horizontal):
    """A sign or a short question, an input, and what its keys do. It is shown by `begin` and hidden by `end`."""

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
        self._tell_keys()

    def _write(self, bar: Bar, text: str) -> None:
        bar.styles.width = cell_len(text)
        bar.draw([(text, "")])

    def _tell_keys(self) -> None:
        """Beside the input: what Tab would take, else what the other keys do."""
        offered = self._input.offered
        hint = f"Tab {' '.join(offered)}" if offered else self._own_hint
        self._write(self._hint, f" {one_line(hint, MAX_HINT_CELLS)} " if hint else "")

    @property
    def asking(self) -> bool:
        """Whether the prompt is shown."""
        return bool(self.display)

    def begin(self, answer: str = "", tags: Sequence[str] = ()) -> None:
        """Show the prompt with `answer` in it and give it the keyboard. Says nothing. Tab completes from `tags`."""
        self.display = True
        self._input.tags = tags
        with self._input.prevent(Input.Changed):
            self._input.value = visible(answer[:MAX_ANSWER_CHARACTERS])
            self._input.cursor_position = len(self._input.value)
        self._tell_keys()
        self._input.focus()

    def end(self) -> None:
        """Hide the prompt. The keyboard is the caller's to give away."""
        self.display = False

    def on_input_changed(self, message: Input.Changed) -> None:
        """Say it in the prompt's own words."""
        message.stop()
        if self.asking:
            self._tell_keys()
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
