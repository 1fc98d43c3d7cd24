"""Jump mode: a label over everything on the screen, and a letter goes there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events

from tui.actions.handlers import handles
from tui.article.motions import Moving
from tui.newsroom.newsroom import Story

if TYPE_CHECKING:
    from tui.screens.session import Session


class Jumping(Moving):
    """The part of the article screen that jumps. While labels are shown every key is a letter of one, or ends it."""

    def __init__(self, session: Session, story: Story) -> None:
        super().__init__(session, story)
        self._labels: Sequence[str] = ()
        self._typed = ""

    @handles("jump.start")
    def action_jump_start(self) -> None:
        """Label what is on the screen."""
        self._go_to_article()
        self._typed = ""
        self._labels = self.article.label_targets()
        self.tell_keys()
        self.say("type the letter of where to go" if self._labels else "no quote, actor or note on this screen")

    async def take_label_key(self, event: events.Key) -> bool:
        """A letter of a label goes there, any other key takes the labels away."""
        if not self._labels:
            return False
        self._typed += event.character or event.key
        if self.article.choose_label(self._typed):
            self._labels = ()
            self.tell_keys()
        elif not any(label.startswith(self._typed) for label in self._labels):
            self.stop_jumping()
            self.say("no jump" if event.key == "escape" else f"no label {event.character or event.key}")
        return True

    @property
    def jumping(self) -> bool:
        """Whether labels are shown."""
        return bool(self._labels)

    def stop_jumping(self) -> None:
        """Take the labels away."""
        if self._labels:
            self._labels = ()
            self.article.clear_labels()
            self.tell_keys()
