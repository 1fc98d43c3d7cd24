"""Lines to read, under a heading: the messages of the session, what is known of an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class LinesScreen(ModalScreen[None]):
    """Lists lines. Escape, or the key of back, closes it."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("q", "dismiss", show=False, id="app.back"),
        Binding("j,down", "scroll(1)", show=False, id="view.down"),
        Binding("k,up", "scroll(-1)", show=False, id="view.up"),
        Binding("pagedown,space,ctrl+f", "page(1)", show=False, id="view.page_down"),
        Binding("pageup", "page(-1)", show=False, id="view.page_up"),
    ]
    DEFAULT_CSS = """
    LinesScreen { align: center middle; }
    LinesScreen > VerticalScroll { width: 90%; height: 80%; border: round $primary; padding: 0 1; }
    """

    def __init__(self, heading: str, lines: Sequence[Content]) -> None:
        """`lines` are safe to draw."""
        super().__init__()
        self._heading = heading
        self._lines = lines

    def compose(self) -> ComposeResult:
        head = Content.assemble((self._heading, "bold underline"), "   Escape closes this")
        with VerticalScroll(can_focus=False):
            yield Static(Content("\n").join([head, Content(""), *self._lines]))

    def action_scroll(self, by: int) -> None:
        """Move the list by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Move the list by screens."""
        pane = self.query_one(VerticalScroll)
        pane.scroll_relative(y=by * max(1, pane.size.height - 1), animate=False)
