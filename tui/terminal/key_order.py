"""Handles keys strictly in order: each is finished before the next begins, however fast they arrive.

Textual passes a key to the focused widget and takes the next one at once, before the first is looked up in the
bindings. Over a slow line keys arrive in bunches, and the text typed after `a` would run as commands.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.message_pump import MessagePump
from textual.timer import Timer

from tui.terminal.diff_app import DiffingApp

KEY_TIMEOUT_SECONDS = 1.0
"""After this time a key counts as finished, as where its widget was removed."""
MESSAGE_HOPS = 3
"""A key makes a widget post a message, for which the pane around it posts another, which the screen handles."""


@dataclass
class KeyDone(Message):
    """Follows a key through every message queue; when it is back, the key and its effects are finished."""

    round: int


class OrderedKeysApp(DiffingApp[None]):
    """An app that takes the next key or paste when the last one is finished."""

    def __init__(self) -> None:
        super().__init__()
        self._keys_waiting: deque[events.Event] = deque()
        self._key_timeout: Timer | None = None

    @property
    def keys_done(self) -> bool:
        """Whether no key is being handled or waiting."""
        return self._key_timeout is None and not self._keys_waiting

    async def on_event(self, event: events.Event) -> None:
        """Queue keys and pastes while one is being handled."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._key_timeout is not None:
            self._keys_waiting.append(event)
        else:
            await self._take_key(event)

    async def _take_key(self, event: events.Event) -> None:
        self._key_timeout = self.set_timer(KEY_TIMEOUT_SECONDS, self._next_key)
        target = self.focused or self.screen
        await super().on_event(event)
        self._send_round(target, 1)

    def on_key_done(self, message: KeyDone) -> None:
        """Send it again; after the last round the key's effects, such as another focus, are in this queue."""
        message.stop()
        if message.round < MESSAGE_HOPS:
            self._send_round(self.focused or self.screen, message.round + 1)  # the screen may have changed
        else:
            self.call_later(self._next_key)

    def _send_round(self, target: MessagePump, number: int) -> None:
        if not target.post_message(KeyDone(number)):
            self.call_later(self._next_key)

    async def _next_key(self) -> None:
        if self._key_timeout is not None:
            self._key_timeout.stop()
            self._key_timeout = None
        if self._keys_waiting:
            await self._take_key(self._keys_waiting.popleft())
