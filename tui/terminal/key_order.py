"""Keys one after the other: each is done before the next is looked at, however fast they come.

Textual hands a key to the widget that has the keyboard and takes the next one at once, while the first is still on its
way back to be looked up among the bindings. Over a slow line keys come in bunches, and the text typed behind `a` would
run as commands.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from textual import events
from textual.driver import Driver
from textual.message import Message
from textual.message_pump import MessagePump
from textual.timer import Timer

from tui.terminal.diff_app import LeanApp

PATIENCE = 1.0
"""Seconds after which a key is held to be done whose widget went away with it."""


ROUNDS = 3
"""A key makes a widget post a message, which makes the pane around it post another, which the screen obeys."""


@dataclass
class KeyDone(Message):
    """Follows a key through every queue it goes through; when it is back, so was the key, or what it made be posted."""

    round: int


class KeysInOrder(LeanApp[None]):
    """An app that takes the next key, or paste, when the last one has done what it does."""

    def __init__(self) -> None:
        super().__init__()
        self._keys_waiting: deque[events.Event] = deque()
        self._key_under_way: Timer | None = None

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver for this system, with our reading of the keyboard where it is a Unix terminal's."""
        driver = super().get_driver_class()
        if driver.__name__ != "LinuxDriver":
            return driver
        from tui.terminal.keyboard import KeyboardDriver

        return KeyboardDriver

    async def on_event(self, event: events.Event) -> None:
        """Hold keys and pastes back while one is under way."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._key_under_way is not None:
            self._keys_waiting.append(event)
        else:
            await self._take_key(event)

    async def _take_key(self, event: events.Event) -> None:
        self._key_under_way = self.set_timer(PATIENCE, self._next_key)
        target = self.focused or self.screen
        await super().on_event(event)
        self._send_round(target, 1)

    def on_key_done(self, message: KeyDone) -> None:
        """Send it round again; after the last time what the key asked for, such as another focus, is in this queue."""
        message.stop()
        if message.round < ROUNDS:
            self._send_round(self.focused or self.screen, message.round + 1)  # of a screen that is there since, perhaps
        else:
            self.call_later(self._next_key)

    def _send_round(self, target: MessagePump, number: int) -> None:
        if not target.post_message(KeyDone(number)):
            self.call_later(self._next_key)

    async def _next_key(self) -> None:
        if self._key_under_way is not None:
            self._key_under_way.stop()
            self._key_under_way = None
        if self._keys_waiting:
            await self._take_key(self._keys_waiting.popleft())
