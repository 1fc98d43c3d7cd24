"""Handles keys strictly in order: each is finished before the next begins, however fast they arrive.

Textual hands a key to the focused widget and takes the next one at once, while the first is still on its way back to be
looked up among the bindings. Over a slow line keys arrive in bursts, and the text typed after `a` would run as
commands. Keys also wait, without a time limit, for a screen that is being built.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal

from textual import events
from textual.message import Message
from textual.message_pump import MessagePump
from textual.timer import Timer
from textual.widget import Widget

from tui.terminal.diff_app import DiffingApp

Verdict = Literal["take", "wait", "drop"]
TICK_SECONDS = 0.02
"""How often a waiting key is checked again."""
TICKS_TO_LOOK = 5
"""Every so many ticks it is checked that the widget handling the key still exists."""
ROUNDS = 3
"""A key makes a widget post a message, which makes its pane post another, which the screen handles."""


@dataclass
class KeyDone(Message):
    """Follows a key through every queue; when it returns, the key and its effects are done.

    `key` is the number of the key, `round` how often it was sent.
    """

    key: int
    round: int


class OrderedKeysApp(DiffingApp[None]):
    """An app that handles the next key or paste when the last one is finished."""

    def __init__(self) -> None:
        super().__init__()
        self._keys_waiting: deque[events.Key | events.Paste] = deque()
        self._key = 0
        self._round = 0
        """How often `KeyDone` was sent for the current key; 0 if there is none."""
        self._target: MessagePump = self
        """Where `KeyDone` was sent."""
        self._waited = False
        """Whether the key that is next had to wait."""
        self._ticker: Timer | None = None
        self._ticks = 0

    @property
    def keys_done(self) -> bool:
        """Whether no key is being handled and none waits."""
        return not self._round and not self._keys_waiting

    # -- for subclasses -----------------------------------------------------------------------------------------------

    def judge_key(self, event: events.Key | events.Paste, waiting: int) -> Verdict:
        """The verdict on the next key, or paste; `waiting` are after it. Asked on every tick that it waits."""
        return "take" if self.screen.is_mounted else "wait"

    def read_key(self, event: events.Key) -> events.Key:
        """The key that `event` represents now."""
        return event

    def drops_waiting(self, event: events.Key | events.Paste) -> bool:
        """Whether to drop the waiting keys, and this one after them."""
        return False

    # -- one at a time ------------------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Hold keys and pastes back while one is being handled, or the screen is not ready for them."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        if self._keys_waiting and not self._round and self.drops_waiting(event):
            self._keys_waiting.clear()
            return
        self._keys_waiting.append(event)
        if not self._round and len(self._keys_waiting) == 1:
            await self._next_key()

    async def _next_key(self) -> None:
        """Handle the first waiting key, if allowed now."""
        while self._keys_waiting and not self._round:
            event = self._keys_waiting[0]
            verdict = self.judge_key(event, len(self._keys_waiting) - 1)
            if verdict == "wait":
                self._waited = True
                break
            if self._waited:
                # What the key waited for may have sent messages, such as that of a new focus: those come first.
                self._waited = False
                self.call_later(self._next_key)
                break
            self._keys_waiting.popleft()
            if verdict == "take":
                await self._take_key(event)
        self._tick_while_needed()

    async def _take_key(self, event: events.Key | events.Paste) -> None:
        self._key, self._round, self._ticks = self._key + 1, 1, 0
        target = self.focused or self.screen
        await super().on_event(self.read_key(event) if isinstance(event, events.Key) else event)
        self._send_round(target, 1)

    def on_key_done(self, message: KeyDone) -> None:
        """Send it again; after the last round the key's effects, such as a focus change, are in this queue."""
        message.stop()
        if (message.key, message.round) != (self._key, self._round):
            return  # late: it returned after its widget was removed
        if message.round < ROUNDS:
            self._send_round(self.focused or self.screen, message.round + 1)  # the screen may be another one by now
        else:
            self.call_later(self._finish_key, self._key)

    def _send_round(self, target: MessagePump, number: int) -> None:
        self._target, self._round = target, number
        if not target.post_message(KeyDone(self._key, number)):
            self.call_later(self._finish_key, self._key)

    async def _finish_key(self, key: int) -> None:
        if key == self._key:
            self._round = 0
            await self._next_key()

    def _tick_while_needed(self) -> None:
        if self.keys_done:
            if self._ticker is not None:
                self._ticker.stop()
                self._ticker = None
        elif self._ticker is None:
            self._ticker = self.set_interval(TICK_SECONDS, self._tick)

    async def _tick(self) -> None:
        """Check the waiting key again, and whether the widget handling a key was removed with it."""
        if not self._round:
            await self._next_key()
            return
        self._ticks += 1
        target = self._target
        detached = not target.is_attached or (
            isinstance(target, Widget) and target.is_mounted and not target.is_running
        )
        if detached and self._ticks % TICKS_TO_LOOK == 0:
            self._send_round(self.focused or self.screen, self._round)
