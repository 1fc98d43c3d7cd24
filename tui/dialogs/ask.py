"""A question at the foot of the screen, with an answer to edit; a fault in the answer is shown above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.screen import ModalScreen

from widgets.bars import StatusLine
from widgets.prompt import Prompt


def _anything(_answer: str) -> str:
    return ""


class AskScreen(ModalScreen[str | None]):
    """Answers with the text typed, without blanks around it; None if cancelled.

    `check` returns why an answer is not valid, in one line, "" if it is; Tab completes words from `tags`.
    """

    DEFAULT_CSS = """
    AskScreen { background: transparent; align: left bottom; }
    AskScreen > StatusLine { display: none; }
    """

    def __init__(
        self,
        question: str,
        *,
        answer: str = "",
        tags: Sequence[str] = (),
        hint: str = "Enter, Esc",
        check: Callable[[str], str] = _anything,
    ) -> None:
        super().__init__()
        self._question = question
        self._answer = answer
        self._tags = tags
        self._hint = hint
        self._check = check

    def compose(self) -> ComposeResult:
        yield StatusLine()
        yield Prompt(self._question, hint=self._hint)

    def on_mount(self) -> None:
        self.query_one(Prompt).begin(self._answer, self._tags)

    def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """Hide the fault of the last answer."""
        message.stop()
        self.query_one(StatusLine).display = False

    def on_prompt_answered(self, message: Prompt.Answered) -> None:
        """Accept the answer, or show its fault."""
        message.stop()
        answer = message.text.strip()
        fault = self._check(answer)
        if fault:
            line = self.query_one(StatusLine)
            line.say(fault, "warning")
            line.display = True
        else:
            self.dismiss(answer)

    def on_prompt_cancelled(self, message: Prompt.Cancelled) -> None:
        """Answer None."""
        message.stop()
        self.dismiss(None)
