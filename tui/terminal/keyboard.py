"""What the keyboard sends, made keys: nothing that a terminal sends stops the app, and Escape is never lost.

Textual decodes strictly, so that one byte of another encoding ends its input thread with a traceback on the screen; and
it takes Escape with a key right behind it, which a slow line delivers as one, for Alt and that key.
"""

from __future__ import annotations

import os
import selectors
import signal
from codecs import getincrementaldecoder
from collections.abc import Iterable
from contextlib import suppress

from textual import events
from textual._parser import ParseError
from textual.drivers.linux_driver import LinuxDriver

from tui.terminal.pasting import WholePastes

_NOT_ESCAPE = "[O]P_^Xbf"
"""Behind Escape, the beginnings of longer sequences, and what terminals send for Alt+Left and Alt+Right."""
_AT_ONCE = 4096
_TICK = 0.1
"""Seconds after which a lone Escape is looked at again."""
_GONE = 10
"""After so many reads of a terminal that is gone the app is told: whoever should have passed SIGHUP on did not."""


class EscapeFirst(WholePastes):
    """Reads Escape and a character as two keys, but for the Alt keys that are bound."""

    def __init__(self, bound: frozenset[str], debug: bool = False) -> None:
        """`bound` are Textual's names of Alt keys, such as "alt+x"."""
        super().__init__(debug)
        self._bound = bound

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        behind = sequence if alt else sequence[1:] if sequence[:1] == "\x1b" else ""
        if len(behind) != 1 or (not alt and behind in _NOT_ESCAPE):
            return super()._sequence_to_key_events(sequence, alt=alt)
        keys = list(super()._sequence_to_key_events(behind, alt=True))
        if any(key.key in self._bound for key in keys):
            return keys
        return [events.Key("escape", "\x1b"), *super()._sequence_to_key_events(behind)]


class KeyboardDriver(LinuxDriver):
    """The terminal, read so that every byte is a key or nothing."""

    _read_in_vain = 0

    def run_input_thread(self) -> None:
        """Feed the parser until the app ends; bytes that are no UTF-8 are U+FFFD."""
        keys: dict[str, tuple[str, ...]] = getattr(self._app, "keys", {})
        bound = frozenset(key for each in keys.values() for key in each if key.startswith("alt+"))
        parser = EscapeFirst(bound, self._debug)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_TICK):
                    for event in parser.feed(text) if (text := decode(self._read())) else ():
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
        with suppress(EOFError, ParseError):
            for _event in parser.feed(""):
                pass

    def _read(self) -> bytes:
        """What was typed; nothing from a terminal that is gone: the signal that says so ends the app.

        Only the leader of a session is sent it. Where that is a shell or a wrapper that ignores it, we send it.
        """
        try:
            data = os.read(self.fileno, _AT_ONCE)
        except OSError:
            data = b""
        if data:
            self._read_in_vain = 0
        elif not self.exit_event.wait(_TICK) and not os.isatty(self.fileno):
            self._read_in_vain += 1
            if self._read_in_vain == _GONE:
                os.kill(os.getpid(), signal.SIGHUP)
        return data
