"""An article whose text has changed: carries its notes over when it opens, and compares the two versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.actions.handlers import handles

if TYPE_CHECKING:
    from tui.article.article_state import ArticleState
    from tui.article.versions.version_rows import Carryover
    from tui.screens.base import AppScreen


class ChangedText:
    """Carries notes over and shows the result."""

    def __init__(self, screen: AppScreen, state: ArticleState, on_seen: Callable[[], None]) -> None:
        """`on_seen` is called when the user returns from the versions screen, where notes can be moved."""
        self._screen = screen
        self._state = state
        self._on_seen = on_seen
        self._carried: Carryover | None = None

    async def carry_notes(self) -> None:
        """Move the notes of an older text whose place is certain. Call it when opening, before notes are shown."""
        entry = self._state.story.entry
        if entry is None or (
            len(entry.versions) < 2 and all(note.version == entry.version for note in self._state.notes)
        ):
            return  # most articles never change and need none of these imports
        from tui.article.versions.version_rows import carry_over

        self._carried = await carry_over(self._state.newsroom, self._state.story)

    def summary(self) -> str:
        """The result of carrying notes over, in one line; "" if there is nothing to report."""
        return self._carried.summary(self._screen.key("versions.open")) if self._carried is not None else ""

    @property
    def unsure(self) -> bool:
        """Whether a note of an older text needs the user's decision, or could not be saved at its new place."""
        return self._carried is not None and bool(self._carried.found.unsure or self._carried.unsaved)

    @handles("versions.open")
    def show_versions(self) -> None:
        """Show the notes' new places and the differences between the texts."""
        if self._carried is None:
            self._screen.refuse("there is only one version of this article's text")
            return
        from tui.article.versions.screen import VersionsScreen

        screen = VersionsScreen(self._screen.session, self._state.story, self._carried)
        self._screen.app.push_screen(screen, lambda _none: self._on_seen())
