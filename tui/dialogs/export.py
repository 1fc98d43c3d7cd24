"""The preview of a Markdown export: the files, the notes, and the edits imported into the notebook."""

from __future__ import annotations

import asyncio
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
    from tui.jobs.markdown_export import ExportJob, Preview
    from tui.screens.session import Session


class ExportScreen(Scrolling[str | None], Dialog[str | None]):
    """Answers with the name of the template to use, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", show=False),
        Binding("t,tab", "template", show=False),
    ]
    DEFAULT_CSS = """
    ExportScreen { background: $background; }
    ExportScreen VerticalScroll { height: 1fr; padding: 0 1; }
    """

    def __init__(self, session: Session, what: str, job: ExportJob, templates: Sequence[str], template: str) -> None:
        """`job` exports `what`, the title of the screen; `template` is selected first."""
        super().__init__(session)
        self._what = what
        self._job = job
        self._templates = list(dict.fromkeys([*templates, template]))
        self._template = template
        self._preview: Preview | None = None

    def compose(self) -> ComposeResult:
        yield PaneTitle(f"Export {one_line(self._what, 60)}")
        with VerticalScroll(can_focus=False):
            yield Static()
        yield HintBar()

    def on_mount(self) -> None:
        self._look()

    def _show_keys(self, *, writes: bool) -> None:
        scroll = f"{self.key('view.down')} {self.key('view.up')}"
        ways_on = [("t", "other template"), (scroll, "scroll"), ("Esc", "leave")]
        self.query_one(HintBar).show([("Enter", "write"), *ways_on] if writes else ways_on)

    def _look(self) -> None:
        self._preview = None
        self.query_one(PaneTitle).note = f"template {self._template}"
        self._show_keys(writes=False)
        self.query_one(Static).update(Content("looking what would be written"))
        self.run_worker(self._show(), group="plan", exclusive=True, exit_on_error=False)

    async def _show(self) -> None:
        loop = asyncio.get_running_loop()

        def on_progress(number: int, total: int) -> None:
            loop.call_soon_threadsafe(self._show_progress, f"looking what would be written: {number:,} of {total:,}")

        preview = await self._job.plan(self._template, on_progress)
        self._preview = preview
        styles = {"": "", "loud": "bold", "faint": "dim"}
        lines = [Content.styled(one_line(line.text, 400), styles[line.look]) for line in preview.lines]
        self.query_one(Static).update(Content("\n").join(lines))
        self._show_keys(writes=preview.writes)

    def _show_progress(self, text: str) -> None:
        if self.is_mounted and self._preview is None:
            self.query_one(Static).update(Content(text))

    def on_unmount(self) -> None:
        """Stop an unfinished preview; a finished one is being written already or was cancelled."""
        if self._preview is None:
            self._job.stop()

    def action_write(self) -> None:
        """Accept the preview, once it is shown."""
        if self._preview is not None and self._preview.writes:
            self.dismiss(self._template)

    def action_template(self) -> None:
        """Preview the next template."""
        at = self._templates.index(self._template)
        self._template = self._templates[(at + 1) % len(self._templates)]
        self._job.stop()
        self._look()
