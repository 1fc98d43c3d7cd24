"""Commands run in this process, with what they write to a pipe or a terminal taken as bytes."""

from __future__ import annotations

import contextlib
import io
import os
import pty
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from tui.cli import run


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and the bytes it wrote."""

    code: int
    out: bytes
    err: bytes


def ran(argv: list[str], *, terminal: bool) -> Ran:
    """Run a command in this process, its output on pipes or on terminals."""
    before = sys.stdin, sys.stdout, sys.stderr
    with _channel(terminal) as (out, out_bytes), _channel(terminal) as (err, err_bytes):
        sys.stdin = io.TextIOWrapper(io.BytesIO())
        sys.stdout = open(out, "w", encoding="utf-8", errors="strict", closefd=False)  # noqa: SIM115
        sys.stderr = open(err, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        try:
            code = run(argv)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        finally:
            sys.stdout.close()
            sys.stderr.close()
            sys.stdin, sys.stdout, sys.stderr = before
    return Ran(code, b"".join(out_bytes), b"".join(err_bytes))


@contextlib.contextmanager
def _channel(terminal: bool) -> Iterator[tuple[int, list[bytes]]]:
    """A descriptor to write to, and all that was written to it, complete when the context has ended."""
    reader, writer = pty.openpty() if terminal else os.pipe()
    found: list[bytes] = []

    def read() -> None:
        with contextlib.suppress(OSError):
            while data := os.read(reader, 65536):
                found.append(data)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield writer, found
    finally:
        os.close(writer)
        thread.join()
        os.close(reader)
