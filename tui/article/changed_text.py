"""The part of the article screen for an article whose text has changed: its notes carried over, and a look at both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.article.notes.editor import NoteTaking
from tui.newsroom.newsroom import Story

if TYPE_CHECKING:
    from tui.article.versions.rows import Carryover
    from tui.screens.session import Session


class ChangedArticle(NoteTaking):
    """Carries notes over when the story is opened; `o` shows what came of them."""

    def __init__(self, session: Session, story: Story) -> None:
        super().__init__(session, story)
        self._over: Carryover | None = None

    async def carry_notes(self) -> None:
        """Move the notes of an older text whose place is certain. To be called on opening, before notes are shown."""
        entry = self._story.entry
        if entry is None or (
            len(entry.versions) < 2 and all(n.version == entry.version for n in self._newsroom.notes_of(self._story))
        ):
            return  # and nothing is imported for the many articles that never change
        from tui.article.versions.rows import carry_over

        self._over = await carry_over(self._newsroom, self._story)

    def versions_line(self) -> str:
        """What came of the notes of an older text; "" where there is nothing to tell."""
        return self._over.summary(self.key("versions.open")) if self._over is not None else ""

    @property
    def versions_unsure(self) -> bool:
        """Whether a note of an older text waits for the user's word, or could not be moved."""
        return self._over is not None and bool(self._over.found.unsure or self._over.unsaved)

    @handles("versions.open")
    def action_versions_open(self) -> None:
        """Show what came of the notes, and what is different in the text."""
        if self._over is None:
            self.say("there is only one version of this article's text")
            return
        from tui.article.versions.screen import VersionsScreen

        def seen(_none: None) -> None:
            self._show_notes()

        self.app.push_screen(VersionsScreen(self.session, self._story, self._over), seen)
