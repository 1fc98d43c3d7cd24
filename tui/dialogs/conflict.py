"""The versions of a note in conflict, side by side, with a key for each way to resolve it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.newsroom.drafts import local_time
from widgets.text.safe import one_line, visible

if TYPE_CHECKING:
    from store.notes.note import Note


@dataclass(frozen=True, slots=True)
class Choice:
    """The version to keep; with `both` the others are kept too, as separate notes."""

    version: Note
    both: bool = False


class ConflictScreen(ModalScreen[Choice | None]):
    """Shows the versions of a note that was changed in two places at once. Closing it keeps the conflict."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "keep(0)", show=False),
        Binding("t", "keep(1)", show=False),
        *(Binding(str(n), f"keep({n - 1})", show=False) for n in range(1, 10)),
        Binding("b", "keep_both", show=False),
        Binding("escape", "close", show=False),
        Binding("q", "close", show=False, id="app.back"),
        Binding("j,down", "scroll(1)", show=False, id="view.down"),
        Binding("k,up", "scroll(-1)", show=False, id="view.up"),
    ]
    DEFAULT_CSS = """
    ConflictScreen {
        align: center middle;
        & > #versions { width: 100%; height: 100%; layout: vertical; background: $background; }
        & .version { height: 1fr; width: 1fr; border: round $primary; padding: 0 1; }
        & #version-keys { height: 1; padding: 0 1; text-style: bold; }
        & #version-panes { layout: vertical; height: 1fr; }
        &.-wide #version-panes { layout: horizontal; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's own declaration

    def __init__(self, versions: Sequence[Note], author: str) -> None:
        """`versions` begins with the user's own; `author` is the user's name."""
        super().__init__()
        self._versions = versions
        self._author = author

    def compose(self) -> ComposeResult:
        with Container(id="versions"):
            yield Static(self._keys(), id="version-keys")
            with Container(id="version-panes"):
                for n, version in enumerate(self._versions):
                    with VerticalScroll(classes="version", can_focus=False):
                        yield Static(self._text(n, version))

    def _keys(self) -> Content:
        more = f"  3-{len(self._versions)} keep another" if len(self._versions) > 2 else ""
        return Content(f"Changed twice:  m keep mine  t keep theirs{more}  b keep both  Escape later")

    def _text(self, n: int, note: Note) -> Content:
        whose = "mine" if n == 0 else "theirs"
        who = "you" if note.editor_signature == self._author else one_line(note.editor_signature, 30)
        tags = "".join(f" #{tag}" for tag in note.tags)
        head = f"{n + 1} {whose}: {who}, {local_time(note.updated)}"
        kind = one_line(f"{note.type}, {note.status}{tags}", 70)
        return Content.assemble((head, "bold"), "\n", (kind, "dim"), "\n\n", visible(note.body))

    def action_keep(self, n: int) -> None:
        """Keep one version."""
        if n < len(self._versions):
            self.dismiss(Choice(self._versions[n]))

    def action_keep_both(self) -> None:
        """Keep mine as the note and the others as separate notes."""
        self.dismiss(Choice(self._versions[0], both=True))

    def action_close(self) -> None:
        """Close without a choice."""
        self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        """Scroll the texts by lines."""
        for pane in self.query(VerticalScroll):
            pane.scroll_relative(y=by, animate=False)
