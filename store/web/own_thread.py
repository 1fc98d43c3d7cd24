"""Runs network work outside the screen's event loop: in a thread with a loop of its own."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def in_own_thread(make: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run the coroutine returned by `make` in a thread of its own, and return its result.

    Cancelling cancels it and waits until it has cleaned up. Callbacks passed to it are called in that thread.
    """
    inner: list[tuple[asyncio.AbstractEventLoop, asyncio.Task[T]]] = []
    begun = threading.Event()
    given_up = threading.Event()

    async def run() -> T:
        task = asyncio.current_task()
        assert task is not None
        inner.append((asyncio.get_running_loop(), task))
        begun.set()
        if given_up.is_set():
            raise asyncio.CancelledError
        return await make()

    def work() -> T | None:
        try:
            return asyncio.run(run())
        except asyncio.CancelledError:
            return None

    waiting = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        result = await asyncio.shield(waiting)
    except asyncio.CancelledError:
        given_up.set()
        if begun.is_set():
            loop, task = inner[0]
            with contextlib.suppress(RuntimeError):  # it may have just finished
                loop.call_soon_threadsafe(task.cancel)
        await waiting
        raise
    return result  # type: ignore[return-value]
