"""Undoes changes made on the desk, the last one first; each desk has its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tui.actions.handlers import handles

if TYPE_CHECKING:
    from tui.screens.base import AppScreen

Back = Callable[[], Awaitable[None]]
"""Undoes one change. Raises OSError or NotebookError."""
MAX_STEPS = 100


class DeskUndo:
    """The changes made on one desk in this session."""

    def __init__(self, screen: AppScreen) -> None:
        self._screen = screen
        self._steps: list[tuple[str, Back]] = []

    def remember(self, done: str, back: Back) -> None:
        """Record how to undo the change described by `done`."""
        self._steps = [*self._steps, (done, back)][-MAX_STEPS:]

    @handles("desk.undo")
    def undo(self) -> None:
        """Undo the last change."""
        self._screen.work(self._undo(), "marking")

    async def _undo(self) -> None:
        from store.disk.files import describe_error
        from store.notes.notebook import NotebookError

        if not self._steps:
            self._screen.refuse("Nothing to undo on the desk")
            return
        done, back = self._steps.pop()
        try:
            await back()
        except (OSError, NotebookError) as error:
            self._steps.append((done, back))
            self._screen.say(f"cannot undo: {describe_error(error)}", "error")
            return
        self._screen.say(f"Undone: {done}")
