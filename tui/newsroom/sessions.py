"""Watches other sessions in the same data folder, every second while notes are open."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.notes.notebook import Notebook

LOOK_SECONDS = 1.0
"""Interval between two looks: others' changes are here within two seconds."""


@dataclass(frozen=True, slots=True)
class News:
    """News: notes (by uid) that others changed, messages to show once, who else is here, arrived or left."""

    changed: frozenset[str] = frozenset()
    notices: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    arrived: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.notices or self.arrived or self.left)

    def lines(self) -> Iterator[str]:
        """Arrivals and departures, in words."""
        if self.arrived:
            yield f"also on the desk now: {', '.join(self.arrived)}"
        if self.left:
            yield f"left the desk: {', '.join(self.left)}"


class Watch:
    """Refreshes a notebook from other sessions, in a thread, and publishes the changes on the event loop."""

    def __init__(self, notebook: Notebook, publish: Callable[[News], None]) -> None:
        self._notebook = notebook
        self._publish = publish
        self._notices_seen = 0
        self._fault = ""
        self._ended = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.others: tuple[str, ...] = ()
        """The other users with the folder open, by name, as of the last look."""

    def start(self) -> None:
        """Start looking every second."""
        self._task = asyncio.get_running_loop().create_task(self._keep_looking())

    async def stop(self) -> None:
        """Stop looking; a look in progress is waited for."""
        self._ended.set()
        if self._task is not None:
            await self._task

    async def _keep_looking(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), LOOK_SECONDS)
            if self._ended.is_set():
                return
            await self.look()

    async def look(self) -> None:
        """Look once, now."""
        from store.notes.notebook import NotebookError

        fault, changed = "", frozenset[str]()
        try:
            changed = await asyncio.to_thread(self._notebook.tick)
        except (NotebookError, OSError) as error:
            fault = str(error)
        notices = list(self._notebook.notices[self._notices_seen :])
        self._notices_seen += len(notices)
        if fault and fault != self._fault:
            notices.append(fault)
        self._fault = fault
        before, self.others = self.others, tuple(sorted(self._names()))
        arrived, left = set(self.others) - set(before), set(before) - set(self.others)
        news = News(changed, tuple(notices), self.others, tuple(sorted(arrived)), tuple(sorted(left)))
        if news:
            self._publish(news)

    def _names(self) -> set[str]:
        mine = self._notebook.author
        return {
            other.author if other.author != mine else f"{mine} (you, elsewhere)" for other in self._notebook.others()
        }
