"""The output of commands: files written atomically, standard output made safe for terminals, and errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryFile

_quiet = False

CHUNK_BYTES = 1 << 20
MAX_ERROR_CELLS = 500
"""A longer line on standard error is cut (in cells of the terminal)."""


def fail(message: str, code: int = 1) -> int:
    """Print `message` on standard error in one safe line and return the exit code.

    For a pipe whose reader is gone, it raises the error again: `tui.cli.run` then ends silently, as `head` expects.
    """
    from widgets.text.safe import one_line

    fault = sys.exception()
    if isinstance(fault, BrokenPipeError):
        raise fault

    print(f"copydesk: {one_line(message, MAX_ERROR_CELLS)}", file=sys.stderr)
    return code


def set_quiet(quiet: bool) -> None:
    """Set whether the process was run with `--quiet`: then only results and errors are printed."""
    global _quiet  # one process runs one command
    _quiet = quiet


def is_quiet() -> bool:
    """Whether the process was run with `--quiet`."""
    return _quiet


def report(message: str) -> None:
    """Print a message that is not an error on standard error, in one safe line, unless `--quiet` is given."""
    if not _quiet:
        from widgets.text.safe import one_line

        print(one_line(message, MAX_ERROR_CELLS), file=sys.stderr)


def output_file(output: str | None, name: str) -> Path | None:
    """The file for `--output`; None for standard output.

    `output` is a file, or a folder (an existing one, or any name that ends in /): then the file is called `name`. None
    and "-" are standard output. A missing folder is created. Raises OSError.
    """
    if output is None or output == "-":
        return None
    path = Path(output)
    if not output.endswith(os.sep) and not path.is_dir():
        return path
    from store.disk.files import make_folder

    make_folder(path)
    return path / name


def write(pieces: Iterable[str], output: str | None, name: str) -> None:
    """Write `pieces`, joined, in UTF-8 to `output` (see `output_file`). Raises OSError."""
    path = output_file(output, name)
    if path is not None:
        try:
            _to_file(path, (piece.encode("utf-8", "replace") for piece in pieces))
        except OSError as error:
            error.filename = error.filename or str(path)
            raise
        return
    terminal = sys.stdout.isatty()
    for piece in pieces:
        if terminal:
            from widgets.text.safe import visible

            piece = in_charset(visible(piece.replace("\r\n", "\n")))
        sys.stdout.buffer.write(piece.encode("utf-8", "replace"))
    sys.stdout.flush()


@contextmanager
def sent_to(output: str | None, name: str) -> Iterator[None]:
    """Redirect standard output to `output` (see `output_file`), written on success. Raises OSError."""
    path = output_file(output, name)
    if path is None:
        yield
        return
    with TemporaryFile() as file:
        before = sys.stdout
        sys.stdout = TextIOWrapper(file, "utf-8", "backslashreplace", newline="", write_through=True)
        try:
            yield
            sys.stdout.flush()
        finally:
            sys.stdout.detach()  # the file is closed here, not with it
            sys.stdout = before
        file.seek(0)
        try:
            _to_file(path, iter(partial(file.read, CHUNK_BYTES), b""))
        except OSError as error:
            error.filename = error.filename or str(path)
            raise


def _to_file(path: Path, pieces: Iterable[bytes]) -> None:
    from store.disk.boundary import current

    if path.exists() and not path.is_file() and current() is None:  # a pipe or a device cannot be replaced
        with path.open("wb") as stream:
            stream.writelines(pieces)
        return
    from store.disk.files import write_output

    write_output(path, pieces)


def in_charset(line: str) -> str:
    """`line` with the characters that the user's locale lacks replaced."""
    from tui.terminal.capabilities import charset_of, environment_at_start, locale_of
    from tui.terminal.fallback_glyphs import fallback_for

    charset = charset_of(locale_of(environment_at_start(os.environ)))
    return line if charset == "utf-8" else "".join(fallback_for(character, charset) for character in line)
