"""How things stand, of the article or of the desk: who speaks, and what the publish gate finds."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from extract.span import Span
from tui.features.data_exchange import Exchange

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.check.findings import Finding
    from tui.jobs.collection import Shelf
    from tui.jobs.publish_check import Findings
    from tui.newsroom.newsroom import Story
    from widgets.tables.findings import FindingRow

At = str | Span | None
"""Where to go in an article: a note by its uid, or words."""
Say = Callable[[str], None]
T = TypeVar("T")


class LeftError(Exception):
    """Nobody waits for the work any more."""


class Overview(Exchange):
    """The part of a screen that looks at how things stand."""

    def action_sourcing_open(self) -> None:
        """Show who speaks."""
        self.run_worker(self._show_sourcing(), group="pick", exclusive=True, exit_on_error=False)

    async def _show_sourcing(self) -> None:
        from tui.dialogs.sourcing import SourcingScreen
        from tui.jobs.sourcing import SourcingJob

        shelf, story = await self._shelf(), self.exchanged()
        if shelf is None:
            return
        if story is None:
            job = SourcingJob(shelf, "Sourcing of the desk", "desk", None)
        elif story.article is None or story.entry is None:
            self.say("not read yet: who speaks is not known")
            return
        else:
            what = f"Sourcing of “{story.title}”"
            job = SourcingJob(shelf, what, story.entry.key, [(story.entry, story.article)])
        await self._apart(job.count)
        picked = await self.app.push_screen_wait(SourcingScreen(job, self._exports(), self._apart))
        if picked is not None:
            await self.go_to_place(*picked)

    def action_check_open(self) -> None:
        """Check the article, or the desk."""
        self.run_worker(self._check(), group="pick", exclusive=True, exit_on_error=False)

    async def _check(self) -> None:
        from store.check.tomlfile import FileError
        from tui.dialogs.desk_list import AcrossScreen
        from widgets.tables.findings import ArticleFindingsTable, FindingsTable

        shelf, story = await self._shelf(), self.exchanged()
        if shelf is None:
            return
        faults: list[str] = []
        try:
            entries, findings = await self._apart(lambda say: _find(shelf, story, faults, say))
        except FileError as error:
            self.say(str(error), "error")
            return
        if faults:
            self.say(faults[0], "error")
        rows, places = await asyncio.to_thread(_rows, shelf, entries, findings)
        if not rows:
            self.say(faults[0] if faults else "nothing found: fit to print, as far as the gate can tell")
            return
        table = FindingsTable() if story is None else ArticleFindingsTable()
        what = "the desk" if story is None else f"“{story.title}”"
        title = f"{len(rows)} found in {what}"
        picked = await self.app.push_screen_wait(AcrossScreen(title, table, lambda: table.show(rows)))
        if picked is not None:
            await self.go_to_place(*places[picked])
            if self.app.screen is self:
                self.say(next(row.message for row in rows if row.key == picked))

    async def _shelf(self) -> Shelf | None:
        """Library and notebook, or None, with the reason told."""
        from tui.jobs.collection import Shelf

        library, notebook = await self._newsroom.stores()
        if notebook is None:
            self.say(f"the notes cannot be read: {self._newsroom.read_only}", "error")
            return None
        return Shelf(self._newsroom.home, library, notebook)

    async def _apart(self, work: Callable[[Say], T]) -> T:
        """Do long work in a thread; it shows how far it is, and ends soon after nobody waits for it any more."""
        loop, left = asyncio.get_running_loop(), threading.Event()

        def say(text: str) -> None:
            if left.is_set():
                raise LeftError
            loop.call_soon_threadsafe(self.progress, text or None)

        try:
            return await asyncio.to_thread(work, say)
        finally:
            left.set()
            self.progress(None)

    def _exports(self) -> Path:
        return self._newsroom.exports or self._newsroom.home / "exports"

    async def go_to_place(self, key: str, at: At) -> None:
        """Open an article at a note or at words."""
        from tui.article.screen import ArticleScreen

        story = await self._newsroom.story_of(key)
        if story is None:
            self.say("that article is no longer on the desk", "warning")
        else:
            self.app.push_screen(ArticleScreen(self._newsroom, story, alone=False, at=at))


def _find(shelf: Shelf, story: Story | None, faults: list[str], say: Say) -> tuple[list[Entry], Findings]:
    """What the gate finds in the story, or on the desk. Raises FileError."""
    from tui.jobs.publish_check import find, gate

    kept = [story.entry] if story is not None and story.entry is not None else []
    entries = shelf.library.entries() if story is None else kept
    return entries, find(shelf, gate(shelf), entries, faults, desk=story is None, read=False, say=say)


def _rows(shelf: Shelf, entries: list[Entry], findings: Findings) -> tuple[list[FindingRow], dict[str, tuple[str, At]]]:
    """The findings as a list shows them, and where each leads."""
    from store.check.findings import Lines
    from widgets.tables.findings import FindingRow

    rows: list[FindingRow] = []
    places: dict[str, tuple[str, At]] = {}
    for entry in entries:
        found: list[Finding] = findings.get(entry.key, [])
        lines = Lines(shelf.library.text(entry.version)) if any(each.span for each in found) else None
        for each in found:
            key = str(len(rows))
            place = lines.place(each.span) if lines and each.span else None
            at = f"{place.line}:{place.column}" if place else ""
            rows.append(FindingRow(key, entry.title, at, each.severity, each.rule, each.message))
            places[key] = (entry.key, each.note or each.span)
    return rows, places
