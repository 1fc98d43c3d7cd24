"""The preview of an import of notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.dialogs.base import Dialog, Scrolling
from widgets.bars import HintBar, PaneTitle
from widgets.text.safe import one_line

if TYPE_CHECKING:
    from tui.screens.session import Session

HINTS = [("Enter", "take them"), ("Esc", "leave")]
MAX_LINE_CELLS = 500


class ImportScreen(Scrolling[bool | None], Dialog[bool | None]):
    """Answers True to import the file, else None. `notes` and `faults`, the notes not imported, have a line each."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "dismiss(True)", show=False)]
    DEFAULT_CSS = """
    ImportScreen { background: $background; }
    ImportScreen > VerticalScroll { height: 1fr; padding: 0 1; }
    """

    def __init__(
        self, session: Session, file: str, report: str, faults: Sequence[str], notes: Sequence[str] = ()
    ) -> None:
        super().__init__(session)
        self._file, self._report, self._faults, self._notes = file, report, faults, notes

    def compose(self) -> ComposeResult:
        lines = [self._report]
        if self._faults:
            lines += ["", f"cannot be taken ({len(self._faults)}):", *self._faults]
        if self._notes:
            lines += ["", *self._notes]
        yield PaneTitle(f"Import {one_line(self._file, 200)}")
        with VerticalScroll(can_focus=False):
            yield Static(Content("\n".join(one_line(line, MAX_LINE_CELLS) for line in lines)))
        yield HintBar()

    def on_mount(self) -> None:
        self.query_one(HintBar).show(HINTS)
