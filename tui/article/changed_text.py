"""An article whose text has changed: its notes carried over when it is opened, and a look at both texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.actions.handlers import handles

if TYPE_CHECKING:
    from tui.article.article_state import ArticleState
    from tui.article.versions.version_rows import Carryover
    from tui.screens.base import AppScreen


class ChangedText:
    """Carries notes over, and shows what came of them."""

    def __init__(self, screen: AppScreen, state: ArticleState, on_seen: Callable[[], None]) -> None:
        """`on_seen` is called when the user comes back from the versions, where notes may have been moved."""
        self._screen = screen
        self._state = state
        self._on_seen = on_seen
        self._carried: Carryover | None = None

    async def carry_notes(self) -> None:
        """Move the notes of an older text whose place is certain. To be called on opening, before notes are shown."""
        entry = self._state.story.entry
        if entry is None or (
            len(entry.versions) < 2 and all(note.version == entry.version for note in self._state.notes)
        ):
            return  # and nothing is imported for the many articles that never change
        from tui.article.versions.version_rows import carry_over

        self._carried = await carry_over(self._state.newsroom, self._state.story)

    def summary(self) -> str:
        """What came of the notes of an older text; "" where there is nothing to tell."""
        return self._carried.summary(self._screen.key("versions.open")) if self._carried is not None else ""

    @property
    def unsure(self) -> bool:
        """Whether a note of an older text waits for the user's word, or could not be moved."""
        return self._carried is not None and bool(self._carried.found.unsure or self._carried.unsaved)

    @handles("versions.open")
    def show_versions(self) -> None:
        """Show what came of the notes, and what is different in the text."""
        if self._carried is None:
            self._screen.say("there is only one version of this article's text")
            return
        from tui.article.versions.screen import VersionsScreen

        screen = VersionsScreen(self._screen.session, self._state.story, self._carried)
        self._screen.app.push_screen(screen, lambda _none: self._on_seen())
