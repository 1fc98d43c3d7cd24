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
    from tui.cli import run

    sys.exit(run(sys.argv[1:]))


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
