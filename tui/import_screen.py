"""What an import would do, before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from widgets.bars import HintBar, PaneTitle
from widgets.safe import one_line

HINTS = [("Enter", "take them"), ("Esc", "leave")]
LONGEST = 500


class ImportScreen(ModalScreen[bool]):
    """Answers whether the notes of the file are to be taken. `faults` are what of it cannot be."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", show=False),
        Binding("escape,q", "dismiss(False)", show=False),
    ]
    DEFAULT_CSS = """
    ImportScreen { background: $background; }
    ImportScreen > VerticalScroll { height: 1fr; padding: 0 1; }
    """

    def __init__(self, file: str, report: str, faults: Sequence[str]) -> None:
        super().__init__()
        self._file, self._report, self._faults = file, report, faults

    def compose(self) -> ComposeResult:
        lines = [self._report]
        if self._faults:
            lines += ["", f"cannot be taken ({len(self._faults)}):", *self._faults]
        yield PaneTitle(f"Import {one_line(self._file, 200)}")
        with VerticalScroll():
            yield Static(Content("\n".join(one_line(line, LONGEST) for line in lines)))
        yield HintBar()

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self.query_one(HintBar).show(HINTS)
