"""What a command writes: to a file in one step, to standard output, where no text can drive a terminal, and errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

MAX_ERROR_CELLS = 500
"""A longer line on standard error is cut (in cells of the terminal)."""


def fail(message: str, code: int = 1) -> int:
    """Print `message` on standard error in one safe line and return the exit code.

    Called for a pipe whose reader has gone, it raises that again: `tui.cli.run` ends without a word, as `head` expects.
    """
    from widgets.text.safe import one_line

    fault = sys.exception()
    if isinstance(fault, BrokenPipeError):
        raise fault

    print(f"copydesk: {one_line(message, MAX_ERROR_CELLS)}", file=sys.stderr)
    return code


def write(pieces: Iterable[str], output: str | None) -> None:
    """Write `pieces`, joined, in UTF-8 to the file `output`, or to standard output. Raises OSError."""
    if output:
        try:
            _to_file(Path(output), (piece.encode("utf-8", "replace") for piece in pieces))
        except OSError as error:
            error.filename = error.filename or output
            raise
        return
    terminal = sys.stdout.isatty()
    for piece in pieces:
        if terminal:
            from widgets.text.safe import visible

            piece = in_charset(visible(piece.replace("\r\n", "\n")))
        sys.stdout.buffer.write(piece.encode("utf-8", "replace"))
    sys.stdout.flush()


def _to_file(path: Path, pieces: Iterable[bytes]) -> None:
    from store.disk.boundary import current

    if path.exists() and not path.is_file() and current() is None:  # a pipe or a device cannot be replaced
        with path.open("wb") as stream:
            stream.writelines(pieces)
        return
    from store.disk.files import write_output

    write_output(path, pieces)


def in_charset(line: str) -> str:
    """`line` in the characters that the user's locale has."""
    from tui.terminal.capabilities import charset_of, environment_at_start, locale_of
    from tui.terminal.fallback_glyphs import fallback_for

    charset = charset_of(locale_of(environment_at_start(os.environ)))
    return line if charset == "utf-8" else "".join(fallback_for(character, charset) for character in line)
