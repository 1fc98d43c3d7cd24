"""`copydesk` and `python -m tui`."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line and exit with its exit code."""
    # Imports create almost only long-lived objects: garbage collection during them takes a tenth of the start-up. The
    # app enables it again after the first paint, every other command at once.
    gc.disable()
    _fill_standard_streams()
    try:
        from tui.cli import run

        code = run(sys.argv[1:])
    except (MemoryError, ImportError, OSError, SyntaxError, SystemError) as error:
        if not _lacks_memory(error):
            raise
        os.write(2, b"copydesk: not enough memory\n")  # with as little as there is left
        os._exit(1)
    sys.exit(code)


_NO_MEMORY = (
    "failed to map segment",
    "can't load unicodedata",
    "annot allocate memory",
    "without setting an exception",
)


def _lacks_memory(error: BaseException | None) -> bool:
    """Whether an error came of a lack of memory: a library that cannot be mapped is one that cannot be imported."""
    while error is not None:
        words = str(error)
        if isinstance(error, MemoryError) or any(sign in words for sign in _NO_MEMORY):
            return True
        error = error.__cause__ or error.__context__
    return False


def _fill_standard_streams() -> None:
    """Replace closed standard streams: writing to the replacement fails, except for standard error.

    Otherwise the next file opened would get their number, and output would be written to it.
    """
    for number, flags, name in ((0, os.O_WRONLY, "stdin"), (1, os.O_RDONLY, "stdout"), (2, os.O_WRONLY, "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, flags)
            mode = "r" if number == 0 else "w"
            setattr(sys, name, open(number, mode, encoding="utf-8", errors="replace", closefd=False))  # noqa: SIM115


if __name__ == "__main__":
    main()
