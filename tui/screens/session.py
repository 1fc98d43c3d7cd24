"""The session: the app's interface for screens and dialogs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from extract.span import Span
from tui.actions.registry import key_of

if TYPE_CHECKING:
    from tui.actions.keymap import Keymap
    from tui.config.settings import Settings
    from tui.newsroom.newsroom import Newsroom, Story

MAX_MESSAGES = 200
"""Warnings and errors that the messages screen lists."""


@dataclass(frozen=True, slots=True)
class Find:
    """The first occurrence of `words` in the article, with a search for them."""

    words: str


At = str | Span | Find | None
"""A place in an article: a note by its uid, a span of the text in code points, words, or None for the beginning."""


class OpenArticle(Protocol):
    """Opens an article over the current screen."""

    def __call__(self, story: Story, at: At = None) -> None:
        """Show `story`, and go to `at` once it is read."""


class Leave(Protocol):
    """Ends the app."""

    def __call__(self, code: int = 0, message: str | None = None) -> None:
        """Save what is being written, then exit with `code`; `message` is printed on standard error."""


class Messages:
    """The warnings and errors of a session, latest last, each once."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self.unread = 0
        """How many came since the user read them."""

    @property
    def lines(self) -> tuple[str, ...]:
        """All messages, in order."""
        return tuple(self._lines)

    def remember(self, line: str, *, read: bool = False) -> None:
        """Append a line; a line that is there already moves to the end."""
        self.unread += line not in self._lines and not read
        self._lines = [*(each for each in self._lines if each != line), line][-MAX_MESSAGES:]


@dataclass(slots=True, kw_only=True)
class Session:
    """One run of the app, as its screens and dialogs see it.

    `keys` are the keys in force by action id. `has_desk` is whether the desk is below all other screens.
    `report_failure` shows a line on the topmost screen that has a status line; `write_to_terminal` sends an escape
    sequence that is not part of the picture; `suspend` hands the terminal to the shell until the app is resumed, and
    `redraw` sends the whole picture again. `startup_fault` is the fault in the configuration, to be shown until an
    article is open; "" if there is none.
    """

    newsroom: Newsroom
    keys: Keymap
    settings: Settings
    has_desk: bool
    open_article: OpenArticle
    leave: Leave
    report_failure: Callable[[str], None]
    write_to_terminal: Callable[[str], None]
    suspend: Callable[[], Awaitable[None]]
    redraw: Callable[[], None]
    startup_fault: str = ""
    messages: Messages = field(default_factory=Messages)
    used: list[str] = field(default_factory=list)
    """The ids of the actions chosen in the palette, the last one first."""
    zoomed: set[str] = field(default_factory=set)
    """The screens, by place, on which the focused pane fills the screen."""

    def key(self, id: str) -> str:
        """The key of the action `id`, as people write it."""
        return key_of(id, self.keys)
