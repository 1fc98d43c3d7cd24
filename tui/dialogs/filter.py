"""A prompt at the foot of the screen that filters the table behind it at every key."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.screen import ModalScreen

from widgets.prompt import Prompt


class FilterScreen(ModalScreen[None]):
    """Enter keeps the filter, Escape removes it. `on_filter` is called with the words so far."""

    DEFAULT_CSS = """
    FilterScreen { background: transparent; align: left bottom; }
    """

    def __init__(self, on_filter: Callable[[str], None]) -> None:
        super().__init__()
        self._on_filter = on_filter

    def compose(self) -> ComposeResult:
        yield Prompt("=", hint="Enter keeps, Esc shows all", id="filter")

    def on_mount(self) -> None:
        self.query_one(Prompt).begin()

    def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """Filter by the words typed so far."""
        message.stop()
        self._on_filter(message.text.strip())

    def on_prompt_answered(self, message: Prompt.Answered) -> None:
        """Keep the filter."""
        message.stop()
        self.dismiss()

    def on_prompt_cancelled(self, message: Prompt.Cancelled) -> None:
        """Remove the filter."""
        message.stop()
        self._on_filter("")
        self.dismiss()
