"""Every warning and error of this session, the latest last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from widgets.safe import visible


class MessagesScreen(ModalScreen[None]):
    """Lists lines. Escape, or the key of back, or the one that opened it, closes it."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("q", "dismiss", show=False, id="app.back"),
        Binding("W", "dismiss", show=False, id="app.messages"),
        Binding("j,down", "scroll(1)", show=False, id="view.down"),
        Binding("k,up", "scroll(-1)", show=False, id="view.up"),
    ]
    DEFAULT_CSS = """
    MessagesScreen { align: center middle; }
    MessagesScreen > VerticalScroll { width: 90%; height: 80%; border: round $primary; padding: 0 1; }
    """

    def __init__(self, lines: Sequence[str]) -> None:
        """`lines` are of any text."""
        super().__init__()
        self._told = lines

    def compose(self) -> ComposeResult:
        head = Content.assemble(("Messages", "bold underline"), "   Escape closes this list")
        lines = [Content(visible(" ".join(line.split()))) for line in self._told] or [Content("none yet")]
        with VerticalScroll(can_focus=False):
            yield Static(Content("\n").join([head, Content(""), *lines]))

    def action_scroll(self, by: int) -> None:
        """Move the list by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)
