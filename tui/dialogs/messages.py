"""Every warning and error of this session, the latest last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from tui.dialogs.text_lines import LinesScreen
from widgets.text.safe import visible


class MessagesScreen(LinesScreen):
    """Lists messages; the key that opened it closes it too."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("W", "dismiss", show=False, id="app.messages")]

    def __init__(self, told: Sequence[str]) -> None:
        """`told` are of any text."""
        lines = [Content(visible(" ".join(line.split()))) for line in told]
        super().__init__("Messages", lines or [Content("none yet")])
