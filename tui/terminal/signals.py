"""The signals that end the app: handled on the event loop like the Quit key, and without the loop after a timeout.

After a terminal is closed, no user is left to kill a process that hangs, so from the signal on two threads wait to end
it. The first is a Python thread; SIGALRM would not work, since the kernel may deliver it to another thread than the one
that waits for a disk or a lock. The second needs no Python, since a regular expression that is being matched keeps
every other Python thread from running.
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

SAVE_TIMEOUT_SECONDS = 5.0
"""How long saving and exiting may take."""
GRACE_SECONDS = 2.0
"""How much longer the first thread has to end the process before the second does."""
SIGNALS = (signal.SIGTERM, signal.SIGHUP)


def end_on_signals(loop: asyncio.AbstractEventLoop, end: Callable[[signal.Signals], None], trace: Path) -> None:
    """Call `end` on `loop` at a signal of `SIGNALS`, and end the process some seconds later in any case.

    Its exit code is 128 plus the signal's number. If the second thread ends it, the exit code is 1 and a traceback of
    every thread is appended to the file `trace`.
    """
    first = True

    def on_signal(number: int, _frame: FrameType | None) -> None:
        nonlocal first
        if first:
            first = False
            faulthandler.dump_traceback_later(SAVE_TIMEOUT_SECONDS + GRACE_SECONDS, exit=True, file=_writable(trace))
            _thread.start_new_thread(_end_later, (128 + number,))  # threading's locks may be held here

    for number in SIGNALS:
        loop.add_signal_handler(number, end, number)
        signal.signal(number, on_signal)  # replaces asyncio's own, which does nothing: asyncio uses a file descriptor


def is_orphaned() -> bool:
    """Whether no shell waits for the process: the kernel does not suspend one that nobody could continue."""
    try:
        return os.getsid(os.getppid()) != os.getsid(0)
    except OSError:
        return True


def _end_later(code: int) -> None:
    time.sleep(SAVE_TIMEOUT_SECONDS)
    os._exit(code)


def _writable(file: Path) -> int:
    """A file descriptor that appends to `file`, or to /dev/null if it cannot be opened."""
    try:
        return os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW)
    except OSError:
        return os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
