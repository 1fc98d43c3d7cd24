"""Markdown out of the desk: looked at first, then written; what was edited in the files comes back into the notes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.screens.base import DeskScreen

if TYPE_CHECKING:
    from tui.jobs.markdown_export import Done, ExportJob
    from tui.newsroom.newsroom import Newsroom, Story


class Exporting(DeskScreen):
    """The part of a screen that exports Markdown."""

    _newsroom: Newsroom

    def exchanged(self) -> Story | None:
        """The story an export is about; None: the whole desk."""
        return None

    def action_export_markdown(self) -> None:
        """Export the notes."""
        self._export("notes")

    def action_export_fact_check(self) -> None:
        """Export a sheet of what is to be checked."""
        self._export("fact-check")

    def action_export_quotes(self) -> None:
        """Export a sheet of the quotes."""
        self._export("quotes")

    def action_export_desk(self) -> None:
        """Export every article."""
        self._export("notes", desk=True)

    def _export(self, template: str, *, desk: bool = False) -> None:
        self.run_worker(self._look_and_write(template, desk), group="pick", exclusive=True, exit_on_error=False)

    async def _look_and_write(self, template: str, desk: bool) -> None:
        from store.export.templates import names
        from tui.config import locations
        from tui.dialogs.export import ExportScreen
        from tui.jobs.markdown_export import ExportJob

        library, notebook = await self._newsroom.stores()
        story = None if desk else self.exchanged()
        if notebook is None or (story is not None and story.entry is None):
            self.say(f"nothing to export: {self._newsroom.read_only or 'the article is not kept'}", "error")
            return
        folder = self._newsroom.exports or self._newsroom.home / "exports"
        entry = story.entry if story else None
        job = ExportJob(library, notebook, entry, folder, writable=self._newsroom.read_only is None)
        own = await asyncio.to_thread(names, locations.templates())
        screen = ExportScreen(story.title if story else "every article of the desk", job, own, template)
        chosen = await self.app.push_screen_wait(screen)
        if chosen is not None:
            await self._write(job, chosen)

    async def _write(self, job: ExportJob, template: str) -> None:
        from store.disk.files import describe_error
        from store.export.templates import StyleError
        from tui.newsroom.sessions import News

        loop = asyncio.get_running_loop()

        def tell(number: int, total: int) -> None:
            loop.call_soon_threadsafe(self.progress, f"exporting {number:,} of {total:,}")

        before = {note.uid: note for note in job.notebook.all()}
        try:
            done = await job.write(template, tell)
        except (OSError, StyleError) as error:
            self.say(f"NOT exported: {describe_error(error)}", "error")
            return
        finally:
            self.progress(None)
        after = {note.uid: note for note in job.notebook.all()}
        if changed := frozenset(uid for uid, note in after.items() if before.get(uid) is not note):
            self.heard(News(changed=changed))
        self._tell_exported(done, job)

    def _tell_exported(self, done: Done, job: ExportJob) -> None:
        from tui.jobs.markdown_export import summary

        if done.faults and not done.outcomes:
            self.say(f"NOT exported: {done.faults[0]}", "error")
            return
        to = done.outcomes[0].path if len(done.outcomes) == 1 else job.folder
        counts, _, edits = summary(done.outcomes).partition("; ")
        warnings = done.warnings
        more = f"; {warnings[0]}" + (f", and {len(warnings) - 1} more" if len(warnings) > 1 else "") if warnings else ""
        said = f"{f'{edits}; ' if edits else ''}{counts} exported to {to}"
        self.say(f"{said}{more}", "warning" if warnings else "info")
