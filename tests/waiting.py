"""Waiting for the app in a test, on machines that have other things to do."""

from __future__ import annotations

import time
from asyncio import sleep
from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot

STEP = 0.02


async def wait_for_idle(min_sleep: float = STEP, max_sleep: float = 1.0) -> None:
    """Wait until the process has nothing to do, `max_sleep` seconds at most.

    Textual's own, in whose place this is put, takes a process that is kept waiting for one that is idle. After a step
    that was late three on time are wanted, for what was late with it may have begun more.
    """
    began, wanted = time.monotonic(), 1
    while wanted and time.monotonic() - began < max_sleep:
        used, before = time.process_time(), time.monotonic()
        await sleep(STEP)
        now = time.monotonic()
        if now - before > 1.2 * STEP:
            wanted = 3
        elif now - began > min_sleep and time.process_time() - used < STEP / 20:
            wanted -= 1


async def until(pilot: Pilot[Any], so: Callable[[], object], seconds: float = 30.0) -> None:
    """Wait for something to be so; a busy machine is given time."""
    end = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end, f"it never was; on the screen is {pilot.app.screen}"
        await pilot.pause(STEP)
