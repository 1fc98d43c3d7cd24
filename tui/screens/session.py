"""What a screen knows of the app around it: the newsroom, the keys, the settings, the messages, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from extract.span import Span
from tui.actions.registry import key_of

if TYPE_CHECKING:
    from tui.actions.keymap import Keymap
    from tui.config.settings import Settings
    from tui.newsroom.newsroom import Newsroom, Story

MAX_MESSAGES = 200
"""Warnings and errors that can be read again."""

At = str | Span | None
"""Where to go in an article: a note by its uid, a span of the text in code points, or nowhere in particular."""


class OpenArticle(Protocol):
    """Opens an article over the screen that is shown."""

    def __call__(self, story: Story, at: At = None) -> None:
        """Show `story`, and go to `at` once it is read."""


class Leave(Protocol):
    """Ends the app."""

    def __call__(self, code: int = 0, message: str | None = None) -> None:
        """Save what is being written, then exit with `code`; `message` is the last line on standard error."""


class Messages:
    """The warnings and errors of a session, the latest last, each once."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    @property
    def lines(self) -> tuple[str, ...]:
        """All of them, in order."""
        return tuple(self._lines)

    def remember(self, line: str) -> None:
        """Append a line; one that is there already moves to the end."""
        self._lines = [*(each for each in self._lines if each != line), line][-MAX_MESSAGES:]


@dataclass(slots=True, kw_only=True)
class Session:
    """One run of the app, as its screens and dialogs see it.

    `keys` are the keys in force by action id. `has_desk` says whether the desk lies below all other screens.
    `report_failure` shows a line on the topmost screen that has a status line; `write_to_terminal` sends an escape
    sequence that is no part of the picture. `startup_fault` is what was wrong with
    the configuration, to be shown until an article is open; "" for nothing.
    """

    newsroom: Newsroom
    keys: Keymap
    settings: Settings
    has_desk: bool
    open_article: OpenArticle
    leave: Leave
    report_failure: Callable[[str], None]
    write_to_terminal: Callable[[str], None]
    startup_fault: str = ""
    messages: Messages = field(default_factory=Messages)

    def key(self, id: str) -> str:
        """What to press for the action `id`, as people write it."""
        return key_of(id, self.keys)
