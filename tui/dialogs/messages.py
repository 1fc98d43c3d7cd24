"""The warnings and errors of this session, latest last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from tui.dialogs.text_lines import TextLinesScreen
from widgets.text.safe import visible

if TYPE_CHECKING:
    from tui.screens.session import Session


class MessagesScreen(TextLinesScreen):
    """Lists messages; the Messages key closes it too."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("W", "dismiss", show=False, id="app.messages")]

    def __init__(self, session: Session, messages: Sequence[str]) -> None:
        """`messages` may have control characters."""
        lines = [Content(visible(" ".join(line.split()))) for line in messages]
        super().__init__(session, "Messages", lines or [Content("none yet")])
