"""A real pseudo-terminal with a real terminal emulator (pyte) behind it, to run the app in and press keys."""

from __future__ import annotations

import fcntl
import os
import pty as stdlib_pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

import pyte

KEYS = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "up": "\x1b[A", "down": "\x1b[B",
    "pagedown": "\x1b[6~", "pageup": "\x1b[5~", "backspace": "\x7f", "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR",
    "f4": "\x1bOS", "f6": "\x1b[17~",
}  # fmt: skip
_ANSWERS = ((b"\x1b[?2026$p", b"\x1b[?2026;2$y"), (b"\x1b[c", b"\x1b[?62;22c"), (b"\x1b[6n", b"\x1b[1;1R"))
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=?][0-9;]*u|\x1b\[\?[0-9;]*\$p|\x1b\[>[0-9;]*[a-zA-Z]|\x1b\[<[0-9;]*[a-zA-Z]")


class Terminal:
    """One program in one pty. Use as a context manager: the program is gone and reaped afterwards."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        rate: float | None = None,
    ):
        """`rate`: take no more than so many bytes a second, as a slow line does."""
        self._rate = rate
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.output = b""
        self.pid, self._fd = stdlib_pty.fork()
        if self.pid == 0:
            time.sleep(0.02)  # the parent sets the size first
            full = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
            full |= {"COPYDESK_LOW_BANDWIDTH": "off", **(env or {})}  # a busy machine is no slow line
            for name in ("COLUMNS", "LINES", "TMUX", "NO_COLOR"):
                full.pop(name, None)
            try:
                os.execvpe(argv[0], list(argv), full)
            finally:
                os._exit(127)
        self.resize(*size)
        self.status: int | None = None

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._fd)

    def resize(self, columns: int, rows: int) -> None:
        """What a terminal window does when it is dragged."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def send_bytes(self, data: bytes) -> None:
        """Send bytes as the keyboard would."""
        os.write(self._fd, data)

    def press(self, *keys: str) -> None:
        """Press keys by name, or single characters."""
        for key in keys:
            self.send(key)
            self.pump(0.05)

    def send(self, key: str) -> None:
        """Press a key by name, or a single character, and return at once."""
        if key.startswith("ctrl+"):
            os.write(self._fd, bytes([ord(key[5:].upper()) & 0x1F]))
        else:
            os.write(self._fd, KEYS.get(key, key).encode())

    def type(self, text: str) -> None:
        """Type text, a key a character."""
        for character in text:
            os.write(self._fd, character.encode())
            self.pump(0.005)

    def paste(self, text: str) -> None:
        """Paste text as a terminal does: in brackets, with carriage returns, as fast as it is taken."""
        data = b"\x1b[200~" + text.replace("\n", "\r").encode() + b"\x1b[201~"
        for at in range(0, len(data), 512):
            os.write(self._fd, data[at : at + 512])
            self.pump(0.001)

    def show_foreign(self, data: bytes) -> None:
        """Show what another program writes to the terminal, as `wall` does."""
        self._stream.feed(data)

    def hang_up(self) -> None:
        """Close the terminal, as a connection that drops does."""
        os.close(self._fd)
        self._fd = os.open(os.devnull, os.O_RDWR)

    def pump(self, seconds: float) -> None:
        """Take what the program writes for `seconds`, answering a terminal's usual questions."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            ready, _, _ = select.select([self._fd], [], [], left)
            if not ready:
                return
            try:
                data = os.read(self._fd, 65536 if self._rate is None else 64)
            except OSError:
                return
            if not data:
                return
            if self._rate is not None:
                time.sleep(len(data) / self._rate)
            self.output += data
            for question, answer in _ANSWERS:
                for _ in range(data.count(question)):
                    os.write(self._fd, answer)
            self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))

    def wait_for_keys(self, seconds: float = 60.0) -> None:
        """Wait until the program takes every key: before, the kernel itself obeys Ctrl+S, Ctrl+Q and Ctrl+U."""
        until = time.monotonic() + seconds
        while termios.tcgetattr(self._fd)[0] & termios.IXON:
            if time.monotonic() > until or self.exited():
                raise AssertionError(f"it takes no keys:\n{self.text}\n(exit status {self.status})")
            time.sleep(0.001)

    @property
    def descriptor(self) -> int:
        """Our end of the pseudo-terminal."""
        return self._fd

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_for(self, pattern: str, seconds: float = 60.0) -> str:
        """Wait until the screen matches the regular expression; return the screen."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.pump(0.05)
            if re.search(pattern, self.text):
                return self.text
            if self.status is None and self.exited():
                break
        raise AssertionError(f"never saw {pattern!r} on:\n{self.text}\n(exit status {self.status})")

    def exited(self) -> bool:
        """Whether the program has ended by now; its exit code is then in `status` (128 + n for signal n)."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                code = os.waitstatus_to_exitcode(status)
                self.status = code if code >= 0 else 128 - code
        return self.status is not None

    def wait_exit(self, seconds: float = 30.0) -> int:
        """Wait for the end and return the exit code."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.pump(0.02)
            if self.exited():
                self.pump(0.1)
                assert self.status is not None
                return self.status
        raise AssertionError(f"still running after {seconds} s:\n{self.text}")


def copydesk(*args: str) -> list[str]:
    """The command line that runs the app as the tests' own Python sees it."""
    return [sys.executable, "-m", "tui", *args]
