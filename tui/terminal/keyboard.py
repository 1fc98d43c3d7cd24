"""Reads keys from the terminal: no input stops the app, and Escape is never lost.

Textual decodes strictly, so that one byte of another encoding ends its input thread with a traceback on the screen. And
it reads Escape directly followed by a key, which a slow line delivers together, as Alt and that key.
"""

from __future__ import annotations

import os
import selectors
import signal
from codecs import getincrementaldecoder
from collections.abc import Iterable
from contextlib import suppress

from textual import events

from tui.terminal.pasting import PasteParser
from tui.terminal.textual_internals import ParseError, UnixDriver

_NOT_AFTER_ESCAPE = "[O]P_^Xbf"
"""After Escape, these begin longer sequences or are sent for Alt+Left and Alt+Right."""
READ_BYTES = 4096
TICK_SECONDS = 0.1
"""The interval at which a pending Escape is checked."""
MAX_EMPTY_READS = 10
"""After this many empty reads of a closed terminal the app ends itself, because no SIGHUP reached it."""


class EscapeParser(PasteParser):
    """Reads Escape and a character as two keys, except for Alt keys that are bound."""

    def __init__(self, bound: frozenset[str], debug: bool = False) -> None:
        """`bound` are Textual's names of Alt keys, such as "alt+x"."""
        super().__init__(debug)
        self._bound = bound

    def keys_of(self, sequence: str, *, alt: bool) -> Iterable[events.Key]:
        character = sequence if alt else sequence[1:] if sequence[:1] == "\x1b" else ""
        if len(character) != 1 or (not alt and character in _NOT_AFTER_ESCAPE):
            return super().keys_of(sequence, alt=alt)
        keys = list(super().keys_of(character, alt=True))
        if any(key.key in self._bound for key in keys):
            return keys
        return [events.Key("escape", "\x1b"), *super().keys_of(character, alt=False)]


class KeyboardDriver(UnixDriver):
    """A driver that reads every byte as a key or ignores it."""

    _empty_reads = 0

    def run_input_thread(self) -> None:
        """Feed the parser until the app ends; bytes that are not UTF-8 become U+FFFD."""
        keymap: dict[str, tuple[str, ...]] = getattr(self.owner, "keys", {})
        bound = frozenset(key for keys in keymap.values() for key in keys if key.startswith("alt+"))
        parser = EscapeParser(bound, self.debug)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(TICK_SECONDS):
                    for event in parser.feed(text) if (text := decode(self._read())) else ():
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
        with suppress(EOFError, ParseError):
            for _event in parser.feed(""):
                pass

    def _read(self) -> bytes:
        """The bytes typed; b"" for a closed terminal, for which SIGHUP ends the app.

        The kernel sends SIGHUP to the session leader only. If that is a shell or a wrapper that does not pass it on,
        the app sends it to itself.
        """
        try:
            data = os.read(self.fileno, READ_BYTES)
        except OSError:
            data = b""
        if data:
            self._empty_reads = 0
        elif not self.exit_event.wait(TICK_SECONDS) and not os.isatty(self.fileno):
            self._empty_reads += 1
            if self._empty_reads == MAX_EMPTY_READS:
                os.kill(os.getpid(), signal.SIGHUP)
        return data
