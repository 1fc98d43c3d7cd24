"""`copydesk` and `python -m tui`."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    # Imports make nothing but long-lived objects: collecting garbage among them costs a tenth of the start-up. The app
    # turns it on again after the first paint, every other command at once.
    gc.disable()
    from tui.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
