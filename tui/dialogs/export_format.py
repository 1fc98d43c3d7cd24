"""Choosing an export format: a list of formats, the beginning of the file, and its path."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from tui.dialogs.base import Dialog
from tui.jobs.data_export import DataExport
from widgets.bars import HintBar, PaneTitle, StatusLine
from widgets.tables.formats import FormatRow, FormatsTable
from widgets.text.safe import one_line, visible

if TYPE_CHECKING:
    from tui.screens.session import Session

MAX_PREVIEW_CHARACTERS = 3000
"""The preview's length."""
MAX_PREVIEW_LINES = 40
"""The preview's height."""


def beginning(export: DataExport, width: int) -> str:
    """The first lines of the file, made safe to draw and cut to `width` cells; "…" follows if the file is longer."""
    found, whole = "", True
    for piece in export.pieces():
        found += piece.decode().removeprefix("\ufeff")
        if len(found) > MAX_PREVIEW_CHARACTERS:
            whole = False
            break
    lines = [
        one_line(line, width)
        for line in visible(found[:MAX_PREVIEW_CHARACTERS]).replace(" \n", "\n").split("\n")[:MAX_PREVIEW_LINES]
    ]
    return "\n".join(lines).rstrip() + ("" if whole else "\n…")


class FormatScreen(Dialog[DataExport | None]):
    """Answers with the export to write, or None. `make` creates the export of a format by name."""

    DEFAULT_CSS = """
    FormatScreen {
        & > FormatsTable { height: 60%; }
        & > #preview { height: 1fr; padding: 0 1; }
    }
    """

    def __init__(
        self, session: Session, what: str, make: Callable[[str], DataExport], names: list[str], folder: Path
    ) -> None:
        super().__init__(session)
        self._what, self._make, self._names, self._folder = what, make, names, folder

    def compose(self) -> ComposeResult:
        yield PaneTitle(f"Export {one_line(self._what, 60)} as")
        yield FormatsTable()
        yield PaneTitle("How it begins", id="preview-title")
        yield Static(Content(""), id="preview")
        yield StatusLine()
        yield HintBar()

    def on_mount(self) -> None:
        exports = [self._make(name) for name in self._names]
        table = self.query_one(FormatsTable)
        table.show([FormatRow(export.name, export.help, export.suffix) for export in exports])
        table.focus()
        another = f"{self.key('view.down')} {self.key('view.up')}"
        self.query_one(HintBar).show([("Enter", "write it"), (another, "another"), ("Esc", "leave")])
        self._look(self._names[0])

    def _look(self, name: str) -> None:
        self.run_worker(self._show_beginning(name), exclusive=True, exit_on_error=False)

    async def _show_beginning(self, name: str) -> None:
        export = self._make(name)
        try:
            text = await asyncio.to_thread(beginning, export, max(20, self.size.width - 2))
        except OSError as error:
            text = f"cannot be read: {error}"
        path = self._folder / export.file_name
        self.query_one("#preview", Static).update(Content(text))
        self.query_one("#preview-title", PaneTitle).note = one_line(f"of {path}" + " (is there)" * path.exists(), 300)
        unread = f"{export.unread} of {export.articles} articles were never read: they have no rows"
        self.query_one(StatusLine).say(unread if export.unread else "", "warning" if export.unread else "info")

    @on(FormatsTable.Chosen)
    def _chosen(self, message: FormatsTable.Chosen) -> None:
        message.stop()
        self._look(message.name)

    @on(FormatsTable.Entered)
    def _on_format_entered(self, message: FormatsTable.Entered) -> None:
        message.stop()
        self.dismiss(self._make(message.name))
