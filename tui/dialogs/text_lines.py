"""A dialog of text lines under a heading, such as messages or facts about an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.dialogs.base import Dialog, Scrolling

if TYPE_CHECKING:
    from tui.screens.session import Session


class TextLinesScreen(Scrolling[None], Dialog[None]):
    """Shows lines of text; Escape or the Back key closes it."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    DEFAULT_CSS = """
    TextLinesScreen { align: center middle; }
    TextLinesScreen > VerticalScroll { width: 90%; height: 80%; border: round $primary; padding: 0 1; }
    """

    def __init__(self, session: Session, heading: str, lines: Sequence[Content]) -> None:
        """`lines` are safe to draw."""
        super().__init__(session)
        self._heading = heading
        self._lines = lines

    def compose(self) -> ComposeResult:
        head = Content.assemble((self._heading, "bold underline"), "   Escape closes this")
        with VerticalScroll(can_focus=False):
            yield Static(Content("\n").join([head, Content(""), *self._lines]))
