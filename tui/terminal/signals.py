"""The signals that end the app: obeyed on the loop as `q` is, and without it where that takes too long.

A terminal that is gone sends nothing any more, so nobody is left to end a process that hangs. Two threads wait from the
signal on and end it. The first is Python's; SIGALRM would not do, which the kernel may hand to another thread than the
one that then goes on waiting for a disk or a lock. The second needs no Python, for a regular expression on its way
keeps every other thread from running.
"""

from __future__ import annotations

import _thread
import asyncio
import faulthandler
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

PATIENCE = 5.0
"""Seconds that saving and ending may take."""
GRACE = 2.0
"""Seconds after these in which the first thread must have ended it."""
SIGNALS = (signal.SIGTERM, signal.SIGHUP)


def obey(loop: asyncio.AbstractEventLoop, end: Callable[[signal.Signals], None], trace: Path) -> None:
    """Have `end` called on `loop` when a signal says so, and the process ended some seconds after it in any case.

    It exits with 128 plus the signal's number; by the second thread with 1, and what it was doing is added to the file
    `trace`.
    """
    first = True

    def heard(number: int, _frame: FrameType | None) -> None:
        nonlocal first
        if first:
            first = False
            faulthandler.dump_traceback_later(PATIENCE + GRACE, exit=True, file=_writable(trace))
            _thread.start_new_thread(_end_later, (128 + number,))  # threading's locks may be held where this comes in

    for number in SIGNALS:
        loop.add_signal_handler(number, end, number)
        signal.signal(number, heard)  # for asyncio's own, which does nothing: the loop hears by a file descriptor


def _end_later(code: int) -> None:
    time.sleep(PATIENCE)
    os._exit(code)


def _writable(file: Path) -> int:
    """A descriptor to add to `file` by, or one that takes all and keeps nothing."""
    try:
        return os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
