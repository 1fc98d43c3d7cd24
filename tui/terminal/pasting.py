"""Bracketed pastes: everything between the paste's marks is text, never a key.

Textual looks for keys in a paste too. An escape sequence in the clipboard, which tmux and GNU screen pass through,
would take up to 32 characters out of the paste and press them as keys, which are commands over the article.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable

from textual import events
from textual.message import Message

from tui.terminal.textual_internals import BRACKETED_PASTE_END as END
from tui.terminal.textual_internals import BRACKETED_PASTE_START as START
from tui.terminal.textual_internals import KeyParser


class PasteParser(KeyParser):
    """Parses the terminal's input; a paste becomes one `Paste` event, unchanged but without NULs."""

    def __init__(self, debug: bool = False) -> None:
        self._unfinished = ""
        """The end of the data so far, if it may be the beginning of a mark."""
        self._pasted: list[str] | None = None
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """Yield the messages in `data`; "" ends the input. A mark may arrive in pieces."""
        if not data:
            yield from super().feed("")
        while data:
            data = yield from (self._keys(data) if self._pasted is None else self._text(data))

    def _keys(self, data: str) -> Generator[Message, None, str]:
        """Yield the keys up to a paste; return the rest of `data`."""
        found, end = self._find(START, data)
        yield from super().feed(data[:end])
        if found:
            self._pasted = []
        return data[end:]

    def _text(self, data: str) -> Generator[Message, None, str]:
        """Yield the paste if it ends in `data`; return the rest."""
        assert self._pasted is not None
        found, end = self._find(END, data)
        self._pasted.append(data[:end])
        if found:
            text = "".join(self._pasted).removesuffix(END)
            self._pasted = None
            # Textual's parser has seen only the marks, with nothing in between.
            yield from (event for event in super().feed(END) if not isinstance(event, events.Paste))
            yield events.Paste(text.replace("\x00", ""))
        return data[end:]

    def _find(self, mark: str, data: str) -> tuple[bool, int]:
        """Whether `mark` ends in `data`, and its end there, else the end of `data`."""
        seen = self._unfinished + data
        at = seen.find(mark)
        end = len(data) if at < 0 else at + len(mark) - len(self._unfinished)
        self._unfinished = seen[1 - len(mark) :] if at < 0 else ""
        return at >= 0, end
