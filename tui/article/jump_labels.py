"""Jump mode: labels over quotes, mentions and notes; typing a label goes there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events

from tui.actions.handlers import handles

if TYPE_CHECKING:
    from tui.article.panes import Panes
    from tui.screens.base import AppScreen, Hints


class JumpLabels:
    """A mode of the article screen: while labels are shown, a key is a letter of a label or ends the mode."""

    def __init__(self, screen: AppScreen, panes: Panes) -> None:
        self._screen = screen
        self._panes = panes
        self._shown: Sequence[str] = ()
        self._typed = ""

    @property
    def shown(self) -> Sequence[str]:
        """The labels shown; empty while the mode is off."""
        return self._shown

    @handles("jump.start")
    def start(self) -> None:
        """Show the labels."""
        self._panes.go_to("article")
        self._typed = ""
        self._shown = self._panes.article.label_targets()
        self._screen.show_hints()
        if self._shown:
            self._screen.say("type the letter of where to go")
        else:
            self._screen.refuse("no quote, actor or note on this screen")

    async def take_key(self, event: events.Key) -> bool:
        """Handle a key while labels are shown: the letters of a label go there, any other key ends the mode."""
        if not self._shown:
            return False
        self._typed += event.character or event.key
        if self._panes.article.choose_label(self._typed):
            self._shown = ()
            self._screen.show_hints()
        elif not any(label.startswith(self._typed) for label in self._shown):
            self.stop()
            self._screen.say("no jump" if event.key == "escape" else f"no label {event.character or event.key}")
        return True

    def stop(self) -> None:
        """Remove the labels."""
        if self._shown:
            self._shown = ()
            self._panes.article.clear_labels()
            self._screen.show_hints()

    def hints(self) -> Hints | None:
        """The hints while labels are shown, else None."""
        return [("a letter", "goes where it stands"), ("any other key", "stays here")] if self._shown else None
