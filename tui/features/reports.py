"""Reports on the article or on the whole desk: sourcing and the publish gate."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tui.actions.handlers import handles

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.check.findings import Finding
    from tui.jobs.collection import Collection
    from tui.jobs.publish_check import Findings
    from tui.newsroom.newsroom import Newsroom, Story
    from tui.screens.base import AppScreen
    from tui.screens.session import At
    from widgets.tables.findings import FindingRow

    GoTo = Callable[[str, At], Awaitable[None]]

Report = Callable[[str], None]
T = TypeVar("T")


class AbandonedError(Exception):
    """The result of the work is no longer wanted."""


class Reports:
    """Shows the reports."""

    def __init__(self, screen: AppScreen, newsroom: Newsroom, story: Story | None, go_to: GoTo) -> None:
        """`story` is the story to report on; None for the whole desk.

        `go_to` shows a place: an article's key, and a note or a span.
        """
        self._screen = screen
        self._newsroom = newsroom
        self._story = story
        self._go_to = go_to

    @handles("sourcing.open")
    def show_sourcing(self) -> None:
        """Show the sourcing report: who speaks."""
        self._screen.work(self._show_sourcing(), "pick", exclusive=True)

    async def _show_sourcing(self) -> None:
        from tui.dialogs.sourcing import SourcingScreen
        from tui.jobs.sourcing import SourcingJob

        collection, story = await self._collection(), self._story
        if collection is None:
            return
        if story is None:
            job = SourcingJob(collection, "Sourcing of the desk", "desk", None)
        elif story.article is None or story.entry is None:
            self._screen.say("not read yet: who speaks is not known")
            return
        else:
            what = f"Sourcing of “{story.title}”"
            job = SourcingJob(collection, what, story.entry.key, [(story.entry, story.article)])
        await with_progress(self._screen, job.count)
        picked = await self._screen.ask(
            SourcingScreen(self._screen.session, job, self._exports(), partial(with_progress, self._screen))
        )
        if picked is not None:
            await self._go_to(*picked)

    @handles("check.open")
    def check(self) -> None:
        """Show the findings of the publish gate."""
        self._screen.work(self._check(), "pick", exclusive=True)

    async def _check(self) -> None:
        from store.check.tomlfile import FileError
        from tui.dialogs.desk_list import DeskListScreen
        from widgets.tables.findings import ArticleFindingsTable, FindingsTable

        collection, story = await self._collection(), self._story
        if collection is None:
            return
        faults: list[str] = []
        try:
            entries, findings = await with_progress(
                self._screen, lambda report: _find(collection, story, faults, report)
            )
        except FileError as error:
            self._screen.say(str(error), "error")
            return
        if faults:
            self._screen.say(faults[0], "error")
        rows, places = await asyncio.to_thread(_rows, collection, entries, findings)
        if not rows:
            self._screen.say(faults[0] if faults else "Nothing found: ready to publish as far as Copydesk can check")
            return
        table = FindingsTable() if story is None else ArticleFindingsTable()
        what = "the desk" if story is None else f"“{story.title}”"
        title = f"{len(rows)} found in {what}"
        picked = await self._screen.ask(DeskListScreen(self._screen.session, title, table, lambda: table.show(rows)))
        if picked is not None:
            await self._go_to(*places[picked])
            if self._screen.app.screen is self._screen:
                self._screen.say(next(row.message for row in rows if row.key == picked))

    async def _collection(self) -> Collection | None:
        """Library and notebook; None if the notes cannot be read, after showing the reason."""
        from tui.jobs.collection import Collection

        library, notebook = await self._newsroom.stores.both()
        if notebook is None:
            self._screen.say(f"the notes cannot be read: {self._newsroom.read_only}", "error")
            return None
        return Collection(self._newsroom.home, library, notebook)

    def _exports(self) -> Path:
        return self._newsroom.exports


async def with_progress(screen: AppScreen, work: Callable[[Report], T]) -> T:
    """Run `work` in a thread, showing its progress, and return its result.

    `work` receives a function that shows a line of progress, and that raises AbandonedError once the caller has been
    cancelled, so that the work ends soon after.
    """
    loop, abandoned = asyncio.get_running_loop(), threading.Event()

    def report(text: str) -> None:
        if abandoned.is_set():
            raise AbandonedError
        loop.call_soon_threadsafe(screen.progress, text or None)

    try:
        return await asyncio.to_thread(work, report)
    finally:
        abandoned.set()
        screen.progress(None)


def _find(
    collection: Collection, story: Story | None, faults: list[str], report: Report
) -> tuple[list[Entry], Findings]:
    """The gate's findings for the story, or for the desk. Raises FileError."""
    from tui.jobs.publish_check import attached_proofs, find, gate

    own = [story.entry] if story is not None and story.entry is not None else []
    entries = collection.library.entries() if story is None else own
    rules = gate(collection)
    rules.proofs_of = attached_proofs(collection, rules, faults)
    return entries, find(collection, rules, entries, faults, desk=story is None, read=False, report=report)


def _rows(
    collection: Collection, entries: list[Entry], findings: Findings
) -> tuple[list[FindingRow], dict[str, tuple[str, At]]]:
    """The table rows of the findings, and the place of each by its row's key."""
    from store.check.findings import Lines
    from widgets.tables.findings import FindingRow

    rows: list[FindingRow] = []
    places: dict[str, tuple[str, At]] = {}
    for entry in entries:
        found: list[Finding] = findings.get(entry.key, [])
        lines = Lines(collection.library.text(entry.version)) if any(each.span for each in found) else None
        for each in found:
            key = str(len(rows))
            place = lines.place(each.span) if lines and each.span else None
            at = f"{place.line}:{place.column}" if place else ""
            rows.append(FindingRow(key, entry.title, at, each.severity, each.rule, each.message))
            places[key] = (entry.key, each.note or each.span)
    return rows, places
