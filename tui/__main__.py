"""`copydesk` and `python -m tui`."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    # Imports make nothing but long-lived objects: collecting garbage among them costs a tenth of the start-up. The app
    # turns it on again after the first paint, every other command at once.
    gc.disable()
    _fill_standard_streams()
    from tui.cli import run

    sys.exit(run(sys.argv[1:]))


def _fill_standard_streams() -> None:
    """Put something in the place of standard streams that are closed: writing to it fails, but for standard error.

    The next file to be opened would take their number, and what is printed would land in it.
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
