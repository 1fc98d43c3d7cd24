"""Decides about each key before anything else sees it: it waits for the screen, or is dropped after a refused one.

A refused key, such as that of a fact-check while no quote is selected, is often followed by words meant for the editor.
They are ignored until the typist pauses, since as commands they would change notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import events

from tui.terminal.key_order import TICK_SECONDS, Verdict
from tui.terminal.keyboard_layouts import Keyboard, KeyboardReader
from tui.terminal.textual_internals import character_to_key

if TYPE_CHECKING:
    from textual.app import App

    from tui.actions.keymap import Keymap

PAUSE_SECONDS = 0.5
"""A key this long after the previous one is meant for what is on the screen."""
TELL_AFTER_TICKS = round(0.5 / TICK_SECONDS)
"""A key that waits longer than this says so."""
LINE_FEED = "ctrl+j"
"""What Enter sends before the app has taken the terminal, and on some terminals ever after."""
WRITING_KEYS = frozenset({"enter", "tab", "shift+tab", "backspace", "delete", "escape", "ctrl+s", "f2", "f3", "f4"})
"""Keys without a character that are used in writing a note."""


@runtime_checkable
class TakesKeys(Protocol):
    """A screen that knows which keys it can handle now."""

    def is_ready_for(self, key: str, *, alone: bool) -> bool:
        """Whether `key` may be handled now; `alone`: no other key waits."""


@runtime_checkable
class RefusesKeys(Protocol):
    """A screen that refuses keys."""

    refused: str
    """Why the previous key was refused; "" if it was not."""

    def tell_ignored(self, reason: str, count: int) -> None:
        """Report that `count` keys after the refused one were ignored."""

    def tell_waiting(self, key: str) -> None:
        """Report that `key` waits, and how to drop it."""

    def tell_layout(self, layout: str, character: str, latin: str) -> None:
        """Say that a character of the keyboard layout `layout` was read as `latin`."""


class KeyIntake:
    """Judges the keys of one app, in the order in which they arrive."""

    def __init__(self, app: App[None], keyboard: Keyboard, keys: Keymap) -> None:
        """`keyboard` is the setting, `keys` are the keys in force by action id."""
        self._app = app
        self._keyboard = KeyboardReader(keyboard)
        self._announced: set[str] = set()
        self._has_line_feed = any(LINE_FEED in each for each in keys.values())
        self._last = 0.0
        """When the previous key arrived."""
        self._ignored = 0
        self._ticks = 0

    def judge(self, event: events.Key | events.Paste, waiting: int) -> Verdict:
        """The verdict on the next key, or paste; `waiting` are after it."""
        if self._follows_refusal(event):
            self._last = event.time
            return "drop"
        key = self.read(event).key if isinstance(event, events.Key) else "paste"
        if not self._is_ready(key, alone=not waiting):
            self._ticks += 1
            if self._ticks == TELL_AFTER_TICKS and isinstance(self._app.screen, RefusesKeys):
                self._app.screen.tell_waiting(key)
            return "wait"
        self._last, self._ticks = event.time, 0
        return "take"

    def read(self, event: events.Key) -> events.Key:
        """The key that `event` represents: a letter of another layout is the Latin one on its key, except in text."""
        if event.key == LINE_FEED and not self._has_line_feed:
            return events.Key("enter", "\r")
        if event.character is None or len(event.character) != 1 or getattr(self._app.focused, "takes_text", False):
            return event
        latin, layout = self._keyboard.latin(event.character)
        if not latin:
            return event
        if layout not in self._announced and isinstance(self._app.screen, RefusesKeys):
            self._announced.add(layout)
            self._app.screen.tell_layout(layout, event.character, latin)
        return events.Key(character_to_key(latin), latin)

    def _is_ready(self, key: str, *, alone: bool) -> bool:
        screen = self._app.screen
        if not screen.is_mounted:
            return False
        return screen.is_ready_for(key, alone=alone) if isinstance(screen, TakesKeys) else True

    def _follows_refusal(self, event: events.Key | events.Paste) -> bool:
        screen = self._app.screen
        if not isinstance(screen, RefusesKeys) or not screen.refused:
            return False
        if event.time - self._last >= PAUSE_SECONDS:
            screen.refused, self._ignored = "", 0
            return False
        if isinstance(event, events.Key) and not event.is_printable and event.key not in WRITING_KEYS:
            return False
        self._ignored += 1
        screen.tell_ignored(screen.refused, self._ignored)
        if isinstance(event, events.Key) and event.key == "escape":
            screen.refused, self._ignored = "", 0
        return True
