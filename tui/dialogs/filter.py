"""A prompt at the foot of the screen that filters the table behind it at every key."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.screen import ModalScreen

from widgets.prompt import Prompt


class FilterScreen(ModalScreen[None]):
    """Enter keeps the filter, Escape takes it away. `tell` is called with the words so far."""

    DEFAULT_CSS = """
    FilterScreen { background: transparent; align: left bottom; }
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__()
        self._tell = tell

    def compose(self) -> ComposeResult:
        yield Prompt("=", hint="Enter keeps, Esc shows all", id="filter")

    def on_mount(self) -> None:
        self.query_one(Prompt).begin()

    def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """Filter by what is typed so far."""
        message.stop()
        self._tell(message.text.strip())

    def on_prompt_answered(self, message: Prompt.Answered) -> None:
        """Keep the filter."""
        message.stop()
        self.dismiss()

    def on_prompt_cancelled(self, message: Prompt.Cancelled) -> None:
        """Show every row again."""
        message.stop()
        self._tell("")
        self.dismiss()
